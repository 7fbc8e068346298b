"""The line above a quotation that says whose words follow: "On Monday Ana wrote:", in the many ways it is put."""

import re
from collections.abc import Sequence

from makegood.kernel.mail.split import words
from makegood.kernel.mail.split.lines import alternatives

_WROTE = alternatives(words.WROTE)
_MAIL = r"[\w.+=~&'-]{1,128}@[\w-]{1,64}\.[\w.-]{1,128}"
_MONTH = alternatives(
    name for names in words.MONTHS.values() for name in names.split() if len(name) > 2
)
_WEEKDAY = alternatives(words.WEEKDAYS)
_ADDRESS = re.compile(_MAIL)
DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{2,4}}|\d{{4}}\s?[年년]|\b\d{{1,2}}\.?\s(?:de\s)?(?:{_MONTH})\b|\b(?:{_MONTH})\.?\s\d{{1,2}}\b",
    re.I,
)
CLOCK = re.compile(r"\b\d{1,2}[:.h٫]\d\d\b|\d{1,2}\s*[時时시点]\s*\d|\d\s?[ap]\.?m\b", re.I)
_OPENING = re.compile(
    rf"^\W{{0,12}}(?:(?:{alternatives(words.OPENINGS)})\b|at\b|in\s+message\b)", re.I
)
_DATED = re.compile(
    rf"^\W{{0,6}}(?:\d{{1,2}}[-./:\s]|\d{{4}}\s?(?:[-./年년]|[mg]\.)|(?:{_WEEKDAY})\b[.,]?\W{{0,3}}(?:\d|(?:{_MONTH})\b|(?:at|kl|um)\b))",
    re.I,
)
_SOON_DATED = re.compile(
    rf"^.{{0,32}}?(?:\d|\b(?:{_MONTH})\b)|^\W*\w{{1,9}}[.\s]+(?:{_WEEKDAY})\b", re.I
)
_VERB_LAST = re.compile(
    rf"(?:\b|(?<=[^\x00-\x7f])|(?<=[>\d]))(?:{_WROTE})(?:\W{{0,3}}\([^()]{{1,80}}\))?\W{{0,12}}$",
    re.I,
)
_VERB_THEN_NAME = re.compile(rf"\b(?:{_WROTE})\b\)?\s.{{1,160}}$", re.I)
_VERB_THEN_MOMENT = re.compile(
    rf"\s(?:{_WROTE})\W{{1,3}}(?=.{{0,40}}{DATE.pattern}).{{0,40}}(?:{CLOCK.pattern}).{{0,20}}$",
    re.I,
)
_NAME_THEN_VERB = re.compile(
    rf"[<\[(]\s*(?:mailto:)?{_MAIL}[^\s]{{0,160}}\W{{0,6}}(?:님?\S{{0,2}}\s?)?(?:\w+\s){{0,2}}?(?:{_WROTE})\b.{{0,90}}$|\bezt\s+írta\s+\(időpont:",
    re.I,
)
_NAME_FIRST = re.compile(rf"^\W{{0,4}}[^.!?]{{0,60}}[<(\[]{_MAIL}[>)\]]")
_MAIL_LAST = re.compile(rf"{_MAIL}\s*[>\])\"'»]*(?:\s*\(?mailto:[^\s]*)?\W{{0,4}}$", re.I)
_CITING = re.compile(
    rf"^\W{{0,6}}(?:{alternatives(words.CITING)})\b.{{3,160}}[:：]\W{{0,3}}$", re.I
)
_MESSAGE_OF = re.compile(r"^\W{0,6}(?:message\s+du\s+\d|posted\s+by\s.{1,60}\son\s+\d)", re.I)
_VIA = re.compile(rf"^.{{2,80}}\svia\s.{{2,80}}\s(?:{_WROTE})\W{{0,3}}$", re.I)
_DASHED = re.compile(rf"^[-–—]{{2,}}.{{3,200}}\b(?:{_WROTE})\W{{0,3}}[-–—]{{2,}}$", re.I)
_NOTES = re.compile(
    rf"^[-–—]{{2,}}\s*.{{1,120}}{_MAIL}.{{0,4}}\s(?:{_WROTE})\s*:\s*[-–—]{{2,}}$", re.I
)
_ENDS = re.compile(r"[:：]\W{0,6}$|[-–—]{2,}$")
_NAMELIKE = re.compile(r"[^\w\"“„«'(\[]*[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻŹĄĘА-ЯЂЈЉЊЋЏ\"“„«'(\[]")
_PARTICLES = {"de", "van", "von", "der", "da", "di", "del", "via", "le", "la"}
_SHORT_DAY = re.compile(rf"\b(?:{_WEEKDAY})\.$", re.I)
_SELF = re.compile(r"\b(?:i|you have|we|ich|wir|io|yo|je|я|мы|én|ja|aš)\W+(?:\w+\s)?$", re.I)
MOST_LINES = 5
_LONGEST = 500


def attribution_ending(seen: Sequence[str], i: int, is_followed: bool) -> int | None:
    """The first line of the attribution whose last is `i`; `is_followed` tells that lines marked ">" come next.

    Without such marks only an unmistakable one counts: what stands below it is cut.
    """
    last = seen[i]
    if not last or len(last) > _LONGEST or not (is_followed or _ENDS.search(last)):
        return None
    whole = ""
    for begin in range(i, max(-1, i - MOST_LINES), -1):
        if not seen[begin]:
            if begin == i - 1 or not _is_open(seen[i:begin:-1]):
                break
            continue
        whole = f"{seen[begin]} {whole}".strip()
        if len(whole) > _LONGEST:
            break
        if _is_attribution(whole, is_followed):
            return _from_opening(seen, begin, i)
    return None


def _is_open(lines: Sequence[str]) -> bool:
    """An address that stands alone, its brackets on lines of their own, is broken off from what is above."""
    return any(line in ("<", "&lt;") for line in lines)


def _is_attribution(whole: str, is_followed: bool) -> bool:
    if _DASHED.match(whole) or _NOTES.match(whole):
        return True
    dated, addressed = DATE.search(whole), _ADDRESS.search(whole)
    opens = (_OPENING.match(whole) and _SOON_DATED.match(whole)) or _DATED.match(whole)
    verb = _VERB_LAST.search(whole)
    if is_followed:
        return _introduces(whole, bool(dated), bool(addressed), bool(opens), verb)
    if _SELF.search(whole[: verb.start()] if verb else ""):
        return False
    if opens and (dated or CLOCK.search(whole)):
        if addressed and (verb or _VERB_THEN_NAME.search(whole) or _MAIL_LAST.search(whole)):
            return True
        return bool(verb and dated and CLOCK.search(whole) and _is_name(whole[: verb.start()]))
    if dated and verb and _NAME_FIRST.match(whole):
        return True
    if dated and addressed and _CITING.match(whole):
        return True
    return bool(
        addressed and _NAME_THEN_VERB.search(whole) and whole.rstrip(" *_").endswith((":", "："))
    )


def _introduces(
    whole: str, dated: bool, addressed: bool, opens: bool, verb: re.Match[str] | None
) -> bool:
    """Right above a quotation less is asked for: a verb or a colon, and a date or an address."""
    ends = bool(_ENDS.search(whole))
    if verb and (dated or addressed or ends):
        return True
    if ends and (_CITING.match(whole) or (_VERB_THEN_NAME.search(whole) and (opens or addressed))):
        return True
    if ends and dated and _VERB_THEN_MOMENT.search(whole):  # "Ana писала 2026-11-23 10:00:"
        return True
    if _MESSAGE_OF.match(whole) or _VIA.match(whole):
        return True
    return dated and addressed and len(whole) < 200 and (ends or bool(_MAIL_LAST.search(whole)))


def _is_name(before: str) -> bool:
    """What stands between the clock and the verb is a name, not a tale: "your colleague called me and" is none."""
    clocks = list(CLOCK.finditer(before))
    if not clocks:
        return False
    after = re.sub(r"^\W*(?:[ap]\.?m\.?|uhr|\(?(?:gmt|utc|[a-z]{3,4}t\b)?\W?[+-]?[\d:]*\)?|h|г\.|ч\.)(?=[\s,])", "", before[clocks[-1].end() :], flags=re.I)  # fmt: skip
    return _is_capitalised(after.strip(" ,;-*"))


def _is_capitalised(text: str) -> bool:
    """One word to five, each as a name begins, with a "van" or "de" between them; marks alone do not count.

    Word by word: one expression for all of it tries every way to divide a line of marks, for hours.
    """
    count, was_particle = 0, True
    for word in text.split():
        if not re.search(r"\w", word):
            continue
        if word.strip(".,") in _PARTICLES and not was_particle:
            was_particle = True
        elif _NAMELIKE.match(word):
            count, was_particle = count + 1, False
        else:
            return False
    return 1 <= count <= 5


def _from_opening(seen: Sequence[str], begin: int, end: int) -> int:
    """Further up, where it visibly began ("On Monday, 3 March 2025,"): programs break it wherever the line is full."""
    whole = " ".join(line for line in seen[begin : end + 1] if line)
    if _opens_fully(whole):
        return begin
    best = begin
    for up in range(begin - 1, max(-1, end - MOST_LINES), -1):
        line = seen[up]
        if not line or _is_sentence(line):
            break
        names = _is_capitalised(line) and not _DATED.match(whole) and (up == 0 or not seen[up - 1])
        whole = f"{line} {whole}"
        if _opens_fully(whole):
            return up
        if names or _NAME_FIRST.match(line) or _may_begin(whole):
            best = up
    return best


def _opens_fully(whole: str) -> bool:
    return bool(_OPENING.match(whole) and _SOON_DATED.match(whole) and DATE.search(whole[:60]))


def _may_begin(whole: str) -> bool:
    return any(pattern.match(whole) for pattern in (_DATED, _CITING, _DASHED, _NOTES))


def _is_sentence(line: str) -> bool:
    """It ends like one, and not like a date broken off behind an abbreviation."""
    if not line.endswith((".", "!", "?")):
        return False
    return not (len(line) < 45 and (_SHORT_DAY.search(line) or re.search(r"\d", line)))
