"""A real browser on a real site: Debian's Chromium, Django's live server, and the live stream in its own process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser.chromium import chromium

from makegood.people.models import Staff
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop

# Playwright keeps an event loop in this thread; our own code in it is as synchronous as ever.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE = 15_000
"""Milliseconds until something has to be there, on a machine that does much else; what is there is not waited for."""
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Site:
    """The desk as a browser reaches it, with the cast in it. `problems`: what browsers complained of."""

    url: str
    people: Cast
    browser: Browser
    problems: list[str] = field(default_factory=list)

    def visit(self, staff: Staff | None, **options: Any) -> Page:
        """A fresh browser window, signed in as `staff`."""
        usual = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "UTC"}
        context = self.browser.new_context(**usual | {"base_url": self.url} | options)
        context.set_default_timeout(PATIENCE)
        if staff is not None:
            _sign_in(context, staff, self.url)
        return listened_to(context.new_page(), self.problems)


def listened_to(page: Page, problems: list[str]) -> Page:
    """The page, whose scripts' and content policy's complaints go to `problems`."""

    def complained(message: ConsoleMessage) -> None:
        # A page without a live stream asks for it in vain, and tests ask for what is not there.
        answers = ("Failed to load resource", "Response Status Error Code")
        if message.type == "error" and not message.text.startswith(answers):
            problems.append(f"{page.url}: {message.text}")

    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("console", complained)
    return page


@pytest.fixture
def browser() -> Browser:
    return chromium()


@pytest.fixture
def site(
    browser: Browser, live_server: LiveServer, settings: Any, tmp_path: Path
) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path
    settings.MAKEGOOD_URL = live_server.url
    settings.MAKEGOOD_STREAM_PORT = free_port()  # where nobody listens, unless `live_site` does
    make_shop()
    made = Site(live_server.url, cast(), browser)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.problems == [], "scripts broke, or the content policy was offended"


@pytest.fixture(scope="session")
def stream(live_server: LiveServer, django_db_setup: None) -> Iterator[int]:
    """The port of the live stream: one process for all tests, which tell it nothing of one another."""
    port = free_port()
    process = _start_stream(live_server.url, port)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def live_site(site: Site, stream: int, settings: Any) -> Site:
    """As `site`, with the live stream running."""
    settings.MAKEGOOD_STREAM_PORT = stream
    return site


def _start_stream(url: str, port: int) -> subprocess.Popen[bytes]:
    facts = connection.settings_dict
    environment = os.environ | {
        "MAKEGOOD_DATABASE_URL": f"postgresql:///{facts['NAME']}?host={facts['HOST']}&user={facts['USER']}",
        "MAKEGOOD_STREAM_PORT": str(port),
        "MAKEGOOD_URL": url,
        "MAKEGOOD_PORT": str(settings.MAKEGOOD_PORT),
        "DJANGO_SETTINGS_MODULE": "makegood.project.settings_for_tests",
    }
    program = str(Path(sys.executable).with_name("makegood"))
    return subprocess.Popen([program, "stream"], env=environment)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with closing(socket.socket()) as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the live stream did not start")


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _sign_in(context: BrowserContext, staff: Staff, url: str) -> None:
    client = Client()
    client.force_login(staff)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": url, "httpOnly": True}]
    )


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool], float], float]:
    """Wait until it is so; answers the seconds it took."""

    def wait(is_so: Callable[[], bool], within: float) -> float:
        started = time.monotonic()
        while not is_so():
            assert time.monotonic() - started < within, f"not so after {within} s"
            time.sleep(0.02)
        return time.monotonic() - started

    return wait
