"""HTML, accents, emoji and right-to-left words in every text field of the desk: shown as they are, and nothing breaks."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.access.test_doors import _path

from makegood.kernel import clock
from makegood.testing.doors import CONSOLE, OWN

RAW = "<b onclick=x>"
TYPED = f"\"'>{RAW}שלום e\u0301 👩‍👩‍👧 \u202eabc\u202c</b>{{{{ x }}}} %s \\"
SAFE = "&lt;b onclick=x&gt;"
FREE = {"text", "search", ""}
"""Kinds of field that take whatever is typed; the others are filled as their browser would have it."""


@dataclass
class Form:
    """A form as a browser reads it: where it goes, what it holds, and which of it is typed."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    """Name → kind."""


class Reader(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "textarea" and name:
            self._form.typed[name] = ""
        elif tag == "input" and name:
            self._take(self._form, given, name, value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self._form.values:
                self._form.values[self._select] = value
        elif tag == "button" and name and "formaction" not in given:
            self._form.values.setdefault(name, value)

    def _take(self, form: Form, given: dict[str, str], name: str, value: str) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                form.values.setdefault(name, value)
        elif kind in {"hidden", "submit"}:
            form.values.setdefault(name, value)
        elif kind != "file":
            form.typed[name] = kind
            form.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""


def as_meant(form: Form) -> dict[str, Any]:
    """Words where words are asked for, and elsewhere what such a field holds."""
    today = clock.now().date().isoformat()
    usual = {
        "email": "zoe@shop.example",
        "number": "3",
        "date": today,
        "datetime-local": f"{today}T23:00",
        "url": "https://shop.example",
        "tel": "+37061234567",
        "time": "09:00",
        "color": "#336699",
        "password": "correct horse 43",
    }
    typed = {
        name: TYPED if kind in FREE else form.values.get(name) or usual.get(kind, "")
        for name, kind in form.typed.items()
    }
    return form.values | typed


def as_nobody_means(form: Form) -> dict[str, Any]:
    return form.values | dict.fromkeys(form.typed, TYPED)


def wrong_with(answer: HttpResponse) -> str:
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    return "has it unescaped" if RAW in _page(answer) else ""


def _page(answer: HttpResponse) -> str:
    if answer.streaming:
        list(answer)  # read to its end, it closes its file
        return ""
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""


@pytest.mark.thorough
def test_what_is_typed_into_any_field_is_words_wherever_it_is_shown(world, addresses):
    walks = [
        (world.client("agent" if CONSOLE[a.name] is OWN else "owner"), _path(world, a))
        for a in addresses
        if a.name in CONSOLE
    ]
    walks.append((Client(), world.things["link"]))
    wrong, filled = [], set()
    for client, path in walks:
        for form in _forms(client, path):
            action = urljoin(path, form.action or path)
            if (fields := {(action, name) for name in form.typed}) <= filled:
                continue
            filled |= fields
            asked = [as_nobody_means(form)]
            asked += [as_meant(form)] if set(form.typed.values()) - FREE else []
            for given in asked:
                if problem := wrong_with(getattr(client, form.method)(action, given)):
                    wrong.append(f"{path} → {action}: {problem}")
    shown = 0
    for client, path in walks:
        page = _page(answer := client.get(path))
        shown += SAFE in page
        if RAW in page or answer.status_code >= 500:
            wrong.append(f"{path}: {wrong_with(answer)}")

    assert wrong == [], "\n" + "\n".join(wrong)
    assert len(filled) > 150
    assert shown > 20


def _forms(client: Client, path: str) -> list[Form]:
    answer = client.get(path)
    found = Reader(_page(answer)).forms if answer.status_code == 200 else []
    return [form for form in found if form.typed and not urlsplit(form.action).netloc]
