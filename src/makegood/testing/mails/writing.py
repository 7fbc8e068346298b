"""How the mails of the corpus are put together."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sample:
    """A mail and what must be read from it: `expected` names facts as `comparing.seen` knows them; only those named count."""

    name: str
    raw: bytes
    expected: dict[str, Any]


def head(**overrides: str | None) -> bytes:
    """A plain header block; a None takes a header out, underscores are hyphens."""
    lines: dict[str, str | None] = {
        "From": "Ana Rossi <ana@example.org>",
        "To": "Desk <desk@shop.example>",
        "Subject": "Order W-1001",
        "Date": "Mon, 23 Nov 2026 10:00:00 +0100",
        "Message-ID": "<one@example.org>",
        "MIME-Version": "1.0",
    }
    for name, value in overrides.items():
        lines[name.replace("_", "-")] = value
    return "".join(
        f"{name}: {value}\n" for name, value in lines.items() if value is not None
    ).encode()


def mail(body: str, charset: str = "utf-8", **overrides: str | None) -> bytes:
    overrides = {
        "Content_Type": f"text/plain; charset={charset}",
        "Content_Transfer_Encoding": "8bit",
        **overrides,
    }
    return head(**overrides) + b"\n" + body.encode(charset if charset != "x-unknown" else "utf-8")


def html(body: str, **overrides: str | None) -> bytes:
    overrides = {
        "Content_Type": "text/html; charset=utf-8",
        "Content_Transfer_Encoding": "8bit",
        **overrides,
    }
    return head(**overrides) + b"\n" + body.encode()


def multipart(kind: str, *parts: bytes, boundary: str = "edge", **overrides: str | None) -> bytes:
    top = head(Content_Type=f'multipart/{kind}; boundary="{boundary}"', **overrides) + b"\n"
    return (
        top
        + b"".join(b"--" + boundary.encode() + b"\n" + part + b"\n" for part in parts)
        + b"--"
        + boundary.encode()
        + b"--\n"
    )


def part(content_type: str, body: bytes | str, **headers: str) -> bytes:
    extra = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    body = body.encode() if isinstance(body, str) else body
    return f"Content-Type: {content_type}\n{extra}\n".encode() + body
