"""The one Chromium of a run: started by the first test that wants it, gone before a test that is no browser's.

Playwright keeps an event loop running in this thread, and other tests want one of their own there; so it can't stay for
the session. The browser's tests come one after another, so it starts once and not with each file.
"""

import shutil
from dataclasses import dataclass

from playwright.sync_api import Browser, Playwright, sync_playwright

# Without the windows nobody looks at it takes a quarter less; what it shows is the same.
PROGRAM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@dataclass
class _Running:
    playwright: Playwright
    browser: Browser


_running: list[_Running] = []


def chromium() -> Browser:
    """The browser that runs, or a new one where it has not been started yet, or has died."""
    if _running and not _running[0].browser.is_connected():
        stop()
    if not _running:
        playwright = sync_playwright().start()
        browser = playwright.chromium.launch(
            executable_path=PROGRAM, args=ARGUMENTS, chromium_sandbox=False
        )
        _running.append(_Running(playwright, browser))
    return _running[0].browser


def stop() -> None:
    while _running:
        gone = _running.pop()
        if gone.browser.is_connected():
            gone.browser.close()
        gone.playwright.stop()
