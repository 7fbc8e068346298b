"""The case page, part by part: each part can be read again alone when something happens to the case."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from makegood.cases.models import Case
from makegood.cases.queries import cases_of, linked_cases, status_url, tags_for
from makegood.cases.rules import ASKED_FACTS, missing
from makegood.console.access import staff_of
from makegood.console.story import Chapter, story
from makegood.console.talk import talk
from makegood.console.writing import writing
from makegood.kernel.log import happenings_of
from makegood.kernel.text import LANGUAGES
from makegood.messages.queries import conversation as conversation_of
from makegood.people.models import Identity, Staff
from makegood.people.queries import all_staff, teams
from makegood.promises.queries import promises_of, record_of
from makegood.shops.queries import orders_of
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS

TEMPLATE = "console/case.html"
OTHERS_SHOWN = 5


PARTS = ("cover", "conversation", "side", "composer")


def show(
    request: HttpRequest, case: Case, part: str = "", *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page, or under HTMX the part it asks for; `extra` is what a view adds (a refusal, what was typed)."""
    page = CasePage(case, staff_of(request))
    if is_htmx(request):
        part = part or _wanted(request)
        return render(request, TEMPLATE, page.part(part) | extra, block=part, status=status)
    context: dict[str, Any] = {}
    for name in PARTS:
        context |= page.part(name)
    return render(request, TEMPLATE, context | extra, status=status)


def address(case: Case, anchor: str = "") -> str:
    """Where the case is read."""
    return reverse("console:case", args=[case.number]) + (f"#{anchor}" if anchor else "")


def _wanted(request: HttpRequest) -> str:
    target = request.headers.get("HX-Target", "")
    return target if target in PARTS else "conversation"


class CasePage:
    """What one person sees of one case; what several parts need is read once."""

    def __init__(self, case: Case, staff: Staff) -> None:
        self.case = case
        self.staff = staff

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
            "status_url": status_url(self.case),
            "linked": linked_cases(self.case, self.staff),
            "refusal": (),
            "reason": "",
        }

    def conversation(self) -> dict[str, Any]:
        """Every word, note and turn, in its order."""
        notes = self.case.notes.order_by("at", "id")
        customer = self.case.customer.name if self.case.customer else ""
        return {
            "talk": talk(conversation_of(self.case), notes, self.chapters, customer),
            "names": {one.pk: one.name for one in self.colleagues},
        }

    def side(self) -> dict[str, Any]:
        """The person, the order, the facts, the promises, the history."""
        promises = list(promises_of(self.case))
        tags = tags_for(self.case)
        return (
            {
                "history": list(reversed(self.chapters)),
                "open_promises": [one for one in promises if one.is_open],
                "ended_promises": [one for one in promises if not one.is_open],
                "tags": [name for name, is_on in tags if is_on],
                "all_tags": [name for name, is_on in tags if not is_on],
            }
            | self._facts()
            | self._person()
        )

    def composer(self) -> dict[str, Any]:
        """What this person is writing."""
        return writing(self.case, self.staff) | {
            "colleagues": self.present,
            "dead_ends": [one for one in self.identities if one.unreachable_at],
            "phones": [one for one in self.identities if one.kind == Identity.Kind.PHONE],
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
            return {"identities": [], "orders": [], "order": None, "others": [], "record": None}
        found = orders_of(customer).prefetch_related(None).prefetch_related("lines", "parcels")
        orders = list(found[: OTHERS_SHOWN + 1])
        return {
            "identities": self.identities,
            "orders": [one for one in orders if one.pk != case.order_id][:OTHERS_SHOWN],
            "order": next((one for one in orders if one.pk == case.order_id), case.order),
            "others": list(cases_of(customer, self.staff).exclude(pk=case.pk)[:OTHERS_SHOWN]),
            "record": record_of(customer),
        }

    @cached_property
    def identities(self) -> list[Identity]:
        """The ways to the customer."""
        customer = self.case.customer
        return list(customer.identities.order_by("kind", "value")) if customer else []

    @cached_property
    def colleagues(self) -> list[Staff]:
        """Everybody, also who left: their names stand in the history."""
        return list(all_staff())

    @property
    def present(self) -> list[Staff]:
        """Those a case can be given to."""
        return [one for one in self.colleagues if one.is_active]

    @cached_property
    def chapters(self) -> list[Chapter]:
        """What happened, told once."""
        names = {one.pk: one.name for one in self.colleagues}
        return story(happenings_of(f"case:{self.case.pk}"), names)
