"""HTML into readable text: lines, lists, links and tables stay readable, quotations get their ">", what is hidden stays so."""

import html
import re

LONGEST = 4_000_000
MOST_TAGS = 200_000
"""Beyond so many, tags are only taken out: no person writes them, and each costs time."""
_LONGEST_LINK = 2000
_DROPPED = {"script", "style", "head", "title", "template", "xml", "svg", "select", "o:officedocumentsettings"}  # fmt: skip
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre", "section", "article",
    "header", "footer", "address", "form", "center", "dl", "dt", "dd", "fieldset", "figure", "figcaption", "main", "nav",
    "caption", "details", "summary", "menu", "dir", "aside", "legend", "body",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl"}
_MEANT = _BLOCKS | {"br", "blockquote", "a", "img", "li", "td", "th", "hr", "q", "input"}
_VOID = {"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "wbr", "source"}
_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")
_HREF = re.compile(r"""\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_ALT = re.compile(r"""\salt\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_START = re.compile(r"""\sstart\s{0,9}=\s{0,9}["']?(\d{1,6})""", re.I)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u034f\u00ad\ufeff\u2007\u2060\u180e"
_ONLY_INVISIBLE = re.compile(f"[\\s{_INVISIBLE}]+")


def text_of(markup: str) -> str:
    """The text a person would read; linear in the length of `markup`."""
    return _Reader(markup[:LONGEST]).read()


class _Reader:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.pre = 0
        self.link = ""
        self.link_at = (0, 0)
        # one entry for each open list: the next number, 0 where it has only bullets
        self.lists: list[int] = []
        self.hidden = ""
        self.hidden_depth = 0
        self.may_hide = bool(_HIDDEN.search(markup))
        self.has_comment_end = self.has_tag_end = True
        self.never_ended: set[str] = set()

    def read(self) -> str:
        markup, at, tags = self.markup, 0, 0
        while (opened := markup.find("<", at)) >= 0:
            if opened > at:
                self.words(markup[at:opened])
            tags += 1
            if tags > MOST_TAGS:
                at = opened
                break
            at = self.tag(opened)
        rest = markup[at:]
        self.words(re.sub(r"<[^<>]*>", " ", rest) if tags > MOST_TAGS else rest)
        self.end_line()
        return re.sub(r"\n(?:>* *\n){2,}", "\n\n", "\n".join(self.lines)).strip("\n")

    def words(self, raw: str) -> None:
        if not raw or self.hidden:
            return
        text = html.unescape(raw) if "&" in raw else raw
        if self.pre:
            first, *more = text.split("\n")
            self.line.append(first)
            for line in more:
                self.end_line(keep_empty=True)
                self.line.append(line.rstrip("\r"))
            return
        text = _SPACES.sub(" ", text)
        if not self.line or self.line[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.line.append(text)

    def tag(self, opened: int) -> int:
        """Reads what begins with "<" there; where to go on."""
        markup = self.markup
        if markup.startswith("<!--", opened):
            return self.comment(opened)
        match = _TAG.match(markup, opened + 1)
        if match is None and not markup.startswith(("<!", "<?", "</"), opened):
            self.words("<")
            return opened + 1
        closed = self.tag_end(opened)
        if closed < 0:
            if match is None:
                self.words("<")
            # a tag that never ends is a sign somebody typed, or cut off in the middle of an attribute
            return opened + 1 if match is None else len(markup)
        if match is None:
            return closed + 1
        name = match[1].lower()
        is_end = markup[opened + 1] == "/"
        if self.hidden:
            self.count_hidden(name, is_end, markup[closed - 1] == "/")
            return closed + 1
        if name in _DROPPED and not is_end and markup[closed - 1] != "/":
            return self.dropped(name, closed + 1)
        if self.may_hide and not is_end and _HIDDEN.search(markup, opened, closed):
            self.hide(name, markup[closed - 1] == "/")
            return closed + 1
        if name in _MEANT:
            self.apply(name, is_end, markup[opened:closed])
        return closed + 1

    def comment(self, opened: int) -> int:
        end = self.markup.find("-->", opened + 4) if self.has_comment_end else -1
        if end >= 0:
            return end + 3
        self.has_comment_end = False
        return opened + 4

    def tag_end(self, opened: int) -> int:
        """The ">" that ends the tag: one inside a quoted value does not, unless the quote never closes."""
        if not self.has_tag_end:
            return -1
        closed = self.markup.find(">", opened)
        if closed < 0:
            self.has_tag_end = False
            return -1
        if self.markup.find('="', opened, closed) < 0:
            return closed
        if self.markup.count('"', opened, closed) % 2:
            quote = self.markup.find('"', closed, closed + _LONGEST_LINK)
            further = self.markup.find(">", quote, quote + _LONGEST_LINK) if quote >= 0 else -1
            if further >= 0 and "<" not in self.markup[closed:quote]:
                return further
        return closed

    def dropped(self, name: str, at: int) -> int:
        pattern = f"</{name}\\b[^>]{{0,99}}>" + ("|<body" if name == "head" else "")
        is_known = name in self.never_ended
        end = None if is_known else re.compile(pattern, re.I).search(self.markup, at)
        if end is None:
            self.never_ended.add(name)
            return len(self.markup) if name in ("script", "style") else at
        return end.start() if end[0].lower() == "<body" else end.end()

    def hide(self, name: str, is_closed: bool) -> None:
        if name not in _VOID and not is_closed:
            self.hidden, self.hidden_depth = name, 1

    def count_hidden(self, name: str, is_end: bool, is_closed: bool) -> None:
        if name == self.hidden and not is_closed:
            self.hidden_depth += -1 if is_end else 1
            if self.hidden_depth == 0:
                self.hidden = ""

    def apply(self, name: str, is_end: bool, tag: str) -> None:
        match name:
            case "br":
                self.end_line(keep_empty=True)
            case "blockquote":
                self.end_line()
                self.depth = max(0, self.depth + (-1 if is_end else 1))
            case "a":
                self.anchor(is_end, tag)
            case "img":
                self.image(tag)
            case "q":
                self.line.append('"')
            case "input":
                pass
            case "li":
                self.item(is_end)
            case "td" | "th":
                self.cell(is_end)
            case "hr":
                self.end_line()
                self.lines.append(self.prefix() + "-" * 20)
            case _:
                self.block(name, is_end, tag)

    def block(self, name: str, is_end: bool, tag: str) -> None:
        self.end_line()
        is_within = len(self.lists) > (1 if is_end and name in ("ul", "ol") else 0)
        if name in _SPACED and not is_within and self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.prefix().rstrip())
        if name == "pre":
            self.pre = 0 if is_end else 1
        if name in ("ul", "ol", "menu", "dir"):
            self.list(name, is_end, tag)

    def list(self, name: str, is_end: bool, tag: str) -> None:
        if is_end:
            if self.lists:
                self.lists.pop()
        elif len(self.lists) < 20:
            start = _START.search(tag)
            self.lists.append((int(start[1]) if start else 1) if name == "ol" else 0)

    def item(self, is_end: bool) -> None:
        self.end_line()
        if is_end:
            return
        indent = "  " * (len(self.lists) - 1)
        if self.lists and self.lists[-1]:
            self.line.append(f"{indent}{self.lists[-1]}. ")
            self.lists[-1] += 1
        else:
            self.line.append(f"{indent}- ")

    def cell(self, is_end: bool) -> None:
        if is_end or not self.line or self.line[-1] == "  ":
            return
        if any(piece.strip() for piece in reversed(self.line)):
            self.line.append("  ")

    def image(self, tag: str) -> None:
        if match := _ALT.search(tag):
            alt = next((group for group in match.groups() if group), "").strip()
            self.words(f"[{alt}]" if alt else "")

    def anchor(self, is_end: bool, tag: str) -> None:
        if not is_end:
            match = _HREF.search(tag)
            found = next((group for group in match.groups() if group), "") if match else ""
            self.link = html.unescape(found).strip()[:_LONGEST_LINK]
            self.link_at = (len(self.lines), len(self.line))
            return
        if not self.link:
            return
        line, piece = self.link_at
        shown = "".join(self.line[piece:] if line == len(self.lines) else self.line).strip()
        is_above = not shown and line < len(self.lines)
        if is_above:
            shown = self.lines[-1].lstrip("> ").strip()
        address = self.link
        if address.lower().startswith("mailto:"):
            address = address[7:].split("?")[0]
        if _is_worth_showing(address, shown):
            if is_above:
                self.lines[-1] += f" <{address}>"
            else:
                self.line.append(f" <{address}>")
        self.link = ""

    def end_line(self, keep_empty: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.pre or self.lists else text.strip()
        if not self.pre and _ONLY_INVISIBLE.fullmatch(text):
            text = ""
        if text.strip() in ("-", "•") and self.lists and not keep_empty:
            return  # a block opens right after its bullet: the words come on the same line
        self.line = []
        if text or keep_empty:
            self.lines.append((self.prefix() + text).rstrip())

    def prefix(self) -> str:
        return ">" * min(self.depth, 20) + " " if self.depth else ""


def _is_worth_showing(address: str, shown: str) -> bool:
    """A link's address says more than its words, and is one a reader can follow."""
    if not shown or not (address.lower().startswith(("http://", "https://")) or "@" in address):
        return False
    return address.rstrip("/").lower() not in (
        shown.rstrip("/").lower(),
        f"http://{shown.rstrip('/').lower()}",
        f"https://{shown.rstrip('/').lower()}",
    )
