"""Words in and out, over any channel.

Its nouns: Account (a mailbox or other channel set up), Arrival (the intake ledger), Census (the server's own count beside
it), Thread, Message, Attachment, Template, Draft, Dispatch (the outbox) and Delivery (one attempt). Its verbs: receive,
acknowledge, draft, send, undo, count, split, bury.
A supplier's or carrier's thread is an object of its own; the customer is never its default recipient.
"""
