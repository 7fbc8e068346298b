WORDS = """
[lawyer 3]
mi|mis|nuestro|nuestros|un abogad*
contact*|habl*|llam*|consult*|acud*|ir|iré|voy ... abogad*
2 abogad*
acciones|medidas legales|judiciales
vía|vías legal|legales|judicial|judiciales
asesor* legal|jurídic*
tribunal|tribunales|juzgado|juzgados
llev*|ir|iré|voy|iremos ... juicio
demandar*
pon*|pond*|interpon*|interpond*|present* ... demanda|querella
burofax
requerimiento formal|notarial|judicial
2 daños y perjuicios
[press 3]
contact*|ir|voy|iré|acud*|llam*|escrib*|habl*|cont* ... prensa|periódico|periódicos|televisión|diario|medios|periodist*
2 periodist*
medios de comunicación
public*|compart*|difund*|colg*|sub*|cont*|denunci* ... redes|facebook|instagram|tiktok|twitter|youtube
2 mala|malas|negativa|negativas|pésima|pésimas reseña*|opinión|opiniones|valoración|valoraciones|crítica*
2 reseña*|opinión|opiniones|valoración|valoraciones|crítica* negativa*|mala|malas|pésima*
2 una estrella
2 advert*|avis* a otros|todos|todo|mis|la gente
hac* ... viral|público
[chargeback 3]
chargeback*
contracargo*
retroce*|retrotra*|revert* ... cargo|pago|recibo|cobro
disput*|impugn* ... cargo*|pago*|banco|tarjeta|paypal|transacci*|cobro
abr* ... disputa
disputa ... paypal|banco|tarjeta
reclam* ... al|con|en|por banco|paypal|tarjeta
reclam* ... mi banco
devolv*|devuelv* el recibo
ped*|dir*|orden*|solicit* ... banco ... anul*|bloque*|cancel*|retroce*|revert*|reviert*|devuelv*
anularé|bloquearé|cancelaré ... pago|cargo|recibo
através|través de mi|del banco
2 hablaré|llamaré|contactaré|acudiré|iré|avisaré ... banco|paypal
[authority 3]
ocu|facua|omic|profeco|indecopi|sernac
hoja|hojas|libro de reclamaci*
oficina|organismo|instituto|agencia|junta|dirección ... consum*
defensa|protección ... consumidor*
organización|asociación ... consumidor*
arbitraje ... consumo
2 consumidores y usuarios
2 derechos como consumidor|consumidora
denunci*
guardia civil
ir|iré|voy|acud*|llam*|avis* ... policía
2 policía
protección de datos
[angry 2]
estaf*
ladron*|ladrón
un|gran|este|puro timo
timador*
sinvergüenz*
vergüenza
mentiros*|mentís|mienten
mierd*|joder|jodid*|cabron*|cabrón|gilipoll*|imbécil*|puta|puto|putos|coño|carajo|pendej*
tom* ... el pelo
tomadura de pelo
riendo|ríe|ríen|reís ... de mí|nosotros
burl* de mí|nosotros|sus|vuestros
harto|harta|hartos|hartas
indignad*|indignant*
furios*|cabread*|encabronad*
asco|asqueros*
último aviso|ultimátum
! nunca más ... compr*|ped*|volv*
! no volver* a compr*|pedir|confiar
! no ... nunca más
1 inadmisibl*|inaceptabl*|intolerabl*|impresentabl*
1 enfadad*|enojad*
1 muy|bastante molest*
1 ridícul*
1 absurd*
1 peor ... servicio|empresa|tienda|experiencia|atención
1 pésim*|lamentable|nefast*|vergonzos*|desastros*
1 servicio|atención|experiencia horribl*|fatal|terribl*
1 muy|profundamente|totalmente decepcionad*
! 1 nadie ... contest*|respond*
! 1 nadie me|nos hace|da|coge|atiende
1 incompetent*|ineptos|inútiles
1 paciencia ... agot*|acab*|límite
1 agot*|acab*|perd*|pierd* ... paciencia
1 engañ*
1 ya basta
1 ya está bien
1 poca seriedad|vergüenza
[not]
no quiero|quisiera|queremos|deseo|pretendo|necesito
no voy|vamos a
no tengo intención|ganas|necesidad
no es mi|nuestra intención
no me gustaría
no hace falta
no estoy amenazando
no pienso
sin tener*|necesidad|recurrir|llegar|acudir|ir
evitar*
en lugar|vez de
prefiero|preferiría no
[no]
no|ni|nunca|sin|ningún|ninguna
[and]
y|e|así
[but]
pero|salvo|sino|aunque|excepto
[that]
que
"""
