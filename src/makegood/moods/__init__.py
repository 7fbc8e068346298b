"""What a customer's words say of their mood, and of what they threaten: read by plain lists of phrases, shown with the words.

Its nouns: Finding (a threat, anger, repeat contact, silence), Alarm (a case whose findings weigh enough to go first),
Switch (a phrase the owner has put on or off). Its verbs: find, refuse, miss, sweep. It judges nobody and answers nothing.
"""
