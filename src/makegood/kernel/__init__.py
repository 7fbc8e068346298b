"""What every room stands on: time, money, ids, text, secrets, files, events and the log of what happened.

Its nouns: Happening (one row for each thing that happened), Money, Phrase, StoredFile.
Its verbs: record, seal, open, store. It refuses to know a single word of the shop's business.
"""
