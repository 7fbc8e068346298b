"""What the documents say of the code is true where a machine can tell."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from makegood.project import env
from makegood.project.cli import makegood

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(document: Path) -> None:
    text = document.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b(?=[`\s]*$|`| )", _code(text))) <= targets
    assert set(re.findall(r"\bmakegood ([a-z]+(?:-[a-z]+)*)\b", _code(text))) <= {
        *makegood.commands
    }


def test_every_setting_is_in_the_operators_guide() -> None:
    guide = (ROOT / "docs/howto/operate.md").read_text()

    assert [name for name in env.KNOWN if f"`MAKEGOOD_{name}`" not in guide] == []


def test_every_dependency_says_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    table = (ROOT / "docs/dependencies.md").read_text()

    names = {re.split(r"[\[~=<>]", name)[0] for name in asked}
    assert sorted(name for name in names if f"\n| {name} |" not in table) == []


def _code(text: str) -> str:
    """What stands in backticks and fences: prose may "make sense"."""
    return "\n".join(
        re.findall(r"`([^`\n]+)`", text) + re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    )
