"""How a room becomes a Django app."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """A room: its reactions are registered as soon as Django is ready."""

    # Every `apps.py` imports this class beside its own, and Django takes neither when both could be meant.
    default = False

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        reactions = f"{self.name}.reactions"
        if find_spec(reactions):
            import_module(reactions)
