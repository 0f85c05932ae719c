"""Demo schools with a lived history; making them again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate, now

from library.models import Charter
from library.reading import Scope
from progress.commitments import FIRST_REVIEW, adopt_charter, make_commitment
from quizzes.kinds import Estimate, Matching, Opinion, Ordering, Placement, Question, SeveralChoices, ShortText
from quizzes.models import Phase, Quiz, Sitting
from quizzes.pairs import close_before, close_pair, open_after, open_pair
from quizzes.services import close_sitting, record_answer, start_attempt
from quizzes.specs import QuizSpec
from schools.models import Classroom, Membership, Role, School, SchoolYear, User
from schools.rosters import Line
from schools.secrets import PICTURES, pictures_of, pin_of, shown_class_code
from schools.services import create_classroom, open_session, save_roster
from sequences.models import MODE_OF_SCREENS, Assignment, Card
from sequences.models import Sequence as SequenceRow
from sequences.services import assign_sequence, launch_quiz, record_step
from sequences.talks import launch_story, record_discussion

PASSWORD = "escargot-tranquille"  # noqa: S105
NAMESPACE = UUID("b7b3a3a0-4f3f-4a57-9d8f-0b5f1f7a2c11")
NICKNAMES = (
    "Lou", "Émile", "Zoé", "Nour", "Sacha", "Maëlle", "Ibrahim", "Anaïs", "Théo", "Léonie", "Yanis", "Inès",
    "Noé", "Jeanne", "Malik", "Élise", "D’Artagnan", "Chloé", "Samir", "Lina", "Tom", "Aya", "Hugo", "Mila",
)  # fmt: skip
TEXTS = (
    "Un atelier de réparation à l’école, le mercredi.",
    "Que les piles et les batteries se changent sans outil.",
    "Qu’on prête au lieu d’acheter 🙂",
    "Je ne sais pas encore.",
)


@dataclass(frozen=True)
class DemoClass:
    """One class of the demo, and how much of which sequence it has lived."""

    label: str
    grades: tuple[str, ...]
    sequence: str
    lived: int
    cards: tuple[str, ...] = ()
    stories: str = ""
    twice: str = ""
    """The stories whose positions it gave before its sequence and after."""


@dataclass(frozen=True)
class DemoSchool:
    """One school of the demo with its people and classes."""

    key: str
    name: str
    locality: str
    teacher: tuple[str, str]
    coordinator: tuple[str, str]
    classes: tuple[DemoClass, ...]


SCHOOLS = (
    DemoSchool(
        "ecole-du-beffroi",
        "École du Beffroi",
        "Mons",
        ("prof@beffroi.example", "Claude Lambert"),
        ("coordination@beffroi.example", "Dominique Renard"),
        (
            DemoClass("P1-P2 Escargots", ("P1", "P2"), "sq02", 99, ("smartphones",)),
            DemoClass("P6A", ("P6",), "sq05", 99, ("reparer", "eau"), "histoires-p56-appareils"),
            DemoClass("S1 C", ("S1",), "sq08", 4),
            DemoClass("P5B", ("P5",), "", 0),
        ),
    ),
    DemoSchool(
        "ecole-des-tilleuls",
        "École des Tilleuls",
        "Namur",
        ("prof@tilleuls.example", "Andrea Maes"),
        ("coordination@tilleuls.example", "Camille Dubois"),
        (
            DemoClass("P5-P6", ("P5", "P6"), "sq05", 3),
            DemoClass("S2 A", ("S2",), "sq08", 99, twice="histoires-s12-ecrans"),
        ),
    ),
)


@transaction.atomic
def create_demo() -> list[str]:
    """Make the demo schools when they are missing, and describe how to sign in, one line each."""
    lines = []
    for demo in SCHOOLS:
        school, created = School.objects.get_or_create(
            key=demo.key, defaults={"name": demo.name, "locality": demo.locality}
        )
        teacher = _person(school, *demo.teacher, Role.TEACHER)
        coordinator = _person(school, *demo.coordinator, Role.COORDINATOR)
        if created:
            for wanted in demo.classes:
                _make_class(school, teacher, wanted)
            _adopt(school, coordinator)
        lines.append(f"{school.name} ({school.locality})")
        lines.append(f"  enseignement  {teacher.email}  mot de passe : {PASSWORD}")
        lines.append(f"  coordination  {coordinator.email}  mot de passe : {PASSWORD}")
        lines.extend(f"  {line}" for line in _class_lines(school, [wanted.label for wanted in demo.classes]))
    return lines


def _person(school: School, email: str, name: str, role: Role) -> User:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD, name=name)
    Membership.objects.get_or_create(school=school, user=user, role=role)
    return user


def _make_class(school: School, teacher: User, wanted: DemoClass) -> None:
    classroom = create_classroom(
        school=school, teacher=teacher, label=wanted.label, grades=wanted.grades, headcount=len(NICKNAMES)
    )
    save_roster(classroom=classroom, lines=[Line(None, name) for name in NICKNAMES])
    open_session(classroom=classroom)
    if wanted.cards:
        _talk(classroom, teacher, wanted)
    if wanted.sequence:
        sequence = SequenceRow.objects.published().select_related("current").get(key=wanted.sequence)
        assignment = assign_sequence(sequence=sequence, classroom=classroom, teacher=teacher)
        _live(assignment, teacher, wanted.lived)
    if wanted.twice:
        _ask_twice(classroom, teacher, wanted.twice)


def _talk(classroom: Classroom, teacher: User, wanted: DemoClass) -> None:
    """Talk about cards and stories, and promise something."""
    for key, day in zip(wanted.cards, _days(len(wanted.cards)), strict=True):
        record_discussion(card=Card.objects.get(key=key), classroom=classroom, teacher=teacher, day=day)
    if wanted.stories:
        sitting = launch_story(quiz=Quiz.objects.get(key=wanted.stories), classroom=classroom, teacher=teacher)
        _take(sitting, classroom)
        close_sitting(sitting=sitting)
    line = Charter.objects.published()[0].spec.lines[0]
    made_on = max(localdate() - timedelta(weeks=5), SchoolYear.objects.current().first_day)
    make_commitment(
        school=classroom.school,
        classroom=classroom,
        text=line.text,
        carried_by="toute la classe",
        level=line.level,
        made_on=made_on,
        due_on=made_on + FIRST_REVIEW,
        author=teacher,
    )


def _adopt(school: School, coordinator: User) -> None:
    """Let the school's council have adopted the charter, with three lines to keep."""
    lines = [line for line in Charter.objects.published()[0].spec.lines if line.scope is Scope.SCHOOL]
    year = SchoolYear.objects.current()
    adopted_on = max(localdate() - timedelta(weeks=3), year.first_day)
    adopt_charter(
        school=school,
        start=year.start,
        adopted_on=adopted_on,
        adopted_by="le conseil de participation",
        lines=lines[:3],
        due_on=adopted_on + FIRST_REVIEW,
        author=coordinator,
    )


def _live(assignment: Assignment, teacher: User, count: int) -> None:
    """Live the first steps, the last of them today; a quiz among them is taken by the whole class."""
    steps = assignment.revision.spec.steps[:count]
    for step, day in zip(steps, _days(len(steps)), strict=True):
        if step.quiz:
            sitting = launch_quiz(assignment=assignment, step=step.key, teacher=teacher)
            _take(sitting, assignment.classroom)
            close_sitting(sitting=sitting)
            assignment.records.filter(sitting=sitting).update(day=day)
        record_step(
            assignment=assignment,
            step=step.key,
            mode=MODE_OF_SCREENS[step.screens],
            present=22,
            teacher=teacher,
            day=day,
        )


def _ask_twice(classroom: Classroom, teacher: User, quiz: str) -> None:
    """Ask for positions four weeks ago and yesterday; some of the class say something else the second time."""
    row = Quiz.objects.published().select_related("current").get(key=quiz)
    pair = open_pair(quiz=row, classroom=classroom, teacher=teacher)
    _take(pair.sittings.get(phase=Phase.BEFORE), classroom)
    close_before(pair=pair)
    open_after(pair=pair, teacher=teacher)
    _take(pair.sittings.get(phase=Phase.AFTER), classroom, turned=1)
    close_pair(pair=pair)
    first, last = now() - timedelta(weeks=4), now() - timedelta(days=1)
    pair.sittings.filter(phase=Phase.BEFORE).update(opened_at=first, closed_at=first)
    pair.sittings.filter(phase=Phase.AFTER).update(opened_at=last, closed_at=last)
    type(pair).objects.filter(pk=pair.pk).update(opened_at=first, closed_at=last)


def _days(count: int) -> Iterator[date]:
    """Give one day a week up to today, within the school year."""
    first = SchoolYear.objects.current().first_day
    for weeks in range(count - 1, -1, -1):
        yield max(localdate() - timedelta(weeks=weeks), first)


def _take(sitting: Sitting, classroom: Classroom, *, turned: int = 0) -> None:
    """Let 22 of the class answer everything; with `turned`, two in five take other positions."""
    quiz = sitting.spec
    for pupil, skill in zip(classroom.pupils.present()[:22], cycle((1, 0, 2, 1, 1)), strict=False):
        attempt = start_attempt(sitting=sitting, pupil=pupil)
        for number, question in enumerate(quiz.questions):
            key = uuid5(NAMESPACE, f"{attempt.pk}:{question.key}")
            values = _response(
                quiz,
                question,
                good=(number + pupil.number) % 3 < skill + 1,
                turn=pupil.number + turned * (pupil.number % 5 < 2),
            )
            record_answer(attempt=attempt, question=question, values=values, client_key=key)


def _response(quiz: QuizSpec, question: Question, *, good: bool, turn: int) -> Sequence[str]:
    """Answer as a pupil of the demo does: right, or wrong in a way that the question allows."""
    if isinstance(question, Estimate):
        return [str(question.low if good else question.minimum)]
    if isinstance(question, ShortText):
        return [TEXTS[turn % len(TEXTS)]]
    if isinstance(question, Placement):
        return [str(question.zone[0].across), str(question.zone[0].up)] if good else ["3", "3"]
    options = [option.key for option in question.options(quiz)]
    if isinstance(question, Opinion):
        return [options[(turn * 7 // 5 + len(question.key)) % len(options)]]
    if isinstance(question, Ordering | Matching):
        return options if good else [options[1], options[0], *options[2:]]
    right = [option.key for option in question.options(quiz) if option.right]
    wrong = [key for key in options if key not in right]
    if isinstance(question, SeveralChoices):
        return right if good else [*right[:1], wrong[0]]
    return right[:1] if good else [wrong[turn % len(wrong)]]


def _class_lines(school: School, labels: Sequence[str]) -> Iterator[str]:
    """Describe the demo's classes, opened anew where their four hours are over."""
    for classroom in school.classrooms.active().filter(label__in=labels, headcount__gt=0).order_by("label"):
        if not classroom.is_open:
            open_session(classroom=classroom)
        pupil = classroom.pupils.present()[0]
        if classroom.uses_pictures:
            secret = ", ".join(PICTURES[name] for name in pictures_of(pupil))
        else:
            secret = f"PIN {pin_of(pupil)}"
        yield f"classe {classroom.label}  code {shown_class_code(classroom.join_code)}  n° 1 : {secret}"
