WORDS = """
[lawyer 3]
ügyvédem*|ügyvédünk*|jogászom*
ügyvéd*|jogász* ... fordul*|bízok|bízom|fogadok|bevon*|megkeres*|keresek
fordul*|bízok|bízom|bevon*|megkeres* ... ügyvéd*|jogász*
2 ügyvéd*|jogász*
jogi út*|lépés*|eljárás*|eszköz*|képvisel*
bíróság*
perel*|beperel*|pereln*|perli*|beperl*|perre|pert
peres út*|eljárás*
fizetési meghagyás*
2 kártérítés*
[press 3]
fordul*|megír*|írok|írunk|kitálal*|értesít*|megyek ... újság*|sajtó*|tévé*|tv*|médiá*
újság*|sajtó*|tévé*|tvben|tvhez|tvnek|médiá* ... fordul*|megír*|írok|kitálal*|értesít*|megyek
sajtóhoz|sajtónak|sajtóban|sajtót
2 újságír*
nyilvánosság*
kiteszem|kirakom|kiírom|kiposztol*|megoszt*|posztol*|közzétesz*|megír* ... facebook*|közösségi|net*|internet*|fb*|csoport*|tiktok*|instagram*
facebook*|közösségi|internet*|tiktok*|instagram* ... kiteszem|kirakom|kiírom|kiposztol*|megoszt*|posztol*|közzétesz*|megír*
2 negatív|rossz|lesújtó értékelés*|vélemény*|komment*
2 egy csillag*|egycsillag*
2 figyelmeztet* ... mindenki*|másokat|ismerős*|többieket
[chargeback 3]
chargeback*
visszaterhel*
vitat* ... tranzakció*|terhel*|fizetés*|bank*|paypal*
bank* ... reklamálok|reklamálni|vitatom|visszakérem|visszahívatom|visszavonatom|letiltatom|panaszt|visszakövetel*
reklamálok|reklamálni|visszakérem|visszahívatom|visszakövetel*|panaszt ... bank*
paypal* ... vita|vitát|panasz*|reklam*|igény*
vitát|vita ... paypal*|bank*
bank*|paypal* fordul*
fordul* ... bank*|paypal*
kártyatársaság*
letiltom|letiltatom|visszavonatom ... fizetés*|utalás*|átutalás*|terhelés*
[authority 3]
fogyasztóvéd*
békéltető*
tudatos vásárl*
feljelent*
rendőrség* ... fordul*|megyek|megyünk|tesz*
fordul*|megyek|megyünk|hívom ... rendőrség*
2 rendőrség*|rendőr*
gvh|naih
gazdasági verseny*
kormányhivatal*
ügyészség*
2 hatóság*
nav|navhoz|navnál bejelent*|feljelent*|fordul*
ombudsman*
[angry 2]
csaló|csalók|csalókat|csalóktól|csalás|csalást|csalásról|csalásnak
átver*|átvág*|becsap*
tolvaj*
hazug*|hazud*
felháborít*|felháborod*
botrány*
szégyen*|szégyell*
hülye*|hülyé*
szar|szarok|szart|szaros|kurva*|bazd*|bassz*|fasz*|picsá*|picsa|idiót*|rohadt*|rohadjatok
gazember*|szélhámos*|bűnöző*
elegem|elegünk
tele ... hócipőm
pofátlan*|arcátlan*|szemtelen*
undorít*
gyalázat*
utolsó figyelmeztet*
utoljára szól*|írok|kérem
! 1 soha többé|többet
! 1 többet|többé soha
1 nevetség*
1 elfogadhatatlan*|tűrhetetlen*|megengedhetetlen*
1 dühös*|dühít*|dühöng*|mérges*
1 ideges vagyok
1 türelm* ... elfogyott|végén|vége|fogytán|fogy
1 elfogyott|elvesz* ... türelm*
1 felelőtlen*
1 inkompetens*|alkalmatlan*|hozzá nem értő
! 1 senki nem|sem válaszol*|reagál*|vesz*|foglalkozik|ír
1 semmibe vesz*|néz*
1 legrosszabb
1 nagyon|mélységesen|rendkívül csalód*
1 ez ... vicc
1 viccel*
1 röhej*
1 szórakoz* velem|velünk
1 szánalmas*
[not]
nem akar*|szeretn*|kíván*|fogok|fogunk|szándékoz*|tervez*|óhajt*
nem áll* szándék*
nem célom|célunk
nem szükséges
anélkül
helyett
elkerül*
[no]
nem|sem|nincs|ne
[and]
és|s|így
[but]
de|viszont|hacsak|különben|azonban
[that]
hogy|ha
"""
