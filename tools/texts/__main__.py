"""Checks all French texts, as `make lint` does: `python -m tools.texts [--report FILE]`.

The report holds the readability of every file, and the passages where a number stands without a figure.
"""

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okmila.settings")
django.setup()

from common.text import typeset  # noqa: E402
from okmila.catalogue import Catalogue  # noqa: E402
from okmila.loading import product_catalogue  # noqa: E402
from tools.texts import quantities, readability, spelling, typography  # noqa: E402
from tools.texts.passages import Passage, passages  # noqa: E402
from tools.texts.sources import Phrase, phrases  # noqa: E402

REQUIRED = os.environ.get("OKMILA_REQUIRE") == "all"


def main() -> int:
    """Print what is wrong, one sentence a line, and return 1 when anything is."""
    catalogue = product_catalogue()
    read, own_pages = list(passages(catalogue)), list(phrases())
    if "--report" in sys.argv:
        Path(sys.argv[sys.argv.index("--report") + 1]).write_text(_report(read), encoding="utf-8")
    found = [
        *_bare(catalogue, read),
        *(f"{line.file}, {line.band} : {fault}." for line in readability.report(read) for fault in line.faults()),
        *_typography(read, own_pages),
    ]
    if spelling.install_dictionary():
        found += _spelling(read, own_pages)
    else:
        print(f"hunspell et son dictionnaire français : {spelling.CURE}")
        found += ["L’orthographe n’a pas été vérifiée, et elle est obligatoire ici."] if REQUIRED else []
    print("\n".join(found) if found else "Textes : rien à corriger.")
    return int(bool(found))


def _bare(catalogue: Catalogue, read: list[Passage]) -> Iterator[str]:
    for bare in quantities.unbacked(catalogue, quantities.read_exceptions()):
        if bare.passage.for_pupils:
            yield (
                f"{bare.passage.file}, {bare.passage.place} : « {bare.written} » (…{bare.around}…) n’est dans aucun "
                "chiffre du document ; nommez le chiffre, ou ajoutez une exception motivée."
            )
    for passage in read:
        for wrong in quantities.wrong_sums(passage.text):
            yield f"{passage.file}, {passage.place} : {wrong}."


def _typography(read: list[Passage], own_pages: list[Phrase]) -> Iterator[str]:
    for passage in read:
        for slip in typography.slips(passage.text):
            yield f"{passage.file}, {passage.place} : {slip.advice} (…{slip.around}…)."
    for phrase in own_pages:
        for slip in typography.slips(phrase.text):
            yield f"{phrase.file}:{phrase.line} : {slip.advice} (…{slip.around}…)."


def _spelling(read: list[Passage], own_pages: list[Phrase]) -> list[str]:
    own = spelling.own_words()
    places: dict[str, str] = {}
    for place, text in [
        *((f"{passage.file}, {passage.place}", passage.text) for passage in read),
        *((f"{phrase.file}:{phrase.line}", phrase.text) for phrase in own_pages),
    ]:
        for word in spelling.words_of(text, own):
            places.setdefault(word, place)
    return [
        f"{places[word]} : « {word} » n’est pas au dictionnaire ; corrigez, ou ajoutez-le à tools/mots.txt."
        for word in spelling.unknown_words(places, own)
    ]


def _report(read: list[Passage]) -> str:
    lines = readability.report(read)
    return "\n".join([_INTRO, *_limits(), "", *_table(lines), "", *_exceptions(), ""])


_INTRO = """# Lisibilité des textes lus par les élèves

Page écrite par `make texts` ; ne la modifiez pas à la main. Mesure de Kandel et Moles (1958), l’adaptation française
de Flesch : 207 − 1,015 × mots par phrase − 73,6 × syllabes par mot. Plus le nombre est grand, plus le texte est
facile : 90 et plus, très facile ; 80, facile ; 70, assez facile ; 60, ordinaire. Les syllabes sont celles des motifs
français de Pyphen.

Ne sont mesurés que les textes que les élèves lisent seuls : ni les notes de l’enseignant, ni ce qu’il dit, ni les
titres, ni les règles d’un jeu ouvert aux P1-P2, que l’adulte lit. Sous cent mots, une moyenne ne dit rien : seule la
plus longue phrase compte. Un document pour plusieurs paliers est jugé sur le plus jeune ; l’explication complète d’un
mot et le détail d’un chiffre le sont sur S3-S4.

## Seuils par palier

Les moyennes restent au-dessus de la note « très facile » tant que l’on apprend à lire, puis descendent d’un degré par
cycle, jusqu’à « assez facile » en fin de secondaire, la note d’un journal accessible.
"""


def _limits() -> Iterator[str]:
    yield "| Palier | Aisance, au moins | Mots par phrase, au plus | Plus longue phrase, au plus |"
    yield "|---|---|---|---|"
    for band, limit in readability.LIMITS.items():
        yield f"| {band} | {limit.ease:g} | {limit.mean:g} | {limit.longest} |"


def _table(lines: list[readability.Line]) -> Iterator[str]:
    yield "## Fichier par fichier"
    for kind, group in groupby(lines, key=lambda line: line.file.partition("/")[0]):
        yield f"\n### {kind}\n"
        yield "| Fichier | Palier | Mots | Mots par phrase | Plus longue | Aisance | |"
        yield "|---|---|---|---|---|---|---|"
        for line in group:
            ease = line.ease
            counted = ease.words >= readability.SHORTEST
            numbers = (f"{ease.mean:.1f}".replace(".", ","), f"{ease.score:.0f}") if counted else ("–", "–")
            mark = "à revoir" if any(line.faults()) else ""
            name = line.file.partition("/")[2]
            cells = (name, line.band, ease.words, numbers[0], ease.longest_words, numbers[1], mark)
            yield f"| {' | '.join(str(cell) for cell in cells)} |"


def _exceptions() -> Iterator[str]:
    yield "## Nombres qui se lisent sans chiffre de la bibliothèque\n"
    yield "Formes admises partout :\n"
    yield from (f"- {rule.reason}" for rule in quantities.ALLOWED)
    yield f"- un nombre entier sans unité, jusqu’à {quantities.SMALL} : on peut le compter en regardant"
    yield "\nPassages admis, chacun pour sa raison :\n"
    for one in quantities.read_exceptions():
        texts = " ; ".join(f"*{text}*" for text in one.texts) or f"chiffre `{one.figure}`"
        yield f"- `{one.file}` : {typeset(texts)}. {typeset(one.reason)}"


if __name__ == "__main__":
    sys.exit(main())
