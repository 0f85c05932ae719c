"""What the printing tests share: two small pictures and a way to look into a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from printing.text import BOLD, REGULAR, width_of

TABLET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><g stroke="#1D1B2E" stroke-width="3"'
    ' stroke-linejoin="round"><rect x="22" y="10" width="52" height="74" rx="7" fill="#FBF7EF"/>'
    '<rect x="29" y="19" width="38" height="50" fill="#2B5AC0"/></g></svg>'
)
SNAIL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><g fill="none" stroke="#1D1B2E" stroke-width="3">'
    '<path d="M8 80h66c9 0 14-6 14-14V50" fill="#F2B705"/><circle cx="40" cy="52" r="26" fill="#2F7D46"/></g></svg>'
)
NAUGHTY = (
    "Renard 🦊👩‍👩‍👧 rusé",
    "x" * 200,
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "Tom & Léa &amp; <b>",
    "</b><br/></para>",
    "\x00\u202e\ud800 œuf",
    "",
)


@dataclass(frozen=True)
class Printed:
    """A PDF as a reader sees it."""

    content: bytes

    @property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.content))

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self.reader.pages)

    @property
    def flat(self) -> str:
        """The text without the spaces, the boxes and the line ends that wrapping may add."""
        return "".join(self.text.split()).replace("□", "")

    @property
    def sizes(self) -> set[float]:
        """The letter sizes found in the page, in points."""
        found: set[float] = set()

        def note(text: str, _cm: list[float], matrix: list[float], _font: object, size: float) -> None:
            if text.strip():
                found.add(round(size * abs(matrix[3]), 1))

        for page in self.reader.pages:
            page.extract_text(visitor_text=note)
        return found

    @property
    def fonts(self) -> dict[str, bool]:
        """Every font of the document, forms included, and whether its file is inside."""
        found: dict[str, bool] = {}
        for candidate in range(1, len(self.reader.xref[0]) + 1):
            thing = self.reader.get_object(candidate)
            if isinstance(thing, dict) and thing.get("/Type") == "/Font":
                descriptor = thing.get("/FontDescriptor")
                found[str(thing["/BaseFont"])] = bool(descriptor) and "/FontFile2" in descriptor.get_object()
        return found

    def texts_outside(self, left: float, right: float) -> list[str]:
        """The pieces of text that start before the left margin or end after the right one."""
        outside: list[str] = []

        def note(text: str, cm: list[float], matrix: list[float], font: dict[str, str], size: float) -> None:
            line = text.strip()
            if not line or "\n" in line:
                return
            x = matrix[4] * cm[0] + cm[4]
            name = BOLD if "Bold" in font["/BaseFont"] else REGULAR
            end = x + width_of(line, name, size * matrix[0]) * cm[0]
            if not (left <= x and end <= right + 1):
                outside.append(line)

        for page in self.reader.pages:
            page.extract_text(visitor_text=note)
        return outside


@pytest.fixture
def tablet(tmp_path: Path) -> Path:
    path = tmp_path / "tablet.svg"
    path.write_text(TABLET, encoding="utf-8")
    return path


@pytest.fixture
def snail(tmp_path: Path) -> Path:
    path = tmp_path / "snail.svg"
    path.write_text(SNAIL, encoding="utf-8")
    return path


@pytest.fixture
def printed() -> type[Printed]:
    return Printed


@pytest.fixture(params=NAUGHTY, ids=["emoji", "long", "script", "formula", "ampersand", "tags", "controls", "empty"])
def naughty(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def survivor(naughty: str) -> str:
    """What must still be readable of a naughty text, without its spaces."""
    known = {"Renard": "Renard", "xxxx": "x" * 20, "<script": "<script>alert(1)</script>", "=cmd": "=cmd|'/Ccalc'!A0"}
    known |= {"Tom": "Tom&Léa&amp;<b>", "</b>": "</b><br/></para>", "\x00": "œuf"}
    return next((words for start, words in known.items() if naughty.startswith(start)), "")
