from makegood.kernel.rooms import RoomConfig


class CasesConfig(RoomConfig):
    name = "makegood.cases"
    label = "cases"
