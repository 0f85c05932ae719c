"""What happens between paper and file, with chance: photocopier, camera at an angle, bad light, noise, compression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import cos, pi, radians, sin
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from scanning.image import Point

TILE = 1024
STEEPEST = 20


@lru_cache(maxsize=1)
def grain() -> Image.Image:
    """Return noise that is the same at every run."""
    chance = Random(7)
    tiles = [Image.frombytes("L", (TILE, TILE), chance.randbytes(TILE * TILE)) for _tile in range(2)]
    return Image.blend(*tiles, 0.5)


def rendered(content: bytes, page: int, dpi: int) -> Image.Image:
    """Return a page of a PDF as a grey picture."""
    document = pypdfium2.PdfDocument(content)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


@dataclass(frozen=True)
class Shot:
    """How a page is copied and taken."""

    rotation: float
    tilt: tuple[float, float]
    copied: float | None
    curl: float
    blur: float
    noise: int
    quality: int
    darkest: float
    desk: int
    room: float

    @classmethod
    def by(cls, chance: Random) -> Shot:
        """Draw a shot: one half from a scanner's glass or a copier, one half from a telephone."""
        flat = chance.random() < 0.3
        return cls(
            rotation=chance.uniform(0, 360),
            tilt=(0, 0) if flat else (chance.uniform(-STEEPEST, STEEPEST), chance.uniform(-STEEPEST, STEEPEST)),
            copied=chance.uniform(0.93, 1.07) if chance.random() < 0.4 else None,
            curl=0 if flat else chance.uniform(-1, 1),
            blur=chance.uniform(0, 0.16),
            noise=chance.randint(0, 22),
            quality=chance.randint(40, 95),
            darkest=1 if flat else chance.uniform(0.45, 1),
            desk=chance.randint(20, 235),
            room=chance.uniform(1.03, 1.2),
        )


def photographed(page: Image.Image, shot: Shot, chance: Random) -> bytes:
    """Return the JPEG file that a shot of the page gives."""
    scale = page.width / 210
    if shot.copied:
        page = _copied(page, shot.copied, chance)
    if shot.curl:
        page = _curled(page, shot.curl * scale)
    if shot.blur * scale > 0.3:
        page = page.filter(ImageFilter.GaussianBlur(shot.blur * scale))
    corners = _corners(page, shot)
    left, top = min(x for x, _y in corners), min(y for _x, y in corners)
    wide, tall = max(x for x, _y in corners) - left, max(y for _x, y in corners) - top
    size = (round(wide * shot.room), round(tall * shot.room))
    aside = (size[0] - wide) * chance.random() - left, (size[1] - tall) * chance.random() - top
    back = _back_projection([(x + aside[0], y + aside[1]) for x, y in corners], page.size)
    view = page.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR)
    seen = Image.new("1", size)
    ImageDraw.Draw(seen).polygon([(x + aside[0], y + aside[1]) for x, y in corners], fill=1)
    picture = _desk(size, shot.desk, chance)
    picture.paste(view, (0, 0), seen)
    if shot.darkest < 1:
        picture = ImageChops.multiply(picture, _light(size, shot.darkest, chance))
    if shot.noise:
        picture = ImageChops.add(picture, _noise(size, shot.noise, chance), 1, -128)
    target = BytesIO()
    picture.save(target, "JPEG", quality=shot.quality)
    return target.getvalue()


def _copied(page: Image.Image, share: float, chance: Random) -> Image.Image:
    """Return what a copier prints: another size, a little aside, harder blacks and a dirty white."""
    scale = page.width / 210
    x, y = (chance.uniform(-2, 2) * scale for _axis in range(2))
    middle = (page.width / 2, page.height / 2)
    by_pixel = (1 / share, 0, middle[0] - (middle[0] + x) / share, 0, 1 / share, middle[1] - (middle[1] + y) / share)
    copy = page.transform(page.size, Image.Transform.AFFINE, by_pixel, Image.Resampling.BILINEAR, fillcolor=255)
    gain, lift = chance.uniform(1.0, 1.25), chance.uniform(0, 25)
    return copy.point([max(0, min(250, round((v - 128) * gain + 128 + lift * (1 - v / 255)))) for v in range(256)])


def _curled(page: Image.Image, height: float) -> Image.Image:
    """Return a page whose middle is pushed up or down along its width, as paper that does not lie flat."""
    strips, width, tall = 12, page.width, page.height
    mesh = []
    for strip in range(strips):
        left, right = width * strip // strips, width * (strip + 1) // strips
        one, two = (height * sin(pi * edge / width) for edge in (left, right))
        mesh.append(((left, 0, right, tall), (left, one, left, tall + one, right, tall + two, right, two)))
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor=255)


def _corners(page: Image.Image, shot: Shot) -> list[Point]:
    """Return where the corners of a tilted and turned page are seen from above its middle."""
    distance = page.height * 1.9
    turn, lean, roll = radians(shot.rotation), radians(shot.tilt[0]), radians(shot.tilt[1])
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = x * page.width / 2, y * page.height / 2
        x, deep = x * cos(lean), x * sin(lean)
        y, deep = y * cos(roll) - deep * sin(roll), y * sin(roll) + deep * cos(roll)
        x, y = (part * distance / (distance + deep) for part in (x, y))
        corners.append((x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)))
    return corners


def _back_projection(corners: list[Point], size: tuple[int, int]) -> tuple[float, ...]:
    """Return the coefficients that lead from the photo back to the page."""
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (size[0], 0), size, (0, size[1])), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for pivot in range(8):
        best = max(range(pivot, 8), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for row in range(8):
            if row != pivot:
                factor = rows[row][pivot]
                rows[row] = [value - factor * above for value, above in zip(rows[row], rows[pivot], strict=True)]
    return tuple(row[8] for row in rows)


def _desk(size: tuple[int, int], level: int, chance: Random) -> Image.Image:
    desk = Image.new("L", size, level)
    draw = ImageDraw.Draw(desk)
    for _thing in range(6):
        x, y = chance.uniform(0, size[0]), chance.uniform(0, size[1])
        wide, tall = (chance.uniform(0.02, 0.2) * side for side in size)
        draw.ellipse((x, y, x + wide, y + tall), fill=chance.randint(0, 255))
    return desk


def _light(size: tuple[int, int], darkest: float, chance: Random) -> Image.Image:
    """Return light that falls off to one side, with the soft shadow of a hand or a telephone."""
    small = Image.new("L", (24, 24))
    turn = chance.uniform(0, 2 * pi)
    spot, reach = (chance.uniform(0, 24), chance.uniform(0, 24)), chance.uniform(3, 8)
    levels = []
    for y in range(24):
        for x in range(24):
            along = ((x - 11.5) * cos(turn) + (y - 11.5) * sin(turn)) / 33 + 0.5
            shadow = 0.3 * max(0.0, 1 - ((x - spot[0]) ** 2 + (y - spot[1]) ** 2) / reach**2)
            levels.append(round(255 * (darkest + (1 - darkest) * along) * (1 - shadow)))
    small.putdata(levels)
    return small.resize(size, Image.Resampling.BICUBIC)


def _noise(size: tuple[int, int], strength: int, chance: Random) -> Image.Image:
    tile = grain().point([round(128 + (v - 128) * strength / 60) for v in range(256)])
    noise = Image.new("L", size)
    x, y = chance.randrange(TILE), chance.randrange(TILE)
    for left in range(-x, size[0], TILE):
        for top in range(-y, size[1], TILE):
            noise.paste(tile, (left, top))
    return noise
