from makegood.kernel.rooms import RoomConfig


class RemediesConfig(RoomConfig):
    name = "makegood.remedies"
    label = "remedies"
