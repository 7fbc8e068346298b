"""Who there is: the shop's staff and its customers.

Its nouns: Staff, Team, Invitation, ApiKey; Customer, the Identities (addresses, phones) they are known by, the Mark of abuse.
Its verbs: invite, recognise, merge, mark, anonymise. It knows nothing of orders or cases.
"""
