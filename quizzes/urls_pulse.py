"""Addresses that screens ask for every few seconds; they stand first in the list of all."""

from django.urls import path

from quizzes import live

urlpatterns = [
    path("classe/<uuid:pk>/", live.class_pulse, name="class_pulse"),
    path("debat/<uuid:pk>/", live.debate_pulse, name="debate_pulse"),
]
