"""A printed game keeps every word inside the frame of its card, square or role, for any content the format allows."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib.units import mm

from printing import game_board, game_cards, game_fit, game_roles
from printing.bands import Band
from printing.document import PAGE_HEIGHT, PAGE_WIDTH, Markup
from printing.game_pieces import NET
from printing.games import Answers, BoardSquare, CardDeck, Game, GameBoard, GameCard, GameRole, RoleSet, game_pdf
from printing.text import BOLD, REGULAR, plain, width_of

LINES_AROUND = (9.5 * mm + 1, PAGE_HEIGHT - game_fit.CUT_TOP + 3.5 * mm + 1)
"""Where the foot and the note of a page to cut out are written."""
LETTERS = "abcdéèœçàWmil’-,?«»!()ÉGM"
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def texts(longest: int) -> st.SearchStrategy[str]:
    """Give texts as long as a format allows, or shorter, with words of any length up to one single word."""
    words = st.lists(st.text(LETTERS, min_size=1, max_size=25), min_size=1, max_size=12).map(" ".join)
    lengths = st.sampled_from([longest, longest, longest // 2, 3])
    spread = st.builds(lambda text, length: (f"{text} " * longest)[:length], words, lengths)
    return (spread | lengths.map(lambda length: "M" * length)).map(lambda text: text.strip() or "a")


def make_game(*prints: CardDeck | GameBoard | RoleSet, **more) -> Game:
    fields = {"players": "de 2 à 6 personnes", "duration": "30 min", "screens": "sans écran"} | more
    return Game("Le jeu", (Band.P3_P4, Band.P5_P6), "P3-P4, P5-P6", "réparer", **fields, prints=prints)


def words_of(content: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """Give each piece of text of a page with the left, right, bottom and top of its letters."""
    found = []

    def note(text: str, cm: list[float], matrix: list[float], font: dict[str, str], size: float) -> None:
        line = text.strip("\n")
        if not line.strip() or font is None:
            return
        height = size * abs(matrix[3])
        x, y = cm[0] * matrix[4] + cm[2] * matrix[5] + cm[4], cm[1] * matrix[4] + cm[3] * matrix[5] + cm[5]
        name = BOLD if "Bold" in font["/BaseFont"] else REGULAR
        found.append((line, x, x + width_of(line, name, height), y - 0.25 * height, y + 0.8 * height))

    PdfReader(BytesIO(content)).pages[page].extract_text(visitor_text=note)
    return found


def outside(content: bytes, page: int, frame: tuple[float, float, float, float]) -> list[str]:
    """Give the texts of a page, apart from its foot and its note, that leave a frame: left, right, bottom, top."""
    left, right, bottom, top = frame
    return [
        text
        for text, start, end, low, high in words_of(content, page)
        if not any(low < line < high for line in LINES_AROUND)
        if start < left - 0.5 or end > right + 0.5 or low < bottom - 0.5 or high > top + 0.5
    ]


def overlapping(content: bytes, page: int) -> list[tuple[str, str]]:
    """Give the pairs of texts of a page that lie over each other."""
    pieces = [
        (text, left, right, low + 0.1 * (high - low), high - 0.25 * (high - low))
        for text, left, right, low, high in words_of(content, page)
    ]
    return [
        (one[0], other[0])
        for one, other in combinations(pieces, 2)
        if one[1] < other[2] - 1 and other[1] < one[2] - 1 and one[3] < other[4] and other[3] < one[4]
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


@QUICK
@given(title=texts(60), text=texts(220) | st.just(""), pictured=st.booleans())
def test_every_word_of_a_card_is_read_inside_the_card(printed, tablet, title, text, pictured):
    card = GameCard(title, plain(text), tablet if pictured else None)

    content = game_pdf(make_game(CardDeck("Les cartes", (card,))))

    top = PAGE_HEIGHT - game_fit.CUT_TOP
    frame = (game_fit.CUT_SIDE, game_fit.CUT_SIDE + game_cards.WIDTH, top - game_cards.HEIGHT, top)
    assert squeezed(title) in printed(content).flat
    assert squeezed(text) in printed(content).flat
    assert outside(content, 1, frame) == []
    assert overlapping(content, 1) == []


@QUICK
@given(text=texts(70) | st.just(""), effect=texts(40) | st.just(""), count=st.integers(20, 36), pictured=st.booleans())
def test_every_word_of_a_square_is_read_inside_the_square(printed, tablet, text, effect, count, pictured):
    square = BoardSquare(plain(text), plain(effect), tablet if pictured else None)
    board = GameBoard("Le chemin", (square, *(BoardSquare(Markup("")) for _other in range(count - 1))))

    content = game_pdf(make_game(board))

    grid = game_board.Grid.of(count)
    left, base = next(grid.places())
    texts_there = [piece for piece in words_of(content, 1) if left <= piece[1] <= left + grid.width]
    assert squeezed(text) in printed(content).flat
    assert squeezed(effect) in printed(content).flat
    assert [
        text
        for text, start, end, low, high in texts_there
        if base < (low + high) / 2 < base + grid.height
        if end > left + grid.width or low < base or high > base + grid.height
    ] == []
    assert outside(content, 1, (game_fit.CUT_SIDE, PAGE_WIDTH - game_fit.CUT_SIDE, base, PAGE_HEIGHT)) == []
    assert overlapping(content, 1) == []


@QUICK
@given(
    who=texts(400), wants=texts(250), knows=st.lists(texts(100), max_size=4), doubts=texts(150), title=texts(60),
    pictured=st.booleans(),
)  # fmt: skip
def test_every_word_of_a_role_is_read_inside_its_half_page(printed, tablet, who, wants, knows, doubts, title, pictured):
    picture = tablet if pictured else None
    role = GameRole(title, plain(who), plain(wants), tuple(plain(fact) for fact in knows), plain(doubts), picture)

    content = game_pdf(make_game(RoleSet("Les voix", (role, role))))

    low = PAGE_HEIGHT - game_roles.TOP - 2 * game_roles.HEIGHT
    flat = printed(content).flat
    assert [text for text in (who, wants, *knows, doubts, title) if squeezed(text) not in flat] == []
    assert outside(content, 1, (game_fit.CUT_SIDE, PAGE_WIDTH - game_fit.CUT_SIDE, low, PAGE_HEIGHT)) == []
    assert overlapping(content, 1) == []


def test_a_role_does_not_write_on_the_half_page_of_another():
    role = GameRole("La juge", Markup("m " * 300), Markup("m " * 100), (Markup("m " * 100),), Markup("m " * 100))

    content = game_pdf(make_game(RoleSet("Les voix", (role,))))

    half = PAGE_HEIGHT - game_roles.TOP - game_roles.HEIGHT
    assert outside(content, 1, (game_fit.CUT_SIDE, PAGE_WIDTH - game_fit.CUT_SIDE, half, PAGE_HEIGHT)) == []


@pytest.mark.parametrize(("cards", "copies", "pages"), [(1, 1, 1), (8, 1, 1), (9, 1, 2), (4, 2, 1), (5, 4, 3)])
def test_cards_lie_eight_on_a_page_as_often_as_the_game_needs(printed, cards, copies, pages):
    deck = CardDeck("Paires", tuple(GameCard(f"Carte{number}fin") for number in range(cards)), copies)

    result = printed(game_pdf(make_game(deck)))

    assert result.pages == 1 + pages
    assert [result.flat.count(f"Carte{number}fin") for number in range(cards)] == [copies] * cards


@pytest.mark.parametrize("count", range(20, 37))
def test_the_path_of_a_board_never_jumps(count):
    grid = game_board.Grid.of(count)

    places = list(grid.places())

    steps = [(abs(x - a), abs(y - b)) for (a, b), (x, y) in pairwise(places)]
    across, up = grid.width + game_board.GAP, grid.height + game_board.GAP
    assert len(set(places)) == count
    assert all(step == pytest.approx((across, 0)) or step == pytest.approx((0, up)) for step in steps)
    assert max(y for _x, y in places) + grid.height <= PAGE_HEIGHT - game_fit.CUT_TOP + 0.01


def test_a_board_comes_with_its_die_and_its_pawns_and_cards_do_not(printed):
    board = GameBoard("Le chemin", tuple(BoardSquare(Markup(f"Case{number}")) for number in range(24)))

    with_board, with_cards = printed(game_pdf(make_game(board))), printed(game_pdf(make_game(CardDeck("x", ()))))

    assert (with_board.pages, "Le dé et les pions" in with_board.text) == (3, True)
    assert (with_cards.pages, "Le dé et les pions" in with_cards.text) == (1, False)
    assert all(words in with_board.text for words in ("Départ", "Arrivée", "étoile", "hexagone"))


def test_opposite_faces_of_the_die_make_seven():
    faces = {(column, row): pips for column, row, pips in NET}

    pairs = [((0, 0), (0, 2)), ((0, 1), (0, 3)), ((-1, 1), (1, 1))]

    assert [faces[one] + faces[other] for one, other in pairs] == [7, 7, 7]


def test_the_sheet_comes_first_and_the_page_of_the_leader_last(printed):
    deck = CardDeck("Les cartes", (GameCard("Cuivre"),))
    answers = (Answers("Les cartes", (("Cuivre", Markup("Dans le câble.")),)),)
    rules = (Markup("Mélangez."), Markup("Tirez."))

    pages = printed(game_pdf(make_game(deck, rules=rules, answers=answers))).reader.pages

    first, middle, last = (page.extract_text() for page in pages)
    assert "Mélangez." in first
    assert "Cuivre" in middle
    assert "Pour la personne qui mène le jeu" in last
    assert "Dans le câble." in last
    assert "Dans le câble." not in first + middle


def test_naughty_texts_stay_readable_and_on_the_page(printed, tablet, naughty, survivor):
    words = plain(naughty)
    deck = CardDeck(naughty, (GameCard(naughty, words, tablet), GameCard(naughty)))
    board = GameBoard(naughty, (BoardSquare(words, words, tablet),) * 20)
    roles = RoleSet(naughty, (GameRole(naughty, words, words, (words,), words, tablet),))
    game = replace(make_game(deck, board, roles, setup=words, rules=(words,), solution=words), title=naughty)

    result = printed(game_pdf(game))

    assert result.flat.count(survivor) >= 6
    assert result.texts_outside(game_fit.CUT_SIDE, PAGE_WIDTH - game_fit.CUT_SIDE) == []


def test_the_same_game_gives_the_same_bytes_with_its_fonts_inside(printed, tablet, snail):
    deck = CardDeck("Paires", (GameCard("Un", picture=tablet), GameCard("Deux", Markup("mots"), snail)), 2)
    board = GameBoard("Le chemin", (BoardSquare(Markup("Case"), Markup("recule"), snail),) * 36)

    first, second = (game_pdf(make_game(deck, board)) for _run in range(2))

    assert first == second
    assert set(printed(first).fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(printed(first).fonts.values())
    assert len(first) < 100_000 * printed(first).pages


def test_a_missing_picture_does_not_cost_the_game(printed, tmp_path: Path):
    deck = CardDeck("Cartes", (GameCard("Cuivre", Markup("mots"), tmp_path / "absent.svg"),))

    assert "Cuivre" in printed(game_pdf(make_game(deck))).text
