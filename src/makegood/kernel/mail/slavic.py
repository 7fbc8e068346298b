"""Serbian in both alphabets told from its neighbours: by letters only one of them has, by words they say otherwise.

The models of languages take Latin Serbian for Croatian, Bosnian or Slovene at will, and short Cyrillic for Russian.
"""

import re

# Letters of Russian, Bulgarian, Ukrainian or Belarusian that neither Serbian nor Macedonian has.
_EASTERN = re.compile("[йщъыьэюяёіїєґў]")
_SERBIAN_WORDS = re.compile(
    r"\b(?:сам|није|шта|где|ли|молим|хвала|стигао|стигла|у|још|када|како|ме|би|бих)\b"
)
_EKAVIAN = re.compile(
    r"\b(?:šta|sta|gde|negde|nigde|pre|posle|vreme\w*|ovde|onde|uvek|dve|nedelj\w*|hte(?:o|la|li)|žele(?:o|la|li)|zele(?:o|la|li)|vide(?:o|la|li)"
    r"|porudžbin\w*|porudzbin\w*|poručil\w*|porucil\w*|cen[aeiu]|mesec[ai]?|deo|delov\w*|cel[aioeu]|rešen\w*|resen\w*|reši\w*|resi\w*|menja\w*|zamen\w*|uopšte|obavest\w*|primeti\w*|razume\w*|lep\w*|ceo|predmet\w*|fotografij\w*|račun\w*|hiljad\w*|ponedeljak|sled\w*)\b"
    r"|\b(?:treba|trebalo|mogu|možete|mozete|možemo|hoću|hocu|želim|zelim|moram|moramo|volela?|bih|planiram|počela?|prestao|prestala|pokušavam|pokusavam)(?: \w+)? da \w+(?:m|š|te|mo|ju|e)\b"
)
_IJEKAVIAN = re.compile(
    r"\b(?:gdje|negdje|nigdje|prije|poslije|vrijeme\w*|ovdje|uvijek|dvije|htio|htjel\w*|želio|željel\w*|zelio|vidio|vidjel\w*|cijen\w*|mjesec\w*|dio|dijel\w*"
    r"|cijel\w*|rješen\w*|rjesen\w*|riješ\w*|rijes\w*|mijenja\w*|zamijen\w*|zamjen\w*|obavijest\w*|obavije\w*|primijeti\w*|razumije\w*|lijep\w*|lijepo|ponedjeljak|sljede\w*|tjed\w*|tvrtk\w*)\b"
)
_CROATIAN = re.compile(
    r"\b(?:što|tko|netko|nitko|tjed(?:an|na|nu|ni|nom)|narudžb\w*|narudzb\w*|tvrtk\w*|uopće|tisuć\w*|glede|vlak\w*|siječ\w*|kolovoz\w*|rujn\w*|bok)\b"
    r"|\b(?:trebam|mogu|možete|želim|htio bih|htjela bih|moram|prestao|prestala)(?: \w+)? \w+(?:ti|ći)\b"
)
_BOSNIAN = re.compile(r"\b(?:šta|sta|neko|niko|ko|sedmic\w*|hiljad\w*|uopšte|općin\w*)\b")
_COMMON = re.compile(
    r"\b(?:nije|nisam|nisu|nismo|šta|što|bih|ću|ćete|hoću|hocu|mogu|možete|mozete|molim|stigao|stigla|stiglo|dobio|dobila|poslao|poslala|pošiljk\w*|posiljk\w*"
    r"|zašto|zasto|kako|gde|gdje|imam|hvala|dobar dan|poštovani|postovani|paket|sam|još|jos|ništa|nista|novac|bilo|da li|vas|mi je|kod)\b"
)
_SLOVENE = re.compile(r"\b(?:sem|kaj|še|že|ker|tudi|naročil\w*|bila|prosim|kdaj|lahko|ste|sva|vam|ni|ne morem|dober dan|zdaj|pred|naj)\b")  # fmt: skip


def cyrillic(text: str, detected: str) -> str:
    """The language of small Cyrillic letters, `detected` by a model where letters alone don't tell."""
    for letters, code in (("ѓќѕ", "mk"), ("ђћ", "sr"), ("ў", "be"), ("їєґ", "uk"), ("јљњџ", "")):
        if code and any(c in text for c in letters):
            return code
        if not code and any(c in text for c in letters):
            return "mk" if detected == "mk" and not _SERBIAN_WORDS.search(text) else "sr"
    if "і" in text:
        return "be" if "ы" in text else "uk"
    if "ы" in text or "э" in text:
        return detected if detected not in ("", "sr", "mk", "bg", "uk", "be") else "ru"
    if not _EASTERN.search(text):
        is_russian = detected == "ru" and len(text) < 60 and not _SERBIAN_WORDS.search(text)
        return detected if detected in ("mk", "sr") or is_russian else "sr"
    if detected in ("sr", "mk", "be"):  # which have no such letters
        return "bg" if "ъ" in text else "ru"
    return detected


def is_south_slavic(text: str, detected: str) -> bool:
    """Whether small Latin letters are Serbian's, Croatian's or Bosnian's, whatever the model took them for."""
    if detected in ("sr", "hr", "bs", "sh"):
        return True
    common = len({*_COMMON.findall(text), *_EKAVIAN.findall(text), *_IJEKAVIAN.findall(text)})
    if detected == "sl":
        return common > len(set(_SLOVENE.findall(text)))
    return detected not in ("en", "it", "es", "fr", "de", "hu", "lt") and common >= 3


def south_slavic(text: str) -> str:
    """Which of the three: Serbian says "gde", Croatian and Bosnian "gdje"; without a sign it is Serbian."""
    serbian, western = len(_EKAVIAN.findall(text)), len(_IJEKAVIAN.findall(text))
    croatian = len(_CROATIAN.findall(text))
    if western + croatian <= serbian:
        return "sr-latn"
    return "bs" if len(_BOSNIAN.findall(text)) > croatian else "hr"
