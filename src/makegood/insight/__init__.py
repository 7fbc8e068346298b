"""Insight: numbers about what happened, and about what would have happened. It reads what other rooms wrote and changes none of it.

Its nouns: Replay (last year's cases as a draft of the shop's own rules would have judged them), Trial (a replay somebody asked for, worked
out by the worker, with the cases that would have ended otherwise). Its verbs: replay, try.
"""
