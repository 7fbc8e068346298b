"""Consumer law of Serbia: reference material, not legal advice."""

from pathlib import Path

from makegood.policy.ports import PolicyPack

pack = PolicyPack(Path(__file__).parent)
