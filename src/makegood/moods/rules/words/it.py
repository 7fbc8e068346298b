WORDS = """
[lawyer 3]
mio|nostro|miei|nostri|un avvocato|avvocati|legale|legali
rivolg*|contatt*|sentir*|chiam*|incaric*|parl* ... avvocat*
rivolg*|incaric* ... legale|legali
2 avvocat*
vie legali
via legale
azion* legal*|giudiziari*
agire|agirò|agiremo|procedere|procederò|procederemo|procedo legalmente
agire|agirò|agiremo|procedere|procederò|procederemo|procedo ... sedi|sede legal*|giudiziari*|opportun*|competent*
tribunale|tribunali
giudice di pace
fare|far|farò|faccio|facciamo|faremo|farvi causa
intent* ... causa
citare|citerò|cito|citarvi|citeremo in giudizio
querel*
diffid*
messa|costituzione in mora
2 risarcimento
[press 3]
contatt*|rivolg*|scriv*|chiam*|raccont*|segnal*|andare|andrò|parl* ... giornale|giornali|giornalist*|stampa|televisione|tv
2 giornalist*
striscia la notizia
le iene
mi manda rai|raitre|rai3
pubblic*|scriv*|post*|condivid*|racconter* ... social|facebook|instagram|tiktok|twitter|youtube
2 recension* negativ*|pessim*|brutt*|terribil*
2 pessim*|negativ*|brutt*|terribil* recension*
2 una stella
2 avvis*|avvert* ... tutti|altri|amici
sputtan*
di dominio pubblico
[chargeback 3]
chargeback*
storn* ... banca
contest*|disconosc* ... addebit*|pagament*|transazion*|banca|carta|paypal|spesa
apr*|apert* ... controversi*|contestazion*|disput*
controversi*|contestazion*|disput*|reclamo ... paypal|banca|carta|klarna
chieder*|dirò|faccio|farò ... banca|paypal ... blocc*|annull*|revoc*|storn*
bloccherò|revocherò|annullerò|stornerò|bloccheremo ... pagament*|bonifico|addebito
recuper*|riavr*|riprend*|otterr* ... tramite|attraverso ... banca|carta|paypal
2 rivolger*|contatter*|chiamer* ... banca|paypal
[authority 3]
associazion* ... consumator*
tutela|difesa ... consumator*
codacons|altroconsumo|adiconsum|federconsumatori|adoc|unc
antitrust|agcm
denunc*
esposto alla|ai|al|presso|in
guardia di finanza
polizia postale
rivolg*|andrò|vado|andare|chiam*|segnal* ... polizia|carabinieri|finanza|autorità
2 polizia|carabinieri
2 garante
2 codice del consumo
2 conciliazione|conciliatore
camera di commercio
[angry 2]
truff*
ladri|ladro|ladrocinio
imbrogli*
bugiard*
farabutt*|furfant*|delinquenti|criminali
cazzo|cazzi|cazzat*|merd*|stronz*|vaffanculo|minchia|coglion*
pres*|prend* ... in giro
vergogn*
schif*
indecen*
scandal*
furios*|incazz*|inferocit*|infuriat*
indignat*
disgust*
ultimatum
ultimo avviso|sollecito|avvertimento
! mai più ... compr*|acquist*|ordin*
! compr*|acquist*|ordin* ... mai più
1 arrabbiat*|infastidit*
1 inaccettabil*|inammissibil*|intollerabil*|inconcepibil*
1 pessim* servizio|esperienza|azienda|assistenza|comportamento
1 servizio|esperienza|assistenza pessim*|orribil*|terribil*
1 ridicol*
1 assurd*
1 stufo|stufi
1 sono stufa
1 stanc* di aspett*
1 ora|adesso basta
1 pers* ... pazienza
1 pazienza ... finita|esaurita|limite
1 incompetent*|incapac*
1 nessuna|zero|poca|mancanza serietà
1 poco seri|serio
! 1 nessuno ... risponde|risposto|risponda
1 molto|profondamente|davvero|estremamente delus*
[not]
non voglio|vorrei|vogliamo|vorremmo|intendo|intendiamo|desidero
non ho|abbiamo intenzione|voglia
non mi|ci va
non serve|occorre
non c è bisogno|motivo
non sto minacciando
senza dover*|bisogno|ricorrere|andare|coinvolgere|arrivare|passare
evitare|evitando|evitiamo
piuttosto che
invece di
preferirei|preferisco non
[no]
non|nessun|nessuna|senza|né|mai
[and]
e|ed|quindi
[but]
ma|però|altrimenti|tuttavia|salvo
[that]
che
"""
