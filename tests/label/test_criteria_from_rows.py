"""The criteria computed a second time from raw rows, slowly and another way, for random schools."""

from label.assessing import assess
from schools.models import SchoolYear
from tests.label.raw_schools import differences, random_school

SCHOOLS = 40


def test_a_slow_count_from_raw_rows_finds_the_same_measures_and_points(content):
    schools = [random_school(seed) for seed in range(SCHOOLS)]

    assert [differences(school) for school in schools] == [""] * SCHOOLS


def test_the_random_schools_reach_most_points_of_every_criterion(content):
    year = SchoolYear.objects.current()
    reached: dict[str, set[int | None]] = {}

    for seed in range(SCHOOLS // 2):
        _report, assessment = assess(random_school(seed), year=year.start, as_of=year.last_day)
        for item in assessment.criteria:
            if item.measure is not None:
                reached.setdefault(item.spec.code, set()).add(item.points)

    assert {code: points for code, points in reached.items() if len(points) < 3} == {}
