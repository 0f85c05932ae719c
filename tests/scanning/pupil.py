"""What pupils do to a printed sheet, drawn with chance: clean marks, corrections, traces, and what is truly meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from printing.sheet_geometry import AnswerKind, Bubble, SheetGeometry

MM_PER_INCH = 25.4
FINE = 3
CLEAN = ("full", "full", "full", "overfull", "light", "partial", "scribble", "tick", "cross")
SPECIAL = ("corrected", "erased", "dot", "half", "double", "blank")


class Truth(Enum):
    """What a bubble holds, whatever it looks like."""

    NOTHING = "nothing"
    MEANT = "meant"
    CROSSED = "crossed"
    TRACE = "trace"
    HALF = "half"


@dataclass(frozen=True)
class Written:
    """What a pupil did in one bubble, as a kind of mark and as a truth."""

    kind: str
    truth: Truth


@dataclass(frozen=True)
class Tool:
    """A pen or a pencil: how dark, how wide in millimetres, and how grainy."""

    dark: float
    width: float
    grain: float


def make_tool(chance: Random) -> Tool:
    """Draw a pen or a pencil."""
    if chance.random() < 0.5:
        return Tool(chance.uniform(0.68, 0.93), chance.uniform(0.45, 0.8), 0.0)
    return Tool(chance.uniform(0.5, 0.78), chance.uniform(0.5, 0.9), chance.uniform(0.1, 0.35))


class Hand:
    """Draws the marks of one pupil on the picture of one page."""

    def __init__(self, page: Image.Image, chance: Random, grain: Image.Image) -> None:
        self.page, self.chance, self.grain = page, chance, grain
        self.scale = page.width / 210
        self.tool = make_tool(chance)

    def answer(self, geometry: SheetGeometry) -> dict[Bubble, Written]:
        """Answer every question of the page, and the number of a blank sheet; give what was done where."""
        done: dict[Bubble, Written] = {}
        for question in geometry.questions:
            row = [bubble for bubble in geometry.bubbles if bubble.question == question.number]
            done |= self._question(row, several=question.kind is AnswerKind.SEVERAL)
        for place in (1, 0):
            row = [bubble for bubble in geometry.digits if bubble.question == place]
            if row:
                done |= self._marked([self.chance.choice(row[1:])], "full")
        return done

    def _question(self, row: list[Bubble], *, several: bool) -> dict[Bubble, Written]:
        chosen, *others = self.chance.sample(row, len(row))
        kind = self.chance.choice(CLEAN if self.chance.random() < 0.72 else SPECIAL)
        if kind == "blank":
            return {}
        if kind in CLEAN:
            extra = others[:1] if several and self.chance.random() < 0.5 else []
            return self._marked([chosen, *extra], kind)
        if kind == "double":
            return self._marked([chosen, others[0]], kind)
        if kind == "half":
            self.half(chosen)
            return {chosen: Written(kind, Truth.HALF)}
        if kind == "dot":
            self.dots(others[0])
        elif kind == "erased":
            self.erased(others[0])
        else:
            self.full(others[0])
            self.strike(others[0])
        done = {others[0]: Written(kind, Truth.CROSSED if kind == "corrected" else Truth.TRACE)}
        if kind != "corrected" and self.chance.random() < 0.25:
            return done
        self.full(chosen)
        return done | {chosen: Written(f"full beside {kind}", Truth.MEANT)}

    def _marked(self, bubbles: list[Bubble], kind: str) -> dict[Bubble, Written]:
        draw = {"full": self.full, "double": self.full, "overfull": self.overfull, "light": self.light}
        draw |= {"partial": self.partial, "scribble": self.scribble, "tick": self.tick, "cross": self.cross}
        for bubble in bubbles:
            draw[kind](bubble)
        return {bubble: Written(kind, Truth.MEANT) for bubble in bubbles}

    def full(self, bubble: Bubble) -> None:
        self._zigzag(bubble, self.chance.uniform(0.9, 1.0), 0.75)

    def overfull(self, bubble: Bubble) -> None:
        self._zigzag(bubble, self.chance.uniform(1.02, 1.16), 0.75)

    def partial(self, bubble: Bubble) -> None:
        self._zigzag(bubble, self.chance.uniform(0.72, 0.84), 0.75)

    def scribble(self, bubble: Bubble) -> None:
        self._zigzag(bubble, self.chance.uniform(0.85, 1.08), self.chance.uniform(1.2, 2.0))

    def light(self, bubble: Bubble) -> None:
        tool = Tool(self.chance.uniform(0.36, 0.48), self.tool.width, self.chance.uniform(0.05, 0.25))
        self._zigzag(bubble, self.chance.uniform(0.88, 1.0), 0.7, tool)

    def _zigzag(self, bubble: Bubble, share: float, spacing: float, tool: Tool | None = None) -> None:
        """Fill a disc to and fro at any slope; strokes overlap when the spacing is below one stroke."""
        tool = tool or self.tool
        radius = bubble.radius * share - tool.width / 2
        slope, level, side = self.chance.uniform(0, pi), -radius, 1
        points = []
        while level <= radius:
            half = max(0.0, radius**2 - level**2) ** 0.5 * self.chance.uniform(0.93, 1.04)
            points.append((side * half, level))
            level += tool.width * spacing * 0.5
            side = -side
        turned = [(x * cos(slope) - y * sin(slope), x * sin(slope) + y * cos(slope)) for x, y in points]
        aside = (self.chance.uniform(-0.12, 0.12), self.chance.uniform(-0.12, 0.12))
        self._stroke([turned], bubble, tool, aside)

    def tick(self, bubble: Bubble) -> None:
        r = bubble.radius
        long = self.chance.uniform(0.75, 1.5)
        self._stroke([[(-0.6 * r, 0), (-0.1 * r, 0.6 * r), (0.62 * r * long, -0.75 * r * long)]], bubble, self._firm())

    def cross(self, bubble: Bubble) -> None:
        r = bubble.radius * self.chance.uniform(0.62, 1.0) * 0.8
        self._stroke([[(-r, -r), (r, r)], [(-r, r), (r, -r)]], bubble, self._firm())

    def _firm(self) -> Tool:
        return Tool(max(0.6, self.tool.dark), max(0.55, self.tool.width), self.tool.grain / 2)

    def strike(self, bubble: Bubble) -> None:
        """Cross out a mark with a cross or a line that goes well beyond the rim."""
        reach = bubble.radius * self.chance.uniform(1.75, 2.1)
        turn = self.chance.uniform(-0.35, 0.35)
        angles = (pi / 4 + turn, 3 * pi / 4 + turn) if self.chance.random() < 0.8 else (self.chance.uniform(0, pi),)
        lines = [[(-cos(a) * reach, -sin(a) * reach), (cos(a) * reach, sin(a) * reach)] for a in angles]
        self._stroke(lines, bubble, self._firm())

    def half(self, bubble: Bubble) -> None:
        r, slope = bubble.radius * 0.9, self.chance.uniform(0, pi)
        lines = []
        for step in range(12):
            level = r * step / 12
            half = (r**2 - level**2) ** 0.5
            ends = ((-half, level), (half, level))
            lines.append([(x * cos(slope) - y * sin(slope), x * sin(slope) + y * cos(slope)) for x, y in ends])
        self._stroke(lines, bubble, self.tool)

    def dots(self, bubble: Bubble) -> None:
        for _dot in range(self.chance.randint(1, 2)):
            r, angle = bubble.radius * self.chance.uniform(0, 0.7), self.chance.uniform(0, 2 * pi)
            x, y = r * cos(angle), r * sin(angle)
            side = self.chance.uniform(0.35, 0.9)
            self._stroke([[(x, y), (x + 0.05, y)]], bubble, Tool(self.tool.dark, side, 0))

    def erased(self, bubble: Bubble) -> None:
        tool = Tool(self.chance.uniform(0.06, 0.2), 0.8, 0.4)
        self._zigzag(bubble, 0.95, 0.7, tool)

    def _stroke(
        self,
        lines: list[list[tuple[float, float]]],
        bubble: Bubble,
        tool: Tool,
        aside: tuple[float, float] = (0, 0),
    ) -> None:
        """Darken the paper along lines told in millimetres from the bubble's centre."""
        far = max(abs(value) for line in lines for point in line for value in point) + tool.width + 0.3
        side = int(2 * far * self.scale) + 2
        left, top = (bubble.x + aside[0] - far) * self.scale, (bubble.y + aside[1] - far) * self.scale
        mask = Image.new("L", (side * FINE, side * FINE))
        draw = ImageDraw.Draw(mask)
        width = max(1, round(tool.width * self.scale * FINE))
        for line in lines:
            points = [((x + far) * self.scale * FINE, (y + far) * self.scale * FINE) for x, y in line]
            draw.line(points, fill=255, width=width, joint="curve")
            for x, y in points:
                draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
        mask = mask.resize((side, side), Image.Resampling.BOX)
        if tool.grain:
            x, y = self.chance.randrange(512), self.chance.randrange(512)
            rough = self.grain.crop((x, y, x + side, y + side)).filter(ImageFilter.BoxBlur(0.6))
            floor = 1 - tool.grain
            mask = ImageChops.multiply(mask, rough.point([int(255 * floor + v * tool.grain) for v in range(256)]))
        light = mask.point([round(255 - v * tool.dark) for v in range(256)])
        place = (round(left), round(top))
        box = (*place, place[0] + side, place[1] + side)
        self.page.paste(ImageChops.multiply(self.page.crop(box), light), place)
