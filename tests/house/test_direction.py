"""The rules of the house that import contracts can't see."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from django.apps import apps
from django.conf import settings
from django.template import engines

import makegood
from makegood.kernel.events import all_events

T = TypeVar("T", bound=ast.AST)

PACKAGE = Path(makegood.__file__).parent
SURFACES = ("console", "portal", "api")
ROOMS = [name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("makegood.")]
"""Lowest first: the settings list them so, and `.importlinter` holds the imports to the same order."""
BELOW = [room for room in ROOMS if room not in (*SURFACES, "ui", "project")]


def test_foreign_keys_point_down_the_house() -> None:
    order = [room for room in ROOMS if room != "project"]
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("makegood.")
        for field in model._meta.get_fields()
        if (target := field.related_model) and not field.auto_created
        if isinstance(target, type) and target.__module__.startswith("makegood.")
        if order.index(_room(target)) > order.index(_room(model))
    ]

    assert upward == []


def test_surfaces_ask_queries_and_doors_not_managers() -> None:
    managers = {"objects", "_default_manager", "_base_manager"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for room in SURFACES
        for path, node in _nodes(room, ast.Attribute)
        if node.attr in managers
    ]

    assert found == []


def test_http_is_spoken_in_surfaces_only() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for room in BELOW
        for path, node in _nodes(room, ast.ImportFrom)
        if (node.module or "").split(".")[:2] == ["django", "http"]
    ]

    assert found == []


def test_every_block_a_view_renders_exists() -> None:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]  # Jinja2's, not Django's
    named = [
        (path, node.lineno, template, block)
        for room in (*SURFACES, "ui")
        for path, node in _nodes(room, ast.Call)
        for template, block in _template_and_block(node)
    ]
    missing = [
        f"{path.relative_to(PACKAGE)}:{line}: {template} has no block {block!r}"
        for path, line, template, block in named
        if block not in environment.get_template(template).blocks
    ]

    assert missing == []


def test_every_template_a_view_names_exists() -> None:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]  # Jinja2's, not Django's
    named = {
        argument.value
        for room in SURFACES
        for _, node in _nodes(room, ast.Call)
        for argument in node.args
        if isinstance(argument, ast.Constant)
        if isinstance(argument.value, str) and argument.value.endswith(".html")
    }

    for template in named:
        environment.get_template(template)


def test_every_event_says_what_it_means() -> None:
    silent = [
        event.__name__
        for event in all_events()
        # A dataclass without a docstring gets its signature for one.
        if not (event.__doc__ or "").strip() or (event.__doc__ or "").startswith(event.__name__)
    ]

    assert all_events()
    assert silent == []


def test_every_room_has_a_sign() -> None:
    unsigned = [
        folder.name
        for folder in PACKAGE.iterdir()
        if (folder / "__init__.py").exists()
        if not ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    ]

    assert unsigned == []


def test_every_rule_turned_off_says_why() -> None:
    silent = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if _turned_off_without_a_word(line)
    ]

    assert silent == []


def _turned_off_without_a_word(line: str) -> bool:
    for mark in ("# noqa:", "# type: ignore["):
        if mark not in line or f'"{mark}' in line:
            continue
        after = line.split(mark, 1)[1]
        words = after.replace("# noqa:", " ").replace("# type: ignore[", " ").replace("]", " ")
        if not any(word.isalpha() and word.islower() for word in words.split()):
            return True
    return False


def _room(model: type) -> str:
    return model.__module__.split(".")[1]


def _nodes(room: str, kind: type[T]) -> Iterator[tuple[Path, T]]:
    for path in sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                yield path, node


def _template_and_block(call: ast.Call) -> Iterator[tuple[str, str]]:
    blocks = [
        keyword.value.value
        for keyword in call.keywords
        if keyword.arg == "block" and isinstance(keyword.value, ast.Constant)
    ]
    templates = [
        argument.value
        for argument in call.args
        if isinstance(argument, ast.Constant) and str(argument.value).endswith(".html")
    ]
    yield from ((template, block) for template in templates for block in blocks if block)
