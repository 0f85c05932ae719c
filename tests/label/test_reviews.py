"""Another school reads what is declared: a link that opens once, notes, answers, and nothing else seen."""

import logging
from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.timezone import now

from label.grid import read_grid
from label.models import Review, ReviewNote
from label.reviewing import MOST_OPEN, finish_review, start_review, write_note
from schools.models import Membership, Role
from tests.label.dossiers import (
    make_declaration,
    make_evidence,
    make_finished_review,
    make_invitation,
    make_plan,
    make_review,
    picture,
    this_year,
)
from tests.plain import address_of, links, path_of, press, tree, words
from tests.progress.test_queries import COUNTS, measured
from tests.world import PASSWORD, make_classroom, make_coordinator, make_school, make_teacher

READER_PAGES = ("review_page", "review_criterion", "review_finish")


def opened(client, token):
    return client.get(reverse("review_link", args=[token]), follow=True)


def link_on(page):
    return tree(page).get_element_by_id("link").get("value")


def at(review, name="review_page"):
    return reverse(name, args=[review.pk, "A1"] if name == "review_criterion" else [review.pk])


def test_a_link_is_shown_once_and_only_its_digest_is_kept(desk, school):
    page = desk.post(reverse("reviews", args=[school.key]), follow=True)
    token = link_on(page).rstrip("/").rpartition("/")[2]
    later = desk.get(reverse("reviews", args=[school.key]))

    review = Review.objects.get()
    assert review.digest == sha256(token.encode()).hexdigest()
    assert review.expires_at - review.invited_at == timedelta(days=30)
    assert len(token) == 43
    assert token not in later.text
    assert any(link.startswith("mailto:?") and token in link for link in links(page))
    assert page["Cache-Control"] == "no-store"


def test_a_school_has_a_few_links_open_at_once(desk, school):
    for _link in range(MOST_OPEN):
        make_invitation(school)

    page = desk.post(reverse("reviews", args=[school.key]), follow=True)

    assert page.status_code == 422
    assert "retirez-en un" in page.text
    assert Review.objects.count() == MOST_OPEN


def test_the_first_who_starts_holds_the_reading_for_their_school(tablet, reader, school):
    _review, token = make_invitation(school)

    door = opened(tablet, token)
    page = press(tablet, door, "start-review")

    review = Review.objects.get()
    assert path_of(door) == reverse("review_door")
    assert path_of(page) == at(review)
    assert (review.reviewer, review.reviewing_school) == (reader, reader.memberships.get().school)
    assert review.finished_at is None


def test_opening_a_link_binds_nobody_before_they_start(tablet, school):
    _review, token = make_invitation(school)

    door = opened(tablet, token)

    assert "École des Tilleuls" in door.text
    assert "Trois adultes" not in door.text
    assert Review.objects.get().reviewer is None


def test_who_coordinates_several_schools_chooses_one(tablet, reader, school):
    second = make_school(name="Autre école")
    Membership.objects.create(user=reader, school=second, role=Role.COORDINATOR)
    _review, token = make_invitation(school)

    page = press(tablet, opened(tablet, token), "start-review", school=str(second.pk))

    assert page.status_code == 200
    assert Review.objects.get().reviewing_school == second


def test_nobody_reads_for_a_school_that_they_do_not_coordinate(tablet, school):
    _review, token = make_invitation(school)
    opened(tablet, token)

    page = tablet.post(reverse("review_door"), {"school": make_school().pk})

    assert page.status_code == 422
    assert Review.objects.get().reviewer is None


def test_the_link_waits_through_the_sign_in(client, reader, school):
    reader.set_password(PASSWORD)
    reader.save()
    _review, token = make_invitation(school)

    signing_in = opened(client, token)
    door = client.post(
        "/connexion/", {"username": reader.email, "password": PASSWORD, "next": reverse("review_door")}, follow=True
    )

    assert token not in address_of(signing_in)
    assert tree(door).get_element_by_id("start-review") is not None


@pytest.mark.parametrize(
    ("state", "status", "said"),
    [
        ("expired", 404, "Ce lien n’ouvre rien"),
        ("withdrawn", 404, "Ce lien n’ouvre rien"),
        ("unknown", 404, "Ce lien n’ouvre rien"),
        ("taken", 403, "a déjà son lecteur"),
        ("finished", 403, "a déjà son lecteur"),
        ("own", 403, "pour une autre école"),
        ("teacher", 403, "confiée à la coordination"),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do_and_shows_nothing(client, school, reader, state, status, said):
    review, token = make_invitation(school)
    changes = {
        "expired": {"expires_at": now()},
        "withdrawn": {"withdrawn_at": now()},
        "taken": {"reviewer": reader, "reviewing_school": reader.memberships.get().school},
        "finished": {"reviewing_school": make_school(), "finished_at": now()},
    }
    Review.objects.filter(pk=review.pk).update(**changes.get(state, {"digest": review.digest}))
    people = {"own": lambda: make_coordinator(school), "teacher": lambda: make_teacher(school)}
    client.force_login(people.get(state, make_coordinator)())

    page = opened(client, "inconnu" if state == "unknown" else token)

    assert page.status_code == status
    assert said in words(page)
    assert [text for text in ("École des Tilleuls", "Trois adultes", str(review.pk)) if text in page.text] == []


def test_the_secret_stands_in_no_page_no_referrer_and_no_log(tablet, school, caplog):
    review, token = make_invitation(school)

    with caplog.at_level(logging.DEBUG):
        door = opened(tablet, token)
        page = press(tablet, door, "start-review")
        Review.objects.filter(pk=review.pk).update(withdrawn_at=now())
        shut = opened(tablet, token)

    assert [shown for shown in (door, page, shut) if token in shown.text or token in address_of(shown)] == []
    assert door["Referrer-Policy"] == "same-origin"
    assert token not in caplog.text


def test_an_unknown_link_leaves_nothing_behind(client, db):
    opened(client, "inconnu")

    assert not Session.objects.exists()


def test_nothing_is_noted_in_a_reading_withdrawn_meanwhile(tablet, reader, school):
    review = make_review(school, reader)
    Review.objects.update(withdrawn_at=now())

    noted = write_note(review=review, code="A1", verdict="d-accord", comment="")

    assert noted is None
    assert finish_review(review=review, grid=read_grid("fr")) is False
    assert not ReviewNote.objects.exists()


def test_two_who_start_at_once_are_told_apart(school, reader):
    review, _token = make_invitation(school)
    slow = make_coordinator()

    outcomes = [
        start_review(review=review, reviewer=user, school=user.memberships.get().school)
        for user in (reader, slow, reader)
    ]

    assert outcomes == [True, False, True]
    assert Review.objects.get().reviewer == reader


def test_the_reader_sees_what_is_declared_and_nothing_else(tablet, reader, school):
    make_classroom(make_teacher(school), label="Classe secrète")
    make_plan(school, state_of_play="Plan secret.")
    make_declaration(school, "A2", start=this_year() - 1, text="L’an dernier, secret.")
    make_evidence(make_declaration(school, "A1", text="Trois adultes."), "réunion.pdf")
    review = make_review(school, reader)

    page = tablet.get(at(review))
    read = " ".join(words(tablet.get(reverse("review_criterion", args=[review.pk, code]))) for code in ("A1", "F1"))

    assert (page.text.count("data-claim"), tablet.get(reverse("review_criterion", args=[review.pk, "D3"])).url) == (
        2,
        at(review),
    )
    assert [text for text in ("Trois adultes.", "Nos quarante appareils.", "réunion.pdf") if text not in read] == []
    assert "secr" not in (page.text + read).lower()


def test_a_reader_gets_the_files_of_the_claims_by_the_reading_s_own_address(tablet, reader, school):
    claimed = make_evidence(make_declaration(school, "A1"), "p.png", picture("PNG"))
    unclaimed = make_evidence(make_declaration(school, "D3", points=0))
    earlier = make_evidence(make_declaration(school, "A1", start=this_year() - 1))
    foreign = make_evidence(make_declaration(make_school(), "A1"))
    review = make_review(school, reader)

    asked = (claimed, unclaimed, earlier, foreign)
    pages = [tablet.get(reverse("review_file", args=[review.pk, piece.pk])) for piece in asked]
    small = tablet.get(reverse("review_thumbnail", args=[review.pk, claimed.pk]))
    direct = tablet.get(reverse("evidence_file", args=[school.key, claimed.pk]))

    assert [page.status_code for page in pages] == [200, 404, 404, 404]
    assert pages[0]["Content-Disposition"] == 'attachment; filename="p.png"'
    assert (small["Content-Type"], direct.status_code) == ("image/webp", 404)


@pytest.mark.parametrize("change", [{"withdrawn_at": now()}, {"expires_at": now()}, {"reviewer": None}])
@pytest.mark.parametrize("name", READER_PAGES)
def test_a_reading_that_is_over_is_gone_for_its_reader(tablet, reader, school, name, change):
    review = make_review(school, reader)
    Review.objects.update(**change)

    assert tablet.post(at(review, name)).status_code == 404


@pytest.mark.parametrize("name", READER_PAGES)
def test_another_coordinator_and_the_school_itself_see_no_reading(client, reader, school, name):
    review = make_review(school, reader)
    statuses = []

    for user in (make_coordinator(), make_coordinator(school)):
        client.force_login(user)
        statuses.append(client.post(at(review, name)).status_code)

    assert statuses == [404, 404]


def test_a_reader_who_coordinates_no_more_reads_no_more(tablet, reader, school):
    review = make_review(school, reader)
    reader.memberships.all().delete()
    Membership.objects.create(user=reader, school=make_school(), role=Role.COORDINATOR)

    assert tablet.get(at(review)).status_code == 404


def test_a_link_is_withdrawn_and_put_back(desk, tablet, reader, school):
    review = make_review(school, reader)
    statuses = []

    for act in ("review_withdraw", "review_restore"):
        desk.post(reverse(act, args=[school.key, review.pk]))
        statuses.append(tablet.get(at(review)).status_code)

    assert statuses == [404, 200]


def test_a_finished_reading_cannot_be_withdrawn(desk, reader, school):
    review = make_finished_review(school, reader)

    desk.post(reverse("review_withdraw", args=[school.key, review.pk]))

    assert Review.objects.get().withdrawn_at is None


def test_the_list_says_where_each_reading_stands(desk, reader, school):
    make_invitation(school)
    make_review(school, make_coordinator())
    make_finished_review(school, reader, "question", "Pourquoi ?")
    Review.objects.filter(pk=make_invitation(school)[0].pk).update(expires_at=now())

    page = desk.get(reverse("reviews", args=[school.key]))

    assert {line.words for line in page.context["lines"]} == {"lien ouvert", "en lecture", "terminée", "délai passé"}
    assert "question sur F1" in words(page)


@pytest.mark.parametrize("count", COUNTS)
def test_the_list_costs_the_same_for_many_readings(desk, school, count):
    for _review in range(count):
        make_finished_review(school, make_coordinator(), "question", "Pourquoi ?")

    page, queries = measured(desk.get, reverse("reviews", args=[school.key]))

    assert page.text.count("data-review") == count
    assert queries == 7


@pytest.mark.parametrize("count", COUNTS)
def test_a_reading_costs_the_same_for_many_claims(tablet, reader, count):
    school = make_school()
    for code in ("A1", "A2", "A3")[:count]:
        make_declaration(school, code)
    review = make_review(school, reader)

    page, queries = measured(tablet.get, at(review))

    assert page.text.count("data-claim") == count
    assert queries == 6
