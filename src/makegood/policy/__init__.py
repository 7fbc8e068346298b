"""Policy: what the law gives this customer, in this country, on this date, and why.

Nouns: Pack (a country's law as data: rules with source, validity and confidence), Facts (what is known of one order and
what happened to it), Ruling (rights, refusals, dates, amounts, effects). Verb: explain. It decides with reasons and never
acts, keeps no clock (`now` is one of the facts) and guesses nothing: an unknown start has no end.

Packs are reference material, not legal advice; every date names its rule, version, source and confidence.
"""
