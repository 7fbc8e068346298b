"""The mail parser alone: a morning's mail on one core, and one mail of 50 MB in a process of its own.

The reference is the standard library's bare parse of the same bytes, nothing decoded.
"""

import base64
import email
import email.policy
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.desks import ROOT
from bench.report import Report

MAILS = 1_000
BIG = 50_000_000


def run(report: Report, rounds: int) -> None:
    """Mails a second; seconds and peak memory for the big one."""
    speeds, bare, took, memory = [], [], [], []
    for _ in range(rounds):
        speed, reference = _alone("mix")
        speeds.append(speed)
        bare.append(reference)
        seconds, peak = _alone("big")
        took.append(seconds)
        memory.append(peak)
    reference = sorted(bare)[len(bare) // 2]
    report.add("parse.mails_per_s", speeds, "mails/s", reference, "email, bare")
    report.add("parse.big_s", took, "s")
    report.add("parse.big_mb", memory, "MB", BIG / 1e6, "the mail")


def _alone(what: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.parsing", what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = json.loads(done.stdout)
    return first, second


def mix() -> tuple[float, float]:
    """(mails a second of ours, of the standard library's) in processor time, so that a busy machine counts less."""
    from bench.intake_round import mails  # noqa: PLC0415  after the environment
    from makegood.kernel.mail.parse import parse  # noqa: PLC0415  slow import

    raw = mails(MAILS)
    parse(raw[0])
    began = time.process_time()
    for one in raw:
        read = parse(one)
        assert read.sender
        assert read.text
    ours = time.process_time() - began
    began = time.process_time()
    for one in raw:
        email.message_from_bytes(one, policy=email.policy.default)
    return MAILS / ours, MAILS / (time.process_time() - began)


def big() -> tuple[float, float]:
    """(seconds, peak memory of the whole process in MB) for a mail of photos, read from a file as the command does."""

    with TemporaryDirectory() as folder:
        file = Path(folder) / "big.eml"
        written = subprocess.run(
            [sys.executable, "-m", "bench.parsing", "write", str(file)], cwd=ROOT
        )
        assert written.returncode == 0
        from makegood.kernel.mail.parse import parse  # noqa: PLC0415  slow import

        began = time.perf_counter()
        read = parse(file.read_bytes())
        took = time.perf_counter() - began
    assert len(read.files) == 10
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(path: str) -> None:
    """Ten photos and a few words: written by another process, for its memory would count."""
    dice = random.Random(7)
    with open(path, "wb") as file:
        file.write(
            b"From: Ana <ana@example.org>\nTo: desk@shop.example\nSubject: Photos\n"
            b"Date: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <big@example.org>\n"
            b"Content-Type: multipart/mixed; boundary=edge\n\n--edge\nContent-Type: text/plain\n\nThe cup is broken.\n"
        )
        for number in range(10):
            photo = base64.encodebytes(dice.randbytes(BIG // 10 * 100 // 136))
            file.write(
                b"--edge\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n"
                + f"Content-Disposition: attachment; filename=IMG_{number}.jpg\n\n".encode()
                + photo
            )
        file.write(b"--edge--\n")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        print(json.dumps({"mix": mix, "big": big}[sys.argv[1]]()))
