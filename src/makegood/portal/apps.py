from makegood.kernel.rooms import RoomConfig


class PortalConfig(RoomConfig):
    name = "makegood.portal"
    label = "portal"
