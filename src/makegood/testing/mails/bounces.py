"""Mails that came back with a report a machine can read."""

from makegood.testing.mails.writing import Sample, mail, multipart, part

ID = "kept-1@shop.example"
BOB, EVE = "bob@example.net", "eve@example.net"


def _mail_back(to: str = BOB, message_id: str = ID) -> bytes:
    return part("message/rfc822", f"From: Desk <desk@shop.example>\nTo: {to}\nMessage-ID: <{message_id}>\nSubject: Your order\n\nHello")  # fmt: skip


def _fields(*recipients: str) -> bytes:
    return part("message/delivery-status", "Reporting-MTA: dns; mx.example.org\n\n" + "\n\n".join(recipients) + "\n")  # fmt: skip


def _one(address: str, status: str, said: str = "", action: str = "failed", more: str = "") -> str:
    diagnostic = f"Diagnostic-Code: smtp; {said}\n" if said else ""
    return f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n{diagnostic}{more}".strip()  # fmt: skip


def _report(
    words: str, *fields: str, back: bytes | None = None, sender: str = "Mail Delivery System <MAILER-DAEMON@mx.example.org>",
    subject: str = "Undelivered Mail Returned to Sender", to: str = "desk@shop.example",
) -> bytes:  # fmt: skip
    return multipart(
        "report; report-type=delivery-status", part("text/plain; charset=utf-8", words), _fields(*fields), back or _mail_back(),
        From=sender, To=to, Subject=subject, Return_Path="<>", Message_ID="<report@mx.example.org>",
    )  # fmt: skip


def _came_back(*recipients: tuple[str, str, str, str, bool], original: str = ID, auto: str = "bounce") -> dict[str, object]:  # fmt: skip
    return {"auto": auto, "bounced": list(recipients), "bounced_id": original}


SAMPLES = [
    Sample("postfix_user_unknown", _report("This is the mail system at host mx.example.org.\n\n<bob@example.net>: host mx.example.net[192.0.2.9] said: 550 5.1.1\n    <bob@example.net>: Recipient address rejected: User unknown in virtual mailbox\n    table (in reply to RCPT TO command)", _one(BOB, "5.1.1", "550 5.1.1 <bob@example.net>: Recipient address rejected:\n    User unknown in virtual mailbox table")),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("postfix_host_not_found", _report("<bob@example.net>: Host or domain name not found. Name service error for\n    name=example.net type=A: Host not found", f"Final-Recipient: rfc822; {BOB}\nAction: failed\nStatus: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain name not found. Name service error for\n    name=example.net type=A: Host not found"),
           _came_back((BOB, "5.4.4", "", "host_unknown", True))),
    Sample("postfix_dns_gave_no_answer", _report("", _one(BOB, "4.4.3", "Host or domain name not found. Name service error for name=example.net type=MX: Host not found, try again")),
           _came_back((BOB, "4.4.3", "", "network", False))),
    Sample("postfix_delay", _report("THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.", _one(BOB, "4.4.1", "connect to mx.example.net[192.0.2.9]:25: Connection timed out", "delayed", "Will-Retry-Until: Sat, 28 Nov 2026 10:00:00 +0000"), subject="Delayed Mail (still being retried)"),
           _came_back((BOB, "4.4.1", "", "network", False), auto="delay")),
    Sample("expired_ends_the_mail_not_the_address", _report("", _one(BOB, "4.4.7", "delivery temporarily suspended: message expired after 5 days")),
           _came_back((BOB, "4.4.7", "", "expired", False))),
    Sample("a_permanent_code_of_expiry_is_soft_too", _report("", _one(BOB, "5.4.7", "554 5.4.7 message expired: unable to deliver in 840 minutes")),
           _came_back((BOB, "5.4.7", "554", "expired", False))),
    Sample("mailbox_full_is_soft_under_a_hard_code", _report("", _one(BOB, "5.2.2", "552 5.2.2 <bob@example.net>: Mailbox over quota")),
           _came_back((BOB, "5.2.2", "552", "mailbox_full", False))),
    Sample("a_filter_that_says_try_again_later", _report("", _one(BOB, "5.7.1", "550 5.7.1 Service unavailable; our content filter deferred you, try again later")),
           _came_back((BOB, "5.7.1", "550", "spam", False))),
    Sample("unknown_under_a_temporary_code_after_days", _report("", _one(BOB, "4.1.1", "450 4.1.1 <bob@example.net>: Recipient address rejected: User unknown in local recipient table")),
           _came_back((BOB, "4.1.1", "450", "user_unknown", True))),
    Sample("unknown_but_only_delayed", _report("", _one(BOB, "4.1.1", "450 4.1.1 <bob@example.net>: User unknown", "delayed")),
           _came_back((BOB, "4.1.1", "450", "user_unknown", False), auto="delay")),
    Sample("a_vague_class_is_told_by_its_words", _report("", _one(BOB, "5.0.0", "550 Requested action not taken: mailbox unavailable")),
           _came_back((BOB, "5.0.0", "550", "user_unknown", True))),
    Sample("nothing_told_but_a_bare_class", _report("", _one(BOB, "5.0.0")), _came_back((BOB, "5.0.0", "", "unknown", False))),
    Sample("two_recipients_two_fates", _report("", _one(BOB, "5.1.1", "550 5.1.1 No such user"), _one(EVE, "4.2.2", "452 4.2.2 Mailbox full"), back=_mail_back(f"{BOB}, {EVE}")),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True), (EVE, "4.2.2", "452", "mailbox_full", False))),
    Sample("one_failed_one_was_delivered", _report("", _one(BOB, "2.0.0", "250 2.0.0 OK", "delivered"), _one(EVE, "5.1.1", "550 5.1.1 User unknown"), back=_mail_back(f"{BOB}, {EVE}")),
           _came_back((EVE, "5.1.1", "550", "user_unknown", True))),
    Sample("delivered_is_no_bounce", _report("Your message was delivered", _one(BOB, "2.0.0", action="delivered"), subject="Successful Mail Delivery Report"), {"auto": "auto_reply", "bounce": None}),
    Sample("the_address_as_it_was_written_to", _report("", _one("b.ob@inner.example.net", "5.1.1", "550 5.1.1 unknown user", more=f"Original-Recipient: rfc822;{BOB}")),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("a_local_name_without_a_domain", _report("", "Final-Recipient: LOCAL;<bob>\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: X-LOCAL; mailbox is full"),
           _came_back((BOB, "5.2.2", "", "mailbox_full", False))),
    Sample("a_mailbox_path_instead_of_an_address", _report("", "Final-Recipient: rfc822;/var/mail/bob\nAction: failed\nStatus: 5.0.0"),
           _came_back((BOB, "5.0.0", "", "unknown", False))),
    Sample("x400_with_the_address_inside", _report("", "Final-Recipient: X400; /C=DE/A= /P=NET/DDA:RFC-822=bob(a)example.net/\nOriginal-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: X400; Reason 1 (Unable-To-Transfer); Diagnostic 0 (Unrecognised-OR-name)"),
           _came_back((BOB, "5.1.1", "", "user_unknown", True))),
    Sample("utf8_address", multipart("report; report-type=delivery-status", part("text/plain", ""), part("message/global-delivery-status", "Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; jiří@příklad.example\nAction: failed\nStatus: 5.1.1\n"), part("message/global", "From: desk@shop.example\nTo: jiří@příklad.example\nMessage-ID: <kept-1@shop.example>\n\nAhoj"), From="mailer-daemon@x.example", Return_Path="<>"),
           _came_back(("jiří@příklad.example", "5.1.1", "", "user_unknown", True))),
    Sample("utf8_address_in_escapes", _report("", "Final-Recipient: utf-8; ji\\x{159}\\x{ED}@example.net\nAction: failed\nStatus: 5.1.1"),
           _came_back(("jiří@example.net", "5.1.1", "", "user_unknown", True))),
    Sample("fields_split_by_blank_lines", _report("", f"Final-Recipient: rfc822; {BOB}\n\nAction: failed\nStatus: 5.1.1\n\nDiagnostic-Code: smtp; 550 5.1.1 unknown user"),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("fields_without_blank_lines_between", _report("", _one(BOB, "5.1.1", "550 5.1.1 unknown user") + "\n" + _one(EVE, "5.1.2", "550 5.1.2 bad domain"), back=_mail_back(f"{BOB}, {EVE}")),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True), (EVE, "5.1.2", "550", "host_unknown", True))),
    Sample("status_part_in_base64", multipart("report", part("text/plain", "Failed"), part("message/delivery-status", "RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGJvYkBleGFtcGxlLm5ldApBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==", Content_Transfer_Encoding="base64"), _mail_back(), From="postmaster@x.example", Return_Path="<>"),
           _came_back((BOB, "5.1.1", "", "user_unknown", True))),
    Sample("sendmail_reason_and_transcript", _report("   ----- The following addresses had permanent fatal errors -----\n<bob@example.net>\n    (reason: 550 5.1.1 <bob@example.net>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> DATA\n<<< 550 5.1.1 <bob@example.net>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)", "Final-Recipient: RFC822; bob@example.net\nAction: failed\nStatus: 5.1.1\nRemote-MTA: DNS; mx.example.net\nDiagnostic-Code: SMTP; 550 5.1.1 <bob@example.net>... User unknown", subject="Returned mail: see transcript for details"),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("sendmail_relaying", _report("", _one(BOB, "5.7.1", "550 5.7.1 <bob@example.net>... Relaying denied. Proper authentication required.")),
           _came_back((BOB, "5.7.1", "550", "no_relay", False))),
    Sample("exchange_2007_not_found", _report("Delivery has failed to these recipients or distribution lists:\n\nbob@example.net\nThe recipient's e-mail address was not found.\n\nDiagnostic information for administrators:\n\nGenerating server: hub.example.net\n\nbob@example.net\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", _one(BOB, "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"), sender="postmaster@example.net", subject="Undeliverable: Your order"),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("exchange_365_access_denied_means_unknown", _report("bob@example.net wasn't found at example.net.", _one(BOB, "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [X.prod.example]"), sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@shop.example>", subject="Undeliverable: Your order"),
           _came_back((BOB, "5.4.1", "550", "user_unknown", True))),
    Sample("exchange_365_restricted", _report("", _one(BOB, "5.7.124", "550 5.7.124 RESOLVER.RST.NotAuthorized; sender not in allowed-senders list; not authorized")),
           _came_back((BOB, "5.7.124", "550", "unwanted", False))),
    Sample("exchange_quota", _report("", _one(BOB, "5.2.2", "554 5.2.2 mailbox full;STOREDRV.Deliver.Exception:QuotaExceededException")), _came_back((BOB, "5.2.2", "554", "mailbox_full", False))),
    Sample("gmail_no_such_user", _report("Address not found\n\nYour message wasn't delivered to bob@example.net because the address couldn't be found.", _one(BOB, "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try\n 550-5.1.1 double-checking the recipient's email address for typos\n 550 5.1.1 https://support.example/?p=NoSuchUser x1si", "failed"), sender="Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject="Delivery Status Notification (Failure)"),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("gmail_unauthenticated", _report("", _one(BOB, "5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated. SPF [shop.example] did not pass DKIM = did not pass")),
           _came_back((BOB, "5.7.26", "550", "auth", False))),
    Sample("gmail_disabled", _report("", _one(BOB, "5.2.1", "550 5.2.1 The email account that you tried to reach is disabled. x1")), _came_back((BOB, "5.2.1", "550", "suspended", False))),
    Sample("gmail_rate", _report("", _one(BOB, "4.2.1", "450-4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend later")), _came_back((BOB, "4.2.1", "450", "rate_limited", False))),
    Sample("yahoo_discontinued", _report("", _one(BOB, "5.0.0", "554 delivery error: dd This user doesn't have a yahoo.com account (bob@example.net) [0] - mta1.example")), _came_back((BOB, "5.0.0", "554", "user_unknown", True))),
    Sample("yahoo_deferred", _report("", _one(BOB, "4.7.0", "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints")), _came_back((BOB, "4.7.0", "421", "rate_limited", False))),
    Sample("outlook_com_block_list", _report("", _one(BOB, "5.7.1", "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).")), _came_back((BOB, "5.7.1", "550", "blocked", False))),
    Sample("spamhaus", _report("", _one(BOB, "5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org")), _came_back((BOB, "5.7.1", "554", "blocked", False), )),
    Sample("no_reverse_name", _report("", _one(BOB, "5.7.25", "550 5.7.25 The IP address sending this message does not have a PTR record setup")), _came_back((BOB, "5.7.25", "550", "blocked", False))),
    Sample("t_online_reputation", _report("", _one(BOB, "5.7.0", "554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help or to contact tosa@rx.example to clear. (NOWL)")), _came_back((BOB, "5.7.0", "554", "blocked", False))),
    Sample("gmx_mailbox_unknown", _report("", _one(BOB, "5.1.1", "550 Requested action not taken: mailbox unavailable For explanation visit https://postmaster.example/en/error-messages?ip=192.0.2.1&c=hd")), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("mail_ru_full", _report("", _one(BOB, "4.2.2", "452 4.2.2 Message for <bob@example.net> would exceed mailbox quota")), _came_back((BOB, "4.2.2", "452", "mailbox_full", False))),
    Sample("yandex_no_such_user", _report("This is the mail system at host yandex.ru.", _one(BOB, "5.7.1", "550 5.7.1 No such user!"), sender="mailer-daemon@yandex.ru", subject="Недоставленное сообщение"), _came_back((BOB, "5.7.1", "550", "user_unknown", True))),
    Sample("amazon_ses_suppressed", _report("An error occurred while trying to deliver the mail to the following recipients:\nbob@example.net", _one(BOB, "5.1.1", "550 5.1.1 user unknown"), sender="MAILER-DAEMON@amazonses.com", subject="Delivery Status Notification (Failure)"), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("sendgrid", _report("This is an automatically generated message from SendGrid.", "Final-Recipient: rfc822; bob@example.net\nOriginal-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 550 5.1.1 unable to find user"), _came_back((BOB, "5.1.1", "", "user_unknown", True))),
    Sample("messagelabs_invalid", _report("", _one(BOB, "5.0.0", "550 Invalid recipient <bob@example.net> (#5.1.1)")), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("mimecast_policy", _report("", _one(BOB, "5.0.0", "554 Email rejected due to security policies - https://community.example/docs/DOC-1369#554 [x]")), _came_back((BOB, "5.0.0", "554", "policy", False))),
    Sample("barracuda", _report("", _one(BOB, "5.0.0", "554 rejected due to spam URL in content")), _came_back((BOB, "5.0.0", "554", "spam", False))),
    Sample("courier", _report("UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<bob@example.net>:\n    mx.example.net [192.0.2.9]:\n>>> RCPT TO:<bob@example.net>\n<<< 550 5.1.1 <bob@example.net>... User Unknown", _one(BOB, "5.0.0", "550 5.1.1 <bob@example.net>... User Unknown"), sender='"Courier mail server at mx" <@mx.example.org>', subject="NOTICE: mail delivery status."), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("opensmtpd", _report("Hi!\n\nThis is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\nbob@example.net: 550 5.2.2 <bob@example.net>... Mailbox Full", _one(BOB, "5.2.2", "550 5.2.2 <bob@example.net>... Mailbox Full")), _came_back((BOB, "5.2.2", "550", "mailbox_full", False))),
    Sample("powermta", _report("Hello, this is the mail server on mx.example.org.", _one(BOB, "5.1.1 (bad destination mailbox address)", "550 5.1.1 User Unknown", more="X-PowerMTA-BounceCategory: bad-mailbox")), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("amavis_virus", _report("", _one(BOB, "5.7.0", "554 5.7.0 Bounce, id=1-01 - INFECTED: Eicar-Test-Signature")), _came_back((BOB, "5.7.0", "554", "virus", False))),
    Sample("domino", _report("Your message\n\n  Subject: Your order\n\nwas not delivered to:\n\n  bob@example.net\n\nbecause:\n\n  User bob (bob@example.net) not listed in Domino Directory", _one(BOB, "5.1.1", "550 User bob (bob@example.net) not listed in Domino Directory"), subject="DELIVERY FAILURE: User bob not listed in Domino Directory"), _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("dmarc", _report("", _one(BOB, "5.7.509", "550 5.7.509 Access denied, sending domain SHOP.EXAMPLE does not pass DMARC verification")), _came_back((BOB, "5.7.509", "550", "auth", False))),
    Sample("too_big", _report("", _one(BOB, "5.3.4", "552 5.3.4 Message size exceeds fixed limit")), _came_back((BOB, "5.3.4", "552", "too_big", False))),
    Sample("null_mx", _report("", _one(BOB, "5.1.10", "556 5.1.10 Recipient address has null MX")), _came_back((BOB, "5.1.10", "556", "not_accepting", True))),
    Sample("moved", _report("", _one(BOB, "5.1.6", "551 5.1.6 User has moved; please try <bob@example.com>")), _came_back((BOB, "5.1.6", "551", "moved", True))),
    Sample("loop", _report("", _one(BOB, "5.4.6", "554 5.4.6 Too many hops 26 (25 max)")), _came_back((BOB, "5.4.6", "554", "loop", False))),
    Sample("tls_required", _report("", _one(BOB, "5.7.10", "550 5.7.10 TLS is required, but was not offered")), _came_back((BOB, "5.7.10", "550", "tls", False))),
    Sample("sender_refused_for_its_domain", _report("", _one(BOB, "5.1.8", "550 5.1.8 <desk@shop.example>: Sender address rejected: Domain not found")), _came_back((BOB, "5.1.8", "550", "rejected", False))),
    Sample("greylisted", _report("", _one(BOB, "4.7.1", "450 4.7.1 <bob@example.net>: Recipient address rejected: Greylisted, see help", "delayed")), _came_back((BOB, "4.7.1", "450", "rate_limited", False), auto="delay")),
    Sample("only_headers_came_back", _report("", _one(BOB, "5.1.1"), back=part("text/rfc822-headers", "From: desk@shop.example\nTo: bob@example.net\nMessage-ID:\n <kept-1@shop.example>\n")), _came_back((BOB, "5.1.1", "", "user_unknown", True))),
    Sample("returned_mail_in_base64", _report("", _one(BOB, "5.1.1"), back=part("message/rfc822", "RnJvbTogZGVza0BzaG9wLmV4YW1wbGUKVG86IGJvYkBleGFtcGxlLm5ldApNZXNzYWdlLUlEOiA8a2VwdC0xQHNob3AuZXhhbXBsZT4KCkhp", Content_Transfer_Encoding="base64")), _came_back((BOB, "5.1.1", "", "user_unknown", True))),
    Sample("refused_by_a_rule_of_the_mailbox", multipart("report; report-type=disposition-notification", part("text/plain", "Your message to <bob@example.net> was automatically rejected:\nQuota exceeded"), part("message/disposition-notification", "Reporting-UA: mx; Dovecot\nFinal-Recipient: rfc822; bob@example.net\nOriginal-Message-ID: <kept-1@shop.example>\nDisposition: automatic-action/MDN-sent-automatically; deleted\n"), From="postmaster@example.net", Subject="Automatically rejected mail", Auto_Submitted="auto-replied (rejected)"),
           _came_back((BOB, "", "", "mailbox_full", False))),
    Sample("report_without_its_status_part", multipart("report; report-type=delivery-status", part("text/plain", "   ----- The following addresses had permanent fatal errors -----\n\n<bob@example.net>\n\n   ----- Transcript of session follows -----\n550 sorry, no mailbox here by that name (#5.1.1 - chkusr)"), _mail_back(), From="MAILER-DAEMON@example.org", Subject="FAILURE NOTICE : Your order", Return_Path="<>"),
           _came_back((BOB, "5.1.1", "550", "user_unknown", True))),
    Sample("known_at_first_and_unknown_after_the_mail", _report("   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> DATA\n<<< 550 Unknown user bob@example.net\n554 5.0.0 Service unavailable", _one(BOB, "5.2.0", "550 Unknown user bob@example.net"), sender="MAILER-DAEMON"), _came_back((BOB, "5.2.0", "550", "unwanted", False))),
    Sample("preferences_of_the_recipient", _report("", _one(BOB, "5.1.1", "550 5.1.1 RCP-P2 Refused due to recipient preferences")), _came_back((BOB, "5.1.1", "550", "unwanted", False))),
    Sample("amazon_ses_two_codes", _report("", _one(BOB, "5.0.0 (permanent failure)", "5.1.0 - Unknown address error 550-'5.2.2 <bob@example.net>... Mailbox Full' (delivery attempts: 0)")), _came_back((BOB, "5.2.2", "550", "mailbox_full", False))),
    Sample("sendgrid_expired_without_a_status", _report("", "Final-Recipient: rfc822; bob@example.net\nAction: expired\nStatus: \nDiagnostic-Code: Connection timed out"), _came_back((BOB, "", "", "network", False))),
    Sample("outlook_com_domain", _report("", _one(BOB, "5.5.0", "554 The mail could not be delivered to the recipient because the domain is not reachable. Please check the domain and try again")), _came_back((BOB, "5.5.0", "554", "host_unknown", True))),
    Sample("exchange_365_not_found", _report("", _one(BOB, "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@example.net not found by SMTP address lookup")), _came_back((BOB, "5.1.10", "550", "user_unknown", True))),
    Sample("report_whose_boundaries_are_gone", mail("   ----- The following addresses had permanent fatal errors -----\n<bob@example.net>\n\n   ----- Transcript of session follows -----\nmail.local: unknown user: bob\n554 <bob@example.net>... Service unavailable\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: RFC822; <bob@example.net>\nAction: failed\nStatus: 5.5.0\n\nReturn-Path: <desk@shop.example>\nReceived: from x by y\nFrom: desk@shop.example\nTo: bob@example.net\nMessage-Id: <kept-1@shop.example>\n\nHi", From="MAILER-DAEMON@mx.example", Subject="Returned mail: Service unavailable", Content_Type='multipart/report; report-type=delivery-status; boundary="gone"'), {"auto": "bounce", "bounced_id": ID}),
    Sample("amazon_workmail_fields_in_the_text", multipart("mixed", part("text/plain", "An error occurred while trying to deliver the mail to the following recipients:\nbob@example.net\n\nTechnical report:\n\nReporting-MTA: dsn; x\n\nAction: failed\nFinal-Recipient: rfc822; bob@example.net\nDiagnostic-Code: smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>\nStatus: 4.4.7\n"), _mail_back(), From="MAILER-DAEMON@amazonses.example", Subject="Delivery Status Notification (Failure)", Return_Path="<>"), _came_back((BOB, "4.4.7", "554", "expired", False))),
    Sample("words_where_fields_should_be", multipart("report; report-type=delivery-status", part("message/delivery-status", "This Message was undeliverable due to the following reason:\n\n<bob@example.net> has restricted SMS e-mail\n"), _fields(_one(BOB, "5.3.0")), _mail_back(), From="Mail Administrator <Postmaster@example.net>", Subject="Mail System Error - Returned Mail"), _came_back((BOB, "5.3.0", "", "unwanted", False))),
    Sample("domino_japanese", _report("", "Final-Recipient: rfc822;bob@example.net\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: X-Notes; ユーザー bob (bob@example.net) は Domino ディレクトリ\n には見つかりません。"), _came_back((BOB, "5.0.0", "", "user_unknown", True))),
    Sample("an_address_that_is_an_encoded_word", _report("", _one("=?utf-8?q?b?=@example.net", "5.1.1", "550 5.1.1 User unknown"), back=_mail_back("x@example.net")), _came_back(("=?utf-8?q?b?=@example.net", "5.1.1", "550", "user_unknown", True))),
    Sample("kddi_status_in_a_plain_mail", mail("Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 mailbox full\n\nMessage-ID: <kept-1@shop.example>", From="MAILER-DAEMON@x.example", Return_Path="<>", Subject="Delivery failure"),
           _came_back((BOB, "5.2.2", "552", "mailbox_full", False))),
]  # fmt: skip
