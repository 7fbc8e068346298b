"""`make check`: everything that must hold beside the tests, one line each; all are tried, then it fails if one did."""

import os
import subprocess
import sys
import time
from pathlib import Path

import translations

BIN = Path(sys.executable).parent
ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "makegood.project.settings_for_tests"}

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "-q", "."],
    "lint": [BIN / "ruff", "check", "-q", "."],
    "types": [BIN / "mypy"],
    "import contracts": [BIN / "lint-imports"],
    "migrations": [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "django",
        "makemigrations",
        "--check",
        "--dry-run",
    ],
    "api description": [sys.executable, "tools/openapi.py", "--check"],
    "translations": [sys.executable, "tools/check.py", "translations"],
}


def main() -> int:
    if sys.argv[1:] == ["translations"]:
        return check_translations()
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    print(f"check: {', '.join(failed)} failed" if failed else "check: all is well")
    return bool(failed)


def passes(name: str, command: list[object]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        cwd=translations.ROOT,
        env=ENVIRONMENT,
        check=False,
    )
    print(
        f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {name} ({time.monotonic() - began:.0f} s)",
        flush=True,
    )
    if done.returncode:
        print((done.stdout + done.stderr).rstrip(), flush=True)
    return done.returncode == 0


def check_translations() -> int:
    wanted = translations.source()
    wrong = [
        line
        for locale in (*translations.WRITTEN, translations.LATIN)
        for line in translations.wrong(locale, wanted)
    ]
    for line in wrong[:40]:
        print(line)
    if wrong:
        print(
            f"{len(wrong)} translations to do in all; `make messages` brings the catalogues up to date"
        )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
