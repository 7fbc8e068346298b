"""The reference for the inbox: a bare Django view that lists fifty rows by an index, served the same way.

`python -m bench.bare PORT`, with MAKEGOOD_DATA naming the desk whose database it reads.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape

django.setup()
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = []


def listing(request: HttpRequest) -> HttpResponse:
    from makegood.cases.models import Case  # noqa: PLC0415  app registry

    cases = Case.objects.filter(closed_at=None, snoozed_until=None).order_by("queue_at", "id")
    rows = cases.values_list("number", "subject", "preview", "queue_at", "customer__name")[:50]
    shown = "".join(
        f"<tr>{''.join(f'<td>{escape(value)}</td>' for value in row)}</tr>" for row in rows
    )
    return HttpResponse(f"<table>{shown}</table>")


urlpatterns = [path("", listing)]
application = WSGIHandler()

if __name__ == "__main__":
    from makegood.project import serving

    serving._serve(
        "bench.bare:application",
        "127.0.0.1",
        int(sys.argv[1]),
        interface=serving.Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
        workers_kill_timeout=5,
    )
