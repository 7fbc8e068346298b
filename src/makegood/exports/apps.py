from makegood.kernel.rooms import RoomConfig


class ExportsConfig(RoomConfig):
    name = "makegood.exports"
    label = "exports"
