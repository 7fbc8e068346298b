"""Lithuanian: with Jūs, and with tu."""

GREETINGS = {
    "formal": "Sveiki, {{ customer.first_name }},",
    "informal": "Labas, {{ customer.first_name }},",
}
ANSWERS: dict[str, tuple[str, ...]] = {
    "where_is_it": (
        "Kur siunta",
        "Jūsų užsakymas {{ order.number }} jau pakeliui, jį veža {{ parcel.carrier }}. Siuntos numeris: "
        "{{ parcel.number }}.\n\nJei per tris darbo dienas jis neatvyks, parašykite mums – paklausime vežėjo už Jus.",
        "tavo užsakymas {{ order.number }} jau pakeliui, jį veža {{ parcel.carrier }}. Siuntos numeris: "
        "{{ parcel.number }}.\n\nJei per tris darbo dienas jis neatvyks, parašyk mums – paklausime vežėjo už tave.",
    ),
    "lost": (
        "Klausiame vežėjo",
        "labai gaila, kad siuntos dar neturite. Paprašėme vežėjo ({{ parcel.carrier }}) paieškoti siuntos "
        "{{ parcel.number }} ir parašysime, ką pavyko sužinoti. Jei ji neatsiras, galėsite rinktis: nauja siunta "
        "arba pinigų grąžinimas.",
        "labai gaila, kad siuntos dar neturi. Paprašėme vežėjo ({{ parcel.carrier }}) paieškoti siuntos "
        "{{ parcel.number }} ir parašysime, ką pavyko sužinoti. Jei ji neatsiras, galėsi rinktis: nauja siunta "
        "arba pinigų grąžinimas.",
    ),
    "damaged": (
        "Atkeliavo pažeista: prašome nuotraukų",
        "labai gaila, kad prekė atkeliavo pažeista. Atsiųskite, prašau, dvi ar tris nuotraukas: pažeidimo, visos "
        "prekės ir dėžės su etikete. Jas galite įkelti čia: {{ case.status_url }}\n\nKol neišspręsime šio reikalo, "
        "prašome dėžės neišmesti.",
        "labai gaila, kad prekė atkeliavo pažeista. Atsiųsk, prašau, dvi ar tris nuotraukas: pažeidimo, visos "
        "prekės ir dėžės su etikete. Jas gali įkelti čia: {{ case.status_url }}\n\nKol neišspręsime šio reikalo, "
        "prašom dėžės neišmesti.",
    ),
    "wrong_item": (
        "Atsiųsta ne ta prekė",
        "atsiprašome: atsiuntėme ne tai, ką užsakėte. Parašykite, prašau, kas nurodyta prekės etiketėje, arba "
        "atsiųskite jos nuotrauką. Išsiųsime tinkamą prekę, o netinkamą pasiimsime savo sąskaita.",
        "atsiprašome: atsiuntėme ne tai, ką užsakei. Parašyk, prašau, kas nurodyta prekės etiketėje, arba atsiųsk "
        "jos nuotrauką. Išsiųsime tinkamą prekę, o netinkamą pasiimsime savo sąskaita.",
    ),
    "missing_part": (
        "Trūksta dalies",
        "labai gaila, kad užsakyme {{ order.number }} kažko trūksta. Parašykite, prašau, kurios dalies: padės "
        "nuotrauka to, ką gavote, arba instrukcijos puslapio su dalių sąrašu. Trūkstamą dalį atsiųsime savo "
        "sąskaita.",
        "labai gaila, kad užsakyme {{ order.number }} kažko trūksta. Parašyk, prašau, kurios dalies: padės "
        "nuotrauka to, ką gavai, arba instrukcijos puslapio su dalių sąrašu. Trūkstamą dalį atsiųsime savo sąskaita.",
    ),
    "return": (
        "Kaip grąžinti",
        "žinoma, prekes galite grąžinti. Parašykite, prašau, kurias užsakymo {{ order.number }} prekes grąžinate, o "
        "mes parašysime, kaip ir kur jas siųsti.",
        "žinoma, prekes gali grąžinti. Parašyk, prašau, kurias užsakymo {{ order.number }} prekes grąžini, o mes "
        "parašysime, kaip ir kur jas siųsti.",
    ),
    "cancel": (
        "Užsakymo atšaukimas",
        "tuoj pat klausiame sandėlio, ar užsakymą {{ order.number }} dar galima sustabdyti, ir parašysime Jums, kai "
        "tik sužinosime. Jei jis jau išsiųstas, siuntos galite nepriimti: pinigus grąžinsime, kai ji sugrįš pas mus.",
        "tuoj pat klausiame sandėlio, ar užsakymą {{ order.number }} dar galima sustabdyti, ir parašysime tau, kai "
        "tik sužinosime. Jei jis jau išsiųstas, siuntos gali nepriimti: pinigus grąžinsime, kai ji sugrįš pas mus.",
    ),
    "which_order": (
        "Kuris tai užsakymas?",
        "ačiū, kad parašėte. Kad greičiau rastume: apie kurį užsakymą rašote? Jo numeris yra užsakymo patvirtinimo "
        "laiške; tiks ir etiketės ant dėžės nuotrauka.",
        "ačiū, kad parašei. Kad greičiau rastume: apie kurį užsakymą rašai? Jo numeris yra užsakymo patvirtinimo "
        "laiške; tiks ir etiketės ant dėžės nuotrauka.",
    ),
    "longer": (
        "Mums reikia truputį daugiau laiko",
        "dėkojame už kantrybę. Jūsų nepamiršome: patys dar laukiame atsakymo ir parašysime Jums vos jį gavę.\n\n"
        "Jūsų kreipinio eiga: {{ case.status_url }}",
        "ačiū už kantrybę. Tavęs nepamiršome: patys dar laukiame atsakymo ir parašysime tau vos jį gavę.\n\n"
        "Tavo kreipinio eiga: {{ case.status_url }}",
    ),
    "thanks": (
        "Išspręsta: ačiū",
        "dėkojame už kantrybę ir dar kartą atsiprašome už nepatogumus. Kreipinį {{ case.number }} laikome išspręstu. "
        "Jei dar ko nors trūksta, tiesiog atsakykite į šį laišką – jis pasieks mus tiesiai.",
        "ačiū už kantrybę ir dar kartą atsiprašome už nepatogumus. Kreipinį {{ case.number }} laikome išspręstu. "
        "Jei dar ko nors trūksta, tiesiog atsakyk į šį laišką – jis pasieks mus tiesiai.",
    ),
}
