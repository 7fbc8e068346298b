from makegood.kernel.rooms import RoomConfig


class PromisesConfig(RoomConfig):
    name = "makegood.promises"
    label = "promises"
