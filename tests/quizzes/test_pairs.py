"""A pair holds two positions of a pupil together while it is under way, and nothing of the pupil once it is closed."""

import hmac
import logging
from itertools import product
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from quizzes.kinds import Opinion
from quizzes.models import Attempt, Phase, Position, Sitting, SittingPair
from quizzes.pairs import NoOpinion, close_before, close_pair, open_after, open_pair, take_back
from quizzes.positions import pseudonym, stances_of
from quizzes.services import SittingClosed, close_sitting, progress_of
from sequences.services import archive_classroom
from tests.pages import all_rows
from tests.pairs import end_of, lived_pair, make_pair, rows_of, say, told_pair
from tests.world import answer_all, make_attempt, make_classroom, make_sitting, pupil_of, send, teacher_of

BEFORE = ["comportement", "croyance", "rationalisation", "croyance", "comportement", "croyance"]
AFTER = ["comportement", "comportement", "rationalisation", "comportement", "croyance", "croyance"]


@pytest.fixture
def classroom(small_content):
    return make_classroom(headcount=len(BEFORE), opened=True)


def asked_again(classroom) -> SittingPair:
    """Give a pair whose positions were taken before, and that now asks after."""
    pair = make_pair(classroom, "petit-quiz")
    say(end_of(pair, Phase.BEFORE), {"avis": BEFORE})
    close_before(pair=pair)
    return open_after(pair=pair, teacher=teacher_of(classroom))


def test_the_ends_of_a_pair_ask_opinions_only_and_debrief_nothing(content):
    pair = make_pair(make_classroom(grades=("S1",)))

    quiz = end_of(pair, Phase.BEFORE).spec

    whole = pair.revision.spec
    assert quiz.questions == tuple(question for question in whole.questions if isinstance(question, Opinion))
    assert (len(quiz.questions), len(whole.questions), quiz.debriefs, whole.debriefs) == (6, 14, False, True)
    assert quiz.scenarios == whole.scenarios


def test_opening_twice_is_the_same_pair_and_each_step_happens_once(classroom):
    pair = make_pair(classroom, "petit-quiz")
    again = make_pair(classroom, "petit-quiz")
    too_early = open_after(pair=pair, teacher=teacher_of(classroom))
    phases = list(too_early.sittings.values_list("phase", flat=True))
    for _press in range(2):
        close_before(pair=pair)
    closed_at = end_of(pair, Phase.BEFORE).closed_at
    for _press in range(2):
        open_after(pair=pair, teacher=teacher_of(classroom))
    close_before(pair=pair)

    assert (again.pk, phases) == (pair.pk, ["before"])
    assert end_of(pair, Phase.BEFORE).closed_at == closed_at
    assert sorted(pair.sittings.values_list("phase", flat=True)) == ["after", "before"]
    assert end_of(pair, Phase.AFTER).is_running


def test_closing_twice_changes_nothing(classroom):
    pair = asked_again(classroom)
    say(end_of(pair, Phase.AFTER), {"avis": AFTER})
    close_pair(pair=pair)
    rows = all_rows()

    close_pair(pair=pair)
    open_after(pair=pair, teacher=teacher_of(classroom))

    assert all_rows() == rows


def test_a_quiz_without_opinions_is_refused(content):
    classroom = make_classroom(grades=("P1",))
    quiz = make_sitting(classroom, "sq02-images").revision.parent

    with pytest.raises(NoOpinion):
        open_pair(quiz=quiz, classroom=classroom, teacher=teacher_of(classroom))

    assert not SittingPair.objects.exists()


def test_an_opening_by_mistake_can_be_taken_back_until_somebody_answers(classroom):
    pair = asked_again(classroom)

    taken_back = take_back(pair=pair)

    assert (taken_back, list(pair.sittings.values_list("phase", flat=True))) == (True, ["before"])
    assert take_back(pair=pair) is False
    open_after(pair=pair, teacher=teacher_of(classroom))
    say(end_of(pair, Phase.AFTER), {"avis": AFTER[:1]})
    assert take_back(pair=pair) is False
    other = make_pair(make_classroom(), "petit-quiz")
    assert take_back(pair=other) is True
    assert not SittingPair.objects.filter(pk=other.pk).exists()


def test_a_pupil_finds_the_own_position_until_before_is_closed_and_never_again(classroom):
    pair = make_pair(classroom, "petit-quiz")
    before, pupil = end_of(pair, Phase.BEFORE), pupil_of(classroom)
    send(make_attempt(before), "avis", "croyance")
    running = stances_of(before, pupil.pk)

    close_before(pair=pair)
    open_after(pair=pair, teacher=teacher_of(classroom))

    closed, after = end_of(pair, Phase.BEFORE), end_of(pair, Phase.AFTER)
    assert (running, stances_of(closed, pupil.pk), stances_of(after, pupil.pk)) == ({"avis": "croyance"}, {}, {})
    assert progress_of(Attempt.objects.get(sitting=closed)).done == frozenset()
    assert pseudonym(after, pupil.pk) is not None


def test_closing_before_keeps_every_name_for_after(classroom):
    pair = asked_again(classroom)
    after = end_of(pair, Phase.AFTER)

    say(after, {"avis": AFTER})

    names = [pseudonym(after, pupil.pk) for pupil in classroom.pupils.all()]
    held = {row[1]: row[3] for row in rows_of(pair) if row[2] == "before"}
    assert [held[name] for name in names] == BEFORE


def test_a_paired_sitting_never_takes_an_answer_again(classroom):
    pair = asked_again(classroom)

    with pytest.raises(SittingClosed):
        send(make_attempt(end_of(pair, Phase.BEFORE)), "avis", "croyance")

    lone = make_sitting(classroom, "petit-quiz")
    assert lone.pk not in set(pair.sittings.values_list("pk", flat=True))


def test_closing_erases_the_key_and_keeps_what_everybody_said_twice(classroom):
    pair = asked_again(classroom)
    say(end_of(pair, Phase.AFTER), {"avis": AFTER})

    closed = close_pair(pair=pair)

    by_name: dict[str, dict[str, str]] = {}
    for _question, name, phase, stance in rows_of(closed):
        by_name.setdefault(name, {})[phase] = stance
    assert SittingPair.objects.filter(pk=pair.pk).values_list("key").get() == (None,)
    couples = sorted((said["before"], said["after"]) for said in by_name.values())
    assert couples == sorted(zip(BEFORE, AFTER, strict=True))


def test_what_no_report_may_show_is_not_kept(classroom):
    once = lived_pair(classroom, {"avis": BEFORE}, {"avis": [*AFTER[:5], ""]}, "petit-quiz")
    few = lived_pair(make_classroom(headcount=6), {"avis": BEFORE}, {"avis": AFTER[:4]}, "petit-quiz")

    kept = rows_of(once)

    assert (len(kept), rows_of(few)) == (10, [])


def test_the_database_refuses_a_closed_pair_that_keeps_its_key(classroom):
    pair = lived_pair(classroom, {"avis": BEFORE}, {"avis": AFTER}, "petit-quiz")

    with pytest.raises(IntegrityError), transaction.atomic():
        SittingPair.objects.filter(pk=pair.pk).update(key=b"x" * 32)

    assert SittingPair.objects.get(pk=pair.pk).key is None


def test_archiving_a_class_closes_its_pairs(classroom):
    pair = asked_again(classroom)
    say(end_of(pair, Phase.AFTER), {"avis": AFTER})

    archive_classroom(classroom=classroom)

    held = SittingPair.objects.get(pk=pair.pk)
    assert (held.key, held.closed_at is None, len(rows_of(held))) == (None, False, 12)


def test_an_end_closed_in_another_way_keeps_its_pair_whole(classroom):
    pair = asked_again(classroom)
    say(end_of(pair, Phase.AFTER), {"avis": AFTER})

    close_sitting(sitting=end_of(pair, Phase.AFTER))
    closed = close_pair(pair=pair)

    assert len(rows_of(closed)) == 12


def values_of_the_database() -> set[bytes]:
    """Give everything that any column of any table holds, as bytes that could be a key or a name."""
    found: set[bytes] = set()
    for rows in all_rows().values():
        for value in (value for row in rows for value in row if value is not None):
            found.add(value if isinstance(value, bytes) else str(value).encode())
            if isinstance(value, UUID):
                found |= {value.bytes, value.hex.encode()}
    return found


def names_that_could_be_made(known: set[bytes], pupils: set[bytes]) -> set[str]:
    """Make every name that the secrets and any stored value give for any pupil, long or cut to 32 signs."""
    keys = known | {settings.SECRET_KEY.encode(), b""}
    made = {hmac.new(key, pupil, "sha256").hexdigest() for key, pupil in product(keys, pupils)}
    made |= {hmac.new(pupil, key, "sha256").hexdigest() for key, pupil in product(keys, pupils)}
    return made | {name[:32] for name in made}


@pytest.mark.django_db(transaction=False)
@hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_in_the_database_leads_from_a_position_to_a_pupil_or_to_another_question(small_content, data):
    with transaction.atomic():
        count = data.draw(st.integers(min_value=5, max_value=8))
        stance = st.sampled_from(["comportement", "croyance", "rationalisation", ""])
        said = [data.draw(st.lists(stance, min_size=count, max_size=count)) for _end in range(2)]
        classroom = make_classroom(headcount=count)
        before_names = set()
        pair = make_pair(classroom, "petit-quiz")
        say(end_of(pair, Phase.BEFORE), {"avis": said[0]})
        before_names |= {row[1] for row in rows_of(pair)}
        close_before(pair=pair)
        open_after(pair=pair, teacher=teacher_of(classroom))
        say(end_of(pair, Phase.AFTER), {"avis": said[1]})
        before_names |= {row[1] for row in rows_of(pair)}

        close_pair(pair=pair)

        names = {row[1] for row in rows_of(pair)}
        stored = values_of_the_database()
        pupils = {form for pupil in classroom.pupils.all() for form in (pupil.pk.bytes, str(pupil.pk).encode())}
        assert not names & before_names
        assert not names & names_that_could_be_made(stored, pupils)
        kept = set(map(str.encode, names))
        others = [row for label, rows in all_rows().items() if label != "quizzes.Position" for row in rows]
        assert not any(kept & {str(value).encode() for value in row} for row in others)
        transaction.set_rollback(True)


def test_no_name_is_shared_by_two_questions_and_no_order_is_kept(content):
    pair = told_pair(make_classroom(grades=("S1",), headcount=9))

    rows = rows_of(pair)

    questions = {}
    for question, name, _phase, _stance in rows:
        questions.setdefault(name, set()).add(question)
    assert len(rows) == 9 * 6 * 2
    assert {len(found) for found in questions.values()} == {1}
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT question FROM quizzes_position ORDER BY {place}")  # noqa: S608
        kept = [row[0] for row in cursor.fetchall()]
    assert kept != sorted(kept)
    assert {position.pk.version for position in Position.objects.all()} == {4}


def test_no_line_of_the_log_says_who_said_what(content, caplog):
    caplog.set_level(logging.DEBUG)
    classroom = make_classroom(grades=("S1",), headcount=6)

    told_pair(classroom)
    pair = make_pair(classroom)
    answer_all(make_attempt(end_of(pair, Phase.BEFORE)))

    pupils = [form for pupil in classroom.pupils.all() for form in (str(pupil.pk), pupil.pk.hex)]
    stances = ["comportement", "croyance", "rationalisation", "individuel", "interpersonnel", "sociétal"]
    told = [
        record.getMessage()
        for record in caplog.records
        if record.name != "django.db.backends"
        and any(pupil in record.getMessage() for pupil in pupils)
        and any(stance in record.getMessage() for stance in stances)
    ]
    assert told == []


def test_a_single_sitting_after_a_pair_is_a_sitting_of_its_own(classroom):
    pair = asked_again(classroom)

    lone = make_sitting(classroom, "petit-quiz")

    assert (lone.phase, lone.pair, lone.spec) == (Phase.SINGLE, None, lone.revision.spec)
    assert list(Sitting.objects.single()) == [lone]
    assert pair.sittings.count() == 2
