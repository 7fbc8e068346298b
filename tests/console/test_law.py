"""What the law says on a case: fetched when it is opened, in plain words, each date with its reason."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from tests.rights.test_rights_of_a_case import DELIVERED, TODAY, a_french_order, say

from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case, FactRequest
from makegood.console.doubting_no import doubts_of_no
from makegood.console.law import panel_of
from makegood.console.writing import found_pledge
from makegood.kernel import clock
from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Draft
from makegood.promises.actions.legal import owe_by_law
from makegood.rights.wording import RETURN, law_fields
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_customer, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db
REFUSALS = {
    "en": "We cannot accept the return.",
    "it": "Non possiamo accettare il reso.",
    "lt": "Negalime priimti prekės.",
    "sr": "Не можемо да прихватимо повраћај.",
    "sr-latn": "Ne možemo da prihvatimo povraćaj.",
    "hu": "Nem tudjuk visszavenni a terméket.",
    "es": "No podemos aceptar la devolución.",
    "ru": "Мы не можем принять возврат.",
}


def panel(desk: Client, case: Case) -> str:
    """Its words, as HTMX fetches it."""
    shown = desk.get(f"/cases/{case.number}/law/", headers={"HX-Request": "true"})
    assert shown.status_code == 200
    assert "<html" not in shown.content.decode()
    return words(shown.content.decode())


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_case_itself_only_says_where_it_is(desk: Client) -> None:
    case = make_case()

    page = desk.get(f"/cases/{case.number}/").content.decode()
    alone = desk.get(f"/cases/{case.number}/law/").content.decode()

    assert f'href="/cases/{case.number}/law/"' in page
    assert "Legal guarantee" not in page
    assert "<html" in alone
    assert "Legal guarantee" in alone


def test_each_date_says_why_it_is_what_it_is(desk: Client) -> None:
    with clock.frozen(TODAY):
        shown = panel(desk, a_french_order())

    for said in (
        "By the law of France.",
        "Send it back without giving a reason",
        "until Monday, 28 December 2026",
        "On Friday, 11 December 2026 the last parcel was received. That day does not count.",
        "14 days later it is Friday, 25 December 2026.",
        "That is a public holiday, so it ends on the next working day: Monday, 28 December 2026.",
        "C. conso. L221-18",
        "Pack FR, version 2026.11. How sure: well established. State: running.",
        "Reference material, not legal advice",
        "To be reviewed by 22 Feb 2027.",
    ):
        assert said in shown
    assert "records" not in shown


def test_a_right_that_is_over_is_refused_with_reason_day_and_article(desk: Client) -> None:
    with clock.frozen(TODAY + timedelta(days=30)):
        shown = panel(desk, a_french_order())

    assert "The time for it is over. It ended on Monday, 28 December 2026. C. conso. L221-18 (well established)" in shown  # fmt: skip


def test_lines_that_differ_are_told_apart(desk: Client) -> None:
    with clock.frozen(TODAY):
        case = a_french_order()
        set_fact(case, "product", "Mug", "customer")
        set_fact(case, "goods", "personalised", "staff")
        shown = panel(desk, case)

    lamp, mug = shown.index("Blue lamp"), shown.index("Mug")
    refused = shown.index("It was made for one customer alone.")
    assert lamp < shown.index("Send it back without giving a reason") < mug < refused


def a_polish_complaint(heard: datetime) -> Case:
    """About a lamp of 49.90, in a country where silence accepts; 14 days."""
    shop, customer = make_shop(country="LT"), make_customer("pole@customer.example", country="PL")
    order = make_order(customer=customer, placed_at=heard, delivered_at=heard)
    order.lines.create(position=1, name="Blue lamp", price_minor=4990)
    return make_case(shop=shop, customer=customer, order=order, kind="defective", opened_at=heard)


def test_silence_that_accepts_is_counted_down_and_its_sum_told_after(desk: Client) -> None:
    heard = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    case = a_polish_complaint(heard)

    with clock.frozen(heard + timedelta(days=13)):
        before = panel(desk, case)
    with clock.frozen(heard + timedelta(days=20)):
        after = panel(desk, case)
        say(case, 60 * 24 * 3, direction="out")
        answered = panel(desk, case)

    assert "Answer to the complaint 1 day left" in before
    assert "If we stay silent, the complaint counts as accepted." in before
    assert "Now: €49.90" not in before
    assert "Answer to the complaint missed" in after
    assert "Now: €49.90" in after
    assert "We did not answer in time: the complaint counts as accepted." in after
    assert "Answer to the complaint done in time" in answered
    assert "counts as accepted" not in answered


def test_the_inbox_counts_down_what_silence_accepts_and_tells_the_sum_after(desk: Client) -> None:
    heard = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    case = a_polish_complaint(heard)

    def row() -> str:
        owe_by_law(case.pk)
        return words(desk.get("/").content.decode())

    with clock.frozen(heard + timedelta(days=13)):
        before = row()
    with clock.frozen(heard + timedelta(days=20)):
        after = row()
        say(case, 60 * 24 * 3, direction="out")
        answered = row()

    assert "Silence accepts · 1 day left" in before
    assert "Accepted by silence · €49.90" in after
    for said in ("Silence accepts", "Accepted by silence"):
        assert said not in answered


@pytest.mark.parametrize(
    ("country", "currency", "days", "risk", "now"),
    [
        ("ES", "EUR", 20, "If it comes late, we owe twice the sum.", "Now: €99.80"),
        ("FR", "EUR", 26, "If it comes more than ten days late, we owe a surcharge.", "Now: €2.50"),
        ("RU", "RUB", 13, "For each day it comes late, we owe a part of the price.", "Now: "),
    ],
)
def test_what_a_late_refund_costs_is_told_before_and_after(
    desk: Client, country: str, currency: str, days: int, risk: str, now: str
) -> None:
    heard = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    customer = make_customer("late@customer.example", country=country)
    order = make_order(customer=customer, currency=currency, placed_at=heard, delivered_at=heard)
    order.lines.create(position=1, name="Blue lamp", price_minor=4990)
    case = make_case(customer=customer, order=order, kind="return", opened_at=heard)
    set_fact(case, "received_back_on", "2026-03-03", "staff")

    with clock.frozen(heard + timedelta(days=5)):
        before = panel(desk, case)
    with clock.frozen(heard + timedelta(days=days)):
        after = panel(desk, case)
        owe_by_law(case.pk)
        inbox = words(desk.get("/").content.decode())

    assert f"too late · {now.removeprefix('Now: ')}" in inbox
    assert risk in before
    assert "Now:" not in before
    assert "left" in before.partition("Paying back the money")[2][:20]
    assert f"{risk} {now}" in after
    assert "Paying back the money missed" in after


def test_what_is_missing_is_asked_for_with_one_click(desk: Client) -> None:
    case = make_case()

    shown = desk.get(f"/cases/{case.number}/law/").content.decode()
    asked = desk.post(f"/cases/{case.number}/questions/", {"key": "delivered_on", "way": "form"})

    assert "not begun" in words(shown)
    assert "It has not begun: nobody knows yet when the last parcel was received." in words(shown)
    assert '<input type="hidden" name="key" value="delivered_on">' in shown
    assert asked.status_code == 302
    assert FactRequest.objects.get().keys == ["delivered_on"]
    set_fact(case, "delivered_on", "2026-11-23", "customer")
    assert 'value="delivered_on"' not in desk.get(f"/cases/{case.number}/law/").content.decode()


def test_a_repair_is_noted_step_by_step(desk: Client) -> None:
    shop, customer = make_shop(country="LT"), make_customer("hu@customer.example", country="HU")
    case = make_case(
        shop=shop, customer=customer, order=make_order(customer=customer), kind="repair"
    )

    def asked() -> list[str]:
        page = desk.get(f"/cases/{case.number}/law/").content.decode()
        return re.findall(r'id="law-note-(\w+)"', page)

    first = asked()
    set_fact(case, "handed_in_on", "2026-11-20", "staff")
    second = asked()
    set_fact(case, "repaired_on", "2026-11-22", "staff")
    third = asked()

    assert {"handed_in_on", "durable", "bought_as"} <= set(first)
    assert not {"repaired_on", "loaner_on"} & set(first)  # Hungary owes no substitute
    assert "repaired_on" in second
    assert "handed_in_on" not in second
    assert "still_faulty_on" in third


def test_where_there_is_no_pack_it_says_so(desk: Client) -> None:
    case = make_case(
        shop=make_shop(country="US"), customer=make_customer("x@customer.example", country="US")
    )

    assert "Makegood knows nothing of the law there." in panel(desk, case)


def test_what_cannot_be_judged_says_what_it_is(desk: Client) -> None:
    order = make_order(placed_at=datetime(1901, 1, 1, tzinfo=UTC))

    assert "can't be judged by the law: contract.concluded_at." in panel(
        desk, make_case(order=order)
    )


def test_the_panel_asks_the_same_however_long_the_order(
    desk: Client, django_assert_max_num_queries
) -> None:
    with clock.frozen(TODAY):
        case = a_french_order()
        panel(desk, case)
        for position in range(3, 9):
            case.order.lines.create(position=position, name=f"Line {position}", price_minor=100)
        with django_assert_max_num_queries(12):
            panel(desk, case)
    assert DELIVERED < TODAY


def a_late_return(**overrides: object) -> Case:
    """Of who wants the money back, though the time for it may be over."""
    case = a_french_order(**overrides)
    set_fact(case, "expectation", "My money back", "customer")
    return case


def no(desk: Client, case: Case, right: str, line: str = "") -> tuple[int, str]:
    """What the button "Write a no" puts into the draft."""
    answer = desk.post(f"/cases/{case.number}/law/no/", {"right": right, "line": line})
    draft = Draft.objects.filter(case=case).first()
    return answer.status_code, draft.body if draft else ""


def test_a_no_is_written_with_rule_day_source_and_the_next_thing_to_do(desk: Client) -> None:
    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_late_return()
        shown = desk.get(f"/cases/{case.number}/law/").content.decode()
        status, draft = no(desk, case, "withdrawal")
        pledge = found_pledge(case, draft)

    assert "/law/no/" in shown
    assert status == 302
    for said in (
        "This is no part of it: “Send it back without giving a reason”.",
        "The time for it is over. It ended on Monday, 28 December 2026.",
        "On Friday, 11 December 2026 the last parcel was received. That day does not count.",
        "This is how it stands on 13 January 2027, by the law of France (C. conso. L221-18).",
        "What you can do:\n– Legal guarantee (until 11 December 2028)",
        "If you see it differently, or know something we don't, write to us here: http",
    ):
        assert said in draft
    assert pledge.wish is None


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_no_the_desk_writes_lacks_nothing_in_any_language(desk: Client, language: str) -> None:
    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_late_return(language=language)
        _status, draft = no(desk, case, "withdrawal")
        told = [one.code for one in doubts_of_no(case, f"{REFUSALS[language]}\n\n{draft}", [language])]  # fmt: skip
        bare = [one.code for one in doubts_of_no(case, REFUSALS[language], [language])]

    assert draft
    assert told == []
    assert bare == ["no_without_rule", "no_without_day", "no_without_next"]


def test_a_no_before_its_day_is_asked_about_with_the_day(desk: Client, people: Cast) -> None:
    with clock.frozen(TODAY):
        case = a_late_return()
        early = list(doubts_of_no(case, "We cannot accept the return.", ["en"]))
        repair = list(doubts_of_no(case, "We cannot repair it.", ["en"]))
    with clock.frozen(TODAY + timedelta(days=30)):
        over = list(doubts_of_no(case, "We cannot accept the return.", ["en"]))

    assert [str(one.phrase) for one in early if one.code == "no_too_early"] == [
        "“We cannot accept” is a no, but until 2026-12-28 the law gives this: “Send it back without giving a reason”."
    ]
    assert "no_too_early" not in [one.code for one in (*repair, *over)]


def test_a_no_to_what_the_house_gives_is_asked_about(desk: Client, people: Cast) -> None:
    shop = make_shop(country="LT")
    with clock.frozen(TODAY - timedelta(days=1)):
        row = {"days": 60, "pays": "shop"}
        save_row(shop, people.owner, "returns", row, stamp_of(shop, draft_of(shop)))
        publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))

    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_late_return(opened_at=TODAY)
        given = list(doubts_of_no(case, "We cannot accept the return.", ["en"]))
    with clock.frozen(TODAY + timedelta(days=70)):
        over = list(doubts_of_no(case, "We cannot accept the return.", ["en"]))

    assert given[-1].code == "no_too_early"
    assert str(given[-1].phrase).endswith("but your house rules give this today: “Send it back without giving a reason”.")  # fmt: skip
    assert "no_too_early" not in [one.code for one in over]


def test_an_answer_that_says_no_asks_before_it_leaves(desk: Client) -> None:
    with clock.frozen(TODAY):
        post_office(make_shop(country="LT"))
        case = a_late_return()
        make_message(case, "I want my money back", from_address="carla@customer.example")
        form = {"action": "send", "version": 0, "body": "We cannot accept the return."}
        asked = desk.post(f"/cases/{case.number}/messages/", form, follow=True).content.decode()

    found = re.findall(r'data-doubt="(no_\w+)"', asked)
    assert found == ["no_without_rule", "no_without_day", "no_without_next", "no_too_early"]
    assert "until Mon, 28 Dec the law gives this" in words(asked)


def test_no_no_is_offered_to_what_nobody_asked_for(desk: Client) -> None:
    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_french_order()
        shown = desk.get(f"/cases/{case.number}/law/").content.decode()
        _status, draft = no(desk, case, "withdrawal")
        set_fact(case, "expectation", "Vorrei il rimborso", "customer")
        asked = desk.get(f"/cases/{case.number}/law/").content.decode()

    assert "The time for it is over." in shown
    assert "/law/no/" not in shown
    assert draft == ""
    assert "/law/no/" in asked


def test_a_no_goes_below_what_was_written_so_far(desk: Client, people: Cast) -> None:
    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_late_return()
        save_draft(case, people.agent, 0, "Dear Carla,")
        _status, draft = no(desk, case, "withdrawal")

    assert draft.startswith("Dear Carla,\n\nWe have looked")


@pytest.mark.parametrize("right", ["withdrawal", "guarantee", "nonsense"])
def test_no_no_is_written_where_the_law_does_not_refuse(desk: Client, right: str) -> None:
    with clock.frozen(datetime(2026, 12, 28, 22, 30, tzinfo=UTC)):  # half past eleven in Paris
        case = a_late_return()
        shown = desk.get(f"/cases/{case.number}/law/").content.decode()
        _status, draft = no(desk, case, right)

    assert "/law/no/" not in shown
    assert draft == ""


def test_the_last_day_ends_where_the_customer_is(desk: Client) -> None:
    with clock.frozen(datetime(2026, 12, 28, 23, 30, tzinfo=UTC)):
        assert "It ended on Monday, 28 December 2026." in no(desk, a_late_return(), "withdrawal")[1]


def test_what_the_house_gives_stands_beside_the_law(desk: Client, people: Cast) -> None:
    with clock.frozen(TODAY - timedelta(days=1)):
        shop = make_shop(country="LT")
        silver = {"groups": ["Silver"], "any_of": ["receipt"], "days": 60, "pays": "shop"}
        for row in (silver, {"days": 30, "pays": "shop", "countries": ["FR"]}):
            save_row(shop, people.owner, "returns", row, stamp_of(shop, draft_of(shop)))
        save_row(shop, people.owner, "warranties", {"months": 36}, stamp_of(shop, draft_of(shop)))
        publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))
    with clock.frozen(TODAY):
        case = a_late_return()
        case.shop.refresh_from_db()
        shown = panel(desk, case)
        set_fact(case, "customer_group", "silver", "staff")
        set_fact(case, "receipt", "yes", "customer")
        after = panel(desk, case)

    assert "Our rules give 30 days to send it back, until 10 Jan 2027. By our rules we pay the way back." in shown  # fmt: skip
    assert "Our warranty runs until 11 Dec 2029." in shown
    assert "The receipt is there Ask the customer" in shown
    assert "Group of the customer I know it" in shown
    assert "Our rules give 60 days to send it back, until 9 Feb 2027." in after
    assert "The receipt is there" not in after


def test_no_no_is_written_to_what_the_house_gives_after_the_law_ended(
    desk: Client, people: Cast
) -> None:
    shop = make_shop(country="LT")
    with clock.frozen(TODAY - timedelta(days=1)):
        row = {"days": 60, "pays": "shop"}
        save_row(shop, people.owner, "returns", row, stamp_of(shop, draft_of(shop)))
        publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))

    with clock.frozen(TODAY + timedelta(days=30)):
        case = a_late_return(opened_at=TODAY)
        shown = panel(desk, case)
        _status, nothing = no(desk, case, "withdrawal")
        fields = law_fields(case)
    with clock.frozen(TODAY + timedelta(days=70)):
        over = panel(desk, case)
        _status, draft = no(desk, case, "withdrawal")

    assert "Your house rules give it all the same." in shown
    assert nothing == ""
    assert fields[RETURN] == "9 February 2027"
    assert "Your house rules give it all the same." not in over
    assert draft.startswith("We have looked")


def test_how_long_we_keep_our_own_files_is_none_of_the_dates(desk: Client) -> None:
    shop, customer = make_shop(country="LT"), make_customer("anna@customer.example", country="HU")
    order = make_order(customer=customer, placed_at=TODAY, delivered_at=TODAY)
    order.lines.create(position=1, name="Blue lamp", price_minor=4990)
    with clock.frozen(TODAY):
        case = make_case(shop=shop, customer=customer, order=order, kind="defective")
        say(case, 60, direction="out")
        shown = panel(desk, case)

    assert "Answer to the complaint" in shown
    assert "Keeping complaints" not in shown


def test_dates_alike_are_told_once_and_the_sum_stands_above_them(desk: Client) -> None:
    with clock.frozen(TODAY):
        case = a_french_order(kind="return")
        lines = case.order.lines.order_by("position")
        for position in range(3, 8):
            lines.create(order=case.order, position=position, name=f"Plate {position}")
        for box, day in zip(case.order.parcels.order_by("number"), (1, 3), strict=True):
            box.delivered_at = DELIVERED - timedelta(days=day)
            box.save()
        set_fact(case, "withdrawn_on", "2026-12-12", "staff")
        shown = panel_of(Case.objects.select_related("shop", "customer", "order").get(pk=case.pk))
        page = panel(desk, case)

    ids = [one.one.id for one in shown.shown]
    assert len(ids) == len(set(ids))
    assert len(ids) + sum(len(one.more) for one in shown.shown) < len(shown.dates)
    assert page.index("Sums") < page.index("Dates")
