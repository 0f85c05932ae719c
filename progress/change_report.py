"""Which pairs of a class may be told, and what they tell: the only reads of their positions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Prefetch, Q

from progress.change import ChangeReport, Row, change_of
from quizzes.models import Position, Sitting, SittingPair
from schools.models import Classroom


def pairs_of_class(classroom: Classroom) -> list[SittingPair]:
    """Give a class's pairs with how far their ends are: those under way, then the latest closed first."""
    done = Count("attempts", filter=Q(attempts__finished_at__isnull=False))
    ends = Prefetch("sittings", Sitting.objects.annotate(started=Count("attempts"), finished=done))
    pairs = list(classroom.pairs.select_related("revision__parent").prefetch_related(ends).order_by("-opened_at"))
    closed = [pair for pair in pairs if pair.closed_at]
    closed.sort(key=lambda pair: pair.closed_at, reverse=True)  # type: ignore[arg-type, return-value]
    return [pair for pair in pairs if not pair.closed_at] + closed


def reports_of(pairs: Iterable[SittingPair]) -> Mapping[UUID, ChangeReport]:
    """Give what may be told of a class's pairs, in one query: of each quiz, the latest closed one with enough people.

    Two pairs of one quiz are never told side by side, for a newcomer would be given away by subtraction.
    """
    closed = [pair for pair in pairs if pair.closed_at]
    rows = _rows(closed)
    told: dict[str, tuple[SittingPair, ChangeReport]] = {}
    for pair in sorted(closed, key=lambda pair: pair.closed_at):  # type: ignore[arg-type, return-value]
        report = change_of(pair.revision.spec, rows[pair.pk])
        if report.moves:
            told[pair.revision.parent.key] = pair, report
    return {pair.pk: report for pair, report in told.values()}


def _rows(pairs: Iterable[SittingPair]) -> Mapping[UUID, list[Row]]:
    rows: dict[UUID, list[Row]] = defaultdict(list)
    fields = ("sitting__pair_id", "question", "pseudonym", "sitting__phase", "stance")
    for pair, *row in Position.objects.filter(sitting__pair__in=list(pairs)).values_list(*fields):
        rows[pair].append((row[0], row[1], row[2], row[3]))
    return rows
