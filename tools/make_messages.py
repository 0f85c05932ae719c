"""Rebuilds the French catalogue: the source is French, so only plurals need an entry (French zero is singular).

Needs gettext (Debian, Ubuntu: apt install gettext). The compiled catalogue is committed, so that nobody else needs it.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "okmila" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"""
PLURAL = re.compile(r'(?:^#, .*\n)?^msgid ((?:".*"\n?)+)msgid_plural ((?:".*"\n?)+)', re.MULTILINE)


def main() -> None:
    """Collect the plurals of templates and code, and compile them."""
    command = [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--no-location", "--no-wrap"]
    subprocess.run([*command, "--ignore", "var", "--ignore", ".venv", "--verbosity", "0"], cwd=ROOT, check=True)
    entries = dict(PLURAL.findall(CATALOGUE.read_text(encoding="utf-8")))
    blocks = [_entry(singular, plural) for singular, plural in sorted(entries.items())]
    CATALOGUE.write_text(HEADER + "\n" + "\n".join(blocks), encoding="utf-8")
    subprocess.run(["msgfmt", "--check", "-o", CATALOGUE.with_suffix(".mo"), CATALOGUE], check=True)


def _entry(singular: str, plural: str) -> str:
    mark = "#, python-format\n" if "%(" in singular + plural or "%d" in singular + plural else ""
    return f"{mark}msgid {singular}msgid_plural {plural}msgstr[0] {singular}msgstr[1] {plural}"


if __name__ == "__main__":
    main()
