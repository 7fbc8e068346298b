"""The case page, part by part: each part can be read again alone when something happens to the case."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from makegood.cases.models import Case
from makegood.cases.queries import (
    Linked,
    cases_of,
    last_rearrangement,
    link_url,
    linked_cases,
    status_link,
    tag_names,
)
from makegood.cases.rules import ASKED_FACTS, missing
from makegood.console.access import staff_of
from makegood.console.moments import call_back_choices, later_choices
from makegood.console.signed_out import KEPT, take_words
from makegood.console.story import Chapter, story
from makegood.console.talk import talk
from makegood.console.writing import writing
from makegood.kernel.asking import answers
from makegood.kernel.log import happenings_of
from makegood.kernel.models import Happening
from makegood.kernel.text import LANGUAGES
from makegood.messages.access import thread_for
from makegood.messages.actions.templating import facts_of
from makegood.messages.models import Message, Thread
from makegood.messages.queries import conversation as conversation_of
from makegood.messages.queries.calls import call_under_way, running_call
from makegood.messages.rules import fill_template
from makegood.people.models import Identity, Staff
from makegood.people.queries import all_staff, teams
from makegood.playbooks.queries import (
    Help,
    Plan,
    guides_question,
    plan_question,
    read_guides,
    read_plan,
)
from makegood.promises.queries import Record, kept_and_broken, promises_of
from makegood.shops.queries import orders_of
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS

TEMPLATE = "console/case.html"
OTHERS_SHOWN = 5
REARRANGING = {"CaseJoined", "CaseSplit", "CaseLinked"}
LINKING = {"CaseLinked", "CaseJoined", "CaseSplit"}
"""What happens to a case that is linked to another from then on, or brings the links it had."""


PARTS = ("cover", "conversation", "side", "composer")


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
    return target if target in PARTS else "conversation"


@dataclass(frozen=True)
class Margin:
    """Small things of several rooms, asked for at once: the customer's link, tags, the playbook, how our word was kept."""

    link_id: UUID | None
    tags: list[str]
    other_tags: list[str]
    call_id: UUID | None
    plan: Plan | None
    guides: list[Help]
    record: Record | None


class CasePage:
    """What one person sees of one case; what several parts need is read once."""

    def __init__(self, case: Case, staff: Staff, thread: Thread | None = None) -> None:
        self.case = case
        self.staff = staff
        self.thread = thread

    def part(self, name: str) -> dict[str, Any]:
        """The names the block called so needs."""
        names: dict[str, Any] = getattr(self, name)()
        return {"case": self.case} | names

    def cover(self) -> dict[str, Any]:
        """Subject, state, and what can be done with the whole case."""
        return {
            "colleagues": self.present,
            "teams": list(teams().prefetch_related(None)),
            "kinds": list(WORDS["kind"].items()),
            "languages": list(LANGUAGES.items()),
            "status_url": link_url(self.margin.link_id),
            "linked": self.linked,
            "joinable": self.joinable,
            "undoable": last_rearrangement(self.case) if self.was_rearranged else None,
            "refusal": (),
            "reason": "",
        }

    def conversation(self) -> dict[str, Any]:
        """Every word, note and turn, in its order."""
        notes = self.case.notes.order_by("at", "id")
        customer = self.case.customer.name if self.case.customer else ""
        return {
            "talk": talk(self.words, notes, self.chapters, customer),
            "names": {one.pk: one.name for one in self.colleagues},
        }

    def side(self) -> dict[str, Any]:
        """The person, the order, the facts, the promises, the history."""
        promises = list(promises_of(self.case))
        return (
            {
                "history": list(reversed(self.chapters)),
                "order": self.case.order,
                "open_promises": [one for one in promises if one.is_open],
                "ended_promises": [one for one in promises if not one.is_open],
                "tags": self.margin.tags,
                "all_tags": self.margin.other_tags,
            }
            | self._facts()
            | self._person()
            | self._playbook()
        )

    def composer(self) -> dict[str, Any]:
        """What this person is writing."""
        identities = [] if self.thread else self.identities
        return writing(self.case, self.staff, self.thread, self.words) | {
            "colleagues": self.present,
            "conversations": self.conversations,
            "later": later_choices(self.case.shop),
            "dead_ends": [one for one in identities if one.unreachable_at],
            "phones": [one for one in self.identities if one.kind == Identity.Kind.PHONE],
        }

    def talking(self) -> dict[str, Any]:
        """The call one is in; most of the time one is in none."""
        call = running_call(self.staff) if self.margin.call_id else None
        return {"call": call, "call_backs": call_back_choices(self.case.shop) if call else []}

    def _playbook(self) -> dict[str, Any]:
        """What to do next, and the words for it with the case's facts in them."""
        plan = self.margin.plan
        steps = [step for stage in plan.stages for step in stage.steps] if plan else []
        left = (step.key for step in steps if plan and step.key not in plan.done)
        known = facts_of(self.case, self.staff, link_url(self.margin.link_id)) if steps else {}
        return {
            "plan": plan,
            "next_step": next(left, ""),
            "scripts": {one.key: fill_template(one.text, known) for one in steps if one.text},
            "guides": self.margin.guides,
            "names": {one.pk: one.name for one in self.colleagues},
            "on_the_phone": self.margin.call_id is not None,
        }

    def _facts(self) -> dict[str, Any]:
        facts = {fact.key: fact for fact in self.case.facts.all()}
        known = set(facts) | ({"order"} if self.case.order_id else set())
        return {
            "facts": facts,
            "fact_keys": [*ASKED_FACTS, *sorted(set(facts) - set(ASKED_FACTS))],
            "missing": missing(known),
            "failed_steps": [("", "–"), *WORDS["failed_step"].items()],
        }

    def _person(self) -> dict[str, Any]:
        customer, case = self.case.customer, self.case
        if customer is None:
            return {"identities": [], "orders": [], "others": [], "record": None}
        orders = orders_of(customer).prefetch_related(None)[: OTHERS_SHOWN + 1]
        return {
            "identities": self.identities,
            "orders": [one for one in orders if one.pk != case.order_id][:OTHERS_SHOWN],
            "others": list(
                cases_of(customer, self.staff)
                .filter(merged_into=None)
                .exclude(pk=case.pk)[:OTHERS_SHOWN]
            ),
            "record": self.margin.record,
        }

    @cached_property
    def identities(self) -> list[Identity]:
        """The ways to the customer."""
        customer = self.case.customer
        if customer is None:
            return []
        prefetch_related_objects(
            [customer], "identities"
        )  # whom an answer goes to is asked of them as well
        return sorted(customer.identities.all(), key=lambda one: (one.kind, one.value))

    @cached_property
    def colleagues(self) -> list[Staff]:
        """Everybody, also who left: their names stand in the history."""
        return list(all_staff())

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
        counts = kept_and_broken(customer) if customer else ()
        books = plan_question(case), guides_question(case)
        link_id, call_id, on_case, others, plan, guides, *kept = answers(
            status_link(case), call_under_way(self.staff), *tags, *books, *counts
        )
        return Margin(
            link_id=link_id,
            call_id=call_id,
            tags=on_case,
            other_tags=others,
            plan=read_plan(plan),
            guides=read_guides(guides),
            record=Record(*kept) if kept else None,
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
        return happenings_of(f"case:{self.case.pk}")

    @cached_property
    def chapters(self) -> list[Chapter]:
        """What happened, told once."""
        names = {one.pk: one.name for one in self.colleagues}
        return story(self.happenings, names)
