"""How an answer addresses its reader: formally or informally, told by its pronouns.

Only what the other form does not have counts. English makes no difference; Hungarian often leaves the pronoun out, and
then nothing is said. The words are written without accents, as the text is compared; Serbian in Latin letters.
"""

import re
from functools import cache

from makegood.kernel.text import in_latin
from makegood.messages.rules.concerns.words import even, own_words

FORMAL, INFORMAL = "formal", "informal"
_WORDS: dict[str, dict[str, str]] = {
    "it": {FORMAL: "lei|suo|sua|suoi|sue", INFORMAL: "tu|ti|te|tuo|tua|tuoi|tue"},
    "lt": {FORMAL: "jus|jusu|jums|jumis", INFORMAL: "tu|tavo|tau|tave|tavimi"},
    "sr": {
        FORMAL: "vi|vas|vam|vama|vas(?:a|e|i|u|eg|em|oj|om|ih|im)",
        INFORMAL: r"ti|tebe|tebi|tobom|tvoj\w*",
    },
    "hu": {
        FORMAL: "on|ont|onnek|onnel|ontol|onhoz|onok|onoket|onoknek",
        INFORMAL: "te|teged|neked|veled|toled|hozzad|tied",
    },
    "es": {FORMAL: "usted|ustedes|su|sus", INFORMAL: "tu|tus|ti|te|contigo|vos"},
    "ru": {FORMAL: r"вы|вас|вам|вами|ваш\w*", INFORMAL: r"ты|тебя|тебе|тобои|тобою|тво\w*"},
}

_FORMAL_BY_ITS_CAPITAL = {
    "it": re.compile(r"(?<=[a-zà-ù,;] )L[ae](?= [a-zà-ù])|(?<=[a-z])L[ae](?!\w)")
}
"""Who writes "e La ringrazio" or "mandarLe" addresses formally; small, or where a sentence begins, it may be an article."""


def tones_of(text: str, language: str) -> dict[str, str]:
    """Form of address → the first word that tells it; empty where nothing does."""
    known = "sr" if language == "sr-latn" else language
    own = own_words(text)
    plain = even(in_latin(own) if known == "sr" else own)
    found = {tone: regex.search(plain) for tone, regex in _patterns(known).items()}
    if not found.get(FORMAL) and (large := _FORMAL_BY_ITS_CAPITAL.get(known)):
        found[FORMAL] = large.search(own)
    return {tone: match[0] for tone, match in found.items() if match}


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    words = _WORDS.get(language, {})
    return {tone: re.compile(rf"(?<!\w)(?:{one})(?!\w)") for tone, one in words.items()}
