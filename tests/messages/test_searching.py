"""Search over everything."""

from datetime import timedelta

import pytest

from makegood.cases.actions.noting import note
from makegood.cases.queries import cases_matching
from makegood.kernel import clock
from makegood.messages.queries import search_everything
from makegood.messages.rules.asking import excerpt, read_question
from makegood.people.actions.recognising import add_identity
from makegood.people.models import Team
from makegood.shops.models import Parcel
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_customer, make_message, make_order


def numbers(text: str, staff_role: str = "agent") -> list[int]:
    staff = make_staff(f"Searcher {text} {staff_role}"[:40], staff_role)
    return [hit.number for hit in search_everything(staff, text).cases]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "The parcels were damaged", "damage parcel"),
        ("it", "I pacchi sono arrivati rotti", "pacco rotto"),
        ("lt", "Kur mano siuntos? Laukiu užsakymo", "siunta"),
        ("lt", "Laukiu užsakymo", "uzsakymo"),
        ("sr", "Где је мој пакет? Ништа није стигло", "paket"),
        ("sr", "Њихова џезва је разбијена", "dzezva"),
        ("sr-latn", "Gde je moja pošiljka", "пошиљка"),
        ("sr-latn", "Đorđe čeka", "Ђорђе"),
        ("hu", "A csomagok nem érkeztek meg", "csomag"),
        ("es", "Los paquetes llegaron rotos", "paquete"),
        ("ru", "Когда придут посылки?", "посылка"),
        ("ru", "Возврат денег", "возвр"),
        ("de", "Das Paket ist kaputt", "paket"),
    ],
)
def test_words_are_found_in_every_language_script_and_form(
    language: str, text: str, asked: str
) -> None:
    case = make_case(language=language)
    make_message(case, text)
    make_message(make_case(subject="Other", customer=make_customer("x@y.example")), "Nothing here")

    assert numbers(asked) == [case.number]


@pytest.mark.django_db
def test_all_words_must_be_there_and_the_last_may_be_just_begun() -> None:
    both, one = make_case(subject="A"), make_case(subject="B")
    make_message(both, "A broken lamp from Vilnius")
    make_message(one, "A broken chair")

    assert numbers("broken lamp") == [both.number]
    assert numbers("broken lam") == [both.number]
    assert numbers("bro lamp") == []


@pytest.mark.django_db
def test_the_words_of_acknowledgements_are_not_searched() -> None:
    case = make_case()
    make_message(case, "A broken lamp")
    make_message(case, "You will have an answer", direction="out", purpose="acknowledgement")

    assert numbers("lamp") == [case.number]
    assert numbers("answer") == []


@pytest.mark.django_db
def test_notes_among_colleagues_are_found_in_the_writers_language_too() -> None:
    noted, said = make_case(subject="A"), make_case(subject="B")
    rasa = make_staff("Rasa")
    rasa.language = "lt"
    rasa.save()
    make_message(said, "Kur mano siunta?", at=clock.now() - timedelta(hours=2))
    note(noted, rasa, "Paskambinau kurjeriui: siuntos dar ieško")

    assert numbers("siunta") == [noted.number, said.number]
    (hit,) = search_everything(rasa, "kurjeriui").cases
    assert hit.excerpt == "Paskambinau kurjeriui: siuntos dar ieško"
    assert [case.number for case in cases_matching(rasa, "kurjeriui")] == [noted.number]


@pytest.mark.django_db
def test_newer_words_come_first_and_a_case_once() -> None:
    older, newer = make_case(subject="A"), make_case(subject="B")
    make_message(older, "teapot")
    make_message(newer, "teapot")
    make_message(newer, "teapot again")

    assert numbers("teapot") == [newer.number, older.number]


@pytest.mark.django_db
def test_what_was_said_years_apart_is_found_the_latest_first() -> None:
    ages = (0, 20, 80, 300, 900)
    cases = [make_case(subject=str(age)) for age in ages]
    for case, age in zip(reversed(cases), reversed(ages), strict=True):
        make_message(case, "teapot", at=clock.now() - timedelta(days=age))

    assert numbers("teapot") == [case.number for case in cases]
    staff = make_staff("Hasty", "agent")
    hasty = search_everything(staff, "teapot", 2).cases
    assert [hit.number for hit in hasty] == [case.number for case in cases[:2]]


@pytest.mark.django_db
def test_a_case_said_in_often_hides_no_older_one_and_old_ones_fill_what_is_wanted() -> None:
    busy, old = make_case(subject="Busy"), make_case(subject="Old")
    make_message(old, "teapot", at=clock.now() - timedelta(days=700))
    for _ in range(60):
        make_message(busy, "teapot")

    assert numbers("teapot") == [busy.number, old.number]


@pytest.mark.django_db
def test_an_address_everybody_writes_is_found_the_latest_first() -> None:
    cases = [make_case(subject=str(number)) for number in range(3)]
    for number, case in enumerate(cases):
        for _ in range(70):
            at = clock.now() - timedelta(hours=10 - number)
            make_message(case, "I wrote to help@desk.example", at=at)

    assert numbers("help@desk.example") == [case.number for case in reversed(cases)]


@pytest.mark.django_db
def test_a_whole_address_means_its_owner_and_one_begun_whoever_it_may_be() -> None:
    short = make_case(customer=make_customer("carla@shop.co"), subject="Short")
    longer = make_case(customer=make_customer("carla@shop.com"), subject="Longer")

    assert numbers("carla@shop.co") == [short.number]
    assert sorted(numbers("carla@sho")) == sorted([short.number, longer.number])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("{case}", "case_number"),
        ("#{case}", "case_number"),
        ("w1001", "order"),
        ("W-1001", "order"),
        ("RR 123 456 789 LT", "tracking"),
        ("carla@customer.example", "email"),
        ("Carla@Work.example", "email"),
        ("+370 (612) 34567", "phone"),
        ("8 612 34567", ""),
        ("612 34567", "phone"),
        ("carla cust", "customer"),
    ],
)
def test_what_has_a_number_or_an_address_is_found_by_it(asked: str, why: str) -> None:
    carla = make_customer()
    add_identity(carla, "email", "carla@work.example")
    add_identity(carla, "phone", "+37061234567")
    order = make_order("W-1001")
    Parcel.objects.create(order=order, number="RR123456789LT", number_key="RR123456789LT")
    case = make_case(order=order)
    make_case(customer=make_customer("x@y.example", name="Xenia"), subject="Other")

    found = search_everything(make_staff(), asked.format(case=case.number))

    assert [(hit.number, hit.why) for hit in found.cases] == ([(case.number, why)] if why else [])


@pytest.mark.django_db
def test_cases_of_other_teams_are_not_found() -> None:
    case = make_case(team=Team.objects.create(name="Repairs"))
    make_message(case, "teapot")

    assert numbers("teapot") == []
    assert numbers("teapot", "manager") == [case.number]


@pytest.mark.django_db
def test_search_takes_few_queries_however_much_is_found(
    django_assert_max_num_queries: object,
) -> None:
    staff = make_staff()
    for number in range(30):
        make_message(make_case(subject=str(number)), "teapot")

    with django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture
        assert len(search_everything(staff, "teapot").cases) == 30


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "  ", "'", "\\", "a & b | !c:*", "%_", "x" * 5000, "'); --"])
def test_anything_may_be_typed(asked: str) -> None:
    assert search_everything(make_staff(), asked).cases == ()


@pytest.mark.django_db
def test_a_word_that_only_shares_its_stem_with_another_language_comes_after() -> None:
    vase = make_case(language="it", subject="Rotto")
    make_message(vase, "I vasi sono arrivati rotti")
    you = make_case(language="sr-latn", subject="Račun", customer=make_customer("x@y.example"))
    make_message(you, "Dvaput sam platila, molim vas proverite")

    assert numbers("vaso") == [vase.number, you.number]


def test_the_excerpt_shows_the_beginning_of_a_word_not_its_middle() -> None:
    text = "unbroken " * 30 + "the vase is broken " + "word " * 100

    assert "the vase is broken" in excerpt(text, ("broken",))[0]
    assert "Мој пакет" in excerpt("реч " * 100 + "Мој пакет није стигао", ("paket",))[0]


def test_the_excerpt_shows_the_place() -> None:
    text = "word " * 100 + "the teapot is broken " + "word " * 100

    assert "teapot is broken" in excerpt(text, ("teapot",))[0]
    assert excerpt("short", ("nothing",)) == ("short", False)
    quoting = "Thanks.\n\nAnn wrote:\n> Good day,\n> > the teapot -> broken\n>"
    assert excerpt(quoting, ("teapot",)) == (
        "Thanks. … Good day, the teapot -> broken",
        True,
    )


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        (
            "Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Ann Lee\n<ann@shop.example> wrote:\n\n> A lamp?\n",
            "lamp",
            "Yes. … A lamp?",
        ),
        (
            "Sì.\n\nIl giorno lun 2 mar 2026 alle ore 10:00 Ann <ann@shop.example> ha scritto:\n> Una lampada?",
            "lampada",
            "Sì. … Una lampada?",
        ),
        (
            "Ok.\n> Am 02.03.2026 um 10:00 schrieb Ann:\n>> Die Lampe",
            "lampe",
            "Ok. … Die Lampe",
        ),
        (
            "Look what she wrote:\nThe lamp is broken",
            "lamp",
            "Look what she wrote: The lamp is broken",
        ),
        ("Ann wrote:\n> Hello", "ann", "Ann wrote: Hello"),
    ],
)
def test_the_excerpt_leaves_out_who_wrote_what_is_quoted(text: str, word: str, shown: str) -> None:
    assert excerpt(text, (word,)) == (shown, True)


def test_a_text_is_read_in_every_way_it_may_be_meant() -> None:
    question = read_question(" #10234 ")

    assert (question.case_number, question.key, question.email) == (10234, "10234", "")
