"""The page of a criterion: what a school declares of it, or what is counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from label.assessing import declared_by
from label.models import Declaration
from schools.models import SchoolYear
from tests.label.dossiers import make_declaration, make_evidence, make_finished_review, picture, this_year, upload
from tests.plain import links, press, words
from tests.progress.test_queries import COUNTS, measured
from tests.world import PASSWORD, make_classroom, make_coordinator, make_school, make_teacher

GOOD = {
    "points": "2",
    "text": "Une équipe de trois adultes et six élèves.",
    "dated_on": "",
    "link": "https://ecole.example.org/charte",
}


@pytest.fixture
def school(db, client, pieces):
    school = make_school()
    client.force_login(make_coordinator(school))
    return school


def address(school, code="A1"):
    return reverse("criterion_page", args=[school.key, code])


def declare(client, school, code="A1", **typed):
    given = GOOD | {"dated_on": localdate().isoformat()} | typed
    return client.post(address(school, code), given)


def test_a_school_declares_a_criterion_and_saving_again_corrects_it(client, school):
    declare(client, school)
    page = declare(client, school, points="3", text="Elle se réunit deux fois.", link="")

    declaration = Declaration.objects.get()
    assert page.status_code == 302
    assert (declaration.school, declaration.year_id, declaration.code) == (school, this_year(), "A1")
    assert (declaration.points, declaration.text, declaration.link) == (3, "Elle se réunit deux fois.", "")


def test_the_page_shows_the_rule_the_steps_and_what_was_saved(client, school):
    make_declaration(school, text="Trois adultes, six élèves.")

    page = client.get(address(school))

    form = page.context["form"]
    assert form["points"].value() == 2
    assert [int(value) for value, _words in form.fields["points"].choices] == [0, 1, 2, 3]
    assert "Pas encore" in page.text
    assert "Trois adultes, six élèves." in page.text
    assert page.context["spec"].rule in words(page)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"points": ""}, "points"),
        ({"points": "4"}, "points"),
        ({"points": "-1"}, "points"),
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": "x" * 3001}, "text"),
        ({"dated_on": ""}, "dated_on"),
        ({"dated_on": "hier"}, "dated_on"),
        ({"dated_on": "2999-01-01"}, "dated_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://ecole.example.org/"}, "link"),
        ({"link": "data:text/html,x"}, "link"),
        ({"link": "https://" + "x" * 300 + ".be"}, "link"),
        ({"text": "a\x00b"}, "text"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(client, school, typed, field):
    given = GOOD | {"dated_on": localdate().isoformat()} | typed

    page = client.post(address(school), given)

    form = page.context["form"]
    assert page.status_code == 422
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in given} == given
    assert not Declaration.objects.exists()


def test_the_oldest_day_is_the_first_of_the_school_year_before(client, school):
    first = SchoolYear(start=this_year() - 1).first_day

    pages = [declare(client, school, dated_on=day.isoformat()) for day in (first, first - timedelta(days=1))]

    assert [page.status_code for page in pages] == [302, 422]


def test_not_yet_is_an_answer_that_needs_no_words(client, school):
    page = declare(client, school, points="0", text="", dated_on="", link="")

    assert page.status_code == 302
    assert Declaration.objects.get().points == 0


def test_an_address_without_its_scheme_is_taken_as_a_safe_one(client, school):
    declare(client, school, link="ecole.example.org/charte")

    assert Declaration.objects.get().link == "https://ecole.example.org/charte"


def test_line_ends_count_for_one_sign(client, school):
    page = declare(client, school, text="\r\n".join(["x" * 9] * 300))

    assert page.status_code == 302
    assert len(Declaration.objects.get().text) == 2999


def test_naughty_words_stay_words(client, school):
    naughty = "<script>alert(1)</script> {{ x }} 🐌 O’Neil"
    declare(client, school, text=naughty)

    page = client.get(address(school))

    assert "<script>alert" not in page.text
    assert page.context["form"]["text"].value() == naughty


def test_last_year_is_taken_up_again_with_its_files_once_it_was_looked_at(client, school):
    before = make_declaration(school, start=this_year() - 1, text="L’an dernier.", dated_on=date(this_year(), 1, 15))
    for name in ("a", "b"):
        make_evidence(before, f"{name}.png", picture("PNG", colour={"a": "red", "b": "blue"}[name]))
    first = client.get(address(school))

    again = client.get(f"{address(school)}?reprise=oui")
    unwritten = Declaration.objects.filter(year=this_year()).exists()
    kept = str(before.evidence.get(name="a.png").pk)
    saved = press(client, again, "save", kept=kept)

    now = Declaration.objects.get(year=this_year())
    assert "?reprise=oui" in links(first)
    assert again.context["form"]["text"].value() == "L’an dernier."
    assert unwritten is False
    assert (now.text, now.points, now.dated_on) == (before.text, before.points, before.dated_on)
    assert [row.name for row in now.evidence.all()] == ["a.png"]
    assert saved.context["may_take_up"] is False


def test_last_year_s_files_survive_a_mistake(client, school):
    before = make_declaration(school, start=this_year() - 1, dated_on=date(this_year(), 1, 15))
    piece = make_evidence(before)
    given = GOOD | {"dated_on": "2999-01-01", "kept": [str(piece.pk)], "proofs": upload("x.png", picture("PNG"))}

    wrong = client.post(f"{address(school)}?reprise=oui", given)
    right = press(client, wrong, "save", dated_on=localdate().isoformat())

    names = {row.name for row in Declaration.objects.get(year=this_year()).evidence.all()}
    assert right.status_code == 200
    assert names == {"charte.pdf", "x.png"}


def test_the_files_of_another_school_cannot_be_taken_up(client, school):
    make_declaration(school, start=this_year() - 1)
    foreign = make_evidence(make_declaration(make_school(), start=this_year() - 1))

    page = declare(client, school, kept=[str(foreign.pk)])

    assert page.status_code == 302
    assert not Declaration.objects.get(school=school, year=this_year()).evidence.exists()


def test_a_declaration_without_a_proof_says_what_it_lacks(client, school):
    make_declaration(school)

    page = client.get(address(school))

    assert "Sans pièce ni lien, une déclaration ne rapporte aucun point" in words(page)


def test_what_is_declared_is_what_the_label_reads(client, school):
    declare(client, school, link="", proofs=upload("photo.png", picture("PNG")))

    declared = declared_by(school, year=this_year())["A1"]

    assert (declared.points, declared.is_proved) == (2, True)
    assert [piece.name for piece in declared.pieces] == ["photo.png"]


def test_another_school_s_question_stands_beside_the_declaration(client, school):
    make_declaration(school)
    make_finished_review(school, make_coordinator(), "question", "Qui anime les réunions ?")

    page = client.get(address(school))

    assert "Qui anime les réunions ?" in page.text
    assert page.text.count("data-note") == 1


def test_a_counted_criterion_shows_its_classes_and_what_brings_the_next_point(client, school):
    make_classroom(make_teacher(school))

    page = client.get(address(school, "C1"))

    assert page.status_code == 200
    assert page.context["judged"].measure.denominator == 1
    assert page.context["next_point"].sentence in page.text
    assert not page.context["judged"].spec.is_declared


def test_a_counted_criterion_cannot_be_declared(client, school):
    page = declare(client, school, "C1")

    assert page.status_code == 200
    assert not Declaration.objects.exists()


def test_what_was_typed_when_the_sign_in_had_expired_is_offered_again(client, school):
    client.logout()
    refused = declare(client, school, text="Écrit trop tard 🐌", proofs=upload())
    coordinator = make_coordinator(school)
    coordinator.set_password(PASSWORD)
    coordinator.save()

    typed = {"username": coordinator.email, "password": PASSWORD, "next": refused["Location"].partition("?next=")[2]}
    page = client.post("/connexion/", typed, follow=True)

    assert page.context["form"]["text"].value() == "Écrit trop tard 🐌"
    assert not Declaration.objects.exists()


def test_a_code_that_the_grid_has_not_is_missing(client, school):
    assert client.get(address(school, "Z9")).status_code == 404


@pytest.mark.parametrize("count", COUNTS)
def test_the_page_costs_the_same_for_many_files(client, school, count):
    declaration = make_declaration(school)
    for number in range(count):
        make_evidence(declaration, f"{number}.png", picture("PNG", (20 + number, 20)))

    page, queries = measured(client.get, address(school))

    assert page.text.count("data-piece") == count
    assert queries == 8
