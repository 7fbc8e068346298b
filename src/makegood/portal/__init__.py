"""The customers' pages: how their case stands, behind a link and without an account.

What it shows is what was said between the shop and this customer, and what was promised to them. It refuses to
show anything else: no notes, no names of tags or teams, no message that did not reach them.
"""
