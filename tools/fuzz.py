"""Fuzz the mail parser, led by coverage (atheris), for FUZZ_SECONDS; fails on a crash, a second lost or memory that grows.

A child does the fuzzing, for libFuzzer ends its process as it likes; then every input that it kept is read once more, without
instruments, with time and memory measured exactly. What is found lies in .fuzz/found/, what was learnt in .fuzz/corpus/.
"""

import os
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.report import facts_of
from makegood.testing.mails import CORPUS as SAMPLES

FOLDER = Path(".fuzz")
CORPUS, FOUND = FOLDER / "corpus", FOLDER / "found"
LONGEST_SEED = 1 << 16
SECONDS_A_MAIL = 1.0
TIMES_ITS_SIZE, ALLOWANCE = 20, 1 << 20
"""A mail may take twenty times its size and a fixed megabyte: the tables that are made on first use."""
WORDS = (
    "boundary=", "multipart/mixed", "multipart/alternative", "multipart/related", "message/rfc822", "text/html", "text/calendar",
    "application/ms-tnef", "application/pkcs7-mime", "base64", "quoted-printable", "x-uuencode", "=?utf-8?B?", "?=", "charset=",
    "format=flowed", "filename*0*=", "Content-Type: ", "Content-Transfer-Encoding: ", "Content-Disposition: attachment", "--edge",
    "<blockquote>", "<!--", "<table>", "<style>", "begin 644 a", "BEGIN:VEVENT", "-----BEGIN PGP SIGNED MESSAGE-----", "> ", " wrote:",
    "-----Original Message-----", "Final-Recipient: ", "Status: 5.1.1", "From: ", "References: ",
)  # fmt: skip


def main() -> int:
    seconds = int(os.environ.get("FUZZ_SECONDS", "600"))
    for folder in (CORPUS, FOUND):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = _write_seeds()
    print(f"fuzzing for {seconds} s from {seeds} seeds ...", flush=True)
    child = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("fuzz_led_by_coverage.py")), f"-max_total_time={seconds}", "-print_final_stats=1", f"-max_len={LONGEST_SEED}",
         "-timeout=20", "-rss_limit_mb=2000", f"-artifact_prefix={FOUND}/", f"-dict={FOLDER / 'words.dict'}", str(CORPUS)],
        stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    (FOLDER / "fuzz.log").write_text(child.stderr)
    wrong = _read_again()
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", child.stderr)
    coverage = re.findall(r"cov: (\d+) ft: (\d+)", child.stderr)
    print(f"executions {runs[1] if runs else '?'}, corpus {len(list(CORPUS.iterdir()))} inputs")
    if coverage:
        print(f"coverage {coverage[0][0]} edges at the start, {coverage[-1][0]} at the end")
    found = sorted(path.name for path in FOUND.iterdir())
    print(*wrong, *(f"found: {FOUND / name}" for name in found), sep="\n")
    if child.returncode:
        print(f"the fuzzer stopped with {child.returncode}: see {FOLDER / 'fuzz.log'}")
    return 1 if child.returncode or wrong or found else 0


def _write_seeds() -> int:
    for number, sample in enumerate(SAMPLES):
        (CORPUS / f"seed-{number:04}").write_bytes(sample.raw[:LONGEST_SEED])
    (FOLDER / "words.dict").write_text("".join(f'"{word}"\n' for word in WORDS))
    return len(SAMPLES)


def _read_again() -> list[str]:
    """Every input kept, read twice: for its time, then for its memory."""
    wrong = []
    for path in sorted(CORPUS.iterdir()):
        raw = path.read_bytes()
        for complaint in (complaint_of(raw), memory_complaint_of(raw)):
            if complaint:
                (FOUND / path.name).write_bytes(raw)
                wrong.append(f"{path.name}: {complaint}")
    return wrong


def complaint_of(raw: bytes) -> str:
    began = time.process_time()
    mail = parse(raw)
    took = time.process_time() - began
    facts_of(mail)
    odd = next((defect for defect in mail.defects if defect.startswith("unreadable")), "")
    return odd or (f"took {took:.2f} s" if took > SECONDS_A_MAIL else "")


def memory_complaint_of(raw: bytes) -> str:
    tracemalloc.start()
    parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    allowed = TIMES_ITS_SIZE * len(raw) + ALLOWANCE
    return f"{peak} bytes for {len(raw)}" if peak > allowed else ""


if __name__ == "__main__":
    sys.exit(main())
