"""What is compiled from the sources before anything runs: translations, and bytecode. Quick when nothing changed."""

import compileall

import translations


def everything() -> None:
    translations.compile_all()
    # The environment may forbid Python to write bytecode when it runs; starting would be slow each time.
    compileall.compile_dir(translations.PACKAGE, quiet=2, workers=1)


if __name__ == "__main__":
    everything()
