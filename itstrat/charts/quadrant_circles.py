"""Circles for gaps: required ones beside chosen ones, packed where they do not meet, those of unknown risk in a strip."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import ticks
from itstrat.charts.lettering import shorten
from itstrat.charts.placing import Place, Placer
from itstrat.numbers import money_label, number, plural

BANDS = {True: "Required", False: "By choice", None: "Not known whether required"}

_WIDEST = 40.0  # px at scale 1: the circle that costs most to close
_LEAST = 9.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something to be closed; an unknown amount is None."""

    name: str
    required: bool | None
    risk: Decimal | None
    cost: Decimal | None

    def sentence(self, currency: str) -> str:
        """The circle as a sentence."""
        risk, cost = money_label(self.risk, currency), money_label(self.cost, currency)
        return f"{self.name} ({BANDS[self.required].lower()}): risk left {risk}, cost to close {cost}"


class Circle(NamedTuple):
    """A gap with its place."""

    gap: Gap
    x: float
    y: float
    radius: float

    def overlap(self, other: Circle) -> float:
        """How deep it lies in another one; zero where they keep clear of each other."""
        apart = math.hypot(self.x - other.x, self.y - other.y)
        return max(0.0, self.radius + other.radius + 2 - apart)


class Scale(NamedTuple):
    """The greatest risk and the greatest cost of all bands, so that their circles can be compared."""

    risk: float
    cost: float


@dataclass
class Band:
    """The gaps of one kind between two x and two y: head, circles by their risk, and the strip of unknown risks."""

    drawing: Drawing
    required: bool | None
    gaps: Sequence[Gap]
    across: tuple[float, float]
    down: tuple[float, float]
    scale: Scale
    currency: str

    def ground(self, axis_from: float | None) -> None:
        """The rules of its amounts, named left of `axis_from` where that is given."""
        left, right = self.across if axis_from is None else (axis_from, self.across[1])
        for tick in ticks(0.0, self.scale.risk, 4):
            y = self._y(tick)
            self.drawing.rule((left, y), (right, y), "grid", part="grid")
            if axis_from is not None:
                at = (left - self.drawing.look.px(6), y)
                text = money_label(tick, self.currency)
                self.drawing.label(at, text, size=10.5, fill="ink2", align="right")
        self.drawing.rule((left, self._floor), (right, self._floor), "ink", line=1.2)

    def draw(self) -> None:
        """The head, then the circles, then as many names as find room, the greatest risk first."""
        if self.required:
            self.drawing.rect(self.across, self.down, "band", part="band")
        self._head()
        circles = self._packed()
        placer = Placer(self.drawing, self._first, self._floor)
        for circle in circles:
            self._circle(circle)
            x, y, radius = circle[1:]
            placer.block((x - radius, x + radius), (y - radius, y + radius))
        for circle in circles:
            self._name(circle, placer)
        self._strip()

    @cached_property
    def _line(self) -> float:
        return self.drawing.line_height()

    @property
    def _unknown(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.risk is None]

    @property
    def _first(self) -> float:
        return self.down[0] + 2 * self._line + self.drawing.look.px(6)

    @property
    def _floor(self) -> float:
        """Where a risk of zero lies; the strip below is there in every band."""
        return self.down[1] - self._line - self.drawing.look.px(24)

    def _y(self, risk: float) -> float:
        top = self._first + self.drawing.look.px(_WIDEST) / 2
        return self._floor - max(risk, 0.0) / self.scale.risk * (self._floor - top)

    def _head(self) -> None:
        room = self.across[1] - self.across[0] - self.drawing.look.px(10)
        x, y = self.across[0] + self.drawing.look.px(6), self.down[0] + self._line * 0.7
        self.drawing.label((x, y), BANDS[self.required], size=12, weight=600, limit=room)
        self.drawing.label((x, y + self._line), self._sum(), size=10, fill="ink2", limit=room)

    def _sum(self) -> str:
        costs = [gap.cost for gap in self.gaps if gap.cost is not None]
        said = plural(len(self.gaps), "gap")
        if costs:
            said += f", {money_label(sum(costs, start=Decimal(0)), self.currency)} to close"
        blind = len(self.gaps) - len(costs)
        return said + f", {blind} of unknown cost" * (blind > 0)

    def _radius(self, gap: Gap) -> float:
        share = 0.0
        if gap.cost is not None and self.scale.cost > 0:
            share = math.sqrt(max(number(gap.cost), 0.0) / self.scale.cost)
        return self.drawing.look.px(max(_WIDEST * share, _LEAST)) / 2

    def _packed(self) -> list[Circle]:
        """Circles as near the left of the band as they keep clear of each other."""
        placed: list[Circle] = []
        for gap in self.gaps:
            if gap.risk is None:
                continue
            radius = self._radius(gap)
            y = min(self._y(number(gap.risk)), self._floor - radius)
            low, high = self.across[0] + radius + 6, self.across[1] - radius - 6
            first = low + max(high - low, 0.0) * 0.03
            spots = [Circle(gap, low + max(high - low, 0.0) * at / 24, y, radius) for at in range(25)]
            spots.sort(key=lambda spot: abs(spot.x - first))
            placed.append(min(spots, key=lambda spot: sum(spot.overlap(other) for other in placed)))
        return placed

    def _circle(self, circle: Circle) -> None:
        gap, x, y, radius = circle
        blind, chosen = gap.cost is None, not gap.required
        self.drawing.symbol(
            (x, y),
            "circle",
            fill="page" if blind else "band2" if chosen else "primary_tint",
            stroke="ink2" if blind or chosen else "primary",
            across=2 * radius,
            line=1.2,
            dash="dot" if blind else "solid",
        )
        self.drawing.fact((x - radius, x + radius), (y - radius, y + radius), gap.sentence(self.currency))

    def _name(self, circle: Circle, placer: Placer) -> None:
        gap, x, y, radius = circle
        (left, right), size = self.across, self.drawing.look.px(10.5)
        away = radius + self.drawing.look.px(4)
        beside = shorten(gap.name, max(right - x - away - 4, 1.0), size, 500)
        for text in (f"{gap.name} {money_label(gap.risk, self.currency)}", gap.name, beside):
            wide = self.drawing.width_of(text, 10.5, 500)
            start = min(max(x - wide / 2, left + 3), right - wide - 3)
            places = [Place(x + away, y), Place(x - away, y, "right")]
            places += [Place(start, y + side * (away + size / 2)) for side in (1, -1)]
            boxes = ((place, placer.box(text, place, 10.5, 500)) for place in places)
            inside = [place for place, box in boxes if box.left >= left and box.right <= right]
            if placer.say(text, inside, size=10.5, weight=500):
                return

    def _strip(self) -> None:
        """Circles of unknown risk beside each other as far as they fit, and how many there are."""
        if not self._unknown:
            return
        look = self.drawing.look
        x, y = self.across[0] + look.px(6), self.down[1] - look.px(13)
        said = f"{len(self._unknown)} of unknown risk"
        at, room = (x, self._floor + self._line * 0.75), self.across[1] - x - 2
        self.drawing.label(at, said, size=10, fill="ink2", limit=room)
        for gap in self._unknown:
            radius = min(self._radius(gap), look.px(9))
            if x + 2 * radius > self.across[1] - 4:
                break
            self._circle(Circle(gap, x + radius, y, radius))
            x += 2 * radius + 3
