WORDS = """
[lawyer 3]
moj*|mog*|mom*|naš*|svoj*|svog*|svom* advokat*|pravnik*|odvjetnik*
obrati*|obratić*|angaž*|zva*|zovem|pozva*|unajm*|idem|ići ... advokat*|pravnik*|odvjetnik*
2 advokat*|pravnik*|odvjetnik*
pravn* put*|korak*|sredstv*
sudsk* put*|postup*|spor*|proces*
tužb*
tužim|tužimo|tužić*|tužit*|tužiti
na|pred sud|sudu|sudom
preko|putem suda
vidimo|vidi*|videć* ... sudu
opomen* pred tužb*
2 naknad* štet*
2 odštet*
[press 3]
obrati*|obratić*|javi*|javić*|pisa*|pisać*|zva*|idem|ići|obavest*|obavesti* ... medij*|novin*|televizij*|novinar*
obavest*|obavijest*|obavesti* ... javnost*
2 novinar*
objavi*|objavić*|podel*|podijel*|napisa*|napisać*|pisać*|stavi*|stavić*|okač* ... mrež*|facebook*|fejsbuk*|fejs*|instagram*|tviter*|tiktok*|internet*
2 loš*|negativn*|najgor* ocen*|ocjen*|recenzij*|komentar*|utis*
2 jedn* zvezdic*|zvjezdic*
2 upozor* ... druge|sve|ljude|prijatelje
[chargeback 3]
chargeback*
čardžbek*|čarđbek*
ospori*|osporić*|osporav* ... transakcij*|plaćanj*|uplat*|naplat*|bank*|banci|kartic*
reklam* ... bank*|banci|transakcij*
preko|putem|kroz ... bank*|kartic* ... vrati*|povrat*|povrać*|novac|pare
vrati*|povrat*|povrać*|povuc*|povuć* ... preko|putem|kroz ... bank*|kartic*
obratić*|obratiti|obraćam ... banci|bank*|paypal*
spor* ... paypal*|bank*|banci
2 pozvać*|zvać*|zovem ... bank*
blokirać*|storniraću ... plaćanj*|transakcij*|uplat*
[authority 3]
inspekc*|inspektor*
zaštit* potrošač*
udruženj*|organizacij* ... potrošač*
2 prav* potrošač*
2 potrošačk* prav*
prijavi*|prijavić*|podne*|podnosim|podneć*|idem|ići|zva* ... policij*|mup|mupu|nadležn*
2 policij*|mup|mupu
krivičn*|kaznen* prijav*
nadležn* organ*|institucij*|služb*
tužilašt*
ombudsman*
2 ministarstv*|poverenik*
[angry 2]
prevara|prevaru|prevare|prevarant*|prevarili|prevarite|prevaren*|prevario
lopov*|kradljiv*|kradete|pokra*|opljačka*|pljačka*
lažov*|lažete
sramot*|sramn*
sram vas|bilo|te
stidite se
bezobraz*
skandal*
besan|besna|besni|bijesan|bijesna|bijesni|pobesne*
dosta mi|nam
dosta je bilo
sranj*|jeb*|zajeb*|pičk*|govn*|kurac|kurc*|debil*|idiot*|majmun*|budal*|stok*
bruka
odvratn*
poslednj*|zadnj* opomen*|upozorenj*
poslednji|zadnji put ... pišem|pitam|tražim|molim
! 1 nikad|nikada više
! 1 više nikad|nikada
1 užas|užasn*|užasan
1 katastrof*
1 neprihvatljiv*|nedopustiv*|nečuven*
1 sam ... ljut|ljuta|iznerviran*
1 ljut|ljuta sam
1 iznervira*|nervira*
1 strpljenj* ... istek*|kraju|izgub*|nestal*
1 gubim|gubimo|nemam|nemamo|izgub* ... strpljenj*
1 smešno|smiješno|ismeva*|ismija*|zezate|zezanj*
1 najgor* ... uslug*|iskustv*|firma|prodavnic*|služb*
1 nesposobn*|neozbiljn*|neprofesionaln*|nekompetentn*
! 1 niko|nitko ... javlja*|odgovara*|odgovori*
1 ignoriš*|ignorira*|ignorisa*
1 veoma|jako|mnogo|duboko|vrlo razočar*
1 dokle više
[not]
ne želim*
ne bih|bismo
neću|nećemo
nemam|nemamo nameru|namjeru|namere
ne nameravam*|planira*|pretim|prijetim
nije mi cilj|namera|namjera
bez potrebe
nema potrebe
izbeg*|izbjeg*
umesto|umjesto
[no]
ne|nije|nisu|nisam|bez|ni
[and]
i|pa|te|već|nego
[but]
ali|međutim|inače|osim
[that]
da|kako
"""
