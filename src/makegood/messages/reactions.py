"""What words do because something happened below."""

from procrastinate.contrib.django import app

from makegood.cases.actions.rearranging import keep
from makegood.cases.events import (
    CaseDeleted,
    CaseMerged,
    RearrangementBegun,
    RearrangementEnded,
    RearrangementTakenBack,
)
from makegood.cases.models import Rearrangement
from makegood.kernel.events import reacts_to
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.burying import bury_words, let_go
from makegood.messages.actions.merging import bring_messages, put_words_back, shape_of
from makegood.messages.actions.templating import seed_new_languages, seed_templates
from makegood.shops.events import ImportEnded, LogoLetGo, ShopChanged, ShopOpened
from makegood.shops.models import ImportRun, Shop


@reacts_to(ShopOpened)
def furnish_shop(event: ShopOpened) -> None:
    """A new shop can write from its first minute: to its post office, with prepared answers."""
    shop = Shop.objects.get(pk=event.shop_id)
    post_office(shop)
    seed_templates(shop)


@reacts_to(ShopChanged)
def furnish_new_languages(event: ShopChanged) -> None:
    """A shop that learns a language finds the prepared answers in it."""
    if "languages" in event.fields:
        seed_new_languages(Shop.objects.get(pk=event.shop_id))


@reacts_to(LogoLetGo)
def let_go_of_logo(event: LogoLetGo) -> None:
    """Its file is swept with all others that nobody names any more."""
    let_go([event.sha256])


@reacts_to(CaseMerged)
def join_conversations(event: CaseMerged) -> None:
    """Two cases are one: so are their words."""
    bring_messages(event.case_id, event.into_id)


@reacts_to(ImportEnded)
def look_for_named_orders(event: ImportEnded) -> None:
    """Orders are here now that customers may have written about already."""
    run = ImportRun.objects.get(pk=event.run_id)
    if run.kind == "orders" and (run.created or run.changed) and not run.is_dry:
        task = app.configure_task("makegood.messages.tasks.name_orders", lock="name_orders")
        task.defer(shop_id=str(run.shop_id))


@reacts_to(CaseDeleted)
def bury_conversation(event: CaseDeleted) -> None:
    """Its words go, and what tells that they were seen stays."""
    bury_words(event.case_id, event.number)


@reacts_to(RearrangementBegun)
def keep_words_before(event: RearrangementBegun) -> None:
    """Where every word is, should somebody undo it."""
    both = (event.case_id, event.other_id)
    keep(event.rearrangement_id, "messages", "before", shape_of(both))


@reacts_to(RearrangementEnded)
def keep_words_after(event: RearrangementEnded) -> None:
    """Where every word is now: a later one makes it too late to undo."""
    both = (event.case_id, event.other_id)
    keep(event.rearrangement_id, "messages", "after", shape_of(both))


@reacts_to(RearrangementTakenBack)
def bring_words_back(event: RearrangementTakenBack) -> None:
    """Every word is where it was."""
    kept = Rearrangement.objects.get(pk=event.rearrangement_id).kept["messages"]
    put_words_back((event.case_id, event.other_id), kept["before"], kept["after"])
