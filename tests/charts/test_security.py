"""The security baseline: levels as they are, compliance with what is unknown of it, and losses in money."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from itstrat.charts import security
from itstrat.charts.drawing import label_boxes
from itstrat.charts.theme import Look
from tests.charts.cases import Case
from tests.charts.drawn import words
from tests.charts.security_cases import FUNCTIONS, PARTS, baseline

if TYPE_CHECKING:
    from itstrat.charts.drawing import Chart

ONE = ("Govern", 2, 2, 3, 1, 3, 1, 14, 31, 0.1, 0.91, 0.94, 0.95, 600_000, 800_000)


def changed(**values: object) -> Chart:
    """The baseline of one part with other values."""
    row = dict(zip(PARTS, ONE, strict=True)) | values
    return baseline([tuple(row.values())])()


def test_parts_keep_the_order_they_come_in() -> None:
    """Functions stand in the order of their framework, not by size."""
    boxes = [
        box for box in label_boxes(baseline(FUNCTIONS)().frame) if box.text in {row[0] for row in FUNCTIONS}
    ]
    assert [box.text for box in sorted(boxes, key=lambda box: box.top)] == [row[0] for row in FUNCTIONS]


def test_the_median_stands_at_its_level() -> None:
    """The median 2 of a scale of 1 to 4 lies a third of the way, the target 3 two thirds."""
    frame = changed().frame
    rules = frame[(frame["part"] == "grid")]["x"].unique()[:4]
    dots = frame[(frame["part"] == "point")]["x"].tolist()
    assert dots[1] == pytest.approx(rules[1], abs=0.1)
    assert dots[0] == pytest.approx(rules[2], abs=0.1)


def test_a_gap_of_a_whole_level_is_amber() -> None:
    """From a whole level below the target on the way is amber, less is not, and none draws no way."""
    strokes = [set(changed(level=level).frame["stroke"]) for level in (2, 2.5, 3)]
    assert ["risk" in each for each in strokes] == [True, False, False]
    assert ["primary" in each for each in strokes] == [False, True, False]


def test_counts_and_what_is_unknown_stand_in_words() -> None:
    """Beside each level stand how many items are at their target and which share is unknown."""
    assert {"14 of 31 at target", "10% unknown"} <= words(changed())
    assert "10% unknown" not in words(changed(unknown=0))


def test_a_part_never_assessed_has_no_level() -> None:
    """What was not assessed says so; no dot stands for it, but its target does."""
    chart = changed(level=None, low=None, high=None, least=None, year_ago=None)
    assert "not assessed" in words(chart)
    points = chart.frame[chart.frame["part"] == "point"]
    assert len(points) == 2
    assert set(points["fill"]) == {"page", "actual"}


def test_what_is_unknown_of_compliance_is_a_line_from_the_dot() -> None:
    """The dot is what is met for sure; the line reaches to what may be met besides."""
    assert "91%" in words(changed())
    frame = changed(goal=None).frame
    lines = frame[(frame["part"] == "line") & (frame["stroke"] == "actual")]
    dot = frame[(frame["part"] == "point") & (frame["fill"] == "actual")]["x"].max()
    assert lines["x"].min() == pytest.approx(dot)
    assert lines["x2"].max() > dot
    sure = changed(compliance_high=0.91, goal=None).frame
    assert sure[(sure["part"] == "line") & (sure["stroke"] == "actual")].empty


def test_a_loss_above_appetite_has_a_triangle() -> None:
    """Colour and glyph tell together what is above the appetite; at the appetite is not above."""
    assert {"▲ $900k"} <= words(changed(loss=900_000))
    assert {"$800k"} <= words(changed(loss=800_000))
    assert "bad" not in set(changed(loss=800_000).frame["fill"])


def test_without_money_the_panel_says_so() -> None:
    """Parts without an estimate say `no estimate`, and so does the sentence; columns may be missing."""
    frame = pd.DataFrame([ONE], columns=list(PARTS), dtype=object)[list(PARTS[:13])]
    chart = security.baseline(frame)
    assert "no estimate" in words(chart)
    assert chart.alt.endswith("no estimate of losses.")
    assert words(changed(loss=None)) & {"no estimate"}


def test_a_scale_of_another_source_has_its_own_levels() -> None:
    """Levels from 0 to 10 are numbered from 0 to 10."""
    names = ("",) * 11
    case = Case("baseline", partial(baseline([ONE]).draw, levels=names, lowest=0))
    assert {"0", "5", "10"} <= words(case(Look("light", 1770, 1.3, 500)))


def test_the_sentence_names_the_furthest_gap_and_the_dearest_loss() -> None:
    """Who cannot see the chart hears how many parts lag, which most, and which loss is above appetite."""
    assert baseline(FUNCTIONS)().alt == (
        "4 of 6 parts below the target level, furthest Recover (1 of 3); 3 above appetite, most Recover, $3.1M."
    )


@pytest.mark.parametrize("met", [0.35, 0.45, 0.69, 0.71, 0.91])
def test_the_axis_of_compliance_ends_at_all(met: float) -> None:
    """Whatever the least met: the 100% mark is named, on a screen as on a slide."""
    for look in (Look(), Look(width=880, scale=1.3)):
        row = dict(zip(PARTS, ONE, strict=True)) | {"compliance": met, "compliance_high": met, "goal": 0.9}
        assert "100%" in words(baseline([tuple(row.values())])(look))
