from makegood.kernel.rooms import RoomConfig


class KernelConfig(RoomConfig):
    name = "makegood.kernel"
    label = "kernel"
