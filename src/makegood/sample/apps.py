from makegood.kernel.rooms import RoomConfig


class SampleConfig(RoomConfig):
    name = "makegood.sample"
    label = "sample"
