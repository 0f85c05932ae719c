"""Addresses of figures, référentiel and glossary."""

from django.urls import path

from library import views

urlpatterns = [
    path("chiffres/", views.figures, name="figures"),
    path("chiffres/<slug:key>/", views.figure_page, name="figure_page"),
    path("referentiel/", views.competences, name="competences"),
    path("lexique/", views.terms, name="terms"),
]
