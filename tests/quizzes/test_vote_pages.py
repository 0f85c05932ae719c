"""Pupils' pages of a debate: a vote has its receipt, and asking whether there is news is cheap and checked."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Vote, Way
from tests.quizzes.debates import go, make_debate, tablet_in, urn_in, vote
from tests.world import make_classroom, pupil_of, sign_in_pupil

pytestmark = pytest.mark.django_db

LIVE = {"X-Live": "1"}


def feel(pulse: str, version: str) -> int:
    """Feel a pulse from a browser without any cookie."""
    return Client().get(pulse, {"v": version}).status_code


def ballot_paper(choice: str = "accord", **fields) -> dict[str, str]:
    return {"question": "phrase", "round": "1", "choice": choice} | fields


def test_tablets_feel_a_pulse_until_the_class_moves_on():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    version = f"{debate.pk.hex[:8]}.{debate.version}"

    for name, tablet in (("pupil_vote", tablet_in(debate)), ("pupil_urn", urn_in(debate))):
        piece = tablet.get(reverse(name), headers=LIVE)
        pulse = reverse("class_pulse", args=[debate.classroom.pk])

        assert piece.text.strip().startswith('<div id="live"')
        assert f'data-pulse="{pulse}" data-version="{version}"' in piece.text
        assert feel(pulse, version) == 204
        assert feel(pulse, "0") == 200


def test_another_pupils_vote_leaves_the_pulse_of_a_tablet_still():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    pulse, version = reverse("class_pulse", args=[debate.classroom.pk]), f"{debate.pk.hex[:8]}.{debate.version}"

    vote(debate, 2, "accord")

    assert feel(pulse, version) == 204


def test_a_tablet_without_a_debate_waits_for_one():
    classroom = make_classroom(opened=True)
    tablet, pulse = Client(), reverse("class_pulse", args=[classroom.pk])
    sign_in_pupil(tablet, pupil_of(classroom))

    piece = tablet.get(reverse("pupil_vote"), headers=LIVE)
    before = feel(pulse, "0")
    make_debate(classroom)

    assert "Pas de vote en ce moment." in piece.text
    assert (before, feel(pulse, "0")) == (204, 200)


def test_a_pulse_says_nothing_but_whether_something_has_moved(client):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    vote(debate, 1, "accord")

    for pulse in (reverse("class_pulse", args=[debate.classroom.pk]), reverse("debate_pulse", args=[debate.pk])):
        moved, unknown = client.get(pulse), client.get(pulse.replace("-", "0"))

        assert (moved.status_code, moved.content) == (200, b"")
        assert moved["Cache-Control"] == "no-store"
        assert not moved.cookies
        assert unknown.status_code == 404


@pytest.mark.parametrize("signed_out", ["closed", "left", "renewed"])
def test_a_tablet_that_is_no_longer_signed_in_sees_and_votes_nothing(signed_out):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = tablet_in(debate)
    classroom, pupil = debate.classroom, pupil_of(debate.classroom)
    if signed_out == "closed":
        type(classroom).objects.filter(pk=classroom.pk).update(open_until=None)
    elif signed_out == "left":
        type(pupil).objects.filter(pk=pupil.pk).update(left_at=debate.opened_at)
    else:
        type(pupil).objects.filter(pk=pupil.pk).update(secret_version=9)

    asked = tablet.get(reverse("pupil_vote"), headers=LIVE)
    given = tablet.post(reverse("pupil_vote"), ballot_paper(), headers=LIVE)

    assert [asked.status_code, given.status_code] == [302, 302]
    assert not Vote.objects.exists()


@pytest.mark.parametrize("votes", [0, 3])
def test_a_pulse_costs_one_query(client, django_assert_num_queries, votes):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    for number in range(votes):
        vote(debate, number + 1, "accord")

    for pulse in (reverse("class_pulse", args=[debate.classroom.pk]), reverse("debate_pulse", args=[debate.pk])):
        with django_assert_num_queries(1):
            client.get(pulse, {"v": "0"})


@pytest.mark.parametrize("votes", [1, 3])
def test_a_piece_costs_a_tablet_the_same_however_many_have_voted(django_assert_num_queries, votes):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = tablet_in(debate)
    for number in range(votes):
        vote(debate, number + 1, "accord")

    with django_assert_num_queries(4):
        answer = tablet.get(reverse("pupil_vote"), headers=LIVE)

    assert "Ton vote est arrivé." in answer.text


def test_a_vote_answers_its_receipt():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = tablet_in(debate)

    piece = tablet.post(reverse("pupil_vote"), ballot_paper(), headers=LIVE)
    plain = tablet.post(reverse("pupil_vote"), ballot_paper("desaccord"))

    assert piece.text.strip().startswith('<div id="live"')
    assert 'id="vote-accord" class="ballot" aria-pressed="true"' in piece.text
    assert plain["Location"] == reverse("pupil_vote")
    assert Vote.objects.get().choice == "desaccord"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"round": "2"}, "La classe est passée à la suite"),
        ({"round": "x"}, "La classe est passée à la suite"),
        ({"choice": "inconnu"}, "Choisis une des réponses"),
        ({"choice": ""}, "Choisis une des réponses"),
    ],
)
def test_a_vote_that_cannot_be_taken_says_why(fields, told):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = tablet_in(debate)

    piece = tablet.post(reverse("pupil_vote"), ballot_paper(**fields), headers=LIVE)
    plain = tablet.post(reverse("pupil_vote"), ballot_paper(**fields))

    assert (piece.status_code, plain.status_code) == (200, 422)
    assert told in piece.text
    assert told in plain.text
    assert not Vote.objects.exists()


def test_a_vote_needs_its_csrf_token():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = Client(enforce_csrf_checks=True)
    tablet.cookies = tablet_in(debate).cookies

    answer = tablet.post(reverse("pupil_vote"), ballot_paper(), headers=LIVE)

    assert answer.status_code == 403
    assert not Vote.objects.exists()


def test_an_urn_without_a_door_leads_to_the_door(client):
    answer = client.get(reverse("pupil_urn"))

    assert answer["Location"] == f"{reverse('pupil_door')}?suite={reverse('pupil_urn')}"


def test_an_urn_takes_a_ballot_paper_once():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet, paper = urn_in(debate), str(uuid4())

    thanks = tablet.post(reverse("pupil_urn"), ballot_paper(paper=paper), headers=LIVE)
    plain = tablet.post(reverse("pupil_urn"), ballot_paper("desaccord", paper=paper))
    damaged = tablet.post(reverse("pupil_urn"), ballot_paper(paper="déchiré"))

    assert "C’est voté. Merci." in thanks.text
    assert plain["Location"] == f"{reverse('pupil_urn')}?merci=1"
    assert (damaged.status_code, "Ce bulletin est abimé" in damaged.text) == (422, True)
    assert list(Vote.objects.values_list("way", "choice")) == [(Way.PASSED, "accord")]


def test_each_voter_at_an_urn_gets_another_paper():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = urn_in(debate)

    papers = {tablet.get(reverse("pupil_urn")).context["paper"] for _turn in range(3)}

    assert len(papers) == 3
