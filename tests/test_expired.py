"""A sign-in that has expired: nobody meets an error page, no page is nested in another, nothing typed is lost."""

import pytest
from django.urls import reverse

from schools import typed
from schools.models import Classroom
from sequences.models import StepRecord
from tests.world import PASSWORD, make_assignment, make_classroom, teacher_of


def sign_in_at(client, response, user):
    """Sign in on the page that a refused form leads to, and give the page that one comes back to."""
    user.set_password(PASSWORD)
    user.save()
    back = client.post(
        "/connexion/",
        {"username": user.email, "password": PASSWORD, "next": response["Location"].partition("?next=")[2]},
    )
    return client.get(back["Location"])


def test_a_pasted_list_is_offered_again_after_signing_in(client, db):
    classroom = make_classroom(headcount=0)
    address = reverse("classroom_pupils", args=[classroom.pk])

    refused = client.post(address, {"nicknames": "Zoé\nD’Artagnan\nMila 🐌"})
    page = sign_in_at(client, refused, teacher_of(classroom))

    assert page.context["form"]["nicknames"].value() == "Zoé\nD’Artagnan\nMila 🐌"
    assert "Il fallait d’abord se connecter" in page.text
    assert not classroom.pupils.filter(nickname="Zoé")


def test_a_new_class_is_offered_again_after_signing_in(client, db):
    teacher = teacher_of(make_classroom())

    refused = client.post(
        reverse("classroom_new"), {"label": "S1 « Curieux »", "grades": ["S1", "S2"], "headcount": "7"}
    )
    page = sign_in_at(client, refused, teacher)

    assert page.context["form"].data.getlist("grades") == ["S1", "S2"]
    assert page.context["form"]["label"].value() == "S1 « Curieux »"
    assert not Classroom.objects.filter(label="S1 « Curieux »")


def test_the_number_typed_for_a_step_is_offered_again_after_signing_in(client, content):
    assignment = make_assignment(make_classroom(headcount=5), "sq08")
    step = assignment.revision.spec.steps[1]

    refused = client.post(reverse("step_record", args=[assignment.pk, step.key]), {"mode": "papier", "present": "3"})
    page = sign_in_at(client, refused, teacher_of(assignment.classroom))

    form = next(line.form for line in page.context["lines"] if line.step == step)
    assert (form["mode"].value(), form["present"].value()) == ("papier", "3")
    assert page.status_code == 200
    assert not StepRecord.objects.exists()


def test_what_was_typed_is_offered_once_and_to_its_own_page_only(client, db):
    classroom = make_classroom(headcount=2)
    address = reverse("classroom_pupils", args=[classroom.pk])
    refused = client.post(address, {"nicknames": "Ondine"})

    other = client.get("/connexion/")
    first = sign_in_at(client, refused, teacher_of(classroom))
    second = client.get(address)

    assert "Il fallait d’abord se connecter" not in other.text
    assert "Ondine" in first.text
    assert "Ondine" not in second.text


def test_what_was_typed_is_forgotten_after_an_hour(client, db, monkeypatch):
    classroom = make_classroom(headcount=2)
    refused = client.post(reverse("classroom_pupils", args=[classroom.pk]), {"nicknames": "Ondine"})
    later = typed.time() + typed.KEPT_SECONDS + 1
    monkeypatch.setattr(typed, "time", lambda: later)

    page = sign_in_at(client, refused, teacher_of(classroom))

    assert "Ondine" not in page.text


@pytest.mark.parametrize("length", [typed.LARGEST + 1])
def test_a_form_beyond_any_use_is_not_kept(client, db, length):
    classroom = make_classroom(headcount=2)
    refused = client.post(reverse("classroom_pupils", args=[classroom.pk]), {"nicknames": "Z" * length})

    page = sign_in_at(client, refused, teacher_of(classroom))

    assert "Il fallait d’abord se connecter" not in page.text


def test_somebody_who_may_not_see_the_page_does_not_see_what_was_typed(client, db):
    classroom, other = make_classroom(headcount=2), make_classroom()
    refused = client.post(reverse("classroom_pupils", args=[classroom.pk]), {"nicknames": "Ondine"})

    page = sign_in_at(client, refused, teacher_of(other))

    assert page.status_code == 404
    assert "Ondine" not in page.text


def test_a_swap_without_a_sign_in_moves_the_whole_page(client, db):
    address = reverse("classroom_page", args=[make_classroom().pk])

    response = client.get(address, headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/connexion/?next=")


def test_coming_back_to_an_act_after_signing_in_again_shows_its_page(client, db):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    response = client.get(reverse("session_open", args=[classroom.pk]))

    assert response["Location"] == reverse("classroom_page", args=[classroom.pk])
    classroom.refresh_from_db()
    assert not classroom.is_open


def test_asking_for_the_sign_in_again_while_signed_in_leads_home(client, db):
    client.force_login(teacher_of(make_classroom()))

    response = client.get("/connexion/", {"next": "/connexion/"})

    assert response["Location"] == reverse("home")
