"""The template environment: Jinja2, undefined names are errors, everything escaped."""

from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from makegood.kernel import clock
from makegood.ui import formats, speaking, words
from makegood.ui.components import Components
from makegood.ui.facts import fact_words
from makegood.ui.lawwords import law_word

FORMATS = (
    formats.ago,
    formats.country_name,
    formats.date,
    formats.day,
    formats.day_time,
    formats.in_zone,
    formats.iso_day,
    formats.language_name,
    formats.left,
    formats.moment,
    formats.money,
    formats.number,
    formats.percent,
    formats.size,
    formats.span,
    formats.time,
)


def environment(**options: Any) -> Environment:
    """Set up once; what every page may call is put into `globals` here and nowhere else."""
    options |= {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "loader": FileSystemLoader(template_folders()),
        "cache_size": -1,
        "bytecode_cache": FileSystemBytecodeCache(str(_compiled_folder())),
    }
    env = Environment(**options)  # noqa: S701  autoescape is in the options
    env.policies["ext.i18n.trimmed"] = True
    env.add_extension("jinja2.ext.i18n")
    env.add_extension("jinja2.ext.loopcontrols")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        speaking.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals["_"] = speaking.phrase
    env.filters["tint"] = _tint
    env.globals.update({f.__name__: f for f in FORMATS})
    env.globals.update(
        # Names do not change while a process lives; a page asks for a hundred.
        static=cache(static),
        url=url,
        url_if_any=url_if_any,
        word=words.word,
        fact_words=fact_words,
        law_word=law_word,
        order_state=words.order_state,
        say=words.say,
        now=clock.now,
        language=speaking.language,
        is_rtl=translation.get_language_bidi,
        promise_state=promise_state,
        ui=Components(env),
    )
    return env


def promise_state(due_at: datetime, end: str = "") -> str:
    """How a promise is coloured: broken, now (within the hour), today, later, kept or ended."""
    if end:
        return "kept" if end == "kept" else "ended"
    if due_at <= clock.now():
        return "broken"
    if due_at - clock.now() <= timedelta(hours=1):
        return "now"
    return "today" if formats.local(due_at).date() <= formats.local(clock.now()).date() else "later"


def _compiled_folder() -> Path:
    """Where templates lie compiled, by their content: a later start need not compile them again."""
    folder: Path = settings.MAKEGOOD_DATA / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def template_folders() -> list[Path]:
    """Each room's own `templates` folder."""
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("makegood.")]
    return [folder for room in rooms if (folder := Path(room.path) / "templates").is_dir()]


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address called `name`. A page has a hundred, of its own case or its own rows: a form filled in is a tenth of the work."""
    if args and not kwargs and all(type(one) in {int, UUID} for one in args):
        return _form_of(name, tuple(map(type, args))) % args
    return _url(name, *args, **kwargs)


@lru_cache(2048)  # addresses do not change while a process lives
def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(1024)
def _form_of(name: str, kinds: tuple[type, ...]) -> str:
    """The address with "%s" where numbers and ids stand."""
    marks = [UUID(int=_MARKED + n) if kind is UUID else _MARKED + n for n, kind in enumerate(kinds)]
    form = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        form = form.replace(str(mark), "%s", 1)
    return form


_MARKED = 7_654_321_012_345_000
"""Numbers that stand in no address by themselves."""


def url_if_any(name: str, *args: object, **kwargs: object) -> str:
    """The address called `name`, or nothing where this installation has no such page."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return ""


def _tint(name: str) -> int:
    """Which of the eight colours of an avatar somebody of this name has."""
    return sum(map(ord, name)) % 8
