"""The criteria computed a second time, slowly and another way, on any school."""

from datetime import date, timedelta
from itertools import groupby, product

from hypothesis import given, settings
from hypothesis import strategies as st

from common.actions import ActionLevel
from common.levels import Band
from label.grid import read_grid
from label.judging import judge
from progress.school_report import LivedSequence, LivedStep, PrintedSheet, Promise
from sequences.models import Mode
from sequences.subjects import Subject
from tests.label.by_hand import Counted, points_by_hand
from tests.label.reports import YEAR, classroom, report

STEPS = ("a", "b", "c")
DAYS = [date(YEAR, month, number) for month in (9, 10, 11, 12) for number in (1, 15)] + [
    date(YEAR + 1, month, 3) for month in (1, 2, 3)
]
OLD_DAYS = [date(YEAR, month, 3) for month in (1, 2, 3)]


def lived_steps(days):
    """Choose among all steps that can be lived; one choice instead of six keeps thousands of schools quick."""
    subjects = ("", "", *Subject.values[:5])
    ways = product(STEPS, days, Mode, (20,), subjects, (False, False, True))
    return st.sampled_from([LivedStep(*way) for way in ways])


MANDATORY = [frozenset(steps) for steps in ("a", "b", "c", "ab", "bc")]
PROMISES = [
    Promise(level, made_on, None if days is None else made_on + timedelta(days=days))
    for level, made_on, days in product(ActionLevel, DAYS[:3], (None, 0, 27, 28, 29))
]
PRINTS = [
    PrintedSheet("sq", DAYS[0], "fiche", frugal, adapted)
    for frugal, adapted in product([True] * 4 + [False], [True] * 8 + [False])
]


def sequences(days):
    return st.builds(
        lambda number, mandatory, steps: LivedSequence(
            f"sq{number}", f"Séquence {number}", f"thème {number}", mandatory, tuple(steps)
        ),
        st.integers(0, 11),
        st.sampled_from(MANDATORY),
        st.lists(lived_steps(days), max_size=4),
    )


def classrooms(year, days):
    bands = [(band,) for band in Band] + [(Band.P12, Band.P34), (Band.P56, Band.S12), (Band.S34, Band.S56)]
    return st.builds(
        lambda own, bands, debated, promises: classroom(
            "C", *own, bands=bands, year=year, debated=debated, promises=tuple(promises)
        ),
        st.lists(sequences(days), max_size=3, unique_by=lambda sequence: sequence.key),
        st.sampled_from(bands),
        st.booleans(),
        st.lists(st.sampled_from(PROMISES), max_size=2),
    )


SCHOOLS = st.builds(
    lambda classes, earlier, people, prints: report(
        *classes, earlier=tuple(earlier), teachers=max(people), trained=min(people), prints=tuple(prints)
    ),
    st.lists(classrooms(YEAR, DAYS), max_size=5),
    st.lists(classrooms(YEAR - 1, OLD_DAYS), max_size=1),
    st.sampled_from(list(product(range(13), repeat=2))),
    st.lists(st.sampled_from(PRINTS), max_size=8),
)


def finished(sequence):
    return all(any(lived.step == step for lived in sequence.steps) for step in sequence.mandatory)


def table_of(classes):
    """Write every validated session on a line of its own, in one flat table: the last note of a day stands."""
    lines = {}
    for place, row in enumerate(classes):
        for sequence in row.sequences:
            for lived in sequence.steps:
                if finished(sequence):
                    told = (row.year, sequence.theme, lived.day.isoformat()[:7], str(lived.mode), lived.subject)
                    lines[place, sequence.key, lived.step, lived.day] = (place, *told)
    return list(lines.values())


def different(values):
    return len([value for value, _same in groupby(sorted(values))])


def taught_in(classes, lines):
    """List the disciplines of classes of secondary school, and the degrees of classes of primary school."""
    for place, row in enumerate(classes):
        lived = [line for line in lines if line[0] == place]
        for band in row.bands:
            if band.value.startswith("P") and lived:
                yield band.value
            if band.value.startswith("S"):
                yield from (line[5] for line in lived if line[5])


def by_hand(school):
    """Count each criterion; None where there is nothing to judge."""
    if not school.classes:
        return dict.fromkeys(("A4", "B1", "B2", "C1", "C2", "C3", "C4", "D1", "D2", "E1", "E2", "E3"))
    every = [*school.classes, *school.earlier]
    number, lines = len(school.classes), table_of(every)
    done = [row for row in school.classes if any(map(finished, row.sequences))]
    run = [band for band in Band if any(band in row.bands for row in school.classes)]
    covered = [band for band in run if any(band in row.bands for row in done)]
    asked = [
        row for row in school.classes if any(step.questions_a_figure for own in row.sequences for step in own.steps)
    ]
    tried = [
        row
        for row in school.classes
        if [one for one in row.promises if one.reviewed_on and (one.reviewed_on - one.made_on).days > 27]
    ]
    levels = [str(promise.level) for row in every for promise in row.promises]
    prints = [(printed.frugal, printed.has_adapted) for printed in school.prints]
    return {
        "A4": Counted(different(line[3] for line in lines), more=any(line[1] == YEAR - 1 for line in lines)),
        "B1": Counted(school.trained, school.teachers) if school.teachers else None,
        "B2": Counted(different(taught_in(every, lines))),
        "C1": Counted(len(done), number),
        "C2": Counted(len(covered), len(run)),
        "C3": Counted(different(line[2] for line in lines)),
        "C4": Counted(len(asked), number),
        "D1": Counted(sum(line[4] != "tablettes" for line in lines), len(lines)) if lines else None,
        "D2": Counted(sum(frugal for frugal, _adapted in prints), len(prints), all(adapted for _f, adapted in prints))
        if prints
        else None,
        "E1": Counted(len([row for row in school.classes if row.debated]), number),
        "E2": Counted(len(tried), number),
        "E3": Counted(len(levels) - levels.count("individuel"), len(levels), "sociétal" in levels) if levels else None,
    }


@settings(max_examples=2000, deadline=None, database=None)
@given(SCHOOLS)
def test_a_slow_count_by_hand_finds_the_same_measures_and_points(school):
    judged = judge(school, read_grid("fr"), {})

    found = by_hand(school)
    computed = {item.spec.code: item for item in judged.criteria if item.measure is not None}
    assert {
        code: Counted(item.measure.numerator, item.measure.denominator, bool(item.measure.conditions))
        if item.measure.assessable
        else None
        for code, item in computed.items()
    } == found
    assert {code: item.points for code, item in computed.items()} == {
        code: points_by_hand(code, counted) for code, counted in found.items()
    }


def around(limit):
    """Give counts of a hundred classes exactly at a limit, just under it and just over it."""
    return [(limit + place, 100) for place in (-1, 0, 1)]


def test_counting_by_hand_knows_every_threshold_of_the_grid():
    for code, limits in {"C1": (20, 50, 80), "C4": (10, 30, 60), "E1": (10, 30, 50)}.items():
        for points, limit in enumerate(limits, 1):
            given_points = [points_by_hand(code, Counted(count, whole)) for count, whole in around(limit)]

            assert given_points == [points - 1, points, points]
