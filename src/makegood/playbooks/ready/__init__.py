"""The playbooks a new shop finds, in eight languages: data of this room, written by people.

`shape.toml` says what each is made of, one file a language says it. Latin Serbian is Cyrillic letter by letter.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from makegood.kernel.text import in_latin
from makegood.playbooks.rules import Stage, Step

_FOLDER = Path(__file__).parent
_FIELD = re.compile(r"(\{\{.*?\}\})")
UNSORTED = "unsorted"
"""What the kind of a case not sorted yet, which is empty, is called in the files."""


def ready_kinds() -> list[str]:
    """The kinds of case there is a playbook for, as cases have them."""
    return [_kind(name) for name in _shape() if name != "facts"]


@cache
def ready_stages(kind: str, language: str) -> tuple[Stage, ...]:
    """The playbook for this kind in a language of ours."""
    name, words = kind or UNSORTED, _words("sr" if language == "sr-latn" else language)
    made = tuple(
        Stage(words["stages"][stage], tuple(_step(key, name, words) for key in steps))
        for stage, steps in _shape()[name].items()
    )
    return tuple(map(_in_latin, made)) if language == "sr-latn" else made


def _step(key: str, name: str, words: dict[str, Any]) -> Step:
    said = words.get(name, {}).get(key) or words["shared"][key]
    title, text = said if isinstance(said, list) else (said, "")
    fact = _shape()["facts"].get(key, "")
    return Step(key=key, sort=key.split("_")[0], title=title, text=text, fact=fact)


def _in_latin(stage: Stage) -> Stage:
    steps = (
        Step(one.key, one.sort, in_latin(one.title), _around_fields(one.text), one.fact)
        for one in stage.steps
    )
    return Stage(in_latin(stage.name), tuple(steps))


def _around_fields(text: str) -> str:
    """Names that fill themselves stay as they are."""
    return "".join(part if part.startswith("{{") else in_latin(part) for part in _FIELD.split(text))


def _kind(name: str) -> str:
    return "" if name == UNSORTED else name


@cache
def _shape() -> dict[str, Any]:
    return _file("shape")


@cache
def _words(language: str) -> dict[str, Any]:
    return _file(language)


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
