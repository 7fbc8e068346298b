"""Which member of staff is told what.

Its nouns: Notice. Its verbs: tell, read. It never writes to customers.
"""
