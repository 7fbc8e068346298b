"""A worker's threads, as they run all day: prints ready, begins at a line, ends with its input."""

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django

django.setup()

from makegood.messages import listening


def main() -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    listening.run(ended.is_set)


if __name__ == "__main__":
    main()
