from makegood.kernel.rooms import RoomConfig


class InsightConfig(RoomConfig):
    name = "makegood.insight"
    label = "insight"
