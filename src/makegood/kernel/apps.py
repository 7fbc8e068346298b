from makegood.kernel.rooms import RoomConfig


class KernelConfig(RoomConfig):
    name = "makegood.kernel"
    label = "kernel"

    def ready(self) -> None:
        super().ready()
        import makegood.kernel.any_of  # noqa: F401, PLC0415  registers its lookup once there are fields
        from makegood.kernel.instants import read_quickly  # noqa: PLC0415  app registry

        read_quickly()
