"""Telling first: the customer hears how their order stands before they ask, and whoever works here hears what went wrong.

Its nouns: Flow (when this, then that, as a list one can read), Version (the flow as it was published), Run (a flow going for
one order, parcel or case), Entry (what a run did or left undone, and why), Told (that a customer heard of one station of a
parcel's way), Quiet (the hours in which nobody is written to). Its verbs: write, publish, switch on and off, begin, go on,
tell, rehearse. Rules alone decide, and they see no clock: what would have been told of past orders is worked out by the very
rules that tell. It tells of one station once, nothing when a later one is reached, and nothing of an order that is a case
already. It advertises nothing, and it acts through the rooms below: their letters, cases and promises are made by them.
"""
