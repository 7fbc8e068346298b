"""The case page, part by part: each part can be read again alone when something happens to the case."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from makegood.bulk.queries import macros_of
from makegood.cases.models import Case, Fact, Note
from makegood.cases.queries import (
    Linked,
    Nearby,
    facts_by_key,
    facts_told,
    followers_told,
    incidents_about,
    incidents_shown,
    last_rearrangement,
    link_url,
    linked_cases,
    nearby_cases,
    notes_on,
    standing,
    status_link,
    tag_names,
)
from makegood.cases.rules import ASKED_FACTS, CHOICES, DAYS, HOUSE_FACTS, LAW_FACTS, missing
from makegood.console.access import staff_of
from makegood.console.facts import Evidence, asked
from makegood.console.moments import call_back_choices, later_choices
from makegood.console.moods import Moods
from makegood.console.noted import noted_pledge
from makegood.console.parceltroubles import troubles_by_parcel, zone_of
from makegood.console.signed_out import KEPT, take_words, written_by
from makegood.console.story import TURNS, Chapter, story
from makegood.console.talk import talk
from makegood.console.writing import writing
from makegood.kernel.asking import answers
from makegood.kernel.log import happenings_of
from makegood.kernel.models import Happening
from makegood.kernel.text import LANGUAGES
from makegood.messages.access import thread_for
from makegood.messages.models import Message, Thread
from makegood.messages.queries import conversation as conversation_of
from makegood.messages.queries.calls import call_under_way, running_call
from makegood.messages.rules import fill_template
from makegood.moods.models import Finding
from makegood.moods.queries import findings_read, findings_told
from makegood.moods.rules import CHOSEN
from makegood.people.models import Identity, Staff, Team
from makegood.people.queries import (
    everybody,
    keep_identities_at_hand,
    mark_of,
    teams_of,
    teams_told,
)
from makegood.playbooks.queries import (
    Help,
    Plan,
    guides_question,
    own_question,
    plan_question,
    read_guides,
    read_plan,
)
from makegood.promises.models import Promise
from makegood.promises.queries import Record, kept_and_broken, promised_on
from makegood.rights.wording import fields_of
from makegood.rulebook.queries import rules_in_force
from makegood.shops.models import Line
from makegood.shops.queries import (
    Spent,
    keep_lines_at_hand,
    keep_parcels_at_hand,
    latest_orders,
    spent,
    spent_by,
    state_names,
)
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS, word

TEMPLATE = "console/case.html"
OTHERS_SHOWN = 5
SAID_SHOWN = 40
REARRANGING = {"CaseJoined", "CaseSplit", "CaseLinked"}
LINKING = {"CaseLinked", "CaseJoined", "CaseSplit"}
"""What happens to a case that is linked to another from then on, or brings the links it had."""


PARTS = ("cover", "conversation", "side", "composer")
"""What the whole page is made of."""
CARDS = ("promises", "playbook", "facts", "person", "order", "tags", "similar", "history")
"""What stands at the side."""
_COVER = "CaseAssigned CaseClosed CaseReopened CaseSnoozed CaseWoken CaseChanged CaseJoined CaseSplit CaseRestored"
HEARS = {
    "cover": f"{_COVER} CaseFollowed CaseUnfollowed CaseNoted CaseLinked CaseMerged Customer Message Promise Incident Finding Mood",
    "conversation": " ".join(
        sorted(TURNS | {"CaseNoted", "Message", "Sending", "Thread", "Finding"})
    ),
    "promises": "Promise CaseClosed CaseReopened CaseJoined CaseSplit CaseRestored",
    "person": "Customer CaseChanged Promise MessageBounced Identity",
    "playbook": "Step Guide Playbook CaseChanged CaseJoined CaseRestored",
    "order": "CaseChanged CaseJoined CaseRestored Order Parcel",
    "facts": "CaseChanged CaseNoted CaseJoined CaseSplit CaseRestored Facts MessageReceived",
    "tags": "CaseChanged CaseJoined CaseRestored Tag",
    "history": "",
}
"""Part → the news it shows, by the beginnings of their names; none: all of them. What hears of nothing is not here."""


def show(
    request: HttpRequest, case: Case, part: str = "", *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page, or under HTMX the part it asks for; `extra` is what a view adds (a refusal, what was typed)."""
    thread = thread_asked(request, case)
    if KEPT in request.session and not is_htmx(request):
        extra |= take_words(request, case, staff_of(request), thread)
    page = CasePage(case, staff_of(request), thread)
    if is_htmx(request):
        part = part or _wanted(request)
        return render(request, TEMPLATE, page.part(part) | extra, block=part, status=status)
    context: dict[str, Any] = page.talking()
    for name in PARTS:
        context |= page.part(name)
    return render(request, TEMPLATE, context | extra, status=status)


def address(case: Case, anchor: str = "", thread: Thread | None = None) -> str:
    """Where the case is read; with the composer of a supplier's or carrier's conversation."""
    asked = f"?with={thread.pk}" if thread else ""
    anchored = f"#{anchor}" if anchor else ""
    return reverse("console:case", args=[case.number]) + asked + anchored


def thread_asked(request: HttpRequest, case: Case) -> Thread | None:
    """The conversation a form belongs to, or a page is asked for; None: the customer's."""
    asked = request.POST.get("thread") or request.GET.get("with")
    return thread_for(staff_of(request), case, asked) if asked else None


def _wanted(request: HttpRequest) -> str:
    target = request.headers.get("HX-Target", "")
    return target if target in (*PARTS, *CARDS) else "conversation"


@dataclass(frozen=True)
class MarkShown:
    """The mark of abuse in force."""

    reason: str
    until: datetime
    by_id: UUID | None


@dataclass(frozen=True)
class Margin:
    """Small things of several rooms, asked for at once: the customer's link, tags, the playbook, how our word was kept."""

    link_id: UUID | None
    teams: list[Team]
    facts: dict[str, Fact]
    incident_ids: list[UUID]
    follower_ids: list[UUID]
    tags: list[str]
    other_tags: list[str]
    call_id: UUID | None
    plan: Plan | None
    guides: list[Help]
    record: Record | None
    mark: MarkShown | None
    spent: list[Spent]
    findings: list[Finding]


class CasePage:
    """What one person sees of one case; what several parts need is read once."""

    def __init__(self, case: Case, staff: Staff, thread: Thread | None = None) -> None:
        self.case = case
        self.staff = staff
        self.thread = thread

    def part(self, name: str) -> dict[str, Any]:
        """The names the block called so needs."""
        names: dict[str, Any] = getattr(self, name)()
        return {"case": self.case, "live": self.live, "clash": None} | names

    @property
    def live(self) -> dict[str, dict[str, str]]:
        """What makes each part fetch itself again, when news come that it shows."""
        topics = [f"case:{self.case.pk}"]
        if self.case.customer_id:
            topics.append(f"customer:{self.case.customer_id}")
        common = {
            "data-live": ",".join(topics),
            "hx-get": reverse("console:case", args=[self.case.number]),
            "hx-trigger": "live",
            "hx-swap": "outerHTML",
        }
        every = {part: common | {"data-hears": names} for part, names in HEARS.items()}
        every["promises"]["data-ages"] = "true"
        return every

    def cover(self) -> dict[str, Any]:
        """Subject, state, and what can be done with the whole case."""
        return {
            "colleagues": self.present,
            "teams": self.margin.teams,
            "kinds": list(WORDS["kind"].items()),
            "languages": list(LANGUAGES.items()),
            "status_url": link_url(self.margin.link_id),
            "mark": self.margin.mark,
            "followers": [one for one in self.present if one.pk in self.margin.follower_ids],
            "linked": self.linked,
            "joinable": self.joinable,
            "macros": macros_of(self.staff),
            "incidents": incidents_shown(self.case, self.margin.incident_ids),
            "undoable": last_rearrangement(self.case) if self.was_rearranged else None,
            "refusal": (),
            "cover_clash": None,
            "reason": "",
            "moods": Moods.of(self.margin.findings),
            "missable": [(kind, word("finding", kind)) for kind in CHOSEN],
            "names": self.names,
        }

    def conversation(self) -> dict[str, Any]:
        """Every word, note and turn, in its order."""
        customer = self.case.customer.name if self.case.customer else ""
        return {
            "talk": talk(self.words, self.notes, self.chapters, customer, self.margin.findings),
            "names": self.names,
        }

    def side(self) -> dict[str, Any]:
        """Everything beside the words, card by card."""
        names: dict[str, Any] = {}
        for card in CARDS:
            names |= getattr(self, card)()
        return names

    @cached_property
    def promised(self) -> list[Promise]:
        """Everything ever promised here."""
        return promised_on(self.case)

    def promises(self) -> dict[str, Any]:
        """What we owe, and what became of what we owed."""
        return {
            "open_promises": [one for one in self.promised if one.is_open],
            "ended_promises": [one for one in self.promised if not one.is_open],
            "kinds_owed": Promise.Kind.values,
            "has_repair_rules": bool(rules_in_force(self.case.shop).repairs),
        }

    def talking(self) -> dict[str, Any]:
        """The call one is in; most of the time one is in none."""
        call = running_call(self.staff) if self.margin.call_id else None
        return {
            "call": call,
            "call_backs": call_back_choices(self.case.shop) if call else [],
            "noted": noted_pledge(call, self.staff) if call else None,
        }

    def person(self) -> dict[str, Any]:
        """Who it is, what they are worth to the shop, and how we kept our word to them."""
        if self.case.customer is None:
            return {"identities": [], "others": [], "record": None, "mark": None, "spent": []}
        return {
            "identities": self.identities,
            "others": self.nearby.own,
            "record": self.margin.record,
            "mark": self.margin.mark,
            "spent": self.margin.spent,
            "names": self.names,
        }

    def order(self) -> dict[str, Any]:
        """The order as the shop told it, and the customer's others."""
        customer, order = self.case.customer, self.case.order
        latest = latest_orders(customer.pk)[: OTHERS_SHOWN + 1] if customer else ()
        return {
            "order": order,
            "order_states": state_names([order] if order else []),
            "lines": self.lines,
            "parcel_troubles": self.parcel_troubles,
            "shop_said": list(order.said.items())[:SAID_SHOWN] if order else [],
            "orders": [one for one in latest if one != order][:OTHERS_SHOWN],
        }

    def playbook(self) -> dict[str, Any]:
        """What to do next, and the words for it with the case's facts in them."""
        plan = self.margin.plan
        steps = [step for stage in plan.stages for step in stage.steps] if plan else []
        left = (step.key for step in steps if plan and step.key not in plan.done)
        known = fields_of(self.case, self.staff, link_url(self.margin.link_id)) if steps else {}
        return {
            "plan": plan,
            "next_step": next(left, ""),
            "scripts": {one.key: fill_template(one.text, known) for one in steps if one.text},
            "guides": self.margin.guides,
            "facts": self.known,
            "names": self.names,
            "on_the_phone": self.margin.call_id is not None,
        }

    def facts(self) -> dict[str, Any]:
        """What is known, what it rests on, and what is still to find out."""
        facts = self.known
        known = set(facts) | ({"order"} if self.case.order_id else set())
        own = (*ASKED_FACTS, "responsibility")
        return {
            "facts": facts,
            "fact_keys": [*own, *sorted(set(facts) - set(own))],
            "missing": missing(known),
            "failed_steps": [("", "–"), *WORDS["failed_step"].items()],
            "responsible": [("", "–"), *WORDS["responsibility"].items()],
            "evidence": self._evidence(),
            "products": [line.name for line in self.lines],
            "asked": asked(
                self.happenings, missing(known, (*ASKED_FACTS, *LAW_FACTS, *HOUSE_FACTS))
            ),
            "choices": {key: [("", "–"), *WORDS[key].items()] for key in CHOICES},
            "days": DAYS,
            "names": self.names,
        }

    def _evidence(self) -> Evidence:
        return Evidence.of(self.words, self.notes, self.names)

    def tags(self) -> dict[str, Any]:
        """The tags on it, and the others the shop uses."""
        return {"tags": self.margin.tags, "all_tags": self.margin.other_tags}

    def similar(self) -> dict[str, Any]:
        """Other cases like this one, each with the reason."""
        return {"similar": self.nearby.similar}

    def history(self) -> dict[str, Any]:
        """Every change, the latest first."""
        return {"history": list(reversed(self.chapters))}

    def composer(self) -> dict[str, Any]:
        """What this person is writing."""
        identities = [] if self.thread else self.identities
        return writing(self.case, self.staff, self.thread, self.words, lambda: self.promised) | {
            "written_by": written_by(self.staff),
            "colleagues": self.present,
            "conversations": self.conversations,
            "later": later_choices(self.case.shop),
            "dead_ends": [one for one in identities if one.unreachable_at],
            "phones": [one for one in self.identities if one.kind == Identity.Kind.PHONE],
        }

    @cached_property
    def identities(self) -> list[Identity]:
        """The ways to the customer."""
        customer = self.case.customer
        if customer is None:
            return []
        keep_identities_at_hand(customer)  # whom an answer goes to is asked of them as well
        return sorted(customer.identities.all(), key=lambda one: (one.kind, one.value))

    @cached_property
    def colleagues(self) -> list[Staff]:
        """Everybody, also who left: their names stand in the history."""
        return everybody()

    @property
    def names(self) -> dict[UUID, str]:
        """Everybody's name."""
        return {one.pk: one.name for one in self.colleagues}

    @cached_property
    def notes(self) -> list[Note]:
        """The colleagues' words, in their order."""
        return notes_on(self.case)

    @property
    def known(self) -> dict[str, Fact]:
        """The facts by key."""
        return self.margin.facts

    @cached_property
    def lines(self) -> list[Line]:
        """The order's lines; its parcels are at hand then, too."""
        if self.case.order is None:
            return []
        keep_lines_at_hand(self.case.order)
        keep_parcels_at_hand(self.case.order)
        return list(self.case.order.lines.all())

    @property
    def parcel_troubles(self) -> dict[UUID, list[str]]:
        """What is wrong with the order's parcels, which are at hand."""
        order = self.case.order
        if order is None:
            return {}
        keep_parcels_at_hand(order)
        zone = zone_of(self.case.customer, self.case.shop)
        return troubles_by_parcel(order.parcels.all(), zone)

    @cached_property
    def nearby(self) -> Nearby:
        """Other cases worth a look."""
        return nearby_cases(
            self.case, self.staff, has_products=any(line.product_id for line in self.lines)
        )

    @property
    def present(self) -> list[Staff]:
        """Those a case can be given to."""
        return [one for one in self.colleagues if one.is_active]

    @cached_property
    def words(self) -> list[Message]:
        """Every message of the case."""
        return conversation_of(self.case)

    @property
    def conversations(self) -> list[tuple[str, str]]:
        """Id and name of those with suppliers and carriers, also of one begun in which nothing was said yet."""
        begun = [one.facts for one in self.happenings if one.name == "ThreadOpened"]
        spoken = [m.thread for m in self.words if m.thread and not m.thread.is_with_customer]
        here = [*spoken, self.thread] if self.thread else spoken
        found = {one["thread_id"]: one["name"] for one in begun}
        return list((found | {str(one.pk): one.name for one in here}).items())

    @cached_property
    def margin(self) -> Margin:
        """What stands beside the words."""
        case, customer = self.case, self.case.customer
        tags = tag_names(case, on=True), tag_names(case, on=False)
        own = self.staff.language
        books = plan_question(case), own_question(case, own), guides_question(case)
        theirs = (
            (*kept_and_broken(customer), mark_of(customer), spent_by(customer)) if customer else ()
        )
        common = (
            status_link(case),
            incidents_about(case),
            followers_told(case),
            call_under_way(self.staff),
            teams_told(),
            facts_told(case),
            findings_told(case),
        )
        asked_of_all = answers(*common, *tags, *books, *theirs)
        (
            link_id,
            incidents,
            followers,
            call_id,
            teams,
            facts,
            found,
            on_case,
            others,
            plan,
            own_plan,
            guides,
            *rest,
        ) = asked_of_all
        record, mark, money = (Record(*rest[:2]), *rest[2:]) if rest else (None, None, [])
        return Margin(
            link_id=link_id,
            incident_ids=incidents,
            follower_ids=followers,
            call_id=call_id,
            teams=teams_of(teams),
            facts=facts_by_key(facts),
            tags=on_case,
            other_tags=others,
            plan=read_plan(plan, own_plan, own),
            guides=read_guides(guides),
            record=record,
            mark=_shown_mark(mark),
            spent=spent(money),
            findings=findings_read(found),
        )

    @cached_property
    def linked(self) -> list[Linked]:
        return linked_cases(self.case, self.staff) if self.may_be_linked else []

    @property
    def joinable(self) -> list[Case]:
        """Cases this one may turn out to be the same as: those it is linked to, of the same customer."""
        found = (one.case for one in self.linked)
        return [one for one in found if one.customer_id == self.case.customer_id]

    @property
    def was_rearranged(self) -> bool:
        return any(one.name in REARRANGING for one in self.happenings)

    @property
    def may_be_linked(self) -> bool:
        """Whether it is worth asking: most cases never had to do with another."""
        return any(one.name in LINKING for one in self.happenings)

    @cached_property
    def happenings(self) -> list[Happening]:
        customer = self.case.customer_id
        return happenings_of(
            f"case:{self.case.pk}", beside=f"customer:{customer}" if customer else ""
        )

    @cached_property
    def chapters(self) -> list[Chapter]:
        """What happened, told once."""
        facts = {key: fact.value for key, fact in self.known.items()}
        names = self.names | {team.pk: team.name for team in self.margin.teams}
        return story(self.happenings, names, standing(self.case, self.margin.tags, facts))


def _shown_mark(told: str | dict[str, Any] | None) -> MarkShown | None:
    if told is None:
        return None
    known = json.loads(told) if isinstance(told, str) else told
    by_id = UUID(known["by"]) if known["by"] else None
    return MarkShown(known["reason"], datetime.fromisoformat(known["until"]), by_id)
