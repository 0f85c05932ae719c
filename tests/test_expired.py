"""A sign-in that has expired: nobody meets an error page, and no page is nested in another."""

from django.urls import reverse

from tests.world import make_classroom, teacher_of


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
