"""What a playbook is made of, read from what is stored or written, and where a case stands in it."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from makegood.kernel.text import Phrase, _, bounded

SORTS = ("ask", "say", "check", "pass")
"""A question to the customer, words to say, a thing to look at ourselves, somebody else who takes over."""
FACTS = (
    "what_happened",
    "order",
    "product",
    "failed_step",
    "expectation",
    "condition",
    "payment",
    "offer_seen",
)
"""What a question may fill in."""
MOST_STAGES, MOST_STEPS = 8, 20
LONGEST_TITLE, LONGEST_TEXT = 300, 4000
MOST_DAYS = 60
"""Working days within which a stage may promise something."""


@dataclass(frozen=True)
class Step:
    """One thing to do. `key` stays the same from version to version; `text` is what is said, `fact` what is learnt."""

    key: str
    sort: str
    title: str
    text: str = ""
    fact: str = ""


@dataclass(frozen=True)
class Stage:
    """Steps that belong together, and what the customer is promised while they are done: `promise_kind` within so many working
    days of its beginning; empty: nothing.
    """

    name: str
    steps: tuple[Step, ...]
    promise_kind: str = ""
    promise_days: int = 0

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        steps = tuple(Step(**step) for step in plain["steps"])
        return cls(plain["name"], steps, **plain.get("promise", {}))

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON keeps it; what promises nothing is kept as it was before stages could."""
        told = {"name": self.name, "steps": [asdict(step) for step in self.steps]}
        promise = {"promise_kind": self.promise_kind, "promise_days": self.promise_days}
        return told | ({"promise": promise} if self.promise_kind else {})

    def is_done(self, done: Collection[str]) -> bool:
        """Whether nothing of it is left to do."""
        return all(step.key in done for step in self.steps)


@dataclass(frozen=True)
class InOwnWords:
    """A playbook as a colleague of another language reads it: each stage's name, and what to do by the step's key."""

    language: str
    stages: tuple[str, ...]
    steps: dict[str, str]


@dataclass(frozen=True)
class Trouble:
    """What is wrong with something written, and where: the number of the stage and of its step, or of the line."""

    words: Phrase
    place: tuple[int, ...] = ()


def stages_of(plain: Iterable[dict[str, Any]]) -> tuple[Stage, ...]:
    """As they are stored."""
    return tuple(Stage.of(one) for one in plain)


def plain_stages(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    """As JSON keeps them."""
    return [one.plain for one in stages]


def current_stage(stages: tuple[Stage, ...], done: Collection[str]) -> int:
    """Where the case is: the first stage with something left to do; the last when all is done."""
    for place, stage in enumerate(stages):
        if not stage.is_done(done):
            return place
    return max(0, len(stages) - 1)


def stage_begun(stages: tuple[Stage, ...], done: Collection[str]) -> Stage | None:
    """The stage work is on: none before the first step is done, and none after the last."""
    if not stages or not done:
        return None
    here = stages[current_stage(stages, done)]
    return None if here.is_done(done) else here


def step_in(stages: Iterable[Stage], key: str) -> Step | None:
    """The step called so."""
    return next((step for stage in stages for step in stage.steps if step.key == key), None)


def in_own_words(
    language: str,
    stages: tuple[Stage, ...],
    ready: tuple[Stage, ...],
    own: tuple[Stage, ...],
    own_ready: tuple[Stage, ...],
) -> InOwnWords:
    """What `stages` ask of a colleague, in their `language`: as their own playbook has it, or the ready-made one.

    What an owner changed is told in other words only where they changed these, too: the ready-made words would say what
    no longer holds.
    """
    was, own_was = _titles(ready), _titles(own_ready)
    theirs = own_was | _titles(own)
    steps = {
        key: theirs[key]
        for key, title in _titles(stages).items()
        if key in theirs and (title == was.get(key) or theirs[key] != own_was.get(key))
    }
    names, own_names = [one.name for one in ready], [one.name for one in own_ready]
    told = dict(zip(names, own_names, strict=True))
    return InOwnWords(language, tuple(told.get(one.name, one.name) for one in stages), steps)


def _titles(stages: Iterable[Stage]) -> dict[str, str]:
    return {step.key: step.title for stage in stages for step in stage.steps}


def tidy(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Blank stages and steps left out, texts trimmed, new steps given a key that no other has."""
    taken = {step.key for stage in stages for step in stage.steps if step.key}
    made = []
    for stage in stages:
        steps = tuple(_tidy_step(step, taken) for step in stage.steps if step.title.strip())
        if steps or stage.name.strip():
            name = bounded(" ".join(stage.name.split()), 80)
            made.append(replace(stage, name=name, steps=steps))
    return tuple(made)


def trouble_with(stages: tuple[Stage, ...]) -> Trouble | None:
    """Why a playbook can't be saved so."""
    if not any(stage.steps for stage in stages):
        return Trouble(_("A playbook needs at least one step."))
    if len(stages) > MOST_STAGES:
        return Trouble(_("A playbook has at most %(count)s stages.", count=MOST_STAGES))
    for place, stage in enumerate(stages):
        if not stage.name:
            return Trouble(_("Give every stage a name."), (place,))
        if not stage.steps:
            return Trouble(_("Give every stage a step, or leave it out."), (place,))
        if bool(stage.promise_kind) != (1 <= stage.promise_days <= MOST_DAYS):
            return Trouble(
                _(
                    "Say what a stage promises and within how many working days, %(most)s at most.",
                    most=MOST_DAYS,
                ),
                (place,),
            )
        if len(stage.steps) > MOST_STEPS:
            return Trouble(_("A stage has at most %(count)s steps.", count=MOST_STEPS), (place,))
        for number, step in enumerate(stage.steps):
            if step.sort not in SORTS:
                return Trouble(_("Choose what the step is."), (place, number))
            if step.sort == "say" and not step.text:
                return Trouble(_("Write what is said."), (place, number))
            if step.fact and step.fact not in FACTS:
                return Trouble(_("Choose one of the facts offered."), (place, number))
    keys = [step.key for stage in stages for step in stage.steps]
    if len(keys) != len(set(keys)):
        return Trouble(_("Two steps have the same key; reload the page and try again."))
    return None


def _tidy_step(step: Step, taken: set[str]) -> Step:
    key = bounded(step.key, 40)
    if not key:
        number = 1
        while f"{step.sort}_{number}" in taken:
            number += 1
        key = f"{step.sort}_{number}"
        taken.add(key)
    return Step(
        key=key,
        sort=step.sort,
        title=bounded(" ".join(step.title.split()), LONGEST_TITLE),
        text=bounded(step.text.strip(), LONGEST_TEXT) if step.sort == "say" else "",
        fact=step.fact if step.sort == "ask" else "",
    )
