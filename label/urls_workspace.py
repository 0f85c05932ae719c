"""Addresses of the coordinator's workspace: the school's page, its frozen states, and two of them side by side."""

from django.urls import path

from label import views, views_states

urlpatterns = [
    path("ecole/", views.schools, name="schools"),
    path("ecole/<slug:key>/", views.school_page, name="school_page"),
    path("ecole/<slug:key>/etats/", views_states.school_states, name="school_states"),
    path("ecole/<slug:key>/etats/<uuid:pk>/retirer/", views_states.state_remove, name="state_remove"),
    path("ecole/<slug:key>/etats/<uuid:pk>/remettre/", views_states.state_restore, name="state_restore"),
    path("ecole/<slug:key>/comparer/", views_states.school_compare, name="school_compare"),
]
