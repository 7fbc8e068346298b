"""Reading a carrier's file: a row for each thing that happened, in whatever order."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.text import order_key
from makegood.shops.ports import Settings, Step
from makegood.shops.ports.carriers import CAUSES, STATES, ScanSeen, State, Tracked
from makegood.shops.reading import NOT_UNDERSTOOD, try_steps

COLUMNS = ("number", "at", "state")
Row = Mapping[str, str]


def test(settings: Settings, web: Caller) -> list[Step]:
    return try_steps(settings, web, ("connect", _rows_or_fail))


def track(settings: Settings, web: Caller, numbers: Collection[str]) -> dict[str, Tracked]:
    meant = _meant(settings)
    asked = {order_key(number): number for number in numbers}  # files have spaces in them, too
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(settings, web):
        if number := asked.get(order_key(row.get("number") or "")):
            rows[number].append(row)
    return {number: _tracked(own, meant) for number, own in rows.items()}


def _rows_or_fail(settings: Settings, web: Caller) -> None:
    _rows(settings, web)


def _rows(settings: Settings, web: Caller) -> list[Row]:
    url = str(settings.get("url") or "").strip()
    if not url.startswith("https://") and urlsplit(url).hostname not in {"localhost", "127.0.0.1"}:
        words = "the address must begin with https://"
        raise ProviderFailed(words, permanent=True, code="no_address", step="connect")
    user = (str(settings.get("user") or ""), str(settings.get("password") or ""))
    reply = web.call("GET", url, user=user if user[0] else None)
    if not reply.is_ok:
        code = {401: "key_refused", 403: "not_allowed", 404: "not_found"}.get(reply.status, "down")
        raise ProviderFailed(reply.words, permanent=code != "down", code=code, step="connect")
    return _read(reply.body)


def _read(body: bytes) -> list[Row]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",", restval="")
    names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    if not set(COLUMNS) <= set(names):
        words = "it has no columns number, at, state"
        raise ProviderFailed(words, permanent=False, code="protocol", step="connect")
    rows.fieldnames = names
    try:
        return list(rows)
    except csv.Error as error:
        raise ProviderFailed(
            str(error), permanent=False, code="protocol", step="connect"
        ) from error


def _tracked(rows: list[Row], meant: Mapping[str, State]) -> Tracked:
    scans = [scan for row in rows if (scan := _scan(row, meant))]
    days = [row["expected"].strip() for row in rows if (row.get("expected") or "").strip()]
    return Tracked(tuple(scans), _moment(days[-1]) if days else None)


def _scan(row: Row, meant: Mapping[str, State]) -> ScanSeen | None:
    at, said = _moment(row["at"].strip()), row["state"].strip()
    if at is None:
        return None
    cause = (row.get("cause") or "").strip()
    return ScanSeen(
        at=at,
        state=meant.get(said.casefold(), said if said in STATES else "unknown"),
        place=(row.get("place") or "").strip(),
        words=(row.get("words") or said).strip(),
        cause=cause if cause in CAUSES else "",
    )


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except NOT_UNDERSTOOD:
        return None


def _meant(settings: Settings) -> dict[str, State]:
    pairs = [
        one.split("=", 1) for one in str(settings.get("states") or "").split(",") if "=" in one
    ]
    return {
        theirs.strip().casefold(): cast(State, ours.strip())
        for theirs, ours in pairs
        if ours.strip() in STATES
    }
