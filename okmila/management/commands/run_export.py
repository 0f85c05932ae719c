"""`manage.py run_export [FEDERATION] [--day DAY]`"""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from label.federation_export import ask_export, digest_of, progress_of, write_lines
from label.models import FederationExport
from schools.models import Organisation

BAR_SIGNS = 30
SECONDS_BETWEEN = {True: 0.2, False: 10.0}
"""How often the bar is drawn: on a terminal, or in the file that keeps what a nightly run says."""


class Command(BaseCommand):
    """Brings a federation's export to its end, from wherever it stands."""

    help = (
        "Mène à son terme l’export d’une fédération, ou tous ceux qui attendent, en reprenant où il s’était arrêté ; "
        "à lancer dans une console ou chaque nuit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "federation", nargs="?", help="clé de la fédération, dont un export est commencé si aucun n’attend"
        )
        parser.add_argument("--day", type=date.fromisoformat, help="jour de l’état, comme 2026-11-23 ; aujourd’hui")

    def handle(self, *_args: Any, **options: Any) -> str:
        return "\n".join(self._run(export) for export in _exports(options["federation"], options["day"]))

    def _run(self, export: FederationExport) -> str:
        start = progress_of(export)
        bar = _Bar(self.stderr, start.done, start.total)
        for _school in write_lines(export):
            bar.step()
        bar.end()
        export.refresh_from_db()
        return f"{export.organisation.key}, {export.as_of} : {export.total} écoles, sha256 {digest_of(export)}"


def _exports(key: str | None, day: date | None) -> list[FederationExport]:
    """Give the exports to finish: a federation's, or all that wait."""
    if key is None:
        return list(FederationExport.objects.unfinished().select_related("organisation"))
    organisation = Organisation.objects.filter(key=key).first()
    if organisation is None:
        raise CommandError(f"Aucune fédération n’a la clé « {key} ».")
    return [ask_export(organisation=organisation, day=day)]


class _Bar:
    """A bar with the time left, at the pace of this run."""

    def __init__(self, out: OutputWrapper, done: int, total: int) -> None:
        self.out, self.total, self.start, self.done = out, total, done, done
        self.begun = self.drawn = time.monotonic()

    def step(self) -> None:
        self.done += 1
        if time.monotonic() - self.drawn >= SECONDS_BETWEEN[self.out.isatty()]:
            self.drawn = time.monotonic()
            self._draw()

    def _draw(self) -> None:
        left = (self.drawn - self.begun) / (self.done - self.start) * (self.total - self.done)
        full = BAR_SIGNS * self.done // max(self.total, 1)
        words = f"[{'#' * full:<{BAR_SIGNS}}] {self.done}/{self.total}, encore {left // 60:.0f} min {left % 60:02.0f} s"
        self.out.write(words, ending="\r" if self.out.isatty() else "\n")

    def end(self) -> None:
        if self.out.isatty():
            self.out.write("")
