"""Log lines: readable on a terminal, JSON elsewhere. Facts ride in `extra`; both forms print them."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What was given as `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _OWN}


class TextFormatter(logging.Formatter):
    """`12:30:01 warning makegood.messages: mailbox down account=…`"""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).astimezone()
        facts = "".join(f" {name}={value}" for name, value in facts_of(record).items())
        line = (
            f"{at:%H:%M:%S} {record.levelname.lower()} {record.name}: {record.getMessage()}{facts}"
        )
        return line + _trace(self, record)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **facts_of(record),
        }
        if trace := _trace(self, record):
            line["trace"] = trace.strip()
        return json.dumps(line, default=str, ensure_ascii=False)


def logging_settings(form: str) -> dict[str, Any]:
    """Django's LOGGING; `form` is `text`, `json`, or empty: text on a terminal, else JSON."""
    if form not in {"", "text", "json"}:
        raise ValueError(f"MAKEGOOD_LOG: expected text or json, got {form!r}")
    kind = (
        TextFormatter
        if (form or ("text" if sys.stderr.isatty() else "json")) == "text"
        else JsonFormatter
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": kind}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "makegood": {"level": "INFO"},
            # Django's own handlers would say everything twice.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
        },
    }


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return "\n" + formatter.formatException(record.exc_info) if record.exc_info else ""
