"""Sweeps once, as a worker does every minute: prints ready, begins at a line, tells its seconds of processor."""

import json
import os
import sys
import time
from datetime import datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django

django.setup()

from django.db import connection

from makegood.kernel import clock
from makegood.promises.tasks import sweep_promises


def main(now: str) -> None:
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    with clock.frozen(datetime.fromisoformat(now)):
        sweep_promises(0)
    print(json.dumps(time.process_time() - began), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
