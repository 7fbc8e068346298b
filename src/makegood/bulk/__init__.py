"""One decision for many cases, or several steps under one name.

Its nouns: Step (one thing done to a case), Macro and MacroVersion (steps under a name), Bulk (one decision carried out on
a fixed set of cases) and Outcome (what became of one of them). Its verbs: start, carry out, stop, undo, save a macro.
Each step is another room's own action: this room decides nothing about a case, writes only its own rows, and does
nothing its starter could not do by hand. It stands above the rooms whose actions it calls.
"""
