"""A measurement in a process of its own, on a data folder of its own that is kept between runs."""

import json
import os
import subprocess
import sys
from typing import Any

from bench.desks import DATA, ROOT


def measured_apart(module: str, folder: str, *arguments: int) -> dict[str, Any]:
    """What `python -m bench.MODULE ARGUMENTS` prints as its last line, an object in JSON."""
    data = DATA / folder
    data.mkdir(parents=True, exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKEGOOD_")}
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *map(str, arguments)],
        env=environment | {"MAKEGOOD_DATA": str(data), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
