"""HTML into readable text: lines, lists, links and tables stay readable, quotations get their ">"."""

import html
import re

LONGEST = 4_000_000
_DROPPED = ("script", "style", "head", "title", "template", "noscript")
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre", "section", "article",
    "header", "footer", "address", "form", "center", "dl", "dt", "dd", "fieldset", "figure", "main", "nav",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}
_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_ALT = re.compile(r"""alt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def text_of(markup: str) -> str:
    """The text a person would read; linear in the length of `markup`."""
    return _Reader().read(markup[:LONGEST])


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.is_pre = False
        self.link = ""
        self.link_at = 0

    def read(self, markup: str) -> str:
        at, length = 0, len(markup)
        while at < length:
            opened = markup.find("<", at)
            if opened < 0:
                self._words(markup[at:])
                break
            self._words(markup[at:opened])
            at = self._tag(markup, opened)
        self._break()
        text = "\n".join(self.lines)
        return re.sub(r"\n(?:>* *\n){2,}", "\n\n", text).strip("\n")

    def _words(self, raw: str) -> None:
        if not raw:
            return
        text = html.unescape(raw) if "&" in raw else raw
        if self.is_pre:
            first, *more = text.split("\n")
            self.line.append(first)
            for line in more:
                self._break(keep_empty=True)
                self.line.append(line.rstrip("\r"))
            return
        text = _SPACES.sub(" ", text)
        if text == " " and (not self.line or self.line[-1].endswith(" ")):
            return
        self.line.append(text)

    def _tag(self, markup: str, opened: int) -> int:
        if markup.startswith("<!--", opened):
            closed = markup.find("-->", opened + 4)
            return closed + 3 if closed >= 0 else len(markup)
        match = _TAG.match(markup, opened + 1)
        if match is None and not markup.startswith(("<!", "<?"), opened):
            self._words("<")
            return opened + 1
        closed = markup.find(">", opened)
        if closed < 0:
            return len(markup)
        if match is None:
            return closed + 1
        name = match[1].lower()
        is_end = markup[opened + 1] == "/"
        if name in _DROPPED and not is_end and markup[closed - 1] != "/":
            return self._dropped(markup, name, closed + 1)
        self._apply(name, is_end, markup, opened, closed)
        return closed + 1

    def _dropped(self, markup: str, name: str, at: int) -> int:
        end = re.compile(
            f"</{name}[^>]*>|<body" if name == "head" else f"</{name}[^>]*>", re.I
        ).search(markup, at)
        if end is None:
            return at if name in ("head", "noscript") else len(markup)
        return end.start() if end[0].lower() == "<body" else end.end()

    def _apply(self, name: str, is_end: bool, markup: str, opened: int, closed: int) -> None:
        if name == "br":
            self._break(keep_empty=True)
        elif name == "blockquote":
            self._break()
            self.depth = max(0, self.depth + (-1 if is_end else 1))
        elif name == "a":
            self._anchor(is_end, markup[opened:closed])
        elif name == "img" and (alt := _ALT.search(markup, opened, closed)):
            self._words(f"[{alt[1] or alt[2]}]" if (alt[1] or alt[2] or "").strip() else "")
        elif name == "li" and not is_end:
            self._break()
            self.line.append("- ")
        elif name in ("td", "th") and not is_end:
            if "".join(self.line).strip():
                self.line.append("  ")
        elif name == "hr":
            self._break()
            self.lines.append(self._prefix() + "-" * 20)
        elif name in _BLOCKS or name == "li":
            self._break()
            if name in _SPACED and self.lines and self.lines[-1].strip("> "):
                self.lines.append(self._prefix().rstrip())
            if name == "pre":
                self.is_pre = not is_end

    def _anchor(self, is_end: bool, tag: str) -> None:
        if not is_end:
            match = _HREF.search(tag)
            self.link = html.unescape(next((g for g in match.groups() if g), "")) if match else ""
            self.link_at = len(self.line)
            return
        shown = "".join(self.line[self.link_at :]).strip()
        address = (
            self.link.removeprefix("mailto:").split("?")[0]
            if self.link.startswith("mailto:")
            else self.link
        )
        if _is_worth_showing(address, shown):
            self.line.append(f" <{address}>")
        self.link = ""

    def _break(self, keep_empty: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.is_pre else text.strip()
        self.line, self.link_at = [], 0
        if text or keep_empty:
            self.lines.append((self._prefix() + text).rstrip())

    def _prefix(self) -> str:
        return ">" * min(self.depth, 20) + " " if self.depth else ""


def _is_worth_showing(address: str, shown: str) -> bool:
    """A link's address says more than its words, and is one a reader can follow."""
    if not shown or not (address.startswith(("http://", "https://")) or "@" in address):
        return False
    return address.rstrip("/").lower() != shown.rstrip("/").lower()
