"""What to ask, to say and to check, for each kind of case and at each stage; and how to help with a product first.

Its nouns: Playbook, Version, Course (a case going by one version), Tick, Guide (a product's questions and answers), Attempt,
Practice (an answer to a past case, written to learn).
Its verbs: write, restore, tick, untick, answer, try, practise, review. It proposes and records; it decides nothing and sends nothing.
"""
