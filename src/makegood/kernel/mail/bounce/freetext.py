"""Recipients and causes in the words of a report: the hundred ways servers have of saying that a mail came back."""

import re
from dataclasses import dataclass
from itertools import takewhile

from makegood.kernel.mail.bounce.codes import has_code
from makegood.kernel.mail.bounce.reports import (
    LONGEST_DIAGNOSTIC,
    MOST_RECIPIENTS,
    Failure,
    addresses_in,
    tidy,
)

MOST_LINES = 1500
MOST_MENTIONS = 400

_ANNOUNCED = re.compile(
    r"(?i)^\W{0,12}(?:below this line is a copy|this is a copy of (?:the|your) message|this is the (?:original|message)"
    r"|(?:the )?original (?:message|mail|e-?mail|headers?)\b[^.]{0,40}(?:follow|below|header|text|is attached|:?$)|message headers?(?: follow|:|$)"
    r"|(?:the )?headers? of the (?:original )?(?:message|mail)|unsent message (?:follows|below)|returned message|message (?:text|body) follow"
    r"|your (?:original )?(?:message|mail)(?: text)? (?:follows|reads|is below|was:?$)|the (?:rejected|undelivered|returned|first) (?:message|lines)\b[^.]{0,40}follow"
    r"|begin(?:ning of)? (?:original|returned|message)|(?:the )?message (?:contents|follows|that you sent)\b.{0,10}$|nachricht(?:enkopf)?:?$|original-?nachricht"
    r"|copy of (?:the )?(?:original|your|first)|start of (?:original|returned|message)|included (?:is a )?copy|mail (?:data|header) follows?|undelivered message:?$"
    r"|исходное сообщение|заголовки)"
)
_HEADER = re.compile(
    r"^(?:> ?|\| ?|\s{0,8})(return-path|received|message-id|mime-version|content-type|x-[\w-]{2,40}|from|to|subject|date|cc|reply-to|sender|dkim-signature|delivered-to|user-agent)[ \t]*:",
    re.I,
)
_PROVES = (
    "return-path",
    "received",
    "message-id",
    "mime-version",
    "dkim-signature",
    "delivered-to",
)
_ALONE = re.compile(r"^[\W_]*(?:mailto:|smtp:|rfc822;)?[\W_]*$", re.I)
_AFTER = re.compile(
    r"^\s*[>)\]\"']*\s*(?:[:;,(\[\-–—=]|\.\.\.|on \w{2,10}[,.]? ?\d|on \d|\d{3}\b|#?\d\.\d|\.{0,3}\s*$|\s{2,})"
)
_LABEL = re.compile(
    r"(?i)(?:(?:failed|intended|final|original|rejected|invalid|unknown|bad)?[ -]?(?:recipients?|addressees?|destinat\w+|empfänger\w*|recipiente|получател\w+)(?:[ -]?(?:address|e-?mail|name)\w*)?"
    r"|failed to deliver to|error-for|generated from|(?:e-?mail |mail )?address(?:es)?|adres\w*|(?:user|mailbox|account|alias|envelope[- ]to|rcpt to|addr|адрес\w*|was not delivered to|not delivered to|(?:could|can)(?:not|n't| not) be delivered to|delivery to|undelivered to|failed for))\W{0,6}$"
)
_X400 = re.compile(r"(?i)dda:\W{0,3}(?:smtp=)?$|;\s*(?:smtp|rfc-?822)[:=]\W{0,3}$")
_PLAIN_TO = re.compile(r"(?i)^\W{0,4}(?:to|an|à|a|для|кому|para|do|komu)\s*:\W{0,4}$")
_MAIL_TO = re.compile(r"(?i)\byour (?:message|mail|e-?mail) to\W{0,4}$")
_SAYS_SO = re.compile(
    r"(?i)deliver|recipient|address|reach|\bsend|\bsent|mailbox|\buser\b|account|failed|unknown|reject|refus|invalid|exist|not found|quota|full"
    r"|zugestellt|empf[äa]nger|adres|zustell|destinat|indiriz|consegn|entreg|direcci|достав|адрес|получател|ящик|doruč|kézbes|pristaty|dostarcz|bezorg|levere|livrer|remis"
)
_OTHERS = re.compile(
    r"(?i)(?:(?<!generated )\bfrom\b|\bsender\b|\bsent by\b|contact|assistance|questions?|helpdesk|\bhelp\b|\bsupport\b|abuse|postmaster|mailer-daemon|reply[- ]to|return-path|administrator|please (?:e-?mail|write|forward|send)"
    r"|message-?id|\bid\b|\bcopyright\b|received|authenticated|on behalf|\bvon\b|absender|отправител|\bby\b|remitente|mittente|expéditeur|forwarded by|for more information|complain|originator|expanded from|delivery agent|alias of|\bbcc\b|refer to|whitelist|nobody@|X-)\W{0,20}[^\s@]{0,30}$"
)
_OURS = re.compile(r"^(?:postmaster|mailer-?daemon|abuse|noreply|no-reply|double-bounce)@")


_NAMES_FOLLOW = re.compile(r"(?i)(?:recipient|address)[^:]{0,200}:\s*$")
_NAME = re.compile(r"[a-z0-9][\w.-]{2,40}", re.I)


@dataclass(frozen=True)
class _Mention:
    line: int
    address: str
    weight: int


def cut_returned(text: str) -> tuple[str, str]:
    """The report's own words, and the returned mail at their end where there is one."""
    lines = text.split("\n")
    has_told = False
    for number, line in enumerate(lines[:20000]):
        if number and len(line) < 120 and _ANNOUNCED.match(line):
            return "\n".join(lines[:number]), "\n".join(lines[number:])
        if (has_told or number > 12) and _begins_returned(lines, number):
            return "\n".join(lines[:number]), "\n".join(lines[number:])
        has_told = has_told or "@" in line or has_code(line[:1000])
    return text, ""


def _begins_returned(lines: list[str], at: int) -> bool:
    line = lines[at]
    if not _HEADER.match(line):
        return False
    names = {m[1].lower() for near in lines[at : at + 14] if (m := _HEADER.match(near))}
    # Sun's server and its kin begin with the head of the mail, set in, and go on with their own words.
    proofs = _PROVES if line[:1] not in " \t" else _PROVES[:2]
    return len(names) >= 3 and any(name in proofs for name in names)


def failures_in_words(own: str, known: frozenset[str], not_these: frozenset[str]) -> list[Failure]:
    """Whom the words name as not reached. `known` were on the returned mail, `not_these` are the report's own ends."""
    lines = [line[:1000] for line in own.split("\n")[:MOST_LINES]]
    chosen = _weightiest(_mentions(lines, known, not_these))[:MOST_RECIPIENTS]
    return _with_diagnostics(lines, chosen)


def failures_to_oneself(own: str) -> list[Failure]:
    """Whom the words name beyond doubt, be it one of the report's own ends: people write to themselves, too."""
    lines = [line[:1000] for line in own.split("\n")[:MOST_LINES]]
    chosen = _weightiest(_mentions(lines, frozenset(), frozenset()))
    return _with_diagnostics(lines, [m for m in chosen if m.weight >= 4][:MOST_RECIPIENTS])


def _with_diagnostics(lines: list[str], chosen: list[_Mention]) -> list[Failure]:
    starts = sorted({m.line for m in chosen})
    coded = [i for i, line in enumerate(lines) if has_code(line)]
    return [Failure(m.address, diagnostic=_diagnostic(lines, m, starts, coded)) for m in chosen]


def names_in_words(own: str, domain: str) -> list[Failure]:
    """Names without a domain, one a line, as a house writes them of its own people."""
    lines = [line.strip() for line in own.split("\n")[:MOST_LINES]]
    start = next(
        (i for i, line in enumerate(lines) if _NAMES_FOLLOW.search(line[-300:])), len(lines)
    )
    listed = [line for line in lines[start + 1 :] if line]
    names = list(takewhile(_NAME.fullmatch, listed[:MOST_RECIPIENTS]))
    return [Failure(f"{name}@{domain}".lower(), diagnostic=tidy(lines[start])) for name in names]


def _mentions(lines: list[str], known: frozenset[str], not_these: frozenset[str]) -> list[_Mention]:
    found: list[_Mention] = []
    heading = ""
    for number, line in enumerate(lines):
        for begin, end, address in addresses_in(line):
            if address not in known and (address in not_these or _OURS.match(address)):
                continue
            if weight := _weight(line, begin, end, heading):
                found.append(_Mention(number, address, weight + (1 if address in known else 0)))
        if line.strip() and "@" not in line:
            heading = line
        if len(found) >= MOST_MENTIONS:
            break
    return found


def _weight(line: str, begin: int, end: int, heading: str) -> int:
    """How surely this mention names a recipient: 0 not at all, 4 as clear as can be."""
    before, after = line[max(0, begin - 160) : begin], line[end : end + 160]
    if _OTHERS.search(before[-80:]):
        return 0
    if _X400.search(before):
        return 4
    if _ALONE.match(before):
        if _ALONE.match(after):
            return 4 if _SAYS_SO.search(heading) or "<" in before or line[:1] in " \t" else 3
        if _AFTER.match(after):
            return 4
        return 3 if has_code(after) or _SAYS_SO.search(after) else 2
    if _LABEL.search(before):
        return 3
    if _PLAIN_TO.match(before) or _MAIL_TO.search(before):
        return 2
    if has_code(before):
        return 3
    return 2 if _SAYS_SO.search(before + after) or has_code(after[:40]) else 1


def _weightiest(mentions: list[_Mention]) -> list[_Mention]:
    """The clearest mention of each address; addresses much less clear than the clearest are only spoken of."""
    best: dict[str, _Mention] = {}
    for mention in mentions:
        if mention.address not in best or best[mention.address].weight < mention.weight:
            best[mention.address] = mention
    top = max((m.weight for m in best.values()), default=0)
    if top < 2:
        return []
    floor = 4 if top >= 4 else top
    return [m for m in best.values() if m.weight >= floor]


def _diagnostic(lines: list[str], mention: _Mention, starts: list[int], coded: list[int]) -> str:
    """The server's words on this recipient: a line of code near by or naming them, else the words that follow."""
    after = next((s for s in starts if s > mention.line), min(len(lines), mention.line + 40))
    near = [i for i in coded if mention.line <= i < after]
    naming = [i for i in coded if mention.address in lines[i].lower()]
    anywhere = coded if len(starts) == 1 else []
    for numbers in (near, naming, anywhere):
        if numbers:
            return _paragraph(lines, numbers[0], starts)
    following = [line for line in lines[mention.line : after] if line.strip()][:6]
    return tidy(" ".join(following)) if following else ""


def _paragraph(lines: list[str], at: int, starts: list[int]) -> str:
    said = [lines[at]]
    for number in range(at + 1, min(at + 8, len(lines))):
        if (
            not lines[number].strip()
            or number in starts
            or len(" ".join(said)) > LONGEST_DIAGNOSTIC
        ):
            break
        said.append(lines[number])
    return tidy(" ".join(said))
