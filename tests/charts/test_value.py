"""Value in four kinds: projected against realised, on scales of their own, never added up."""

from __future__ import annotations

import pytest

from tests.charts.drawn import rects, words
from tests.charts.roadmap_cases import WORTH, worth


def test_realised_over_projected_stands_in_words() -> None:
    """Each kind says its newest realised total of what was projected by then: $41k of $60k."""
    chart = worth(WORTH)()
    assert {
        "$41k of $60k by Q3 FY27",
        "nothing measured yet",
        "Cash",
        "Avoided cost",
        "Released time",
        "Client experience",
    } <= words(chart)


def test_realised_stands_in_front_on_the_same_scale() -> None:
    """Half of what was projected is half as high."""
    chart = worth({"cash": ([100], [50])})()
    outline, solid = rects(chart, "page").iloc[0], rects(chart, "actual").iloc[0]
    assert (solid["y2"] - solid["y"]) / (outline["y2"] - outline["y"]) == pytest.approx(0.5, abs=0.01)


def test_what_is_not_measured_is_no_zero() -> None:
    """A quarter without a measurement has no solid column and says so when it is read aloud."""
    chart = worth({"cash": ([100, 200], [50])})()
    assert len(rects(chart, "actual")) == 1
    facts = chart.frame[chart.frame["part"] == "fact"]["text"].tolist()
    assert facts[1] == "Cash by Q2 FY27: $200 projected, not measured"


def test_kinds_are_never_added_up() -> None:
    """No number of the chart or its sentence is a sum over kinds."""
    chart = worth({"cash": ([100], [60]), "time": ([300], [200])})()
    said = " ".join([*words(chart), chart.alt])
    assert "$400" not in said
    assert "$260" not in said
