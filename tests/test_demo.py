"""The demo: schools with a lived history, the same however often they are made."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from okmila.demo import PASSWORD, SCHOOLS, create_demo
from schools.models import Classroom, School, SchoolYear, User
from schools.secrets import clean_class_code
from sequences.models import StepRecord


@pytest.fixture
def on_day(monkeypatch):
    """Set the day that « today » means."""

    def set_day(year, month, number):
        monkeypatch.setattr(timezone, "now", lambda: datetime(year, month, number, 10, tzinfo=UTC))

    return set_day


def row_counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_making_the_demo_again_changes_nothing_and_gives_the_same_secrets(content):
    lines = create_demo()
    counts = row_counts()

    again = create_demo()

    assert again == lines
    assert row_counts() == counts
    assert all(
        counts[label] for label in ("schools.Pupil", "quizzes.Answer", "quizzes.Position", "sequences.StepRecord")
    )


def test_the_demo_has_the_schools_and_classes_it_announces(content):
    create_demo()

    assert {
        school.name: sorted(school.classrooms.values_list("label", "headcount")) for school in School.objects.all()
    } == {demo.name: sorted((wanted.label, 24) for wanted in demo.classes) for demo in SCHOOLS}


def test_everybody_of_the_demo_can_sign_in_with_what_is_printed(content):
    lines = create_demo()

    text = "\n".join(lines)
    assert [
        user.email for user in User.objects.order_by("pk") if user.check_password(PASSWORD) and user.email in text
    ] == [address for demo in SCHOOLS for address in (demo.teacher[0], demo.coordinator[0])]
    codes = {clean_class_code(line.partition(" code ")[2][:10]) for line in lines if " code " in line}
    assert codes == set(Classroom.objects.open_now().values_list("join_code", flat=True))
    assert len(codes) == sum(len(demo.classes) for demo in SCHOOLS)


def test_the_command_prints_the_sign_ins(content):
    out = StringIO()

    call_command("create_demo", stdout=out)

    assert out.getvalue().splitlines() == create_demo()


@pytest.mark.parametrize("day", [(2026, 8, 31), (2026, 12, 31), (2027, 2, 28), (2027, 7, 15)])
def test_the_history_of_the_demo_lies_in_the_school_year_and_not_after_today(content, on_day, day):
    on_day(*day)

    create_demo()

    year = SchoolYear.objects.get()
    days = set(StepRecord.objects.values_list("day", flat=True))
    assert year.start == 2026
    assert year.first_day <= min(days) <= max(days) <= timezone.localdate()
    assert not StepRecord.objects.filter(present=None).exists()
