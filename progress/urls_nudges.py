"""Addresses of the kind words that the coordination leaves."""

from django.urls import path

from progress import views_nudges

urlpatterns = [
    path("ecole/<slug:key>/petits-mots/", views_nudges.school_nudges, name="school_nudges"),
    path("ecole/<slug:key>/petits-mots/reprendre/", views_nudges.school_nudges_undo, name="school_nudges_undo"),
    path("petits-mots/<int:pk>/vu/", views_nudges.nudge_seen, name="nudge_seen"),
]
