"""Whether somebody said in their own words what a playbook asks or says: by the words both have.

Nothing is understood here. A sentence counts when it shares a third of the words of a sentence of the playbook, two of
them at least; short words and those that stand everywhere are no words. Whoever reviews an answer has the last word.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from makegood.kernel.text import in_latin
from makegood.messages.rules.concerns.words import own_words, words_of

SHORTEST = 4
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_FIELD = re.compile(r"\{\{.*?\}\}")
_COMMON: dict[str, str] = {
    "en": "about been from have here into just like please that them then there they this what when where which will with "
    "would could should your yours does know need",
    "it": "abbiamo alla anche avete come cosa dalla della delle dello hanno nella nostro oppure perche piu puo quale quali quando "
    "quello questa questo sono stata stato vostro quanto subito prego",
    "lt": "apie arba bus buvo galite jums jusu kada kaip kada kuri kuris kurios mums musu prasome savo tada taip todel yra jeigu",
    "sr": "ako bude gde ili jeste kada kako koja koje koji moze mozete nama nase samo sta stvar svoj ste tako vama vasa vase "
    "vasu zasto nisu nije",
    "hu": "azonnal akkor amely ezert ezt hogy illetve kerjuk keresztul lehet mely melyik mert mikor minden mint nekunk onnek "
    "vagy volt hogyan",
    "es": "algo como cual cuando desde donde esta este esto favor hasta para pero podemos porque puede quiere sera sobre sobre "
    "tambien tiene usted",
    "ru": "будет ваша ваше вашем вами если есть какая какие какои когда которыи можете может нами нашеи очень пожалуиста чтобы этои "
    "этом этот этого",
}


def sentences(text: str) -> list[str]:
    """The writer's own sentences, as they stand."""
    return [one.strip() for one in _SENTENCES.split(own_words(text)) if one.strip()]


def likest(texts: Iterable[str], said: Sequence[str], language: str) -> str:
    """Of the sentences `said`, the first that says enough of any sentence of `texts`; "" when none does."""
    wanted = [telling(one, language) for text in texts for one in sentences(_FIELD.sub(" ", text))]
    for sentence in said:
        theirs = telling(sentence, language)
        if any(_covers(theirs, one) for one in wanted if one):
            return sentence
    return ""


def telling(text: str, language: str) -> list[str]:
    """The words that tell something, each once."""
    known = "sr" if language == "sr-latn" else language
    common = _COMMON.get(known, "").split()
    words = words_of(in_latin(text) if known == "sr" else text)
    return list(dict.fromkeys(one for one in words if len(one) >= SHORTEST and one not in common))


def _covers(theirs: list[str], wanted: list[str]) -> bool:
    shared = sum(any(_is_alike(one, other) for other in theirs) for one in wanted)
    return shared >= max(min(2, len(wanted)), -(-len(wanted) // 3))


def _is_alike(one: str, other: str) -> bool:
    """The same word, perhaps declined: they begin alike, and end within three letters of it."""
    pairs = zip(one, other, strict=False)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return one == other or same >= max(SHORTEST, max(len(one), len(other)) - 3)
