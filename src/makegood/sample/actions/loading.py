"""Loading the sample shop.

All of it is one transaction: a load that was killed has left nothing, and no sweep of the real clock meets a case
whose year is only half played. How far it is, is told over a connection of its own.
"""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.cases.actions.assigning import assign
from makegood.cases.models import IN_QUEUE, Case
from makegood.kernel import clock
from makegood.kernel.errors import Conflict
from makegood.kernel.log import quietly, record
from makegood.kernel.telling import telling
from makegood.messages.actions.accounts import post_office
from makegood.people.actions.staffing import seat_without_password
from makegood.people.models import Staff
from makegood.promises.queries import calendar_of
from makegood.sample.catalogue import (
    LANGUAGES,
    SHOP,
    STAFF,
    STAFF_DOMAIN,
    SUPPLIER_ADDRESSES,
    SUPPLIERS,
    TAGS,
    THINGS,
)
from makegood.sample.events import LoadingAdvanced, SampleLoaded
from makegood.sample.models import Loading
from makegood.sample.plots import (
    Buyer,
    Purchase,
    buyers,
    number_by_age,
    other_purchases,
    plots,
)
from makegood.sample.queries import sample_shop
from makegood.sample.stage import Stage, watch, watches
from makegood.sample.telling import play_flows
from makegood.shops.actions.landing import land_customers, land_orders, land_products
from makegood.shops.actions.opening import open_shop
from makegood.shops.actions.suppliers import remember_address, suppliers_named
from makegood.shops.models import Shop
from makegood.shops.queries import the_shop
from makegood.shops.rules.sheets import (
    CustomerSheet,
    LineSheet,
    OrderSheet,
    ParcelSheet,
    ProductSheet,
)

logger = logging.getLogger(__name__)

SEED = 1907
CHUNK = 75
WORTH = 20
"""About so many orders land in the time one step of a case is played: the measure of how far it is counts time, not rows."""
_LOCK = 0x10ADED5A
Progress = Callable[[int, int], None]


@transaction.atomic
def begin_loading(by: Staff | None = None) -> Loading:
    """Ask the worker to load the sample; the one under way, if there is one."""
    under_way = Loading.objects.filter(ended_at=None).first()
    if under_way:
        return under_way
    loading = Loading.objects.create(by_id=by.pk if by else None, started_at=clock.now())
    app.configure_task("makegood.sample.tasks.load", lock="sample").defer(
        loading_id=str(loading.pk)
    )
    return loading


def carry_out(loading_id: UUID) -> Loading:
    """Load it now, telling how far it is; idempotent."""
    loading = Loading.objects.get(pk=loading_id)
    if loading.ended_at is None:
        by = Staff.objects.filter(pk=loading.by_id).first() if loading.by_id else None
        error = ""
        try:
            with _teller(loading.pk) as progress:
                load_sample(progress, by)
        except (Conflict, OperationalError):
            raise  # another is at it, or the database went away: it is tried again
        except Exception:
            # Trying again would fail again, and whoever watches the bar would never hear of it.
            logger.exception("sample not loaded", extra={"loading": str(loading.pk)})
            error = _("Something broke while it was loaded. The desk's log says what.")
        Loading.objects.filter(pk=loading.pk).update(ended_at=clock.now(), error=error)
        loading.refresh_from_db()
        record(LoadingAdvanced(loading_id=loading.pk, done=loading.done, total=loading.total))
    return loading


@transaction.atomic
def load_sample(
    progress: Progress | None = None, by: Staff | None = None, *, every: int = 1
) -> Shop:
    """The sample shop, loaded unless it is there. `by` gets some cases of their own to look at.

    `every`: only each so-many-th case is played, for tests.
    """
    _alone()
    if (shop := sample_shop()) is not None:
        return shop
    own, now = the_shop(), clock.now().replace(microsecond=0)
    dice = random.Random(SEED)  # noqa: S311  a story, not a secret
    with quietly(), _without_savepoints():
        shop, staff = _furnish(now)
        _play(shop, staff, now, dice, progress or _untold, every, _tags(by, own))
        play_flows(shop, staff[0], now)
        _share_with(by, staff)
    record(SampleLoaded(shop_id=shop.pk, by_id=by.pk if by else None))
    return shop


def _furnish(now: datetime) -> tuple[Shop, list[Staff]]:
    with clock.frozen(now - timedelta(days=380)):
        shop = open_shop(languages=LANGUAGES, is_sample=True, **SHOP)
        staff = [
            seat_without_password(
                f"{one.address}@{STAFF_DOMAIN}", one.name, one.role, one.language, shop.timezone
            )
            for one in STAFF
        ]
        sheets = [ProductSheet(t.sku, t.title, t.price_minor, t.supplier, 24) for t in THINGS]
        land_products(shop, sheets, [{}] * len(sheets), sample=True)
        for name, supplier in suppliers_named(shop, SUPPLIERS).items():
            remember_address(supplier, SUPPLIER_ADDRESSES[name])
    return shop, staff


def _play(
    shop: Shop,
    staff: Sequence[Staff],
    now: datetime,
    dice: random.Random,
    progress: Progress,
    every: int,
    tags: dict[str, str],
) -> None:
    calendar = calendar_of(shop)
    people = buyers(dice)
    stories = plots(people, now, calendar, dice)
    purchases = number_by_age([p.purchase for p in stories] + other_purchases(people, now, dice))
    stage = Stage(post_office(shop), _answering(staff), shop.timezone, tags)
    acts = sorted(
        ((step.at, plot.index, plot, step) for plot in stories[::every] for step in plot.steps),
        key=lambda act: act[:2],
    )
    total = len(purchases) + len(acts) * WORTH
    _land(shop, people, purchases, now, lambda done: progress(done, total))
    rounds = watches(acts[0][0], now, shop.timezone)
    next_round = next(rounds, None)
    for played, (at, _index, plot, step) in enumerate(acts, start=1):
        while next_round and next_round <= at:
            _watch(next_round, staff, now)
            next_round = next(rounds, None)
        with clock.frozen(at):
            stage.play(plot, step)
        progress(len(purchases) + played * WORTH, total)
    _watch(now, staff, now)


def _watch(at: datetime, staff: Sequence[Staff], now: datetime) -> None:
    with clock.frozen(at):
        watch(at, staff, reads=at.weekday() == 4 and at < now - timedelta(days=1))


def _land(
    shop: Shop,
    people: Sequence[Buyer],
    purchases: Sequence[Purchase],
    now: datetime,
    progress: Callable[[int], None],
) -> None:
    """Orders as the shop's system told of them, week after week; then those who only signed up."""
    todo = iter(purchases)
    done = 0
    while chunk := list(islice(todo, CHUNK)):
        sheets = [_order_sheet(purchase) for purchase in chunk]
        with clock.frozen(min(now, chunk[-1].placed_at + timedelta(minutes=10))):
            land_orders(shop, sheets, [[_said(p)] for p in chunk], sample=True)
        done += len(chunk)
        progress(done)
    with clock.frozen(now - timedelta(days=200)):
        signed_up = [
            CustomerSheet(p.email, p.phone, p.name, p.language, p.country, "") for p in people
        ]
        land_customers(shop, signed_up, [{}] * len(people), sample=True)


def _order_sheet(purchase: Purchase) -> OrderSheet:
    buyer = purchase.buyer
    postcode, _space, city = buyer.city.partition(" ")
    lines = [
        LineSheet(t.sku, t.title, count, t.price_minor, t.supplier) for t, count in purchase.things
    ]
    parcel = ParcelSheet(
        purchase.tracking,
        purchase.carrier,
        purchase.shipped_at,
        None,
        purchase.delivered_at,
        set(range(1, len(lines) + 1)),
    )
    return OrderSheet(
        number=purchase.number,
        placed_at=purchase.placed_at,
        state=purchase.state,
        currency="EUR",
        total_minor=purchase.total_minor,
        delivered_at=purchase.delivered_at,
        address={
            "street": buyer.street,
            "postcode": postcode,
            "city": city,
            "country": buyer.country,
        },
        email=buyer.email,
        phone=buyer.phone,
        name=buyer.name,
        language=buyer.language,
        country=buyer.country,
        lines=lines,
        parcels=[parcel] if purchase.shipped_at else [],
    )


def _said(purchase: Purchase) -> dict[str, str]:
    return {
        "number": purchase.number,
        "placed_at": purchase.placed_at.isoformat(),
        "status": purchase.state,
        "tracking": purchase.tracking if purchase.shipped_at else "",
    }


def _tags(by: Staff | None, own: Shop | None) -> dict[str, str]:
    """The tags in the language of who asked for the sample, else of the shop it stands beside."""
    language = by.language if by else own.main_language if own else "en"
    with translation.override(language):
        return {kind: _(name.template) for kind, name in TAGS.items()}


def _answering(staff: Sequence[Staff]) -> dict[str, Staff]:
    by_name = {colleague.name: colleague for colleague in staff}
    return {language: by_name[one.name] for one in STAFF for language in one.answers}


def _share_with(by: Staff | None, staff: Sequence[Staff]) -> None:
    """Whoever looks around has a desk of their own: the manager hands them the six cases due first."""
    if by is None:
        return
    for case in Case.objects.filter(IN_QUEUE, shop__is_sample=True).order_by("queue_at", "id")[:6]:
        assign(case, staff[0], by)


def _untold(done: int, total: int) -> None:
    """Nobody asked how far it is."""


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Conflict("loading_under_way", _("The sample is being loaded already."))


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """Ten thousand savepoints are a third of the time, and here is nothing to go back to: it is all or nothing."""
    features = connection.features
    before = features.uses_savepoints
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = before


@contextmanager
def _teller(loading_id: UUID) -> Iterator[Progress]:
    """Tells the open pages how far it is."""

    def tell(far: tuple[int, int]) -> None:
        done, total = far
        Loading.objects.filter(pk=loading_id).update(done=done, total=total)
        record(LoadingAdvanced(loading_id=loading_id, done=done, total=total))

    with telling(tell) as put:
        yield lambda done, total: put((done, total))
