"""The template environment: Jinja2, undefined names are errors, everything escaped."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Set up once; what every page may call is put into `globals` here and nowhere else."""
    options |= {"undefined": StrictUndefined, "autoescape": True}
    env = Environment(**options)  # noqa: S701  autoescape is in the options
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.globals.update(static=static, url=_url)
    return env


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
