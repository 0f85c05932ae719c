"""The database says what the content files say, and forgets nothing."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from common.content import fingerprint, read_file, to_document
from common.documents import Document, Loaded
from library.models import Figure, Term
from okmila.catalogue import read_catalogue
from okmila.loading import MODELS, load_catalogue
from quizzes.models import Quiz, QuizRevision
from quizzes.specs import QuizSpec
from sequences.models import Card, Sequence, SequenceRevision
from tests.texts import CARD, QUIZ, SEQUENCE, TERM, spoiled, write_catalogue
from tests.world import make_assignment, make_classroom, make_school, make_sitting

OTHER_SEQUENCE = spoiled(SEQUENCE, "Une séquence", "Une autre séquence")
CONTENT_MODELS = [model for model in apps.get_models() if issubclass(model, Document)] + [
    QuizRevision,
    SequenceRevision,
]


@pytest.fixture
def load(db, tmp_path):
    """Load the small catalogue with some files changed or left out."""

    def load_with(changes=None):
        root, drawings = write_catalogue(tmp_path, changes)
        return load_catalogue(read_catalogue(root, language="fr", illustrations=drawings))

    return load_with


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in CONTENT_MODELS}


def said(sequence):
    """Give the titles of a sequence's revisions, oldest first, and of its current one."""
    titles = [revision.spec.title for revision in sequence.revisions.order_by("pk")]
    return titles, Sequence.objects.get(pk=sequence.pk).spec.title


def test_a_first_loading_makes_every_document(load):
    done = load()

    assert done == dict.fromkeys(MODELS, Loaded(created=1))
    assert {name: len(rows) for name, rows in everything().items()} == dict.fromkeys(
        [*(model.__name__ for model in MODELS.values()), "QuizRevision", "SequenceRevision"], 1
    )


def test_a_second_loading_changes_nothing(load):
    load()
    before = everything()

    done = load()

    assert done == dict.fromkeys(MODELS, Loaded(unchanged=1))
    assert everything() == before


def test_the_columns_of_a_row_say_what_its_file_says(load):
    load()

    assert Figure.objects.values_list("key", "language", "title", "status").get() == (
        "video",
        "fr",
        "Une heure de vidéo",
        "solide",
    )
    assert Card.objects.values_list("key", "number", "theme", "picture").get() == (
        "smartphones",
        1,
        "smartphone",
        "escargot",
    )
    sequence = Sequence.objects.get()
    assert (sequence.key, sequence.periods, sequence.bands, sequence.competences, sequence.screen_free) == (
        "sq",
        1,
        ("P5-P6",),
        ("ur1",),
        True,
    )
    assert sequence.spec.title == sequence.title == "Une séquence"


def test_a_changed_simple_document_says_the_new_words_in_the_same_row(load):
    load()
    before = Term.objects.get().pk

    done = load({"terms/reseau": spoiled(TERM, "Les câbles et les antennes.", "Les câbles.")})

    assert done["terms"] == Loaded(changed=1)
    assert Term.objects.get().pk == before
    assert Term.objects.get().spec.simple == "Les câbles."


def test_a_changed_sequence_gets_a_new_revision_and_keeps_the_old_one_for_its_classes(load):
    load()
    assignment = make_assignment(make_classroom(), "sq")

    done = load({"sequences/sq": OTHER_SEQUENCE})

    assert done["sequences"] == Loaded(changed=1)
    assert said(Sequence.objects.get()) == (["Une séquence", "Une autre séquence"], "Une autre séquence")
    assignment.refresh_from_db()
    assert assignment.revision.spec.title == "Une séquence"
    assert make_assignment(make_classroom(), "sq").revision.spec.title == "Une autre séquence"


def test_a_changed_quiz_leaves_a_running_sitting_on_its_revision(load):
    load()
    sitting = make_sitting(make_classroom(), "petit-quiz")

    load({"quizzes/petit-quiz": spoiled(QUIZ, "correct = true", "correct = false")})

    sitting.refresh_from_db()
    assert sitting.revision.spec.question("cable").correct is True
    assert Quiz.objects.get().spec.question("cable").correct is False


def test_going_back_to_old_words_makes_the_old_revision_current_again(load):
    load()
    first = Sequence.objects.get().current
    load({"sequences/sq": OTHER_SEQUENCE})

    done = load()

    assert done["sequences"] == Loaded(changed=1)
    assert Sequence.objects.get().current == first
    assert SequenceRevision.objects.count() == 2


def test_a_document_that_left_the_files_is_retired_and_never_deleted(load):
    load()
    assignment = make_assignment(make_classroom(), "sq")

    done = load({"sequences/sq": None})

    assert done["sequences"] == Loaded(retired=1)
    assert (Sequence.objects.count(), Sequence.objects.published().count()) == (1, 0)
    assignment.refresh_from_db()
    assert assignment.revision.spec.title == "Une séquence"


def test_a_document_stays_retired_as_it_was(load):
    load()
    load({"sequences/sq": None})
    retired_at = Sequence.objects.get().retired_at

    done = load({"sequences/sq": None})

    assert done["sequences"] == Loaded()
    assert Sequence.objects.get().retired_at == retired_at


@pytest.mark.parametrize("text", [SEQUENCE, OTHER_SEQUENCE])
def test_a_document_that_comes_back_is_current_again_in_its_row(load, text):
    load()
    before = Sequence.objects.get().pk
    load({"sequences/sq": None})

    done = load({"sequences/sq": text})

    assert done["sequences"] == Loaded(changed=1)
    sequence = Sequence.objects.published().get()
    assert (sequence.pk, sequence.spec.title) == (before, sequence.title)


@pytest.fixture
def own_quiz(load, tmp_path):
    """A school's own quiz under the key of a quiz of the product."""
    load()
    path = tmp_path / "propre.toml"
    path.write_text(spoiled(QUIZ, "Un quiz", "Notre quiz"), encoding="utf-8")
    document = to_document(read_file(QuizSpec, path, source="propre.toml").spec)
    quiz = Quiz.objects.create(key="petit-quiz", owner=make_school(), title="Notre quiz", bands=("P5-P6",))
    quiz.keep(document, fingerprint(document))
    return quiz


@pytest.mark.parametrize("changes", [{}, {"quizzes/petit-quiz": None, "sequences/sq": None}])
def test_a_school_s_own_document_is_left_alone(load, own_quiz, changes):
    before = Quiz.objects.filter(pk=own_quiz.pk).values().get()

    done = load(changes)

    assert done["quizzes"] == (Loaded(retired=1) if changes else Loaded(unchanged=1))
    assert Quiz.objects.filter(pk=own_quiz.pk).values().get() == before


def test_a_school_s_own_document_is_not_published_to_everybody(own_quiz):
    published = list(Quiz.objects.published().values_list("title", flat=True))

    assert published == ["Un quiz"]


def test_the_command_checks_the_files_without_a_database(catalogue):
    out = StringIO()

    call_command("load_content", check=True, stdout=out)

    assert out.getvalue().splitlines() == [
        f"{kind} : {len(files)} fichiers corrects" for kind, files in catalogue.files.items()
    ]


def test_the_command_loads_and_tells_what_it_did(db, catalogue):
    first, second = StringIO(), StringIO()

    call_command("load_content", stdout=first)
    call_command("load_content", stdout=second)

    counts = {kind: len(catalogue.of(kind)) for kind in MODELS}
    assert first.getvalue().splitlines() == [
        f"{kind} : {count} créés, 0 changés, 0 inchangés, 0 retirés" for kind, count in counts.items()
    ]
    assert second.getvalue().splitlines() == [
        f"{kind} : 0 créés, 0 changés, {count} inchangés, 0 retirés" for kind, count in counts.items()
    ]


@pytest.mark.parametrize("check", [True, False])
def test_the_command_refuses_wrong_files_and_writes_nothing(settings, tmp_path, db, check):
    changes = {"terms/reseau": "titre", "cards/smartphones": spoiled(CARD, '"escargot"', '"inconnu"')}
    settings.CONTENT_DIR, settings.ILLUSTRATIONS_DIR = write_catalogue(tmp_path, changes)

    with pytest.raises(CommandError) as refused:
        call_command("load_content", check=check)

    assert [line.partition(" : ")[0] for line in str(refused.value).splitlines()] == [
        "fixtures/fr/terms/reseau.toml, racine",
        "fixtures/fr/cards/smartphones.toml, picture.name",
    ]
    assert not any(everything().values())
