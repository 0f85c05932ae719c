"""The teacher's guide and the pupil's worksheet: documents as values that can be printed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.documents import specs_by_key
from common.illustrations import illustration_path
from common.text import grouped, to_print_line, to_print_markup
from library.models import Competence, Figure
from library.plots import range_text
from library.specs import FigureSpec
from printing.bands import Band
from printing.blocks import (
    Block,
    ChooseBlock,
    DrawBlock,
    Item,
    LinesBlock,
    MatchBlock,
    OrderBlock,
    ReadBlock,
    TableBlock,
)
from printing.document import Markup, Variant
from printing.guide import Guide, guide_pdf
from printing.guide_parts import GuideFigure, GuideStep
from printing.worksheet import Worksheet, worksheet_pdf
from quizzes.models import Quiz
from sequences.exercises import (
    DrawingExercise,
    Exercise,
    MatchExercise,
    OrderExercise,
    ReadingExercise,
    SheetItem,
    TableExercise,
    TickExercise,
    WritingExercise,
)
from sequences.models import Sequence
from sequences.prints import SheetKind
from sequences.specs import PERIOD_MINUTES, SequenceSpec, Step

CREDIT = "OK Mila · CC BY-SA 4.0"


def _line(source: str) -> Markup:
    return Markup(to_print_line(source))


def _lines(source: str) -> tuple[Markup, ...]:
    return tuple(Markup(paragraph) for paragraph in to_print_markup(source))


def _drawing(name: str) -> Path:
    return illustration_path(name)


def _item(item: SheetItem) -> Item:
    return Item(item.text, _drawing(item.picture.name) if item.picture else None)


def _items(items: tuple[SheetItem, ...]) -> tuple[Item, ...]:
    return tuple(_item(item) for item in items)


BLOCKS: Mapping[type[Exercise], Callable[[Any], Block]] = {
    ReadingExercise: lambda it: ReadBlock(_line(it.instruction), _line(it.text)),
    TickExercise: lambda it: ChooseBlock(_line(it.instruction), _items(it.choices), it.several),
    WritingExercise: lambda it: LinesBlock(_line(it.instruction), it.lines),
    OrderExercise: lambda it: OrderBlock(_line(it.instruction), _items(it.items)),
    TableExercise: lambda it: TableBlock(_line(it.instruction), it.columns, it.rows),
    DrawingExercise: lambda it: DrawBlock(_line(it.instruction), it.height),
    MatchExercise: lambda it: MatchBlock(_line(it.instruction), _items(it.left), _items(it.right)),
}
"""How each kind of exercise is printed."""


def sequence_worksheet_pdf(spec: SequenceSpec, kind: SheetKind) -> bytes:
    """Print the pupil's sheet in one of its kinds."""
    adapted, sheet = kind.is_adapted, spec.worksheet
    exercises = sheet.adapted if adapted else sheet.standard
    return worksheet_pdf(
        Worksheet(
            title=sheet.title,
            subtitle=spec.title,
            band=Band(spec.bands[0]),
            variant=Variant.ADAPTED if adapted else Variant.STANDARD,
            illustration=_drawing(spec.picture.name),
            intro=_line(sheet.adapted_intro if adapted else sheet.intro),
            blocks=tuple(BLOCKS[type(exercise)](exercise) for exercise in exercises),
            credit=CREDIT,
            address=_("noir et blanc, à imprimer recto verso") if kind.is_frugal else "",
            frugal=kind.is_frugal,
        )
    )


def sequence_guide_pdf(sequence: Sequence, spec: SequenceSpec) -> bytes:
    """Print the teacher's guide of a sequence."""
    competences = specs_by_key(Competence.objects.published(sequence.language).filter(key__in=spec.competences))
    figures = specs_by_key(Figure.objects.published(sequence.language).filter(key__in=spec.figures))
    titles = dict(Quiz.objects.published(sequence.language).values_list("key", "title"))
    return guide_pdf(
        Guide(
            title=spec.title,
            band=Band(spec.bands[0]),
            bands_label=" · ".join(Band(band).words for band in spec.bands),
            theme=spec.theme,
            duration=_duration(spec.periods),
            axis=", ".join(spec.axes),
            screens=_screens(spec),
            illustration=_drawing(spec.picture.name),
            summary=_line(spec.summary),
            objectives=tuple(_line(objective) for objective in spec.objectives),
            competences=tuple((competences[key].code, competences[key].statement) for key in spec.competences),
            material=tuple(_line(thing) for thing in spec.material),
            preparation=_line(f"{spec.preparation}\n\n{spec.adapted}"),
            steps=tuple(_step(number, step, titles) for number, step in enumerate(spec.steps, 1)),
            figures=tuple(_figure(figures[key]) for key in spec.figures),
            home=_line(spec.home),
            answer_key=_answer_key(spec),
            credit=CREDIT,
            language=sequence.language,
        )
    )


def _duration(periods: int) -> str:
    words = ngettext("%(count)d période de %(minutes)d min", "%(count)d périodes de %(minutes)d min", periods)
    return words % {"count": periods, "minutes": PERIOD_MINUTES}


def _screens(spec: SequenceSpec) -> str:
    return _("%(screens)s ; chaque étape a sa manière sans écran") % {"screens": spec.screens.value}


def _step(number: int, step: Step, titles: Mapping[str, str]) -> GuideStep:
    return GuideStep(
        number=number,
        title=step.title,
        phase=step.phase.value,
        minutes=step.minutes,
        period=step.period,
        goal=_line(step.goal),
        unfolding=_lines(step.unfolding),
        say=tuple(_line(words) for words in step.say),
        likely_answers=tuple((_line(exchange.pupil), _line(exchange.reply)) for exchange in step.exchanges),
        pitfalls=tuple(_line(pitfall) for pitfall in step.pitfalls),
        screen_free=_line(step.screen_free),
        trace=_line(step.trace),
        quiz=titles.get(step.quiz or "", ""),
        pupil_text=_lines(step.pupil_text),
    )


def _figure(figure: FigureSpec) -> GuideFigure:
    return GuideFigure(
        title=figure.title,
        value_text=f"{grouped(figure.value)} {figure.unit}",
        range_text=range_text(figure),
        perimeter=figure.perimeter,
        source=figure.source,
        url=figure.url,
        year=str(figure.year),
        status=figure.status.value,
    )


def _answer_key(spec: SequenceSpec) -> tuple[tuple[str, Markup], ...]:
    standard = (
        (_("Fiche, exercice %(number)d") % {"number": number}, exercise)
        for number, exercise in enumerate(spec.worksheet.standard, 1)
    )
    adapted = (
        (_("Fiche adaptée, exercice %(number)d") % {"number": number}, exercise)
        for number, exercise in enumerate(spec.worksheet.adapted, 1)
    )
    return tuple((place, _line(exercise.answer)) for place, exercise in (*standard, *adapted))
