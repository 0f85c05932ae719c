"""The dossier: the same bytes for the same facts, in every format, and no pupil in any of them."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from label.assessing import assess
from label.dossier import dossier_files, dossier_of, dossier_zip_of
from label.evidence import add_uploads, remove_evidence
from label.freezing import freeze_state
from label.grid import read_grid
from label.judging import Declared, Piece, judge
from label.models import Declaration, Evidence
from label.recounting import points_that_do_not_follow
from label.schema import SCHEMA
from label.state import facts_of, fingerprint_of
from label.verifying import verify
from progress.school_report import LivedSequence, LivedStep
from schools.models import SchoolYear
from sequences.models import Mode
from tests.label.reports import classroom, day, report, sequence
from tests.world import (
    live_sequence,
    make_assignment,
    make_classroom,
    make_coordinator,
    make_school,
    make_teacher,
    name_pupils,
)

NICKNAMES = ("Zéphyrine-Ondine", "Balthazar-Quentin", "Ximenia-Kalindi")
FORMULA = "=cmd|' /C calc'!A0"
DECLARED = {
    "A1": Declared(
        2, "Une équipe de six.\n\nElle se réunit le mardi 🙂", date(2026, 10, 5), "https://example.org/equipe"
    ),
    "F4": Declared(
        1,
        FORMULA,
        date(2026, 11, 2),
        pieces=(Piece("collecte d’été.pdf", 12, "b" * 64, "pdf"), Piece("point.jpg", 9, "a" * 64, "jpg")),
        verdict="d-accord",
    ),
    "D3": Declared(3, "Une règle écrite.", date(2026, 9, 30)),
}


def facts(school, declared=None) -> str:
    return facts_of(school, judge(school, read_grid("fr"), declared or {}))


def told(school, declared=None):
    return json.loads(facts(school, declared))


def files_of(text: str):
    return dossier_files(text, pieces={}, language="fr")


def lived_by(count: int, label: str = "C"):
    """Make a class that has lived a session with so many pupils present."""
    steps = (LivedStep("a", day(1), Mode.PAPER, count),)
    return classroom(label, LivedSequence("sq", "Séquence", "réseau", frozenset("a"), steps))


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_same_facts_give_the_same_bytes():
    text = facts(report(classroom("P5B", sequence("sq", day(1), day(2))), classroom("P6")), DECLARED)

    assert files_of(text) == files_of(text)


def test_classes_stand_in_the_same_order_whichever_engine_read_them():
    rows = [classroom(label) for label in ("P6", "p5 b", "École 🙂", "P5 B", "5e d’été", "P5 A", "5E", "été")]
    shuffled = random.Random(1).sample(rows, len(rows))

    assert facts(report(*rows)) == facts(report(*shuffled))
    assert [row["classe"] for row in told(report(*shuffled))["classes"]] == sorted(
        (row.label for row in rows), key=lambda label: (label.casefold(), label)
    )


@pytest.mark.parametrize("classes", [(), (classroom("P5B", sequence("sq", day(1), day(2))), classroom("P6"))])
def test_the_facts_follow_their_schema_and_the_points_follow_from_the_facts(classes):
    said = told(report(*classes), DECLARED)

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(said)] == []
    assert points_that_do_not_follow(said) == []


def test_a_fact_that_the_schema_does_not_know_is_told():
    said = told(report(classroom("P6")), DECLARED)
    said["critères"][0]["élèves"] = ["Zoé"]

    assert not Draft202012Validator(SCHEMA).is_valid(said)


def test_a_declaration_counts_once_something_proves_it():
    points = {item["code"]: item["points"] for item in told(report(classroom("P6")), DECLARED)["critères"]}

    assert (points["A1"], points["F4"], points["D3"], points["A2"]) == (2, 1, 0, 0)


def test_files_get_names_of_ours_in_the_order_of_their_fingerprints():
    declared = {item["code"]: item.get("déclaration") for item in told(report(), DECLARED)["critères"]}

    assert [(piece["fichier"], piece["nom"]) for piece in declared["F4"]["pièces"]] == [
        ("pieces/F4-01.jpg", "point.jpg"),
        ("pieces/F4-02.pdf", "collecte d’été.pdf"),
    ]


def test_every_format_says_the_same_points():
    text = facts(report(classroom("P5B", sequence("sq", day(1), day(2), day(3))), classroom("P6")), DECLARED)
    files, said = files_of(text), json.loads(text)

    rows = rows_of(files["criteres.csv"])
    printed = text_of(files["dossier.pdf"])

    points = {item["code"]: item["points"] for item in said["critères"]}
    assert {row[0]: row[6] for row in rows[1:]} == {
        code: "" if earned is None else str(earned) for code, earned in points.items()
    }
    assert fingerprint_of(text) in printed.replace(" ", "")
    assert all(item["titre"] in printed.replace("\xa0", " ") for item in said["critères"] if "’" not in item["titre"])
    assert "Elle se réunit le mardi" in printed


def test_a_school_without_classes_cannot_be_assessed_and_says_so():
    rows = rows_of(files_of(facts(report()))["criteres.csv"])

    assert {(row[4], row[5], row[6]) for row in rows[1:] if row[3] == "calculé"} == {("non évaluable", "", "")}


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (20, 20)])
def test_presences_under_five_are_masked(count, shown):
    presences = told(report(lived_by(count)))["présences"]

    assert (presences["présences"], presences["en tout"]) == ([[shown]], shown)


def test_several_small_sessions_do_not_add_up_to_a_number_that_may_be_told():
    small = classroom("C", *(replace(lived_by(3).sequences[0], key=key) for key in ("sq01", "sq02", "sq03")))

    assert told(report(small))["présences"]["en tout"] is None


def test_no_formula_of_a_school_starts_a_cell():
    rows = rows_of(files_of(facts(report(classroom(FORMULA)), DECLARED))["criteres.csv"])

    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert any(cell == f"'{FORMULA}" for row in rows for cell in row)


def test_a_large_school_prints_on_little():
    rows = [
        classroom(f"Classe {number} de l’école", *(sequence(f"sq{k}", day(k)) for k in range(1, 9)))
        for number in range(40)
    ]

    content = files_of(facts(report(*rows), DECLARED))["dossier.pdf"]

    assert len(content) < 1_500_000


def make_declared_school():
    """Make a school with a class that has lived a sequence, and a declaration with a file."""
    school = make_school()
    classroom = make_classroom(make_teacher(school), headcount=8)
    name_pupils(classroom, NICKNAMES)
    live_sequence(make_assignment(classroom, "sq05"))
    year = SchoolYear.objects.current()
    year.save()
    declaration = Declaration.objects.create(
        school=school, year=year, code="A1", points=2, text="Une équipe.", dated_on=localdate() - timedelta(days=9)
    )
    file = SimpleUploadedFile("équipe.pdf", b"%PDF-1.4\n% une page\n%%EOF\n")
    refused = add_uploads(declaration=declaration, uploads=[file], author=make_coordinator(school))
    assert refused == []
    return school


def today_of(school) -> bytes:
    return dossier_of(school, year=SchoolYear.objects.current().start, as_of=localdate())


def test_a_dossier_is_whole_sealed_and_the_same_twice(content):
    school = make_declared_school()

    first, second = today_of(school), today_of(school)

    verdict = verify(first)
    assert first == second
    assert verdict.is_good, verdict
    assert b"pieces/A1-01.pdf" in first


def test_no_pupil_stands_anywhere_in_a_dossier(content):
    school = make_declared_school()

    files = dossier_files(
        facts_of(*assess(school, year=SchoolYear.objects.current().start, as_of=localdate())), pieces={}, language="fr"
    )

    everything = " ".join(
        [text_of(files["dossier.pdf"]), *(files[name].decode() for name in ("criteres.json", "criteres.csv"))]
    )
    assert not [name for name in NICKNAMES if name in everything]


def test_a_frozen_state_gives_the_same_bytes_after_everything_has_changed(content):
    school = make_declared_school()
    coordinator = make_coordinator(school)
    year = SchoolYear.objects.current().start
    report_, assessment = assess(school, year=year, as_of=localdate())
    state, _new = freeze_state(school=school, report=report_, assessment=assessment, note="", author=coordinator)
    before = dossier_zip_of(state)

    for evidence in Evidence.objects.all():
        remove_evidence(evidence=evidence)
    Declaration.objects.update(text="Autre chose.", points=0)
    live_sequence(make_assignment(make_classroom(make_teacher(school)), "sq08"))

    assert dossier_zip_of(state) == before
    assert today_of(school) != before


def test_the_coordinator_takes_home_what_verifies(client, content):
    school = make_declared_school()
    client.force_login(make_coordinator(school))

    answer = client.get(reverse("dossier", args=[school.key]))

    assert answer["Content-Disposition"].startswith(f'attachment; filename="dossier-{school.key}-')
    assert verify(answer.content).is_good


def test_a_dossier_whose_file_is_lost_says_what_to_do(client, content):
    school = make_declared_school()
    client.force_login(make_coordinator(school))
    evidence = Evidence.objects.get()
    storages["evidence"].delete(evidence.file.name)

    page = client.get(reverse("dossier", args=[school.key]), follow=True)

    assert page.redirect_chain[-1][0] == reverse("school_label", args=[school.key])
    assert "Une pièce de ce dossier n’est plus sur le serveur" in page.text
