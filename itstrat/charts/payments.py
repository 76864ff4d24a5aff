"""What an account pays in each period, as columns: the large ones named, the part that is not funded in orange-red."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from itstrat.charts.drawing import Drawing
from itstrat.charts.placing import Place, Placer
from itstrat.numbers import money_label

_MANY = 24  # periods; with more, only those of a tenth of the largest or more are written
_WORTH_WORDS = 0.1


@dataclass(frozen=True, slots=True)
class Spell:
    """One period: money in and out, NaN where unknown; `label` names what is bought, empty where nothing stands out."""

    name: str
    need: float
    balance: float
    today: float
    unfunded: float
    label: str


@dataclass(frozen=True, slots=True)
class Payments:
    """Columns that stand on `base`, centred at `x` of their period, so many pixels high for a unit of money."""

    drawing: Drawing
    spells: Sequence[Spell]
    x: Callable[[int], float]
    slot: float
    base: float
    pixels_per_unit: float
    currency: str

    def draw(self) -> None:
        """The title, the columns and their words: named ones first, then the largest, as far as there is room."""
        most = max(spell.need for spell in self.spells)
        least = most * _WORTH_WORDS if len(self.spells) > _MANY else 0.0
        highest = self._top(most)
        half_title = self.drawing.line_height(13) / 2
        title = highest - self.drawing.line_height() * 2.2 - half_title
        self.drawing.label((0, title), "Planned replacement spend", size=13, weight=600)
        placer = Placer(self.drawing, title + half_title, self.base)
        margin = (self.drawing.plot_right + self.drawing.look.px(8), float(self.drawing.look.width))
        if margin[0] < margin[1]:
            placer.block(margin, (title, self.base))
        paid = [(at, spell) for at, spell in enumerate(self.spells) if spell.need > 0]
        for at, spell in paid:
            self._column(self.x(at), spell)
            placer.block(
                (self.x(at) - self._half, self.x(at) + self._half), (self._top(spell.need), self.base)
            )
        for at, spell in sorted(paid, key=lambda one: (not one[1].label, -one[1].need)):
            if spell.need >= least:
                self._words(placer, self.x(at), spell)

    @property
    def _half(self) -> float:
        return min(self.slot * 0.31, self.drawing.look.px(24))

    def _top(self, need: float) -> float:
        return self.base - max(need, 0.0) * self.pixels_per_unit

    def _column(self, x: float, spell: Spell) -> None:
        fill, across = "previous" if spell.label else "page", (x - self._half, x + self._half)
        self.drawing.rect(across, (self.base, self._top(spell.need)), fill, stroke="actual")
        if spell.unfunded > 0:
            down = (self._top(spell.need), self._top(spell.need - min(spell.unfunded, spell.need)))
            self.drawing.rect(across, down, "bad", stroke="actual")

    def _words(self, placer: Placer, x: float, spell: Spell) -> None:
        line = self.drawing.line_height()
        y = self._top(spell.need) - line * 0.65
        written = placer.say(money_label(spell.need, self.currency), self._sides(x, y))
        if spell.label and written:
            placer.say(spell.label, self._sides(x, y - line), fill="ink2")

    def _sides(self, x: float, y: float) -> list[Place]:
        return [Place(x, y, "center"), Place(x + self._half, y, "right"), Place(x - self._half, y)]
