"""Every adapter folder is complete, and registered the way a stranger's would be."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

import makegood.adapters
from makegood.kernel.registry import adapters
from makegood.messages.ports import Channel
from makegood.policy.ports import PolicyPack
from makegood.shops.ports import ShopConnector
from makegood.shops.ports.carriers import Carrier

FOLDER = Path(makegood.adapters.__file__).parent
GROUPS = {
    "carriers": ("makegood.carriers", Carrier),
    "channels": ("makegood.channels", Channel),
    "policies": ("makegood.policies", PolicyPack),
    "shops": ("makegood.shops", ShopConnector),
}
# A channel's README is shown beside its form; a pack's examples are its tests and tell what it says.
PARTS = {
    "carriers": ("README.md", "tests/test_*.py"),
    "channels": ("README.md", "tests/test_*.py"),
    "policies": ("pack.yaml", "examples.yaml"),
    "shops": ("README.md", "tests/test_*.py"),
}
FOLDERS = [
    folder
    for kind in GROUPS
    for folder in sorted((FOLDER / kind).iterdir())
    if (folder / "__init__.py").exists()
]


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_an_adapter_folder_is_complete(folder: Path) -> None:
    missing = [part for part in PARTS[folder.parent.name] if not list(folder.glob(part))]

    assert missing == []


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_an_adapter_is_registered_and_keeps_its_port(folder: Path) -> None:
    group, port = GROUPS[folder.parent.name]

    assert folder.name in entry_points(group=group).names
    assert isinstance(adapters(group)[folder.name], port)


def test_every_kind_of_adapter_has_a_port() -> None:
    kinds = {folder.name for folder in FOLDER.iterdir() if (folder / "__init__.py").exists()}

    assert kinds == set(GROUPS)
