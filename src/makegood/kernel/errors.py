"""Everything Makegood raises on purpose.

    MakegoodError
    ├── Refused(code, reasons)       a rule says no; the reader is told which, and what to do next
    ├── NotFound                     no such thing, or not one this person may know of
    ├── NotAllowed                   known to the person, but not theirs to do
    ├── Conflict                     somebody else was faster; nothing was changed
    ├── BadInput(field, message)     what was sent can't be understood
    └── ProviderFailed(permanent)    a mail server, shop or carrier did not do its part

Codes are stable, lower_snake_case and documented; messages are Phrases or sentences for the reader.
"""


class MakegoodError(Exception):
    """The root; `code` is what an API client switches on."""

    code = "error"


class Refused(MakegoodError):
    """A rule said no. `reasons` are sentences for the reader, most important first."""

    def __init__(self, code: str, *reasons: str) -> None:
        super().__init__(code, *reasons)
        self.code = code
        self.reasons = reasons


class NotFound(MakegoodError):
    code = "not_found"


class NotAllowed(MakegoodError):
    code = "not_allowed"


class Conflict(MakegoodError):
    """Somebody else changed the thing first; `message` says what to look at, `fields` what both changed."""

    def __init__(self, code: str, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.fields = fields


class BadInput(MakegoodError):
    """`field` names what can't be understood, `message` says what was expected."""

    code = "bad_input"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message


class ProviderFailed(MakegoodError):
    """An outside system failed. `permanent`: trying again would not help. `unclear`: it may have acted all the same.
    `retry_after`: the seconds it asks us to wait, where it says so.
    """

    code = "provider_failed"

    def __init__(
        self,
        message: str,
        *,
        permanent: bool,
        unclear: bool = False,
        step: str = "",
        code: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.retry_after = retry_after
        self.unclear = unclear
        self.step = step
        if code:
            self.code = code
