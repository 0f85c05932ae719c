"""Addresses of people, classes and pupils' sign-in."""

from django.urls import path, register_converter

from schools import views_pupil, views_staff


class PupilAct:
    """What a teacher does to one pupil, as a word in the address."""

    regex = "debloquer|renouveler|retirer|remettre"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PupilAct, "pupil_act")

urlpatterns = [
    path("connexion/", views_staff.sign_in, name="sign_in"),
    path("deconnexion/", views_staff.sign_out, name="sign_out"),
    path("classes/", views_staff.classrooms, name="classrooms"),
    path("classes/nouvelle/", views_staff.classroom_new, name="classroom_new"),
    path("classes/<uuid:pk>/eleves/", views_staff.classroom_pupils, name="classroom_pupils"),
    path("classes/<uuid:pk>/eleves/annuler/", views_staff.classroom_list_undo, name="classroom_list_undo"),
    path("classes/<uuid:pk>/eleves/ajouter/", views_staff.pupil_add, name="pupil_add"),
    path("classes/<uuid:pk>/badges.pdf", views_staff.classroom_badges, name="classroom_badges"),
    path("classes/<uuid:pk>/badge-<int:number>.pdf", views_staff.classroom_badges, name="pupil_badge_pdf"),
    path("classes/<uuid:pk>/ouvrir/", views_staff.session_open, name="session_open"),
    path("classes/<uuid:pk>/fermer/", views_staff.session_close, name="session_close"),
    path("classes/<uuid:pk>/code/", views_staff.session_code, name="session_code"),
    path("eleves/<uuid:pk>/", views_staff.pupil_page, name="pupil_page"),
    path("eleves/<uuid:pk>/<pupil_act:act>/", views_staff.pupil_act, name="pupil_act"),
    path("eleve/", views_pupil.pupil_door, name="pupil_door"),
    path("eleve/qui/", views_pupil.pupil_names, name="pupil_names"),
    path("eleve/qui/<int:number>/", views_pupil.pupil_secret, name="pupil_secret"),
    path("eleve/badge/", views_pupil.pupil_badge, name="pupil_badge"),
    path("eleve/confort/", views_pupil.pupil_comfort, name="pupil_comfort"),
    path("eleve/pas-moi/", views_pupil.pupil_leave, name="pupil_leave"),
]
