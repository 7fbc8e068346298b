from makegood.kernel.rooms import RoomConfig


class RetentionConfig(RoomConfig):
    name = "makegood.retention"
    label = "retention"
