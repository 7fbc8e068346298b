from makegood.kernel.rooms import RoomConfig


class ConsoleConfig(RoomConfig):
    name = "makegood.console"
    label = "console"
