"""Cards that a class talks about, and stories opened outside any sequence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from progress.school_report import school_report
from quizzes.models import Quiz, Sitting
from sequences.models import Card, CardDiscussion
from sequences.talks import launch_story, record_discussion, redo_discussion, undo_discussion
from tests.world import make_classroom, make_discussion, make_sitting, pupil_of, sign_in_pupil, take_stances, teacher_of

STORY = "histoires-p56-appareils"


def test_noting_a_card_twice_on_a_day_keeps_one_note_and_the_newer_question(content):
    classroom = make_classroom()
    make_discussion(classroom, question="Pourquoi ?")

    make_discussion(classroom, question="Et si on le réparait ?")
    make_discussion(classroom)

    assert CardDiscussion.objects.get().question == "Et si on le réparait ?"


def test_noting_a_card_on_another_day_is_another_note(content):
    classroom = make_classroom()
    make_discussion(classroom, day=localdate() - timedelta(days=7))

    make_discussion(classroom)

    assert CardDiscussion.objects.count() == 2


def test_a_note_is_undone_and_redone(content):
    discussion = make_discussion(make_classroom())

    undo_discussion(discussion=discussion)
    undone = CardDiscussion.objects.standing().count()
    redo_discussion(discussion=discussion)

    assert (undone, CardDiscussion.objects.standing().count()) == (0, 1)


def test_redoing_a_note_that_was_made_again_meanwhile_keeps_the_newer_one(content):
    classroom = make_classroom()
    discussion = undo_discussion(discussion=make_discussion(classroom))
    newer = make_discussion(classroom)

    assert redo_discussion(discussion=discussion) == newer
    assert CardDiscussion.objects.standing().count() == 1


def test_opening_stories_twice_is_one_sitting(content):
    classroom = make_classroom()
    quiz, teacher = Quiz.objects.get(key=STORY), teacher_of(classroom)

    first = launch_story(quiz=quiz, classroom=classroom, teacher=teacher)
    second = launch_story(quiz=quiz, classroom=classroom, teacher=teacher)

    assert (first, Sitting.objects.count()) == (second, 1)


def test_pupils_find_open_stories_on_their_tablet(client, content):
    classroom = make_classroom(opened=True)
    sitting = make_sitting(classroom, STORY)
    sign_in_pupil(client, pupil_of(classroom))

    page = client.get(reverse("pupil_today"))

    assert reverse("quiz_start", args=[sitting.pk]) in page.text


def test_a_story_page_never_says_which_statement_is_which(client, content):
    spec = Quiz.objects.get(key=STORY).spec

    page = client.get(reverse("story_page", args=[STORY]))

    shown = [statements for _tale, statements in page.context["tales"]]
    assert all(statements == sorted(statements) for statements in shown)
    assert not any(question.reason in page.text for question in spec.questions if hasattr(question, "reason"))


def test_the_distribution_waits_for_the_closing(client, content):
    classroom = make_classroom(headcount=6)
    sitting = make_sitting(classroom, STORY)
    question = sitting.revision.spec.questions[0].key
    take_stances(sitting, question, ["comportement"] * 4 + ["croyance"] * 2)
    client.force_login(teacher_of(classroom))
    talks = reverse("classroom_talks", args=[classroom.pk])

    before = client.get(talks)
    client.post(reverse("story_close", args=[sitting.pk]))
    after = client.get(talks)

    assert (before.context["stances"], before.context["waiting"]) == ((), 6)
    assert [count for *_words, count in after.context["stances"][0].counts] == [4, 2, 0]


def test_a_quiz_of_a_sequence_is_not_closed_as_a_story(client, content):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    response = client.post(reverse("story_close", args=["00000000-0000-4000-8000-000000000000"]))

    assert response.status_code == 404


def test_the_draw_never_gives_the_card_that_is_on_the_wall(client, content):
    keys = list(Card.objects.published().values_list("key", flat=True))
    here = keys[0]

    drawn = {client.get(reverse("card_draw"), {"sauf": here, "palier": "3"})["Location"] for _turn in range(60)}

    assert not any(f"/{here}/" in address for address in drawn)
    assert all(address.endswith("?palier=3") for address in drawn)
    assert len(drawn) > 3


@pytest.mark.parametrize(("tier", "most"), [(1, 4), (2, 3), (3, 2), (4, 1)])
def test_the_wall_shows_one_deeper_question_at_a_time(client, content, tier, most):
    texts = [question.text for question in Card.objects.get(key="smartphones").spec.questions]
    address = reverse("card_project", args=["smartphones"])

    shown = [client.get(address, {"palier": tier, "montrer": number}).context["shown"] for number in range(most + 2)]

    assert shown == [texts[tier - 1 :][:number] for number in range(most + 1)] + [texts[tier - 1 :]]


@pytest.mark.parametrize("query", [{"palier": "9"}, {"palier": "x", "montrer": "-3"}, {"montrer": "99999999999"}])
def test_a_mistyped_address_of_the_wall_still_shows_the_card(client, content, query):
    page = client.get(reverse("card_project", args=["smartphones"]), query)

    assert page.status_code == 200


def test_a_question_too_long_is_given_back(client, content):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    page = client.post(
        reverse("card_discuss", args=["smartphones"]), {"classroom": classroom.pk, "question": "Pourquoi ? " * 40}
    )

    assert page.status_code == 422
    assert "Pourquoi ? Pourquoi ?" in page.text
    assert not CardDiscussion.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_what_a_class_talked_about_costs_the_same(client, content, count, django_assert_num_queries):
    classroom = make_classroom()
    for key in Card.objects.published().values_list("key", flat=True)[:count]:
        make_discussion(classroom, key)
        make_sitting(classroom, STORY)
    client.force_login(teacher_of(classroom))

    with django_assert_num_queries(10):
        page = client.get(reverse("classroom_talks", args=[classroom.pk]))

    assert page.text.count("data-discussion") == count


def test_a_card_that_is_talked_about_counts_its_theme_for_the_school(content):
    classroom = make_classroom()
    record_discussion(
        card=Card.objects.get(key="reparer"), classroom=classroom, teacher=teacher_of(classroom), question=""
    )

    report = school_report(classroom.school, year=classroom.year_id, as_of=localdate())

    assert [row.discussed for row in report.classes] == [frozenset({Card.objects.get(key="reparer").theme})]
