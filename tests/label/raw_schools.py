"""Random schools as rows of the database, and their criteria counted a second time from these rows."""

import json
import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import product

from django.utils.timezone import localdate, make_aware, now

from common.actions import ActionLevel
from common.levels import GRADES
from label.assessing import assess
from progress.models import Commitment
from quizzes.models import Debate, VoteCount, VoteRound, Way
from schools.models import Classroom, Membership, Role, School, SchoolYear, User
from sequences.models import (
    Assignment,
    Card,
    CardDiscussion,
    Mode,
    Module,
    ModuleRecord,
    Sequence,
    SequenceRevision,
    SheetPrint,
    StepRecord,
)
from sequences.subjects import Subject
from tests.label.by_hand import Counted, points_by_hand
from tests.world import make_school, make_user, make_year


class _Maker:
    """Makes one random school, the same for the same seed on the same day."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.school = make_school()
        self.year = SchoolYear.objects.current()
        self.today = localdate()

    def maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def some(self, rows, most: int) -> list:
        rows = list(rows)
        return self.dice.sample(rows, min(len(rows), self.dice.randint(0, most)))

    def day(self, start: int) -> date:
        """Give a day of a school year, sometimes one that has not come yet."""
        first = SchoolYear(start=start).first_day
        last = min(SchoolYear(start=start).last_day, self.today + timedelta(days=20))
        return first + timedelta(days=self.dice.randint(0, (last - first).days))

    def undone(self, chance: float) -> datetime | None:
        return now() if self.maybe(chance) else None

    def make(self) -> School:
        self.teachers()
        sequences = list(Sequence.objects.filter(owner=None).select_related("current"))
        sequences.append(self.without_adapted_sheet(sequences[0]))
        for start, most in ((self.year.start, 7), (self.year.start - 1, 2), (self.year.start - 2, 1)):
            make_year(start)
            for number in range(self.dice.randint(0, most)):
                classroom = Classroom.objects.create(
                    school=self.school,
                    year_id=start,
                    label=f"C{start}-{number}",
                    grades=tuple(sorted(self.dice.sample(GRADES, self.dice.choice((1, 1, 2))), key=GRADES.index)),
                    headcount=self.dice.choice((0, 5, 20)),
                    archived_at=self.undone(0.2),
                )
                self.lives(classroom, sequences)
                self.talks(classroom)
                self.debates(classroom)
                self.decides(classroom)
        self.prints(sequences)
        return self.school

    def teachers(self) -> None:
        modules = list(Module.objects.all())
        for _number in range(self.dice.randint(0, 9)):
            role = Role.TEACHER if self.maybe(0.9) else Role.COORDINATOR
            user = make_user(self.school, role, is_active=self.maybe(0.9))
            finished = modules if self.maybe(0.7) else modules[1:]
            ModuleRecord.objects.bulk_create(
                ModuleRecord(user=user, module=module, right=1, asked=2, finished_on=self.day(self.year.start - 1))
                for module in finished
            )
            if self.maybe(0.1):
                user.module_records.update(finished_on=self.today + timedelta(days=1))

    def without_adapted_sheet(self, like: Sequence) -> Sequence:
        """Give a sequence of the school's own, whose worksheet has no adapted version."""
        document = json.loads(json.dumps(like.current.document))
        document["worksheet"]["adapted"] = []
        own = Sequence.objects.create(
            key="a-nous", owner=self.school, title="À nous", periods=1, theme=f"T{self.school.pk}"
        )
        document["theme"] = own.theme
        own.keep(document, f"{self.school.pk:064}")
        return own

    def lives(self, classroom: Classroom, sequences: list[Sequence]) -> None:
        for sequence in self.some(sequences, 3):
            assignment = Assignment.objects.create(
                school=self.school, classroom=classroom, revision=sequence.current, withdrawn_at=self.undone(0.1)
            )
            steps = sequence.current.document["steps"]
            lived = steps if self.maybe(0.6) else self.some(steps, len(steps))
            taken = {
                (step["key"], self.day(classroom.year_id))
                for step in lived
                for _time in range(self.dice.choice((1, 1, 2)))
            }
            StepRecord.objects.bulk_create(
                StepRecord(
                    school=self.school,
                    assignment=assignment,
                    step=step,
                    day=day,
                    mode=self.dice.choice(Mode.values),
                    present=self.dice.choice((1, 5, 5, 5, 5, 5, 5, 5, 0, None)),
                    subject=self.dice.choice(("", *Subject.values[:4])),
                    undone_at=self.undone(0.05),
                )
                for step, day in sorted(taken)
            )

    def talks(self, classroom: Classroom) -> None:
        CardDiscussion.objects.bulk_create(
            CardDiscussion(
                school=self.school,
                classroom=classroom,
                card=card,
                day=self.day(classroom.year_id),
                undone_at=self.undone(0.2),
            )
            for card in self.some(Card.objects.all(), 3)
        )

    def debates(self, classroom: Classroom) -> None:
        for _number in range(self.dice.randint(0, 2)):
            debate = Debate.objects.create(
                school=self.school, classroom=classroom, statement="Oui ?", present=5, question="q", closed_at=now()
            )
            opened = make_aware(datetime.combine(self.day(classroom.year_id), time(10)))
            Debate.objects.filter(pk=debate.pk).update(opened_at=opened)
            for question, number in product("qr", (1, 2)):
                taking = VoteRound.objects.create(
                    school=self.school,
                    debate=debate,
                    question=question,
                    number=number,
                    voided_at=self.undone(0.1),
                    key=b"k" if self.maybe(0.1) else None,
                )
                for choice in self.some("abc", 3):
                    VoteCount.objects.create(
                        school=self.school,
                        round=taking,
                        way=Way.CARDS,
                        choice=choice,
                        count=self.dice.choice((1, 3, 12)),
                    )

    def decides(self, classroom: Classroom) -> None:
        for number in range(self.dice.randint(0, 3)):
            made_on = self.day(classroom.year_id)
            reviewed = self.maybe(0.7)
            Commitment.objects.create(
                school=self.school,
                classroom=None if self.maybe(0.15) else classroom,
                text=f"{classroom.label} {number}",
                level=self.dice.choice(list(ActionLevel)).value,
                made_on=made_on,
                due_on=made_on,
                reviewed_on=made_on + timedelta(days=self.dice.choice((0, 27, 28, 29, 60))) if reviewed else None,
                outcome="tenu" if reviewed else "",
                next_step="arreter" if reviewed else "",
                withdrawn_at=self.undone(0.1),
            )

    def prints(self, sequences: list[Sequence]) -> None:
        plain = 0.1 if self.maybe(0.5) else 0.5
        used = sequences if self.maybe(0.4) else sequences[:-1]
        taken = {
            (self.dice.choice(used).pk, self.day(self.year.start - self.dice.choice((0, 0, 1, 2))), self.maybe(plain))
            for _number in range(self.dice.randint(0, 12))
        }
        SheetPrint.objects.bulk_create(
            SheetPrint(school=self.school, sequence_id=sequence, day=day, variant="fiche", frugal=not heavy)
            for sequence, day, heavy in sorted(taken)
        )


def random_school(seed: int) -> School:
    """Make a random school; the same seed makes the same one on the same day. Needs the product's content."""
    return _Maker(seed).make()


class _Rows:
    """A school's rows as flat dictionaries, joined by nothing but loops."""

    def __init__(self, school: School, year: int, as_of: date) -> None:
        self.school, self.year, self.as_of = school, year, as_of
        self.read: dict[type, list[dict]] = {}
        rooms = list(Classroom.objects.filter(school=school).values())
        self.rooms = [row for row in rooms if row["year_id"] == year and row["archived_at"] is None]
        self.old = [row for row in rooms if row["year_id"] == year - 1]
        self.said = dict(SequenceRevision.objects.values_list("pk", "document"))
        self.given = [row for row in self.table(Assignment) if row["withdrawn_at"] is None]
        self.records = [
            row
            for row in self.table(StepRecord)
            if row["undone_at"] is None and (row["present"] or 0) > 0 and row["day"] <= as_of
        ]

    def table(self, model) -> list[dict]:
        if model not in self.read:
            self.read[model] = list(model.objects.filter(school=self.school).values())
        return self.read[model]

    def finished(self, room: dict) -> list[dict]:
        """Give the assignments of a class of which every mandatory step was lived."""
        found = []
        for given in self.given:
            if given["classroom_id"] == room["id"]:
                steps = [row["step"] for row in self.records if row["assignment_id"] == given["id"]]
                wanted = [step["key"] for step in self.said[given["revision_id"]]["steps"] if step["mandatory"]]
                if not [key for key in wanted if key not in steps]:
                    found.append(given)
        return found

    def sessions(self, rooms: list[dict]) -> list[dict]:
        whole = [given["id"] for room in rooms for given in self.finished(room)]
        return [row for row in self.records if row["assignment_id"] in whole]

    def theme(self, given: dict) -> str:
        return self.said[given["revision_id"]]["theme"]

    def questioned(self, room: dict) -> bool:
        """Tell whether a class lived a step in which a figure is questioned, whatever it finished."""
        for given in self.given:
            for row in self.records:
                if row["assignment_id"] == given["id"] and given["classroom_id"] == room["id"]:
                    steps = {step["key"]: step for step in self.said[given["revision_id"]]["steps"]}
                    if row["step"] in steps and steps[row["step"]]["questions_a_figure"]:
                        return True
        return False

    def debated(self, room: dict) -> bool:
        voices = Counter()
        for row in self.table(VoteCount):
            voices[row["round_id"]] += row["count"]
        for debate in self.table(Debate):
            if debate["classroom_id"] != room["id"] or localdate(debate["opened_at"]) > self.as_of:
                continue
            enough = [
                row["question"]
                for row in self.table(VoteRound)
                if row["debate_id"] == debate["id"]
                and row["voided_at"] is None
                and row["key"] is None
                and room["headcount"] > 0
                and voices[row["id"]] * 10 >= room["headcount"] * 6
            ]
            if any(enough.count(question) == 2 for question in enough):
                return True
        return False

    def promises(self, room: dict) -> list[dict]:
        return [
            row
            for row in self.table(Commitment)
            if row["classroom_id"] == room["id"] and row["withdrawn_at"] is None and row["made_on"] <= self.as_of
        ]

    def kept(self, room: dict) -> bool:
        return any(
            row["reviewed_on"] is not None
            and row["reviewed_on"] <= self.as_of
            and (row["reviewed_on"] - row["made_on"]).days >= 28
            for row in self.promises(room)
        )

    def trained(self) -> Counted | None:
        modules = set(
            Module.objects.filter(language=self.school.language, retired_at=None).values_list("pk", flat=True)
        )
        active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
        members = Membership.objects.filter(school=self.school).values_list("user_id", "role")
        teachers = [user for user, role in members if role == "teacher" and user in active]
        done = Counter(
            user
            for user, module, day in ModuleRecord.objects.values_list("user_id", "module_id", "finished_on")
            if module in modules and day <= self.as_of
        )
        return Counted(sum(done[user] == len(modules) for user in teachers), len(teachers)) if teachers else None

    def printed(self) -> Counted | None:
        first = date(self.year - 1, 8, 31)
        while first.weekday():
            first -= timedelta(days=1)
        rows = [row for row in self.table(SheetPrint) if first <= row["day"] <= self.as_of]
        now_said = dict(Sequence.objects.values_list("pk", "current_id"))
        adapted = all(self.said[now_said[row["sequence_id"]]]["worksheet"]["adapted"] for row in rows)
        return Counted(len([row for row in rows if row["frugal"]]), len(rows), adapted) if rows else None


def _band(grade: str) -> str:
    """Name the two years that a grade belongs to, without the product's own table of them."""
    odd = int(grade[1]) - (int(grade[1]) + 1) % 2
    return f"{grade[0]}{odd}-{grade[0]}{odd + 1}"


def by_rows(school: School, year: int, as_of: date) -> dict[str, Counted | None]:
    """Count every computed criterion from raw rows; None where there is nothing to judge."""
    rows = _Rows(school, year, as_of)
    codes = ("A4", "B1", "B2", "C1", "C2", "C3", "C4", "D1", "D2", "E1", "E2", "E3")
    if not rows.rooms:
        return dict.fromkeys(codes)
    every, number = [*rows.rooms, *rows.old], len(rows.rooms)
    sessions = rows.sessions(every)
    done = [room for room in rows.rooms if rows.finished(room)]
    run = {_band(grade) for room in rows.rooms for grade in room["grades"]}
    covered = {_band(grade) for room in done for grade in room["grades"]}
    talked = dict(Card.objects.values_list("pk", "theme"))
    themes = {rows.theme(given) for room in every for given in rows.finished(room)}
    themes |= {
        talked[row["card_id"]]
        for row in rows.table(CardDiscussion)
        if row["undone_at"] is None and row["day"] <= as_of and any(row["classroom_id"] == room["id"] for room in every)
    }
    taught: set[str] = set()
    for room in every:
        lived = rows.sessions([room])
        if any(grade.startswith("S") for grade in room["grades"]):
            taught |= {row["subject"] for row in lived if row["subject"] != ""}
        taught |= {_band(grade) for grade in room["grades"] if lived and grade.startswith("P")}
    levels = [row["level"] for room in every for row in rows.promises(room)]
    return {
        "A4": Counted(len({str(row["day"])[:7] for row in sessions}), more=bool(rows.sessions(rows.old))),
        "B1": rows.trained(),
        "B2": Counted(len(taught)),
        "C1": Counted(len(done), number),
        "C2": Counted(len(covered), len(run)),
        "C3": Counted(len(themes)),
        "C4": Counted(sum(map(rows.questioned, rows.rooms)), number),
        "D1": Counted(sum(row["mode"] != "tablettes" for row in sessions), len(sessions)) if sessions else None,
        "D2": rows.printed(),
        "E1": Counted(sum(map(rows.debated, rows.rooms)), number),
        "E2": Counted(sum(map(rows.kept, rows.rooms)), number),
        "E3": Counted(sum(level != "individuel" for level in levels), len(levels), "sociétal" in levels)
        if levels
        else None,
    }


def differences(school: School) -> str:
    """Say where the product and the count from raw rows do not agree; nothing where they do."""
    year, as_of = SchoolYear.objects.current().start, localdate()
    _report, assessment = assess(school, year=year, as_of=as_of)
    found = by_rows(school, year, as_of)
    wrong = []
    for item in assessment.criteria:
        if item.measure is None:
            continue
        counted = found.pop(item.spec.code)
        measured = (item.measure.numerator, item.measure.denominator) if item.measure.assessable else None
        expected = (counted.count, counted.whole) if counted else None
        if (measured, item.points) != (expected, points_by_hand(item.spec.code, counted)):
            wrong.append(f"{item.spec.code}: {measured}, {item.points} ≠ {expected}, {counted}")
    return "; ".join([*wrong, *(f"{code}: not judged" for code in found)])
