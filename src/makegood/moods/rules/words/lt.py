WORDS = """
[lawyer 3]
mano|mūsų|savo|su advokat*|teisinink*|jurist*
kreip*|tar*|samd*|pasitel* ... advokat*|teisinink*|jurist*
2 advokat*|teisinink*|jurist*
teisin* veiksm*|priemon*|keli*|proces*
teismas|teismą|teisme|teismui|teismo|teismus|teismuose
teisminiu|teisminį|teisminio
ieškin*
bylinė*
paduos*|paduosiu jus
2 žalos atlyginim*
[press 3]
kreip*|rašy*|paraš*|praneš*|papasak*|skamb* ... laikrašt*|televizij*|spaud*|žurnalist*
žiniasklaid*
2 žurnalist*
pavieš*|viešin*
kel*|įkel*|rašy*|paraš*|pasidal*|skelb*|paskelb*|dal* ... socialin*|facebook*|feisbuk*|instagram*|tiktok*
2 neigiam*|blog* atsiliepim*|įvertinim*|komentar*|recenzij*
2 viena žvaigždut*|žvaigžd*
2 perspė*|įspė* ... kitus|visus|žmones|draugus
[chargeback 3]
chargeback*
gink*|ginč* ... mokėjim*|nurašym*|operacij*|bank*|paypal*|kortel*
bank* ... susigrąžins*|atsiims*|atgaus*|ginčy*|ginčij*
susigrąžins*|atsiims*|atgaus* ... per ... bank*|paypal*
kreipsiuosi|kreipsimės|kreipiuosi|kreipsimes ... bank*|paypal*
atšauksiu|atšauksime|stabdysiu|sustabdysiu ... mokėjim*
2 skambins*|praneš*|rašy* ... bankui|banką
[authority 3]
vartotoj* teis*|apsaug*
vvtat|vvtaį
inspekcij*
prokurat*
kreip*|praneš*|skamb*|eis*|rašy* ... policij*
2 policij*
skund* ... tarnyb*|institucij*|vmi
kreip* ... tarnyb*|institucij*|vmi
2 institucij*|instancij*
ombudsmen*
duomenų apsaugos
[angry 2]
aferist*|sukč*
apgavik*|apgaul*|apgav*|apgaudin*
vagys|vagims|vagišiai|vagiate
melag*|meluojat*|meluoja*
įsiut*|įsius*|pasiut*
gėda jums|jum
kokia|didelė gėda
jums ... gėda
begėd*
tyčioj*
mulkin*|kvailin*|durnin*
užknis*|užpis*|nachui|nx|blet|blt|bliat*|bliam*|šūdas|šūdą|šūdin*|debil*|idiot*|asilai
nevykėl*
siaubas|pasibaisėtin*
paskutin* įspėjim*
paskutin* kart* rašau|klausiu|prašau|sakau
! 1 daugiau niekada
! 1 niekada daugiau
! nebepirks*
kiek galima
1 nesąmon*
1 siaubing*|klaik*|baisus|baisi aptarnavim*|patirt*|paslaug*
1 siaubing*
1 piktinuosi|piktina|pasipiktin*
1 piktas|pikta|pikti|pykst*|supyk*
1 nusibodo|pabodo|atsibodo
1 absurd*
1 nepriimtin*|netoleruotin*
1 nekompetenting*|neprofesional*
1 kantryb* ... baig*|trūk*|išsek*|rib*
1 baig*|trūk*|išsek*|prarad* ... kantryb*
1 nebeturi* kantryb*
! 1 niekas ... neatsak*|neatraš*|nekelia|nereaguoja
1 ignoruoj*
1 čia juokas
1 juokaujat*
1 labai|visiškai|itin|giliai nusivyl*
1 blogiausi* ... aptarnavim*|parduotuv*|patirt*
[not]
nenor*
neketin*
nesiruoš*|nesirengi*
neplanuoj*
nereik*
nesikreip*
negrasin*
išvengti|vengiu|vengti
vietoj
[no]
ne|nėra|be|nei|niekad|joks|jokia|jokios
[and]
ir|bei|tad|todėl
[but]
bet|tačiau|nebent|kitaip|antraip
[that]
kad|jog
"""
