from makegood.kernel.rooms import RoomConfig


class FlowsConfig(RoomConfig):
    name = "makegood.flows"
    label = "flows"
