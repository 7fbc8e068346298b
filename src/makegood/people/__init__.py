"""Who there is: the shop's staff and its customers.

Its nouns: Staff, Team, Invitation, ApiKey; Customer and the Identities (addresses, phones) they are known by.
Its verbs: invite, recognise, merge, anonymise. It knows nothing of orders or cases.
"""
