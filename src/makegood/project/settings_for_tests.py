"""The settings tests run with: a data folder of their own, cheap password hashes, files as they are."""

import os
from ipaddress import ip_network
from pathlib import Path

os.environ.setdefault("MAKEGOOD_DATA", str(Path.cwd() / "test-data"))

from makegood.project.settings import *  # noqa: F403  after the environment is set

MAKEGOOD_HOOK_NETWORKS = (ip_network("127.0.0.0/8"),)  # where the shops of tests stand
MAKEGOOD_COMPARES_STATEMENTS = 10
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  WhiteNoise warns of a missing folder, and warnings are errors
