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


def ballot_paper(choice: str = "accord", **fields) -> dict[str, str]:
    return {"question": "phrase", "round": "1", "choice": choice} | fields


def test_tablets_are_answered_only_news():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    version = f"{debate.pk.hex[:8]}.{debate.version}"

    for name, tablet in (("pupil_vote", tablet_in(debate)), ("pupil_urn", urn_in(debate))):
        same = tablet.get(reverse(name), {"v": version}, headers=LIVE)
        old = tablet.get(reverse(name), {"v": "0"}, headers=LIVE)

        assert (same.status_code, same.content) == (204, b"")
        assert old.text.strip().startswith('<div id="live"')
        assert f'data-version="{version}"' in old.text


def test_another_pupils_vote_is_no_news_to_a_tablet():
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet, version = tablet_in(debate), f"{debate.pk.hex[:8]}.{debate.version}"

    vote(debate, 2, "accord")

    assert tablet.get(reverse("pupil_vote"), {"v": version}, headers=LIVE).status_code == 204


def test_a_tablet_without_a_debate_is_told_so_once():
    classroom = make_classroom(opened=True)
    tablet = Client()
    sign_in_pupil(tablet, pupil_of(classroom))

    first = tablet.get(reverse("pupil_vote"), headers=LIVE)
    next_one = tablet.get(reverse("pupil_vote"), {"v": "0"}, headers=LIVE)

    assert "Pas de vote en ce moment." in first.text
    assert next_one.status_code == 204


@pytest.mark.parametrize("signed_out", ["closed", "left", "renewed"])
def test_no_news_for_a_tablet_that_is_no_longer_signed_in(signed_out):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet, version = tablet_in(debate), f"{debate.pk.hex[:8]}.{debate.version}"
    classroom, pupil = debate.classroom, pupil_of(debate.classroom)
    if signed_out == "closed":
        type(classroom).objects.filter(pk=classroom.pk).update(open_until=None)
    elif signed_out == "left":
        type(pupil).objects.filter(pk=pupil.pk).update(left_at=debate.opened_at)
    else:
        type(pupil).objects.filter(pk=pupil.pk).update(secret_version=9)

    asked = tablet.get(reverse("pupil_vote"), {"v": version}, headers=LIVE)
    given = tablet.post(reverse("pupil_vote"), ballot_paper(), headers=LIVE)

    assert [asked.status_code, given.status_code] == [302, 302]
    assert not Vote.objects.exists()


@pytest.mark.parametrize("votes", [0, 3])
def test_no_news_costs_a_tablet_two_queries(django_assert_num_queries, votes):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablets = {"pupil_vote": tablet_in(debate, 5), "pupil_urn": urn_in(debate)}
    for number in range(votes):
        vote(debate, number + 1, "accord")

    for name, tablet in tablets.items():
        with django_assert_num_queries(2):
            answer = tablet.get(reverse(name), {"v": f"{debate.pk.hex[:8]}.{debate.version}"}, headers=LIVE)

        assert answer.status_code == 204


@pytest.mark.parametrize("votes", [1, 3])
def test_a_piece_costs_a_tablet_the_same_however_many_have_voted(django_assert_num_queries, votes):
    debate = go(make_debate(make_classroom(headcount=6, opened=True)), "avancer")
    tablet = tablet_in(debate)
    for number in range(votes):
        vote(debate, number + 1, "accord")

    with django_assert_num_queries(5):
        answer = tablet.get(reverse("pupil_vote"), {"v": "0"}, headers=LIVE)

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
