"""What a federation's export costs and how it bears being killed: `make bench-federation`, or `--schools 100` for less.

Fills a fresh SQLite database in a temporary folder with schools of 400 pupils, runs the export as an administrator
does, in a process of its own, then runs it again while killing it at random instants, and prints one line a figure.
"""

import argparse
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = tempfile.TemporaryDirectory(prefix="okmila-bench-")
os.environ |= {"OKMILA_DATA": DATA.name, "DJANGO_SETTINGS_MODULE": "okmila.settings", "OKMILA_LOG_LEVEL": "ERROR"}
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from common.actions import ActionLevel  # noqa: E402
from common.levels import GRADES  # noqa: E402
from label.federation_export import digest_of  # noqa: E402
from label.models import FederationExport, FederationLine  # noqa: E402
from progress.models import Commitment  # noqa: E402
from schools.models import (  # noqa: E402
    Classroom,
    Membership,
    Organisation,
    Pupil,
    Role,
    School,
    SchoolYear,
    Teaching,
    User,
)
from sequences.models import Assignment, Card, CardDiscussion, Mode, Sequence, StepRecord  # noqa: E402

FEDERATION = "banc-d-essai"
YEAR = 2026
DAY = date(2027, 5, 31)
CLASSES, PUPILS_A_CLASS, TEACHERS = 16, 25, 8
SCHOOLS_AT_ONCE = 10
SECONDS_LIMIT, MEGABYTES_LIMIT = 9 * 60, 150


def say(name: str, value: str) -> None:
    print(f"{name:<52} {value}", flush=True)


class Filler:
    """Writes schools that differ: some have lived everything, some nothing yet."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.organisation = Organisation.objects.create(key=FEDERATION, name="Banc d’essai")
        self.years = [SchoolYear.objects.get_or_create(start=start)[0] for start in (YEAR, YEAR - 1)]
        self.sequences = [
            (row.current_id, [step.key for step in row.current.spec.steps])
            for row in Sequence.objects.published().select_related("current")
        ]
        self.cards = list(Card.objects.published().values_list("pk", flat=True))

    def fill(self, count: int) -> None:
        for first in range(0, count, SCHOOLS_AT_ONCE):
            with transaction.atomic():
                self._write(range(first, min(first + SCHOOLS_AT_ONCE, count)))

    def _write(self, numbers: range) -> None:
        schools = [
            School(key=f"ecole-{number:05}", name=f"École {number}", locality="Mons", organisation=self.organisation)
            for number in numbers
        ]
        School.objects.bulk_create(schools)
        rows: dict[type[models.Model], list[models.Model]] = {}
        for school in schools:
            for row in self._rows(school):
                rows.setdefault(type(row), []).append(row)
        for model in (
            User, Membership, Classroom, Teaching, Pupil, Assignment, StepRecord, CardDiscussion, Commitment,
        ):  # fmt: skip
            model._base_manager.bulk_create(rows.get(model, []), batch_size=2000)

    def _rows(self, school: School) -> Iterator[models.Model]:
        """Give the rows of one school; people come first, those of a class after it."""
        eagerness = self.random.random()
        people = [User(email=f"prof{place}@{school.key}.example", name="Prof") for place in range(TEACHERS)]
        User.objects.bulk_create(people)
        yield from (Membership(school=school, user=user, role=Role.TEACHER) for user in people)
        for place in range(CLASSES):
            for year in self.years:
                classroom = Classroom(
                    school=school,
                    year=year,
                    label=f"Classe {place}",
                    grades=(GRADES[place % len(GRADES)],),
                    headcount=PUPILS_A_CLASS if year.start == YEAR else 0,
                )
                yield classroom
                yield Teaching(school=school, classroom=classroom, user=people[place % TEACHERS])
                yield from self._pupils(classroom)
                if self.random.random() < eagerness:
                    yield from self._lived(classroom)

    def _pupils(self, classroom: Classroom) -> Iterator[Pupil]:
        for number in range(1, classroom.headcount + 1):
            digest = f"{self.random.getrandbits(256):064x}"
            yield Pupil(school_id=classroom.school_id, classroom=classroom, number=number, badge_digest=digest)

    def _lived(self, classroom: Classroom) -> Iterator[models.Model]:
        """Let a class have lived up to three sequences, talked about a card and promised something."""
        autumn = date(classroom.year_id, 9, 15)
        own = {"school_id": classroom.school_id}
        for revision, steps in self.random.sample(self.sequences, self.random.randint(1, 3)):
            assignment = Assignment(**own, classroom=classroom, revision_id=revision)
            yield assignment
            for step in steps[: self.random.choice((len(steps), len(steps), 2))]:
                day = autumn + timedelta(days=self.random.randrange(240))
                mode = self.random.choice(Mode.values)
                yield StepRecord(**own, assignment=assignment, step=step, day=day, mode=mode, present=20)
        yield CardDiscussion(**own, classroom=classroom, card_id=self.random.choice(self.cards), day=autumn)
        yield Commitment(
            **own,
            classroom=classroom,
            text="Nous réparons.",
            carried_by="la classe",
            level=self.random.choice(list(ActionLevel)).value,
            made_on=autumn,
            due_on=autumn + timedelta(weeks=6),
        )


COMMAND = [sys.executable, "manage.py", "run_export", FEDERATION, "--day", DAY.isoformat()]


def start_export() -> subprocess.Popen:
    """Start the export as an administrator does."""
    return subprocess.Popen(COMMAND, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def whole_export() -> tuple[float, float, float]:
    """Run the export to its end; give its seconds, those of the processor, and the most megabytes that it held."""
    begun = time.perf_counter()
    _pid, status, usage = os.wait4(start_export().pid, 0)
    if status:
        raise SystemExit("The export failed.")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def killed_exports(kills: int, seconds: float, seed: int) -> list[int]:
    """Pull the plug so many times at random instants of the work; give how many schools were written each time."""
    draw, reached = random.Random(seed), [0]
    while len(reached) <= kills:
        child = start_export()
        while written() == reached[-1] and child.poll() is None:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, seconds / kills))
        child.send_signal(signal.SIGKILL)
        if child.wait() != -signal.SIGKILL:
            raise SystemExit("The export ended before it was killed often enough; try more schools.")
        reached.append(written())
    return reached[1:]


def written() -> int:
    """Count the schools of the export that is under way."""
    return FederationLine.objects.filter(export__in=FederationExport.objects.unfinished()).count()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=2500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=io.StringIO())
    begun = time.perf_counter()
    Filler(options.seed).fill(options.schools)
    counts = (str(model.objects.count()) for model in (School, Pupil, StepRecord))
    say("schools, pupils, steps lived", ", ".join(counts))
    say("filled in", f"{time.perf_counter() - begun:.0f} s")
    connection.close()
    seconds, busy, megabytes = whole_export()
    say("export in one process", f"{seconds:.1f} s, {busy:.1f} s of one core (at most {SECONDS_LIMIT} s)")
    say("per school", f"{1000 * busy / options.schools:.1f} ms of one core")
    say("most memory", f"{megabytes:.0f} MB (at most {MEGABYTES_LIMIT} MB)")
    reached = killed_exports(options.kills, seconds, options.seed)
    whole_export()
    first, second = FederationExport.objects.order_by("asked_at")
    lines = FederationLine.objects.filter(export=second)
    same = digest_of(first) == digest_of(second)
    say("killed", f"{len(reached)} times, with so many schools written: {', '.join(map(str, reached))}")
    say("lines, and schools that have one", f"{lines.count()}, {lines.values('school').distinct().count()}")
    say("digest", "equal" if same else "DIFFERENT")
    if not same or megabytes > MEGABYTES_LIMIT or busy > SECONDS_LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
