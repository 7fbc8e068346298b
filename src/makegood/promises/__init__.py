"""What we owe a customer by when.

Its nouns: Promise and the working time it is counted in. Its verbs: make, keep, warn, break, renegotiate, release.
A promise is kept by evidence (the message that keeps it), and silence is a promise too: seven days at most.
"""
