"""An idle process gives back what it only needed to start."""

import subprocess
import sys

SCRIPT = """
import re, pydantic, cryptography.x509
from makegood.project.giving_back import give_back_program_text

def of_files():
    return int(re.search(r"RssFile:\\s+(\\d+)", open("/proc/self/status").read())[1])

before = of_files()
give_back_program_text()
print(before - of_files())
assert pydantic.TypeAdapter(int).validate_python("7") == 7
"""


def test_program_text_goes_and_comes_back_when_it_is_run() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) >= 0
