"""What people and programs write in HTML, and how it reads as text."""

from makegood.testing.mails.writing import Sample, html, mail, multipart, part


def _reads(name: str, markup: str, text: str) -> Sample:
    return Sample(f"html_{name}", html(markup), {"text": text})


def _beside(name: str, plain: str, markup: str, text: str) -> Sample:
    """A plain part and an HTML part: which of them is read."""
    return Sample(f"plain_{name}", multipart("alternative", part("text/plain; charset=utf-8", plain), part("text/html; charset=utf-8", markup)), {"text": text, "html": markup})  # fmt: skip


_CSS = "body { margin: 0; padding: 0 }\n.cup { color: #333; font: 12px Arial }\n@media only screen { .cup { width: 100% } }"
_CUP = "<p>The cup came broken, and the plate too. What shall I do now?</p>"
_CUP_READ = "The cup came broken, and the plate too. What shall I do now?"
SAMPLES = [
    _reads("paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"),
    _reads("lines_in_divs", "<div>One</div><div>Two</div><div><br></div><div>Three</div>", "One\nTwo\n\nThree"),
    _reads("breaks", "One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour"),
    _reads("inline_tags", "<b>O</b>n<i>e</i> <font color=red>two</font><span> three</span>", "One two three"),
    _reads("source_lines_are_no_lines", "<p>One\n   two\r\n three</p>", "One two three"),
    _reads("entities", "<p>caff&egrave; &amp; t&#232; &#x20AC;5 &lt;3 &nbsp;&copy; &bogus; a&b</p>", "caffè & tè €5 <3 © &bogus; a&b"),
    _reads("headings", "<h1>Order</h1><p>one</p><h2>Parts</h2>two", "Order\n\none\n\nParts\n\ntwo"),
    _reads("bullets", "<p>We miss:</p><ul><li>cup</li><li>plate</li></ul><p>Ana</p>", "We miss:\n\n- cup\n- plate\n\nAna"),
    _reads("numbers", "<ol><li>cup<li>plate</ol><ol start=5><li>bowl</li></ol>", "1. cup\n2. plate\n\n5. bowl"),
    _reads("lists_in_lists", "<ul><li>cups<ul><li>red</li><li>blue</li></ul></li><li>plates</li></ul>", "- cups\n  - red\n  - blue\n- plates"),
    _reads("paragraphs_in_bullets", "<ul><li><p>cup</p></li><li><div>plate</div></li></ul>", "- cup\n- plate"),
    _reads("definitions", "<dl><dt>Order</dt><dd>W-1001</dd><dt>Item</dt><dd>Cup</dd></dl>", "Order\nW-1001\nItem\nCup"),
    _reads("table_with_heads", "<table><thead><tr><th>Item</th><th>Qty</th></tr></thead><tbody><tr><td>Cup</td><td>2</td></tr><tr><td></td><td>1</td></tr></tbody></table>", "Item  Qty\nCup  2\n1"),
    _reads("table_for_layout", "<table><tr><td><table><tr><td><p>Hello</p></td></tr></table></td></tr><tr><td><div>the cup</div><div>is broken</div></td></tr></table>", "Hello\n\nthe cup\nis broken"),
    _reads("table_after_words", "Here:<table><tr><td>Cup</td><td>2</td></tr></table>end", "Here:\n\nCup  2\n\nend"),
    _reads("link", "<a href='https://shop.example/o/1'>my order</a>, please", "my order <https://shop.example/o/1>, please"),
    _reads("link_shown_as_itself", "<a href='https://shop.example/'>https://shop.example</a> <a href='https://shop.example'>shop.example</a>", "https://shop.example shop.example"),
    _reads("link_without_quotes", "<a href=https://shop.example/a?b=1&amp;c=2>here</a>", "here <https://shop.example/a?b=1&c=2>"),
    _reads("link_to_mail", "<a href='mailto:ana@example.org?subject=x'>Ana</a> <a href='mailto:ana@example.org'>ana@example.org</a>", "Ana <ana@example.org> ana@example.org"),
    _reads("link_around_a_block", "<a href='https://shop.example/x'><div>Track it</div></a>bye", "Track it <https://shop.example/x>\nbye"),
    _reads("link_around_a_picture", "<a href='https://shop.example/x'><img src='a.png' alt='Our shop'></a>", "[Our shop] <https://shop.example/x>"),
    _reads("links_that_lead_nowhere", "<a name=top>One</a> <a href='#top'>two</a> <a href='javascript:x()'>three</a>", "One two three"),
    _reads("link_with_a_sign_in_it", '<a title="a > b" href="https://shop.example/x">here</a> and on', "here <https://shop.example/x> and on"),
    _reads("pictures", "<img src=a.png alt='The cup'> and <img src=b.png> and <img alt='' src=c.gif>", "[The cup] and and"),
    _reads("quotation", "<p>No.</p><blockquote><p>Is it whole?</p><blockquote>Hello</blockquote></blockquote><p>Ana</p>", "No.\n\n> Is it whole?\n>\n>> Hello\n\nAna"),
    _reads("rule", "One<hr>Two", "One\n--------------------\nTwo"),
    _reads("preformatted", "<pre>a  b\n  c</pre>after", "a  b\n  c\n\nafter"),
    _reads("scripts_and_styles", "<style>p { x: y }</style><script>if (a < b) { c() }</script>One<style type=text/css>\n</style> two", "One two"),
    _reads("head_and_title", "<html><head><title>Mail</title><meta charset=utf-8><style>x{}</style></head><body>One</body></html>", "One"),
    _reads("head_never_closed", "<html><head><meta charset=utf-8><body><p>One</p></body></html>", "One"),
    _reads("comments", "One<!-- <p>not</p> --> two<!--[if mso]><p>not</p><![endif]--><![if !mso]> three<![endif]>", "One two three"),
    _reads("comment_never_closed", "One <!-- two <b>three</b>", "One two three"),
    _reads("outlook", "<html xmlns:o='urn:x'><head><!--[if gte mso 9]><xml><o:x>96</o:x></xml><![endif]--></head><body lang=EN><div class=WordSection1><p class=MsoNormal>Hello,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>the cup<o:p></o:p></p></div></body></html>", "Hello,\n\nthe cup"),
    _reads("hidden_preheader", "<div style='display:none;max-height:0'>Read on<span> inside</span></div><p>The cup</p>", "The cup"),
    _reads("hidden_within_hidden", "<div style='display: none'><div>a</div>b</div><div>c</div>", "c"),
    _reads("invisible_filler", "<div>Hello</div><div>&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#8203;</div><div>the cup</div>", "Hello\nthe cup"),
    _reads("signs_of_less", "<p>a < b and 3<4, I <3 it</p>", "a < b and 3<4, I <3 it"),
    _reads("tags_never_closed", "<p>One<p>Two<b>three<div>four", "One\n\nTwothree\nfour"),
    _reads("tags_closed_only", "One</p></div></b>two</blockquote>three", "One\n\ntwo\nthree"),
    _reads("upper_case", "<P>ONE</P><UL><LI>Two</UL><A HREF='https://shop.example'>x</A>", "ONE\n\n- Two\n\nx <https://shop.example>"),
    _reads("cut_in_a_tag", "<p>The cup</p><a href='https://shop.ex", "The cup"),
    _reads("fragments", "Hello", "Hello"),
    _reads("quotes", "<p>She said <q>no</q></p>", 'She said "no"'),
    _reads("right_to_left", "<div dir=rtl>שלום</div><div>hello</div>", "שלום\nhello"),
    _reads("form", "<form>Name: <input value=Ana><select><option>one<option>two</select><button>Send</button></form>", "Name: Send"),
    _reads("zero_width_in_a_word", "<p>نمی\u200cخواهم</p>", "نمی\u200cخواهم"),
    # which of two bodies
    _beside("empty", " \n\n", _CUP, _CUP_READ),
    _beside("is_read_when_good", "The cup came broken.", _CUP, "The cup came broken."),
    _beside("stub_english", "Your e-mail client does not support HTML messages.", _CUP, _CUP_READ),
    _beside("stub_view", "To view this email, please use an HTML compatible email viewer!", _CUP, _CUP_READ),
    _beside("stub_german", "Ihr E-Mail-Programm kann leider kein HTML anzeigen.", _CUP, _CUP_READ),
    _beside("stub_russian", "Ваша почтовая программа не поддерживает формат HTML", _CUP, _CUP_READ),
    _beside("css", _CSS, _CUP, _CUP_READ),
    _beside("markup", "<html><body>" + _CUP + "</body></html>", _CUP, _CUP_READ),
    _beside("one_word_beside_a_letter", "Hello", _CUP * 5, "\n\n".join([_CUP_READ] * 5)),
    _beside("that_speaks_of_html", "I wrote an HTML message and your mail program does not show it. The cup came broken.", "<p>I wrote an HTML message and your mail program does not show it. The cup came broken.</p>",
            "I wrote an HTML message and your mail program does not show it. The cup came broken."),
    Sample("html_said_to_be_plain", mail("<html><body><p>The cup</p><p>is broken</p></body></html>"), {"text": "The cup\n\nis broken", "defects": ("html_as_plain",)}),
    Sample("plain_said_to_be_html", html("The cup\nis broken\n\nTom &amp; Ana"), {"text": "The cup\nis broken\n\nTom & Ana"}),
    Sample("plain_that_begins_with_a_sign", mail("<p> is a tag, I think"), {"text": "<p> is a tag, I think"}),
    Sample("two_html_in_a_row", multipart("mixed", part("text/html", "<p>One</p>"), part("text/html", "<p>two</p>")), {"text": "One\n\ntwo", "html": "<p>One</p>\n<p>two</p>"}),
]  # fmt: skip
