"""The child of fuzz.py: libFuzzer feeds the mail parser, whose code is watched as it runs."""

import itertools
import sys

import atheris

with atheris.instrument_imports(include=["makegood.kernel.mail"]):
    from fuzz import complaint_of, memory_complaint_of

_turns = itertools.count(1)


def read_one(raw: bytes) -> None:
    complaint = complaint_of(raw)
    if complaint.startswith("took"):  # the machine may have been busy: twice is no accident
        complaint = complaint_of(raw)
    # measuring memory is slow, so only now and then here; all that is kept is measured afterwards
    complaint = complaint or (memory_complaint_of(raw) if next(_turns) % 50 == 0 else "")
    if complaint:
        raise AssertionError(complaint)


atheris.Setup(sys.argv, read_one)
atheris.Fuzz()
