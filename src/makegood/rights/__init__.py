"""Rights: what the law gives the customer of one case, told from what the desk knows of it.

Its nouns: Known (what rooms below tell of a case, its order and its words), CaseRights (the ruling on it, and what is missing
to know more). It has no tables, keeps no clock and decides nothing: `policy` does, and knows no cases.
"""
