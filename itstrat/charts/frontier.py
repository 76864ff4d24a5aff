"""What each budget buys at best: the yearly loss left, falling in steps, and the budget that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading, ticks
from itstrat.charts.placing import Place, Placer
from itstrat.charts.plane import Plane, Tick
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, is_known, money_label, number, plural

if TYPE_CHECKING:
    from decimal import Decimal


_NAMED = 6  # steps that say what they add, besides the first and the last


@dataclass(frozen=True, slots=True)
class Step:
    """From this budget on so much is left at best; `added` says what changed in the set."""

    budget: float
    residual: float
    added: str


def frontier(
    frame: pd.DataFrame, chosen: Decimal | None = None, *, look: Look = SLIDE, currency: str = "USD"
) -> Chart:
    """The yearly loss left by the best set of each budget, as steps; a dot at what the chosen budget buys.

    `frame` has at least one row: budget, residual (expected loss a year), added (words for the set bought there, None
    where nothing is to be said). The last step reaches to the right edge: more money buys nothing more.
    """
    steps = [
        Step(number(budget), number(residual), str(added) if is_known(added) else "")
        for budget, residual, added in zip(frame["budget"], frame["residual"], frame["added"], strict=True)
    ]
    steps.sort(key=lambda step: (step.budget, -step.residual))
    drawing = Drawing(look)
    top = heading(drawing, "Expected yearly loss left, by yearly budget for upgrades")
    bottom = max(float(look.height), top + look.px(200))
    _Steps(drawing, steps, number(chosen), top, bottom, currency).draw()
    table = pd.DataFrame(
        {
            f"Budget ({currency})": frame["budget"].map(exact),
            f"Loss left a year ({currency})": frame["residual"].map(exact),
            "With": [str(added) if is_known(added) else "" for added in frame["added"]],
        },
        dtype=object,
    )
    return drawing.chart(bottom, _alt(steps, number(chosen), currency), table)


def bought(steps: Sequence[Step], budget: float) -> Step | None:
    """The step that a budget reaches; None where it is unknown or below the first."""
    reached = [step for step in steps if step.budget <= budget]
    return reached[-1] if reached else None


@dataclass
class _Steps:
    """The layout between `top` and `bottom`."""

    drawing: Drawing
    steps: Sequence[Step]
    chosen: float
    top: float
    bottom: float
    currency: str

    def draw(self) -> None:
        """Axes, steps, the chosen budget and the words."""
        drawing, look = self.drawing, self.drawing.look
        up = [Tick(v, self._money(v)) for v in ticks(0.0, self._plane.up[1], 4)]
        drawing.left = max(drawing.width_of(tick.text, 10.5) for tick in up) + look.px(10)
        drawing.right = look.px(6)
        self._plane.draw([Tick(v, self._money(v)) for v in ticks(0.0, self._plane.across[1], 5)], up)
        placer = Placer(drawing, self.top, self._plane.floor)
        placer.block((0, drawing.left), (self.top, self.bottom))
        self._line(placer)
        self._choice(placer)
        self._words(placer)

    def _money(self, amount: float) -> str:
        return money_label(amount, self.currency)

    @cached_property
    def _plane(self) -> Plane:
        budgets = [step.budget for step in self.steps] + [self.chosen] * is_known(self.chosen)
        most = max(step.residual for step in self.steps)
        widest = (max([0.0, *budgets]) or 1.0) * 1.12
        return Plane(
            self.drawing,
            self.top + self.drawing.line_height(),
            self.bottom,
            (0.0, widest),
            (0.0, most or 1.0),
        )

    def _line(self, placer: Placer) -> None:
        """Level until the next step, then straight down to it; a dot where a step begins."""
        plane, line = self._plane, self.drawing.look.px(2.2)
        ends = [*self.steps[1:], Step(plane.across[1], self.steps[-1].residual, "")]
        for step, following in zip(self.steps, ends, strict=True):
            x, x2, y, y2 = (
                *map(plane.x, (step.budget, following.budget)),
                plane.y(step.residual),
                plane.y(following.residual),
            )
            self.drawing.rule((x, y), (x2, y), "actual", line=line)
            placer.block((x, x2), (y - line / 2, y + line / 2))
            placer.line([(x2, y), (x2, y2)])
            said = f"From {self._money(step.budget)}: {self._money(step.residual)} left a year"
            said += f", with {step.added}" * bool(step.added)
            self.drawing.fact((x, max(x2, x + 1)), (self.top, plane.floor), said)
        for step, following in pairwise(self.steps):
            x = plane.x(following.budget)
            self.drawing.rule(
                (x, plane.y(step.residual)), (x, plane.y(following.residual)), "ink3", dash="dot"
            )

    def _choice(self, placer: Placer) -> None:
        step = bought(self.steps, self.chosen)
        if step is None:
            return
        look, x, y = self.drawing.look, self._plane.x(self.chosen), self._plane.y(step.residual)
        self.drawing.rule(
            (x, self.top + self.drawing.line_height()), (x, self._plane.floor), "primary", line=1.4
        )
        placer.line([(x, self.top), (x, self._plane.floor)])
        self.drawing.symbol((x, y), "circle", fill="primary", stroke="page", across=look.px(11), line=1.2)
        placer.block((x - look.px(6), x + look.px(6)), (y - look.px(6), y + look.px(6)))
        head = self.top + self.drawing.line_height() / 2
        places = [Place(x, head, "center"), Place(x, head), Place(x, head, "right")]
        placer.say(f"Chosen {self._money(self.chosen)}", places, weight=600, fill="primary")
        placer.say(
            f"{self._money(step.residual)} left", placer.around(x + look.px(4), y), weight=600, fill="primary"
        )

    def _words(self, placer: Placer) -> None:
        """What the first, the last and the deepest steps leave and add, beside their line."""
        depths = {id(b): a.residual - b.residual for a, b in pairwise(self.steps)}
        deepest = sorted(self.steps[1:-1], key=lambda step: -depths[id(step)])
        ends = [self.steps[0], *self.steps[1:][-1:]]
        line, away = self.drawing.line_height(), self.drawing.look.px(4)
        for step in [*ends, *deepest[:_NAMED]]:
            x, y = self._plane.x(step.budget), self._plane.y(step.residual)
            places = [
                Place(x + away, y - line * 0.7),
                Place(x + away, y + line * 0.7),
                Place(x - away, y + line * 0.3, "right"),
            ]
            money = self._money(step.residual)
            texts = [f"{money} with {step.added}", step.added] if step.added else [money]
            any(placer.say(text, places, size=10, fill="ink2", ground="page") for text in texts)


def _alt(steps: Sequence[Step], chosen: float, currency: str) -> str:
    first, last = steps[0], steps[-1]
    said = f"From {money_label(first.residual, currency)} a year at {money_label(first.budget, currency)} the expected loss falls"
    said += f" to {money_label(last.residual, currency)} at {money_label(last.budget, currency)}, in {plural(len(steps) - 1, 'step')}"
    step = bought(steps, chosen)
    if step is None:
        return f"{said}; no budget is chosen."
    return (
        f"{said}; the chosen {money_label(chosen, currency)} leaves {money_label(step.residual, currency)}."
    )
