"""Classes that have lived nothing for six weeks get a kind word by situation, rarely, and to nobody's shame."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from progress.models import Nudge
from progress.nudges import (
    QUIET_FOR,
    Situation,
    Trained,
    draft_for,
    note_seen,
    nudge_classes,
    quiet_classes,
    situation_of,
    take_back_nudges,
    trained_in,
)
from sequences.models import Module
from sequences.training import record_module
from tests.world import (
    live_step,
    make_assignment,
    make_classroom,
    make_coordinator,
    make_discussion,
    make_school,
    make_teacher,
    make_user,
    teacher_of,
)

FIRST_DAY = date(2026, 8, 31)
FORTNIGHT = timedelta(weeks=2)


@pytest.mark.parametrize(
    ("last", "has_sequence", "today", "expected"),
    [
        (None, False, FIRST_DAY + QUIET_FOR - timedelta(days=1), None),
        (None, False, FIRST_DAY + QUIET_FOR, Situation.NOT_BEGUN),
        (None, True, FIRST_DAY + QUIET_FOR, Situation.CHOSEN),
        (date(2026, 10, 1), True, date(2026, 10, 1) + QUIET_FOR - timedelta(days=1), None),
        (date(2026, 10, 1), True, date(2026, 10, 1) + QUIET_FOR, Situation.PAUSED),
        (date(2026, 10, 1), False, date(2026, 12, 1), Situation.PAUSED),
    ],
)
def test_a_class_is_quiet_after_six_weeks_and_never_at_the_start_of_the_year(last, has_sequence, today, expected):
    found = situation_of(first_day=FIRST_DAY, last=last, has_sequence=has_sequence, today=today)

    assert found == expected


@pytest.fixture
def school(content):
    return make_school()


def make_class(school, label, **fields):
    return make_classroom(make_teacher(school), label=label, **fields)


def long_ago():
    return localdate() - QUIET_FOR


def found_in(school):
    return {row.classroom.label: row.situation for row in quiet_classes(school)}


def test_each_class_is_found_in_its_own_situation(school):
    make_class(school, "rien")
    make_assignment(make_class(school, "choisie"))
    step = make_assignment(make_class(school, "en pause"))
    live_step(step, step.revision.spec.steps[0].key, day=long_ago())
    recent = make_assignment(make_class(school, "en route"))
    live_step(recent, recent.revision.spec.steps[0].key)
    make_discussion(make_class(school, "a discuté"))
    make_classroom(label="ailleurs")

    found = found_in(school)

    assert found == {"rien": Situation.NOT_BEGUN, "choisie": Situation.CHOSEN, "en pause": Situation.PAUSED}


def test_a_word_goes_to_those_who_still_teach_the_class_in_the_school(school):
    classroom = make_class(school, "P5")
    left = make_teacher(school)
    classroom.teachings.create(school=school, user=left)
    left.memberships.all().delete()

    quiet = quiet_classes(school)

    assert [row.addresses for row in quiet] == [(classroom.teachers.exclude(pk=left.pk).get().email,)]


@pytest.mark.parametrize("situation", Situation)
def test_each_draft_names_no_class_no_colleague_and_no_delay(school, situation):
    classroom = make_class(school, "P5 secrète")

    draft = draft_for(situation, school=school, card_address="https://exemple.org/fiches/")

    words = f"{draft.subject} {draft.body}"
    assert "https://exemple.org/fiches/" in words
    assert "sans écran" in words
    shaming = ("retard", "rappel", "encore rien", "toujours pas", "devez", "6 semaines", classroom.label)
    assert [word for word in (*shaming, teacher_of(classroom).name) if word in words] == []


def test_a_class_gets_one_word_in_two_weeks_and_the_next_one_after(school):
    classroom, coordinator = make_class(school, "P5"), make_coordinator(school)

    made = [len(nudge_classes(classrooms=[classroom], user=coordinator)) for _time in range(2)]
    Nudge.objects.update(made_on=localdate() - FORTNIGHT)
    made.append(len(nudge_classes(classrooms=[classroom], user=coordinator)))

    assert made == [1, 0, 1]


def test_a_word_leaves_the_page_when_put_away_or_after_two_weeks(school):
    coordinator = make_coordinator(school)
    seen, old, fresh = (make_class(school, label) for label in ("vu", "ancien", "neuf"))
    nudge_classes(classrooms=[seen, old, fresh], user=coordinator)

    note_seen(nudge=Nudge.objects.get(classroom=seen))
    Nudge.objects.filter(classroom=old).update(made_on=localdate() - FORTNIGHT)

    assert [nudge.classroom for nudge in Nudge.objects.shown_today()] == [fresh]


def test_only_ones_own_words_of_today_that_nobody_read_are_taken_back(school):
    mine, other = make_coordinator(school), make_coordinator(school)
    unread, read, theirs = (make_class(school, label) for label in "abc")
    nudge_classes(classrooms=[unread, read], user=mine)
    nudge_classes(classrooms=[theirs], user=other)
    note_seen(nudge=Nudge.objects.get(classroom=read))

    taken = take_back_nudges(school=school, user=mine)

    assert (taken, set(Nudge.objects.values_list("classroom__label", flat=True))) == (1, {"b", "c"})


def test_the_school_reads_how_many_have_finished_the_training_and_not_who(client, school):
    whole, begun = make_teacher(school), make_teacher(school)
    make_coordinator(school)
    modules = list(Module.objects.published())
    for module in modules:
        record_module(user=whole, module=module, right=1, asked=1)
    record_module(user=begun, module=modules[0], right=1, asked=1)

    assert trained_in(school) == Trained(1, 2)


def page_of(client, school):
    return client.get(reverse("school_nudges", args=[school.key]))


def test_the_page_writes_one_draft_for_each_situation_in_blind_copy(client, school):
    classes = [make_class(school, label) for label in ("P5", "P6")]
    make_assignment(make_class(school, "S1"))
    client.force_login(make_coordinator(school))

    page = page_of(client, school)

    groups = {group["key"]: group for group in page.context["groups"]}
    mail = parse_qs(urlsplit(groups["pas-commence"]["mailtos"][0]).query)
    assert set(groups) == {"pas-commence", "choisie"}
    assert sorted(mail["bcc"][0].split(",")) == sorted(teacher_of(row).email for row in classes)
    assert "to" not in mail
    assert set(mail) == {"bcc", "subject", "body"}


def test_a_school_where_every_class_is_on_its_way_has_nothing_to_send(client, school):
    recent = make_assignment(make_class(school, "en route"))
    live_step(recent, recent.revision.spec.steps[0].key)
    client.force_login(make_coordinator(school))

    page = page_of(client, school)

    assert ("data-situation" in page.text, "Toutes les classes sont en route" in page.text) == (False, True)


def test_the_page_costs_the_same_for_one_and_three_classes(client, school):
    client.force_login(make_coordinator(school))
    costs, shown = [], []

    for more in (1, 2):
        for place in range(more):
            make_class(school, f"classe {more}{place}")
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, school)
        costs.append(len(queries))
        shown.append(page.text.count('class="sticker"'))

    assert shown == [1, 3]
    assert costs[0] == costs[1] > 0


def test_a_word_is_left_on_the_classes_of_one_situation_and_taken_back(client, school):
    quiet, chosen = make_class(school, "P5"), make_class(school, "P6")
    make_assignment(chosen)
    client.force_login(make_coordinator(school))
    address = reverse("school_nudges", args=[school.key])

    left = client.post(address, {"situation": "pas-commence"}, follow=True)
    standing = [nudge.classroom for nudge in Nudge.objects.all()]
    message = next(iter(left.context["messages"]))
    client.post(message.extra_tags.removeprefix("undo:"))

    assert (standing, "Petit mot laissé à 1 classe." in str(message)) == ([quiet], True)
    assert not Nudge.objects.exists()


@pytest.mark.parametrize("data", [{}, {"situation": "n’importe-quoi"}])
def test_a_situation_that_does_not_exist_leaves_no_word(client, school, data):
    make_class(school, "P5")
    client.force_login(make_coordinator(school))

    client.post(reverse("school_nudges", args=[school.key]), data)

    assert not Nudge.objects.exists()


def test_the_teacher_reads_the_word_on_the_class_page_and_puts_it_away(client, school):
    classroom = make_class(school, "P5")
    nudge_classes(classrooms=[classroom], user=make_coordinator(school))
    client.force_login(teacher_of(classroom))
    address = reverse("classroom_page", args=[classroom.pk])

    before = client.get(address).text.count("data-nudge")
    client.post(reverse("nudge_seen", args=[Nudge.objects.get().pk]))

    assert (before, client.get(address).text.count("data-nudge")) == (1, 0)


def test_the_coordination_does_not_read_its_own_word_on_the_class_page(client, school):
    classroom, coordinator = make_class(school, "P5"), make_coordinator(school)
    nudge_classes(classrooms=[classroom], user=coordinator)
    client.force_login(coordinator)

    page = client.get(reverse("classroom_page", args=[classroom.pk]))

    assert (page.status_code, "data-nudge" in page.text) == (200, False)


def test_a_stranger_puts_no_word_away(client, school):
    classroom = make_class(school, "P5")
    nudge_classes(classrooms=[classroom], user=make_user())
    client.force_login(make_teacher(school))

    answer = client.post(reverse("nudge_seen", args=[Nudge.objects.get().pk]))

    assert (answer.status_code, Nudge.objects.get().seen_at) == (404, None)
