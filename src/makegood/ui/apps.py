from makegood.kernel.rooms import RoomConfig


class UiConfig(RoomConfig):
    name = "makegood.ui"
    label = "ui"
