WORDS = """
[lawyer 3]
my|our lawyer*|solicitor*|attorney*|barrister*
my|our legal team|adviser*|advisor*|representative*
contact*|call*|see|hire*|hiring|instruct*|consult*|involv*|engag*|speak*|talk* ... lawyer*|solicitor*|attorney*
go|going ... lawyer*|solicitor*|attorney*
2 lawyer*|solicitor*|attorney*|barrister*
legal action|proceedings|steps|advice|remedies|route
take|taking|taken ... to court
see you in court
go|going to court
court action|proceedings|claim|order
small claims
sue you|your|them
will|shall|ll|can|could|going sue
to sue
lawsuit*
litigation
letter before action|claim
press charges
[press 3]
go|going|turn*|tell*|contact*|inform*|alert*|write|speak*|talk* ... the|local|national|our press|media|papers|paper|newspaper*
tell*|contact*|write|speak*|talk*|call* ... journalist*|reporter*
2 journalist*|reporter*
post*|share|sharing|put|putting|publish*|write|spread* ... social media|networks
post*|share|sharing|put|putting|publish* ... on|over|to facebook|twitter|instagram|tiktok|reddit|youtube|x
all over facebook|twitter|instagram|tiktok|reddit|youtube|social
all over the internet|web|media
2 bad|negative|terrible|awful|horrible|damning|scathing review*|rating|feedback
2 one|1|zero star review*|rating
2 warn* others|people|everyone|everybody|other|friends
name and shame
expose|exposing you|your
go|going public|viral
watchdog
consumer programme|program|column|champion
[chargeback 3]
chargeback*
charge|charged|charging back my|the|this|with|through|via|on
do|raise|file|request|initiate|start|issue a|the charge back
dispute|disputing|disputed|disputes ... charge*|payment*|transaction*|bank|card|paypal|visa|mastercard|amex|klarna
open*|rais*|fil*|start*|lodg*|initiat* ... dispute|claim|case ... paypal|bank|card|visa|mastercard|klarna|amex
paypal|klarna dispute|claim|case
2 reverse|reversing|recall|recalling ... payment|charge|transaction
have|ask|get|tell|instruct ... bank|paypal|card|klarna|visa ... reverse|stop|block|recall|refund|cancel
2 stop|stopping|block the|my|this|your payment*
money back through|via|from|with my bank|card|credit|paypal
money back through|via paypal|klarna|visa|mastercard
section 75
2 will|ll|shall|must contact|call|ring|involve|inform|ask ... bank|paypal
[authority 3]
consumer protection|authority|authorities|ombudsman|council|agency|centre|center|bureau
2 consumer rights
ombudsman
trading standards
citizens advice
better business bureau
regulator*
attorney general
action fraud
fraud police|squad
report|reporting you
2 report* ... to the police|authorities|authority
will|ll|shall|going|must ... police
2 call*|inform*|contact* the police
contact*|inform*|complain*|go|going ... the authorities
data protection authority|commissioner|agency
information commissioner
[angry 2]
scam|scams|scammer*|scammed
fraudster*
this|is|pure|complete|total|plain fraud
thief|thieves|crooks|robbers|criminals
robbed|robbing me|us
rip off|offs
ripped off|me
ripoff
con artists
liar*
lying to me|us
fuck*|shit|shitty|bullshit|bastards|arsehole*|asshole*|wtf|crap
outrag*
disgust*
furious|livid|fuming|enraged
fed up
sick and tired
sick of this|you|your|waiting
shame on you
disgrace*
! never ... again
worst ... ever|service|company|experience|shop|store|customer
how dare you
final|last warning
had enough
enough is enough
absolute|complete|total|utter|bloody joke
1 angry|annoyed|irate
1 unacceptable
1 ridiculous
1 frustrat*
1 very|extremely|deeply|so|really|bitterly disappoint*
1 appalling|appalled
1 terrible|awful|horrible|dreadful|poor|shocking service|experience|company|communication|support
1 pathetic
1 waste of time|money|my
1 what a joke
1 you kidding|joking
1 incompeten*|unprofessional
1 ignoring me|us|my|our
1 ignored my|me|us|our
! 1 nobody|noone answers|answered|replies|replied|responds|responded|cares
! 1 no one answers|answered|replies|replied|responds|responded|cares
1 losing|lost ... patience
1 patience ... end|out|limit*|thin
1 treat* like an|a idiot|fool
[not]
don t want|wish|intend|plan|need
dont want|wish|intend|plan|need
do not want|wish|intend|plan|need
wouldn t want|like
would not want|like
rather|prefer|preferably|hope not
i|we won t
i|we will not
i|we ll not
not going|planning|intending|trying|threatening to
not threaten*
no need|intention|wish|desire|plans|plan|reason
without having|involving|going|needing|taking|resorting|recourse
rather than
instead of
avoid|avoiding
[no]
not|no|never|isn|aren|wasn|nothing|without|n
[and]
and|so|then
[but]
but|however|unless|otherwise|although
[that]
that|which|who
"""
