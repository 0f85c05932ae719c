"""Every address of the product."""

from django.urls import include, path

from okmila import views, webapp

urlpatterns = [
    path("pouls/", include("quizzes.urls_pulse")),
    path("", views.home, name="home"),
    path("sante/", views.health, name="health"),
    path("manifest.webmanifest", webapp.webmanifest, name="webmanifest"),
    path("sw.js", webapp.service_worker, name="service_worker"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("ecoconception/", views.ecodesign, name="ecodesign"),
    path("", include("library.urls")),
    path("", include("schools.urls")),
    path("", include("schools.urls_team")),
    path("", include("quizzes.urls")),
    path("", include("sequences.urls")),
    path("", include("progress.urls")),
    path("", include("progress.urls_nudges")),
    path("", include("label.urls")),
]

handler400 = "okmila.views.bad_request"
handler403 = "okmila.views.forbidden"
handler404 = "okmila.views.not_found"
handler500 = "okmila.views.server_error"
