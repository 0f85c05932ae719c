"""Addresses of quizzes, for pupils and for those who teach."""

from django.urls import path

from quizzes import views_debates, views_pupil, views_rescue, views_staff, views_vote

urlpatterns = [
    path("corriges/<slug:key>/", views_staff.quiz_key, name="quiz_key"),
    path("classes/<uuid:pk>/reponses/", views_rescue.answers_import, name="answers_import"),
    path("reponses/", views_rescue.answers_code, name="answers_code"),
    path("classes/<uuid:pk>/debats/", views_debates.debates, name="debates"),
    path("debats/<uuid:pk>/", views_debates.debate_page, name="debate_page"),
    path("debats/<uuid:pk>/projecteur/", views_debates.debate_projector, name="debate_projector"),
    path("debats/<uuid:pk>/compter/", views_debates.debate_count, name="debate_count"),
    path("debats/<uuid:pk>/presents/", views_debates.debate_present, name="debate_present"),
    path("debats/<uuid:pk>/<slug:action>/", views_debates.debate_move, name="debate_move"),
    path("eleve/vote/", views_vote.pupil_vote, name="pupil_vote"),
    path("eleve/urne/", views_vote.pupil_urn, name="pupil_urn"),
    path("eleve/reponses/", views_pupil.answers, name="answers"),
    path("eleve/quiz/<uuid:sitting>/", views_pupil.quiz_start, name="quiz_start"),
    path("eleve/quiz/<uuid:sitting>/tout/", views_pupil.quiz_prepared, name="quiz_prepared"),
    path("eleve/quiz/<uuid:sitting>/fin/", views_pupil.quiz_end, name="quiz_end"),
    path("eleve/quiz/<uuid:sitting>/histoire/<slug:story>/", views_pupil.quiz_debrief, name="quiz_debrief"),
    path("eleve/quiz/<uuid:sitting>/question/<slug:question>/", views_pupil.quiz_question, name="quiz_question"),
]
