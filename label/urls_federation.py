"""Addresses of what a federation reads."""

from django.urls import path, register_converter

from label import views_federation
from label.federation_files import KINDS


class FileSuffix:
    """A format of the export, as the end of its address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileSuffix, "federation_suffix")

urlpatterns = [
    path("federation/", views_federation.federations, name="federations"),
    path("federation/<slug:key>/", views_federation.federation_page, name="federation_page"),
    path("federation/<slug:key>/preparer/", views_federation.federation_ask, name="federation_ask"),
    path("federation/<slug:key>/export/<uuid:pk>/", views_federation.federation_export, name="federation_export"),
    path("federation/<slug:key>/export/<uuid:pk>/avancer/", views_federation.federation_go, name="federation_go"),
    path(
        "federation/<slug:key>/export/<uuid:pk>/ecoles.<federation_suffix:suffix>",
        views_federation.federation_file,
        name="federation_file",
    ),
]
