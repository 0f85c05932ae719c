"""Addresses of a school's team, and of the link by which somebody joins it."""

from django.urls import path

from schools import views_invitation, views_team

urlpatterns = [
    path("ecole/<slug:key>/equipe/", views_team.school_team, name="school_team"),
    path("ecole/<slug:key>/equipe/remettre/", views_team.member_return, name="member_return"),
    path("ecole/<slug:key>/equipe/<int:pk>/retirer/", views_team.member_remove, name="member_remove"),
    path("ecole/<slug:key>/invitations/<uuid:pk>/", views_team.school_invitation, name="school_invitation"),
    path("ecole/<slug:key>/invitations/<uuid:pk>/retirer/", views_team.invitation_withdraw, name="invitation_withdraw"),
    path("ecole/<slug:key>/invitations/<uuid:pk>/remettre/", views_team.invitation_restore, name="invitation_restore"),
    path("invitation/", views_invitation.invitation, name="invitation"),
    path("invitation/<str:token>/", views_invitation.invitation_link, name="invitation_link"),
]
