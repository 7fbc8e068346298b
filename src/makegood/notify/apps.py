from makegood.kernel.rooms import RoomConfig


class NotifyConfig(RoomConfig):
    name = "makegood.notify"
    label = "notify"
