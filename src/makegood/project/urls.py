"""Every address there is; each surface has its own list, with full paths."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("makegood.console.setup_urls")),
    path("", include("makegood.console.urls")),
    path("", include("makegood.portal.urls")),
    path("", include("makegood.api.urls")),
]

handler400 = "makegood.console.errors.bad_request"
handler404 = "makegood.console.errors.page_not_found"
handler500 = "makegood.console.errors.server_error"
