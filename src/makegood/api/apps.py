from makegood.kernel.rooms import RoomConfig


class ApiConfig(RoomConfig):
    name = "makegood.api"
    label = "api"
