"""Addresses of the school's dossier: the workspace, what is declared, the files, the federation."""

from django.urls import include, path

from label import views, views_dossier, views_verify

urlpatterns = [
    path("", include("label.urls_workspace")),
    path("", include("label.urls_declared")),
    path("", include("label.urls_federation")),
    path("ecole/<slug:key>/label/", views.school_label, name="school_label"),
    path("ecole/<slug:key>/dossier.zip", views_dossier.dossier, name="dossier"),
    path("ecole/<slug:key>/etats/<uuid:pk>/dossier.zip", views_dossier.frozen_dossier, name="frozen_dossier"),
    path("label/verifier/", views_verify.dossier_check, name="dossier_check"),
]
