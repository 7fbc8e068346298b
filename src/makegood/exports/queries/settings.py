"""What the shop has arranged for its work."""

from typing import Any

from django.db.models import F, QuerySet

from makegood.bulk.models import MacroVersion
from makegood.cases.models import SavedView
from makegood.exports.rules import Shape, field
from makegood.flows.models import Version as FlowVersion
from makegood.kernel.models import SettingChange
from makegood.messages.models import Account
from makegood.playbooks.models import Guide, Version
from makegood.retention.models import Retention
from makegood.rulebook.models import Version as RuleVersion

PLAYBOOK = Shape(
    "playbooks",
    "What to ask, say and check for a kind of case, as it stands now.",
    (
        field("id", "key", "playbook_id"),
        field("shop", "shop", lambda row: row.playbook.shop_id),
        field("kind", "kind of case", lambda row: row.playbook.kind),
        field("language", "language", lambda row: row.playbook.language),
        field("version", "number of the version", "number"),
        field("is_ready_made", "as it came with the desk"),
        field("stages", "stages with their steps"),
        field("by", "who saved it", "by_id"),
        field("at", "when"),
    ),
)


def playbooks() -> QuerySet[Version]:
    newest = Version.objects.filter(is_newest=True, playbook__shop__is_sample=False)
    return newest.select_related("playbook").order_by("pk")


FLOW = Shape(
    "flows",
    "When this, then that: what customers are told of their orders, as it is in force now.",
    (
        field("id", "key", "flow_id"),
        field("shop", "shop", lambda row: row.flow.shop_id),
        field("name", "name", lambda row: row.flow.name),
        field("ready", "which of the ready-made ones it came as", lambda row: row.flow.ready),
        field("on_since", "since when it is on; null: it is off", lambda row: row.flow.on_since),
        field("version", "number of the version", "number"),
        field("plan", "what it begins with, and its steps"),
        field("by", "who published it", "by_id"),
        field("at", "when"),
    ),
)


def flows() -> QuerySet[FlowVersion]:
    newest = FlowVersion.objects.filter(is_newest=True, flow__shop__is_sample=False)
    return newest.select_related("flow").order_by("pk")


GUIDE = Shape(
    "guides",
    "First help with a product.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("name", "name"),
        field("language", "language"),
        field("product", "product it is for", "product_id"),
        field("match", "part of a product's name or number it is for"),
        field("text", "questions, answers and advice"),
        field("is_active", "whether it is offered"),
    ),
)


def guides() -> QuerySet[Guide]:
    return Guide.objects.filter(shop__is_sample=False).order_by("pk")


RULES = Shape(
    "rules",
    "The shop's own rules: the draft, and every version that was published.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("number", "number of the version; null: the draft"),
        field("tables", "the tables with their rows, amounts in minor units"),
        field("changed_at", "when it was written"),
        field("changed_by", "who wrote it last", "changed_by_id"),
        field("published_at", "since when it is in force"),
        field("published_by", "who published it", "published_by_id"),
        field("why", "why"),
    ),
)


def rules() -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(shop__is_sample=False).order_by("pk")


MACRO = Shape(
    "macros",
    "Several steps under one name, as they stand now.",
    (
        field("id", "key", "macro_id"),
        field("name", "name"),
        field("staff", "whose it is; null: everybody's", lambda row: row.macro.staff_id),
        field("is_active", "whether it is offered", lambda row: row.macro.is_active),
        field("version", "number of the version", "number"),
        field("steps", "what it does"),
        field("by", "who saved it", "by_id"),
        field("at", "when"),
    ),
)


def macros() -> QuerySet[MacroVersion]:
    newest = MacroVersion.objects.filter(number=F("macro__version"))
    return newest.select_related("macro").order_by("pk")


VIEW = Shape(
    "views",
    "Saved questions to the inbox.",
    (
        field("id", "key"),
        field("staff", "whose it is; null: everybody's", "staff_id"),
        field("name", "name"),
        field("text", "the question"),
        field("group", "what its cases are grouped by"),
    ),
)


def views() -> QuerySet[SavedView]:
    return SavedView.objects.order_by("pk")


MAILBOX = Shape(
    "mailboxes",
    "Addresses customers write to; without what they are opened with.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("kind", "kind of channel"),
        field("address", "address"),
        field("name", "name"),
        field("aliases", "other addresses that are delivered there"),
        field("is_active", "whether it is connected"),
        field("created_at", "since when"),
    ),
)


def mailboxes() -> QuerySet[Account]:
    return Account.objects.filter(shop__is_sample=False).order_by("pk")


RETENTION = Shape(
    "retention",
    "How long things are kept.",
    (
        field("shop", "shop", "shop_id"),
        field("cases_months", "months a closed case is kept; null: for ever"),
        field("mails_months", "months a mail is kept as it came; null: as long as its case"),
        field("set_at", "since when"),
    ),
)


def retention() -> QuerySet[Retention]:
    return Retention.objects.filter(shop__is_sample=False).order_by("pk")


def _after(row: SettingChange) -> Any:
    return None if row.is_secret else row.after


def _before(row: SettingChange) -> Any:
    return None if row.is_secret else row.before


CHANGE = Shape(
    "changes",
    "Who changed which setting.",
    (
        field("id", "key"),
        field("at", "when"),
        field("by", "who; null: the desk", "by_id"),
        field("origin", "address it came from"),
        field("act", "made, changed or removed"),
        field("thing", "what kind of thing"),
        field("thing_id", "which"),
        field("name", "what it was called"),
        field("field", "which setting of it"),
        field("before", "before; null for a secret", _before),
        field("after", "after; null for a secret", _after),
        field("is_secret", "whether it is a secret"),
    ),
)


def changes() -> QuerySet[SettingChange]:
    return SettingChange.objects.order_by("pk")
