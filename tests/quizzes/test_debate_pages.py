"""The pages of a debate: they say what is wrong, answer « nothing new » cheaply, and open to their class alone."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Debate, Stage, VoteCount, Way
from quizzes.votes import set_present
from tests.quizzes.debates import count, go, make_debate, make_story_debate, tablet_in, urn_in, vote
from tests.world import make_classroom, make_teacher, teacher_of

pytestmark = pytest.mark.django_db

LIVE = {"X-Live": "1"}


def page(debate: Debate, name: str = "debate_page", *args: str) -> str:
    return reverse(name, args=[debate.pk, *args])


def led(client: Client, **fields) -> Debate:
    """Open a debate in a class whose teacher has signed in on this browser."""
    debate = make_debate(make_classroom(**({"headcount": 6, "opened": True} | fields)))
    client.force_login(teacher_of(debate.classroom))
    return debate


def state_of(debate: Debate) -> tuple[str, int]:
    held = Debate.objects.get(pk=debate.pk)
    return held.stage, held.version


@pytest.mark.parametrize(
    "given",
    [
        {"quiz": "", "statement": ""},
        {"quiz": "histoires-s12-ecrans", "statement": "Mieux vaut réparer."},
        {"quiz": "", "statement": "  \t "},
    ],
)
def test_a_debate_is_about_stories_or_about_a_sentence(client, content, given):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    answer = client.post(reverse("debates", args=[classroom.pk]), given)

    assert answer.status_code == 422
    assert "l’un des deux" in answer.text
    assert not Debate.objects.exists()


def test_a_sentence_that_is_too_long_stays_in_its_field(client, content):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))
    long = "Réparer vaut mieux. " * 11

    answer = client.post(reverse("debates", args=[classroom.pk]), {"statement": long, "doubt": "on"})

    assert answer.status_code == 422
    assert long in answer.text
    assert 'name="doubt" id="id_doubt" checked' in answer.text.replace(' aria-describedby="id_doubt_helptext"', "")


def test_an_unknown_quiz_opens_nothing(client, content):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    answer = client.post(reverse("debates", args=[classroom.pk]), {"quiz": "inconnu"})

    assert (answer.status_code, Debate.objects.count()) == (422, 0)


@pytest.mark.parametrize("given", [{"quiz": "histoires-s12-ecrans"}, {"statement": " Mieux  vaut\tréparer. "}])
def test_a_debate_that_begins_is_led_on_its_page(client, content, given):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    answer = client.post(reverse("debates", args=[classroom.pk]), given)

    debate = Debate.objects.get()
    assert answer["Location"] == page(debate)
    assert debate.statement == ("" if "quiz" in given else "Mieux vaut réparer.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many_debates(client, content, django_assert_num_queries, rows):
    classroom = make_classroom(headcount=6)
    client.force_login(teacher_of(classroom))
    for _number in range(rows):
        go(make_story_debate(classroom), "fermer")

    with django_assert_num_queries(8):
        answer = client.get(reverse("debates", args=[classroom.pk]))

    assert answer.text.count("data-debate") == rows


def test_the_wall_and_the_teachers_page_feel_every_vote(client):
    debate = go(led(client), "avancer")
    pulse = reverse("debate_pulse", args=[debate.pk])

    for name in ("debate_page", "debate_projector"):
        piece = client.get(page(debate, name), headers=LIVE)

        assert piece.text.strip().startswith('<div id="live"')
        assert f'data-pulse="{pulse}" data-version="2.1"' in piece.text
    before = client.get(pulse, {"v": "2.1"}).status_code
    vote(debate, 1, "accord")

    assert (before, client.get(pulse, {"v": "2.1"}).status_code) == (204, 200)


def test_a_move_answers_the_page_anew_or_its_piece(client):
    debate = led(client)

    plain = client.post(page(debate, "debate_move", "avancer"), {"version": "1"})
    piece = client.post(page(debate, "debate_move", "avancer"), {"version": "2"}, headers=LIVE)

    assert (plain.status_code, plain["Location"]) == (302, page(debate))
    assert piece.text.strip().startswith('<div id="live"')
    assert state_of(debate) == (Stage.DISCUSS, 3)


@pytest.mark.parametrize("version", ["", "0", "2", "un", "9" * 30])
def test_a_page_out_of_date_moves_nothing_and_says_so(client, version):
    debate = led(client)

    answer = client.post(page(debate, "debate_move", "avancer"), {"version": version}, headers=LIVE)

    assert "L’écran avait déjà changé" in answer.text
    assert state_of(debate) == (Stage.ASK, 1)


@pytest.mark.parametrize("action", ["inconnu", "reculer", "rouvrir"])
def test_an_action_that_is_not_offered_moves_nothing(client, action):
    debate = led(client)

    answer = client.post(page(debate, "debate_move", action), {"version": "1"})

    assert answer["Location"] == page(debate)
    assert state_of(debate) == (Stage.ASK, 1)


def test_a_debate_opens_again_only_while_no_other_runs(client):
    first = go(led(client), "fermer")
    make_debate(first.classroom, "Une autre phrase.")

    answer = client.post(page(first, "debate_move", "rouvrir"), {"version": "2"}, follow=True)

    assert "Un autre débat est ouvert dans cette classe" in answer.text
    assert Debate.objects.running().get().statement == "Une autre phrase."


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"n-accord": "4", "n-desaccord": "3"}, "La classe compte 6 élèves"),
        ({"n-accord": "-1"}, "Écrivez un nombre d’élèves"),
        ({"n-accord": "beaucoup"}, "Écrivez un nombre d’élèves"),
        ({"n-accord": "9999"}, "Écrivez un nombre d’élèves"),
    ],
)
def test_counts_that_cannot_be_are_refused_in_words(client, sent, told):
    debate = go(led(client), "avancer")

    piece = client.post(page(debate, "debate_count"), sent, headers=LIVE)
    plain = client.post(page(debate, "debate_count"), sent, follow=True)

    assert f'<p class="error-text" role="alert">{told}' in piece.text
    assert told in plain.text
    assert not VoteCount.objects.exists()


def test_counting_out_of_a_vote_is_refused_in_words(client):
    debate = led(client)

    answer = client.post(page(debate, "debate_count"), {"more": "accord"}, headers=LIVE)

    assert 'role="alert">Aucun vote n’est ouvert' in answer.text


def test_the_way_of_counting_stays(client):
    debate = go(led(client), "avancer")

    answer = client.post(page(debate, "debate_count"), {"way": "mains", "more": "accord"})

    assert answer["Location"] == f"{page(debate)}?facon=mains"
    assert list(VoteCount.objects.values_list("way", "choice", "count")) == [(Way.HANDS, "accord", 1)]


@pytest.mark.parametrize(("said", "present"), [("4", 4), ("0", 6), ("", 6), ("tous", 6)])
def test_the_pupils_present_are_a_number(client, said, present):
    debate = go(led(client), "avancer")

    answer = client.post(page(debate, "debate_present"), {"present": said}, headers=LIVE)

    assert ("Écrivez le nombre d’élèves présents." in answer.text) is (said != "4")
    assert Debate.objects.get().present == present


def test_silent_tablets_are_on_the_teachers_page_alone(client):
    debate = go(led(client), "avancer")
    vote(debate, 2, "accord")

    desk = client.get(page(debate)).text
    wall = client.get(page(debate, "debate_projector")).text

    assert "n° 1, n° 3, n° 4, n° 5, n° 6" in " ".join(desk.split())
    assert "n°" not in wall


def test_results_are_in_no_source_before_they_are_compared(client):
    debate = go(led(client, headcount=20), "avancer")
    count(debate, A=13, B=4)
    tablet = tablet_in(debate)
    for action in ("avancer", "avancer"):
        go(debate, action)
        sources = [
            client.get(page(debate)).text.partition('class="box count"')[0],
            client.get(page(debate, "debate_projector")).text,
            tablet.get(reverse("pupil_vote")).text,
        ]

        assert [(">13<" in source, "vote-bar" in source) for source in sources] == [(False, False)] * 3

    go(debate, "avancer")

    assert ">13<" in client.get(page(debate, "debate_projector")).text
    assert ">13<" not in tablet.get(reverse("pupil_vote")).text


@pytest.mark.parametrize("name", ["debates", "debate_page", "debate_projector"])
def test_a_class_of_somebody_else_is_not_found(client, name):
    debate = make_debate(make_classroom())
    client.force_login(make_teacher(debate.classroom.school))
    pk = debate.classroom_id if name == "debates" else debate.pk

    answers = [client.get(reverse(name, args=[pk])), client.get(reverse(name, args=[pk]), {"v": "1.1"}, headers=LIVE)]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(("name", "args"), [("debate_move", ["avancer"]), ("debate_count", []), ("debate_present", [])])
def test_nobody_acts_in_somebody_elses_class(client, name, args):
    debate = make_debate(make_classroom())
    client.force_login(make_teacher(debate.classroom.school))

    answer = client.post(page(debate, name, *args), {"version": "1", "present": "1", "more": "accord"})

    assert (answer.status_code, state_of(debate)) == (404, (Stage.ASK, 1))


def test_a_sentence_is_shown_as_it_was_written(client):
    debate = led(client)
    Debate.objects.filter(pk=debate.pk).update(statement="L'écran d’<b>Ada</b> 🙂 & 'moi' \"ici\"")
    go(debate, "avancer")
    tablet = tablet_in(debate)
    shown = "L&#x27;écran d’&lt;b&gt;Ada&lt;/b&gt; 🙂 &amp; &#x27;moi&#x27; &quot;ici&quot;"

    sources = [
        client.get(page(debate)).text,
        client.get(page(debate, "debate_projector")).text,
        tablet.get(reverse("pupil_vote")).text,
        urn_in(debate).get(reverse("pupil_urn")).text,
        client.get(reverse("debates", args=[debate.classroom_id])).text,
    ]

    assert [(shown in source, "<b>Ada" in source) for source in sources] == [(True, False)] * len(sources)


def test_no_name_of_a_pupil_is_on_the_wall(client, content):
    classroom = make_classroom(headcount=6, opened=True)
    for pupil in classroom.pupils.all():
        type(pupil).objects.filter(pk=pupil.pk).update(nickname=f"Zéphyrine{pupil.number}")
    debate = make_story_debate(classroom)
    client.force_login(teacher_of(classroom))
    set_present(debate=debate, present=5)

    walls = []
    for _moment in Stage:
        walls.append(client.get(page(debate, "debate_projector")).text)
        debate = go(debate, "avancer")

    assert not any("Zéphyrine" in wall or "n°" in wall or classroom.label in wall for wall in walls)
