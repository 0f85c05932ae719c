"""Plain factories of pairs: a class says what it would say before, and after."""

from collections.abc import Mapping, Sequence

from quizzes.models import Phase, Position, Quiz, Sitting, SittingPair
from quizzes.pairs import close_before, close_pair, open_after, open_pair
from schools.models import Classroom
from tests.world import answer_all, make_attempt, send, teacher_of

Said = Mapping[str, Sequence[str]]
"""By question, what each pupil says in the order of their numbers; an empty text says nothing."""


def make_pair(classroom: Classroom, quiz: str = "sq08-histoires") -> SittingPair:
    """Open the first asking of a quiz; needs the `content` fixture, or the quiz of `small_content`."""
    row = Quiz.objects.published().select_related("current").get(key=quiz)
    return open_pair(quiz=row, classroom=classroom, teacher=teacher_of(classroom))


def end_of(pair: SittingPair, phase: Phase) -> Sitting:
    return Sitting.objects.select_related("revision__parent", "pair", "classroom").get(pair=pair, phase=phase)


def say(sitting: Sitting, said: Said) -> None:
    """Let pupils take their positions at one end."""
    for question, stances in said.items():
        for number, stance in enumerate(stances, 1):
            if stance:
                send(make_attempt(sitting, number), question, stance)


def lived_pair(classroom: Classroom, before: Said, after: Said, quiz: str = "sq08-histoires") -> SittingPair:
    """Ask before, ask after, and close."""
    pair = make_pair(classroom, quiz)
    say(end_of(pair, Phase.BEFORE), before)
    close_before(pair=pair)
    open_after(pair=pair, teacher=teacher_of(classroom))
    say(end_of(pair, Phase.AFTER), after)
    return close_pair(pair=pair)


def told_pair(classroom: Classroom, quiz: str = "sq08-histoires") -> SittingPair:
    """Let everybody in the class answer everything both times, some of them differently."""
    pair = make_pair(classroom, quiz)
    before = end_of(pair, Phase.BEFORE)
    for number in range(1, classroom.headcount + 1):
        answer_all(make_attempt(before, number))
    close_before(pair=pair)
    open_after(pair=pair, teacher=teacher_of(classroom))
    after = end_of(pair, Phase.AFTER)
    for number in range(1, classroom.headcount + 1):
        for place, question in enumerate(after.spec.questions):
            options = question.options(after.spec)
            send(make_attempt(after, number), question.key, options[(number + place) % len(options)].key)
    return close_pair(pair=pair)


def rows_of(pair: SittingPair) -> list[tuple[str, str, str, str]]:
    """Give question, name, phase and stance of every position that a pair keeps."""
    kept = Position.objects.filter(sitting__pair=pair)
    return list(kept.values_list("question", "pseudonym", "sitting__phase", "stance"))
