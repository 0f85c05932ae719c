"""Badges fill their sheets and keep their code readable."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from printing.badges import COLUMNS, HEIGHT, MARGIN, QR_SIDE, WIDTH, Badge, badges_pdf
from printing.blocks import Item
from printing.document import A4


def make_badge(number: int = 7, text: str = "Étoile filante", picture: Path | None = None, pin: str = "") -> Badge:
    names = () if pin else ("escargot", "cœur", "pont", "clé")
    pictures = tuple(Item(name, picture) for name in names)
    return Badge("P3-P4 A", number, text, "okmila.ecole.be/eleve", f"https://okmila.ecole.be/b#{number}", pictures, pin)


def test_forty_badges_fill_five_pages(printed, tablet):
    badges = [make_badge(number, picture=tablet) for number in range(1, 41)]

    result = printed(badges_pdf(badges, title="Badges", language="fr"))

    assert result.pages == 5
    assert result.text.count("Étoile filante") == 40


def test_the_same_badges_give_the_same_bytes_and_embed_their_fonts(printed, tablet):
    badges = [make_badge(picture=tablet), make_badge(8, pin="4821")]

    first, second = (badges_pdf(badges, title="Badges", language="fr") for _run in range(2))

    assert first == second
    assert set(printed(first).fonts) == {"/AAAAAA+MilaLisible-Regular", "/AAAAAA+MilaLisible-Bold"}
    assert all(printed(first).fonts.values())


def test_a_badge_says_who_where_and_how(printed):
    text = printed(badges_pdf([make_badge(), make_badge(8, pin="4821")], title="Badges", language="fr")).text

    words = ("P3-P4 A", "Étoile filante", "okmila.ecole.be/eleve", "escargot", "cœur", "Mon code")
    assert [word for word in words if word not in text] == []
    assert "4821" in "".join(text.split())


def test_naughty_nicknames_stay_inside_their_badge(printed, naughty, survivor):
    badge = Badge(naughty, 1, naughty, naughty, "x", tuple(Item(naughty) for _ in range(4)))

    result = printed(badges_pdf([badge] * 2, title=naughty, language="fr"))

    assert survivor[:12] in result.flat
    assert result.texts_outside(MARGIN, A4[0] - MARGIN) == []


def test_the_code_is_at_least_26_millimetres_wide():
    assert QR_SIDE >= 26 / 25.4 * 72
    assert pytest.approx(A4[0]) == WIDTH * COLUMNS + 2 * MARGIN
    assert HEIGHT > QR_SIDE


def test_no_badge_prints_one_empty_sheet_and_a_long_code_still_prints(printed):
    long = Badge("", 123456, "", "", "https://okmila.be/" + "x" * 300)

    assert printed(badges_pdf([], title="Vide", language="fr")).pages == 1
    assert "123456" in printed(badges_pdf([long], title="Long", language="fr")).text


def test_the_number_is_the_largest_thing_on_the_badge(printed):
    sizes = sorted(printed(badges_pdf([make_badge()], title="Badges", language="fr")).sizes)

    assert all(small < large for small, large in pairwise(sizes))
    assert sizes[-1] >= 40


@pytest.mark.parametrize(
    ("nickname", "read"),
    [("Renard 🦊 rusé", "Renard rusé"), ("🦊", "□"), ("x" * 200, "…")],
    ids=["mixed", "bare", "long"],
)
def test_a_nickname_keeps_what_can_be_read(printed, nickname, read):
    result = printed(badges_pdf([make_badge(text=nickname, pin="4821")], title="Badges", language="fr"))

    assert read in result.text
    assert ("□" in result.text) is (read == "□")


def test_a_long_nickname_is_cut_rather_than_printed_too_small(printed):
    bare = Badge("", 1, "Maximilienne de la " * 20, "", "")

    sizes = printed(badges_pdf([bare], title="", language="fr")).sizes

    assert {size for size in sizes if size < 54} <= {7.5, 9.0}
