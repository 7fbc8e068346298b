"""`GET /healthz`: whether this installation can do its work, for whoever restarts or wakes somebody."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from makegood.kernel import clock
from makegood.kernel.jobs import workers_alive
from makegood.messages.queries import AccountTile, account_tiles, oldest_due, oldest_unsent

PATIENCE = timedelta(minutes=10)
"""A mail server may be away this long before it is our trouble: the outbox waits and the intake catches up."""


@dataclass(frozen=True)
class Way:
    """How one account fares in one direction."""

    account: str
    kind: str
    ok: bool
    failing_since: datetime | None
    code: str


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while all is well or mends itself, 503 when a person must look. Tells no address and no secret."""
    try:
        told = _looked()
    except DatabaseError:
        told = {"status": "failing", "database": {"ok": False}}
    status = 503 if told["status"] == "failing" else 200
    answer = JsonResponse(told, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _looked() -> dict[str, Any]:
    connection.ensure_connection()
    tiles, workers, unsent = account_tiles(), workers_alive(), oldest_unsent()
    ins, outs = [_way_in(tile) for tile in tiles], [_way_out(tile) for tile in tiles]
    is_stuck = _seconds(oldest_due()) > PATIENCE.total_seconds()
    fine = workers > 0 and not is_stuck and all(way.ok for way in ins + outs)
    failing = workers == 0 or is_stuck or any(map(_is_lasting, ins + outs))
    return {
        "status": "failing" if failing else "ok" if fine else "degraded",
        "database": {"ok": True},
        "worker": {"ok": workers > 0, "alive": workers},
        "mail_in": {"ok": all(way.ok for way in ins), "accounts": [asdict(way) for way in ins]},
        "mail_out": {
            "ok": all(way.ok for way in outs) and not is_stuck,
            "accounts": [asdict(way) for way in outs],
            "waiting": sum(tile.waiting for tile in tiles),
        },
        "oldest_unsent_seconds": round(_seconds(unsent)) if unsent else None,
    }


def _way_in(tile: AccountTile) -> Way:
    account = tile.account
    return _way(tile, account.receiving_failed_at, account.receiving_error)


def _way_out(tile: AccountTile) -> Way:
    account = tile.account
    return _way(tile, account.sending_failed_at, account.sending_error)


def _way(tile: AccountTile, since: datetime | None, error: dict[str, Any]) -> Way:
    code = str(error.get("code", "")) if since else ""
    return Way(str(tile.account.pk), tile.account.kind, since is None, since, code)


def _is_lasting(way: Way) -> bool:
    return way.failing_since is not None and clock.now() - way.failing_since > PATIENCE


def _seconds(since: datetime | None) -> float:
    return max(0.0, (clock.now() - since).total_seconds()) if since else 0.0
