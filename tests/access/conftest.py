"""A world in which everything exists that an address can name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from makegood.bulk.actions.macros import save_macro
from makegood.bulk.actions.starting import start_bulk
from makegood.bulk.models import Bulk
from makegood.cases.actions.incidents import open_incident
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.views import save_view
from makegood.cases.models import Case, Rearrangement, Tag
from makegood.cases.queries import status_url
from makegood.exports.models import Export
from makegood.flows.actions.writing import make_flow
from makegood.hooks.actions.adding import add_endpoint
from makegood.hooks.actions.sending import send_test
from makegood.kernel import clock, files
from makegood.kernel.crypto import sign
from makegood.kernel.log import happenings_of
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.calling import begin_call
from makegood.messages.actions.drafting import save_draft, set_aside
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Arrival, Attachment, Dispatch, EarlierDraft, Template
from makegood.moods.actions.correcting import miss
from makegood.notify.models import Notice
from makegood.people.actions.keys import make_api_key
from makegood.people.actions.staffing import invite
from makegood.people.models import CustomRole, SeatBinding, Staff
from makegood.playbooks.actions.guiding import save_guide
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.models import Practice
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.shops.actions.carriers import add_carrier
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.giving_commands import give_command
from makegood.shops.actions.parcels_by_hand import add_parcel
from makegood.shops.models import ImportRun
from makegood.shops.queries import preview_token
from makegood.testing.cast import Cast, cast, make_staff
from makegood.testing.makers import (
    make_approval,
    make_case,
    make_customer,
    make_late_return,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

ONE_STEP = [{"do": "tag", "name": "vip"}]


@dataclass(frozen=True)
class Address:
    """One address of the resolver."""

    name: str
    path: str
    names: tuple[str, ...]


@dataclass
class World:
    """One thing of each kind; the case is the agent's team's."""

    people: Cast
    left: Staff
    case: Case
    things: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        return self.clients[who]


@pytest.fixture
def world(db, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    people, left, shop = cast(), make_staff("Lena Left"), make_shop()
    account = post_office(shop)
    case = make_case(team=people.team, order=make_order())
    heard = make_message(case, from_address="carla@customer.example", account=account)
    ours = make_message(
        case, "Sorry.", direction="out", account=account, author=people.agent, html="<p>Sorry.</p>"
    )
    Dispatch.objects.create(
        message=ours, account=account, not_before=clock.now() + timedelta(seconds=9)
    )
    picture = files.store(_picture())
    photo = Attachment.objects.create(
        message=heard, name="a.jpg", type="image/jpeg", size=picture.size, sha256=picture.sha256
    )
    draft = save_draft(case, people.agent, 0, "Dear Carla", "", None)
    drafted = Attachment.objects.create(
        draft=draft, name="b.jpg", type="image/jpeg", size=picture.size, sha256=picture.sha256
    )
    set_aside(case, people.agent, "Typed in another window")
    raw = files.store(b"From: carla@customer.example\r\n\r\nHello")
    arrival = Arrival.objects.create(
        account=account,
        server_id="x",
        sha256=raw.sha256,
        size=raw.size,
        arrived_at=clock.now(),
        outcome="joined",
        message=heard,
    )
    sheet = files.store(b"number;email\nW-9;a@b.example\n")
    run = ImportRun.objects.create(
        shop=shop,
        kind="orders",
        filename="o.csv",
        sha256=sheet.sha256,
        refused_sha256=sheet.sha256,
        started_at=clock.now(),
    )
    template = Template.objects.create(shop=shop, name="Sorry", language="en", body="Sorry")
    notice = Notice.objects.create(staff=people.agent, kind="assigned", case=case, at=clock.now())
    # The owner's bell counts, too: a page's own names must not hide what every page calls.
    Notice.objects.create(staff=people.owner, kind="assigned", case=case, at=clock.now())
    view = save_view(people.agent, "Mine", "assignee:me")
    key, _secret = make_api_key(people.owner, "Shop", ["cases:read"])
    url = "https://shop.example/hooks"
    endpoint, _secret = add_endpoint(people.owner, "Shop", url, ["case.opened"])
    merge_case(make_case(team=people.team), case, people.owner)
    house_rule = save_row(shop, people.owner, "returns", {"days": 30, "pays": "shop"}, "0")
    publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))
    thread = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    connection = connect_shop(shop, people.owner, "woocommerce", "Shop", {"url": "x", "key": "y"})
    things = {
        "thread": thread.pk,
        "rearrangement": Rearrangement.objects.get().pk,
        "case_number": case.number,
        "message": ours.pk,
        "heard": heard.pk,
        "photo": photo.pk,
        "drafted": drafted.pk,
        "earlier": EarlierDraft.objects.get().pk,
        "promise": make_promise(case).pk,
        "approval": make_approval(case, asked_by=people.manager).pk,
        "finding": miss(case, "angry", "", people.agent).pk,
        "customer": make_customer().pk,
        "identity": make_customer().identities.get().pk,
        "order": case.order.pk,
        "late_return": make_late_return(team=people.team).number,
        "account": account.pk,
        "connection": connection.pk,
        "carrier": add_carrier(shop, people.owner, "generic", "Post", {"url": "x"}).pk,
        "parcel": add_parcel(case.order, "P-1", "Post").pk,
        "command": give_command(case.order, people.agent, "swap", {"text": "Blue"}).pk,
        "invitation": invite(people.owner, "new@shop.example", "agent", "en")[0].pk,
        "staff": people.other_agent.pk,
        "team": people.team.pk,
        "tag": Tag.objects.create(name="lamp").pk,
        "call": begin_call(shop, people.agent, "in").pk,
        "macro": save_macro(people.agent, "Mine", ONE_STEP).pk,
        "shared_macro": save_macro(people.owner, "All", ONE_STEP, is_shared=True).pk,
        "bulk": start_bulk(people.agent, Case.objects.filter(pk=case.pk), ONE_STEP).pk,
        "ended_bulk": _ended_bulk(people.agent, case).pk,
        "incident": open_incident(people.agent, "Cracked lamps").pk,
        "playbook": make_playbook(shop, "damaged", "en").pk,
        "flow": make_flow(shop, people.owner, "Slow parcels", "parcel.delayed").pk,
        "row_key": house_rule.key,
        "guide": save_guide(
            shop,
            people.owner,
            name="Lamp",
            language="en",
            match="lamp",
            text="? On?\n- No\n  = Plug it in.",
        ).pk,
        "practice": Practice.objects.create(
            case=case, staff=people.agent, begun_at=clock.now(), text="Sorry", done_at=clock.now()
        ).pk,
        "template": template.pk,
        "happening": happenings_of(f"case:{case.pk}")[0].pk,
        "key": key.pk,
        "endpoint": endpoint.pk,
        "post": send_test(endpoint).pk,
        "binding": SeatBinding.objects.create(
            staff=people.agent, issuer="x", subject="1", bound_at=clock.now(), used_at=clock.now()
        ).pk,
        "role": CustomRole.objects.create(name="Nobody's").pk,
        "arrival": arrival.pk,
        "run": run.pk,
        "export": _export().pk,
        "view": view.pk,
        "notice": notice.pk,
        "file_token": sign(f"orders|{sheet.sha256}|o.csv", "import"),
        "look": preview_token(shop),
        "pack": "IT",
        "link": urlsplit(status_url(case)).path,
    }
    made = World(people, left, case, things)
    made.clients = _clients(made)
    Staff.objects.filter(pk=left.pk).update(is_active=False)
    return made


@pytest.fixture(scope="session")
def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def _clients(world: World) -> dict[str, Client]:
    people = world.people
    seats = {
        "owner": people.owner,
        "agent": people.agent,
        "other agent": people.other_agent,
        "light": people.light,
        "custom": people.custom,
        "left": world.left,
        "stranger": None,
    }
    clients = {who: Client(raise_request_exception=False) for who in seats}
    for who, staff in seats.items():
        if staff is not None:
            clients[who].force_login(staff)
    return clients


def _walk(
    patterns: list[Any], path: str, space: str, names: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in patterns:
        here, known = path + str(pattern.pattern), (*names, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner, known)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", here, known)


def _picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 20), "teal").save(made, "JPEG")
    return made.getvalue()


def _export() -> Export:
    now = clock.now()
    export = Export.objects.create(asked_at=now, ended_at=now, expires_at=now + timedelta(days=7))
    with files.named(export.path) as file:
        file.write(b"all there is")
    return export


def _ended_bulk(by: Staff, case: Case) -> Bulk:
    bulk = start_bulk(by, Case.objects.filter(pk=case.pk), ONE_STEP)
    bulk.outcomes.update(result="done", ended_at=clock.now())
    bulk.ended_at = clock.now()
    bulk.save(update_fields=["ended_at"])
    return bulk
