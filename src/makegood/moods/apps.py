from makegood.kernel.rooms import RoomConfig


class MoodsConfig(RoomConfig):
    name = "makegood.moods"
    label = "moods"
