"""The house's rules in the settings: rows in sentences, refused below the law, published with a reason."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from makegood.insight.actions.trying import work_out
from makegood.insight.models import Trial
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.project.cli_replay import print_replay
from makegood.promises.actions.answering import promise_answer
from makegood.rulebook.models import Version
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.shops.actions.opening import open_shop
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_order, make_shop

pytestmark = pytest.mark.django_db
PAGE = "/settings/house-rules/"


@pytest.fixture
def owner(people: Cast) -> Client:
    make_shop()
    client = Client()
    client.force_login(people.owner)
    return client


def sent(client: Client, path: str, **given: object) -> tuple[int, str]:
    shop = make_shop()
    answer = client.post(
        PAGE + path, given | {"stamp": stamp_of(shop, draft_of(shop))}, follow=True
    )
    return answer.status_code, answer.content.decode()


def keys() -> list[str]:
    draft = draft_of(make_shop())
    return [row.key for row in draft.book.returns] if draft else []


def test_a_row_is_said_in_a_sentence_and_waits_in_the_draft(owner: Client) -> None:
    status, page = sent(
        owner,
        "returns/new/",
        days="60",
        pays="shop",
        groups=" Gold , Silver,",
        countries="Italy, de",
        value_from="50.00",
        on_sale="no",
        any_of=["receipt", "packaging"],
        within_months="6",
    )

    assert status == 200
    assert "Saved in the draft, which counts once you publish it: Customers of group Gold" in page
    assert (
        "Customers of group Gold or Silver · Italy or Germany · orders from €50.00 · goods at full price · "
        "only bought within the last 6 months, with the receipt or in the original packaging: "
        "60 days to send it back, we pay the way"
    ) in page.replace("&#39;", "'")
    row = Version.objects.get(number=None).book.returns[0]
    assert (row.countries, row.value_from, row.on_sale) == (("IT", "DE"), 5000, False)
    form = owner.get(f"{PAGE}returns/{row.key}/").content.decode()
    assert 'value="Italy, Germany"' in form
    assert 'value="50.00"' in form
    assert '<option value="no" selected>' in form


@pytest.mark.parametrize(
    ("table", "given", "said"),
    [
        ("warranties", {"months": "36", "start": "purchase", "makers": "Lumen", "helps_first": "on", "excludes": "batteries"},
         "Made by Lumen: 36 months from the purchase, first help before it is sent in, not covered: batteries"),
        ("times", {"answer_hours": "2", "kinds": ["damaged"], "channels": ["mail", "phone"], "stage": "first"},
         "Damaged · E-mail or Phone · First answer: an answer within 2 working hours"),
        ("compensation", {"amount": "5", "percent": "10", "form": "coupon", "late_days": "3", "fault": ["shop", "carrier"],
                          "times": "2", "roles": ["manager"], "value_from": "50"},
         "Our fault or the carrier's fault · at least 3 days late · orders from €50.00 · incident no. 2 or later within a year · "
         "given by: Manager: €5.00 and 10% of the order as a coupon"),
        ("compensation", {"form": "refund", "fault": ["customer"]}, "The customer's fault: nothing"),
        ("limits", {"role": "agent", "most": "20"}, "Agent: up to €20.00"),
        ("exceptions", {"verdict": "never", "customers": "eve@abuse.example", "tags": "fraud"},
         "Customers writing from eve@abuse.example · tag fraud: nothing beyond the law"),
        ("repairs", {"days": "10", "lends_within": "2", "kinds": ["warranty"], "makers": "Lumen"},
         "Warranty · made by Lumen: repaired within 10 working days, a substitute within 2 working days"),
        ("times", {"answer_hours": "1", "groups": "Gold"}, "Customers of group Gold: an answer within 1 working hour"),
        ("times", {"news_days": "3"}, "Every case: word after 3 days at the latest"),
        ("returns", {"days": "", "pays": "customer"}, "Everybody: sent back at any time, the customer pays the way, if told so before buying"),
    ],
)  # fmt: skip
def test_each_table_has_its_words(
    owner: Client, table: str, given: dict[str, object], said: str
) -> None:
    status, page = sent(owner, f"{table}/new/", **given)

    assert status == 200
    assert said in page.replace("&#39;", "'")


@pytest.mark.parametrize("table", ["loans", "nothing"])
def test_a_table_that_nothing_goes_by_is_not_offered(owner: Client, table: str) -> None:
    assert owner.get(f"{PAGE}{table}/new/").status_code == 404
    assert f'id="{table}"' not in owner.get(PAGE).content.decode()


def test_less_than_the_law_is_refused_at_its_field_with_the_article(owner: Client) -> None:
    status, page = sent(owner, "returns/new/", days="10", pays="shop", countries="France")

    assert status == 422
    error = page.split('id="id_days-error"')[1][:200]
    assert "France: the law gives 14 days (C. conso. L221-18)" in error
    assert draft_of(make_shop()) is None
    assert (
        sent(owner, "warranties/new/", months="24", start="delivery", countries="Spain")[0] == 422
    )


def test_what_was_refused_is_not_said_as_it_was_before(owner: Client) -> None:
    sent(owner, "returns/new/", days="30", pays="shop", countries="France")
    row = Version.objects.get(number=None).book.returns[0]

    status, page = sent(owner, f"returns/{row.key}/", days="3", pays="shop", countries="France")

    assert (status, "30 days to send it back" in page) == (422, False)


def test_a_row_is_said_before_it_is_saved(owner: Client) -> None:
    given = {"do": "preview", "days": "30", "pays": "shop", "countries": "France"}
    part = {"HX-Request": "true"}

    said = owner.post(f"{PAGE}returns/new/", given, headers=part).content.decode()
    below = owner.post(f"{PAGE}returns/new/", given | {"days": "3"}, headers=part).content.decode()
    whole = owner.post(f"{PAGE}returns/new/", given).content.decode()

    assert said.strip().startswith("<div")
    assert "France: 30 days to send it back, we pay the way" in said
    assert "France: the law gives 14 days" in below
    assert "France: 30 days to send it back, we pay the way" in whole
    assert draft_of(make_shop()) is None


@pytest.mark.parametrize(
    ("table", "given", "field", "said"),
    [
        ("returns", {"pays": "shop", "countries": "Atlantis"}, "countries", "“Atlantis” is no country."),
        ("returns", {"pays": "shop", "days": "-1"}, "days", "greater than or equal to 0"),
        ("returns", {"pays": "shop", "value_from": "1.005"}, "value_from", "too precise"),
        ("compensation", {"form": "refund", "percent": "101"}, "percent", "less than or equal to 100"),
        ("exceptions", {"verdict": "always"}, "customers", "Say for whom or what"),
        ("limits", {"role": "agent"}, "most", "is needed"),
        ("limits", {"role": "owner", "most": "5"}, "role", "Select a valid choice"),
        ("times", {"kinds": ["damaged"]}, "answer_hours", "Give a time for the answer, or for news."),
        ("times", {"news_days": "8"}, "news_days", "less than or equal to 7"),
    ],
)  # fmt: skip
def test_what_cant_be_understood_is_said_at_its_field(
    owner: Client, table: str, given: dict[str, object], field: str, said: str
) -> None:
    status, page = sent(owner, f"{table}/new/", **given)

    assert status == 422
    assert said in page.split(f'id="id_{field}-error"')[1][:200]


def test_rows_go_up_down_and_out(owner: Client) -> None:
    for days in ("20", "30"):
        sent(owner, "returns/new/", days=days, pays="shop")
    first, second = keys()

    sent(owner, f"returns/{second}/place/", do="up")
    assert keys() == [second, first]
    sent(owner, f"returns/{second}/place/", do="down")
    assert keys() == [first, second]
    sent(owner, f"returns/{first}/place/", do="out")
    assert keys() == [second]
    assert "understood" in sent(owner, f"returns/{second}/place/", do="x")[1]
    assert keys() == [second]
    assert sent(owner, "returnz/new/", days="1")[0] == 404
    assert owner.get(f"{PAGE}returns/{first}/").status_code == 404


def test_a_draft_is_published_with_a_reason_and_stands_in_the_history(owner: Client) -> None:
    sent(owner, "returns/new/", days="20", pays="shop")
    (key,) = keys()
    status, page = sent(owner, "publication/", why=" ")
    assert status == 422
    assert "Say why; it stands in the history." in page

    assert "Version 1 is in force" in sent(owner, "publication/", why="For spring")[1]
    sent(owner, f"returns/{key}/", days="40", pays="shop")
    draft = owner.get(PAGE).content.decode()
    assert "<del>Everybody: 20 days to send it back, we pay the way</del>" in draft
    assert "<ins>Everybody: 40 days to send it back, we pay the way</ins>" in draft
    sent(owner, "publication/", why="Longer")

    history = owner.get(PAGE).content.decode()
    assert history.index("Longer") < history.index("For spring")
    assert "Throw it away" not in history
    old = owner.get(f"{PAGE}versions/1/").content.decode()
    assert "Everybody: 20 days to send it back" in old
    assert "40 days" not in old


def test_a_draft_is_thrown_away(owner: Client) -> None:
    sent(owner, "returns/new/", days="20", pays="shop")

    assert "what is in force stays" in sent(owner, "discarding/")[1]
    assert draft_of(make_shop()) is None


def test_who_was_slower_is_told_and_keeps_what_they_typed(owner: Client) -> None:
    sent(owner, "returns/new/", days="20", pays="shop")

    answer = owner.post(f"{PAGE}returns/new/", {"days": "33", "pays": "shop", "stamp": "0"})

    assert answer.status_code == 422
    assert "A colleague changed the draft meanwhile" in answer.content.decode()
    assert 'value="33"' in answer.content.decode()
    assert len(keys()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_tried_on_last_years_cases_before_it_is_published(owner: Client) -> None:
    case = make_case(
        kind="return",
        subject="Too late",
        order=make_order(placed_at=clock.now() - timedelta(days=20)),
    )
    sent(owner, "returns/new/", days="30", pays="shop")

    assert "was not tried yet" in owner.get(f"{PAGE}trial/").content.decode()
    waiting = sent(owner, "trial/")[1]
    assert "Looking at last year" in waiting
    work_out(Trial.objects.get().pk)
    page = owner.get(f"{PAGE}trial/").content.decode()

    assert "With this draft 1 of last year's cases would have ended otherwise." in page.replace(
        "&#39;", "'"
    )
    assert "Orders worth €49.90 more could have been sent back." in page
    assert f'href="/cases/{case.number}/"' in page
    assert "could be sent back" in page
    sent(owner, "publication/", why="Now")
    assert owner.get(f"{PAGE}trial/").status_code == 302


def test_a_trial_that_had_nothing_to_look_at_says_so(owner: Client) -> None:
    sent(owner, "returns/new/", days="60", pays="shop")
    sent(owner, "trial/")
    work_out(Trial.objects.get().pk)

    page = owner.get(f"{PAGE}trial/").content.decode()

    assert "There was nothing to try the draft on." in page
    assert "would have ended otherwise" not in page


def test_the_page_says_that_the_sample_shop_does_not_go_by_them(owner: Client) -> None:
    hint = "The sample shop does not go by these rules"
    assert hint not in owner.get(PAGE).content.decode()

    open_shop("Sample", "LT", ["lt"], is_sample=True)

    assert hint in owner.get(PAGE).content.decode()


def test_the_command_line_tries_it_too(owner: Client, capsys: pytest.CaptureFixture[str]) -> None:
    order = make_order(placed_at=clock.now() - timedelta(days=20))
    case = make_case(kind="return", order=order)
    with pytest.raises(BadInput, match="there is no draft"):
        print_replay(0, as_json=False)
    sent(owner, "returns/new/", days="30", pays="shop")

    print_replay(0, as_json=False)
    print_replay(0, as_json=True)

    words, _, plain = capsys.readouterr().out.partition("{")
    assert words.startswith(
        "1 cases would have ended otherwise; orders that could be sent back: +49.90 EUR;"
    )
    assert f"#{case.number}" in words
    told = json.loads("{" + plain)
    assert (told["value"], told["changed"][0]["what"]) == (4990, "let_in")


def test_an_answer_is_promised_by_the_rules_in_force(owner: Client) -> None:
    sent(owner, "times/new/", answer_hours="2", kinds=["damaged"], stage="first")
    sent(owner, "publication/", why="Quicker")

    with clock.frozen(MONDAY):
        damaged = promise_answer(make_case(kind="damaged").pk)
        other = promise_answer(make_case(kind="late").pk)

    assert [one.due_at - MONDAY for one in (damaged, other)] == [
        timedelta(hours=2),
        timedelta(hours=8),
    ]
