"""What an endpoint may be told of, and what a key must be allowed to ask for it. Pure."""

from collections.abc import Iterable

KINDS: dict[str, str] = {
    "promise.made": "PromiseMade",
    "promise.at_risk": "PromiseAtRisk",
    "promise.kept": "PromiseKept",
    "promise.broken": "PromiseBroken",
    "promise.renegotiated": "PromiseReplaced",
    "promise.released": "PromiseReleased",
    "case.opened": "CaseOpened",
    "case.closed": "CaseClosed",
    "case.reopened": "CaseReopened",
    "message.received": "MessageReceived",
    "message.sent": "MessageSent",
}
"""Kind, as programs know it → the event it is told for."""
KIND_OF = {event: kind for kind, event in KINDS.items()}
TEST = "endpoint.test"
"""What somebody sends from the settings, to see whether it arrives."""


def scopes_for(kinds: Iterable[str]) -> set[str]:
    """What a key must be allowed to read in order to be told of these."""
    return {"promises:read" if kind.startswith("promise.") else "cases:read" for kind in kinds}
