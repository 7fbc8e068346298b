from makegood.kernel.rooms import RoomConfig


class PeopleConfig(RoomConfig):
    name = "makegood.people"
    label = "people"
