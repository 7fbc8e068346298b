"""`GET /metrics` for Prometheus: counted in the database when asked, so that any number of processes tell the same."""

from collections.abc import Iterable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from makegood.api.errors import error
from makegood.api.keys import key_of
from makegood.cases.queries import case_counts
from makegood.kernel import clock
from makegood.kernel.jobs import queue_figures, workers_alive
from makegood.messages.queries import account_tiles, arrival_counts
from makegood.promises.queries import promise_counts

SCOPE = "metrics"
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded")
"""Any one of them gives a proxy away: not each sets all of them."""


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """From this machine itself, or with an API key that has the scope `metrics`."""
    if not (_is_from_here(request) or _has_scope(request)):
        return error(401, "unauthorised", "Ask from this machine, or with a key of scope metrics.")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures())
    answer = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    answer["Cache-Control"] = "no-store"
    return answer


def _is_from_here(request: HttpRequest) -> bool:
    # Behind a proxy everybody comes from this machine; what it forwards is therefore not from here.
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_scope(request: HttpRequest) -> bool:
    key = key_of(request)
    return key is not None and SCOPE in key.scopes


class _Figures(Collector):
    """Everything we tell, each figure with what it means."""

    def collect(self) -> Iterable[Metric]:
        yield from _cases_and_promises()
        yield from _mail()
        yield from _jobs()


def _cases_and_promises() -> Iterable[Metric]:
    cases, promises = case_counts(), promise_counts()
    yield _gauge("cases_open", "Open cases in the inbox.", cases["open"])
    yield _gauge("cases_snoozed", "Open cases put aside until a day.", cases["snoozed"])
    yield _gauge("promises_open", "Promises not kept yet.", promises["open"])
    yield _gauge("promises_broken", "Open promises past their time.", promises["broken"])


def _mail() -> Iterable[Metric]:
    tiles = account_tiles()
    oldest = min((t.oldest_waiting for t in tiles if t.oldest_waiting), default=None)
    waits = max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0
    outbox = _family("outbox_messages", "Messages not sent yet, by state.", "state")
    outbox.add_metric(["waiting"], sum(t.waiting for t in tiles))
    outbox.add_metric(["unknown"], sum(t.unknown for t in tiles))
    outbox.add_metric(["failed"], sum(t.failed for t in tiles))
    yield outbox
    yield _gauge("outbox_oldest_seconds", "How long the oldest message waits, tried or not.", waits)
    arrivals = _family("arrivals", "Messages in the intake ledger, by outcome.", "outcome")
    for outcome, count in sorted(arrival_counts().items()):
        arrivals.add_metric([outcome or "waiting"], count)
    yield arrivals
    failing = _family("account_failing", "1 while an account fails.", "account", "kind", "way")
    for tile in tiles:
        names = [str(tile.account.pk), tile.account.kind]
        failing.add_metric([*names, "in"], int(tile.account.receiving_failed_at is not None))
        failing.add_metric([*names, "out"], int(tile.account.sending_failed_at is not None))
    yield failing


def _jobs() -> Iterable[Metric]:
    jobs = _family("jobs", "Jobs not done, by queue and state.", "queue", "state")
    for figures in queue_figures():
        jobs.add_metric([figures.queue, "due"], figures.due)
        jobs.add_metric([figures.queue, "doing"], figures.doing)
        jobs.add_metric([figures.queue, "failed"], figures.failed)
    yield jobs
    yield _gauge("workers_alive", "Workers that gave a sign of life lately.", workers_alive())


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"makegood_{name}", meaning, value=value)


def _family(name: str, meaning: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"makegood_{name}", meaning, labels=labels)
