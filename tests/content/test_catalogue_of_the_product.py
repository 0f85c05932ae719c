"""What the product promises to hold: how many documents, for whom, and how they hang together."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from common.actions import ActionLevel
from common.levels import Band
from quizzes.kinds import Position
from quizzes.specs import QuizKind
from sequences.coverage import product_coverage
from sequences.forms import LibraryForm
from sequences.models import Sequence
from tools.texts.passages import passages

YOUNGEST = Band.P12
KNOWLEDGE_QUESTIONS = 8
PICTURE_QUESTIONS = 5


def specs(catalogue, kind):
    return {key: file.spec for key, file in catalogue.of(kind).items()}


def stories(catalogue):
    return [(quiz, story) for quiz in specs(catalogue, "quizzes").values() for story in quiz.scenarios]


def test_the_catalogue_holds_what_is_promised(catalogue):
    counts = {kind: len(files) for kind, files in catalogue.files.items()}

    assert (counts["sequences"], counts["cards"], counts["competences"], counts["modules"]) == (12, 16, 17, 6)
    assert counts["games"] >= 14
    assert counts["figures"] >= 45
    assert counts["terms"] >= 60


def test_twenty_four_stories_or_more_show_dissonance_and_six_at_the_level_of_society(catalogue):
    levels = Counter(story.level for _quiz, story in stories(catalogue))

    assert levels.total() >= 24
    assert levels[ActionLevel.SOCIETAL] >= 6


def test_six_games_or_more_can_be_printed(catalogue):
    printable = [key for key, game in specs(catalogue, "games").items() if game.prints]

    assert len(printable) >= 6


@pytest.mark.parametrize("band", list(Band))
def test_each_band_has_two_sequences_and_two_games_without_a_screen(catalogue, band):
    sequences = [key for key, spec in specs(catalogue, "sequences").items() if band in spec.bands]
    games = [key for key, game in specs(catalogue, "games").items() if band in game.bands and game.screen_free]

    assert len(sequences) >= 2
    assert len(games) >= 2


@pytest.mark.parametrize("band", [band for band in Band if band is not YOUNGEST])
def test_each_band_from_the_third_grade_up_has_three_stories(catalogue, band):
    fitting = [story.key for quiz, story in stories(catalogue) if band in quiz.bands]

    assert len(fitting) >= 3


def test_each_sequence_ends_on_a_quiz_for_its_age(catalogue):
    quizzes = specs(catalogue, "quizzes")
    wrong = []
    for key, sequence in specs(catalogue, "sequences").items():
        taken = [quizzes[step.quiz] for step in sequence.steps if step.quiz]
        knowledge = [quiz for quiz in taken if quiz.kind is QuizKind.KNOWLEDGE]
        if YOUNGEST in sequence.bands:
            fits = bool(taken) and all(len(quiz.questions) <= PICTURE_QUESTIONS for quiz in taken)
        else:
            fits = any(len(quiz.questions) >= KNOWLEDGE_QUESTIONS for quiz in knowledge)
        if not fits:
            wrong.append(key)

    assert wrong == []


def test_each_quiz_is_used_by_a_sequence(catalogue):
    used = {
        quiz
        for spec in specs(catalogue, "sequences").values()
        for quiz in (*spec.stories, *(step.quiz for step in spec.steps))
    }

    assert set(catalogue.of("quizzes")) - used == set()


def test_each_story_has_its_position_question(catalogue):
    silent = []
    for key, quiz in specs(catalogue, "quizzes").items():
        asked = {question.scenario for question in quiz.questions if isinstance(question, Position)}
        silent += [(key, story.key) for story in quiz.scenarios if story.key not in asked]

    assert silent == []


def test_each_sequence_is_in_the_bands_of_its_quizzes(catalogue):
    quizzes = specs(catalogue, "quizzes")
    apart = [
        (key, step.quiz)
        for key, sequence in specs(catalogue, "sequences").items()
        for step in sequence.steps
        if step.quiz and not set(sequence.bands) & set(quizzes[step.quiz].bands)
    ]

    assert apart == []


def test_each_competence_is_trained_by_two_sequences(content):
    rows = [row for _dimension, group in product_coverage().dimensions for row in group]

    assert {row.key: len(row.trainers) for row in rows if len(row.trainers) < 2} == {}
    assert len(rows) == 17


def test_each_sequence_is_reached_by_its_band_its_theme_and_its_competences(content):
    rows = list(Sequence.objects.published())
    themes = {row.theme for row in rows}
    competences = {key for row in rows for key in row.competences}
    form = LibraryForm({}, themes=themes, competences=[(key, key) for key in competences])

    offered = {name: {value for value, _label in form.fields[name].choices} for name in ("band", "theme", "competence")}

    lost = [
        row.key
        for row in rows
        if not (set(row.bands) <= offered["band"] and row.theme in offered["theme"] and row.competences)
    ]
    assert lost == []
    assert {key for row in rows for key in row.competences} <= offered["competence"]


def test_each_picture_of_a_template_has_words_that_stand_for_it():
    bare = [
        (path.name, tag)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for tag in re.findall(r"<img\b[^>]*>", path.read_text(encoding="utf-8"))
        if not re.search(r"\balt\b", tag)
    ]

    assert bare == []


def test_no_two_documents_of_a_kind_have_the_same_title(catalogue):
    twice = {
        kind: [title for title, count in titles.items() if count > 1]
        for kind in ("sequences", "cards", "games", "figures", "terms", "modules", "claims", "articles")
        for titles in [Counter(spec.title for spec in specs(catalogue, kind).values())]
    }

    assert {kind: titles for kind, titles in twice.items() if titles} == {}


OURS = re.compile(
    r"(?i)\b(?:notre|nos|votre|vos)\s(?:label|référentiel|grille|critère)|\b(?:décern|délivr|certifi|agréé|officiel)"
)
DENIED = re.compile(r"(?i)\b(?:n’|ne\b|ni\b|pas\b|différente?s?\b|aucune?\b)")
THEIRS = re.compile(r"EducoNetImpact|Descamps")


def test_the_label_and_the_referential_of_educonetimpact_are_never_said_to_be_ours(catalogue):
    claimed = []
    for passage in passages(catalogue):
        for sentence in re.split(r"(?<=[.!?])\s", passage.text):
            about = THEIRS.search(sentence) or passage.file == "resources/educonetimpact"
            if about and OURS.search(sentence) and not DENIED.search(sentence):
                claimed.append((passage.file, sentence))

    assert claimed == []


def test_the_file_on_educonetimpact_says_that_our_referential_and_our_file_are_not_theirs(catalogue):
    limits = specs(catalogue, "resources")["educonetimpact"].limits

    assert "notre référentiel" in limits
    assert "notre dossier ne donne pas leur label" in limits


def test_the_grid_says_that_it_is_no_label(catalogue):
    notices = [passage.text for passage in passages(catalogue) if passage.file.startswith("label/")]

    assert any("ne vaut pas label" in notice for notice in notices)
