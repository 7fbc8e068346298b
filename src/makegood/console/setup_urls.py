"""The addresses of set-up, sign-in, settings and what else is arranged rather than worked on."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
