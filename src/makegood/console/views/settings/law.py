"""The law: what each pack says, in plain words, since when, and how sure we are of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.policy.ports import Pack, Rule
from makegood.policy.queries import chapters_of, notes_in, packs, undecided_in
from makegood.policy.rules.reading import Chapter, Reading, place_of, turning_points
from makegood.shops.access import shop_for, shop_to_change
from makegood.shops.actions.opening import change_shop
from makegood.ui import formats
from makegood.ui.lawamounts import amount_words, counted_from, raw, says
from makegood.ui.lawwords import WORDS, law_word
from makegood.ui.pages import render

LATELY = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """One rule as the page shows it. `raw`: the pack's own English words where the code has none of its own."""

    title: str
    says: str
    raw: str
    counted_from: str
    source: str
    url: str
    confidence: str
    is_sure: bool
    was_compared: bool
    marks: list[str]
    beside: list[tuple[str, str]]
    condition: str
    is_condition_ours: bool
    """Whether the condition is told in the reader's language; else the pack's English stands there."""
    note: str
    is_note_ours: bool


@require_GET
@for_staff
def laws(request: HttpRequest) -> HttpResponse:
    found = sorted(packs().values(), key=lambda pack: formats.country_name(pack.country))
    standing = {pack.pack_id: law_word("legal_status", pack.legal_status) for pack in found}
    context = {
        "packs": found,
        "standing": standing,
        "members": _members(packs()),
        "today": clock.today(),
    }
    return render(request, "console/settings/laws.html", context)


@require_GET
@for_staff
def law(request: HttpRequest, pack_id: str) -> HttpResponse:
    pack, today = _pack_of(pack_id), clock.today()
    chapters = chapters_of(pack_id, today)
    points = turning_points(chapters, today - LATELY)
    context = {
        "pack": pack,
        "standing": law_word("legal_status", pack.legal_status),
        "base": packs().get(pack.inherits),
        "today": today,
        "counted": _counted(chapters),
        "members": _members(packs()) if pack_id == "EU" else [],
        "adopting": _adopting(pack, staff_of(request)),
        "points": [(day, day > today, law_word("rule", rule.rule_id), says(rule)) for day, rule in points],
        "chapters": [
            (chapter.subject, law_word("subject", chapter.subject), _told(chapter.readings, pack))
            for chapter in chapters
        ],
    }  # fmt: skip
    return render(request, "console/settings/law.html", context)


@require_POST
@for_leads
@transaction.atomic
def adoption(request: HttpRequest, pack_id: str) -> HttpResponse:
    """Of the page's countries those that are ticked; the others stay as they were."""
    among = set(undecided_in(_pack_of(pack_id)))
    staff = staff_of(request)
    shop = shop_to_change(staff)
    ticked = among.intersection(request.POST.getlist("adopted"))
    change_shop(shop, staff, adopted_in=sorted(set(shop.adopted_in) - among | ticked))
    flash.success(request, _("Saved. Open cases are looked at anew tonight."))
    return redirect("console:law_of", pack_id)


def _pack_of(pack_id: str) -> Pack:
    if found := packs().get(pack_id):
        return found
    raise NotFound(_("There is no such page."))


def _adopting(pack: Pack, staff: Staff) -> list[tuple[str, bool]]:
    """The countries to tick, for who may; the others see no form and ask nothing."""
    countries = undecided_in(pack) if staff.may("settings") else []
    adopted = shop_for(staff).adopted_in if countries else []
    return [(code, code in adopted) for code in countries]


def _members(known: dict[str, Pack]) -> list[str]:
    """Countries that have no pack of their own and go by that of the European Union."""
    union = known.get("EU")
    codes = [code for code in (union.timezones if union else ()) if len(code) == 2]
    return sorted(formats.country_name(code) for code in codes if code not in known)


def _counted(chapters: Iterable[Chapter]) -> dict[str, Any]:
    """How sure we are, in numbers: of the rules that stand on the page, inherited ones with the rest."""
    rules = [reading.rule for chapter in chapters for reading in chapter.readings]
    levels = Counter(rule.confidence for rule in rules)
    sure = [(law_word("confidence", level), levels[level]) for level in ("high", "medium", "low")]
    return {"sure": sure, "all": len(rules), "compared": sum(rule.seen for rule in rules)}


def _told(readings: Iterable[Reading], pack: Pack) -> list[Told]:
    return [_one(reading, pack) for reading in readings]


def _one(reading: Reading, pack: Pack) -> Told:
    rule = reading.rule
    # That it is on the list says all: "Yes" beside each would only puzzle.
    is_listed = rule.kind == "exception" and rule.value is True
    amount = "" if is_listed else amount_words(rule)
    return Told(
        title=law_word("rule", rule.rule_id),
        says=amount,
        raw="" if amount or is_listed else raw(rule),
        counted_from=counted_from(rule),
        source=rule.source,
        url=place_of(rule),
        confidence=law_word("confidence", rule.confidence),
        is_sure=rule.confidence == "high",
        was_compared=rule.seen,
        marks=_marks(reading),
        beside=_beside(reading, pack),
        **_notes(rule, pack),
    )


def _notes(rule: Rule, pack: Pack) -> dict[str, Any]:
    """In the reader's language, as far as somebody has told it in that."""
    known = WORDS["condition"]
    note = notes_in(get_language() or "en", pack.pack_id).get(rule.note, "")
    is_english = get_language() == "en"
    return {
        "condition": law_word("condition", rule.condition)
        if rule.condition in known
        else rule.condition,
        "is_condition_ours": is_english or rule.condition in known,
        "note": note or rule.note,
        "is_note_ours": is_english or bool(note),
    }


def _marks(reading: Reading) -> list[str]:
    marks = []
    if reading.stand == "comes" and reading.rule.valid_from:
        marks.append(_("From %(day)s") % {"day": formats.date(reading.rule.valid_from)})
    if reading.stand == "ended":
        marks.append(_("No longer holds"))
    if reading.instead_of:
        marks.append(_("Differs from the EU"))
    return marks


def _beside(reading: Reading, pack: Pack) -> list[tuple[str, str]]:
    """What it changes, what it was before, what it will be: (when or where, what is said there)."""
    rows = []
    if other := reading.instead_of:
        rows.append((formats.country_name(pack.inherits), says(other)))
    if reading.stand == "holds" and (since := reading.rule.valid_from):
        rows.append((_("In force since"), formats.date(since)))
    for rule in reading.earlier:
        rows.append((_until(rule.valid_to), says(rule)))
    for rule in reading.later:
        day = {"day": formats.date(rule.valid_from)} if rule.valid_from else {"day": "?"}
        rows.append((_("From %(day)s") % day, says(rule)))
    return rows


def _until(day: date | None) -> str:
    return _("Until %(day)s") % {"day": formats.date(day)} if day else ""
