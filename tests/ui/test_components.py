"""Every component renders with what it says it needs, and refuses what it does not know."""

from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.template import engines

from makegood.kernel import clock
from makegood.ui.components import Components


class SignUp(forms.Form):
    name = forms.CharField(help_text="As customers see it")
    agree = forms.BooleanField()
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


ARGUMENTS: dict[str, dict[str, Any]] = {
    "avatar": {"name": "Ana Agent"},
    "badge": {"label": "new"},
    "bound": {"field": SignUp({"name": ""})["name"]},
    "button": {"label": "Save", "attrs": {"data-sends": "yes"}},
    "card": {"title": "Order"},
    "checkbox": {"name": "on", "label": "On"},
    "chip": {"label": "vip"},
    "dialog": {"id": "d", "title": "Sure?"},
    "empty": {"title": "Nothing"},
    "field": {"name": "email", "label": "E-mail", "errors": ["Wrong"], "hint": "Yours"},
    "flash": {"text": "Saved"},
    "flashes": {"flashes": []},
    "form": {"form": SignUp({})},
    "form_errors": {"form": SignUp({})},
    "icon": {"name": "bell"},
    "link_button": {"label": "Open", "url": "/"},
    "mark": {},
    "menu": {"label": "More"},
    "more": {"url": "/?after=1", "part": "rows"},
    "notice": {"title": "Careful"},
    "tip": {"title": "Ctrl K", "text": "Goes anywhere.", "url": "/"},
    "page_header": {"title": "Inbox"},
    "password_strength": {"field_id": "id_password"},
    "progress": {"value": 1, "top": 2, "label": "Reading"},
    "promise_badge": {"due_at": clock.now() + timedelta(days=1)},
    "select": {"name": "kind", "label": "Kind", "choices": [("a", "A")]},
    "steps": {"steps": ["One", "Two"], "at": 1, "label": "Steps"},
    "table": {"heads": ["Name"], "label": "People"},
    "tabs": {"tabs": [], "label": "Views"},
    "text_area": {"name": "body", "label": "Body", "value": "<b>"},
    "time": {"at": clock.now()},
}


def components() -> Components:
    found: Components = engines["jinja2"].env.globals["ui"]
    return found


def test_every_component_is_rendered_here() -> None:
    assert sorted(ARGUMENTS) == components().names()


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_a_component_renders_with_its_arguments(name: str) -> None:
    shown = getattr(components(), name)(**ARGUMENTS[name], **caller(name))

    assert "None" not in shown


def caller(name: str) -> dict[str, Any]:
    return (
        {"caller": lambda: "inside"}
        if name in {"card", "dialog", "menu", "notice", "table"}
        else {}
    )


def test_a_misspelt_argument_is_an_error() -> None:
    with pytest.raises(TypeError, match="lable"):
        components().button(lable="Save")


def test_arguments_are_given_by_keyword_only() -> None:
    with pytest.raises(TypeError):
        components().button("Save")  # type: ignore[call-arg]  # what is tested


def test_what_people_write_is_escaped() -> None:
    assert "&lt;b&gt;" in components().badge(label="<b>")


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    shown = components().field(name="email", label="E-mail", errors=["Wrong"], hint="Yours")

    assert 'aria-describedby="field-email-hint field-email-error"' in shown
    assert 'id="field-email-error"' in shown
    assert 'aria-invalid="true"' in shown
