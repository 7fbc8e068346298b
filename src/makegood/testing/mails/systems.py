"""Mails of systems that stand between people: certified mail, relays, marketplaces, phones, and reports in other words than usual."""

from base64 import encodebytes
from typing import Any

from makegood.testing.mails.bounces import BOB, ID
from makegood.testing.mails.writing import Sample, html, mail, multipart, part

_INSIDE = mail("Chiedo il rimborso.", From="Mario Rossi <mario.rossi@pec.example>", Subject="Reclamo ordine W-1001", Message_ID="<inside@pec.example>")  # fmt: skip
_XML = '<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>mario.rossi@pec.example</mittente></intestazione></postacert>'


def _certified(words: str, *parts: bytes, **headers: Any) -> bytes:
    return multipart("signed", multipart("mixed", part("text/plain; charset=utf-8", words), *parts, part('application/xml; name="daticert.xml"', _XML, Content_Disposition='attachment; filename="daticert.xml"'), boundary="in"), part('application/pkcs7-signature; name="smime.p7s"', "MIIF", Content_Disposition='attachment; filename="smime.p7s"'), boundary="out", **headers).replace(b"From: Ana Rossi <ana@example.org>\nTo: Desk <desk@shop.example>\nSubject: Order W-1001\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <one@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed", b"Content-Type: multipart/mixed")  # fmt: skip


_PEC = _certified(
    "Messaggio di posta certificata\n\nIl giorno 23/11/2026 alle ore 10:00:00 (+0100) il messaggio\n\"Reclamo ordine W-1001\" è stato inviato da \"mario.rossi@pec.example\"\nindirizzato a:\ndesk@shop.example\nIl messaggio originale è incluso in allegato.\n\nIdentificativo messaggio: opec2941.20261123100000.01.1.1.62@pec.gestore.example\nL'allegato daticert.xml contiene informazioni di servizio sulla trasmissione.",
    part('message/rfc822; name="postacert.eml"', _INSIDE, Content_Disposition='inline; filename="postacert.eml"'),
    From='"Per conto di: mario.rossi@pec.example" <posta-certificata@pec.gestore.example>',
    Reply_To="mario.rossi@pec.example",
    Subject="POSTA CERTIFICATA: Reclamo ordine W-1001",
    X_Trasporto="posta-certificata",
    Delivered_To="desk+abc@shop.example",
    Message_ID="<opec2941.20261123100000.01.1.1.62@pec.gestore.example>",
)  # fmt: skip
_PEC_AS_A_FILE = _PEC.replace(b"message/rfc822; name", b"application/octet-stream; name").replace(b'filename="postacert.eml"\n\n' + _INSIDE, b'filename="postacert.eml"\nContent-Transfer-Encoding: base64\n\n' + encodebytes(_INSIDE))  # fmt: skip
_ORDINARY = _PEC.replace(b"X-Trasporto: posta-certificata", b"X-Trasporto: errore").replace(b"POSTA CERTIFICATA: ", b"ANOMALIA MESSAGGIO: ").replace(b"mario.rossi@pec.example", b"carla@customer.example")  # fmt: skip


def _receipt(kind: str, subject: str, words: str) -> bytes:
    return _certified(words, From="posta-certificata@pec.gestore.example", Subject=subject, X_Ricevuta=kind, X_Riferimento_Message_ID=f"<{ID}>", Message_ID="<opec1@pec.gestore.example>")  # fmt: skip


def _back(words: str, subject: str, sender: str, **headers: str) -> bytes:
    return mail(words, From=sender, Subject=subject, Return_Path="<>", Message_ID="<report@mx.example.org>", In_Reply_To=f"<{ID}>", To="desk@shop.example", **headers)  # fmt: skip


_NOT_WESTERN = (
    ("Jó napot, hol van a csomagom? Őrült időjárás, nincs fűtés.", "iso-8859-2", "hu"),
    (
        "Poštovani, gde je moja pošiljka? Želim da čujem već danas, đubre jedno.",
        "cp1250",
        "sr-latn",
    ),
    ("Laba diena, kur mano siunta? Laukiu jau savaitę, gražus šuo ėda žąsį.", "cp1257", "lt"),
    (
        "Dzień dobry, gdzie jest moja przesyłka? Czekam już tydzień, proszę o odpowiedź.",
        "cp1250",
        "pl",
    ),
    ("Dobrý den, kde je moje zásilka? Čekám už týden, děkuji předem.", "cp1250", "cs"),
    ("Merhaba, siparişim nerede? Bir haftadır bekliyorum, lütfen yazınız.", "cp1254", "tr"),
)
_WESTERN = (
    "Où est mon colis ? J'ai été très déçu, ça fait déjà une semaine.",
    "Perché non è arrivato? È già passata una settimana, però.",
    "¿Dónde está mi paquete? Mañana me voy de vacaciones, señor.",
    "Wo ist mein Paket? Ich warte schon länger, schöne Grüße.",
    "Onde está a minha encomenda? Não recebi nada, há já três semanas, então.",
    "Hvor er pakken min? Jeg har ventet på den så lenge, håper på svar.",
    "Kus mu pakk on? Ootan juba nädal aega, õhtul kõne võimalik.",
    "José García Núñez, Peñíscola",
)

SAMPLES = [
    Sample("certified_mail_of_italy", _PEC, {"from": ("Mario Rossi", "mario.rossi@pec.example"), "subject": "Reclamo ordine W-1001", "text": "Chiedo il rimborso.", "auto": "none", "message_id": "inside@pec.example",
            "recipients": ("desk@shop.example", "desk+abc@shop.example")}),
    Sample("certified_mail_attached_as_a_file", _PEC_AS_A_FILE, {"from": ("Mario Rossi", "mario.rossi@pec.example"), "subject": "Reclamo ordine W-1001", "text": "Chiedo il rimborso.", "auto": "none", "message_id": "inside@pec.example"}),
    Sample("ordinary_mail_into_a_certified_mailbox", _ORDINARY, {"from": ("Mario Rossi", "carla@customer.example"), "subject": "Reclamo ordine W-1001", "text": "Chiedo il rimborso.", "auto": "none"}),
    Sample("certified_mail_was_accepted", _receipt("accettazione", "ACCETTAZIONE: Re: Reclamo", "Ricevuta di accettazione\n\nIl giorno 23/11/2026 alle ore 10:00:00 (+0100) il messaggio\n\"Re: Reclamo\" proveniente da \"desk@shop.example\"\ned indirizzato a:\nmario.rossi@pec.example (\"posta certificata\")\n\nIl messaggio è stato accettato dal sistema ed inoltrato."), {"auto": "read_receipt", "in_reply_to": ID}),
    Sample("certified_mail_was_delivered", _receipt("avvenuta-consegna", "CONSEGNA: Re: Reclamo", "Ricevuta di avvenuta consegna\n\nIl giorno 23/11/2026 alle ore 10:00:00 (+0100) il messaggio\n\"Re: Reclamo\" proveniente da \"desk@shop.example\"\ned indirizzato a \"mario.rossi@pec.example\"\n\nè stato consegnato nella casella di destinazione."), {"auto": "read_receipt", "in_reply_to": ID, "bounced": []}),
    Sample("certified_mail_was_not_delivered", _receipt("errore-consegna", "AVVISO DI MANCATA CONSEGNA: Re: Reclamo", f"Avviso di mancata consegna\n\nIl giorno 23/11/2026 alle ore 10:00:00 (+0100) nel messaggio\n\"Re: Reclamo\" proveniente da \"desk@shop.example\"\ne destinato all'utente \"{BOB}\"\nè stato rilevato un errore 5.1.1 - Aruba Pec S.p.A. - indirizzo non valido\n\nIl messaggio è stato rifiutato dal sistema."), {"auto": "bounce", "bounced": [(BOB, "5.1.1", "", "user_unknown", True)], "bounced_id": ID}),
    Sample("through_googles_group", mail("Where is it?", From="'Ana Rossi' via Info <info@shop.example>", Reply_To="Ana Rossi <ana@example.org>", X_Original_From="Ana Rossi <ana@example.org>", X_Original_Sender="ana@example.org", List_ID="<info.shop.example>", Precedence="list", X_Google_Group_Id="123", List_Post="<https://groups.google.com/a/shop.example/group/info/post>, <mailto:info@shop.example>", To="info@shop.example", Delivered_To="maria@shop.example"), {"from": ("Ana Rossi", "ana@example.org"), "auto": "none"}),
    Sample("sender_on_behalf_of", mail("Where is it?", From="Ana Rossi <ana@example.org>", Sender="assistant@example.org"), {"from": ("Ana Rossi", "ana@example.org"), "auto": "none"}),
    Sample("address_hidden_by_apple", mail("Where is it?", From="Ana Rossi <x7k2m_at_ana@privaterelay.appleid.example>"), {"from": ("Ana Rossi", "x7k2m_at_ana@privaterelay.appleid.example"), "auto": "none"}),
    Sample("old_address_with_the_name_behind", mail("Where is it?", From="ana@example.org (Ana Rossi)"), {"from": ("Ana Rossi", "ana@example.org")}),
    Sample("name_with_a_comma_unquoted", mail("Where is it?", From="Rossi, Ana <ana@example.org>"), {"from": ("Rossi, Ana", "ana@example.org")}),
    Sample("name_with_an_emoji_and_a_bidi_mark", mail("Where is it?", From="=?utf-8?Q?=E2=80=AEAna_=F0=9F=8C=B8?= <ana@example.org>"), {"from": ("Ana 🌸", "ana@example.org")}),
    Sample("to_undisclosed_recipients", mail("Where is it?", To="undisclosed-recipients:;"), {"to_seen": [], "from": ("Ana Rossi", "ana@example.org")}),
    Sample("to_a_group_with_members", mail("Where is it?", To="Shops: a@shop.example, B <b@shop.example>;, c@shop.example"), {"to_seen": [("", "a@shop.example"), ("B", "b@shop.example"), ("", "c@shop.example")]}),
    Sample("to_with_semicolons_of_outlook", mail("Where is it?", To="a@shop.example; B <b@shop.example>;"), {"to_seen": [("", "a@shop.example"), ("B", "b@shop.example")]}),
    Sample("mailto_in_the_address", mail("Where is it?", From="Ana <mailto:ana@example.org>"), {"from": ("Ana", "ana@example.org")}),
    Sample("picture_message_of_a_phone", multipart("related", part("application/smil", "<smil><body/></smil>", Content_ID="<0.smil>"), part("text/plain; charset=utf-8; name=text_0.txt", "It is broken.", Content_Location="text_0.txt"), part("image/jpeg; name=IMG_1.jpg", "JPEG", Content_ID="<IMG_1>", Content_Location="IMG_1.jpg"), From="+37060000000 <+37060000000@mms.example>"), {"text": "It is broken.", "from": ("+37060000000", "+37060000000@mms.example")}),
    Sample("iphone_photo_without_a_name", multipart("mixed", part("text/plain", "See the photo"), part("image/heic", "HEIC", Content_Disposition="inline", Content_ID="<A1-B2>"), part("text/plain", "\nSent from my iPhone")), {"reply_text": "See the photo", "signature": "Sent from my iPhone"}),
    Sample("preheader_is_hidden", html('<div style="display:none;max-height:0">Preview nobody sees&zwnj;&nbsp;&zwnj;&nbsp;</div><p>My lamp is broken.</p>'), {"text": "My lamp is broken."}),
    Sample("words_kept_in_pre", html("<pre>Line one\n  Line two</pre>"), {"text": "Line one\n  Line two"}),
    Sample("a_table_for_looks", html("<table><tr><td><table><tr><td>Hello,</td></tr><tr><td>where is it?</td></tr></table></td></tr></table>"), {"text": "Hello,\nwhere is it?"}),
    Sample("subject_in_two_charsets", mail("x", Subject="=?iso-8859-2?Q?T=B3umaczenie?= =?utf-8?B?IOKCrA==?="), {"subject": "Tłumaczenie €"}),
    Sample("subject_folded_inside_a_character", mail("x", Subject="=?utf-8?Q?Gra=C5?=\n =?utf-8?Q?=BEu?="), {"subject": "Gražu"}),
    Sample("subject_with_a_tab_and_tags", mail("x", Subject="[EXTERNAL]\n\tRe: Order"), {"subject": "[EXTERNAL] Re: Order"}),
    Sample("written_twice_in_utf_8", mail("Il pacco Ã¨ giÃ\xa0 arrivato, perÃ² Ã¨ rotto"), {"text": "Il pacco è già arrivato, però è rotto", "language": "it", "defects": ("encoded_twice",)}),
    Sample("written_twice_in_utf_8_russian", mail("Где моя посылка? Жду".encode().decode("latin-1")), {"text": "Где моя посылка? Жду", "language": "ru"}),
    Sample("written_twice_with_windows_letters", mail("Gražus šuo, deja".encode().decode("cp1252")), {"text": "Gražus šuo, deja"}),
    *(
        Sample(
            f"said_to_be_western_{n}",
            mail("", Content_Type="text/plain; charset=iso-8859-1") + words.encode(codec),
            {"text": words, "language": language},
        )
        for n, (words, codec, language) in enumerate(_NOT_WESTERN)
    ),
    *(
        Sample(f"rightly_western_{n}", mail(words, "iso-8859-1"), {"text": words, "defects": ()})
        for n, words in enumerate(_WESTERN)
    ),
    Sample("a_single_odd_pair_is_meant", mail("Ã© is not é"), {"text": "Ã© is not é", "defects": ()}),
    Sample("capitals_beside_marks_are_meant", mail("«PÃO»; Ä, Å² und Ð"), {"text": "«PÃO»; Ä, Å² und Ð", "defects": ()}),
    Sample("entities_of_a_form", mail("L&#39;ordine &egrave; rotto &amp; basta"), {"text": "L'ordine è rotto & basta", "defects": ("entities_in_plain",)}),
    Sample("one_entity_may_be_meant", mail("What does &amp; mean?"), {"text": "What does &amp; mean?", "defects": ()}),
    Sample("plain_part_asks_for_a_viewer", multipart("alternative", part("text/plain", "This email requires an HTML viewer."), part("text/html", "<p>My lamp is broken, what now?</p>")), {"text": "My lamp is broken, what now?"}),
    Sample("date_in_russian_letters", mail("x", Date="Пн, 23 ноя 2026 10:00:00 +0300"), {"sent_at_iso": "2026-11-23T07:00:00+00:00"}),
    Sample("aruba_says_it_in_italian", _back(f"Gentile utente,\nil messaggio non è stato consegnato al seguente destinatario:\n\n{BOB}\n\nMotivo: 550 5.1.1 utente sconosciuto\n", "Mancata consegna del messaggio", "Postmaster <postmaster@aruba.example>"), {"auto": "bounce", "bounced": [(BOB, "5.1.1", "550", "user_unknown", True)], "bounced_id": ID}),
    Sample("microsoft_in_lithuanian", _back(f"Jūsų pranešimo adresatui {BOB} pristatyti nepavyko.\n\n{BOB}\nNuotolinis serveris grąžino '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {BOB} not found by SMTP address lookup'\n", "Nepristatyta: Your order", "postmaster@outlook.example"), {"auto": "bounce", "bounced": [(BOB, "5.1.10", "550", "user_unknown", True)], "bounced_id": ID}),
    Sample("microsoft_in_serbian", _back(f"Није могуће испоручити поруку на адресу {BOB}.\n\nУдаљени сервер је вратио '550 5.2.2 mailbox full'\n", "Неиспоручено: Your order", "postmaster@outlook.example"), {"auto": "bounce", "bounced": [(BOB, "5.2.2", "550", "mailbox_full", False)], "bounced_id": ID}),
    Sample("proton_says_it", _back(f"Your message could not be delivered to {BOB}. The reason given was:\n\n550 5.1.1 <{BOB}>: Recipient address rejected: Address does not exist\n", "Undelivered Mail Returned to Sender", "Mail Delivery System <mailer-daemon@protonmail.example>"), {"auto": "bounce", "bounced": [(BOB, "5.1.1", "550", "user_unknown", True)], "bounced_id": ID}),
    Sample("icloud_over_quota", _back(f"This is the mail system at host icloud.\n\n<{BOB}>: host mx.icloud.example said: 552 5.2.2 <{BOB}>: user is over quota (in reply to RCPT TO command)\n", "Undelivered Mail Returned to Sender", "MAILER-DAEMON@icloud.example"), {"auto": "bounce", "bounced": [(BOB, "5.2.2", "552", "mailbox_full", False)], "bounced_id": ID}),
    Sample("challenge_of_a_spam_filter", mail("I use a filter. Please click here so that your mail is delivered: https://filter.example/x", From="Bob <bob@example.net>", Subject="Please confirm (was: Your order)", In_Reply_To=f"<{ID}>", Auto_Submitted="auto-replied (challenge)"), {"auto": "auto_reply"}),
    Sample("ticket_of_another_desk", mail("Your request (12345) has been received and is being reviewed. To add comments, reply to this email.", From="Maker Support <support@maker.example>", Subject="[Request received] Lamp", X_Auto_Response_Suppress="All", Auto_Submitted="auto-generated", In_Reply_To=f"<{ID}>"), {"auto": "auto_reply"}),
    Sample("away_in_hungarian_without_a_header", mail("Szabadságon vagyok november 30-ig.", Subject="Automatikus válasz: Your order", In_Reply_To=f"<{ID}>"), {"auto": "auto_reply"}),
    Sample("away_in_lithuanian_without_a_header", mail("Atostogauju iki lapkričio 30 d.", Subject="Automatinis atsakymas: Your order", In_Reply_To=f"<{ID}>"), {"auto": "auto_reply"}),
    Sample("away_in_serbian_without_a_header", mail("На одмору сам до 30. новембра.", Subject="Аутоматски одговор: Your order", In_Reply_To=f"<{ID}>"), {"auto": "auto_reply"}),
    Sample("reaction_of_outlook", html('<p>Ana Rossi reacted to your message:</p><div>👍</div><div>From: Bottega &lt;desk@shop.example&gt;<br>Sent: Monday, November 23, 2026 10:00<br>To: Ana<br>Subject: Order</div><div>Dear Ana</div>', Subject="Reaction: Order", X_MS_Reactions="x"), {"reply_text": "Ana Rossi reacted to your message:\n\n👍"}),
    Sample("reaction_of_gmail", multipart("alternative", part("text/plain; charset=utf-8", "👍\n\nAna reacted via Gmail\n\nOn Mon, Nov 23, 2026 at 10:00 AM Bottega <desk@shop.example> wrote:\n\n> Dear Ana"), part("text/vnd.google.email-reaction+json", '{"emoji":"👍","version":1}'), part("text/html; charset=utf-8", "<p>👍</p><p>Ana reacted via Gmail</p>"), In_Reply_To=f"<{ID}>"), {"file_names": []}),
    Sample("answer_of_a_watch", mail("Yes\n\nSent from my Apple Watch\n\nOn Nov 23, 2026, at 10:00 AM, Bottega <desk@shop.example> wrote:\n\n> Dear Ana"), {"reply_text": "Yes", "signature": "Sent from my Apple Watch"}),
    Sample("dictated_into_a_car", mail("On my way\n\nSent while driving\n"), {"reply_text": "On my way\n\nSent while driving"}),
]  # fmt: skip
