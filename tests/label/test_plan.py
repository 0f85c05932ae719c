"""The plan for two years: its words, its actions in the order in which people need them, and what follows it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from lxml import etree

from label.models import ActionPlan, ActionState, PlanAction
from label.planning import MOST_ACTIONS, carry_over, first_day, in_order, last_day, review_action, running_plan
from label.timeline import CLOSEST, LEFT, RIGHT, Mark, timeline_svg
from tests.label.dossiers import make_action, make_plan, this_year
from tests.plain import press, words
from tests.progress.test_queries import COUNTS, measured
from tests.world import make_coordinator, make_school

AXES = [("A", "Piloter"), ("F", "Équiper")]
FIRST, LAST = date(2026, 8, 31), date(2028, 8, 27)


@pytest.fixture
def school(db, client):
    school = make_school()
    client.force_login(make_coordinator(school))
    return school


def page_of(client, school):
    return client.get(reverse("plan_page", args=[school.key]))


def tomorrow(days=1):
    return localdate() + timedelta(days=days)


def test_a_plan_begins_with_words_and_saving_again_corrects_them(client, school):
    empty = page_of(client, school)
    for aims in ("Garder.", "Garder huit ans."):
        client.post(reverse("plan_edit", args=[school.key]), {"state_of_play": "Trente ordinateurs.", "aims": aims})

    plan = ActionPlan.objects.get()
    assert "Écrire l’état des lieux" in words(empty)
    assert (plan.start_id, plan.state_of_play, plan.aims) == (this_year(), "Trente ordinateurs.", "Garder huit ans.")


def test_an_action_is_put_into_the_plan_once_and_taken_back(client, school):
    plan = make_plan(school)
    typed = {"axis": "F", "text": "Inventorier\nles ordinateurs.", "carried_by": "l’économat", "due_on": tomorrow()}

    for _click in range(2):
        page = client.post(reverse("plan_action_new", args=[school.key]), typed, follow=True)
    undo = reverse("plan_action_remove", args=[school.key, PlanAction.objects.get().pk])

    action = PlanAction.objects.get()
    assert (action.plan, action.text, action.state) == (plan, "Inventorier les ordinateurs.", ActionState.PLANNED)
    assert undo in page.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"axis": "Z"}, "axis"),
        ({"text": ""}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"carried_by": "x" * 81}, "carried_by"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "1998-01-01"}, "due_on"),
        ({"due_on": "2999-01-01"}, "due_on"),
    ],
)
def test_an_action_with_a_mistake_is_given_back_with_what_was_typed(client, school, typed, field):
    make_plan(school)
    good = {"axis": "F", "text": "Réparer.", "indicator": "Dix.", "carried_by": "l’atelier", "due_on": "2026-12-01"}

    page = client.post(reverse("plan_action_new", args=[school.key]), good | typed)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["indicator"].value() == "Dix."
    assert not PlanAction.objects.exists()


def test_the_days_of_an_action_are_those_of_the_two_years(client, school):
    plan = make_plan(school)
    days = (first_day(plan) - timedelta(days=1), first_day(plan), last_day(plan), last_day(plan) + timedelta(days=1))

    pages = [
        client.post(
            reverse("plan_action_new", args=[school.key]), {"axis": "F", "text": f"Le {day}", "due_on": day.isoformat()}
        )
        for day in days
    ]

    assert [page.status_code for page in pages] == [422, 302, 302, 422]


def test_a_plan_holds_a_few_actions(client, school):
    plan = make_plan(school)
    for number in range(MOST_ACTIONS):
        make_action(plan, f"Action {number}")

    typed = {"axis": "F", "text": "Une de plus", "due_on": tomorrow()}
    page = client.post(reverse("plan_action_new", args=[school.key]), typed)

    assert "déjà 20 actions" in words(page)
    assert page.context["form"]["text"].value() == "Une de plus"


def test_without_a_plan_an_action_waits_for_the_first_words(client, school):
    page = client.get(reverse("plan_action_new", args=[school.key]), follow=True)

    assert page.redirect_chain[-1][0] == reverse("plan_edit", args=[school.key])


def test_what_is_due_comes_first_then_what_comes_next_then_what_is_over(school):
    plan = make_plan(school, start=this_year() - 1)
    made = {
        name: make_action(plan, name, due_on=tomorrow(days))
        for name, days in [("plus tard", 60), ("faite", -90), ("demain", 1), ("hier", -1), ("avant-hier", -2)]
    }
    review_action(action=made["faite"], state=ActionState.DONE, review="", reviewed_on=None)

    order = [row.text for row in in_order(plan.actions.all())]

    assert order == ["avant-hier", "hier", "demain", "plus tard", "faite"]


def test_an_action_whose_day_has_come_is_said_kindly(client, school):
    make_action(make_plan(school, start=this_year() - 1), due_on=tomorrow(-1))

    page = page_of(client, school)

    assert "on en parle ?" in words(page).replace("\u202f", " ")
    assert "retard" not in words(page)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"state": "faite", "review": "", "reviewed_on": ""}, ("faite", "", localdate)),
        ({"state": "en-cours", "review": "À moitié.", "reviewed_on": ""}, ("en-cours", "À moitié.", localdate)),
        ({"state": "en-cours", "review": "", "reviewed_on": ""}, ("en-cours", "", lambda: None)),
        ({"state": "prevue", "review": "", "reviewed_on": "2026-09-10"}, ("prevue", "", lambda: None)),
    ],
)
def test_a_review_says_where_an_action_stands(client, school, typed, kept):
    action = make_action(make_plan(school))

    client.post(reverse("plan_action", args=[school.key, action.pk]), typed)

    action.refresh_from_db()
    assert (action.state, action.review, action.reviewed_on) == (*kept[:2], kept[2]())


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"state": "abandonnee", "review": ""}, "review"),
        ({"state": "autre"}, "state"),
        ({"state": "faite", "reviewed_on": "2999-01-01"}, "reviewed_on"),
        ({"state": "faite", "review": "x" * 601}, "review"),
    ],
)
def test_a_review_with_a_mistake_is_given_back(client, school, typed, field):
    action = make_action(make_plan(school))

    page = client.post(reverse("plan_action", args=[school.key, action.pk]), typed)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert PlanAction.objects.get().state == ActionState.PLANNED


def test_an_action_is_corrected(client, school):
    action = make_action(make_plan(school))
    page = client.get(reverse("plan_action_edit", args=[school.key, action.pk]))

    press(client, page, "save-action", text="Compter les tablettes.")

    action.refresh_from_db()
    assert (action.text, action.axis, action.carried_by) == ("Compter les tablettes.", "F", "l’économat")


def test_an_action_is_taken_out_and_put_back_once(client, school):
    plan = make_plan(school)
    action = make_action(plan)
    shown = []

    for act in ("plan_action_remove", "plan_action_restore"):
        client.post(reverse(act, args=[school.key, action.pk]))
        shown.append(page_of(client, school).text.count("data-action"))
    client.post(reverse("plan_action_remove", args=[school.key, action.pk]))
    make_action(plan)
    client.post(reverse("plan_action_restore", args=[school.key, action.pk]))

    assert shown == [0, 1]
    assert PlanAction.objects.standing().count() == 1


@pytest.mark.parametrize("name", ["plan_action", "plan_action_edit", "plan_action_remove", "plan_action_restore"])
def test_an_action_of_another_school_is_not_there(client, school, name):
    make_plan(school)
    action = make_action(make_plan(make_school()))

    pages = [client.post(reverse(name, args=[key, action.pk])) for key in (school.key, action.school.key)]

    assert [page.status_code for page in pages] == [404, 404]


@pytest.mark.parametrize(("years", "runs"), [(0, True), (1, True), (2, False)])
def test_a_plan_runs_for_two_school_years(school, years, runs):
    plan = make_plan(school, start=this_year() - years)

    assert (running_plan(school, this_year()) == plan) is runs


def test_a_plan_that_has_ended_is_carried_over_once_with_what_is_not_over(client, school):
    ended = make_plan(school, start=this_year() - 2, aims="Garder huit ans.")
    late = make_action(ended, "À suivre", due_on=last_day(ended))
    review_action(action=make_action(ended, "Finie"), state=ActionState.DONE, review="", reviewed_on=None)
    page = page_of(client, school)

    press(client, page, "carry")
    press(client, page, "carry")

    plan = ActionPlan.objects.get(start=this_year())
    carried = plan.actions.get()
    assert (plan.aims, carried.text) == ("Garder huit ans.", "À suivre")
    assert timedelta(days=720) < carried.due_on - late.due_on < timedelta(days=735)
    assert first_day(plan) <= carried.due_on <= last_day(plan)


def test_carrying_over_touches_no_plan_that_has_begun(school):
    ended, begun = make_plan(school, start=this_year() - 2), make_plan(school, aims="Neuf.")
    make_action(ended)

    assert carry_over(plan=ended, start=this_year(), author=None) == begun
    assert not begun.actions.exists()


def test_the_print_says_everything_of_the_plan(client, school):
    action = make_action(make_plan(school))
    review_action(action=action, state=ActionState.DROPPED, review="Pas de budget.", reviewed_on=None)

    page = client.get(reverse("plan_print", args=[school.key]))

    told = words(page)
    for text in ("Trente ordinateurs.", "Les garder huit ans.", action.text, action.indicator, "Pas de budget."):
        assert text in told


def test_the_criterion_that_the_plan_proves_and_the_plan_lead_to_each_other(client, school):
    make_plan(school)
    criterion = reverse("criterion_page", args=[school.key, "A3"])

    assert criterion in page_of(client, school).text
    assert reverse("plan_page", args=[school.key]) in client.get(criterion).text


@pytest.mark.parametrize("count", COUNTS)
def test_the_plan_costs_the_same_for_many_actions(client, school, count):
    plan = make_plan(school)
    for number in range(count):
        make_action(plan, f"Action {number}")

    page, queries = measured(client.get, reverse("plan_page", args=[school.key]))

    assert page.text.count("data-action") == count
    assert queries == 6


def drawn(*marks):
    return etree.fromstring(str(timeline_svg(marks, AXES, first=FIRST, last=LAST, today=date(2027, 1, 15))))


def spots(svg):
    found = []
    for path in svg.iter("path"):
        if "mark" in path.get("class").split():
            across, down = path.get("transform")[10:-1].split()
            found.append((float(across), float(down)))
    return found


def test_the_drawing_spans_the_two_years_and_says_the_same_in_words():
    svg = drawn(Mark(1, "A", FIRST, "prevue", "Lancer"), Mark(2, "F", LAST, "faite", "Finir <tout>"))

    assert [across for across, _down in spots(svg)] == [LEFT, RIGHT]
    assert svg.get("aria-label").startswith("1. Lancer, 31 aout 2026, prévue") or "31 août" in svg.get("aria-label")
    assert "Finir <tout>" in svg.get("aria-label")
    assert [text.text for text in svg.iter("text") if text.get("class") == "mark-number"] == ["1", "2"]


def test_each_state_has_a_shape_of_its_own():
    svg = drawn(*(Mark(number, "A", FIRST, state, "x") for number, state in enumerate(ActionState, 1)))

    looks = {(path.get("class"), path.get("d")) for path in svg.iter("path") if path.get("class").startswith("mark ")}
    assert len(looks) == len(ActionState)


def test_marks_of_one_axis_never_lie_on_each_other():
    svg = drawn(*(Mark(number, "F", FIRST + timedelta(days=number), "prevue", "x") for number in range(20)))

    places = spots(svg)
    near = [
        (one, other)
        for place, one in enumerate(places)
        for other in places[place + 1 :]
        if one[1] == other[1] and abs(one[0] - other[0]) < CLOSEST
    ]
    assert near == []
