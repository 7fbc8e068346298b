"""The settings: the shop, its mailboxes, its people, its words, its keys."""
