"""Addresses of class and school pages."""

from django.urls import path

from printing.poster import PosterSize
from progress import views, views_change, views_commitments, views_talks

A3, A4 = {"size": PosterSize.A3}, {"size": PosterSize.A4}

urlpatterns = [
    path("classes/<uuid:pk>/", views.classroom_page, name="classroom_page"),
    path("classes/<uuid:pk>/echanges/", views_talks.classroom_talks, name="classroom_talks"),
    path("classes/<uuid:pk>/avant-apres/", views_change.classroom_change, name="classroom_change"),
    path("classes/<uuid:pk>/avant-apres/commencer/", views_change.change_start, name="change_start"),
    path("avant-apres/<uuid:pk>/", views_change.change_report, name="change_report"),
    path("avant-apres/<uuid:pk>/<slug:act>/", views_change.change_act, name="change_act"),
    path("classes/<uuid:pk>/textes/<slug:quiz>/", views.classroom_texts, name="classroom_texts"),
    path("classes/<uuid:pk>/engagements/nouveau/", views_commitments.commitment_new, name="commitment_new"),
    path("classes/<uuid:pk>/engagements-a3.pdf", views_commitments.classroom_poster, A3, name="classroom_poster"),
    path("classes/<uuid:pk>/engagements-a4.pdf", views_commitments.classroom_poster, A4, name="classroom_poster_a4"),
    path("engagements/<uuid:pk>/", views_commitments.commitment_page, name="commitment_page"),
    path("engagements/<uuid:pk>/annuler-le-bilan/", views_commitments.commitment_unreview, name="commitment_unreview"),
    path("engagements/<uuid:pk>/retirer/", views_commitments.commitment_withdraw, name="commitment_withdraw"),
    path("engagements/<uuid:pk>/remettre/", views_commitments.commitment_restore, name="commitment_restore"),
    path("ecole/<slug:key>/engagements/", views_commitments.school_commitments, name="school_commitments"),
    path(
        "ecole/<slug:key>/engagements/nouveau/", views_commitments.school_commitment_new, name="school_commitment_new"
    ),
    path("ecole/<slug:key>/engagements-a3.pdf", views_commitments.school_poster, A3, name="school_poster"),
    path("ecole/<slug:key>/engagements-a4.pdf", views_commitments.school_poster, A4, name="school_poster_a4"),
    path("ecole/<slug:key>/charte/", views_commitments.charter_adopt, name="charter_adopt"),
    path("ecole/<slug:key>/charte/<int:start>/retirer/", views_commitments.charter_withdraw, name="charter_withdraw"),
    path("ecole/<slug:key>/charte/<int:start>/remettre/", views_commitments.charter_restore, name="charter_restore"),
]
