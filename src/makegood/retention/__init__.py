"""What is kept, and for how long.

Its nouns: Retention (what a shop has set), Sweep (one round through what is old enough, with what came of it).
Its verbs: set, look what would go, sweep. It decides when; cases, messages and people know how a case is deleted, a mail
emptied, a customer anonymised. It never touches an open case, one with an open promise, one of an open incident, or one
with a letter still to be sent.
"""
