"""A later start of a desk: from the command until it answers, beside what importing the libraries alone takes."""

import subprocess
import sys
import time

from bench.desks import ROOT, Desk
from bench.report import Report

LIBRARIES = """
from django.conf import settings; settings.configure()
import allauth, django.db.models, django.forms, granian, jinja2, ninja, nh3, phonenumbers, procrastinate, psycopg
"""


def run(report: Report, desk: Desk, rounds: int) -> None:
    """Start and stop `desk`, which is stopped, so often and once more: the first start fills the disk's cache, and is not counted."""
    taken = []
    for _ in range(rounds + 1):
        began = time.monotonic()
        with desk.running():
            taken.append(time.monotonic() - began)
    report.add("start.later_s", taken[1:], "s", _libraries(), "s, libraries alone")


def _libraries() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", LIBRARIES], cwd=ROOT, check=True)
    return time.monotonic() - began
