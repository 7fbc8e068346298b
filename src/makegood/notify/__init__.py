"""Which member of staff is told what.

Its nouns: Notice, NoticeWish, CalendarLink. Its verbs: tell, read, show in a calendar. It never writes to customers.
"""
