"""A teacher asks twice and reads what moved; no two reports side by side give a small count away."""

import pytest
from django.test import Client
from django.urls import reverse

from progress.change_report import pairs_of_class, reports_of
from progress.stances import stances_of_class
from quizzes.models import Phase, Sitting, SittingPair
from quizzes.pairs import close_pair
from quizzes.services import close_sitting
from quizzes.strategies import Strategy
from tests.pairs import end_of, lived_pair, make_pair, rows_of, say, told_pair
from tests.plain import press, tree, words
from tests.world import (
    live_sequence,
    make_assignment,
    make_classroom,
    make_coordinator,
    make_sitting,
    take_stances,
    teacher_of,
)

BEFORE = ["comportement", "croyance", "rationalisation", "croyance", "comportement", "croyance"]
AFTER = ["comportement", "comportement", "rationalisation", "comportement", "croyance", "croyance"]
TABLE = ((1, 1, 0), (2, 1, 0), (0, 0, 1))


@pytest.fixture
def classroom(small_content):
    return make_classroom(headcount=len(BEFORE), opened=True)


def staff(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(classroom, before=BEFORE, after=AFTER) -> SittingPair:
    return lived_pair(classroom, {"avis": before}, {"avis": after}, "petit-quiz")


def shown(classroom) -> dict:
    """Give the table of every question that the pages of a class show as moved, by pair."""
    found = reports_of(pairs_of_class(classroom))
    return {pair: [move.counts for move in report.moves] for pair, report in found.items()}


def single_counts(classroom) -> list[tuple[int, ...]]:
    """Give the counts that the pages of a class show from sittings that stand alone."""
    sittings = Sitting.objects.filter(classroom=classroom).select_related("revision__parent", "pair")
    stances, _waiting = stances_of_class(sittings.order_by("opened_at"))
    return [tuple(count for _stance, _name, count in row.counts) for row in stances]


def test_a_teacher_asks_before_lives_the_sequence_and_asks_after(content):
    classroom = make_classroom(grades=("S1",), headcount=6, opened=True)
    assignment = make_assignment(classroom, "sq08")
    client = staff(teacher_of(classroom))
    start = client.get(reverse("classroom_change", args=[classroom.pk]))
    groups = [name for name, _choices in start.context["form"].fields["quiz"].choices]

    page = press(client, start, "start", quiz="sq08-histoires")
    pair = SittingPair.objects.get()
    say(end_of(pair, Phase.BEFORE), {"lina-1": BEFORE})
    page = press(client, client.get(reverse("classroom_change", args=[classroom.pk])), f"close-before-{pair.pk}")
    live_sequence(assignment)
    page = press(client, page, f"open-after-{pair.pk}")
    say(end_of(pair, Phase.AFTER), {"lina-1": AFTER})
    report = press(client, client.get(reverse("classroom_change", args=[classroom.pk])), f"close-{pair.pk}")

    assert groups[0] == "Dans une séquence de la classe"
    assert [move.counts for move in report.context["report"].moves] == [TABLE]
    assert "Sur 6 élèves qui ont répondu deux fois, 3 disent la même chose, 3 disent autre chose." in words(report)
    assert len(tree(report).find_class("flow")) == 1


def test_the_same_press_twice_changes_nothing(classroom):
    client = staff(teacher_of(classroom))
    for _press in range(2):
        client.post(reverse("change_start", args=[classroom.pk]), {"quiz": "petit-quiz"})
    pair = SittingPair.objects.get()

    for act in ("fermer-avant", "fermer-avant", "ouvrir-apres", "ouvrir-apres", "terminer", "terminer"):
        client.post(reverse("change_act", args=[pair.pk, act]))

    assert [sitting.phase for sitting in pair.sittings.order_by("opened_at")] == ["before", "after"]
    assert SittingPair.objects.get().closed_at is not None


def test_an_opening_by_mistake_is_taken_back_on_the_page(classroom):
    client = staff(teacher_of(classroom))
    client.post(reverse("change_start", args=[classroom.pk]), {"quiz": "petit-quiz"})
    pair = SittingPair.objects.get()

    page = press(client, client.get(reverse("classroom_change", args=[classroom.pk])), f"undo-{pair.pk}")

    assert not SittingPair.objects.exists()
    assert "L’ouverture est annulée." in words(page)


@pytest.mark.parametrize("quiz", ["", "inconnu"])
def test_a_quiz_that_cannot_be_asked_twice_is_refused_in_words(classroom, quiz):
    page = staff(teacher_of(classroom)).post(reverse("change_start", args=[classroom.pk]), {"quiz": quiz})

    assert page.status_code == 422
    assert tree(page).find_class("error-text")


def test_an_unknown_act_is_a_missing_page(classroom):
    pair = make_pair(classroom, "petit-quiz")

    page = staff(teacher_of(classroom)).post(reverse("change_act", args=[pair.pk, "inventer"]))

    assert page.status_code == 404


def test_a_coordinator_reads_the_report_and_finds_no_button(classroom):
    told(classroom)
    client = staff(make_coordinator(classroom.school))

    pages = [client.get(reverse("classroom_change", args=[classroom.pk]))]
    pages.append(client.get(reverse("change_report", args=[SittingPair.objects.get().pk])))

    forms = [form.get("action") for page in pages for form in tree(page).find("body").forms if form.get("action")]
    assert forms == [reverse("sign_out")] * 2
    assert pages[1].context["report"] is not None


def test_nothing_is_shown_while_the_pair_is_under_way(classroom):
    pair = make_pair(classroom, "petit-quiz")
    say(end_of(pair, Phase.BEFORE), {"avis": BEFORE})

    page = staff(teacher_of(classroom)).get(reverse("change_report", args=[pair.pk]))

    assert page.context["report"] is None
    assert "Rien à lire encore" in words(page)
    assert (shown(classroom), single_counts(classroom)) == ({}, [])


def test_fewer_than_five_people_are_told_nothing_but_why(classroom):
    pair = told(classroom, BEFORE, [*AFTER[:4], "", ""])

    page = staff(teacher_of(classroom)).get(reverse("change_report", args=[pair.pk]))

    assert "moins de 5 élèves ont répondu deux fois" in words(page)
    assert not tree(page).find_class("flow")
    assert rows_of(pair) == []


def test_who_answered_once_is_nowhere_in_the_report(classroom):
    pair = told(classroom, BEFORE, [*AFTER[:5], ""])

    assert shown(classroom) == {pair.pk: [((1, 1, 0), (2, 0, 0), (0, 0, 1))]}


def test_of_two_pairs_of_a_quiz_the_later_one_alone_is_told(classroom):
    first = told(classroom)
    second = told(classroom, [*BEFORE[:5], ""], [*AFTER[:5], ""])
    client = staff(teacher_of(classroom))

    page = client.get(reverse("change_report", args=[first.pk]))

    assert list(shown(classroom)) == [second.pk]
    assert page.context["report"] is None
    assert reverse("change_report", args=[second.pk]) in [link.get("href") for link in tree(page).iter("a")]


def test_a_later_pair_with_too_few_people_does_not_hide_the_earlier_one(classroom):
    first = told(classroom)

    told(classroom, BEFORE, AFTER[:4])

    assert list(shown(classroom)) == [first.pk]


def test_a_sitting_on_its_own_is_not_told_beside_the_pair_of_its_quiz(classroom):
    alone = make_sitting(classroom, "petit-quiz")
    take_stances(alone, "avis", BEFORE)
    close_sitting(sitting=alone)
    before = single_counts(classroom)

    told(classroom, BEFORE[:5], AFTER[:5])

    assert (before, single_counts(classroom)) == ([(2, 3, 1)], [])


def test_positions_of_a_pair_never_count_as_a_sitting_of_its_own(classroom):
    alone = make_sitting(classroom, "petit-quiz")
    take_stances(alone, "avis", BEFORE)
    close_sitting(sitting=alone)
    pair = make_pair(classroom, "petit-quiz")
    say(end_of(pair, Phase.BEFORE), {"avis": AFTER})

    counts = single_counts(classroom)

    assert counts == [(2, 3, 1)]
    close_pair(pair=pair)
    assert single_counts(classroom) == [(2, 3, 1)]


@pytest.mark.parametrize("missing", [1, 2])
def test_every_question_is_told_by_one_report_at_most_whatever_was_asked(classroom, missing):
    others = ["" if number < missing else stance for number, stance in enumerate(BEFORE)]
    for stances in (BEFORE, others):
        alone = make_sitting(classroom, "petit-quiz")
        for number, stance in enumerate(stances, 1):
            if stance:
                say(alone, {"avis": [""] * (number - 1) + [stance]})
        close_sitting(sitting=alone)
        told(classroom, stances, AFTER)

    reports = [counts for tables in shown(classroom).values() for counts in tables] + single_counts(classroom)

    assert len(reports) == 1


def test_class_and_talks_pages_tell_a_quiz_by_the_same_sitting(content):
    classroom = make_classroom(grades=("S1",), headcount=6, opened=True)
    sequence = make_assignment(classroom, "sq08")
    told_pair(classroom)
    client = staff(teacher_of(classroom))

    pages = [
        client.get(f"{reverse('classroom_page', args=[classroom.pk])}?sequence={sequence.pk}"),
        client.get(reverse("classroom_talks", args=[classroom.pk])),
    ]

    assert pages[0].context["report"].stances == ()
    assert pages[1].context["stances"] == ()
    assert pages[1].context["sittings"] == []


def test_a_pair_is_no_step_of_its_sequence(content):
    classroom = make_classroom(grades=("S1",), headcount=6, opened=True)
    make_assignment(classroom, "sq08")
    told_pair(classroom)

    page = staff(teacher_of(classroom)).get(reverse("classroom_page", args=[classroom.pk]))

    states = {cell.state.value for row in page.context["report"].rows for cell in row.cells}
    assert states == {"pas commencé"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_pairs_costs_the_same_for_a_long_list(classroom, count, django_assert_num_queries):
    for _pair in range(count):
        told(classroom)
    client = staff(teacher_of(classroom))
    client.get(reverse("classroom_change", args=[classroom.pk]))

    with django_assert_num_queries(10):
        page = client.get(reverse("classroom_change", args=[classroom.pk]))

    assert page.text.count("data-pair") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_costs_the_same_after_many_pairs(classroom, count, django_assert_num_queries):
    pairs = [told(classroom) for _pair in range(count)]
    client = staff(teacher_of(classroom))

    with django_assert_num_queries(7):
        page = client.get(reverse("change_report", args=[pairs[-1].pk]))

    assert page.text.count("data-move") == 1


def test_the_report_of_stories_tells_strategies_and_levels(content):
    classroom = make_classroom(grades=("S1",), headcount=7, opened=True)
    pair = told_pair(classroom)

    page = staff(teacher_of(classroom)).get(reverse("change_report", args=[pair.pk]))

    report = page.context["report"]
    assert [shift.before for shift in report.strategies] == [21, 0, 0]
    assert sum(shift.after for shift in report.strategies) == 21
    assert [(shift.before, shift.of) for shift in report.levels] == [(14, 14), (7, 7)]
    assert [shift.before for shift in report.levers] == [21, 0, 0]
    assert "%" not in words(page)
    assert {stance.key for stance in report.moves[0].stances} == set(Strategy)


def test_the_levers_of_a_sitting_are_counted_in_words_of_levels(content):
    classroom = make_classroom(grades=("S1",), headcount=5)
    alone = make_sitting(classroom, "sq08-histoires")
    take_stances(alone, "lina-5", ["individuel", "sociétal", "sociétal", "interpersonnel", "sociétal"])
    close_sitting(sitting=alone)

    stances, _waiting = stances_of_class([Sitting.objects.select_related("revision__parent", "pair").get()])

    levels = [
        ("individuel", "une personne", 1),
        ("interpersonnel", "un groupe", 1),
        ("sociétal", "toute une société", 3),
    ]
    assert [(row.story, list(row.counts)) for row in stances] == [
        ("Lina et la très belle image\u00a0: ce qui aiderait", levels)
    ]
