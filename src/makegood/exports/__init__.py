"""Everything the desk knows, as one file that other programs can read.

Its nouns: Export (one such file: who asked for it, how far it is, until when it can be fetched), Kind (one sort of thing in
it, and its shape). Its verbs: ask for, write, offer, remove. It reads every room and changes none. Secrets stay behind:
passwords, keys, what a mailbox is opened with. It is no backup: only a backup brings a desk back.
"""
