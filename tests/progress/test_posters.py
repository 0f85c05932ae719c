"""The posters of a class and of a school say what still runs, and what the forms let people type."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from common.actions import ActionLevel
from printing.poster import Reach
from progress.forms import MOST_RUNNING, AdoptionForm, CommitmentForm
from progress.models import Commitment
from tests.printing import test_printing_poster as limits
from tests.world import (
    make_adoption,
    make_classroom,
    make_commitment,
    make_coordinator,
    make_school,
    make_school_commitment,
    teacher_of,
)


def words(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("page", ["classroom_poster", "classroom_poster_a4"])
def test_the_poster_of_a_class_says_what_still_runs(client, content, page):
    classroom = make_classroom(label="P5 B")
    make_commitment(classroom, "Nous réparons.", carried_by="l’équipe tri")
    make_commitment(classroom, "Nous avons fini.", made_on=localdate() - timedelta(weeks=5))
    Commitment.objects.filter(text="Nous avons fini.").update(
        reviewed_on=localdate(), outcome="tenu", next_step="arreter"
    )
    client.force_login(teacher_of(classroom))

    said = words(client.get(reverse(page, args=[classroom.pk])))

    expected = ("P5 B", "Nous réparons.", "l’équipe tri", "interpersonnel", "Nous avons fini.", "Adulte")
    assert [part in said for part in expected] == [True, True, True, True, False, False]


def test_the_poster_of_a_school_says_since_when_the_charter_is_its_own(client, content):
    school = make_school(name="École du Beffroi")
    make_school_commitment(school, "Nous gardons les ordinateurs huit ans.")
    make_adoption(school, adopted_by="le conseil de participation")
    client.force_login(make_coordinator(school))

    said = words(client.get(reverse("school_poster", args=[school.key])))

    expected = ("École du Beffroi", "Nous gardons les ordinateurs huit ans.", "par le conseil de participation")
    assert [part in said for part in expected] == [True, True, True]


@pytest.mark.parametrize("page", ["classroom_poster", "classroom_poster_a4"])
def test_a_class_without_promises_gets_its_frame_to_write_in(client, content, page):
    classroom = make_classroom()
    client.force_login(teacher_of(classroom))

    response = client.get(reverse(page, args=[classroom.pk]))

    assert response.status_code == 200
    assert "Nos prénoms" in words(response)


def test_the_poster_knows_every_level_of_action():
    assert {reach.value for reach in Reach} == {level.value for level in ActionLevel}


def test_the_poster_is_proved_up_to_what_the_forms_accept(db):
    fields = CommitmentForm(lines=()).fields

    assert (MOST_RUNNING, fields["text"].max_length, fields["carried_by"].max_length) == (
        limits.MOST,
        limits.LONGEST,
        limits.LONGEST_GROUP,
    )
    assert AdoptionForm(lines=()).fields["adopted_by"].max_length == 80
