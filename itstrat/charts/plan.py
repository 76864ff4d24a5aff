"""The plan by its five steps: what is filled, what is begun, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading
from itstrat.charts.lettering import shorten
from itstrat.charts.theme import SLIDE, Look

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_HALF_DISC = "M0,-1A1,1,0,0,1,0,1Z"
_WORDS = {"filled": "filled", "partly": "partly filled", "missing": "missing"}


def steps(frame: pd.DataFrame, *, look: Look = SLIDE) -> Chart:
    """Every item of the plan under its step: a full, half or empty disc, and a word where something lacks.

    `frame` has at least one row: step, item, state ("filled", "partly" or "missing"); steps and items keep the order in
    which they first come. Steps stand beside each other where every item fits, else below each other.
    """
    order = list(dict.fromkeys(str(step) for step in frame["step"]))
    items = {step: _items(frame, step) for step in order}
    drawing = Drawing(look)
    cards = _Cards(drawing, list(items.items()), heading(drawing, "The plan, step by step"))
    bottom = cards.draw()
    table = frame[["step", "item", "state"]].rename(columns=str.capitalize).astype(object)
    return drawing.chart(bottom, _alt(items), table.reset_index(drop=True))


@dataclass(frozen=True, slots=True)
class _Item:
    item: str
    state: str

    @property
    def word(self) -> str:
        """What is said beside the disc; a full disc says enough."""
        return "" if self.state == "filled" else self.state


@dataclass(slots=True)
class _Cards:
    """One card per step: a strip of how much is filled, the step, a count, the items."""

    drawing: Drawing
    steps: Sequence[tuple[str, Sequence[_Item]]]
    top: float

    def draw(self) -> float:
        """Every card; answers where the last one ends."""
        gap, count = self.drawing.look.px(10), len(self.steps)
        width = (self.drawing.look.width - gap * (count - 1)) / count
        if self._room_for_all > width:
            return self._stacked(gap)
        height = self._head + self._line * max(len(items) for _, items in self.steps) + gap
        for at, (step, items) in enumerate(self.steps):
            self._card((at * (width + gap), self.top), (width, height), step, items)
            for rank, item in enumerate(items):
                place = (at * (width + gap) + self._pad, self.top + self._head + (rank + 0.5) * self._line)
                self._item(place, width - 2 * self._pad, step, item)
        return self.top + height + 1

    def _stacked(self, gap: float) -> float:
        """Cards over the whole width, their items in as many columns as fit."""
        y, look = self.top, self.drawing.look
        beside = 0.0 if look.narrow else look.px(170)
        across = max(1, int((look.width - beside - 2 * self._pad) // self._room_for_all))
        room = (look.width - beside - 2 * self._pad) / across
        for step, items in self.steps:
            lines = self._line * -(-len(items) // across)
            start = self.drawing.look.px(10) if beside else self._head
            height = max(start + lines + gap, self._head + gap / 2)
            self._card((0, y), (look.width, height), step, items)
            for rank, item in enumerate(items):
                x = beside + self._pad + rank % across * room
                middle = y + start + (rank // across + 0.5) * self._line
                self._item((x, middle), room - self._pad * (across > 1), step, item)
            y += height + gap
        return y - gap + 1

    @property
    def _pad(self) -> float:
        return self.drawing.look.px(10)

    @property
    def _head(self) -> float:
        return self.drawing.look.px(50)

    @property
    def _line(self) -> float:
        return self.drawing.look.px(20)

    @property
    def _room_for_all(self) -> float:
        """The width in which every item and every step is whole."""
        items = [item for _, row in self.steps for item in row]
        words = (
            self.drawing.width_of(i.item) + self.drawing.width_of(i.word, 10) + 3 * self._pad for i in items
        )
        names = (self.drawing.width_of(step, 12, 600) for step, _ in self.steps)
        return max(*words, *names) + 2 * self._pad

    def _card(
        self, at: tuple[float, float], size: tuple[float, float], step: str, items: Sequence[_Item]
    ) -> None:
        (x, y), (width, height) = at, size
        self.drawing.rect((x, x + width), (y, y + height), "band", part="band")
        self._strip((x, x + width), y, items)
        done = sum(item.state == "filled" for item in items)
        inner = width - 2 * self._pad
        self.drawing.label(
            (x + self._pad, y + self.drawing.look.px(18)), step, size=12, weight=600, limit=inner
        )
        count = f"{done} of {len(items)} filled"
        self.drawing.label((x + self._pad, y + self.drawing.look.px(36)), count, fill="ink2", limit=inner)

    def _strip(self, across: tuple[float, float], y: float, items: Sequence[_Item]) -> None:
        """How much of the step is filled, begun and missing, from the left."""
        x, thick = across[0], self.drawing.look.px(5)
        share = (across[1] - across[0]) / len(items)
        for state, fill in (("filled", "actual"), ("partly", "previous"), ("missing", "page")):
            end = x + share * sum(item.state == state for item in items)
            if end > x:
                self.drawing.rect((x, end), (y, y + thick), fill, stroke="actual")
            x = end

    def _item(self, at: tuple[float, float], room: float, step: str, item: _Item) -> None:
        (x, y), across = at, self.drawing.look.px(9)
        full = "actual" if item.state == "filled" else "page"
        self.drawing.symbol((x + across / 2, y), "circle", fill=full, stroke="actual", across=across)
        if item.state == "partly":
            self.drawing.symbol((x + across / 2, y), _HALF_DISC, fill="actual", across=across, line=0)
        indent, word_room = self.drawing.look.px(15), self.drawing.width_of(item.word, 10, 500)
        ink = "bad" if item.state == "missing" else "ink2"
        name = shorten(item.item, room - indent - word_room - self._pad, self.drawing.look.px(11))
        self.drawing.label((x, y), name, dx=indent)
        if item.word:
            after = indent + self.drawing.width_of(name) + self._pad * 0.8
            self.drawing.label((x, y), item.word, size=10, weight=500, fill=ink, dx=after)
        sentence = f"{step}: {item.item} is {_WORDS[item.state]}"
        self.drawing.fact((x, x + room), (y - self._line / 2, y + self._line / 2), sentence)


def _items(frame: pd.DataFrame, step: str) -> list[_Item]:
    chosen = frame[frame["step"].astype(str) == step]
    return [_Item(str(item), str(state)) for item, state in zip(chosen["item"], chosen["state"], strict=True)]


def _alt(items: Mapping[str, Sequence[_Item]]) -> str:
    every = [item for row in items.values() for item in row]
    counts = {state: sum(item.state == state for item in every) for state in _WORDS}
    emptiest = max(items, key=lambda step: sum(item.state == "missing" for item in items[step]))
    said = f"{counts['filled']} of {len(every)} items are filled, {counts['partly']} partly, {counts['missing']} missing"
    return f"{said}; most is missing in {emptiest}." if counts["missing"] else f"{said}."
