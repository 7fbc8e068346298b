"""A believable shop to look around in: customers, orders and a year of cases in eight languages.

Its nouns: Loading (one load of the sample, for the progress bar), and what it is made of: the catalogue, the
conversations in `texts/`, the pictures. Its verbs: load, remove. Everything is brought about by the rooms' own
actions with the clock set back, so it looks as a year of use would have left it. It alone deletes other rooms'
rows, and only those of a sample shop. Nothing of a sample shop ever leaves the machine.
"""
