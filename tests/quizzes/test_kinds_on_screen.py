"""A pupil takes the younger kinds of question by plain forms; what is not marked stays without a mark everywhere."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quizzes.models import Answer, Attempt, Position, Sitting
from quizzes.services import close_sitting
from tests.plain import follow, path_of, press, tree, words
from tests.quizzes.tablet import answer, asked, begin, given, keys_of, question_page, tablet, values_for
from tests.world import make_attempt, make_classroom, make_sitting, send, teacher_of


@pytest.fixture
def sitting(younger_content) -> Sitting:
    return make_sitting(make_classroom(opened=True), "petit-quiz")


def test_every_younger_kind_is_taken_by_plain_forms(sitting):
    client = tablet(sitting)
    page, visited = begin(client, sitting), []

    while path_of(page) != reverse("quiz_end", args=[sitting.pk]):
        visited.append(asked(page))
        page = follow(client, answer(client, page, Attempt.objects.get()), "next")

    assert visited == keys_of(sitting) == ["paires", "image", "place", "accord", "mots"]
    assert given() == {"paires": 1.0, "image": 1.0, "place": 1.0, "mots": None}
    assert list(Position.objects.values_list("question", "stance")) == [("accord", "pas-du-tout")]
    assert (page.context["right"], page.context["marked"]) == (3, 3)
    assert Attempt.objects.get().finished_at is not None


@pytest.mark.parametrize(
    ("key", "values", "kept"),
    [
        ("paires", ["1", "", "3"], ["1", "", "3"]),
        ("place", ["2", ""], ["2", ""]),
    ],
)
def test_lists_left_open_are_refused_and_keep_what_was_chosen(sitting, key, values, kept):
    client = tablet(sitting)
    begin(client, sitting)

    refused = press(client, question_page(client, sitting, key), "send", value=values)

    lists = tree(refused).xpath("//select[@name='value']")
    assert (refused.status_code, [field.value for field in lists]) == (422, kept)
    assert tree(refused).get_element_by_id("answer-error").text_content()
    assert given() == {}


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "x" * 281])
def test_a_text_that_says_nothing_or_too_much_is_refused_and_kept_on_the_page(sitting, typed):
    client = tablet(sitting)
    begin(client, sitting)

    refused = press(client, question_page(client, sitting, "mots"), "send", value=typed)

    assert refused.status_code == 422
    assert tree(refused).get_element_by_id("text").value.strip() == typed.strip()
    assert given() == {}


def test_every_control_of_the_younger_kinds_has_its_label(sitting):
    client = tablet(sitting)
    begin(client, sitting)

    for key in keys_of(sitting):
        form = tree(question_page(client, sitting, key)).get_element_by_id("answer-form")
        controls = form.xpath(".//select | .//textarea | .//input[not(@type='hidden')]")
        labelled = {label.get("for") for label in form.iter("label")}
        assert controls
        assert all(
            field.get("id") in labelled or next(field.iterancestors("label"), None) is not None for field in controls
        )
        assert key == "mots" or form.xpath(".//fieldset/legend")


def test_a_plan_shows_the_right_zone_and_the_place_only_once_it_is_answered(sitting):
    client = tablet(sitting)
    begin(client, sitting)
    page = question_page(client, sitting, "place")

    told = press(client, page, "send", value=["4", "3"])

    assert not tree(page).find_class("plan-zone")
    assert not tree(page).find_class("plan-place")
    assert (len(tree(told).find_class("plan-zone")), len(tree(told).find_class("plan-place"))) == (2, 1)
    assert "plutôt « gadget », entre les deux" in tree(told).find_class("plan")[0].get("aria-label").replace(
        "\xa0", " "
    )
    assert given() == {"place": 0.5}


def test_pairs_are_told_line_by_line(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)

    told = press(client, page, "send", value=values_for(Attempt.objects.get(), "paires", ["a", "c", "c"]))

    lines = [" ".join(line.text_content().split()) for line in tree(told).find_class("matches")[0]]
    assert lines == [
        "Le cuivre → Les fils ✓ Juste",
        "Le cobalt → L’écran On attendait : La batterie",
        "Le verre → L’écran ✓ Juste",
    ]
    assert given() == {"paires": 2 / 3}


@pytest.mark.parametrize(
    ("key", "wanted"), [("accord", ["plutot-pas"]), ("accord", ["passe"]), ("mots", ["Je répare 🙂 <b>"])]
)
def test_no_page_of_what_is_thought_or_written_says_right_or_wrong(sitting, key, wanted):
    client = tablet(sitting)
    begin(client, sitting)

    told = answer(client, question_page(client, sitting, key), Attempt.objects.get(), wanted)

    assert told.context["is_marked"] is False
    assert not tree(told).find_class("result")
    assert not tree(told).find_class("right")
    assert key == "accord" or wanted[0] in words(told)


def test_a_step_of_a_scale_is_nobodys_once_the_quiz_is_closed(sitting):
    client = tablet(sitting)
    begin(client, sitting)
    answer(client, question_page(client, sitting, "accord"), Attempt.objects.get(), ["plutot-pas"])

    close_sitting(sitting=sitting)

    assert Answer.objects.count() == 0
    assert path_of(question_page(client, sitting, "accord")) == reverse("quiz_end", args=[sitting.pk])


def test_the_end_of_a_quiz_without_marks_counts_nothing(sitting):
    client = tablet(sitting)
    begin(client, sitting)
    answer(client, question_page(client, sitting, "mots"), Attempt.objects.get())
    close_sitting(sitting=sitting)

    page = client.get(reverse("quiz_end", args=[sitting.pk]))

    assert (page.context["right"], page.context["marked"]) == (0, 0)


@pytest.mark.parametrize("mark", [-0.1, 1.1])
def test_a_mark_is_a_share_or_nothing(sitting, mark):
    send(make_attempt(sitting), "mots", "Je répare.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(mark=mark)

    assert Answer.objects.get().mark is None


def test_the_answers_for_teachers_say_every_younger_kind(client, sitting):
    client.force_login(teacher_of(sitting.classroom))

    page = client.get(reverse("quiz_key", args=["petit-quiz"]))

    said = words(page)
    assert "✓ Le cuivre → Les fils" in said
    assert "✓ Celui-ci" in said
    assert "✗ Un escargot." in said
    assert "✓ tout à fait « gadget », plutôt « lourd »" in said
    assert said.count("jamais de note") == 2
