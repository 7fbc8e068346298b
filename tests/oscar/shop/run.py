"""Starts the shop, with the Python of `.oscar`: `python run.py FOLDER PORT`."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

if __name__ == "__main__":
    os.environ["SHOP_FOLDER"], port = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    sys.path.append(str(Path(__file__).resolve().parents[3] / "examples" / "oscar"))
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    import_string("back_office.fill")()
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)
