"""A no is told from a thought, a question and a promise, in every language; and what it leaves out is named."""

import pytest

from makegood.messages.rules.concerns import lacking_in, no_in

LINK = "https://desk.example/s/abc"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Sorry, we cannot refund the lamp.", "we cannot refund"),
        ("en", "Your return was unfortunately refused.", "return was unfortunately refused"),
        ("en", "We won’t be able to help, but the warranty has expired.", "warranty has expired"),
        ("it", "Purtroppo non possiamo accettare il reso.", "non possiamo accettare"),
        ("it", "La garanzia è scaduta a maggio.", "garanzia è scaduta"),
        ("lt", "Deja, negalime grąžinti pinigų.", "negalime grąžinti"),
        ("sr", "Нажалост, не можемо да прихватимо повраћај.", "не можемо да прихватимо"),
        ("sr-latn", "Nažalost, vaša reklamacija je odbijena.", "reklamacija je odbijena"),
        ("hu", "Sajnos nem tudjuk visszatéríteni az árát.", "nem tudjuk visszatéríteni"),
        ("hu", "A kérelmét elutasítjuk.", "kérelmét elutasítjuk"),
        ("es", "No podemos aceptar la devolución.", "No podemos aceptar"),
        ("ru", "К сожалению, мы не можем вернуть деньги.", "не можем вернуть"),
        ("ru", "Срок гарантии истёк.", "Срок гарантии истёк"),
    ],
)
def test_a_no_is_found_in_every_language(language: str, text: str, words: str) -> None:
    found = no_in(text, [language])

    assert found is not None
    assert found.words == words
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will refund the lamp by Friday."),
        ("en", "If we cannot repair it, we send a new one."),
        ("en", "Can we not refund it to your card?"),
        ("en", "> Sorry, we cannot refund the lamp.\nThat was wrong: we will."),
        ("en", "We cannot say yet when it comes."),
        ("it", "Se non possiamo ripararla, la sostituiamo."),
        ("it", "Non possiamo ancora dirle quando arriva."),
        ("lt", "Jei negalime pataisyti, pakeisime."),
        ("sr", "Ако не можемо да поправимо, шаљемо нову."),
        ("hu", "Ha nem tudjuk megjavítani, kicseréljük."),
        ("es", "Si no podemos repararla, la cambiamos."),
        ("ru", "Если не сможем починить, заменим."),
    ],
)
def test_what_is_only_thought_of_or_asked_is_no_no(language: str, text: str) -> None:
    assert no_in(text, [language]) is None


def lacking(text: str, language: str = "en") -> list[str]:
    found = no_in(text, [language])
    assert found
    return [one.code for one in lacking_in(found, text, [language], [LINK])]


RULE, DAY, NEXT = "no_without_rule", "no_without_day", "no_without_next"


@pytest.mark.parametrize(
    ("language", "text", "lacks"),
    [
        ("en", "We cannot refund it.", [RULE, DAY, NEXT]),
        ("en", "We cannot refund it (C. conso. L221-18).", [DAY, NEXT]),
        ("en", "We cannot refund it: the time ended on 28 December 2026. You can have it repaired.", [RULE]),
        ("en", f"We cannot refund it. By law the time ended on 2026-12-28. {LINK}", []),
        ("it", "Non possiamo rimborsarla: il termine dell’art. 52 è finito il 28 dicembre 2026. Può chiedere la riparazione.", []),
        ("lt", "Negalime grąžinti pinigų: terminas baigėsi gruodžio 28 d.", [RULE, NEXT]),
        ("sr", "Не можемо да вратимо новац: рок из члана 27. је истекао 28. децембра. Можете да тражите поправку.", []),
        ("sr-latn", "Ne možemo da vratimo novac, po članu 27 rok je istekao 28. decembra. Pišite nam.", []),
        ("hu", "Nem tudjuk visszatéríteni, a 20. § szerint a határidő december 28-án lejárt. Kérheti a javítást.", []),
        ("es", "No podemos aceptar la devolución: el plazo del artículo 102 terminó el 28 de diciembre.", [NEXT]),
        ("ru", "Мы не можем вернуть деньги: по закону срок истёк 28 декабря. Вы можете попросить о ремонте.", []),
    ],
)  # fmt: skip
def test_what_a_no_leaves_out_is_named(language: str, text: str, lacks: list[str]) -> None:
    assert lacking(text, language) == lacks
