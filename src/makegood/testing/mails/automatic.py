"""What machines wrote."""

from makegood.testing.mails.writing import Sample, mail, multipart, part

_DSN = part(
    "message/delivery-status",
    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: %s\nStatus: 5.1.1\n",
)
SAMPLES = [
    Sample("auto_submitted", mail("Back on Monday", Auto_Submitted="auto-replied"), {"auto": "auto_reply"}),
    Sample("auto_submitted_no", mail("Hello", Auto_Submitted="no"), {"auto": "none"}),
    Sample("exchange_out_of_office", mail("Away", Subject="Automatische Antwort: Ihre Anfrage"), {"auto": "auto_reply"}),
    Sample("russian_auto_reply", mail("Я в отпуске", Subject="Автоответ: заказ"), {"auto": "auto_reply"}),
    Sample("suppress_header", mail("Status", X_Auto_Response_Suppress="All"), {"auto": "auto_reply"}),
    Sample("x_autoreply", mail("Away", X_Autoreply="yes"), {"auto": "auto_reply"}),
    Sample("mailing_list", mail("News", List_Id="<news.example.org>"), {"auto": "list"}),
    Sample("precedence_bulk", mail("News", Precedence="bulk"), {"auto": "list"}),
    Sample("bounce_dsn", multipart("report; report-type=delivery-status", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), From="Mail Delivery System <mailer-daemon@x.example>"),
         {"auto": "bounce", "text": "Failed"}),
    Sample("delay_dsn", multipart("report", part("text/plain", "Later"), _DSN.replace(b"%s", b"delayed")), {"auto": "delay"}),
    Sample("bounce_qmail", mail("Hi. This is the qmail-send program.", From="MAILER-DAEMON@x.example", Subject="failure notice", Return_Path="<>"), {"auto": "bounce"}),
    Sample("bounce_gmail_header", mail("Address not found", X_Failed_Recipients="a@b.example"), {"auto": "bounce"}),
    Sample("empty_return_path", mail("I am a machine", Return_Path="<>"), {"auto": "auto_reply"}),
    Sample("read_receipt", multipart("report", part("text/plain", "Read"), part("message/disposition-notification", "Disposition: manual-action; displayed")), {"auto": "read_receipt"}),
    Sample("feedback_loop", multipart("report", part("text/plain", "abuse"), part("message/feedback-report", "Feedback-Type: abuse")), {"auto": "feedback_loop"}),
    Sample("invitation", multipart("alternative", part("text/plain", "Meet"), part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")), {"auto": "calendar", "text": "Meet"}),
    Sample("a_bounce_inside_a_forward_is_a_persons_mail", multipart("mixed", part("text/plain", "Look what came back"), part("message/rfc822", multipart("report", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), boundary="in"))),
         {"auto": "none", "text": "Look what came back"}),
]  # fmt: skip
