"""Addresses of class and school pages."""

from django.urls import path

from progress import views, views_talks

urlpatterns = [
    path("classes/<uuid:pk>/", views.classroom_page, name="classroom_page"),
    path("classes/<uuid:pk>/echanges/", views_talks.classroom_talks, name="classroom_talks"),
    path("classes/<uuid:pk>/textes/<slug:quiz>/", views.classroom_texts, name="classroom_texts"),
    path("classes/<uuid:pk>/engagements/nouveau/", views_talks.commitment_new, name="commitment_new"),
    path("engagements/<uuid:pk>/", views_talks.commitment_page, name="commitment_page"),
    path("engagements/<uuid:pk>/retirer/", views_talks.commitment_withdraw, name="commitment_withdraw"),
    path("engagements/<uuid:pk>/remettre/", views_talks.commitment_restore, name="commitment_restore"),
    path("ecole/", views.schools, name="schools"),
    path("ecole/<slug:key>/", views.school_page, name="school_page"),
]
