"""What the school's dossier costs: `make bench-label`.

Makes one school of forty classes in a fresh database (SQLite, or the PostgreSQL of `DATABASE_URL`) and prints one line
a figure, with the target it is held against. With `--schools N` it counts the criteria of N random schools a second
time from their raw rows, and stops at the first difference.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = tempfile.TemporaryDirectory(prefix="okmila-bench-")
os.environ |= {"OKMILA_DATA": DATA.name, "DJANGO_SETTINGS_MODULE": "okmila.settings", "OKMILA_LOG_LEVEL": "ERROR"}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from label.assessing import assess  # noqa: E402
from label.grid import read_grid  # noqa: E402
from label.models import Declaration, Evidence, Review, ReviewNote  # noqa: E402
from schools.models import Classroom, School, SchoolYear, User  # noqa: E402
from sequences.models import Card, Mode, Sequence, SheetPrint, StepRecord  # noqa: E402
from tests.label.raw_schools import differences, random_school  # noqa: E402
from tests.quizzes.debates import whole_debate  # noqa: E402
from tests.world import (  # noqa: E402
    make_assignment,
    make_classroom,
    make_commitment,
    make_discussion,
    make_school,
    make_teacher,
)

CLASSES, STEPS = 40, 60
PUPILS, FEW_PUPILS = 25, 5
TIMES = 20
MOST_SECONDS, MOST_QUERIES = 0.150, 15
GRADES = [(f"{letter}{number}",) for letter in "PS" for number in range(1, 7)]


def say(name: str, value: str) -> None:
    print(f"{name:<52} {value}", flush=True)


def busy_school(pupils: int) -> School:
    """Make a school of forty classes, each of which has lived sixty steps, as many on tablets as without."""
    school, year = make_school(), SchoolYear.objects.current()
    keys = list(Sequence.objects.published().values_list("key", flat=True))
    for number in range(CLASSES):
        grades = GRADES[number % len(GRADES)]
        classroom = make_classroom(make_teacher(school), grades=grades, headcount=pupils)
        steps = [
            (assignment, step.key)
            for assignment in (make_assignment(classroom, key) for key in keys)
            for step in assignment.revision.spec.steps
        ]
        lived = [(*steps[place % len(steps)], place) for place in range(STEPS)]
        StepRecord.objects.bulk_create(
            StepRecord(
                school=school,
                assignment=assignment,
                step=step,
                day=year.first_day + timedelta(days=place),
                mode=Mode.TABLETS if place % 2 else Mode.NO_SCREEN,
                present=pupils,
            )
            for assignment, step, place in lived
        )
        promise_and_talk(classroom, year.first_day)
    print_and_declare(school, year)
    return school


def promise_and_talk(classroom: Classroom, day: date) -> None:
    """Let a class decide three things, talk about every card and vote twice."""
    for number in range(3):
        make_commitment(classroom, f"Promesse {number}", made_on=day, due_on=day)
    for card in Card.objects.published().values_list("key", flat=True):
        make_discussion(classroom, card, day=day)
    whole_debate(classroom, {"A": classroom.headcount}, {"B": classroom.headcount})


def print_and_declare(school: School, year: SchoolYear) -> None:
    """Let a school print every worksheet on a hundred days, and declare and prove half of the grid."""
    teacher = User.objects.filter(memberships__school=school).first()
    SheetPrint.objects.bulk_create(
        SheetPrint(
            school=school, sequence=sequence, day=year.first_day + timedelta(days=number), variant="fiche", frugal=True
        )
        for sequence in Sequence.objects.published()
        for number in range(100)
    )
    for spec in read_grid("fr").criteria:
        if spec.is_declared:
            declaration = Declaration.objects.create(
                school=school, year=year, code=spec.code, points=3, text="Fait.", dated_on=year.first_day
            )
            Evidence.objects.create(
                school=school, declaration=declaration, name="preuve.pdf", kind="pdf", size=1, sha256=spec.code
            )
    review = Review.objects.create(
        school=school, year=year, digest=school.key, reviewer=teacher, expires_at=now(), finished_at=now()
    )
    ReviewNote.objects.create(school=school, review=review, code="A1", verdict="d-accord")


def measure_school() -> bool:
    """Time the assessment of a busy school, and hold its queries against those of one with fewer pupils."""
    year = SchoolYear.objects.current()
    queries = []
    for pupils in (FEW_PUPILS, PUPILS):
        school = busy_school(pupils)
        with CaptureQueriesContext(connection) as asked:
            assess(school, year=year.start, as_of=localdate() + timedelta(days=365))
        queries.append(len(asked))
    seconds = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        assess(school, year=year.start, as_of=localdate() + timedelta(days=365))
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds)
    say("engine", connection.vendor)
    say("school", f"{CLASSES} classes × {PUPILS} pupils × {STEPS} steps")
    say("assessment, median of 20", f"{median * 1000:.0f} ms (target ≤ {MOST_SECONDS * 1000:.0f} ms)")
    say("queries", f"{queries[1]} (target ≤ {MOST_QUERIES})")
    say("queries with 5 and with 25 pupils a class", f"{queries[0]} and {queries[1]}")
    return median <= MOST_SECONDS and queries[0] == queries[1] <= MOST_QUERIES


def count_again(schools: int) -> bool:
    """Count the criteria of random schools a second time from their rows; tell whether all agree."""
    for seed in range(schools):
        school = random_school(seed)
        wrong = differences(school)
        if wrong:
            say(f"random school {seed}", wrong)
            return False
    say("random schools counted twice, and equal", str(schools))
    return True


def fresh_database(stack: ExitStack) -> None:
    """Make a test database with the product's content in it, and drop it at the end."""
    usual = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    stack.callback(connection.creation.destroy_test_db, usual, verbosity=0)
    call_command("load_content", stdout=io.StringIO())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=0, help="random schools to count twice")
    options = parser.parse_args()
    with ExitStack() as stack:
        fresh_database(stack)
        return 0 if (count_again(options.schools) if options.schools else measure_school()) else 1


if __name__ == "__main__":
    sys.exit(main())
