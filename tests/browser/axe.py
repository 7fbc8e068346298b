"""What axe, the reader of pages for those who see or move differently, finds wrong with an open page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FIND = """async (options) => {
  const found = await axe.run(document, {resultTypes: ["violations"], iframes: false, ...options});
  const isUnderABar = (node) => node.any.some((why) => why.data?.messageKey === "partiallyObscured");
  return found.violations.flatMap((one) =>
    one.nodes.filter((node) => !isUnderABar(node)).map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}"""
"""Letters in sandboxed frames run no script, so axe could only wait for them. What lies half under a phone's bar is
whole when one scrolls.
"""


def complaints(page: Page, *rules: str) -> list[str]:
    """A line for each fault, `rule: the element`; by all rules unless some are named."""
    # A page that has only just been gone to has no root yet, and axe falls over it.
    page.wait_for_load_state("domcontentloaded")
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    options: dict[str, Any] = {"runOnly": list(rules or ALL)}
    found: list[str] = page.evaluate(FIND, options)
    return found
