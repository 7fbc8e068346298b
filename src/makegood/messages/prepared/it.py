"""Italian: with Lei, and with tu."""

GREETINGS = {
    "formal": "Buongiorno {{ customer.first_name }},",
    "informal": "Ciao {{ customer.first_name }},",
}
ANSWERS: dict[str, tuple[str, ...]] = {
    "where_is_it": (
        "Dov’è il pacco",
        "il suo ordine {{ order.number }} è in viaggio con {{ parcel.carrier }}. Il numero del pacco è "
        "{{ parcel.number }}.\n\nSe non arriva entro tre giorni lavorativi, ci scriva: chiederemo noi al corriere.",
        "il tuo ordine {{ order.number }} è in viaggio con {{ parcel.carrier }}. Il numero del pacco è "
        "{{ parcel.number }}.\n\nSe non arriva entro tre giorni lavorativi, scrivici: chiederemo noi al corriere.",
    ),
    "lost": (
        "Chiediamo al corriere",
        "mi dispiace che il suo pacco non sia ancora arrivato. Abbiamo chiesto a {{ parcel.carrier }} di cercare il "
        "pacco {{ parcel.number }} e le faremo sapere che cosa hanno trovato. Se non salta fuori, può scegliere tra "
        "un nuovo pacco e il rimborso.",
        "mi dispiace che il tuo pacco non sia ancora arrivato. Abbiamo chiesto a {{ parcel.carrier }} di cercare il "
        "pacco {{ parcel.number }} e ti faremo sapere che cosa hanno trovato. Se non salta fuori, puoi scegliere tra "
        "un nuovo pacco e il rimborso.",
    ),
    "damaged": (
        "Arrivato danneggiato: servono foto",
        "mi dispiace che sia arrivato danneggiato. Ci mandi per favore due o tre foto: il danno, l’articolo intero e "
        "la scatola con l’etichetta. Può aggiungerle qui: {{ case.status_url }}\n\nConservi per favore la scatola "
        "finché non avremo risolto.",
        "mi dispiace che sia arrivato danneggiato. Mandaci per favore due o tre foto: il danno, l’articolo intero e "
        "la scatola con l’etichetta. Puoi aggiungerle qui: {{ case.status_url }}\n\nTieni per favore la scatola "
        "finché non avremo risolto.",
    ),
    "wrong_item": (
        "Spedito l’articolo sbagliato",
        "ci dispiace: non è quello che aveva ordinato. Ci dica per favore che cosa c’è scritto sull’etichetta "
        "dell’articolo, o ce ne mandi una foto. Le spediremo quello giusto e faremo ritirare quello sbagliato, a "
        "nostre spese.",
        "ci dispiace: non è quello che avevi ordinato. Dicci per favore che cosa c’è scritto sull’etichetta "
        "dell’articolo, o mandacene una foto. Ti spediremo quello giusto e faremo ritirare quello sbagliato, a "
        "nostre spese.",
    ),
    "missing_part": (
        "Manca un pezzo",
        "mi dispiace che nell’ordine {{ order.number }} manchi qualcosa. Ci dica per favore quale pezzo: aiuta una "
        "foto di ciò che ha ricevuto, o della pagina del manuale con l’elenco dei pezzi. Glielo spediremo a nostre "
        "spese.",
        "mi dispiace che nell’ordine {{ order.number }} manchi qualcosa. Dicci per favore quale pezzo: aiuta una "
        "foto di ciò che hai ricevuto, o della pagina del manuale con l’elenco dei pezzi. Te lo spediremo a nostre "
        "spese.",
    ),
    "return": (
        "Come restituirlo",
        "certo che può restituirlo. Ci dica per favore quali articoli dell’ordine {{ order.number }} vuole rendere: "
        "le scriveremo come e dove spedirli.",
        "certo che puoi restituirlo. Dicci per favore quali articoli dell’ordine {{ order.number }} vuoi rendere: "
        "ti scriveremo come e dove spedirli.",
    ),
    "cancel": (
        "Annullare un ordine",
        "chiediamo subito al magazzino se l’ordine {{ order.number }} si può ancora fermare e le scriveremo appena "
        "lo sapremo. Se è già partito, può rifiutare il pacco: riceverà il rimborso quando sarà tornato da noi.",
        "chiediamo subito al magazzino se l’ordine {{ order.number }} si può ancora fermare e ti scriveremo appena "
        "lo sapremo. Se è già partito, puoi rifiutare il pacco: riceverai il rimborso quando sarà tornato da noi.",
    ),
    "which_order": (
        "Di quale ordine si tratta?",
        "grazie di averci scritto. Per trovarlo in fretta: di quale ordine si tratta? Il numero è nella mail di "
        "conferma; va bene anche una foto dell’etichetta sulla scatola. Ce lo può scrivere rispondendo qui.",
        "grazie di averci scritto. Per trovarlo in fretta: di quale ordine si tratta? Il numero è nella mail di "
        "conferma; va bene anche una foto dell’etichetta sulla scatola. Puoi scrivercelo rispondendo qui.",
    ),
    "longer": (
        "Ci serve ancora un po’ di tempo",
        "grazie per la pazienza. Non ci siamo dimenticati di lei: stiamo ancora aspettando anche noi una risposta e "
        "le scriveremo appena l’avremo.\n\nA che punto è la sua richiesta: {{ case.status_url }}",
        "grazie per la pazienza. Non ci siamo dimenticati di te: stiamo ancora aspettando anche noi una risposta e "
        "ti scriveremo appena l’avremo.\n\nA che punto è la tua richiesta: {{ case.status_url }}",
    ),
    "thanks": (
        "Risolto: grazie",
        "grazie per la sua pazienza, e ancora una volta: ci dispiace per il disturbo. Per noi la richiesta "
        "{{ case.number }} è risolta. Se manca ancora qualcosa, risponda semplicemente a questo messaggio: arriva "
        "direttamente a noi.",
        "grazie per la tua pazienza, e ancora una volta: ci dispiace per il disturbo. Per noi la richiesta "
        "{{ case.number }} è risolta. Se manca ancora qualcosa, rispondi semplicemente a questo messaggio: arriva "
        "direttamente a noi.",
    ),
}
