"""A bulk at work: some cases a transaction, each with what became of it.

What is done to a case and its outcome are written together or not at all, so a killed worker leaves no case half done,
and whoever goes on begins where it stopped. One process works on a bulk at a time.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Count, F
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.bulk.actions.starting import SEEN
from makegood.bulk.actions.steps import Hand, Kept, look, take, undo
from makegood.bulk.events import BulkAdvanced, BulkEnded, BulkUndone, InboxStirred, MacroRun
from makegood.bulk.models import Bulk, Outcome
from makegood.bulk.rules import Step, changed
from makegood.cases.models import Case
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.alone import alone
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from makegood.kernel.log import as_part_of, calmly, record
from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.sending import UNDO_FOR
from makegood.people.models import Staff

logger = logging.getLogger(__name__)

BATCH = 20
"""Cases held and committed together: few enough that nobody waits for one of them."""
CALM_FROM = 50
"""From so many cases on the inboxes are told now and then, not of each."""
SLICE = 15.0
"""Seconds after which the next job of the worker has its turn."""
TELL_EVERY, STIR_EVERY = 0.4, 3.0
_TRIES = 3
Result = Outcome.Result


def unfinished() -> list[UUID]:
    """The bulks that have not ended, oldest first."""
    found = Bulk.objects.filter(ended_at=None).order_by("asked_at")
    return list(found.values_list("pk", flat=True)[:100])


def carry_out(bulk_id: UUID, seconds: float = SLICE) -> bool:
    """Go on for some `seconds`; whether there is more to do. Under way elsewhere: `Conflict`. Ended: nothing happens."""
    words = _("This is under way already.")
    with alone(bulk_id, "bulk_under_way", words):
        bulk = Bulk.objects.select_related("by", "macro", "undoes").filter(pk=bulk_id).first()
        if bulk is None or bulk.ended_at is not None:
            return False
        with _in_the_words_of(bulk.by), as_part_of(f"bulk:{bulk.pk}"):
            return _Work(bulk).go_on(seconds)


@transaction.atomic
def carry_out_at_once(bulk: Bulk, words: str | None = None) -> Outcome:
    """A bulk of one case, here and now, in the caller's transaction: a macro on the case page. `words`: its answer, as
    somebody has looked it over."""
    with as_part_of(f"bulk:{bulk.pk}"):
        work = _Work(bulk)
        work.words = words
        if work.hand:
            work.hand.undo_for = UNDO_FOR
        work.batch(1)
        work.end()
    return bulk.outcomes.get()


@dataclass(frozen=True)
class _Held:
    """A case in hand: as it is now, as far as steps build upon it, and whether the starter may see it."""

    case: Case
    seen: dict[str, Any]
    is_visible: bool


@dataclass
class _Became:
    """What became of one case."""

    result: str
    code: str = ""
    why: str = ""
    kept: list[Kept] = field(default_factory=list)


class _Work:
    """One bulk under way."""

    def __init__(self, bulk: Bulk) -> None:
        self.bulk = bulk
        self.hand = Hand(bulk.by) if bulk.by else None
        self.words: str | None = None
        self.told_at = self.stirred_at = time.monotonic()

    def go_on(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        Bulk.objects.filter(pk=self.bulk.pk, begun_at=None).update(begun_at=clock.now())
        with self._calmness():
            while not self._is_stopped() and self._safely():
                self._tell()
                if time.monotonic() >= until:
                    return True
        with transaction.atomic():
            self.end()
        return False

    def batch(self, size: int) -> int:
        """The next cases: how many there were."""
        outcomes = list(
            self.bulk.outcomes.select_for_update(of=("self",))
            .filter(result=Result.WAITING)
            .order_by("place")[:size]
        )
        cases = self._held([one.case_id for one in outcomes if one.case_id])
        counts: dict[str, int] = {}
        for outcome in outcomes:
            held = cases.get(outcome.case_id) if outcome.case_id else None
            self._note(outcome, self._treat(outcome, held))
            counts[outcome.result] = counts.get(outcome.result, 0) + 1
        if counts:
            Bulk.objects.filter(pk=self.bulk.pk).update(
                **{name: F(name) + count for name, count in counts.items()}
            )
            for name, count in counts.items():
                setattr(self.bulk, name, getattr(self.bulk, name) + count)
        return len(outcomes)

    def end(self) -> None:
        """Nothing is left, or it was stopped: then the rest says so."""
        now = clock.now()
        left = self.bulk.outcomes.filter(result=Result.WAITING)
        left.update(result=Result.STOPPED, code="stopped", ended_at=now)
        counted = self.bulk.outcomes.values("result").order_by().annotate(count=Count("pk"))
        figures = {row["result"]: row["count"] for row in counted}
        names = [value for value in Result.values if value]
        for name in names:
            setattr(self.bulk, name, figures.get(name, 0))
        self.bulk.ended_at = now
        self.bulk.save(update_fields=[*names, "ended_at"])
        record(BulkEnded(bulk_id=self.bulk.pk, by_id=self.bulk.by_id))
        if self.bulk.total >= CALM_FROM:
            record(InboxStirred(bulk_id=self.bulk.pk, by_id=self.bulk.by_id))

    def _safely(self) -> int:
        """A batch; if it meets somebody who holds the same cases the other way round, again, then one by one."""
        for _try in range(_TRIES):
            try:
                with transaction.atomic():
                    return self.batch(BATCH)
            except OperationalError as error:
                if not _is_passing(error):
                    raise
        with transaction.atomic():
            return self.batch(1)

    def _held(self, ids: list[UUID]) -> dict[UUID, _Held]:
        """Always in one order, as whoever joins cases holds them: no deadlock."""
        cases = Case.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids)
        cases = cases.select_related("shop", "customer", "order", "assignee", "team", "merged_into")
        held = list(cases.order_by("pk"))
        # Read again once they are held: a joined table is not read anew while one waits for a lock.
        seen = dict(Case.objects.filter(pk__in=ids).order_by().values_list("pk", SEEN))
        visible = self._visible(ids)
        return {case.pk: _Held(case, seen[case.pk], case.pk in visible) for case in held}

    def _visible(self, ids: list[UUID]) -> set[UUID]:
        by = self.bulk.by
        if by is None or not Staff.objects.filter(pk=by.pk, is_active=True).exists():
            return set()
        return set(cases_visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))

    def _treat(self, outcome: Outcome, held: _Held | None) -> _Became:
        try:
            with transaction.atomic():
                if held is None:
                    return _Became(Result.CHANGED, "deleted", _("The case was deleted."))
                if not held.is_visible:
                    return _Became(
                        Result.REFUSED, "not_found", _("There is no such case for you any more.")
                    )
                if held.case.merged_into:
                    words = _("It went into case #%(number)s.") % {
                        "number": held.case.merged_into.number
                    }
                    return _Became(Result.CHANGED, "merged", words)
                assert self.hand is not None, "whoever is gone sees no case"
                if self.bulk.undoes_id:
                    return self._undo(outcome, held.case, self.hand)
                return self._do(outcome, held, self.hand)
        except Refused as error:
            return _Became(Result.REFUSED, error.code, " ".join(error.reasons))
        except Conflict as error:
            return _Became(Result.REFUSED, error.code, error.message)
        except BadInput as error:
            return _Became(Result.REFUSED, error.code, error.message)
        except (NotAllowed, NotFound) as error:
            return _Became(Result.REFUSED, error.code, _("This is not yours to do."))
        except OperationalError:
            raise
        except Exception:
            logger.exception("step of a bulk broke", extra={"outcome": outcome.pk})
            return _Became(Result.FAILED, "failed", _("Something broke here; nothing was changed."))

    def _do(self, outcome: Outcome, held: _Held, hand: Hand) -> _Became:
        case = held.case
        steps = [step for step in self.bulk.steps if look(case, step) is not None]
        if not steps:
            return _Became(Result.SKIPPED, "nothing_to_do", _("It is so already."))
        for step in steps:
            if name := changed(step, outcome.seen, held.seen):
                return _Became(Result.CHANGED, f"{name}_changed", _meanwhile(name))
        if self.bulk.macro:
            self._say_macro(case, steps)
        return _Became(Result.DONE, kept=[take(case, step, hand, self.words) for step in steps])

    def _say_macro(self, case: Case, steps: list[Step]) -> None:
        assert self.bulk.macro is not None, "asked for only when there is one"
        record(
            MacroRun(
                case_id=case.pk,
                bulk_id=self.bulk.pk,
                name=self.bulk.macro.name,
                version=self.bulk.macro.number,
                steps=[_without_words(step) for step in steps],
                by_id=self.bulk.by_id,
            )
        )

    def _undo(self, outcome: Outcome, case: Case, hand: Hand) -> _Became:
        """The last part first. What can't be undone stays, and is told; the rest is undone all the same."""
        assert self.bulk.undoes_id is not None, "asked for only when undoing"
        name = self.bulk.macro.name if self.bulk.macro else ""
        record(
            BulkUndone(
                case_id=case.pk,
                bulk_id=self.bulk.pk,
                undoes_id=self.bulk.undoes_id,
                name=name,
                by_id=self.bulk.by_id,
            )
        )
        refused: list[Refused] = []
        for part in reversed(outcome.kept):
            try:
                with transaction.atomic():
                    undo(case, part, hand)
            except Refused as error:
                refused.append(error)
        if not refused:
            return _Became(Result.DONE)
        if len(refused) == len(outcome.kept):
            raise refused[0]
        words = " ".join(reason for error in refused for reason in error.reasons)
        return _Became(Result.REFUSED, refused[0].code, _("Undone in part.") + " " + words)

    def _note(self, outcome: Outcome, became: _Became) -> None:
        outcome.result, outcome.code, outcome.why = became.result, became.code, became.why
        outcome.kept = became.kept or outcome.kept
        outcome.ended_at = clock.now()
        outcome.save(update_fields=["result", "code", "why", "kept", "ended_at"])

    def _is_stopped(self) -> bool:
        return Bulk.objects.filter(pk=self.bulk.pk, stop_asked_at__isnull=False).exists()

    def _tell(self) -> None:
        now, bulk = time.monotonic(), self.bulk
        if now - self.told_at >= TELL_EVERY:
            self.told_at = now
            record(BulkAdvanced(bulk_id=bulk.pk, handled=bulk.handled, total=bulk.total))
        if bulk.total >= CALM_FROM and now - self.stirred_at >= STIR_EVERY:
            self.stirred_at = now
            record(InboxStirred(bulk_id=bulk.pk))

    @contextmanager
    def _calmness(self) -> Iterator[None]:
        if self.bulk.total < CALM_FROM:
            yield
            return
        with calmly():
            yield


def _is_passing(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in {"40P01", "40001", "55P03"}


def _without_words(step: Step) -> Step:
    """What the history keeps: the answer itself is a message of the case."""
    return {name: value for name, value in step.items() if name not in {"bodies", "body"}}


def _meanwhile(name: str) -> str:
    words = {
        "assignee": _("Somebody else has it meanwhile."),
        "team": _("It went to another team meanwhile."),
        "kind": _("Its kind was changed meanwhile."),
        "language": _("Its language was changed meanwhile."),
        "closed": _("It was closed or reopened meanwhile."),
        "snoozed": _("It was put aside or taken up meanwhile."),
        "heard": _("The customer wrote meanwhile."),
        "told": _("Somebody answered meanwhile."),
        "incident": _("It became part of another incident meanwhile."),
    }
    return words[name]


@contextmanager
def _in_the_words_of(staff: Staff | None) -> Iterator[None]:
    language = staff.language if staff and staff.language in LANGUAGES else "en"
    with translation.override(language):
        yield
