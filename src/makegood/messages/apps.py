from makegood.kernel.rooms import RoomConfig


class MessagesConfig(RoomConfig):
    name = "makegood.messages"
    label = "messages"
