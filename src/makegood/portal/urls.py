"""The addresses of the customers' pages."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from makegood.portal.brand import brand, logo
from makegood.portal.embedding import embed
from makegood.portal.previewing import preview
from makegood.portal.views import cases, finding, orders

# Unnamed groups: the token is the door's, the views behind it never see it.
_pages: list[URLPattern | URLResolver] = [
    re_path(r"^s/facts/([^/]{1,200})/$", cases.questions, name="questions"),
    re_path(r"^s/([^/]{1,200})/$", cases.status, name="status"),
    re_path(r"^s/([^/]{1,200})/answer/$", cases.answer, name="answer"),
    re_path(r"^s/([^/]{1,200})/facts/$", cases.facts, name="facts"),
    re_path(r"^s/([^/]{1,200})/files/([0-9a-f-]{36})/$", cases.file, name="file"),
    re_path(r"^s/([^/]{1,200})/files/([0-9a-f-]{36})/small/$", cases.thumbnail, name="thumbnail"),
    path("o/", finding.find, name="find"),
    path("o/embed.js", embed, name="embed"),
    re_path(r"^o/code/([^/]{1,200})/$", finding.code, name="code"),
    re_path(r"^o/([^/]{1,200})/$", orders.order, name="order"),
    re_path(r"^o/([^/]{1,200})/wrong/$", orders.wrong, name="wrong"),
    re_path(r"^brand/([0-9a-f]{6})-([0-9a-f]{8})\.css$", brand, name="brand"),
    re_path(r"^brand/logo-([0-9a-f]{64})\.png$", logo, name="logo"),
    re_path(r"^brand/preview/([^/]{1,8000})/$", preview, name="preview"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((_pages, "portal")))]
