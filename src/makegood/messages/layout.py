"""How our mail looks: one set of templates, text and HTML, in the language that is active."""

import re
from functools import cache
from typing import Any

from django.utils import translation
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

_LINK = re.compile(r"(https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])")


def rendered(name: str, **facts: Any) -> str:
    """The template `name` with `facts`; an undefined name is an error, HTML is escaped."""
    return _environment().get_template(name).render(**facts).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("makegood.messages", "templates/messages/mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    environment.filters |= {"paragraphs": _paragraphs, "quoted": _quoted}
    return environment


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, with its line breaks and links."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return Markup("\n").join(
        Markup("<p style='margin:0 0 1em'>{}</p>").format(_linked(part)) for part in parts
    )


def _linked(text: str) -> Markup:
    pieces = [
        Markup('<a href="{0}">{0}</a>').format(piece) if index % 2 else escape(piece)
        for index, piece in enumerate(_LINK.split(text))
    ]
    return Markup("").join(pieces).replace("\n", Markup("<br>\n"))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
