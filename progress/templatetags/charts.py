"""Charts in pages."""

from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString

from progress.change import Move, Stance
from progress.change_words import sides
from progress.charts import stance_bars
from progress.class_report import Cell, ClassReport, Column, Row
from progress.flow import flow_svg
from progress.stances import StanceCount
from quizzes.kinds import Lever

register = template.Library()


@register.simple_tag
def stance_chart(stances: StanceCount) -> SafeString:
    """Draw the stances of a class on one story."""
    return stance_bars(stances)


@register.simple_tag
def flow(move: Move) -> SafeString:
    """Draw what moved on one question."""
    return flow_svg(move, sides(move))


@register.filter
def has_plot(move: Move) -> bool:
    """Tell whether a question has its own plot; the levers are told together."""
    return move.kind != Lever.kind


@register.filter
def said_by(move: Move) -> str:
    """Say how many people say the same thing twice, and how many something else."""
    return sides(move)


@register.filter
def table(move: Move) -> Iterator[tuple[Stance, tuple[int, ...], int]]:
    """Give a line for each stance before: what became of its people, and how many they are."""
    return zip(move.stances, move.counts, move.before, strict=True)


@register.filter
def grid_cells(row: Row, report: ClassReport) -> list[tuple[str, Cell | Column]]:
    """Give a row's cells in the order of the steps: a pupil's own for a quiz, the whole class's for other steps."""
    own = iter(row.cells)
    return [("quiz", next(own)) if column.step.quiz else ("class", column) for column in report.columns]
