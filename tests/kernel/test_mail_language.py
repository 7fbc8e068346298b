"""What language a customer's words are in."""

import pytest

from makegood.kernel.mail.language import language_of
from makegood.testing.mails.tongues import TONGUES

OURS = ("en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru")
HARD = {
    "Objednala som pred dvoma týždňami a stále nič neprišlo.": "",
    "Dober dan, paket je prispel razbit. Kaj naj zdaj naredim?": "",
    "Dobar dan, paket je stigao polomljen. Šta sada trebam uraditi?": "sr-latn",
    "Želim vratiti cipele, premale su mi. Mogu li dobiti novac nazad?": "hr",
}
"""Sentences that could be another language's, or say too little."""


@pytest.mark.parametrize("code", TONGUES)
def test_each_language_is_told_from_one_sentence(code: str) -> None:
    expected = "zh" if code == "zh-tw" else code

    assert [language_of(text) for text in TONGUES[code]] == [
        expected if code in OURS else HARD.get(text, expected) for text in TONGUES[code]
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("ok", ""),
        ("BN-100221 / +39 333 1234567", ""),
        ("https://shop.example/orders/why-is-this-in-english", ""),
        ("Gde je moja posiljka, narucila sam pre dve nedelje", "sr-latn"),
        ("Gdje je moja posiljka, narucila sam prije dva tjedna", "hr"),
        ("Шта да радим са поломљеном шољом", "sr"),
        ("Спасибо, даже не ожидали!", "ru"),
        ("ДЕ МОЯ ПОСИЛКА, Я ЇЇ ЧЕКАЮ ВЖЕ ТИЖДЕНЬ", "uk"),
        ("荷物はどこですか", "ja"),
        (
            "Laba diena,\nhttps://shop.example/why-is-this-in-english\nkur mano siunta? Užsakiau prieš savaitę.",
            "lt",
        ),
    ],
)
def test_words_decide_not_links_numbers_or_missing_accents(text: str, code: str) -> None:
    assert language_of(text) == code
