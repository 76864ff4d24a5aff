"""Every chart: what it draws, that its labels are whole and apart, and what it says to who cannot see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.charts.drawing import Box, Chart, label_boxes
from itstrat.charts.template import PARTS, template
from itstrat.charts.theme import SLIDE, TOKENS, Look
from tests.charts.made import ODD, USUAL, bars, contracts, months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.charts.cases import Case

NAMES = {case.name: case for case in USUAL}


def overlaps(chart: Chart) -> list[tuple[Box, Box]]:
    """Pairs of labels that share some room."""
    boxes = [box for box in label_boxes(chart.frame) if box.text]
    return [(one, two) for at, one in enumerate(boxes) for two in boxes[at + 1 :] if one.meets(two)]


def outside(chart: Chart) -> list[Box]:
    """Labels that leave the sheet."""
    width, height = chart.spec["width"], chart.height
    boxes = label_boxes(chart.frame)
    return [b for b in boxes if b.left < -1 or b.top < -1 or b.right > width + 1 or b.bottom > height + 1]


def fonts(node: Any) -> Iterator[str]:
    """Every font named anywhere in a specification."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key.lower().endswith("font") and isinstance(value, str):
                yield value
            yield from fonts(value)
    elif isinstance(node, list):
        for value in node:
            yield from fonts(value)


def test_labels_of_usual_charts_are_apart_and_inside(usual: Case, look: Look) -> None:
    """No label meets another or leaves the sheet, from a phone to a wide screen."""
    chart = usual(look)
    assert not overlaps(chart)
    assert not outside(chart)


def test_labels_of_odd_charts_are_apart_and_inside(odd: Case, look: Look) -> None:
    """One row, forty rows, credits, nothing known, huge ratios and very long names keep their labels apart."""
    chart = odd(look)
    assert not overlaps(chart)
    assert not outside(chart)


def test_marks_stay_on_the_sheet(odd: Case, look: Look) -> None:
    """No bar, rule or point leaves the sheet, whatever the numbers; and no coordinate is missing."""
    chart = odd(look)
    marks = chart.frame[chart.frame["part"] != "label"]
    assert not chart.frame[["x", "x2", "y", "y2"]].isna().any().any()
    ends = {"x": chart.spec["width"], "x2": chart.spec["width"], "y": chart.height, "y2": chart.height}
    for end, most in ends.items():
        assert marks[end].between(-2, most + 2).all(), end


def test_golden(usual: Case, golden: Callable[[str, Any], None]) -> None:
    """Marks, alt sentence and table of each chart on a slide are those last looked at."""
    chart = usual(SLIDE)
    golden(
        usual.name,
        {
            "alt": chart.alt,
            "height": chart.height,
            "table": chart.table.to_dict("split")["data"],
            "columns": list(chart.table.columns),
            "marks": [" ".join(f"{value}" for value in mark) for mark in chart.frame.itertuples(index=False)],
        },
    )


def test_template_golden(golden: Callable[[str, Any], None]) -> None:
    """The one specification behind all charts is the one last looked at."""
    golden("template", template("light", 920, 424, 52, 8))


@pytest.mark.parametrize("case", [*USUAL, *ODD.values()], ids=lambda case: case.name)
def test_alt_is_a_short_sentence(case: Case) -> None:
    """Every chart says its finding in one line of at most 200 characters that ends with a full stop."""
    alt = case().alt
    assert 20 <= len(alt) <= 200
    assert alt.endswith(".")
    assert "nan" not in alt.lower().split()


def test_the_finding_is_read_first(usual: Case) -> None:
    """The alt sentence is a mark behind all others, as large as the chart and without a tooltip."""
    chart = usual()
    (said,) = chart.frame[chart.frame["part"] == "said"].to_dict("records")
    assert (said["text"], said["x2"], said["y2"]) == (chart.alt, chart.spec["width"], chart.height)
    assert "tooltip" not in chart.spec["layer"][0]["encoding"]
    assert chart.spec["layer"][0]["transform"] == [{"filter": "(datum.part === 'said')"}]


def test_each_row_of_data_has_one_sentence(usual: Case) -> None:
    """What is pointed at or read aloud is a plain sentence; decoration is silent."""
    chart = usual()
    facts = chart.frame[chart.frame["part"] == "fact"]["text"]
    assert len(facts) > 0
    assert facts.is_unique
    for layer in chart.spec["layer"]:
        assert ("description" in layer["encoding"]) != (layer["mark"].get("aria") is False)


def test_fonts_end_in_a_generic_family(usual: Case) -> None:
    """A font that is not installed would draw nothing at all: every stack ends in sans-serif."""
    found = list(fonts(usual().spec))
    assert found
    assert all(font.endswith("sans-serif") for font in found)


def test_spec_holds_no_data_and_is_shared() -> None:
    """The template is built once for a size and theme, and names its source instead of holding rows."""
    one, two = NAMES["breakdown"].draw(), NAMES["breakdown"].draw()
    assert one.spec is two.spec
    assert one.spec["data"] == {"name": "source"}
    assert "values" not in json.dumps(one.spec)


def test_theme_changes_colours_only(usual: Case) -> None:
    """Light and dark draw the same marks at the same places, in the tokens of their theme."""
    light, dark = usual(Look("light")), usual(Look("dark"))
    assert light.frame.equals(dark.frame)
    assert light.spec["background"] == TOKENS["light"]["page"]
    assert dark.spec["background"] == TOKENS["dark"]["page"]
    assert set(light.frame["fill"]) | set(light.frame["stroke"]) <= set(TOKENS["dark"])


def test_every_mark_belongs_to_a_layer(usual: Case) -> None:
    """A mark whose part no layer draws would vanish in silence."""
    assert set(usual().frame["part"]) <= set(PARTS)


def test_margins_keep_their_width_when_stretched() -> None:
    """Only what lies between the margins is stretched: the scale's stops say so."""
    scale = template("light", 900, 400, 120.0, 80.0)["layer"][0]["encoding"]["x"]["scale"]
    assert scale["domain"] == [0.0, 120.0, 820.0, 900.0]
    assert scale["range"] == [0, 120.0, {"expr": "width - 80.0"}, {"expr": "width"}]


def test_open_months_show_their_budget_only() -> None:
    """An amount already booked in an open month is neither drawn nor compared."""
    with_booking, without = months([5, 9], [6, 6], closed=1)(), months([5, None], [6, 6], closed=1)()
    assert with_booking.frame.equals(without.frame)
    assert with_booking.table.iloc[1].tolist() == ["Aug 2026", None, without.table.iloc[1, 2], None]


def test_both_tiers_share_one_scale() -> None:
    """A difference of half the budget is drawn half as high as the budget itself."""
    frame = months([150], [100], closed=1)().frame
    rects = frame[frame["part"] == "bar"].set_index("fill")
    actual, over = rects.loc["actual"], rects.loc["bad"]
    height = actual["y2"] - actual["y"]
    assert (over["y2"] - over["y"]) / height == pytest.approx(1 / 3, abs=0.01)


def test_on_a_phone_the_baseline_runs_beside_bars_and_not_through_names() -> None:
    """Names stand above their bars there: each bar has a piece of the baseline of its own, none crosses a name."""
    frame = NAMES["breakdown"](Look("light", 358, 1.3, 400)).frame
    lines = frame[frame["part"] == "line"]
    names = frame[(frame["part"] == "label") & (frame["weight"] == 500)]["y"]
    assert len(lines) == len(names) == 5
    assert not any(
        top < name < end for top, end in zip(lines["y"], lines["y2"], strict=True) for name in names
    )


def test_breakdown_keeps_every_row_in_its_table() -> None:
    """Rows beyond the first ones are added up in the picture, never dropped; the unknown is its own row."""
    chart = bars([(f"Vendor {at}", 100 - at, None) for at in range(30)] + [(None, 7, None)], top=5)()
    labels = set(chart.frame[chart.frame["part"] == "label"]["text"])
    assert {"Other (25)", "Unknown", "$2.08k", "$7"} <= labels
    assert len(chart.table) == 31


def test_renewals_beyond_the_last_row_are_counted() -> None:
    """Eighteen contracts are drawn; the line below says how many are not, and the table has them."""
    chart = contracts(list(range(25)))()
    assert "7 more contracts in the table." in set(chart.frame["text"])
    assert len(chart.table) == 25


def test_overdue_renewals_are_orange_red_and_said() -> None:
    """An overdue contract is marked by colour, glyph and word together."""
    frame = contracts([-5, 40])().frame
    assert {"■", "Overdue"} <= set(frame["text"])
    assert set(frame[frame["text"].isin(["■", "Overdue"])]["fill"]) == {"bad"}


def test_dates_are_never_written_across_today() -> None:
    """A cancel-by date stands clear of today's rule, on whichever side there is room."""
    for days in range(-40, 60, 3):
        frame = contracts([days])().frame
        rule = frame[(frame["part"] == "line") & (frame["stroke"] == "bad") & (frame["x"] == frame["x2"])][
            "x"
        ].iloc[0]
        dates = [box for box in label_boxes(frame) if box.text.startswith("by ")]
        assert all(not box.left < rule < box.right for box in dates), days
