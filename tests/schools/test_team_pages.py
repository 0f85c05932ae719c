"""The coordination sees its team and invites; who is invited joins in one tap, by an account of old or a new one."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools.invitations import accept_invitation, token_of, withdraw_invitation
from schools.models import Invitation, Membership, Role, User
from tests.schools.test_invitations import make_invitation, members
from tests.world import (
    PASSWORD,
    make_classroom,
    make_coordinator,
    make_organisation,
    make_school,
    make_teacher,
    make_user,
)

NEW = {"name": "Ada", "email": "ada@example.org", "password": "une-phrase-qui-se-retient"}
JOIN = "/invitation/"


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def coordinator(school, client):
    user = make_coordinator(school)
    client.force_login(user)
    return user


def team(school):
    return reverse("school_team", args=[school.key])


def opened(client, invitation):
    """Open the link of an invitation as a browser does."""
    return client.get(reverse("invitation_link", args=[token_of(invitation)]), follow=True)


def undo_of(page):
    """Give the address of the way back that the page offers."""
    message = next(iter(page.context["messages"]))
    return message.extra_tags.removeprefix("undo:")


def test_the_team_page_costs_the_same_for_one_and_three_people(client, school, coordinator):
    costs, shown = [], []

    for more in (1, 2):
        for _place in range(more):
            make_classroom(make_teacher(school))
            make_invitation(school)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(team(school))
        costs.append(len(queries))
        shown.append((page.text.count("data-person") - school.memberships.count(), page.text.count("data-invitation")))

    assert shown == [(0, 1), (0, 3)]
    assert costs[0] == costs[1] > 0


def test_the_team_page_says_who_works_here_and_the_classes_of_this_year(client, school, coordinator):
    teacher = make_teacher(school)
    classroom = make_classroom(teacher, label="P5 bleue")
    stranger = make_teacher()

    page = client.get(team(school))

    assert all(words in page.text for words in (teacher.name, classroom.label, coordinator.name))
    assert stranger.name not in page.text
    assert teacher.email not in page.text


def test_a_school_of_a_federation_reads_what_the_federation_reads(client, school, coordinator):
    alone = client.get(team(school)).text
    organisation = make_organisation(school)

    page = client.get(team(school)).text

    assert ("data-federation" in alone, organisation.name in page) == (False, True)


def test_inviting_shows_a_link_to_copy_to_scan_and_to_write(client, school, coordinator):
    page = client.post(team(school), {"role": "teacher", "days": "14"}, follow=True)

    invitation = Invitation.objects.get()
    link = f"http://testserver{JOIN}{token_of(invitation)}/"
    mail = parse_qs(urlsplit(page.context["mailto"]).query)
    assert (invitation.role, invitation.expires_at - invitation.invited_at < timedelta(days=14, minutes=1)) == (
        "teacher",
        True,
    )
    assert f'value="{link}"' in page.text
    assert 'class="qr"' in page.text
    assert (link in mail["body"][0], page.context["mailto"].startswith("mailto:?")) == (True, True)


@pytest.mark.parametrize(
    "data", [{"role": "admin", "days": "14"}, {"role": "teacher", "days": "0"}, {"role": "teacher"}]
)
def test_a_role_or_a_number_of_days_that_does_not_exist_invites_nobody(client, school, coordinator, data):
    page = client.post(team(school), data)

    assert (page.status_code, Invitation.objects.exists()) == (422, False)


def test_a_link_that_was_closed_is_shown_no_more_and_comes_back(client, school, coordinator):
    invitation = make_invitation(school)
    address = reverse("school_invitation", args=[school.key, invitation.pk])

    closed = client.post(reverse("invitation_withdraw", args=[school.key, invitation.pk]), follow=True)
    while_closed = client.get(address).status_code
    client.post(undo_of(closed))

    assert (while_closed, client.get(address).status_code) == (404, 200)


def test_somebody_who_has_signed_in_joins_in_one_tap_and_a_second_one_changes_nothing(client, db):
    invitation, person = make_invitation(), make_user()
    client.force_login(person)
    page = opened(client, invitation)

    first, second = client.post(JOIN), client.post(JOIN)

    assert invitation.school.name in page.text
    assert (first["Location"], second["Location"]) == ("/classes/", "/classes/")
    assert list(person.memberships.values_list("school", "role")) == [(invitation.school.pk, "teacher")]


def test_somebody_without_an_account_makes_one_and_is_signed_in(client, db):
    invitation = make_invitation(role=Role.COORDINATOR)
    opened(client, invitation)

    answer = client.post(JOIN, NEW)

    person = User.objects.get(email=NEW["email"])
    assert answer["Location"] == "/ecole/"
    assert client.get("/ecole/").status_code == 200
    assert (person.name, "coordinator") in members(invitation.school)


@pytest.mark.parametrize(
    "wrong",
    [{"password": "court"}, {"email": "pas une adresse"}, {"name": ""}, {"password": NEW["email"]}],
)
def test_an_account_that_cannot_be_made_says_why_and_keeps_the_link(client, db, wrong):
    invitation = make_invitation()
    opened(client, invitation)

    page = client.post(JOIN, NEW | wrong)

    assert (page.status_code, "error-text" in page.text) == (422, True)
    assert not User.objects.filter(name=NEW["name"]).exists()
    assert Invitation.objects.open_now().get() == invitation


def test_an_address_that_has_an_account_joins_with_its_own_password(client, db):
    invitation = make_invitation()
    known = User.objects.create_user(NEW["email"].upper(), NEW["password"], name="Ada L.")
    opened(client, invitation)

    answer = client.post(JOIN, NEW)

    assert answer["Location"] == "/classes/"
    assert known.memberships.get().school == invitation.school
    assert not User.objects.filter(name="Ada").exists()


def test_an_address_that_has_an_account_is_not_taken_over_and_the_link_slows_down(client, db):
    invitation = make_invitation()
    known = User.objects.create_user(NEW["email"], PASSWORD, name="Ada L.")
    opened(client, invitation)

    tries = [client.post(JOIN, NEW) for _time in range(6)]
    other = client.post(JOIN, NEW | {"email": "neuve@example.org"})

    assert {page.status_code for page in [*tries, other]} == {422}
    assert "Attendez" in other.text
    assert not known.memberships.exists()
    assert not User.objects.filter(email="neuve@example.org").exists()


def test_an_invitation_waits_while_somebody_signs_in(client, db):
    invitation = make_invitation()
    User.objects.create_user(NEW["email"], PASSWORD, name="Ada")
    opened(client, invitation)

    page = client.post(
        f"/connexion/?next={JOIN}", {"username": NEW["email"], "password": PASSWORD, "next": JOIN}, follow=True
    )

    assert page.request["PATH_INFO"] == JOIN
    assert invitation.school.name in page.text


def _wear_out(invitation, fate):
    """Use a link, let its days pass, or withdraw it."""
    if fate == "used":
        accept_invitation(invitation=invitation, user=make_user())
    elif fate == "expired":
        Invitation.objects.update(expires_at=invitation.invited_at)
    else:
        withdraw_invitation(invitation=invitation)


@pytest.mark.parametrize("fate", ["used", "expired", "withdrawn"])
def test_a_link_that_is_of_no_use_says_so_and_never_which_school_it_was(client, db, fate):
    invitation = make_invitation()
    _wear_out(invitation, fate)

    page = opened(client, invitation)

    assert page.status_code == 410
    assert invitation.school.name not in page.text


def test_a_link_that_nobody_made_says_the_same(client, db):
    page = client.get(reverse("invitation_link", args=["A" * 22]), follow=True)

    assert page.status_code == 410


def test_a_link_closes_between_the_page_and_the_tap(client, db):
    invitation = make_invitation()
    opened(client, invitation)
    accept_invitation(invitation=invitation, user=make_user())

    page = client.post(JOIN, NEW)

    assert (page.status_code, User.objects.filter(email=NEW["email"]).exists()) == (410, False)


def test_no_page_nor_log_line_holds_the_secret_once_the_link_is_open(client, db, caplog):
    invitation = make_invitation()
    token = token_of(invitation)
    caplog.set_level(logging.DEBUG)

    pages = [opened(client, invitation), client.post(JOIN, NEW, follow=True), opened(Client(), invitation)]

    assert [page.status_code for page in pages] == [200, 200, 410]
    assert not any(token in page.text for page in pages)
    assert not any(token in record.getMessage() for record in caplog.records)


def test_a_role_is_taken_away_and_given_back(client, school, coordinator):
    teacher = make_teacher(school)

    removed = client.post(reverse("member_remove", args=[school.key, teacher.memberships.get().pk]), follow=True)
    while_away = teacher.memberships.exists()
    client.post(undo_of(removed))

    assert (while_away, teacher.memberships.get().role) == (False, "teacher")


def test_the_way_back_gives_no_role_that_was_not_just_taken_away(client, school, coordinator):
    client.post(reverse("member_return", args=[school.key]))

    assert Membership.objects.get().user == coordinator


def test_nobody_takes_away_their_own_coordination_even_beside_a_colleague(client, school, coordinator):
    make_coordinator(school)

    client.post(reverse("member_remove", args=[school.key, coordinator.memberships.get().pk]))

    assert coordinator.memberships.exists()


def test_roles_of_another_school_are_out_of_reach(client, school, coordinator):
    elsewhere = make_teacher().memberships.get()

    answer = client.post(reverse("member_remove", args=[school.key, elsewhere.pk]))

    assert (answer.status_code, Membership.objects.filter(pk=elsewhere.pk).exists()) == (404, True)
