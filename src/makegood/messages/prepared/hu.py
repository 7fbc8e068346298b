"""Hungarian: with Ön, and with te."""

GREETINGS = {
    "formal": "Kedves {{ customer.first_name }}!",
    "informal": "Szia {{ customer.first_name }}!",
}
ANSWERS: dict[str, tuple[str, ...]] = {
    "where_is_it": (
        "Hol van a csomag",
        "A(z) {{ order.number }} számú rendelése úton van, a futárszolgálat: {{ parcel.carrier }}. A csomag száma: "
        "{{ parcel.number }}.\n\nHa három munkanapon belül nem érkezik meg, kérjük, írjon nekünk; akkor utánajárunk "
        "a futárszolgálatnál.",
        "A(z) {{ order.number }} számú rendelésed úton van, a futárszolgálat: {{ parcel.carrier }}. A csomag száma: "
        "{{ parcel.number }}.\n\nHa három munkanapon belül nem érkezik meg, írj nekünk, és utánajárunk a "
        "futárszolgálatnál.",
    ),
    "lost": (
        "Rákérdezünk a futárszolgálatnál",
        "Sajnálom, hogy a csomagja még nem ért oda. Megkértük a futárszolgálatot ({{ parcel.carrier }}), hogy keresse "
        "meg a(z) {{ parcel.number }} számú csomagot, és megírjuk, mire jutottak. Ha nem kerül elő, Ön választ: új "
        "csomagot küldünk, vagy visszatérítjük a pénzét.",
        "Sajnálom, hogy a csomagod még nem ért oda. Megkértük a futárszolgálatot ({{ parcel.carrier }}), hogy keresse "
        "meg a(z) {{ parcel.number }} számú csomagot, és megírjuk, mire jutottak. Ha nem kerül elő, te választasz: új "
        "csomagot küldünk, vagy visszatérítjük a pénzed.",
    ),
    "damaged": (
        "Sérülten érkezett: fényképet kérünk",
        "Sajnálom, hogy sérülten érkezett meg a termék. Kérem, küldjön két-három fényképet: a sérülésről, a teljes "
        "termékről és a dobozról a címkével együtt. Itt töltheti fel őket: {{ case.status_url }}\n\nKérem, őrizze "
        "meg a dobozt, amíg megoldjuk az ügyet.",
        "Sajnálom, hogy sérülten érkezett meg a termék. Kérlek, küldj két-három fényképet: a sérülésről, a teljes "
        "termékről és a dobozról a címkével együtt. Itt töltheted fel őket: {{ case.status_url }}\n\nKérlek, őrizd "
        "meg a dobozt, amíg megoldjuk az ügyet.",
    ),
    "wrong_item": (
        "Téves terméket küldtünk",
        "Elnézést kérünk: nem azt kapta, amit rendelt. Kérjük, írja meg, mi áll a termék címkéjén, vagy küldjön róla "
        "fényképet. Elküldjük a megfelelőt, a téveset pedig a saját költségünkön elhozatjuk.",
        "Elnézést kérünk: nem azt kaptad, amit rendeltél. Kérjük, írd meg, mi áll a termék címkéjén, vagy küldj róla "
        "fényképet. Elküldjük a megfelelőt, a téveset pedig a saját költségünkön elhozatjuk.",
    ),
    "missing_part": (
        "Hiányzik egy alkatrész",
        "Sajnálom, hogy a(z) {{ order.number }} számú rendelésből hiányzik valami. Kérem, írja meg, melyik alkatrész "
        "az: segít egy fénykép arról, ami megérkezett, vagy az útmutató alkatrészlistájáról. A hiányzó darabot a "
        "saját költségünkön elküldjük.",
        "Sajnálom, hogy a(z) {{ order.number }} számú rendelésből hiányzik valami. Kérlek, írd meg, melyik alkatrész "
        "az: segít egy fénykép arról, ami megérkezett, vagy az útmutató alkatrészlistájáról. A hiányzó darabot a "
        "saját költségünkön elküldjük.",
    ),
    "return": (
        "Hogyan küldheti vissza",
        "Természetesen visszaküldheti. Kérjük, írja meg, hogy a(z) {{ order.number }} számú rendelésből mely "
        "termékeket küldi vissza; ezután megírjuk, hogyan és hová.",
        "Természetesen visszaküldheted. Kérjük, írd meg, hogy a(z) {{ order.number }} számú rendelésből mely "
        "termékeket küldöd vissza; ezután megírjuk, hogyan és hová.",
    ),
    "cancel": (
        "Rendelés lemondása",
        "Azonnal megkérdezzük a raktárt, hogy a(z) {{ order.number }} számú rendelés megállítható-e még, és írunk, "
        "amint tudjuk. Ha már elindult, nem kell átvennie a csomagot: amint visszaérkezik hozzánk, visszatérítjük a "
        "pénzét.",
        "Azonnal megkérdezzük a raktárt, hogy a(z) {{ order.number }} számú rendelés megállítható-e még, és írunk, "
        "amint tudjuk. Ha már elindult, nem kell átvenned a csomagot: amint visszaérkezik hozzánk, visszatérítjük a "
        "pénzed.",
    ),
    "which_order": (
        "Melyik rendelésről van szó?",
        "Köszönjük, hogy írt nekünk. Hogy gyorsan megtaláljuk: melyik rendelésről van szó? A száma a visszaigazoló "
        "levélben áll; a dobozon lévő címke fényképe is megteszi.",
        "Köszönjük, hogy írtál nekünk. Hogy gyorsan megtaláljuk: melyik rendelésről van szó? A száma a visszaigazoló "
        "levélben áll; a dobozon lévő címke fényképe is megteszi.",
    ),
    "longer": (
        "Egy kicsit több időre van szükségünk",
        "Köszönjük a türelmét. Nem feledkeztünk meg Önről: mi magunk is válaszra várunk, és amint megkapjuk, újra "
        "írunk.\n\nItt látja, hol tart az ügye: {{ case.status_url }}",
        "Köszönjük a türelmed. Nem feledkeztünk meg rólad: mi magunk is válaszra várunk, és amint megkapjuk, újra "
        "írunk.\n\nItt látod, hol tart az ügyed: {{ case.status_url }}",
    ),
    "thanks": (
        "Megoldva: köszönjük",
        "Köszönjük a türelmét, és még egyszer: sajnáljuk a kellemetlenséget. A(z) {{ case.number }} számú ügyet a "
        "magunk részéről megoldottnak tekintjük. Ha még valami hiányzik, egyszerűen válaszoljon erre az üzenetre; "
        "egyenesen hozzánk érkezik.",
        "Köszönjük a türelmed, és még egyszer: sajnáljuk a kellemetlenséget. A(z) {{ case.number }} számú ügyet a "
        "magunk részéről megoldottnak tekintjük. Ha még valami hiányzik, egyszerűen válaszolj erre az üzenetre; "
        "egyenesen hozzánk érkezik.",
    ),
}
