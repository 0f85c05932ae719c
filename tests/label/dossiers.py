"""Plain factories for what a school declares, proves, has read and plans."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image

from common.uploads import safe_file
from label.evidence import add_evidence
from label.grid import read_grid
from label.models import ActionPlan, Declaration, Evidence, PlanAction, Review
from label.planning import add_action, first_day, save_plan
from label.reviewing import finish_review, invite_review, start_review, write_note
from label.services import save_declaration
from schools.models import School, SchoolYear, User

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def this_year() -> int:
    return SchoolYear.objects.current().start


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "teal", **saved) -> bytes:
    """Draw a picture of one colour."""
    drawn = BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind, **saved)
    return drawn.getvalue()


def packed(**parts: str) -> bytes:
    """Pack parts into a zip; in a name, two underscores stand for a slash."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def odt() -> bytes:
    return packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<text/>"})


def docx(kind: str = DOCX_TYPE, **parts: str) -> bytes:
    return packed(**{"[Content_Types].xml": f'<Override ContentType="{kind}"/>', "word__document.xml": "<w/>"}, **parts)


def upload(name: str = "charte.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_declaration(school: School, code: str = "A1", *, start: int | None = None, **fields) -> Declaration:
    """Let a school claim two points for a criterion, today."""
    given = {"points": 2, "text": "Une équipe se réunit.", "dated_on": localdate(), "link": "", "author": None} | fields
    return save_declaration(school=school, start=start or this_year(), code=code, **given)


def make_evidence(declaration: Declaration, name: str = "charte.pdf", content: bytes = PDF) -> Evidence:
    """Prove a declaration by a file."""
    return add_evidence(declaration=declaration, file=safe_file(upload(name, content)), author=None)


def make_invitation(school: School) -> tuple[Review, str]:
    """Let a school ask for a reading; give it with the secret of its link."""
    return invite_review(school=school, start=this_year(), author=None)


def make_review(school: School, reviewer: User) -> Review:
    """Let somebody who coordinates one other school have started a reading."""
    review, _token = make_invitation(school)
    start_review(review=review, reviewer=reviewer, school=School.objects.coordinated_by(reviewer).get())
    review.refresh_from_db()
    return review


def note_all(review: Review, verdict: str = "d-accord", comment: str = "") -> None:
    """Let the reader say the same of every claim."""
    for code in Declaration.objects.filter(school=review.school, points__gt=0).values_list("code", flat=True):
        write_note(review=review, code=code, verdict=verdict, comment=comment)


def make_finished_review(school: School, reviewer: User, verdict: str = "d-accord", comment: str = "") -> Review:
    """Let another school have read everything, to the end."""
    review = make_review(school, reviewer)
    note_all(review, verdict, comment)
    finish_review(review=review, grid=read_grid("fr"))
    review.refresh_from_db()
    return review


def make_plan(school: School, start: int | None = None, **fields) -> ActionPlan:
    """Let a school have begun a plan."""
    given = {"state_of_play": "Trente ordinateurs.", "aims": "Les garder huit ans.", "author": None} | fields
    return save_plan(school=school, start=start or this_year(), **given)


def make_action(plan: ActionPlan, text: str = "Inventorier les ordinateurs.", **fields) -> PlanAction:
    """Put an action into a plan, due on its first day unless another one is given."""
    given = {"axis": "F", "indicator": "La liste est affichée.", "carried_by": "l’économat"} | fields
    due_on: date = given.pop("due_on", first_day(plan))
    return add_action(plan=plan, text=text, due_on=due_on, **given)


def make_dossier(school: School, reader: User) -> Review:
    """Let a school have declared, proved, planned and been read once; give the reading that goes on."""
    declaration = make_declaration(school)
    make_evidence(declaration, "réunion.png", picture("PNG"))
    make_finished_review(school, reader, "question", "Qui anime les réunions ?")
    make_action(make_plan(school), due_on=localdate())
    return make_review(school, reader)
