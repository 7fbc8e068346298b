"""The reference for the inbox: a bare Django view that lists fifty rows by an index, served the same way.

Bare, and yet a page for the same reader: Django's own middleware, a signed-in member of staff, model instances with
their customer, order and assignee, one Django template with a table, no layout around it.

`python -m bench.bare PORT`, with MAKEGOOD_DATA naming the desk whose database it reads.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.template.context import RequestContext
from django.urls import path

django.setup()
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = """<!doctype html><title>Cases</title><table>
{% for case in cases %}<tr>
<td><a href="/cases/{{ case.number }}/">#{{ case.number }}</a></td><td>{{ case.customer.name }}</td>
<td>{{ case.order.number }}</td><td>{{ case.subject }}</td><td>{{ case.preview }}</td>
<td>{{ case.get_kind_display }}</td><td>{{ case.get_turn_display }}</td><td>{{ case.assignee.name }}</td>
<td>{{ case.queue_at|date:"DATETIME_FORMAT" }}</td><td>{{ case.heard_at|timesince }}</td>
</tr>{% endfor %}</table>"""


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Fifty cases by the queue's index."""
    from makegood.cases.models import Case  # noqa: PLC0415  app registry

    cases = Case.objects.filter(closed_at=None, snoozed_until=None).order_by("queue_at", "id")
    rows = cases.select_related("customer", "order", "assignee")[:50]
    return HttpResponse(_template().render(RequestContext(request, {"cases": rows})))


def _template() -> Template:
    global _compiled
    if _compiled is None:
        _compiled = Template(PAGE)
    return _compiled


_compiled: Template | None = None
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
