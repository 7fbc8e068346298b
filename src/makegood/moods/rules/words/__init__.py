"""The phrases, language by language, as people who speak it say these things.

Under each heading stands a kind, or how a language says no: `not` (I do not want to), `no` (not, without), `and`, `but`,
`that`. A line is a phrase; a number before it is its weight where it is not the heading's, a `!` says that no "not"
before it takes it back.
"""

from makegood.moods.rules.words import en, es, hu, it, lt, ru, sr

WORDS = {
    "en": en.WORDS,
    "it": it.WORDS,
    "lt": lt.WORDS,
    "sr": sr.WORDS,
    "hu": hu.WORDS,
    "es": es.WORDS,
    "ru": ru.WORDS,
}
"""Serbian once: its two alphabets are read alike."""
