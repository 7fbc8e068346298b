"""Which phrases count: told by how they fare, and by the owner's word."""

from datetime import timedelta

import pytest

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.kernel.models import SettingChange
from makegood.messages.actions.entering import receive_from_portal
from makegood.moods.actions.correcting import miss, refuse
from makegood.moods.actions.switching import switch
from makegood.moods.models import Finding, Switch
from makegood.moods.queries import missed_words, own_phrases, own_uses, uses_of
from makegood.moods.rules import is_phrase, own_name
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_shop

SCAM = "en:angry:scam|scams|scammer*|scammed"


def found() -> int:
    case = make_case()
    receive_from_portal(case, "This is a scam.")
    return Finding.objects.filter(case=case).count()


def test_a_phrase_put_off_is_found_no_longer_and_put_on_it_is_again(people: Cast) -> None:
    shop = make_shop()

    switch(shop, SCAM, people.owner, is_on=False)
    switch(shop, SCAM, people.owner, is_on=False)
    assert found() == 0
    switch(shop, SCAM, people.owner, is_on=True)
    assert found() == 1

    changes = SettingChange.objects.filter(thing="phrase").values_list("before", "after", "by_id")
    assert list(changes.order_by("id")) == [
        (None, False, people.owner.pk),
        (False, True, people.owner.pk),
    ]


def test_what_the_owner_put_on_counts_however_often_it_is_refused(people: Cast) -> None:
    for _time in range(3):
        found()
    for one in Finding.objects.all():
        refuse(one, one.case, people.agent)
    [use] = uses_of(make_shop(), [(SCAM, "angry", 2)])
    assert (use.found, use.refused, use.is_off, use.by_hand) == (3, 3, True, False)
    assert found() == 0

    switch(make_shop(), SCAM, people.owner, is_on=True)

    [use] = uses_of(make_shop(), [(SCAM, "angry", 2)])
    assert (use.is_off, use.by_hand) == (False, True)
    assert found() == 1


def test_only_those_who_change_settings_switch_and_only_phrases_there_are(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        switch(make_shop(), SCAM, people.agent, is_on=False)
    with pytest.raises(BadInput):
        switch(make_shop(), "en:angry:nonsense", people.owner, is_on=False)

    assert not Switch.objects.exists()


def test_what_colleagues_noticed_is_listed_the_commonest_first(people: Cast) -> None:
    for words in ("utter tosh", "poppycock", "utter tosh"):
        miss(make_case(), "angry", words, people.agent)

    assert missed_words(make_shop()) == [("angry", "utter tosh", 2), ("angry", "poppycock", 1)]


def test_words_colleagues_noticed_are_found_once_the_owner_says_so(people: Cast) -> None:
    shop = make_shop()
    miss(make_case(), "angry", "Utter  tosh!", people.agent)
    name = own_name("angry", "Utter tosh!")

    switch(shop, name, people.owner, is_on=True)
    case = make_case()
    receive_from_portal(case, "What you write is UTTER tosh.")

    one = Finding.objects.get(case=case)
    assert (one.phrase, one.kind, one.words) == ("own:angry:Utter tosh", "angry", "UTTER tosh")
    [use] = own_uses(shop)
    assert (use.found, use.is_off) == (1, False)
    switch(shop, name, people.owner, is_on=False)
    calm = make_case()
    receive_from_portal(calm, "What you write is utter tosh.")
    assert not Finding.objects.filter(case=calm).exists()


@pytest.mark.parametrize(
    ("kind", "words"), [("angry", "a"), ("angry", "?!"), ("sad", "utter tosh"), ("angry", "")]
)
def test_not_everything_may_become_a_phrase(kind: str, words: str) -> None:
    assert own_name(kind, words) == ""
    assert not is_phrase(f"own:{kind}:{words}")


def test_the_shops_own_phrases_are_asked_for_once_a_minute(people: Cast) -> None:
    shop = make_shop()
    with clock.frozen(MONDAY):
        own_phrases(shop.pk)
        Switch.objects.create(shop=shop, phrase="own:angry:tosh tosh", is_on=True, at=clock.now())
        assert own_phrases(shop.pk) == ()
    with clock.frozen(MONDAY + timedelta(minutes=1)):
        assert own_phrases(shop.pk) == ("own:angry:tosh tosh",)
