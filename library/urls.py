"""Addresses of what there is to know and to read."""

from django.urls import path

from library import views, views_reading

urlpatterns = [
    path("recherche/", views.search_page, name="search"),
    path("comprendre/", views_reading.articles, name="articles"),
    path("comprendre/<slug:key>/", views_reading.article_page, name="article_page"),
    path("comprendre/<slug:key>/article.pdf", views_reading.article_print, name="article_print"),
    path("chiffres/", views.figures, name="figures"),
    path("chiffres/a-verifier/", views_reading.claims, name="claims"),
    path("chiffres/a-verifier/<slug:key>/", views_reading.claim_page, name="claim_page"),
    path("chiffres/a-verifier/<slug:key>/fiche.pdf", views_reading.claim_print, name="claim_print"),
    path("chiffres/<slug:key>/", views.figure_page, name="figure_page"),
    path("referentiel/", views.competences, name="competences"),
    path("referentiel/<slug:key>/", views.competence_page, name="competence_page"),
    path("lexique/", views.terms, name="terms"),
    path("lexique/<slug:key>/", views.term_page, name="term_page"),
    path("ressources/", views_reading.resources, name="resources"),
    path("charte/", views_reading.charter, name="charter"),
    path("charte.pdf", views_reading.charter_print, name="charter_print"),
]
