"""The self-training as a whole: progress that belongs to one person, the short course and the certificate."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from schools.models import User
from sequences.models import Module, ModuleRecord
from sequences.training import competences_of, course_of, record_module
from tests.plain import links, tree, words
from tests.world import make_teacher, make_user

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)


@pytest.fixture
def module(content) -> Module:
    return Module.objects.published().get(key="pourquoi-enseigner")


def finish_all(user, *, but: int = 0) -> None:
    for module in Module.objects.published()[but:]:
        record_module(user=user, module=module, right=1, asked=6, day=MONDAY)


def test_a_module_done_twice_keeps_its_first_day_and_its_best_result(module):
    teacher = make_teacher()

    for day, right in ((MONDAY, 3), (TUESDAY, 5), (TUESDAY, 2), (TUESDAY, 5)):
        record_module(user=teacher, module=module, right=right, asked=6, day=day)

    assert list(ModuleRecord.objects.values_list("user", "module", "right", "asked", "finished_on")) == [
        (teacher.pk, module.pk, 5, 6, MONDAY)
    ]


def test_the_best_result_is_the_best_share_when_the_questions_have_changed(module):
    teacher = make_teacher()
    record_module(user=teacher, module=module, right=4, asked=4, day=MONDAY)

    record = record_module(user=teacher, module=module, right=5, asked=6, day=TUESDAY)

    assert (record.right, record.asked) == (4, 4)


def test_progress_belongs_to_one_person(module):
    teacher, colleague = make_teacher(), make_teacher()

    record_module(user=teacher, module=module, right=1, asked=6)

    assert [course_of(person).done for person in (teacher, colleague, None)] == [1, 0, 0]


def test_a_course_without_modules_is_never_complete(db):
    assert not course_of(make_teacher()).is_complete


def test_the_course_is_complete_when_every_module_is_finished(content):
    teacher = make_teacher()

    finish_all(teacher, but=1)
    before = course_of(teacher)
    finish_all(teacher)
    after = course_of(teacher)

    assert (before.is_complete, after.is_complete) == (False, True)
    assert [line.module.number for line in before.missing] == [1]


def test_competences_come_by_dimension_from_the_sequences_of_the_modules(module):
    found = competences_of([module.spec])

    codes = [code for _dimension, codes in found for code in codes]
    assert codes
    assert len(codes) == len(set(codes))
    assert all(codes == sorted(codes) for _dimension, codes in found)


def test_the_six_modules_say_their_length_and_what_they_lead_to(client, content):
    page = client.get(reverse("training"))

    modules = tree(page).xpath("//*[@data-module]")
    specs = [row.spec for row in Module.objects.published()]
    assert len(modules) == len(specs) == 6
    for shown, spec in zip(modules, specs, strict=True):
        text = " ".join(shown.text_content().split())
        assert f"{spec.minutes} min" in text
        assert shown.xpath("count(.//li)") == len(spec.aims)
    assert reverse("certificate") not in links(page)


def test_the_training_is_reached_from_every_foot_and_from_the_classes(client, content):
    client.force_login(make_teacher())

    page = client.get(reverse("home"), follow=True)

    assert tree(page).get_element_by_id("training").get("href") == reverse("training")
    assert reverse("training") in tree(page).xpath("//footer//a/@href")


@pytest.mark.parametrize("done", [0, 1, 2])
def test_progress_is_told_in_the_right_number(client, content, done):
    teacher = make_teacher()
    finish_all(teacher, but=6 - done)
    client.force_login(teacher)

    page = client.get(reverse("training"))

    expected = "modules terminés sur 6" if done > 1 else "module terminé sur 6"
    assert f"{done} {expected}" in words(page)


@pytest.mark.parametrize("done", [1, 3])
def test_the_training_costs_the_same_however_much_was_done(client, content, django_assert_num_queries, done):
    teacher = make_teacher()
    finish_all(teacher, but=6 - done)
    client.force_login(teacher)
    client.get(reverse("training"))

    with django_assert_num_queries(5):
        client.get(reverse("training"))


def test_the_short_course_says_every_module_in_brief(client, content):
    page = client.get(reverse("training_brief"))

    titles = [f"{row.number}. {row.title}" for row in Module.objects.published()]
    assert [" ".join(title.text_content().split()) for title in tree(page).iter("h2")] == [
        " ".join(title.split()) for title in titles
    ]
    assert reverse("training_brief_pdf") in links(page)


def test_the_short_course_prints_every_module(client, content):
    response = client.get(reverse("training_brief_pdf"))

    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())
    assert response["Content-Type"] == "application/pdf"
    assert [row.key for row in Module.objects.published() if "".join(row.title.split()) not in text] == []


def test_the_certificate_says_who_did_what_and_when(client, content):
    teacher = make_user()
    User.objects.filter(pk=teacher.pk).update(name="Ève Łukasiewicz")
    finish_all(teacher)
    client.force_login(teacher)

    response = client.get(reverse("certificate"))

    reader = PdfReader(BytesIO(response.content), strict=True)
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert (response.status_code, response["Content-Type"], len(reader.pages)) == (200, "application/pdf", 1)
    assert [said in text for said in ("ÈveŁukasiewicz", "9novembre2026")] == [True, True]
    assert [row.key for row in Module.objects.published() if "".join(row.title.split()) not in text] == []


def test_somebody_who_is_not_done_learns_which_modules_are_missing(client, content):
    teacher = make_teacher()
    finish_all(teacher, but=2)
    client.force_login(teacher)

    page = client.get(reverse("certificate"), follow=True)

    told = " ".join(str(message) for message in page.context["messages"])
    assert page.redirect_chain == [(reverse("training"), 302)]
    assert [row.title in told for row in Module.objects.published()] == [True, True, False, False, False, False]


def test_nobody_gets_a_certificate_without_signing_in(client, content):
    page = client.get(reverse("certificate"), follow=True)

    assert page.redirect_chain == [(reverse("training"), 302)]
    assert "connectez-vous" in words(page)


def test_nobody_is_certified_for_modules_that_are_not_there(client, db):
    client.force_login(make_teacher())

    page = client.get(reverse("certificate"), follow=True)

    assert page.redirect_chain == [(reverse("training"), 302)]
    assert "pas encore chargés" in words(page)
