"""The live streams, for an ASGI server (granian), in a process of their own."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")
django.setup()

from makegood.console.stream import application  # noqa: E402  Django must be ready first

__all__ = ["application"]
