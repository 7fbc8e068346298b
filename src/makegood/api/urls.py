"""The addresses of the API."""

from django.urls import URLPattern, URLResolver, include, path

from makegood.api.carriers import carrier_call
from makegood.api.errors import no_such_address
from makegood.api.exchange import exchange
from makegood.api.frame import framed
from makegood.api.health import healthz
from makegood.api.hints import hint
from makegood.api.inbound import inbound
from makegood.api.metrics import metrics
from makegood.api.v1 import api

_patterns, _app, _namespace = api.urls
_framed: list[URLPattern | URLResolver] = [
    URLPattern(p.pattern, framed(p.callback), p.default_args, p.name)
    for p in _patterns
    if isinstance(p, URLPattern)
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include((_framed, _app), namespace=_namespace)),
    path("api/inbound/<uuid:account_id>/<slug:provider>/", inbound, name="inbound"),
    path("api/inbound/<uuid:account_id>/<slug:provider>/<slug:tail>", inbound, name="inbound-to"),
    path("api/carriers/<uuid:carrier_id>/calls/", carrier_call, name="carrier-call"),
    path("api/shops/<uuid:connection_id>/hints/", hint, name="shop-hint"),
    path("api/shops/<uuid:connection_id>/exchange/", exchange, name="shop-exchange"),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("api/", no_such_address, name="api-root"),
    path("api/<path:rest>", no_such_address, name="api-elsewhere"),
]
