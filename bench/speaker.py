"""Says something as a customer would, each time a line comes in; prints when it began."""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django

django.setup()

from makegood.cases.models import Case
from makegood.messages.actions.entering import receive_from_portal

case = Case.objects.get(number=int(sys.argv[1]))
print("ready", flush=True)
for _line in sys.stdin:
    print(time.time(), flush=True)
    receive_from_portal(case, "Is there any news?")
