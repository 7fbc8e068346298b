"""What all our forms share: an error names its field and says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from makegood.kernel.errors import BadInput, Conflict, Refused


class DeskForm(forms.Form):
    """A form whose missing fields are named, and which can take an action's refusal as its own error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.add(name, field)

    def add(self, name: str, field: forms.Field) -> None:
        """A field that only this form has, or one of its class."""
        self.fields[name] = field
        words = _("“%(field)s” is needed.") % {"field": field.label or name}
        field.error_messages["required"] = words

    def refuse(self, field: str, message: str) -> None:
        """Say `message` at `field`; at the top of the form when it has no such field."""
        self.add_error(field if field in self.fields else NON_FIELD_ERRORS, message)

    @contextmanager
    def taking_refusals(self) -> Iterator[None]:
        """Run an action inside: what it refuses becomes an error of this form. Ask `is_valid()` afterwards."""
        try:
            yield
        except BadInput as error:
            self.refuse(error.field, error.message)
        except Refused as error:
            self.refuse("", " ".join(error.reasons))
        except Conflict as error:
            self.refuse("", error.message)
