"""The pages, for a WSGI server (granian)."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")
application = get_wsgi_application()
# Load every view now: the first visitor should not wait for it, and forked workers share it.
get_resolver()._populate()
