"""Insight: numbers about what happened, and about what would have happened. Reads only; it has no tables and changes nothing.

Its nouns: Replay (last year's cases as a draft of the shop's own rules would have judged them). Its verb: replay.
"""
