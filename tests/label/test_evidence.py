"""Files that prove a declaration: kept once, within a quota, taken away and put back, handed out as downloads."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

from common.upload_limits import LARGEST_FILE, LARGEST_REQUEST
from common.uploads import Refused
from label.evidence import MOST_PIECES, meter_of, remove_evidence, restore_evidence, sweep_evidence
from label.models import Declaration, Evidence
from tests.label.dossiers import PDF, make_declaration, make_evidence, odt, picture, this_year, upload
from tests.world import make_coordinator, make_school

STORED_LATER = timedelta(days=2)


@pytest.fixture
def school(db, client, pieces):
    school = make_school()
    client.force_login(make_coordinator(school))
    return school


def stored(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def send(client, school, *uploads, code="A1", **typed):
    given = {"points": "1", "text": "Une équipe se réunit.", "dated_on": "", "link": ""} | typed
    given["dated_on"] = given["dated_on"] or now().date().isoformat()
    return client.post(reverse("criterion_page", args=[school.key, code]), given | {"proofs": list(uploads)})


def test_the_good_files_of_a_batch_are_kept_and_the_bad_ones_named(client, school):
    page = send(client, school, upload("charte.pdf"), upload("virus.exe", b"MZ"), upload("trop.odt", odt()[:-9]))

    said = page.context["form"].errors["proofs"]
    assert page.status_code == 422
    assert [sentence.split("\u00a0:")[0] for sentence in said] == ["«\u00a0virus.exe\u00a0»", "«\u00a0trop.odt\u00a0»"]
    assert list(Evidence.objects.values_list("name", flat=True)) == ["charte.pdf"]
    assert page.context["form"]["text"].value() == "Une équipe se réunit."
    assert Declaration.objects.get().points == 1


def test_good_files_are_kept_even_when_the_words_are_not_and_no_word_is_lost(client, school):
    page = send(client, school, upload(), dated_on="2999-01-01")

    declaration = Declaration.objects.get()
    assert (declaration.points, declaration.text) == (0, "")
    assert declaration.evidence.count() == 1
    assert "Une équipe se réunit." in page.text
    assert "charte.pdf" in page.text
    assert list(page.context["form"].errors) == ["dated_on"]


def test_a_file_too_large_is_named_and_the_rest_of_the_form_is_read(client, school, pieces):
    page = send(client, school, upload("film.pdf", PDF + bytes(LARGEST_FILE)), upload("charte.pdf"))

    assert "film.pdf" in page.context["form"].errors["proofs"][0]
    assert "dépasse 10" in page.context["form"].errors["proofs"][0]
    assert page.context["form"]["text"].value() == "Une équipe se réunit."
    assert [row.name for row in Evidence.objects.all()] == ["charte.pdf"]


def test_a_request_without_end_is_not_read_to_its_end(client, school):
    boundary = "frontiere"
    fields = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\nUne équipe.\r\n--{boundary}\r\n'
        'Content-Disposition: form-data; name="proofs"; filename="film.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    body = BytesIO(fields.encode() + bytes(LARGEST_FILE * 4))
    announced = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={boundary}",
        "CONTENT_LENGTH": str(LARGEST_REQUEST + 1),
        "wsgi.input": body,
    }

    page = client.generic("POST", reverse("criterion_page", args=[school.key, "A1"]), **announced)

    assert "film.pdf" in page.context["form"].errors["proofs"][0]
    assert page.context["form"]["text"].value() == "Une équipe."
    assert body.tell() < LARGEST_FILE * 2


def test_a_page_that_takes_files_still_refuses_forged_requests(school):
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(make_coordinator(school))

    page = send(forger, school, upload())

    assert page.status_code == 403
    assert not Evidence.objects.exists()


def test_the_same_file_twice_on_a_declaration_is_one(client, school, pieces):
    send(client, school, upload("a.pdf"), upload("b.pdf"))
    send(client, school, upload("c.pdf"))

    assert [row.name for row in Evidence.objects.all()] == ["a.pdf"]
    assert len(stored(pieces)) == 1


def test_the_same_file_on_two_declarations_is_stored_and_counted_once(school, pieces):
    for code in ("A1", "A2"):
        make_evidence(make_declaration(school, code))

    assert len(stored(pieces)) == 1
    assert meter_of(school).used == len(PDF)


def test_two_schools_never_share_a_stored_file(school, pieces):
    for owner in (school, make_school()):
        make_evidence(make_declaration(owner))

    assert len(stored(pieces)) == 2


@pytest.mark.parametrize(("room", "kept"), [(0, True), (-1, False)])
def test_the_quota_is_exact_and_its_refusal_says_what_to_do(school, settings, room, kept):
    declaration = make_declaration(school)
    make_evidence(declaration)
    settings.EVIDENCE_QUOTA = len(PDF) * 2 + 1 + room

    try:
        make_evidence(declaration, "autre.pdf", PDF + b"\n")
        said = ""
    except Refused as refused:
        said = str(refused)

    assert bool(said) is not kept
    assert ("Retirez une pièce" in said) is not kept
    assert declaration.evidence.count() == 1 + kept


def test_the_meter_says_how_full_it_is(client, school, settings):
    settings.EVIDENCE_QUOTA = len(PDF) * 4
    make_evidence(make_declaration(school))

    page = client.get(reverse("criterion_page", args=[school.key, "A1"]))

    assert meter_of(school).share == 25
    assert 'class="meter-used" width="25"' in page.text
    assert "Place prise par les pièces de l’école" in page.text


def test_a_declaration_takes_a_few_files_and_then_says_so(client, school):
    batch = [upload(f"{number}.pdf", PDF + str(number).encode()) for number in range(MOST_PIECES + 1)]

    page = send(client, school, *batch)
    again = send(client, school, upload("x.pdf", PDF + b"x"))

    assert Evidence.objects.count() == MOST_PIECES
    assert "au plus à la fois" in page.context["form"].errors["proofs"][0]
    assert "déjà 8 pièces" in again.context["form"].errors["proofs"][0]


def test_a_file_is_taken_away_and_put_back(client, school):
    evidence = make_evidence(make_declaration(school))
    shown = []

    for act in ("evidence_remove", "evidence_restore"):
        page = client.post(reverse(act, args=[school.key, evidence.pk]), follow=True)
        shown.append(page.text.count("data-piece"))

    assert shown == [0, 1]


def test_a_file_added_again_after_its_removal_is_not_doubled_by_the_undo(school):
    declaration = make_declaration(school)
    first = remove_evidence(evidence=make_evidence(declaration))

    again = make_evidence(declaration)
    restore_evidence(evidence=first)

    assert declaration.evidence.standing().get() == again


def test_a_removed_file_leaves_the_disk_after_a_month_unless_something_else_points_at_it(
    school, pieces, django_capture_on_commit_callbacks
):
    alone = make_evidence(make_declaration(school, "A1"), content=PDF + b"seule")
    shared = make_evidence(make_declaration(school, "A2"))
    make_evidence(make_declaration(school, "A3"))
    young = make_evidence(make_declaration(school, "B3"), content=PDF + b"jeune")
    for row, days in ((alone, 31), (shared, 31), (young, 29)):
        row.removed_at = now() - timedelta(days=days)
        row.save()

    with django_capture_on_commit_callbacks(execute=True):
        sweep_evidence()

    assert set(Evidence.objects.values_list("declaration__code", flat=True)) == {"A3", "B3"}
    assert len(stored(pieces)) == 2


def test_what_is_taken_away_never_fills_more_than_the_room_once_again(
    school, settings, pieces, django_capture_on_commit_callbacks
):
    settings.EVIDENCE_QUOTA = 200
    declaration = make_declaration(school)

    with django_capture_on_commit_callbacks(execute=True):
        for number in range(9):
            remove_evidence(evidence=make_evidence(declaration, content=PDF + str(number).encode()))

    on_disk = sum(path.stat().st_size for path in pieces.rglob("*") if path.is_file())
    assert on_disk <= 200 + len(PDF) + 1


def test_a_stored_file_that_no_row_knows_goes_after_a_day(school, pieces, monkeypatch):
    kept = make_evidence(make_declaration(school))
    storages["evidence"].save("9/zz/perdu.pdf", upload())

    fresh = sweep_evidence()
    monkeypatch.setattr("label.evidence.now", lambda: now() + STORED_LATER)
    old = sweep_evidence()

    assert (fresh, old) == (0, 1)
    assert stored(pieces) == [kept.file.name.rpartition("/")[2]]


def test_a_file_half_written_by_a_crash_is_written_again(school, pieces):
    evidence = make_evidence(make_declaration(school))
    (pieces / evidence.file.name).write_bytes(PDF[:9])
    Evidence.objects.all().delete()

    again = make_evidence(make_declaration(school))

    assert (pieces / again.file.name).read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("piège.html", PDF + b"<script>alert(1)</script>"),
        ("charte d’été 🐌.pdf", PDF),
        ("photo.jpg", picture()),
    ],
)
def test_a_file_is_always_a_download_and_runs_nothing(client, school, name, content):
    evidence = make_evidence(make_declaration(school), name, content)

    page = client.get(reverse("evidence_file", args=[school.key, evidence.pk]))

    assert page["Content-Disposition"].startswith("attachment; filename")
    assert (page["Content-Type"], page["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert page["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert page["Cache-Control"] == "no-store"
    assert b"".join(page.streaming_content)


def test_a_thumbnail_is_a_small_picture_and_a_document_has_none(client, school):
    declaration = make_declaration(school)
    photo = make_evidence(declaration, "photo.png", picture("PNG", (900, 300)))
    paper = make_evidence(declaration)

    pages = [client.get(reverse("evidence_thumbnail", args=[school.key, row.pk])) for row in (photo, paper)]

    with Image.open(BytesIO(pages[0].content)) as small:
        assert small.size == (160, 53)
    assert (pages[0]["Content-Type"], pages[1].status_code) == ("image/webp", 404)


def test_a_file_lost_from_the_disk_is_missing_and_not_an_error(client, school, pieces):
    evidence = make_evidence(make_declaration(school))
    (pieces / evidence.file.name).unlink()

    page = client.get(reverse("evidence_file", args=[school.key, evidence.pk]))

    assert page.status_code == 404


@pytest.mark.parametrize("name", ["evidence_file", "evidence_thumbnail", "evidence_remove", "evidence_restore"])
def test_a_file_of_another_school_is_not_there(client, school, name):
    evidence = make_evidence(make_declaration(make_school()), "p.png", picture("PNG"))

    pages = [client.post(reverse(name, args=[key, evidence.pk])) for key in (school.key, evidence.school.key)]

    assert [page.status_code for page in pages] == [404, 404]


def test_files_lie_under_their_fingerprint_and_only_the_server_reads_them(school, pieces):
    evidence = make_evidence(make_declaration(school), "Plan secret.pdf")

    path = pieces / evidence.file.name
    assert path.name == f"{evidence.sha256}.pdf"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert evidence.declaration.year_id == this_year()
