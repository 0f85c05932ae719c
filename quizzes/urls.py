"""Addresses of quizzes, for pupils and for those who teach."""

from django.urls import path

from quizzes import views_pupil, views_rescue, views_staff

urlpatterns = [
    path("corriges/<slug:key>/", views_staff.quiz_key, name="quiz_key"),
    path("classes/<uuid:pk>/reponses/", views_rescue.answers_import, name="answers_import"),
    path("eleve/reponses/", views_pupil.answers, name="answers"),
    path("eleve/quiz/<uuid:sitting>/", views_pupil.quiz_start, name="quiz_start"),
    path("eleve/quiz/<uuid:sitting>/tout/", views_pupil.quiz_prepared, name="quiz_prepared"),
    path("eleve/quiz/<uuid:sitting>/fin/", views_pupil.quiz_end, name="quiz_end"),
    path("eleve/quiz/<uuid:sitting>/histoire/<slug:story>/", views_pupil.quiz_debrief, name="quiz_debrief"),
    path("eleve/quiz/<uuid:sitting>/question/<slug:question>/", views_pupil.quiz_question, name="quiz_question"),
]
