from makegood.kernel.rooms import RoomConfig


class BulkConfig(RoomConfig):
    name = "makegood.bulk"
    label = "bulk"
