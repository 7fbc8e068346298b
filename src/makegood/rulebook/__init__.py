"""The shop's own rules, as tables its owner understands: what it gives beyond the law, and by when it answers.

Its nouns: Book (the tables), Row (of the rows of a table the first that fits wins), Version (the draft, or what was published).
Its verbs: draft, publish, judge. A row less generous than the law of the countries it is for is refused, with the article. It
decides with reasons and never acts: who promises, refunds or takes back asks it.
"""
