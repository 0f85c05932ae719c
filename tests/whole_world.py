"""One school with all that its pages show, and the browser of everybody who may ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils.timezone import localdate

from label.assessing import assess
from label.federation_export import ask_export, write_lines
from label.freezing import freeze_state
from progress.models import CharterAdoption, Commitment
from progress.nudges import nudge_classes
from quizzes.models import Attempt, Debate, Sitting, SittingPair
from schools.invitations import invite
from schools.models import INVITATION_LASTS, Classroom, Organisation, Pupil, Role, School, SchoolYear, User
from sequences.models import Assignment, CardDiscussion, StepRecord
from tests.label.dossiers import make_dossier
from tests.pairs import make_pair
from tests.quizzes.debates import go, make_debate
from tests.world import (
    answer_all,
    live_step,
    make_adoption,
    make_assignment,
    make_attempt,
    make_classroom,
    make_commitment,
    make_coordinator,
    make_discussion,
    make_organisation,
    make_reader,
    make_school,
    make_school_commitment,
    make_sitting,
    make_teacher,
    make_user,
    pupil_of,
    sign_in_pupil,
    teacher_of,
)

ANONYMOUS = "anonymous"
PUPIL = "pupil"
OTHER_PUPIL = "pupil of another class"
TEACHER = "teacher"
OTHER_TEACHER = "teacher of another class"
COORDINATOR = "coordinator"
OTHER_COORDINATOR = "coordinator of another school"
PLATFORM = "platform staff"
READER = "reader of a federation"
ROLES = (ANONYMOUS, PUPIL, OTHER_PUPIL, TEACHER, OTHER_TEACHER, COORDINATOR, OTHER_COORDINATOR, PLATFORM, READER)

DISSONANCE_QUIZ = "sq08-histoires"
TEXTS_QUIZ = "sq10-quiz"


@dataclass(frozen=True)
class World:
    """One school with a class that has lived something, another class, another school, and everybody's browser."""

    classroom: Classroom
    pupil: Pupil
    assignment: Assignment
    record: StepRecord
    sitting: Sitting
    attempt: Attempt
    clients: Mapping[str, Client]
    discussion: CardDiscussion
    commitment: Commitment
    told: Sitting
    adoption: CharterAdoption
    pair: SittingPair
    debate: Debate


def make_world() -> World:
    """Make what the pages need; the product's content must be there."""
    school = make_school()
    teacher, other_teacher = make_teacher(school), make_teacher(school)
    classroom = make_classroom(teacher, grades=("S1",), opened=True)
    other_classroom = make_classroom(other_teacher, grades=("S1",), opened=True)
    assignment = make_assignment(classroom, "sq08")
    sitting = make_sitting(classroom, DISSONANCE_QUIZ)
    attempt = make_attempt(sitting)
    answer_all(attempt)
    staff = {
        TEACHER: teacher_of(classroom),
        OTHER_TEACHER: teacher_of(other_classroom),
        COORDINATOR: make_coordinator(school),
        OTHER_COORDINATOR: make_coordinator(),
        PLATFORM: make_user(is_staff=True, is_superuser=True),
        READER: make_reader(make_organisation(school)),
    }
    clients = {role: Client() for role in ROLES}
    for role, user in staff.items():
        clients[role].force_login(user)
    sign_in_pupil(clients[PUPIL], pupil_of(classroom))
    sign_in_pupil(clients[OTHER_PUPIL], pupil_of(other_classroom))
    _make_label(school, staff)
    record = live_step(assignment, assignment.revision.spec.steps[0].key)
    make_sitting(classroom, TEXTS_QUIZ)
    return World(
        classroom,
        pupil_of(classroom),
        assignment,
        record,
        sitting,
        attempt,
        clients,
        discussion=make_discussion(classroom),
        commitment=_tried_commitments(classroom),
        told=make_sitting(classroom, "histoires-s12-ecrans"),
        adoption=make_adoption(school),
        pair=make_pair(classroom),
        debate=go(make_debate(classroom), "avancer"),
    )


def _make_label(school: School, staff: Mapping[str, User]) -> None:
    """Let the school declare, freeze, invite and leave a kind word, and its federation export once and begin again."""
    make_dossier(school, staff[OTHER_COORDINATOR])
    yesterday = localdate() - timedelta(days=1)
    report, assessment = assess(school, year=SchoolYear.objects.of_day(yesterday).start, as_of=yesterday)
    freeze_state(school=school, report=report, assessment=assessment, note="", author=staff[COORDINATOR])
    invite(school=school, role=Role.TEACHER, lasts=INVITATION_LASTS, user=staff[COORDINATOR])
    nudge_classes(classrooms=Classroom.objects.filter(school=school), user=staff[COORDINATOR])
    federation = Organisation.objects.get(schools=school)
    list(write_lines(ask_export(organisation=federation)))
    ask_export(organisation=federation, day=yesterday)


def _tried_commitments(classroom: Classroom) -> Commitment:
    """Let the school and the class have promised something six weeks ago; give the class's."""
    then = localdate() - timedelta(weeks=6)
    make_school_commitment(classroom.school, made_on=then, due_on=localdate())
    return make_commitment(classroom, made_on=then, due_on=localdate())
