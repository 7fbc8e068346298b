from makegood.kernel.rooms import RoomConfig


class HooksConfig(RoomConfig):
    name = "makegood.hooks"
    label = "hooks"
