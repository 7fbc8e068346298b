from makegood.kernel.rooms import RoomConfig


class RulebookConfig(RoomConfig):
    name = "makegood.rulebook"
    label = "rulebook"
