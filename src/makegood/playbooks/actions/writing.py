"""Writing playbooks: each saving is a version; the ready-made ones come back when somebody wants them back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES
from makegood.kernel.words import said
from makegood.messages.rules.filling import unknown_fields
from makegood.people.models import Staff
from makegood.playbooks.events import PlaybookSaved
from makegood.playbooks.models import Playbook, Version
from makegood.playbooks.ready import ready_kinds, ready_stages
from makegood.playbooks.rules import Stage, plain_stages, tidy, trouble_with
from makegood.promises.models import Promise
from makegood.shops.models import Shop


@transaction.atomic
def write_playbook(
    playbook: Playbook, by: Staff | None, stages: Iterable[Stage], number: int | None = None
) -> Version:
    """A new version; the same words again are none. `Conflict` if somebody wrote one since version `number`."""
    stages = tidy(tuple(stages))
    if trouble := trouble_with(stages):
        raise BadInput("stages", said(trouble.words))
    _check_fields(stages)
    if any(stage.promise_kind not in {"", *Promise.Kind.values} for stage in stages):
        raise BadInput("stages", gettext("Choose what is promised."))
    return _write(playbook, by, stages, number=number)


@transaction.atomic
def restore_playbook(playbook: Playbook, by: Staff | None) -> Version:
    """The ready-made words again, as a new version; what stood there stays among the versions."""
    stages = ready_stages(playbook.kind, playbook.language)
    return _write(playbook, by, stages, is_ready_made=True)


@transaction.atomic
def make_playbook(shop: Shop, kind: str, language: str, by: Staff | None = None) -> Playbook:
    """The playbook of this kind and language, with the ready-made words (of "something else": those for unsorted cases).

    The one that is there already, if there is.
    """
    if kind not in Case.Kind.values:
        raise BadInput("kind", gettext("Choose one of the kinds offered."))
    if language not in LANGUAGES:
        raise BadInput("language", gettext("Choose one of the languages offered."))
    playbook, is_new = Playbook.objects.get_or_create(shop=shop, kind=kind, language=language)
    if is_new:
        is_ready = kind in ready_kinds()
        stages = ready_stages(kind if is_ready else "", language)
        _write(playbook, by, stages, is_ready_made=is_ready)
    return playbook


@transaction.atomic
def seed_playbooks(shop: Shop) -> int:
    """The ready-made ones in every language the shop speaks; what is there already stays as it is. How many are new."""
    known = set(Playbook.objects.filter(shop=shop).values_list("kind", "language"))
    new = [
        Playbook(shop=shop, kind=kind, language=language)
        for language in shop.languages
        for kind in ready_kinds()
        if (kind, language) not in known
    ]
    now = clock.now()
    Playbook.objects.bulk_create(new)
    Version.objects.bulk_create(
        Version(
            playbook=one,
            number=1,
            stages=plain_stages(ready_stages(one.kind, one.language)),
            is_ready_made=True,
            at=now,
        )
        for one in new
    )
    return len(new)


def _write(
    playbook: Playbook,
    by: Staff | None,
    stages: tuple[Stage, ...],
    *,
    number: int | None = None,
    is_ready_made: bool = False,
) -> Version:
    Playbook.objects.select_for_update(no_key=True).get(pk=playbook.pk)
    before = playbook.versions.filter(is_newest=True).first()
    if before and number is not None and before.number != number:
        raise Conflict(
            "playbook_changed",
            gettext(
                "A colleague changed this playbook meanwhile. Look at it again, then save yours."
            ),
        )
    plain = plain_stages(stages)
    if before and before.stages == plain:
        return before
    if before:
        before.is_newest = False
        before.save(update_fields=["is_newest"])
    version = Version.objects.create(
        playbook=playbook,
        number=before.number + 1 if before else 1,
        stages=plain,
        is_ready_made=is_ready_made,
        by=by,
        at=clock.now(),
    )
    by_id = by.pk if by else None
    thing = audit.Thing("playbook", playbook.pk, f"{playbook.kind or '–'} ({playbook.language})")
    if before:
        audit.changed(thing, by_id, {"stages": before.stages}, {"stages": plain})
    record(PlaybookSaved(playbook_id=playbook.pk, number=version.number, by_id=by_id))
    return version


def _check_fields(stages: tuple[Stage, ...]) -> None:
    texts = (step.text for stage in stages for step in stage.steps)
    unknown = sorted({field for text in texts for field in unknown_fields(text)})
    if unknown:
        raise BadInput(
            "stages", gettext("There is no field %(field)s.") % {"field": ", ".join(unknown)}
        )
