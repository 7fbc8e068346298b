"""Policy packs: the law of a country as data, one folder each."""
