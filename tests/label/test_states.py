"""The states that a school freezes, and two of them on one page."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from label.assessing import assess
from label.freezing import freeze_state, remove_state, restore_state
from label.models import FrozenState
from label.state import facts_of, fingerprint_of
from schools.models import School, SchoolYear
from tests.plain import form_to, press, send, tree, words
from tests.progress.test_queries import COUNTS, measured
from tests.world import live_sequence, make_assignment, make_classroom, make_coordinator, make_school, make_teacher


@pytest.fixture
def school(content, client) -> School:
    school = make_school(name="École du Saule")
    client.force_login(make_coordinator(school))
    return school


def states_page(client, school):
    return client.get(reverse("school_states", args=[school.key]))


def frozen(school, *, days_ago=0, note="", year=None) -> FrozenState:
    """Freeze a school as it was some days ago, in this school year unless another one is given."""
    start = SchoolYear.objects.current().start if year is None else year
    report, assessment = assess(school, year=start, as_of=localdate() - timedelta(days=days_ago))
    return freeze_state(school=school, report=report, assessment=assessment, note=note, author=None)[0]


def live(school) -> None:
    """Let a new class of the school live a sequence."""
    live_sequence(make_assignment(make_classroom(make_teacher(school))))


def test_freezing_keeps_the_facts_of_today_to_the_letter(client, school):
    live(school)
    report, assessment = assess(school, year=SchoolYear.objects.current().start, as_of=localdate())

    page = press(client, states_page(client, school), "freeze-now", note="remis au conseil d'école")

    state = FrozenState.objects.get()
    facts = facts_of(report, assessment)
    assert (state.facts, state.fingerprint, state.points) == (facts, fingerprint_of(facts), assessment.earned)
    assert (state.note, state.as_of, state.level) == ("remis au conseil d’école", localdate(), "")
    assert "remis au conseil d’école" in words(page)
    assert state.fingerprint[:12] in words(page)


def test_freezing_twice_the_same_facts_keeps_one_state_and_says_so(client, school):
    pages = [press(client, states_page(client, school), "freeze-now") for _click in range(2)]

    assert FrozenState.objects.count() == 1
    assert ["Rien n’a changé" in words(page) for page in pages] == [False, True]


def test_freezing_again_when_something_was_lived_keeps_both(client, school):
    press(client, states_page(client, school), "freeze-now")
    live(school)

    page = press(client, states_page(client, school), "freeze-now")

    assert len(tree(page).xpath("//*[@data-state]")) == 2


def test_a_removed_state_leaves_the_list_and_its_removal_can_be_undone(client, school):
    state = frozen(school)

    removed = press(client, states_page(client, school), f"remove-{state.pk}")
    back = send(client, removed, form_to(removed, reverse("state_restore", args=[school.key, state.pk])))

    assert [len(tree(page).xpath("//*[@data-state]")) for page in (removed, back)] == [0, 1]


def test_a_freezing_can_be_undone(client, school):
    page = press(client, states_page(client, school), "freeze-now")
    state = FrozenState.objects.get()

    address = reverse("state_remove", args=[school.key, state.pk])
    page = client.post(address, follow=True)

    assert len(tree(page).xpath("//*[@data-state]")) == 0
    assert not FrozenState.objects.standing().exists()


def test_a_state_frozen_again_after_its_removal_stands_alone(school):
    removed = remove_state(state=frozen(school))
    again = frozen(school)

    standing = restore_state(state=removed)

    assert standing == again
    assert list(FrozenState.objects.standing()) == [again]


def test_a_note_that_is_too_long_is_refused_in_words(client, school):
    answer = client.post(reverse("school_states", args=[school.key]), {"note": "a" * 121})

    assert answer.status_code == 422
    assert not FrozenState.objects.exists()


def test_the_state_of_another_school_is_nobody_s_business(client, school):
    other = frozen(make_school())

    removed = client.post(reverse("state_remove", args=[school.key, other.pk]))
    compared = client.get(reverse("school_compare", args=[school.key]), {"avant": str(other.pk)})

    assert (removed.status_code, compared.status_code) == (404, 404)


@pytest.mark.parametrize("after", ["hier", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_state_is_not_compared(client, school, after):
    frozen(school)

    assert client.get(reverse("school_compare", args=[school.key]), {"apres": after}).status_code == 404


def test_without_a_state_there_is_nothing_to_compare_but_a_way_to_begin(client, school):
    page = client.get(reverse("school_compare", args=[school.key]))

    assert "Rien à comparer pour l’instant" in words(page)
    assert reverse("school_states", args=[school.key]) in page.text


def test_today_is_compared_with_last_year_unless_somebody_asks_otherwise(client, school):
    last_year = SchoolYear.objects.current().start - 1
    frozen(school, days_ago=40)
    wanted = frozen(school, days_ago=300, year=last_year)
    frozen(school, days_ago=400, year=last_year)
    frozen(school, days_ago=1)

    page = client.get(reverse("school_compare", args=[school.key]))

    chosen = tree(page).xpath("//option[@selected]/@value")
    assert chosen == [str(wanted.pk)]


def test_a_comparison_shows_every_axis_and_the_criteria_that_moved(client, school):
    before = frozen(school, days_ago=1)
    live(school)

    page = client.get(reverse("school_compare", args=[school.key]), {"avant": str(before.pk)})

    told = json.loads(before.facts)
    shown = tree(page)
    assert shown.xpath("//*[@data-axis]/@data-axis") == [axis["code"] for axis in told["axes"]]
    assert "C1" in shown.xpath("//*[@data-change]/@data-change")
    assert all(len(axis.xpath(".//g")) == 2 for axis in shown.xpath("//*[@data-axis]"))


def test_two_equal_states_are_said_to_be_equal(client, school):
    first, second = frozen(school, days_ago=2), frozen(school, days_ago=1)

    page = client.get(reverse("school_compare", args=[school.key]), {"avant": str(first.pk), "apres": str(second.pk)})

    assert "Aucun critère n’a changé de points." in words(page)
    assert tree(page).xpath("//*[@data-change]") == []


def test_states_of_two_grids_carry_a_warning(client, school):
    state = frozen(school, days_ago=1)
    facts = json.loads(state.facts)
    facts["grille"]["version"] = "2020.1"
    FrozenState.objects.filter(pk=state.pk).update(facts=json.dumps(facts))

    page = client.get(reverse("school_compare", args=[school.key]))

    assert "grilles différentes (2020.1, puis" in words(page)


@pytest.mark.parametrize("name", ["school_states", "school_compare"])
def test_states_cost_the_same_for_one_and_three_of_them(client, school, name):
    costs = []

    for count in COUNTS:
        while FrozenState.objects.count() < count:
            frozen(school, days_ago=FrozenState.objects.count() + 1)
        costs.append(measured(client.get, reverse(name, args=[school.key]))[1])

    assert costs[0] == costs[1] > 0


def test_the_list_leads_to_each_comparison_and_each_dossier(client, school):
    state = frozen(school)

    page = states_page(client, school)

    assert f"{reverse('school_compare', args=[school.key])}?avant={state.pk}" in page.text
    assert reverse("frozen_dossier", args=[school.key, state.pk]) in page.text
