"""Lists of nicknames: what may be pasted, who comes and goes, and what stays of their work."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer
from schools.models import Classroom
from schools.rosters import Line, read_roster
from tests.plain import form_to, press, send, tree
from tests.world import answer_all, make_attempt, make_classroom, make_sitting, pupil_of, teacher_of

LONG = "Anne-" * 40


@pytest.fixture
def classroom(db) -> Classroom:
    return make_classroom()


@pytest.fixture
def desk(client, classroom) -> Client:
    client.force_login(teacher_of(classroom))
    return client


def paste(desk: Client, classroom: Classroom, text: str):
    """Paste a list as a teacher does, and press its button."""
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))
    return press(desk, page, "save-list", nicknames=text)


def roster(classroom: Classroom) -> list[tuple[int, str]]:
    """Give numbers and nicknames of those present, and check that the headcount agrees."""
    rows = [(pupil.number, pupil.nickname) for pupil in classroom.pupils.present()]
    classroom.refresh_from_db()
    assert classroom.headcount == len(rows)
    return rows


@pytest.mark.parametrize(
    ("pasted", "nicknames"),
    [
        ("Lou\nZoé\nÉmile", ["Lou", "Zoé", "Émile"]),
        ("Lou\r\nZoé\r\n\r\n  \r\n", ["Lou", "Zoé"]),
        ("Renard 🦊\n👩‍👩‍👧 La famille\n🇧🇪", ["Renard 🦊", "👩‍👩‍👧 La famille", "🇧🇪"]),
        ("D'Artagnan\nD’Artagnan\nL'Œil", ["D'Artagnan", "D’Artagnan", "L'Œil"]),
        (LONG, [LONG]),
        (LONG + "x", [LONG]),
        ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
        ("=cmd|' /C calc'!A0\n+1\n@SUM", ["=cmd|' /C calc'!A0", "+1", "@SUM"]),
        ("Lou\tPetit\n\tZoé\t", ["Lou Petit", "Zoé"]),
        ("1. Lou\n2) Zoé\n3° Sam\n4 - Tom\n• Ana\n– Noé\n* Max", ["Lou", "Zoé", "Sam", "Tom", "Ana", "Noé", "Max"]),
        ("Lou\x07\u202fPetit\n\u00a0\u2003Zoé", ["Lou Petit", "Zoé"]),
        ("李小龙\nمريم\nთამარი", ["李小龙", "مريم", "თამარი"]),
        ("", []),
        ("\n \n\t\n1.\n•", [""]),
        ("4x4\n007 Bond", ["4x4", "007 Bond"]),
        ("\ufeff1. Lou\n\u200b\n\u202eZoé", ["Lou", "Zoé"]),
    ],
)
def test_one_nickname_is_read_from_each_line(pasted, nicknames):
    read = read_roster(pasted)

    assert [line.nickname for line in read] == nicknames


@pytest.mark.parametrize(
    "text", ["Renard 🦊\nD’Artagnan", f"{LONG}\n<script>alert(1)</script>", "=cmd|' /C calc'!A0\n007 Bond"]
)
def test_a_pasted_list_is_the_class(desk, classroom, text):
    paste(desk, classroom, text)

    assert roster(classroom) == list(enumerate((line.nickname for line in read_roster(text)), 1))


def test_a_list_is_shown_again_in_its_field(desk, classroom):
    page = paste(desk, classroom, "1. Lou\n2. <b>Zoé</b>\n3. D'Artagnan")

    assert tree(page).get_element_by_id("id_nicknames").value.split("\n")[-3:] == [
        "1 Lou",
        "2 <b>Zoé</b>",
        "3 D'Artagnan",
    ]


def test_sixty_lines_are_a_class(desk, classroom):
    paste(desk, classroom, "\n".join(f"Élève {letter}" for letter in range(60)))

    assert len(roster(classroom)) == 60


@pytest.mark.parametrize("text", ["\n".join(f"Nom {number}" for number in range(61)), " \n1.\n", "Lou\x00"])
def test_a_refused_list_changes_nothing_and_stays_in_its_field(desk, classroom, text):
    before = roster(classroom)

    page = paste(desk, classroom, text)

    assert roster(classroom) == before
    assert list(page.context["form"].errors) == ["nicknames"]
    assert page.context["form"]["nicknames"].value().replace("\r\n", "\n") == text
    assert tree(page).get_element_by_id("id_nicknames_error").text_content()


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        ("2 Zoé\n1 Lou", [Line(2, "Zoé"), Line(1, "Lou")]),
        ("1 Lou\n2", [Line(1, "Lou"), Line(2, "")]),
        ("1 Lou\n1 Zoé", [Line(None, "Lou"), Line(None, "Zoé")]),
        ("1 Lou\nZoé", [Line(None, "Lou"), Line(None, "Zoé")]),
        ("97 Lou", [Line(None, "Lou")]),
    ],
)
def test_numbers_keep_their_meaning_where_every_line_has_its_own(pasted, lines):
    assert read_roster(pasted) == lines


def test_deleting_a_line_of_the_shown_list_moves_nobody(desk, classroom):
    paste(desk, classroom, "A\nB\nC")

    paste(desk, classroom, "1 A\n3 C")

    assert roster(classroom) == [(1, "A"), (3, "C")]


def test_a_saved_list_is_undone_in_one_tap(desk, classroom):
    paste(desk, classroom, "A\nB\nC")

    saved = paste(desk, classroom, "1 X")
    send(desk, saved, form_to(saved, reverse("classroom_list_undo", args=[classroom.pk])))

    assert roster(classroom) == [(1, "A"), (2, "B"), (3, "C")]


def test_a_longer_list_adds_numbers(desk, classroom):
    known = list(classroom.pupils.values_list("pk", flat=True))

    paste(desk, classroom, "A\nB\nC\nD\nE")

    assert roster(classroom) == [(1, "A"), (2, "B"), (3, "C"), (4, "D"), (5, "E")]
    assert list(classroom.pupils.values_list("pk", flat=True))[:3] == known


def test_a_shorter_list_retires_the_last_numbers_and_keeps_their_work(desk, content, classroom):
    attempt = make_attempt(make_sitting(classroom), 3)
    answer_all(attempt)
    given = Answer.objects.count()

    paste(desk, classroom, "A\nB")

    assert roster(classroom) == [(1, "A"), (2, "B")]
    assert (attempt.pupil.attempts.get(), Answer.objects.count()) == (attempt, given)


def test_a_pupil_who_was_retired_comes_back_with_the_same_work(desk, content, classroom):
    attempt = make_attempt(make_sitting(classroom), 3)
    paste(desk, classroom, "A\nB")

    paste(desk, classroom, "A\nB\nC")

    assert roster(classroom) == [(1, "A"), (2, "B"), (3, "C")]
    assert pupil_of(classroom, 3).attempts.get() == attempt


def test_adding_a_pupil_gives_the_next_number(desk, classroom):
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))

    press(desk, page, "add-pupil")

    assert roster(classroom) == [(1, ""), (2, ""), (3, ""), (4, "")]


def test_a_full_class_takes_nobody_more(desk, classroom):
    paste(desk, classroom, "\n".join(f"Nom {number}" for number in range(60)))
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))

    refused = press(desk, page, "add-pupil")

    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert len(roster(classroom)) == 60


def test_removing_a_pupil_is_undone_in_one_tap(desk, classroom):
    pupil = pupil_of(classroom, 2)
    page = desk.get(reverse("pupil_page", args=[pupil.pk]))

    removed = press(desk, page, "remove")
    left = roster(classroom)
    send(desk, removed, form_to(removed, reverse("pupil_act", args=[pupil.pk, "remettre"])))

    assert (left, roster(classroom)) == ([(1, ""), (3, "")], [(1, ""), (2, ""), (3, "")])
    assert pupil_of(classroom, 2) == pupil


def test_removing_twice_is_removing_once(desk, classroom):
    pupil = pupil_of(classroom, 2)

    for _time in range(2):
        desk.post(reverse("pupil_act", args=[pupil.pk, "retirer"]))

    assert roster(classroom) == [(1, ""), (3, "")]


def test_a_newcomer_does_not_inherit_the_work_of_one_who_left(desk, content, classroom):
    attempt = make_attempt(make_sitting(classroom), 2)
    desk.post(reverse("pupil_act", args=[attempt.pupil_id, "retirer"]))

    desk.post(reverse("pupil_add", args=[classroom.pk]))

    assert attempt.pupil not in classroom.pupils.present()
    assert len(roster(classroom)) == 3


def test_saving_the_list_as_it_is_shown_changes_nobody(desk, classroom):
    classroom.pupils.filter(number=2).update(nickname="Zoé")
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))

    press(desk, page, "save-list")

    assert roster(classroom) == [(1, ""), (2, "Zoé"), (3, "")]


def test_saving_the_list_after_a_departure_changes_nobody(desk, classroom):
    paste(desk, classroom, "A\nB\nC")
    desk.post(reverse("pupil_act", args=[pupil_of(classroom, 2).pk, "retirer"]))
    page = desk.get(reverse("classroom_pupils", args=[classroom.pk]))

    press(desk, page, "save-list")

    assert roster(classroom) == [(1, "A"), (3, "C")]


def test_a_pupil_cannot_come_back_into_a_class_that_filled_up_meanwhile(desk, classroom):
    paste(desk, classroom, "Nom\n" * 60)
    gone = pupil_of(classroom, 1)
    desk.post(reverse("pupil_act", args=[gone.pk, "retirer"]))
    desk.post(reverse("pupil_add", args=[classroom.pk]))

    page = desk.post(reverse("pupil_act", args=[gone.pk, "remettre"]), follow=True)

    assert [message.level_tag for message in page.context["messages"]][-1:] == ["error"]
    assert len(roster(classroom)) == 60
