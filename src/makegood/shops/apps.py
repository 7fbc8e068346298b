from makegood.kernel.rooms import RoomConfig


class ShopsConfig(RoomConfig):
    name = "makegood.shops"
    label = "shops"
