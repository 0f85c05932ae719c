"""The criteria computed a second time, slowly and another way, on any school that has a class."""

from datetime import date
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from common.levels import Band
from label.grid import read_grid
from label.judging import judge
from progress.school_report import LivedSequence, LivedStep
from sequences.models import Mode
from tests.label.reports import YEAR, classroom, report

STEPS = ("a", "b", "c")
DAYS = [date(YEAR, month, number) for month in (9, 10, 11, 12) for number in (1, 15)] + [
    date(YEAR + 1, month, 3) for month in (1, 2, 3)
]
OLD_DAYS = [date(YEAR, month, 3) for month in (1, 2, 3)]


def lived_steps(days):
    return st.builds(
        LivedStep, st.sampled_from(STEPS), st.sampled_from(days), st.sampled_from(list(Mode)), st.integers(0, 25)
    )


@st.composite
def sequences(draw, days):
    number = draw(st.integers(0, 9))
    steps = draw(st.lists(lived_steps(days), max_size=8, unique_by=lambda lived: (lived.step, lived.day)))
    mandatory = draw(st.frozensets(st.sampled_from(STEPS), min_size=1, max_size=2))
    return LivedSequence(f"sq{number}", f"Séquence {number}", f"thème {number}", mandatory, tuple(steps))


@st.composite
def classrooms(draw, year, days):
    own = draw(st.lists(sequences(days), max_size=4, unique_by=lambda sequence: sequence.key))
    bands = draw(st.lists(st.sampled_from(list(Band)), min_size=1, max_size=2, unique=True))
    debated = draw(st.booleans())
    return classroom(f"C{draw(st.integers(0, 10**6))}", *own, bands=bands, year=year, debated=debated)


SCHOOLS = st.builds(
    lambda classes, earlier: report(*classes, earlier=tuple(earlier)),
    st.lists(classrooms(YEAR, DAYS), min_size=1, max_size=6),
    st.lists(classrooms(YEAR - 1, OLD_DAYS), max_size=2),
)


def finished(sequence):
    return all(any(lived.step == step for lived in sequence.steps) for step in sequence.mandatory)


def table_of(classes):
    """Write every validated session on a line of its own, in one flat table."""
    lines = []
    for place, row in enumerate(classes):
        for sequence in row.sequences:
            for lived in sequence.steps:
                if finished(sequence):
                    lines.append((place, row.year, sequence.theme, lived.day.isoformat()[:7], str(lived.mode)))
    return lines


def by_hand(school):
    """Give (numerator, denominator) of each criterion, None where there is nothing to judge."""
    every = [*school.classes, *school.earlier]
    lines = table_of(every)
    done = [row for row in school.classes if any(map(finished, row.sequences))]
    run = [band for band in Band if any(band in row.bands for row in school.classes)]
    covered = [band for band in run if any(band in row.bands for row in done)]
    months = [month for month, _lines in groupby(sorted(line[3] for line in lines))]
    titles = [theme for theme, _lines in groupby(sorted(line[2] for line in lines))]
    return {
        "A4": (len(months), None),
        "C1": (len(done), len(school.classes)),
        "C2": (len(covered), len(run)),
        "C3": (len(titles), None),
        "D1": (sum(line[4] != "tablettes" for line in lines), len(lines)) if lines else None,
        "E1": (len([row for row in school.classes if row.debated]), len(school.classes)),
    }


def points_by_hand(code, found, school):
    """Give the points with whole numbers only: no fraction, no percentage."""
    if found is None:
        return None
    count, whole = found
    if code == "A4":
        before = any(line[1] == YEAR - 1 for line in table_of([*school.classes, *school.earlier]))
        return (count >= 3) + (count >= 5) + (count >= 7 and before)
    if code == "C3":
        return (count >= 3) + (count >= 6) + (count >= 10)
    if code == "C2":
        return (3 * count >= whole) + (3 * count >= 2 * whole) + (count >= whole)
    limits = {"C1": (20, 50, 80), "D1": (30, 50, 70), "E1": (10, 30, 50)}[code]
    return sum(100 * count >= limit * whole for limit in limits)


@settings(max_examples=300, deadline=None, database=None)
@given(SCHOOLS)
def test_a_slow_count_by_hand_finds_the_same_measures_and_points(school):
    judged = judge(school, read_grid("fr"))

    found = by_hand(school)
    assert {
        item.spec.code: (item.measure.numerator, item.measure.denominator) if item.measure.assessable else None
        for item in judged
    } == found
    assert {item.spec.code: item.points for item in judged} == {
        code: points_by_hand(code, measure, school) for code, measure in found.items()
    }
