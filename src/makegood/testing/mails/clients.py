"""Answers as further programs and webmails write them: the ones people have and nobody thinks of."""

from typing import Any

from makegood.testing.mails.writing import Sample, html, mail

_QUOTED = "> Dear Ana,\n> it leaves on Friday.\n> Bottega"
_PLAIN = "Dear Ana,\nit leaves on Friday.\nBottega"


def _reply(name: str, quotation: str, text: str = "And when?", **expected: Any) -> Sample:
    quoted = "\n".join(line.rstrip() for line in quotation.split("\n"))
    return Sample(
        f"client_{name}",
        mail(f"{text}\n\n{quotation}"),
        {"reply_text": text, "quoted_text": quoted, **expected},
    )


def _page(name: str, body: str, text: str = "And when?", **expected: Any) -> Sample:
    return Sample(f"client_{name}", html(body), {"reply_text": text, **expected})


_ASKED = '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Bottega &lt;desk@shop.example&gt;<br><b>Sent:</b> Monday, November 23, 2026 10:00 AM<br><b>To:</b> Ana<br><b>Subject:</b> Order</p></div><p>Is it the cup?</p><p><span style="color:red">Yes, the cup.</span></p>'
_IN_RED = (
    "Ho risposto in rosso.",
    "Mis respuestas están en rojo.",
    "Ответы красным.",
    "Mano atsakymai raudonai.",
    "A válaszaim pirossal.",
    "Odgovori su crvenom bojom.",
    "Одговори су црвеном бојом.",
    "Meine Antworten in rot.",
)
_COLOURS = ("color:red", "font-size:11pt;color:#C00000", "color:rgb(0, 112, 192)", "color: #00f")
_NO_ANSWERS = (
    ("grey", "color:#666666", "Yes, the cup."),
    ("background", "background-color:red", "Yes, the cup."),
    ("outlooks_own_blue", "color:#1F497D", "Yes, the cup."),
    ("a_name", "color:red", "Olga Rossi"),
    ("a_link", "color:blue", '<a href="https://shop.example">Look here</a>'),
)

SAMPLES = [
    _reply("em_client", f'------ Original Message ------\nFrom "Bottega" <desk@shop.example>\nTo "Ana Rossi" <ana@example.org>\nDate 23/11/2026 10:00:00\nSubject Order W-1001\n\n{_PLAIN}'),
    _reply("em_client_old", f'------ Original Message ------\nFrom: "Bottega" <desk@shop.example>\nTo: "Ana Rossi" <ana@example.org>\nSent: 23/11/2026 10:00:00\nSubject: Order W-1001\n\n{_PLAIN}'),
    _reply("em_client_de", f'------ Originalnachricht ------\nVon "Bottega" <desk@shop.example>\nAn "Ana Rossi" <ana@example.org>\nDatum 23.11.2026 10:00:00\nBetreff Order W-1001\n\n{_PLAIN}', "Und wann?"),
    _reply("roundcube", f"On 2026-11-23 10:00, Bottega wrote:\n\n{_QUOTED}"),
    _reply("roundcube_de", f"Am 2026-11-23 10:00, schrieb Bottega:\n\n{_QUOTED}", "Und wann?"),
    _reply("roundcube_it", f"Il 2026-11-23 10:00 Bottega ha scritto:\n\n{_QUOTED}", "E quando?"),
    _reply("roundcube_hu", f"2026-11-23 10:00 időpontban Bottega ezt írta:\n\n{_QUOTED}", "És mikor?"),
    _reply("roundcube_ru", f"Bottega писал 2026-11-23 10:00:\n\n{_QUOTED}", "И когда?"),
    _reply("roundcube_lt", f"Bottega rašė 2026-11-23 10:00:\n\n{_QUOTED}", "O kada?"),
    _reply("roundcube_sr", f"Дана 2026-11-23 10:00, Bottega је написао(ла):\n\n{_QUOTED}", "А када?"),
    _reply("roundcube_pl", f"W dniu 2026-11-23 10:00, Bottega napisał(a):\n\n{_QUOTED}", "A kiedy?"),
    _reply("roundcube_es", f"El 2026-11-23 10:00, Bottega escribió:\n\n{_QUOTED}", "¿Y cuándo?"),
    _reply("horde", f"Quoting Bottega <desk@shop.example>:\n\n{_QUOTED}"),
    _reply("horde_de", f"Zitat von Bottega <desk@shop.example>:\n\n{_QUOTED}", "Und wann?"),
    _reply("horde_es", f"Bottega <desk@shop.example> escribió:\n\n{_QUOTED}", "¿Y cuándo?"),
    _reply("squirrelmail", f"On Mon, November 23, 2026 10:00 am, Bottega wrote:\n{_QUOTED}"),
    _reply("sogo", f"On Monday, November 23, 2026 10:00 CET, Bottega <desk@shop.example> wrote:\n \n{_QUOTED}"),
    _reply("tuta", f"Nov 23, 2026, 10:00 by desk@shop.example:\n\n{_QUOTED}"),
    _reply("tuta_de", f"23. Nov. 2026, 10:00 von desk@shop.example:\n\n{_QUOTED}", "Und wann?"),
    _reply("zoho", f"---- On Mon, 23 Nov 2026 10:00:00 +0100 Bottega <desk@shop.example> wrote ----\n\n{_PLAIN}"),
    _reply("zoho_new", f"---- On Mon, 23 Nov 2026 10:00:00 +0100 Bottega <desk@shop.example> wrote ---\n\n{_QUOTED}"),
    _reply("aol", f"-----Original Message-----\nFrom: Bottega <desk@shop.example>\nTo: ana@example.org\nSent: Mon, Nov 23, 2026 10:00 am\nSubject: Order W-1001\n\n{_PLAIN}"),
    _reply("bluemail", f"On 23 Nov 2026, 10:00, at 10:00, Bottega <desk@shop.example> wrote:\n{_QUOTED}"),
    _reply("my_mail", f"Monday, 23 November 2026, 10:00 +0100 from Bottega <desk@shop.example>:\n\n{_QUOTED}"),
    _reply("airmail", f"On 23 November 2026 at 10:00:00, Bottega (desk@shop.example) wrote:\n\n{_QUOTED}"),
    _reply("mailspring", f"On Nov 23 2026, at 10:00 am, Bottega <desk@shop.example> wrote:\n{_QUOTED}"),
    _reply("claws", f"On Mon, 23 Nov 2026 10:00:00 +0100\nBottega <desk@shop.example> wrote:\n\n{_QUOTED}"),
    _reply("mutt", f"* Bottega <desk@shop.example> [2026-11-23 10:00]:\n{_QUOTED}"),
    _reply("gnus", f"Bottega <desk@shop.example> writes:\n\n{_QUOTED}"),
    _reply("evolution", f"On Mon, 2026-11-23 at 10:00 +0100, Bottega wrote:\n{_QUOTED}"),
    _reply("kmail", f"On Monday, 23 November 2026 10:00:00 CET Bottega wrote:\n{_QUOTED}"),
    _reply("kmail_de", f"Am Montag, 23. November 2026, 10:00:00 CET schrieb Bottega:\n{_QUOTED}", "Und wann?"),
    _reply("the_bat", "Monday, November 23, 2026, 10:00:00, you wrote:\n\n> Dear Ana,\n> it leaves on Friday."),
    _reply("the_bat_ru", "Вы писали 23 ноября 2026 г., 10:00:00:\n\n> Dear Ana,\n> it leaves on Friday.", "И когда?"),
    _reply("spark", f"On 23 Nov 2026 at 10:00 +0100, Bottega <desk@shop.example>, wrote:\n{_QUOTED}"),
    _reply("newton", f"On Mon, Nov 23, 2026 at 10:00 AM Bottega < desk@shop.example [desk@shop.example] > wrote:\n\n{_PLAIN}"),
    _reply("gmail_ja", f"2026年11月23日(月) 10:00 Bottega <desk@shop.example>:\n\n{_QUOTED}", "いつですか。"),
    _reply("gmail_zh", f"Bottega <desk@shop.example> 于2026年11月23日周一 10:00写道：\n\n{_QUOTED}", "什么时候？"),
    _reply("gmail_ko", f"2026년 11월 23일 (월) 오전 10:00, Bottega <desk@shop.example>님이 작성:\n\n{_QUOTED}", "언제요?"),
    _reply("gmail_tr", f"Bottega <desk@shop.example>, 23 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:\n\n{_QUOTED}", "Ne zaman?"),
    _reply("gmail_el", f"Στις Δευ 23 Νοε 2026 στις 10:00 π.μ., ο/η Bottega <desk@shop.example>\nέγραψε:\n\n{_QUOTED}", "Πότε;"),
    _reply("gmail_uk", f"пн, 23 лист. 2026 р. о 10:00 Bottega <desk@shop.example> пише:\n\n{_QUOTED}", "А коли?"),
    _reply("gmail_he", f"‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-10:00 מאת ‪Bottega‬‏ <‪desk@shop.example‬‏>:‬\n\n{_QUOTED}", "ומתי?"),
    _page("outlook_mobile", '<div dir="auto">And when?</div><div id="ms-outlook-mobile-signature" dir="auto"><br></div><div id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>Da:</b> Bottega &lt;desk@shop.example&gt;<br><b>Inviato:</b> lunedì 23 novembre 2026 10:00<br><b>A:</b> Ana<br><b>Oggetto:</b> Order</div><div>Dear Ana</div></div>'),
    _page("outlook_web_new", '<div class="elementToProof">And when?</div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>Feladó:</b> Bottega &lt;desk@shop.example&gt;<br><b>Elküldve:</b> 2026. november 23., hétfő 10:00<br><b>Címzett:</b> Ana<br><b>Tárgy:</b> Order</font></div><div>Dear Ana</div>'),
    _page("word_border", '<div class="WordSection1"><p class="MsoNormal">And when?</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Nuo:</b> Bottega &lt;desk@shop.example&gt; <br><b>Išsiųsta:</b> 2026 m. lapkričio 23 d., pirmadienis 10:00<br><b>Kam:</b> Ana<br><b>Tema:</b> Order</p></div></div><p class="MsoNormal">Dear Ana</p></div>'),
    _page("spark_html", '<html><body><div name="messageBodySection"><div dir="auto">And when?</div></div><div name="messageSignatureSection"><br></div><div name="messageReplySection">On 23 Nov 2026 at 10:00 +0100, Bottega &lt;desk@shop.example&gt;, wrote:<br><blockquote type="cite">Dear Ana</blockquote></div></body></html>'),
    _page("hey", '<div class="trix-content"><div>And when?</div></div><div>On November 23, 2026, Bottega &lt;desk@shop.example&gt; wrote:</div><blockquote><div>Dear Ana</div></blockquote>'),
    _page("outlook_answers_in_red", f"<p>See my answers below in red.</p>{_ASKED}", "See my answers below in red.\n\nFrom: Bottega <desk@shop.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Ana\nSubject: Order\n\nIs it the cup?\n\nYes, the cup."),
    *(_page(f"outlook_answers_in_red_{n}", f"<p>{said}</p>{_ASKED}", f"{said}\n\nFrom: Bottega <desk@shop.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Ana\nSubject: Order\n\nIs it the cup?\n\nYes, the cup.", quoted_text="") for n, said in enumerate(_IN_RED)),
    *(_page(f"outlook_answer_in_colour_{n}", f"<p>Thank you.</p>{_ASKED.replace('color:red', colour)}", "Thank you.\n\nFrom: Bottega <desk@shop.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Ana\nSubject: Order\n\nIs it the cup?\n\nYes, the cup.", quoted_text="") for n, colour in enumerate(_COLOURS)),
    *(_page(f"outlook_no_answer_in_{name}", f"<p>Thank you.</p>{_ASKED.replace('color:red', style).replace('Yes, the cup.', words)}", "Thank you.") for name, style, words in _NO_ANSWERS),
    _page("outlook_own_name_in_red_below_a_question", _ASKED.replace("color:red", "").replace("<div", '<p>And when?</p><p><span style="color:red">Ana</span></p><div', 1), "And when?\n\nAna"),
    _page("outlook_who_wants_it_in_red", f"<p>I want the red one.</p>{_ASKED.replace('color:red', '')}", "I want the red one."),
    Sample("client_form_that_asks_whence", mail("Name: Ana\nFrom: Vilnius\nTo: Kaunas\nDate: 23.11.2026\nSubject: lamp\n\nPlease send"), {"reply_text": "Name: Ana\nFrom: Vilnius\nTo: Kaunas\nDate: 23.11.2026\nSubject: lamp\n\nPlease send", "quoted_text": ""}),
    _reply("outlook_right_below_a_telephone", f"From: Bottega <desk@shop.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Ana\nSubject: Order\n\n{_PLAIN}", "And when?"),
    _page("missive", '<p>And when?</p><div class="missive_quote">On November 23, 2026 at 10:00 AM, Bottega (<a href="mailto:desk@shop.example">desk@shop.example</a>) wrote:<br><blockquote>Dear Ana</blockquote></div>'),
    _page("zoho_html", '<div>And when?</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Mon, 23 Nov 2026 10:00:00 +0100 <b>Bottega &lt;desk@shop.example&gt;</b> wrote ---</div><blockquote><div>Dear Ana</div></blockquote></div>'),
    _page("proton_html", '<div style="font-family: Arial">And when?</div><div class="protonmail_quote">On Monday, 23 November 2026 at 10:00, Bottega &lt;desk@shop.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Dear Ana</blockquote></div>'),
    _page("em_client_html", '<div>And when?</div><div id="x"><br></div><div>------ Original Message ------</div><div>From "Bottega" &lt;<a href="mailto:desk@shop.example">desk@shop.example</a>&gt;</div><div>To "Ana" &lt;ana@example.org&gt;</div><div>Date 23/11/2026 10:00:00</div><div>Subject Order</div><div><br></div><div id="q"><blockquote cite="x" type="cite" class="cite2"><div>Dear Ana</div></blockquote></div>'),
    _page("qq_html", '<div>And when?</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;Original&nbsp;------------------</div><div style="background:#efefef;padding:8px;"><div><b>From: </b>&nbsp;"Bottega"&lt;desk@shop.example&gt;;</div><div><b>Date: </b>&nbsp;Mon, Nov 23, 2026 10:00 AM</div><div><b>To: </b>&nbsp;"Ana"&lt;ana@example.org&gt;;</div><div><b>Subject: </b>&nbsp;Order</div></div><div>Dear Ana</div>'),
    _page("tuta_html", '<div>And when?</div><div><br></div><div>Nov 23, 2026, 10:00 by desk@shop.example:</div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8"><div>Dear Ana</div></blockquote>'),
    _page("naver", '<div>And when?</div><blockquote class="se-quote"></blockquote><div>-----Original Message-----<br><b>From:</b> "Bottega" &lt;desk@shop.example&gt;<br><b>To:</b> &lt;ana@example.org&gt;;<br><b>Cc:</b><br><b>Sent:</b> 2026-11-23 (월) 10:00:00 (GMT+09:00)<br><b>Subject:</b> Order<br></div><div>Dear Ana</div>'),
]  # fmt: skip
