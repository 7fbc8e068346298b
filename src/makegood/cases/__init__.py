"""The matter itself: what happened to whom, what is known of it, who works on it and how it ended.

Its nouns: Case, Fact, FactRequest, Assignment, Note, Tag, Snooze, Closure, LinkedCase, Incident, Rearrangement, SavedView, StatusLink.
Its verbs: open, assign, note, tag, snooze, link, merge, split, close, reopen, delete. It knows no messages and no promises.
"""
