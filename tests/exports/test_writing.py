"""Everything is in the archive, in the shape its README tells, and nothing secret is."""

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from makegood.bulk.actions.macros import save_macro
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.following import follow
from makegood.cases.actions.incidents import add_to_incident, open_incident
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.tagging import tag
from makegood.cases.actions.views import save_view
from makegood.cases.models import Case, LinkedCase
from makegood.exports.actions.writing import Progress, write_everything
from makegood.exports.queries import KINDS, Kind
from makegood.flows.actions.writing import seed_flows
from makegood.kernel import clock, files
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.calling import begin_call, end_call
from makegood.messages.actions.templating import seed_templates
from makegood.messages.models import Attachment
from makegood.moods.models import Finding, Switch
from makegood.people.actions.keys import make_api_key
from makegood.people.actions.marking import mark_customer
from makegood.playbooks.actions.guiding import save_guide
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.models import Practice
from makegood.retention.actions.setting import set_retention
from makegood.retention.rules import Terms
from makegood.rulebook.actions.drafting import save_row
from makegood.shops.actions.giving_commands import answer_by_hand, give_command
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import Line, Parcel, Product, Supplier
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

# How far an export is, is told over a line of its own, past the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = b"\xff\xd8 a picture"


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """A case that has everything."""
    shop = make_shop()
    supplier = Supplier.objects.create(shop=shop, name="Lamp Makers")
    product = Product.objects.create(shop=shop, sku="L-1", name="Lamp", supplier=supplier)
    order = make_order("W-7")
    line = Line.objects.create(order=order, position=1, name="Lamp", product=product, sku="L-1")
    parcel = Parcel.objects.create(order=order, number="RR1", number_key="RR1", carrier="DPD")
    parcel.lines.add(line)
    case = make_case(order=order, team=people.team, kind="damaged", subject="Lampe zerbrochen – 🙁")
    message = make_message(case, "It came in pieces", html="<p>It came in pieces</p>")
    attach(message, PICTURE, "lamp.jpg")
    attach(make_message(case, "Once more"), PICTURE, "lamp (2).jpg")
    set_fact(case, "what_happened", "Broken on arrival", "desk")
    note(case, people.owner, "Look at the box")
    tag(case, people.agent, "fragile")
    follow(case, people.other_agent)
    make_promise(case, owner=people.agent)
    add_to_incident(case, people.agent, open_incident(people.agent, "Cracked lamps"))
    LinkedCase.objects.create(case=case, other=make_case(), why="split", at=MONDAY)
    return case


def attach(message: Any, content: bytes, name: str) -> None:
    kept = files.store(content)
    Attachment.objects.create(
        message=message, name=name, type="image/jpeg", size=kept.size, sha256=kept.sha256
    )


def written(tell: Any = lambda done, total: None) -> tuple[zipfile.ZipFile, Progress]:
    stream = BytesIO()
    progress = write_everything(stream, Path("/tmp"), tell)
    return zipfile.ZipFile(stream), progress


def lines(archive: zipfile.ZipFile, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"{kind}.jsonl").splitlines()]


def test_a_case_is_told_with_all_that_is_written_on_it(people: Cast, case: Case) -> None:
    archive, _progress = written()

    told = next(one for one in lines(archive, "cases") if one["id"] == str(case.pk))
    assert (told["number"], told["subject"]) == (case.number, "Lampe zerbrochen – 🙁")
    assert (told["kind"], told["tags"], told["team"]) == (
        "damaged",
        ["fragile"],
        str(people.team.pk),
    )
    assert [(one["key"], one["value"]) for one in told["facts"]] == [
        ("what_happened", "Broken on arrival")
    ]
    assert [(one["body"], one["by"]) for one in told["notes"]] == [
        ("Look at the box", str(people.owner.pk))
    ]
    assert [one["kind"] for one in told["promises"]] == ["answer"]
    assert str(people.other_agent.pk) in told["followers"]
    assert [one["why"] for one in told["links"]] == ["split"]
    assert [one["side"] for one in told["threads"]] == ["customer"]
    (incident,) = lines(archive, "incidents")
    assert told["incident"] == incident["id"]
    (order,) = lines(archive, "orders")
    assert told["order"] == order["id"]
    assert order["parcels"][0]["lines"] == [order["lines"][0]["id"]]
    assert order["lines"][0]["product"] == lines(archive, "products")[0]["id"]
    customer = next(c for c in lines(archive, "customers") if c["id"] == told["customer"])
    assert [one["value"] for one in customer["identities"]] == ["carla@customer.example"]


def test_what_happened_to_a_case_is_told_in_its_order(people: Cast, case: Case) -> None:
    close_case(case, people.owner, "Solved")

    archive, _progress = written()

    told = [one for one in lines(archive, "history") if one["case"] == str(case.pk)]
    names = [one["name"] for one in told]
    assert names[0] == "CaseOpened"
    assert {"CaseNoted", "CaseFollowed", "PromiseMade"} <= set(names[:-2])
    closed = told[names.index("CaseClosed")]
    assert (closed["by"], closed["facts"]["reason"]) == (str(people.owner.pk), "Solved")


def test_messages_name_their_files_and_the_same_bytes_are_there_once(case: Case) -> None:
    archive, progress = written()

    told = [one for one in lines(archive, "messages") if one["case"] == str(case.pk)]
    assert [one["text"] for one in told] == ["It came in pieces", "Once more"]
    attached = [file for one in told for file in one["attachments"]]
    assert [file["name"] for file in attached] == ["lamp.jpg", "lamp (2).jpg"]
    assert len({file["file"] for file in attached}) == 1
    assert archive.read(attached[0]["file"]) == PICTURE
    assert progress.counts["files"] == 1


def test_a_file_that_is_gone_is_told_of_and_the_rest_is_written(case: Case, store: Path) -> None:
    attach(make_message(case, "A film"), b"film", "film.mp4")
    lost = Attachment.objects.get(name="film.mp4")
    (store / files.path_of(lost.sha256)).unlink()

    archive, progress = written()

    assert (progress.counts["files"], progress.counts["files_missing"]) == (1, 1)
    contents = json.loads(archive.read("contents.json"))
    assert contents["missing"] == [f"files/{lost.sha256[:2]}/{lost.sha256}"]
    assert contents["lines"]["cases"] == Case.objects.count()


def test_an_order_has_what_was_to_be_done_with_it(people: Cast, case: Case) -> None:
    assert case.order
    row = give_command(case.order, people.agent, "swap", {"text": "Blue for red."})
    answer_by_hand(row, people.owner, True, "Done under 77")

    archive, _progress = written()

    (order,) = [one for one in lines(archive, "orders") if one["id"] == str(case.order.pk)]
    (told,) = order["commands"]
    assert (told["kind"], told["outcome"], told["evidence"]) == ("swap", "done", "Done under 77")
    assert (told["by"], told["answered_by"]) == (str(people.agent.pk), str(people.owner.pk))


def test_a_logo_is_a_file_of_its_own(case: Case) -> None:
    make_shop(logo_sha256=files.store(PICTURE).sha256)

    archive, progress = written()

    (shop,) = lines(archive, "shops")
    assert archive.read(shop["logo"]) == PICTURE
    assert progress.counts["files"] == 2, "the same bytes as a logo and as an attachment"
    assert len(set(archive.namelist())) == len(archive.namelist())


def a_desk_that_has_everything(people: Cast, case: Case) -> None:
    shop = make_shop()
    seed_templates(shop)
    make_playbook(shop, "damaged", "en")
    save_guide(shop, people.owner, name="Lamp", language="en", match="lamp", text="? On?\n- No\n  = Plug it in.")  # fmt: skip
    save_row(shop, people.owner, "returns", {"days": 30, "pays": "shop"}, "0")
    save_macro(people.owner, "Calm", [{"do": "tag", "name": "vip"}], is_shared=True)
    save_view(people.agent, "Mine", "assignee:me")
    set_retention(shop, people.owner, Terms(24, 6))
    mark_customer(
        case.customer, people.owner, "Sends back used lamps", clock.now() + timedelta(days=90)
    )
    Finding.objects.create(case=case, kind="repeat", weight=2, phrase="repeat", times=3, at=MONDAY)
    Switch.objects.create(shop=shop, phrase="en:lawyer:lawyer", is_on=False, at=MONDAY)
    Practice.objects.create(case=case, staff=people.agent, text="Dear Carla,", begun_at=MONDAY)
    end_call(begin_call(shop, people.agent, "in", case=case), people.agent, "She waits")


def test_every_kind_has_lines_and_the_readme_tells_each_name(people: Cast, case: Case) -> None:
    seed_flows(make_shop())
    a_desk_that_has_everything(people, case)
    connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "geheim")

    archive, progress = written()

    readme = archive.read("README.txt").decode()
    for kind in KINDS:
        told = lines(archive, kind.shape.kind)
        assert told, f"a desk that has everything has no {kind.shape.kind}"
        assert len(told) == progress.counts[kind.shape.kind]
        names = [field.name for field in kind.shape.fields]
        assert {tuple(one) for one in told} == {tuple(names)}
        assert all(f"    {name}" in readme for name in names)
        assert kind.shape.file in readme
    assert "Northwind" in readme
    assert {name for name in archive.namelist() if not name.startswith("files/")} == {
        "README.txt",
        "contents.json",
        *(kind.shape.file for kind in KINDS),
    }


STAYS = {
    "shops": {"is_sample", "logo_sha256", "logo_width", "logo_height"},
    "staff": {"password", "last_login", "given_at", "tips_gone"},
    "customers": {"is_sample"},
    "orders": {"number_key"},
    "incidents": {"parcel_key"},
    "cases": {
        *("preview", "queue_at", "queue_kind", "owed", "alarm_at", "version"),
        *("law_risk", "law_risk_at", "law_cost_minor", "law_cost_currency"),
    },
    "messages": {"account", "references", "conversation", "words"},
    "playbooks": {"playbook", "number", "is_newest"},
    "flows": {"flow", "number", "is_newest", "is_draft"},
    "rules": {"changes"},
    "macros": {"macro", "number"},
    "views": {"position"},
    "changes": {"by_id"},
    "history": {"topic", "by_id"},
}
"""What is secret, worked out from the rest, or told under another name. Of a mailbox only what is named leaves."""


def test_what_is_new_on_a_row_is_exported_unless_somebody_says_why_not() -> None:
    forgotten = {kind.shape.kind: _forgotten(kind) for kind in KINDS}
    del forgotten["mailboxes"]

    assert {kind: names for kind, names in forgotten.items() if names} == {}


def _forgotten(kind: Kind) -> set[str]:
    columns = {column.name for column in kind.rows().model._meta.concrete_fields}
    told = {field.name for field in kind.shape.fields}
    return columns - told - STAYS.get(kind.shape.kind, set())


def test_no_secret_leaves_the_desk(people: Cast, case: Case) -> None:
    account = connect_mailbox(
        make_shop(), people.owner, {"address": "help@shop.example"}, "hunter-2-secret"
    )
    key, secret = make_api_key(people.owner, "Shop system", ["cases:read"])

    archive, _progress = written()

    everything = b"".join(archive.read(name) for name in archive.namelist())
    hidden = ["hunter-2-secret", account.secret, people.owner.password, secret, key.key_hash]
    assert all(hidden)
    assert [one for one in hidden if one.encode() in everything] == []


def test_the_sample_shop_stays_out(people: Cast, case: Case) -> None:
    sample = open_shop("Sample", "LT", ["lt"], is_sample=True)
    theirs = make_customer("s@sample.example", is_sample=True)
    of_sample = make_case(shop=sample, customer=theirs)
    attach(make_message(of_sample), b"sample", "sample.jpg")

    archive, progress = written()

    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert str(of_sample.pk).encode() not in everything
    assert b"s@sample.example" not in everything
    assert progress.counts["files"] == 1


def test_it_tells_how_far_it_is_to_the_end(case: Case) -> None:
    told: list[tuple[int, int]] = []

    _archive, progress = written(lambda done, total: told.append((done, total)))

    assert told[-1] == (progress.total, progress.total)
    assert progress.done == progress.total
    counts = {k: n for k, n in progress.counts.items() if k != "files_missing"}
    assert sum(counts.values()) == progress.total


def test_merged_and_closed_cases_are_told_too(people: Cast, case: Case) -> None:
    gone = make_case()
    merge_case(gone, case, people.owner)
    close_case(case, people.owner, "Solved")

    archive, _progress = written()

    told = {one["id"]: one for one in lines(archive, "cases")}
    assert told[str(gone.pk)]["merged_into"] == str(case.pk)
    assert told[str(case.pk)]["closures"][0]["reason"] == "Solved"
    assert clock.now().isoformat()[:10] in told[str(case.pk)]["closed_at"]


def test_what_is_saved_meanwhile_is_not_half_in_it(people: Cast) -> None:
    """Customers come before cases: a case opened while those are written would name one who is not in the file."""
    for number in range(120):
        make_customer(f"c{number}@customer.example")
    late: list[str] = []

    def tell(done: int, total: int) -> None:
        if done == 100:
            with ThreadPoolExecutor(1) as pool:
                late.append(pool.submit(_open_a_case).result())

    archive, _progress = written(tell)

    assert Case.objects.filter(pk=late[0]).exists()
    assert lines(archive, "cases") == []


def _open_a_case() -> str:
    try:
        return str(make_case(customer=make_customer("late@customer.example")).pk)
    finally:
        connection.close()
