"""Telling other programs what happens: webhooks, signed as Standard Webhooks says.

Its nouns: Endpoint (a program's address, and what it is told of), Post (one thing that happened, on its way to one
endpoint), Feed (how far the happenings have been read). Its verbs: add, change, switch off and on, remove, feed, send,
send again. It reads what the other rooms recorded, after they did: no action of theirs waits for it or knows of it. It
tells numbers, ids, states and times, and no word of a customer; nobody is told of a case that whoever added the endpoint
may not see. It promises no order, and rather sends twice than never.
"""
