"""Read receipts without any mark of one: what Outlook and Exchange leave of theirs on the way through some gateways.

Three signs together, for a person may well begin a subject with "Read:": the subject's first word, a line "Subject: …"
with the rest of it, and nothing besides but the sentence that it was read.
"""

import re

LONGEST = 1500
"""Characters of such a receipt, at most."""
_SUBJECT = re.compile(
    r"(?:not |un)?read|gelesen|ungelesen|nicht gelesen|lu|non lu|letto|non letto|leído|no leído|прочтено|не прочтено|прочитано|не прочитано"
    r"|elolvasva|olvasva|olvasatlan|perskaityta|neperskaityta|skaityta|pročitano|nije pročitano|није прочитано"
    r"|gelezen|niet gelezen|lida|lido|não lida|läst|oläst|lest|læst|luettu|przeczytano|nie przeczytano|přečteno|prečítané",
    re.I,
)
_WAS_READ = re.compile(
    r"\b(?:was|were) (?:read|displayed|opened) on\b|\b(?:was|were) deleted without being read\b|\b(?:has|have) been (?:read|displayed|opened)\b"
    r"|\bwurde\b.{0,80}\b(?:gelesen|geöffnet|gelöscht)\b|\ba été (?:lu|ouvert|affiché|supprimé)\b|\bè stat[oa] (?:lett[oa]|apert[oa]|visualizzat[oa]|eliminat[oa])\b"
    r"|\b(?:fue|ha sido|se ha) (?:leíd[oa]|abiert[oa]|mostrad[oa]|eliminad[oa])\b|\bпроч(?:тено|итано)\b|\bбыл[оа]? (?:проч|открыт|удален|удалён)\w*"
    r"|\b(?:el)?olvas(?:ták|ta|va|ásra)\b|\bmegnyitott\w*|\bbuvo (?:per)?skaityt\w+|\bbuvo (?:atidaryt|ištrint)\w+|\b(?:je|bila) pročitan\w*|\b(?:је|била) прочитан\w*"
    r"|\bis (?:gelezen|geopend)\b|\bfoi (?:lid|abert)[ao]\b|\blästes\b|\bble lest\b|\bblev læst\b|\bluettiin\b|\bzostał\w* (?:przeczytan|odczytan|otwart)\w+|\bbyl[ao]? přečten\w*",
    re.I,
)
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,20}\s?:\s")


def is_read_receipt(subject: str, text: str) -> bool:
    begin, mark, about = subject.partition(":")
    if not mark or len(text) > LONGEST or not _SUBJECT.fullmatch(begin.strip()):
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    others = [line for line in lines if not _LABEL.match(line) or _WAS_READ.match(line)]
    names_it = any(_LABEL.match(line) and line.endswith(about.strip()) for line in lines)
    return names_it and len(others) <= 3 and bool(_WAS_READ.search(" ".join(others)))
