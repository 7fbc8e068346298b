"""What customers may send us from their page, with limits that are told before and after."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makegood.cases.rules import CHOICES, DAYS
from makegood.shops.rules.cells import country_code
from makegood.ui.facts import fact_words
from makegood.ui.formats import size
from makegood.ui.questions import QUESTIONS
from makegood.ui.words import word

MOST_FILES = 8
MOST_BYTES = 15_000_000
"""Of one file."""
MOST_BYTES_AT_ONCE = 40_000_000
ENDINGS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heif",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "txt": "text/plain",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What people send of a broken thing or a receipt → its type. The sender's own word for the type is not asked."""


class FilesInput(forms.ClearableFileInput):
    """Several at once; a phone offers its camera."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each checked alone."""

    widget = FilesInput(attrs={"accept": "image/*,video/*," + ",".join(f".{e}" for e in ENDINGS)})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = data if isinstance(data, list | tuple) else [data] if data else []
        # An empty file is no reason to refuse the words that came with it.
        files = [file for file in given if file and file.size]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_too_many())
        for file in files:
            _check(file)
        if sum(file.size or 0 for file in files) > MOST_BYTES_AT_ONCE:
            raise forms.ValidationError(_too_much())
        return files


class AnswerForm(forms.Form):
    """The customer's word."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "input"}),
    )
    photos = FilesField(label=gettext_lazy("Photos and documents"), required=False)
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = cleaned.get("text") or cleaned.get("photos")
        if not said and not self.errors:
            self.add_error("text", _("Write something, or add a photo."))
        return cleaned


class FindForm(forms.Form):
    """What tells which order is meant, and whose it is."""

    number = forms.CharField(label=gettext_lazy("Order number"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mail address you ordered with"), max_length=320)


class CodeForm(forms.Form):
    """The code from the mail, however it was typed."""

    code = forms.CharField(label=gettext_lazy("Code from the mail"), max_length=40)


WRONG = {
    "where_is_it": gettext_lazy("It has not arrived"),
    "damaged": gettext_lazy("It arrived damaged"),
    "wrong_item": gettext_lazy("Something else came"),
    "missing_part": gettext_lazy("Something is missing"),
    "defective": gettext_lazy("It does not work, or broke"),
    "not_as_described": gettext_lazy("It is not what was described"),
    "return": gettext_lazy("I want to send it back"),
    "other": gettext_lazy("Something else"),
}
"""What may be wrong with an order, by the kind of case it becomes."""


class WrongForm(AnswerForm):
    """What is wrong, with which of the order's lines. Words or a photo are needed only where the choice does not say it."""

    kind = forms.ChoiceField(label=gettext_lazy("What is wrong?"), choices=list(WRONG.items()))
    line = forms.ChoiceField(label=gettext_lazy("With what?"), required=False)

    field_order = ("kind", "line", "text", "photos", "once")

    def __init__(self, lines: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        chosen = cast(forms.ChoiceField, self.fields["line"])
        chosen.choices = [("", _("The whole order")), *lines.items()]
        self.fields["text"].label = _("What happened?")

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or {}
        if cleaned.get("kind") == "other" and not cleaned.get("text"):
            self.add_error("text", _("Tell us in a few words what it is."))
        return cleaned

    @property
    def product(self) -> str:
        """The line it is about, by its name; of an order of one line that one."""
        only = next(iter(self._lines.values())) if len(self._lines) == 1 else ""
        return self._lines.get(self.cleaned_data["line"], only)

    def facts(self) -> dict[str, str]:
        """What is known by it, so that nobody asks again."""
        told = {"product": self.product, "what_happened": self.cleaned_data["text"][:2000]}
        return {key: value for key, value in told.items() if value.strip()}

    def in_words(self) -> str:
        """As the first message of the case."""
        kind, text = str(WRONG[self.cleaned_data["kind"]]), self.cleaned_data["text"]
        first = f"{kind}: {self.product}" if self.product else kind
        return f"{first}\n\n{text}" if text else first


class CountryField(forms.CharField):
    """A country by its name in any of our languages, or by its code; the code is kept."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if written and not (code := country_code(written)):
            raise forms.ValidationError(
                _("We don't know this country. Write its name, or its code of two letters.")
            )
        return code if written else ""


class FactsForm(forms.Form):
    """The facts still missing, asked in plain words; each may be left out."""

    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, missing: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key in QUESTIONS if key in missing]
        for key in self.keys:
            self.fields[key] = _question(key)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.told(cleaned):
            raise forms.ValidationError(_("Answer at least one of the questions."))
        return cleaned

    def told(self, cleaned: dict[str, Any] | None = None) -> dict[str, str]:
        """What was answered, by key."""
        given = self.cleaned_data if cleaned is None else cleaned
        return {key: str(given[key]) for key in self.keys if given.get(key)}

    def in_words(self) -> str:
        """The answers with their questions, as the message that tells us of them."""
        told = self.told().items()
        return "\n\n".join(f"{QUESTIONS[key][0]}\n{fact_words(key, said)}" for key, said in told)


def type_of(name: str) -> str:
    """The type by the name's ending."""
    return ENDINGS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def limits() -> str:
    """The limits in one sentence, told before anybody meets them."""
    return _("Up to %(count)s files, %(each)s each: pictures, films, PDF, text.") % {
        "count": MOST_FILES,
        "each": size(MOST_BYTES),
    }


def _question(key: str) -> forms.Field:
    label, hint = QUESTIONS[key]
    usual: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if key in DAYS:
        return forms.DateField(input_formats=["%Y-%m-%d"], **usual)
    if key in CHOICES:
        answers = [(code, word(key, code)) for code in CHOICES[key]]
        return forms.ChoiceField(choices=[("", "–"), *answers], **usual)
    if key == "country":
        return CountryField(max_length=80, **usual)
    is_long = key in {"what_happened", "expectation"}
    widget = (forms.Textarea if is_long else forms.TextInput)(attrs={"class": "input"})
    if is_long:
        widget.attrs["rows"] = 3
    return forms.CharField(max_length=2000, widget=widget, **usual)


def _check(file: "UploadedFile[bytes]") -> None:
    name = file.name or ""
    if name.rpartition(".")[2].lower() not in ENDINGS:
        raise forms.ValidationError(
            _("“%(name)s” is of a kind we can't take. Send a picture, a film, a PDF or a text.")
            % {"name": name}
        )
    if (file.size or 0) > MOST_BYTES:
        raise forms.ValidationError(
            _("“%(name)s” is larger than %(most)s. Send a smaller one.")
            % {"name": name, "most": size(MOST_BYTES)}
        )


def _too_many() -> str:
    return ngettext(
        "Send at most %(count)s file at once.", "Send at most %(count)s files at once.", MOST_FILES
    ) % {"count": MOST_FILES}


def _too_much() -> str:
    most = size(MOST_BYTES_AT_ONCE)
    return _("Together they are larger than %(most)s. Send some of them first.") % {"most": most}
