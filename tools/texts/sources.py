"""The French of templates and of code: what stands in `translate` tags and in calls of gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("common", "printing", "library", "schools", "quizzes", "sequences", "progress", "label", "okmila")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

_TRANSLATE = re.compile(r"""{%-?\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"{%\s*blocktranslate\b.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9X]+)+")
_TAG = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>")


@dataclass(frozen=True)
class Phrase:
    """One French text of the product's own pages, and the line it stands on."""

    file: str
    line: int
    text: str


def phrases(root: Path = ROOT) -> Iterator[Phrase]:
    """Give every French text of the templates, then of the code."""
    for path in sorted((root / "templates").rglob("*.html")):
        yield from template_phrases(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            yield from code_phrases(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def template_phrases(source: str, file: str) -> Iterator[Phrase]:
    """Give the texts of `translate` and `blocktranslate`; what a variable says is written X."""
    for found in _TRANSLATE.finditer(source):
        yield Phrase(file, source.count("\n", 0, found.start()) + 1, found[1] or found[2] or "")
    for found in _BLOCK.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        for piece in re.split(r"{%\s*plural\s*%}", found[1]):
            text = _TAG.sub(_placeholder, piece).strip()
            if not _FILE_NAME.fullmatch(text):
                yield Phrase(file, line, text)


def _placeholder(found: re.Match[str]) -> str:
    return "" if found[0].startswith("<") else "X"


def code_phrases(source: str, file: str) -> Iterator[Phrase]:
    """Give the texts that the code passes to gettext."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in GETTEXT:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Phrase(file, node.lineno, re.sub(r"%\(\w+\)[sd]|%[sd]|{\w*}", "X", argument.value))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
