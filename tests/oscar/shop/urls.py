"""Oscar's own API, what Makegood asks, and the back office."""

from back_office import back_office
from django.urls import include, path

urlpatterns = [
    path("api/", include("oscarapi.urls")),
    path("makegood/", include("makegood_oscar")),
    path("back-office/<int:pk>/<str:what>/", back_office),
]
