"""The ludothèque: filters alone and together, the sheet of a game, its material as text, and its print."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from okmila.catalogue import read_catalogue
from okmila.loading import load_catalogue
from sequences.games import Roles
from sequences.models import Game
from tests.plain import tree, words
from tests.texts import CATALOGUE, SEQUENCE, spoiled, write_catalogue

GAMES = "/jeux/"

OURS = """
number = 1
title = "Le troc"
summary = "On échange."
theme = "réparer"
picture = { name = "escargot", alt = "Deux mains." }
bands = ["P1-P2", "P3-P4"]
fewest = 2
most = 6
minutes = 20
screens = "sans écran"
aim = "Apprendre à réparer."
competences = ["ur1"]
material = ["Des ciseaux."]
setup = "Mélangez. Le **réseau** attend."
rules = ["**Tirez** une carte.", "Échangez-la."]
debrief = ["Qui a gagné quoi ?"]
variants = ["À deux."]
solution = "Le **tournevis** gagne."
figures = ["video"]
terms = ["reseau"]

[[prints]]
kind = "cartes"
title = "Les cartes"
copies = 2
[[prints.cards]]
title = "Vis"
text = "Elle tourne."
answer = "Avec le tournevis."
picture = { name = "escargot", alt = "Une vis." }

[[prints]]
kind = "rôles"
title = "Les voix"
roles = [{ title = "La juge", who = "Anne.", wants = "La paix.", knows = ["La loi."], doubts = "Un fait." }]
"""

RULES_ONLY = """
number = 2
title = "Le mime"
summary = "On mime."
theme = "vidéo"
picture = { name = "escargot", alt = "Une main." }
bands = ["P3-P4"]
fewest = 4
most = 4
minutes = 40
screens = "un écran"
aim = "Regarder."
competences = ["ur1"]
material = []
setup = ""
rules = ["Mimez."]
debrief = ["Et alors ?"]
"""

OUTSIDE = """
number = 3
title = "La fresque d'ailleurs"
summary = "On relie."
theme = "réseau"
picture = { name = "escargot", alt = "Une fresque." }
bands = ["S5-S6"]
fewest = 4
most = 30
minutes = 180
screens = "sans écran"
aim = "Relier."
competences = ["ur1"]
material = []
setup = ""
rules = []
debrief = ["Quelle flèche ?"]
[outside]
author = "Une association"
url = "https://example.org/jeu/"
licence = "à demander"
checked_on = 2026-11-23
"""
BOARD = (
    '[[prints]]\nkind = "plateau"\ntitle = "Le chemin"\nsquares = [{ text = "Case." }' + ', { text = "." }' * 23 + "]"
)


def load_games(tmp_path, **changes: str) -> None:
    """Load the small catalogue with three games: ours with prints, one with rules only, and one of somebody else."""
    others = {name: None for name in CATALOGUE if name.startswith("games/")}
    games = others | {"games/troc": OURS, "games/mime": RULES_ONLY, "games/fresque": OUTSIDE}
    sequence = spoiled(SEQUENCE, 'terms = ["reseau"]', 'terms = ["reseau"]\ngames = ["troc"]')
    root, drawings = write_catalogue(tmp_path, games | {"sequences/sq": sequence} | changes)
    load_catalogue(read_catalogue(root, language="fr", illustrations=drawings))


@pytest.fixture
def _games(db, tmp_path):
    load_games(tmp_path)


def found(client, query: dict | None = None, **headers: str) -> list[str]:
    """Give the keys of the games that the page offers."""
    page = client.get(GAMES, query or {}, headers=headers)
    links = tree(page).xpath("//*[@data-game]//a/@href")
    return [link.removeprefix(GAMES).strip("/") for link in links]


def pages_of(client, key: str) -> list[str]:
    """Give the text of each page of the print of a game."""
    response = client.get(reverse("game_print", args=[key]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return [page.extract_text() for page in PdfReader(BytesIO(response.content), strict=True).pages]


@pytest.mark.usefixtures("_games")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["troc", "mime", "fresque"]),
        ({"band": "P3-P4"}, ["troc", "mime"]),
        ({"band": "S1-S2"}, []),
        ({"longest": "20"}, ["troc"]),
        ({"longest": "50"}, ["troc", "mime"]),
        ({"screen_free": "on"}, ["troc", "fresque"]),
        ({"printable": "on"}, ["troc"]),
        ({"band": "P3-P4", "longest": "50", "screen_free": "on", "printable": "on"}, ["troc"]),
        ({"band": "S5-S6", "printable": "on"}, []),
        ({"band": "X9", "longest": "1e3", "screen_free": "", "inconnu": "%"}, ["troc", "mime", "fresque"]),
    ],
)
def test_filters_keep_what_fits_all_of_them_as_page_and_as_piece(client, query, expected):
    page, piece = found(client, query), found(client, query, **{"HX-Request": "true"})

    assert (page, piece) == (expected, expected)


@pytest.mark.usefixtures("_games")
def test_htmx_gets_the_results_and_nothing_around(client):
    piece = client.get(GAMES, headers={"HX-Request": "true"})

    assert piece.text.lstrip().startswith('<div id="results"')
    assert "HX-Request" in piece["Vary"]


@pytest.mark.usefixtures("_games")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_a_long_list(client, count, django_assert_num_queries):
    kept = Game.objects.values_list("pk", flat=True)[:count]
    Game.objects.exclude(pk__in=list(kept)).update(retired_at="2026-01-05T00:00Z")

    with django_assert_num_queries(1):
        page = client.get(GAMES)

    assert page.text.count("data-game") == count


@pytest.mark.usefixtures("_games")
def test_a_card_tells_for_whom_for_how_long_and_whether_it_is_ours(client):
    cards = tree(client.get(GAMES)).xpath("//*[@data-game]")

    stickers = [
        [" ".join(text.split()) for text in card.xpath(".//span[@class]/text()") if text.strip()] for card in cards
    ]
    assert stickers == [
        ["P1-P2 → P3-P4", "20 min", "2 à 6 personnes", "sans écran"],
        ["P3-P4", "40 min", "4 personnes"],
        ["S5-S6", "180 min", "4 à 30 personnes", "sans écran", "d’une autre équipe"],
    ]


@pytest.mark.usefixtures("_games")
def test_the_page_of_a_game_reads_like_its_sheet(client):
    page = client.get(reverse("game_page", args=["troc"]))

    body = tree(page)
    assert [" ".join(rule.text_content().split()) for rule in body.xpath("//ol[@class='rules']/li")] == [
        "Tirez une carte.",
        "Échangez-la.",
    ]
    assert "tournevis" in body.xpath("string(//details)")
    addresses = set(body.xpath("//main//a/@href"))
    assert {
        reverse("game_print", args=["troc"]),
        reverse("game_material", args=["troc"]),
        reverse("competence_page", args=["ur1"]),
        reverse("figure_page", args=["video"]),
        reverse("term_page", args=["reseau"]),
    } <= addresses


@pytest.mark.usefixtures("_games")
def test_a_game_of_somebody_else_says_whose_it_is_and_where_it_opens(client):
    page = client.get(reverse("game_page", args=["fresque"]))

    said = words(page)
    assert all(
        part in said
        for part in ("Une association", "à demander", "23 novembre 2026", "s’ouvre hors d’OK Mila", "example.org")
    )
    assert "https://example.org/jeu/" in tree(page).xpath("//a/@href")
    assert reverse("game_print", args=["fresque"]) not in tree(page).xpath("//a/@href")


@pytest.mark.usefixtures("_games")
def test_the_material_of_a_game_can_be_read_without_its_answers(client):
    page = client.get(reverse("game_material", args=["troc"]))

    said = words(page)
    assert all(part in said for part in ("Vis", "Elle tourne.", "Une vis.", "2 exemplaires", "La juge", "Un fait."))
    assert "Avec le tournevis" not in said


@pytest.mark.usefixtures("_games")
def test_a_sequence_leads_to_its_games(client):
    page = client.get(reverse("sequence_page", args=["sq"]))

    assert reverse("game_page", args=["troc"]) in tree(page).xpath("//main//a/@href")


@pytest.mark.usefixtures("_games")
def test_the_print_of_a_game_holds_its_sheet_its_cards_twice_its_roles_and_its_answers(client):
    sheet, cards, roles, leader = pages_of(client, "troc")

    assert "Échangez-la." in sheet
    assert cards.count("Elle tourne.") == 2
    assert "La juge" in roles
    assert "Avec le tournevis." in leader


@pytest.mark.usefixtures("_games")
def test_a_game_with_nothing_to_cut_prints_its_sheet_alone(client):
    pages = pages_of(client, "mime")

    assert len(pages) == 1
    assert "4 personnes" in " ".join(pages[0].split())


def test_a_board_is_printed_with_its_die(client, db, tmp_path):
    load_games(tmp_path, **{"games/mime": RULES_ONLY + BOARD})

    _sheet, board, pieces = pages_of(client, "mime")
    said = words(client.get(reverse("game_material", args=["mime"])))

    assert "Case." in board
    assert "Le dé et les pions" in pieces
    assert "Le chemin" in said


@pytest.mark.usefixtures("_games")
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("game_print", "fresque"),
        ("game_material", "fresque"),
        ("game_material", "mime"),
        ("game_page", "nulle-part"),
        ("game_print", "nulle-part"),
        ("game_material", "nulle-part"),
    ],
)
def test_what_a_game_has_not_is_not_found(client, name, key):
    assert client.get(reverse(name, args=[key])).status_code == 404


@pytest.mark.usefixtures("_games")
def test_a_retired_game_is_nowhere(client):
    Game.objects.filter(key="troc").update(retired_at="2026-01-05T00:00Z")

    statuses = {
        client.get(reverse(name, args=["troc"])).status_code for name in ("game_page", "game_print", "game_material")
    }

    assert (found(client), statuses) == (["mime", "fresque"], {404})


def test_every_shipped_game_prints_all_its_cards_and_roles(client, content):
    games = [game for game in Game.objects.published() if game.spec.rules]

    lost = {}
    for game in games:
        printed = "".join("".join(pages_of(client, game.key)).split())
        titles = [
            piece.title
            for thing in game.spec.prints
            for piece in (thing.roles if isinstance(thing, Roles) else getattr(thing, "cards", ()))
        ]
        lost[game.key] = [title for title in (game.title, *titles) if "".join(title.split()) not in printed]

    assert lost
    assert lost == {game.key: [] for game in games}


def test_no_shipped_game_weighs_more_than_100_kilobytes_a_page_or_prints_a_missing_sign(client, content):
    for game in Game.objects.published():
        if not game.spec.rules:
            continue
        content = client.get(reverse("game_print", args=[game.key])).content
        reader = PdfReader(BytesIO(content))

        assert len(content) < 100_000 * len(reader.pages), game.key
        assert not [number for number, page in enumerate(reader.pages, 1) if "□" in page.extract_text()], game.key
