"""The inbox in Debian's Chromium as its first visitor meets it: weight, when it is painted, how soon it answers a key."""

import json
from pathlib import Path
from typing import Any

from bench.desks import Desk
from bench.report import Report

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
SLOWER = 4
"""Times the processor is throttled: a cheap phone or an old office computer."""
VISITS = 5
OBSERVE = """
    window.seen = {lcp: 0, slowest: 0};
    new PerformanceObserver(list => { for (const e of list.getEntries()) seen.lcp = e.startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => { for (const e of list.getEntries())
        if (e.interactionId) seen.slowest = Math.max(seen.slowest, e.duration); })
        .observe({type: 'event', buffered: true, durationThreshold: 16});
"""


def run(report: Report, desk: Desk, bare: int) -> None:
    """`page.kb` and `page.js_kb` as sent, `page.lcp_ms` and `page.interaction_ms` with the processor throttled."""
    if not Path(CHROMIUM).exists():
        print(f"  page: left out, {CHROMIUM} is missing (make test-tools)")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  optional dependency

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        ours = [_visit(chromium, desk, desk.port) for _ in range(VISITS)]
        least = [_visit(chromium, desk, bare) for _ in range(VISITS)]
        chromium.close()
    beside = {name: sorted(one[name] for one in least)[VISITS // 2] for name in least[0]}
    for name, unit in (("kb", "kB"), ("js_kb", "kB"), ("lcp_ms", "ms"), ("interaction_ms", "ms")):
        figures = [one[name] for one in ours]
        reference = beside[name] if name in ("kb", "lcp_ms") else 0
        report.add(f"page.{name}", figures, unit, reference, "bare view" if reference else "")


def _visit(chromium: Any, desk: Desk, port: int) -> dict[str, float]:
    """One first visit: an empty cache, a signed-in member of staff."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    cookie = {"name": f"makegood_session_{desk.port}", "value": desk.facts["sessions"][0]}
    context.add_cookies([cookie | {"domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    kinds: dict[str, str] = {}
    weight = {"all": 0.0, "js": 0.0}

    def begun(event: Any) -> None:
        kinds[event["requestId"]] = event["type"]

    def ended(event: Any) -> None:
        size = event["encodedDataLength"] / 1024
        weight["all"] += size
        weight["js"] += size if kinds.get(event["requestId"]) == "Script" else 0

    devtools.on("Network.requestWillBeSent", begun)
    devtools.on("Network.loadingFinished", ended)
    page.add_init_script(OBSERVE)
    page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
    page.wait_for_timeout(1500)
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    seen = json.loads(page.evaluate("JSON.stringify(window.seen)"))
    context.close()
    return {
        "kb": weight["all"],
        "js_kb": weight["js"],
        "lcp_ms": seen["lcp"],
        "interaction_ms": seen["slowest"],
    }
