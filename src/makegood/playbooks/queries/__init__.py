"""Reads: the playbook a case goes by, the guides to what was ordered, and what an owner has written."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from makegood.cases.models import Case
from makegood.kernel.asking import Question, all_of, answers, first_of
from makegood.kernel.text import LANGUAGES
from makegood.kernel.written import written
from makegood.playbooks.models import Attempt, Course, Guide, Playbook, Tick, Version
from makegood.playbooks.ready import ready_kinds, ready_stages
from makegood.playbooks.rules import (
    InOwnWords,
    Node,
    Stage,
    current_stage,
    in_own_words,
    read_guide,
    stages_of,
)
from makegood.shops.models import Line, Shop

MOST_GUIDES = 5
"""Of a long order only so many guides are shown on the case."""


@dataclass(frozen=True)
class Done:
    """That a step was done."""

    by_id: UUID | None
    at: datetime


@dataclass(frozen=True)
class Plan:
    """The playbook of a case: the version it goes by, what is done of it, and the stage it is at."""

    playbook_id: UUID
    version_id: UUID
    number: int
    kind: str
    language: str
    stages: tuple[Stage, ...]
    done: dict[str, Done]
    at: int
    is_outdated: bool
    """Whether the case goes by an older version than the newest."""
    own: InOwnWords | None = None
    """For a colleague who speaks another language: what it asks of them. What the customer hears stays as it is."""

    @property
    def total(self) -> int:
        return sum(len(stage.steps) for stage in self.stages)

    @property
    def ticked(self) -> int:
        return sum(step.key in self.done for stage in self.stages for step in stage.steps)


@dataclass(frozen=True)
class Help:
    """A guide that fits what was ordered, and what of it was tried on this case: advice → whether it helped."""

    guide_id: UUID
    name: str
    language: str
    tree: Node
    tried: dict[str, bool]


@dataclass(frozen=True)
class GuideRow:
    """A guide in the list, with how often its advice was tried and helped."""

    guide: Guide
    tried: int
    solved: int


def plan_of(case: Case) -> Plan | None:
    """The version the case began with, else the newest: in its language, in the shop's, in any."""
    return read_plan(*answers(plan_question(case)))


def guides_for(case: Case) -> list[Help]:
    """First help with what was ordered, in the case's language."""
    return read_guides(*answers(guides_question(case)))


def plan_question(case: Case) -> Question:
    """For `read_plan`: a page asks it together with others."""
    return _plan(case.pk, case.shop_id, case.kind, case.language, case.shop.main_language)


@written
def _plan(case_id: UUID, shop_id: UUID, kind: str, language: str, main_language: str) -> Question:
    here = Course.objects.filter(case=case_id, version=OuterRef("pk"))
    ticks = Tick.objects.filter(course__case=case_id, course__version=OuterRef("pk"))
    versions = (
        Version.objects.filter(playbook__shop=shop_id, playbook__kind=kind)
        .annotate(begun_at=Subquery(here.values("begun_at")[:1]))
        .filter(Q(is_newest=True) | Q(begun_at__isnull=False))
        .alias(
            strangeness=Choice(
                When(playbook__language=language, then=Value(0)),
                When(playbook__language=main_language, then=Value(1)),
                default=Value(2),
            )
        )
        .order_by(F("begun_at").desc(nulls_last=True), "strangeness", "playbook__language")
    )
    told = JSONObject(
        playbook_id="playbook_id",
        version_id="pk",
        number="number",
        kind="playbook__kind",
        language="playbook__language",
        stages="stages",
        is_newest="is_newest",
        ticks=ArraySubquery(ticks.values(one=JSONObject(step="step", by="by_id", at="at"))),
    )
    return first_of(versions.values_list(told))


def own_question(case: Case, language: str) -> Question:
    """For `read_plan`: the playbook of this kind in the colleague's own language."""
    return _own_plan(case.shop_id, case.kind, language)


@written
def _own_plan(shop_id: UUID, kind: str, language: str) -> Question:
    newest = Version.objects.filter(is_newest=True, playbook__shop=shop_id)
    own = newest.filter(playbook__kind=kind, playbook__language=language)
    return first_of(own.values_list(JSONObject(stages="stages")))


def guides_question(case: Case) -> Question:
    """For `read_guides`: a page asks it together with others."""
    return _guides(case.pk, case.order_id, case.shop_id, case.language)


@written
def _guides(case_id: UUID, order_id: UUID | None, shop_id: UUID, language: str) -> Question:
    ordered = Line.objects.filter(order=order_id, order__isnull=False)
    named = Q(name__icontains=OuterRef("match")) | Q(sku__icontains=OuterRef("match"))
    tried = Attempt.objects.filter(case=case_id, guide=OuterRef("pk"))
    fitting = Exists(ordered.filter(product=OuterRef("product"))) | (
        Q(product=None) & ~Q(match="") & Exists(ordered.filter(named))
    )
    guides = Guide.objects.filter(
        fitting, shop=shop_id, language=language, is_active=True
    ).order_by("product", "name")
    told = JSONObject(
        guide_id="pk",
        name="name",
        language="language",
        text="text",
        tried=ArraySubquery(tried.values(one=JSONObject(advice="advice", solved="solved"))),
    )
    return all_of(guides.values_list(told)[:MOST_GUIDES])


def read_plan(answer: str | None, own: str | None = None, language: str = "") -> Plan | None:
    """What `plan_question` was answered; `own_question`, too, for a colleague of this language."""
    if answer is None:
        return None
    told = json.loads(answer)
    stages, done = stages_of(told["stages"]), {one["step"]: _done(one) for one in told["ticks"]}
    return Plan(
        playbook_id=UUID(told["playbook_id"]),
        version_id=UUID(told["version_id"]),
        number=told["number"],
        kind=told["kind"],
        language=told["language"],
        stages=stages,
        done=done,
        at=current_stage(stages, done),
        is_outdated=not told["is_newest"],
        own=words_for_colleague(
            told["kind"],
            told["language"],
            stages,
            stages_of(json.loads(own)["stages"]) if own else (),
            language,
        ),
    )


def words_for_colleague(
    kind: str, spoken: str, stages: tuple[Stage, ...], theirs: tuple[Stage, ...], language: str
) -> InOwnWords | None:
    """A playbook `spoken` in another language than the colleague's, whose own one is `theirs`; None where it is not."""
    if language == spoken or language not in LANGUAGES or spoken not in LANGUAGES:
        return None
    kind = kind if kind in ready_kinds() else ""
    return in_own_words(
        language, stages, ready_stages(kind, spoken), theirs, ready_stages(kind, language)
    )


def read_guides(answer: list[str]) -> list[Help]:
    """What `guides_question` was answered."""
    return [_help(json.loads(one)) for one in answer]


def newest_versions(shop: Shop, language: str) -> dict[str, Version]:
    """The playbooks of one language as they stand: kind → version."""
    versions = Version.objects.filter(
        playbook__shop=shop, playbook__language=language, is_newest=True
    )
    return {one.playbook.kind: one for one in versions.select_related("playbook", "by")}


def playbooks_by_language(shop: Shop) -> dict[str, int]:
    """How many there are in each language."""
    rows = Playbook.objects.filter(shop=shop).values_list("language").annotate(count=Count("pk"))
    return dict(rows)


def versions_of(playbook: Playbook) -> QuerySet[Version]:
    """Every version, the newest first."""
    return playbook.versions.select_related("by").order_by("-number")


def guides_of(shop: Shop, limit: int = 200) -> list[GuideRow]:
    """The guides offered, by name, with how they fared."""
    guides = Guide.objects.filter(shop=shop, is_active=True).select_related("product")
    counted = guides.annotate(
        tried_count=Count("attempts"),
        solved_count=Count("attempts", filter=Q(attempts__solved=True)),
    )
    rows = counted.order_by("name", "language")[:limit]
    return [GuideRow(one, one.tried_count, one.solved_count) for one in rows]


def _help(told: dict[str, Any]) -> Help:
    return Help(
        guide_id=UUID(told["guide_id"]),
        name=told["name"],
        language=told["language"],
        tree=read_guide(told["text"]),
        tried={one["advice"]: one["solved"] for one in told["tried"]},
    )


def _done(plain: dict[str, str]) -> Done:
    by = plain["by"]
    return Done(UUID(by) if by else None, datetime.fromisoformat(plain["at"]))
