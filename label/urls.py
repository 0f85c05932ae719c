"""Addresses of the school's dossier."""

from django.urls import path

from label import views

urlpatterns = [
    path("ecole/<slug:key>/label/", views.school_label, name="school_label"),
    path("ecole/<slug:key>/dossier.zip", views.dossier, name="dossier"),
]
