"""Writes `openapi.json`, the description of the API that integrators build on. `--check` only compares."""

import json
import os
import sys
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "openapi.json"


def described() -> str:
    """The description as the code gives it now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")
    import django  # noqa: PLC0415  app registry

    django.setup()
    from makegood.api.v1 import described as whole  # noqa: PLC0415  app registry

    return json.dumps(whole(), indent=1, ensure_ascii=False, sort_keys=False) + "\n"


def main() -> int:
    fresh = described()
    if "--check" not in sys.argv:
        FILE.write_text(fresh, encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == fresh:
        return 0
    print("openapi.json is not what the code says; write it anew: make openapi")
    return 1


if __name__ == "__main__":
    sys.exit(main())
