"""Two people save the same page: each keeps what the other did not touch, and is told of what both did.

The page carries the values it was shown with; when it comes back they are laid beside what is saved now. What only the
other changed is taken over, what only this person changed is saved, and where both did they are asked.
"""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from makegood.console.forms.base import DeskForm

SHOWN = "as_shown"


class MergingForm(DeskForm):
    """A form of something saved that others may be changing too. Read the saved thing under a lock when it is posted."""

    apart: ClassVar[frozenset[str]] = frozenset({SHOWN})
    """Fields that are the page's own and saved nowhere."""

    as_shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrange()
        self.both: dict[str, Any] = {}
        self.taken_over: list[str] = []
        if not self.is_bound:
            self.initial[SHOWN] = self._written(self._now())

    def arrange(self) -> None:
        """Choices and first values that are known only now: before the page notes what it shows."""

    @classmethod
    def received(cls, data: QueryDict, saved: Self) -> Self:
        """What was posted, merged with `saved`: the same form made of what is in the database now."""
        shown = _read(data.get(SHOWN, ""))
        posted, now = cls._like(saved, data), saved._now()
        merged = data.copy()
        mine = {
            name: _plain(field.widget.value_from_datadict(data, {}, posted.add_prefix(name)))
            for name, field in posted.fields.items()
        }
        both, taken_over = {}, []
        for name in now:
            if name not in shown or now[name] in (shown[name], mine[name]):
                continue
            if mine[name] == shown[name]:
                _put(merged, name, saved[name].value())
                taken_over.append(name)
            else:
                both[name] = now[name]
        merged[SHOWN] = saved._written(now)
        form = cls._like(saved, merged)
        form.both, form.taken_over = both, taken_over
        return form

    @classmethod
    def _like(cls, saved: Self, data: Mapping[str, Any]) -> Self:
        """A form for the same thing, filled in with `data`; a form that wants more than data says how."""
        return cls(data)

    def full_clean(self) -> None:
        super().full_clean()
        for name, theirs in getattr(self, "both", {}).items():
            self.add_error(name, self._told(theirs))

    def _told(self, theirs: Any) -> str:
        words = ", ".join(theirs) if isinstance(theirs, list) else str(theirs)
        return format_html(
            _("Somebody else saved “{}” here meanwhile. Save again to keep yours, or change it."),
            words or "–",
        )

    def _now(self) -> dict[str, Any]:
        return {name: _plain(self[name].value()) for name in self.fields if name not in self.apart}

    @staticmethod
    def _written(values: Mapping[str, Any]) -> str:
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """As a browser would post it: text, a list of texts, or whether it is ticked."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple | set):
        return sorted(str(one) for one in value)
    return str("" if value is None else value).replace("\r\n", "\n").strip()


def _put(data: QueryDict, name: str, value: Any) -> None:
    if value is False:
        data.pop(name, None)
    elif isinstance(value, list | tuple):
        data.setlist(name, [str(one) for one in value])
    else:
        data[name] = "on" if value is True else str("" if value is None else value)


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
