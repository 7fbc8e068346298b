from makegood.kernel.rooms import RoomConfig


class PlaybooksConfig(RoomConfig):
    name = "makegood.playbooks"
    label = "playbooks"
