"""What machines wrote, and people whose mails look as if."""

from makegood.testing.mails.writing import Sample, mail, multipart, part

_DSN = part(
    "message/delivery-status",
    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: %s\nStatus: 5.1.1\n",
)
_ANSWER = {"auto": "auto_reply"}
_LIST = {"auto": "list"}
_PERSON = {"auto": "none"}
_CALENDAR = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"


def _away(subject: str, **headers: str) -> Sample:
    return Sample(f"away_{subject}", mail("…", Subject=subject, **headers), _ANSWER)


def _spoken(subject: str, body: str = "Where is my parcel?", **headers: str) -> Sample:
    return Sample(f"person_{subject}", mail(body, Subject=subject, **headers), _PERSON)


_WAS_READ = (
    ("Read", "Your message", "To", "Subject", "Sent", "was read on Monday, November 23, 2026 10:12:00 AM (UTC+01:00) Rome."),
    ("Not read", "Your message", "To", "Subject", "Sent", "was deleted without being read on Monday, November 23, 2026 10:12:00 AM."),
    ("Gelesen", "Ihre Nachricht", "An", "Betreff", "Gesendet", "wurde am Montag, 23. November 2026 10:12:00 gelesen."),
    ("Letto", "Il messaggio", "A", "Oggetto", "Inviato", "è stato letto lunedì 23 novembre 2026 10:12:00."),
    ("Lu", "Votre message", "À", "Objet", "Envoyé", "a été lu le lundi 23 novembre 2026 10:12:00."),
    ("Leído", "El mensaje", "Para", "Asunto", "Enviados", "fue leído el lunes, 23 de noviembre de 2026 10:12:00."),
    ("Прочтено", "Сообщение", "Кому", "Тема", "Отправлено", "прочтено 23 ноября 2026 г. 10:12:00."),
    ("Elolvasva", "Az üzenetet", "Címzett", "Tárgy", "Elküldve", "elolvasták: 2026. november 23., hétfő 10:12:00."),
    ("Perskaityta", "Jūsų laiškas", "Kam", "Tema", "Išsiųsta", "buvo perskaitytas 2026 m. lapkričio 23 d. 10:12:00."),
    ("Pročitano", "Vaša poruka", "Za", "Tema", "Poslato", "je pročitana u ponedeljak, 23. novembra 2026. 10:12:00."),
)  # fmt: skip

SAMPLES = [
    Sample("auto_submitted", mail("Back on Monday", Auto_Submitted="auto-replied"), _ANSWER),
    Sample("auto_submitted_with_a_comment", mail("Back on Monday", Auto_Submitted="auto-replied; owner-email=\"a@b.example\""), _ANSWER),
    Sample("auto_generated", mail("Your ticket 5 was received", Auto_Submitted="auto-generated"), _ANSWER),
    Sample("auto_submitted_no", mail("Hello", Auto_Submitted="no"), _PERSON),
    Sample("suppress_header", mail("Status", X_Auto_Response_Suppress="All"), _ANSWER),
    Sample("suppress_of_a_persons_exchange", mail("Where is it?", X_Auto_Response_Suppress="DR, OOF, AutoReply", Thread_Index="AdmQ", X_Originating_IP="[192.0.2.7]"), _PERSON),
    Sample("suppress_of_receipts_only", mail("Where is it?", X_Auto_Response_Suppress="DR, RN, NRN"), _PERSON),
    Sample("suppress_none", mail("Where is it?", X_Auto_Response_Suppress="None"), _PERSON),
    Sample("passed_on_by_a_rule_of_exchange", mail("Where is it?", X_MS_Exchange_Inbox_Rules_Loop="info@shop.example", X_MS_Exchange_Generated_Message_Source="Mailbox Rules Agent"), _PERSON),
    Sample("exchange_answer", mail("Back on Monday", Subject="Automatic reply: Your order", X_MS_Exchange_Inbox_Rules_Loop="a@b.example", X_Auto_Response_Suppress="All", In_Reply_To="<x@shop.example>"), _ANSWER),
    Sample("x_autoreply", mail("Away", X_Autoreply="yes"), _ANSWER),
    Sample("x_autorespond", mail("Away", X_Autorespond="Re: x"), _ANSWER),
    Sample("x_mail_autoreply", mail("Away", X_Mail_Autoreply="1"), _ANSWER),
    Sample("precedence_auto_reply", mail("Away", Precedence="auto_reply"), _ANSWER),
    Sample("precedence_junk_in_answer", mail("I am on leave", Precedence="junk", In_Reply_To="<x@shop.example>"), _ANSWER),
    Sample("vacation_with_x_loop", mail("I am on leave", X_Loop="vacation", In_Reply_To="<x@shop.example>"), _ANSWER),
    Sample("otrs", mail("We received your message", X_OTRS_Loop="True"), _ANSWER),
    Sample("empty_return_path", mail("I am a machine", Return_Path="<>"), _ANSWER),
    Sample("empty_return_path_and_bulk", mail("I will answer soon", Return_Path="<>", Precedence="bulk"), _ANSWER),
    Sample("challenge", mail("Please click to have your mail delivered", Subject="Please confirm (your message awaits)", Auto_Submitted="auto-replied"), _ANSWER),
    Sample("no_reply_of_another_house", mail("Your invoice is ready", From="no-reply@billing.example"), _ANSWER),
    Sample("notifications_of_another_house", mail("Somebody liked this", From="notifications@social.example", X_Facebook_Notify="x"), _ANSWER),
    Sample("marketplace_notice", mail("Sold!", From="orders@market.example", X_Amazon_Mail_Relay_Type="notification"), _ANSWER),
    Sample("cron", mail("done", X_Cron_Env="<SHELL=/bin/sh>"), _ANSWER),
    _away("Automatic reply: Your order"), _away("Automatische Antwort: Ihre Anfrage"), _away("Réponse automatique : Votre commande"),
    _away("Risposta automatica: Ordine"), _away("Respuesta automática: Pedido"), _away("Resposta automática: Pedido"), _away("Автоматический ответ: заказ"),
    _away("Автоответ: заказ"), _away("Автоматична відповідь: замовлення"), _away("Автоматичен отговор: поръчка"), _away("Аутоматски одговор: поруџбина"),
    _away("Automatski odgovor: porudžbina"), _away("Samodejni odgovor: naročilo"), _away("Automatikus válasz: rendelés"), _away("Automatinis atsakymas: užsakymas"),
    _away("Automātiska atbilde: pasūtījums"), _away("Automaatvastus: tellimus"), _away("Automaattinen vastaus: tilaus"), _away("Automatyczna odpowiedź: zamówienie"),
    _away("Automatická odpověď: objednávka"), _away("Automatická odpoveď: objednávka"), _away("Răspuns automat: comandă"), _away("Automatisch antwoord: bestelling"),
    _away("Autosvar: beställning"), _away("Automatiskt svar: beställning"), _away("Αυτόματη απάντηση: παραγγελία"), _away("Otomatik yanıt: sipariş"),
    _away("自动答复: 订单"), _away("自動返信: 注文"), _away("자동 회신: 주문"), _away("رد تلقائي: طلب"), _away("תשובה אוטומטית: הזמנה"),
    _away("Out of Office: Your order"), _away("Out of the office"), _away("Abwesenheitsnotiz: Bestellung"), _away("Fuori sede: ordine"), _away("Fuera de la oficina: pedido"),
    _away("Absence du bureau : commande"), _away("Házon kívül: rendelés"), _away("Нет на месте: заказ"), _away("Nieobecność: zamówienie"), _away("Frånvarande: order"), _away("On vacation until 5 January"),
    _away("AUTO: Smith, John is out of the office (returning 05/01/2027)"), _away("Re: Your order (Automatic Response)"),
    _spoken("Auto: Ersatzteil für Dachträger"), _spoken("Automatic answering machine broken"), _spoken("Failed delivery", "Delivery failed for the second time, your driver says the recipient does not exist. 550 Euro are at stake!\n\nAna Rossi\nana@example.org"), _spoken("Urlaub", "Ich bin im Urlaub, bitte später liefern."), _spoken("Undelivered order 5", "The parcel was not delivered to the address: Main street 5. My mail is ana@example.org. Error 550."),
    _spoken("Mail delivery", "Can you deliver by mail? <ana@example.org> The 5.1.1 speaker does not exist in your shop"), _away("Vacation", In_Reply_To="<x@shop.example>"),
    _spoken("Out of office chairs?"), _spoken("Out of office chair broken, order 5"), _spoken("Vacation rental lamp arrived broken"), _spoken("Urlaubskoffer defekt"),
    _spoken("Re: Automatic reply: Your order", "Thanks, and where is it?", In_Reply_To="<x@shop.example>"), _spoken("Absence of two screws"), _spoken("Automatic coffee machine broken"),
    _spoken("Delivery on holiday", "I am on vacation until 5 January, please deliver after that. I am out of the office."), _spoken("Automatic gate: no reply from your support"),
    Sample("contact_form_of_the_shop", mail("Name: Ana\nWhere is my parcel?", From="no-reply@shop.example", To="desk@shop.example"), _PERSON),
    Sample("contact_form_with_somebody_to_answer", mail("Where is my parcel?", From="forms@builder.example", Reply_To="ana@example.org", Auto_Submitted="auto-generated"), _PERSON),
    Sample("contact_form_from_no_reply", mail("Where is my parcel?", From="no-reply@forms.example", Reply_To="Ana <ana@example.org>"), _PERSON),
    Sample("form_through_a_mailing_service", mail("Where is my parcel?", Feedback_ID="1.eu-west-1.x:AmazonSES", Reply_To="ana@example.org"), _PERSON),
    Sample("voice_message", multipart("mixed", part("text/plain", "Voice message from +391234567"), part("audio/mpeg", b"\x00", Content_Disposition="attachment; filename=a.mp3"), From="voicemail@telco.example"), _PERSON),
    Sample("mailing_list", mail("News", List_Id="<news.example.org>"), _LIST),
    Sample("newsletter", mail("News", List_Unsubscribe="<https://x.example/u>", List_Unsubscribe_Post="List-Unsubscribe=One-Click"), _LIST),
    Sample("precedence_bulk", mail("News", Precedence="bulk"), _LIST),
    Sample("discussion_list", mail("I think", To="dev@lists.example.org", List_Id="<dev.lists.example.org>", List_Post="<mailto:dev@lists.example.org>", Delivered_To="desk@shop.example"), _LIST),
    Sample("person_through_our_own_group", mail("Where is my parcel?", To="support@shop.example", Precedence="list", List_Id="<support.shop.example>", List_Post="<mailto:support@shop.example>", X_Google_Group_Id="123", Delivered_To="maria@shop.example"), _PERSON),
    Sample("russian_auto_reply", mail("Я в отпуске", Subject="Автоответ: заказ"), _ANSWER),
    Sample("bounce_dsn", multipart("report; report-type=delivery-status", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), From="Mail Delivery System <mailer-daemon@x.example>"),
         {"auto": "bounce", "text": "Failed"}),
    Sample("delay_dsn", multipart("report", part("text/plain", "Later"), _DSN.replace(b"%s", b"delayed")), {"auto": "delay"}),
    Sample("bounce_qmail", mail("Hi. This is the qmail-send program.", From="MAILER-DAEMON@x.example", Subject="failure notice", Return_Path="<>"), {"auto": "bounce"}),
    Sample("bounce_gmail_header", mail("Address not found", X_Failed_Recipients="a@b.example"), {"auto": "bounce"}),
    Sample("dmarc_summary", multipart("report; report-type=dmarc", part("text/plain", "Report"), From="dmarc@x.example"), _ANSWER),
    Sample("read_receipt", multipart("report", part("text/plain", "Read"), part("message/disposition-notification", "Disposition: manual-action; displayed")), {"auto": "read_receipt"}),
    *(Sample(f"read_receipt_in_plain_words_{n}", mail(f"{first}\n\n    {to}: Bottega\n    {about}: Your order W-1\n    {sent}: 23.11.2026 10:00\n\n{last}", Subject=f"{word}: Your order W-1"), {"auto": "read_receipt"}) for n, (word, first, to, about, sent, last) in enumerate(_WAS_READ)),
    Sample("read_by_a_person", mail("I read your instructions:\nSubject: Your order W-1\nThe manual was read on Monday, but the lamp stays dark.\nIs it broken?\nAna", Subject="Read: Your order W-1"), {"auto": "none"}),
    Sample("read_says_a_person", mail("The manual was read on Monday, and the lamp stays dark.", Subject="Read: Your order W-1"), {"auto": "none"}),
    Sample("read_receipt_of_exchange", mail("Your message was read", Subject="Read: Your order", Content_Class="urn:content-classes:mdn"), {"auto": "read_receipt"}),
    Sample("feedback_loop", multipart("report", part("text/plain", "abuse"), part("message/feedback-report", "Feedback-Type: abuse")), {"auto": "feedback_loop"}),
    Sample("feedback_loop_without_a_report", multipart("mixed", part("text/plain", "abuse"), part("message/rfc822", "From: desk@shop.example\n\nHi"), From="staff@hotmail.example", Subject="complaint about message from 192.0.2.1"), {"auto": "feedback_loop"}),
    Sample("complaint_with_nothing_but_the_mail", multipart("mixed", part("message/rfc822", "From: desk@shop.example\n\nHi"), Subject=" complaint about message from 192.0.2.222"), {"auto": "feedback_loop"}),
    Sample("a_person_who_complains_of_a_message", mail("I have a complaint about message from your driver", Subject="complaint about message from your driver"), _PERSON),
    Sample("a_person_whose_answer_was_passed_on_as_bulk", mail("Where is it?", Precedence="bulk", In_Reply_To="<x@shop.example>", Return_Path="<SRS0=RahL=LY=example.org=ana@bounce.host.example>"), _PERSON),
    Sample("invitation", multipart("alternative", part("text/plain", "Meet"), part("text/calendar; method=REQUEST", _CALENDAR)), {"auto": "calendar", "text": "Meet"}),
    Sample("invitation_accepted", mail(_CALENDAR, Content_Type="text/calendar; method=REPLY", Subject="Accepted: Meet"), {"auto": "calendar"}),
    Sample("a_calendar_file_in_a_letter", multipart("mixed", part("text/plain", "I am home at the times in the file, please send the fitter then."), part("text/calendar", _CALENDAR, Content_Disposition="attachment; filename=times.ics")), _PERSON),
    Sample("a_bounce_inside_a_forward_is_a_persons_mail", multipart("mixed", part("text/plain", "Look what came back"), part("message/rfc822", multipart("report", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), boundary="in"))),
         {"auto": "none", "text": "Look what came back"}),
]  # fmt: skip
