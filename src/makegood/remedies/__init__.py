"""What makes it good beyond what the law gives, and who may say so.

Its nouns: Approval (that something is given on a case: what, why, who asked, who granted it), Standing (what was given on a case so
far, and what the law has us pay anyway). Its verbs: give, ask, grant, refuse, withdraw. Within the limit of a role it goes at once;
above it a second person says yes, never the one who asks. It carries nothing out: no money moves here, a promise says that it will.
"""
