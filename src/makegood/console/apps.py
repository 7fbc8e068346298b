from importlib import import_module

from makegood.kernel.rooms import RoomConfig


class ConsoleConfig(RoomConfig):
    name = "makegood.console"
    label = "console"

    def ready(self) -> None:
        super().ready()
        import_module("makegood.console.noticeletters")  # the words of a mail the worker writes
