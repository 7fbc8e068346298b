"""Address headers: RFC 5322's, its obsolete forms, and what programs and people write instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from makegood.kernel.mail.encoded_words import decode_words, tidy
from makegood.kernel.mail.values import Address

LONGEST_HEADER, LONGEST_ODD_HEADER = 400_000, 20_000
LONGEST_NAME = 300
_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{1,60}\?[bBqQ]\?[^?"]{0,1000}\?=)
      | (?P<space>\s+)
      | (?P<link>\[?(?:mailto|smtp):)
      | (?P<atom>[^\s"(),;:<>\\=]{1,64}@\[IPv6:[\w.:]{2,50}\]|(?:[^\s"(),;:<>\\=]|=(?!\?))+|=)
      | (?P<sign>.)""",
    re.X | re.I | re.S,
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.){0,500}+)"')
_ANGLE = re.compile(r'<([^<>"]{0,998}(?:"[^"<]{0,300}"@[^<>"]{0,255})?)>+')
_BROKEN_ANGLE = re.compile(r"<([^\s<>,;\"]{1,998})")
_PLAIN = re.compile(r"""[^\s<>()\[\]",;:@]+@(?:[^\s<>()\[\]",;:@]+|\[[\w.:]+\])""")
_QUOTED_LOCAL = re.compile(r'"[^"]{1,300}"@[^\s<>()",;:@]+')
# A server's own users have no domain in its reports: "From: MAILER-DAEMON".
_SYSTEM = re.compile(r"(?:mailer|mail)[-_.]?daemon|postmaster|root|nobody|daemon|mailer", re.I)
_PREFIX = re.compile(r"^\W{0,3}(?:mailto|smtp):", re.I)


@dataclass
class _Mailbox:
    """What was read since the last comma: words of a name, comments, the address in brackets."""

    words: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    angle: str = ""
    is_empty: bool = False
    named: int = 0
    """How many of the words stood before the brackets."""

    def address(self) -> Iterator[Address]:
        if self.angle:
            before = "".join(self.words[: self.named]).strip()
            said = before or "".join(self.words).strip() or " ".join(self.comments)
            yield Address(_name(said, self.angle), self.angle)
            return
        taken = set(self.bare)
        bare = [one for word in self.bare if (one := clean_address(word))]
        said = tidy("".join(word for word in self.words if word not in taken))
        if not bare and _SYSTEM.fullmatch(said):
            yield Address(_name(" ".join(self.comments), ""), said.lower())
        for address in bare:
            name = said or " ".join(self.comments)
            yield Address(_name(name, address) if len(bare) == 1 else "", address)


_TURNS_AROUND = re.compile("[\u202d\u202e]")
"""What follows would be shown backwards: an address within a name as another."""


def addresses(text: str) -> list[Address]:
    """Every address in a header that is unfolded, in order, each once; names decoded, comments and groups understood."""
    found = _found(text[:LONGEST_HEADER])
    text = text[:LONGEST_ODD_HEADER]
    if not found and "=?" in text and (again := decode_words(text)) != text:
        found = _found(again)  # the whole of it was encoded, brackets and all
    if not found and (" @" in text or "@ " in text):
        found = _found(re.sub(r"\s+@\s*(?=[\w\[])|(?<=[\w.])@\s+(?=\w)", "@", text))
    if not found and '"' in text:
        found = _found(text.replace('"', " "))
    return list(found.values())


def name_alone(text: str) -> str:
    """The name in a From that has no address, or one no mail can be sent to (Exchange's "/O=ORG/…")."""
    return _name(re.sub(r"<[^<>]*>?", "", text), "") if "@" not in text else ""


def clean_address(raw: str) -> str:
    """An address as it is compared: lower case, without brackets, "mailto:" and routes; "" when it is none."""
    text = decode_words(raw).strip() if "=?" in raw else raw.strip()
    while "(" in text and (less := re.sub(r"\([^()]*\)", "", text)) != text:
        text = less
    if quoted := _QUOTED_LOCAL.search(text):
        return quoted[0].lower()
    text = _PREFIX.sub("", text).partition("?")[0] if ":" in text else text
    if text.startswith("@") and ":" in text:  # a route of old: <@relay,@other:ana@x.example>
        text = text.rpartition(":")[2]
    text = re.sub(r"\s*([@.])\s*", r"\1", text).strip("'\"`<>() ,;.")
    if _SYSTEM.fullmatch(text):
        return text.lower()
    if text.count("@") != 1 or re.search(r"[\s<>()\",;:]", text.partition("@")[0]):
        several = _PLAIN.search(text)
        if not several or text.count("@") == 1:
            return several[0].lower().strip(".'") if several else ""
    local, _, domain = text.rpartition("@")
    if not domain.startswith("["):
        domain = domain.strip("[].'\"")
    if not local or not domain or re.search(r"\s", local + domain):
        return ""
    return f"{local.lstrip('[')}@{domain}".lower()


def _found(text: str) -> dict[str, Address]:
    found: dict[str, Address] = {}
    for one in _mailboxes(text):
        if one.address not in found:
            found[one.address] = one
    return found


def _mailboxes(text: str) -> Iterator[Address]:
    box, at, length = _Mailbox(), 0, len(text)
    unclosed = 0
    while at < length:
        token = _TOKEN.match(text, at)
        assert token is not None
        kind, said = token.lastgroup, token[0]
        at = token.end()
        if kind == "atom" and "@" in said:
            box.bare.append(said)
        if kind in ("word", "atom", "space"):
            box.words.append(said)
        elif said == '"' and unclosed < 50:
            quoted = _QUOTED.match(text, at - 1)
            unclosed += quoted is None
            if quoted:
                at = _quoted(box, text, quoted)
        elif said == "(" and unclosed < 50:
            end = _comment_end(text, at)
            unclosed += end < 0
            if end >= 0:
                box.comments.append(decode_words(_unescaped(text[at : end - 1])))
                at = end
        elif said == "<":
            angle = _ANGLE.match(text, at - 1) or _BROKEN_ANGLE.match(text, at - 1)
            if angle:
                at = angle.end()
                box.is_empty |= not angle[1]
                yield from _angled(box, angle[1])
        elif said in ",;":
            if said == ";" or box.angle or box.bare or box.is_empty:
                yield from box.address()
                box = _Mailbox()
            elif (
                len(box.words) < 40
            ):  # Rossi, Ana <ana@x.example>: a comma that should be in quotes
                box.words.append(said)
            else:
                box = _Mailbox()
        elif said == ":" and not box.bare and not box.angle:
            box = _Mailbox()  # a group's name
    yield from box.address()


def _quoted(box: _Mailbox, text: str, quoted: re.Match[str]) -> int:
    """A quoted string is part of a name, or the part of an address before its @."""
    if text.startswith("@", quoted.end()):
        domain = re.compile(r"@[^\s<>(),;:\"]+").match(text, quoted.end())
        if domain:
            box.bare.append(quoted[0] + domain[0])
            box.words.append(quoted[0] + domain[0])
            return domain.end()
    box.words.append(_unescaped(quoted[1]))
    return quoted.end()


def _angled(box: _Mailbox, raw: str) -> Iterator[Address]:
    """What stands in angle brackets: mostly an address, at times several, at times none."""
    several = (
        [clean_address(one) for one in re.split("[,;]", raw)] if "," in raw or ";" in raw else []
    )
    found = [one for one in several or [clean_address(raw)] if one] or [clean_address(raw)]
    for address in found:
        if not address:
            continue
        if box.angle:  # the comma between two was forgotten
            rest = box.words[box.named :] if "".join(box.words[: box.named]).strip() else []
            yield from box.address()
            box.words, box.bare, box.comments = rest, [], []
        box.angle, box.named = address, len(box.words)
    if raw.strip() and not any(found) and "@" in raw:
        box.words.append(raw)


def _comment_end(text: str, at: int) -> int:
    depth = 1
    for match in re.compile(r"\\.|[()]", re.S).finditer(text, at, at + 1000):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
        if depth > 20:
            break
    return -1


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S) if "\\" in text else text


def _name(said: str, address: str) -> str:
    name = tidy(_TURNS_AROUND.sub("", decode_words(said))).strip(",; ")
    name = (
        tidy(_unescaped(name[1:-1]))
        if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'"
        else name
    )
    if address and name.lower().endswith(f"<{address}>"):
        name = name[: -len(address) - 2].strip(' "')
    return "" if name.strip("<>'\"").lower() == address else name[:LONGEST_NAME].strip()
