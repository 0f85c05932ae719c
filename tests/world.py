"""Plain factories: each makes one thing with sensible defaults, and returns it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.timezone import localdate

from common.actions import ActionLevel
from progress.commitments import adopt_charter
from progress.commitments import make_commitment as commit
from progress.models import CharterAdoption, Commitment
from quizzes.models import Attempt, Quiz, Sitting
from quizzes.services import Receipt, open_sitting, record_answer, start_attempt
from schools.models import Classroom, Membership, Organisation, Pupil, Reader, Role, School, SchoolYear, User
from schools.rosters import Line
from schools.secrets import badge_of
from schools.services import create_classroom, open_session, save_roster
from sequences.models import Assignment, Card, CardDiscussion, Mode, Sequence
from sequences.services import assign_sequence, record_step
from sequences.talks import record_discussion

PASSWORD = "escargot-tranquille"
_serial = count(1)


def make_school(**fields) -> School:
    number = next(_serial)
    return School.objects.create(**{"key": f"ecole-{number}", "name": f"École {number}", "locality": "Mons"} | fields)


def make_user(school: School | None = None, *roles: Role, **fields) -> User:
    """Make an adult with roles in a school; a cheap hash of no password, since tests sign in by force."""
    number = next(_serial)
    user = User.objects.create_user(f"adulte{number}@example.org", name=f"Adulte {number}", **fields)
    for role in roles:
        Membership.objects.create(school=school, user=user, role=role)
    return user


def make_teacher(school: School | None = None) -> User:
    return make_user(school or make_school(), Role.TEACHER)


def make_coordinator(school: School | None = None) -> User:
    return make_user(school or make_school(), Role.COORDINATOR)


def make_organisation(*schools: School) -> Organisation:
    """Make a federation of some schools."""
    number = next(_serial)
    organisation = Organisation.objects.create(key=f"federation-{number}", name=f"Fédération {number}")
    School.objects.filter(pk__in=[school.pk for school in schools]).update(organisation=organisation)
    return organisation


def make_reader(organisation: Organisation) -> User:
    """Make somebody who reads what a federation's schools have reached."""
    user = make_user()
    Reader.objects.create(organisation=organisation, user=user)
    return user


def make_classroom(
    teacher: User | None = None, *, grades: Iterable[str] = ("P5",), headcount: int = 3, opened: bool = False, **fields
) -> Classroom:
    """Make a class of this year with its numbered pupils."""
    teacher = teacher or make_teacher()
    classroom = create_classroom(
        school=teacher.memberships.get(role=Role.TEACHER).school,
        teacher=teacher,
        label=fields.pop("label", f"Classe {next(_serial)}"),
        grades=tuple(grades),
        headcount=headcount,
        **fields,
    )
    return open_session(classroom=classroom) if opened else classroom


def name_pupils(classroom: Classroom, *nicknames: str) -> None:
    """Give nicknames to the pupils of a class, in order."""
    save_roster(classroom=classroom, lines=[Line(None, nickname) for nickname in nicknames])


def pupil_of(classroom: Classroom, number: int = 1) -> Pupil:
    return classroom.pupils.select_related("classroom").get(number=number)


def teacher_of(classroom: Classroom) -> User:
    return classroom.teachers.get()


def make_assignment(classroom: Classroom, sequence: str = "sq05") -> Assignment:
    """Give a class one of the product's sequences; needs the `content` fixture."""
    row = Sequence.objects.published().select_related("current").get(key=sequence)
    return assign_sequence(sequence=row, classroom=classroom, teacher=teacher_of(classroom))


def live_step(
    assignment: Assignment, step: str, *, mode: str = Mode.NO_SCREEN, present: int = 1, day: date | None = None
):
    return record_step(
        assignment=assignment,
        step=step,
        mode=mode,
        present=present,
        teacher=teacher_of(assignment.classroom),
        day=day,
    )


def live_sequence(
    assignment: Assignment, *, mode: str = Mode.NO_SCREEN, present: int = 1, day: date | None = None
) -> None:
    """Live every step of a sequence on one day."""
    for step in assignment.revision.spec.steps:
        live_step(assignment, step.key, mode=mode, present=present, day=day)


def make_sitting(classroom: Classroom, quiz: str = "sq05-quiz") -> Sitting:
    """Open one of the product's quizzes to a class; needs the `content` fixture."""
    row = Quiz.objects.published().select_related("current").get(key=quiz)
    return open_sitting(quiz=row, classroom=classroom, teacher=teacher_of(classroom))


def make_attempt(sitting: Sitting, number: int = 1) -> Attempt:
    return start_attempt(sitting=sitting, pupil=pupil_of(sitting.classroom, number))


def right_values(question, quiz) -> list[str]:
    """Give the values of a right answer to any kind of question; an opinion takes the first way out."""
    if question.kind == "estimation":
        return [str(question.low)]
    if question.kind == "plan":
        return [str(question.zone[0].across), str(question.zone[0].up)]
    if question.kind == "texte-court":
        return ["Je répare."]
    options = question.options(quiz)
    right = [option.key for option in options if option.right]
    return right or [options[0].key]


def answer_all(attempt: Attempt) -> None:
    """Answer every question of an attempt rightly."""
    quiz = attempt.sitting.spec
    for question in quiz.questions:
        record_answer(attempt=attempt, question=question, values=right_values(question, quiz), client_key=uuid4())


def send(attempt: Attempt, question: str, *values: str, client_key: UUID | None = None) -> Receipt:
    """Send one answer as a tablet does, under a key of its own unless one is given."""
    asked = attempt.sitting.spec.question(question)
    return record_answer(attempt=attempt, question=asked, values=list(values), client_key=client_key or uuid4())


def take_stances(sitting: Sitting, question: str, stances: Iterable[str]) -> None:
    """Let the pupils of the class take one stance each, in the order of their numbers."""
    for number, stance in enumerate(stances, 1):
        send(make_attempt(sitting, number), question, stance)


def sign_in_pupil(client, pupil: Pupil) -> None:
    """Sign a pupil in by the printed badge, as a tablet does."""

    client.post(reverse("pupil_badge"), {"token": badge_of(pupil)})


def make_year(start: int) -> SchoolYear:
    return SchoolYear.objects.get_or_create(start=start)[0]


def make_discussion(classroom: Classroom, card: str = "smartphones", **fields) -> CardDiscussion:
    """Let a class have talked about a card of the product."""
    return record_discussion(
        card=Card.objects.get(key=card), classroom=classroom, teacher=teacher_of(classroom), **fields
    )


def make_commitment(
    classroom: Classroom, text: str = "Nous gardons nos tablettes un an de plus.", **fields
) -> Commitment:
    """Let a class promise itself something, to be looked at in a month."""
    return commit(
        school=classroom.school, classroom=classroom, text=text, author=teacher_of(classroom), **(_decided() | fields)
    )


def _decided() -> dict[str, object]:
    return {
        "level": ActionLevel.INTERPERSONAL,
        "carried_by": "toute la classe",
        "made_on": localdate(),
        "due_on": localdate() + timedelta(days=30),
    }


def make_school_commitment(school: School, text: str = "Nous réparons d’abord.", **fields) -> Commitment:
    """Let a whole school promise something."""
    given = _decided() | {"carried_by": "toute l’école", "author": None} | fields
    return commit(school=school, text=text, **given)


def make_adoption(school: School, start: int | None = None, **fields) -> CharterAdoption:
    """Let a school's council have adopted the charter today, without promising a line of it."""
    given = {"adopted_by": "le conseil de participation", "lines": (), "author": None} | fields
    return adopt_charter(
        school=school,
        start=start or SchoolYear.objects.current().start,
        adopted_on=localdate(),
        due_on=localdate() + timedelta(days=30),
        **given,
    )
