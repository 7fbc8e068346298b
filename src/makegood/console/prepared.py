"""The prepared answers as the composer offers them. A case is offered a hundred and fifty: each is drawn once, not once a page."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from markupsafe import Markup

from makegood.cases.models import Case
from makegood.messages.rules.offering import Group, Offerable
from makegood.ui.pages import draw
from makegood.ui.speaking import language

_PLACE = "/put-into-the-draft/"
"""Stands in a drawing where the case's own address goes."""


@dataclass(frozen=True)
class Drawn:
    """A group of prepared answers, drawn: those that fit, and the others of the same language."""

    language: str
    fitting: Markup
    others: Markup
    fitting_count: int
    others_count: int


def drawn(case: Case, groups: list[Group]) -> list[Drawn]:
    """The groups as buttons that put an answer into the draft."""
    address = reverse("console:draft_template", args=[case.number])
    return [
        Drawn(
            group.language,
            _buttons(group.fitting, address, is_fitting=True),
            _buttons(group.others, address, is_fitting=False),
            len(group.fitting),
            len(group.others),
        )
        for group in groups
    ]


def _buttons(answers: list[Offerable], address: str, *, is_fitting: bool) -> Markup:
    reader = language()
    buttons = "".join(
        _button(
            reader,
            one.pk,
            one.name,
            one.language,
            one.kind,
            one.stage,
            # Of what fits one need not say that it is in the shop's tone.
            "" if is_fitting else one.tone,
        )
        for one in answers
    )
    return Markup(buttons.replace(_PLACE, address))  # noqa: S704  drawn by a template, which escapes


@lru_cache(2048)
def _button(
    _reader: str, answer_id: UUID, name: str, spoken: str, kind: str, stage: str, tone: str
) -> str:
    return draw(
        "console/parts/prepared_answer.html",
        id=answer_id,
        name=name,
        spoken=spoken,
        kind=kind,
        stage=stage,
        tone=tone,
        address=_PLACE,
    )
