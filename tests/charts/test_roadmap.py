"""The roadmap: what its bars, marks and words promise, and how many rows a page holds."""

from __future__ import annotations

import pytest

from itstrat.charts import roadmap
from itstrat.charts.drawing import label_boxes
from itstrat.charts.theme import Look
from tests.charts.drawn import rects, words
from tests.charts.roadmap_cases import (
    COSTS,
    EIGHTEEN,
    FULL,
    LINKS,
    MILESTONES,
    OBJECTIVES,
    bars,
    drawn,
    many,
    quarters,
)

ONE = ("Support", "Desk", "26-07", "27-06-30")


def test_work_done_fills_its_share_of_the_bar() -> None:
    """A quarter of the work done fills a quarter of the bar's length, from the start on."""
    chart = drawn([(*ONE, None, 0.25, "on track")])()
    bar, done = rects(chart, "primary_tint").iloc[0], rects(chart, "primary").iloc[0]
    assert (done["x2"] - done["x"]) / (bar["x2"] - bar["x"]) == pytest.approx(0.25, abs=0.01)
    assert done["x"] == pytest.approx(bar["x"], abs=1)


@pytest.mark.parametrize(("status", "ground"), [("unknown", "page"), ("at risk", "risk_tint")])
def test_unknown_work_fills_nothing(status: str, ground: str) -> None:
    """An unknown progress is drawn as an outline alone, and its row says no share that is done."""
    chart = drawn([(*ONE, None, None, status)])()
    assert len(rects(chart, ground)) == 1
    assert len(rects(chart, "ink3")) + len(rects(chart, "risk")) == 0
    assert "done" not in " ".join(chart.frame[chart.frame["part"] == "fact"]["text"])


def test_a_planned_bar_is_an_outline_and_a_done_one_solid() -> None:
    """What is planned is empty whatever else; what is done is filled as a whole."""
    planned, done = drawn([(*ONE, None, 0.0, "planned")])(), drawn([(*ONE, None, 0.4, "done")])()
    assert (len(rects(planned, "page")), len(rects(planned, "ink3"))) == (1, 0)
    assert len(rects(done, "ink3")) == 1


def test_a_slip_is_told_by_a_tick_and_in_words() -> None:
    """A finish in another month than first approved has a tick where it was and says both months."""
    chart = drawn([("Support", "Desk", "26-07", "27-06-30", "27-03-31")])()
    assert "Jun 27, was Mar" in words(chart)
    lines = chart.frame[(chart.frame["part"] == "line") & (chart.frame["stroke"] == "ink")]
    tick = lines[lines["x"] == lines["x2"]].iloc[0]
    bar = rects(chart, "page").iloc[0]
    assert bar["x"] < tick["x"] < bar["x2"]


def test_a_milestone_tells_its_slip_once() -> None:
    """Where a milestone is the finish, the slip stands at its name and not a second time."""
    chart = drawn(FULL, LINKS, MILESTONES)()
    assert "Go-live Jul 28, was Apr" in words(chart)
    assert "Jun 28, was Mar" not in words(chart)


def test_the_year_is_said_where_it_was_another() -> None:
    """A slip into another year names both years."""
    assert "Jun 28, was Dec 27" in words(drawn([("Support", "Desk", "26-07", "28-06-30", "27-12-31")])())


def test_the_critical_path_is_not_told_by_colour_alone() -> None:
    """Critical bars are underlined and the link between two of them is solid; another link is dashed."""
    rows = [
        (*ONE, None, 0.0, "planned", True),
        ("Support", "Hubs", "27-07", "28-01", None, 0.0, "planned", True),
        ("Support", "Late", "28-01", "28-06"),
    ]
    frame = drawn(rows, [(1, 2, "FS"), (2, 3, "FS")])().frame
    lines = frame[frame["part"] == "line"]
    assert len(lines[(lines["stroke"] == "ink") & (lines["y"] == lines["y2"]) & (lines["line"] == 2.4)]) == 2
    assert set(lines[(lines["stroke"] == "ink") & (lines["line"] == 1.6)]["dash"]) == {"solid"}
    assert set(lines[lines["stroke"] == "ink2"]["dash"]) == {"dash"}


@pytest.mark.parametrize(
    ("kind", "from_end", "to_end"),
    [("FS", "x2", "x"), ("SS", "x", "x"), ("FF", "x2", "x2"), ("SF", "x", "x2")],
)
def test_a_link_goes_from_the_end_that_holds_to_the_end_that_is_held(
    kind: str, from_end: str, to_end: str
) -> None:
    """Each kind of dependency leaves and reaches the right ends, within a few pixels of them."""
    first, second = ("Support", "A", "27-01", "27-06-30"), ("Support", "B", "27-10", "28-03-31")
    if kind == "SF":
        first, second = second, first
    frame = drawn([first, second], [(1, 2, kind)])().frame
    shapes = frame[(frame["part"] == "bar") & (frame["fill"] == "page")]
    before, after = shapes.iloc[0], shapes.iloc[1]
    path = frame[(frame["part"] == "line") & (frame["stroke"] == "ink2")]
    head = frame[(frame["part"] == "point") & frame["shape"].str.startswith("triangle")].iloc[0]
    assert path.iloc[0]["x"] == pytest.approx(before[from_end], abs=2)
    assert head["x"] == pytest.approx(after[to_end], abs=7)


def test_links_that_lead_elsewhere_are_counted() -> None:
    """A dependency of a row on another page is not drawn, but said; one between two others is not of this page."""
    chart = drawn([ONE], [(1, 99, "FS"), (98, 99, "FS")])()
    assert "1 link to rows not shown here" in " ".join(words(chart))
    assert chart.frame[chart.frame["shape"].str.startswith("triangle")].empty


def test_objectives_stand_above_and_the_unscheduled_below() -> None:
    """Lanes keep their order whatever the order of rows; initiatives without any date have a lane of their own."""
    chart = drawn(
        [("Experience", "No date yet", None, None), ("Security", "Sentry", "26-07", "27-01"), *OBJECTIVES[:1]]
    )()
    tops = {box.text: box.top for box in label_boxes(chart.frame)}
    assert tops["Company"] < tops["Security"] < tops["Not scheduled"]
    assert "no dates; Experience" in tops


def test_each_row_says_its_status_in_a_word_or_a_glyph() -> None:
    """Beside a wide bar stand glyph and word, above a narrow one the glyph."""
    chart, phone = drawn(EIGHTEEN)(), drawn(EIGHTEEN)(Look("light", 358, 1.3, 400))
    assert {"✓", "●", "▲", "■", "○", "Done", "On track", "At risk", "Off track", "Planned"} <= words(chart)
    assert {"✓", "●", "▲", "■", "○"} <= words(phone)
    assert "On track" not in words(phone)


def test_quarters_carry_their_cost_where_there_is_room() -> None:
    """On a slide each quarter says its cost; on a phone whole years do."""
    case = drawn(EIGHTEEN, axis=quarters("26-01", 14, COSTS))
    assert "$310k" in words(case())
    phone = words(case(Look("light", 358, 1.3, 400)))
    assert "$310k" not in phone
    assert "$1.16M" in phone


def test_an_unknown_cost_is_no_zero() -> None:
    """A quarter of which the cost is not known says so, and its year has no sum."""
    chart = drawn(EIGHTEEN, axis=quarters("26-07", 4, [*COSTS[:3], None]))()
    assert "?" in words(chart)
    assert not any(text.startswith("$") and text.endswith("M") for text in words(chart))


def test_eighteen_rows_with_objectives_fit_a_slide() -> None:
    """Eighteen initiatives under four objectives are hardly higher than a slide has room for a chart."""
    assert drawn(FULL, LINKS, MILESTONES[:5], quarters("26-01", 14, COSTS))().height <= 450


def test_more_than_eighteen_are_paged_by_component() -> None:
    """Up to 18 initiatives are one page; beyond, each component has its own with the objectives it serves, none is lost."""
    assert list(roadmap.pages(bars(FULL))) == ["All"]
    frame = bars([*OBJECTIVES, *many(200)])
    told = roadmap.pages(frame)
    assert list(told)[:3] == ["Objectives", "Security 1 of 2", "Security 2 of 2"]
    rest = [page[page["lane"] != "Company"] for page in told.values()]
    assert all(len(page) <= 18 for page in rest)
    assert sorted(key for page in rest for key in page["id"]) == list(range(5, 205))
    assert set(told["Security 1 of 2"]["name"]) >= {OBJECTIVES[0][1]}


def test_every_row_says_what_it_is() -> None:
    """What is read aloud holds dates, status, progress and what the row is part of; the table holds every row."""
    chart = drawn(FULL, LINKS, MILESTONES)()
    facts = list(chart.frame[chart.frame["part"] == "fact"]["text"])
    said = next(text for text in facts if text.startswith("Data-centre exit"))
    for part in (
        "1 Apr 2026 to 31 Dec 2027",
        "first approved until 31 Aug 2027",
        "off track",
        "18% done",
        "critical path",
        "mandatory",
        "objective 4",
    ):
        assert part in said
    assert len(chart.table) == len(facts) == len(FULL) + 1


def test_a_name_too_long_for_one_line_takes_two() -> None:
    """Beside its bar it is broken, not cut, where two lines hold it; a row of a short name stays as thick."""
    long = ("Security", "Devices of everybody encrypted and patched by policy", *ONE[2:])
    chart = drawn([long, ONE])(Look(width=880, scale=1.3))
    assert not [text for text in words(chart) if text.endswith("…")]
    bars_drawn = rects(chart, "page").sort_values("y")
    tall = (bars_drawn["y2"] - bars_drawn["y"]).tolist()
    assert tall[0] == pytest.approx(tall[1], abs=0.1)


def test_two_milestones_in_a_row_both_have_a_date() -> None:
    """The last one before the end of the axis has room on its left alone, which the first one leaves to it."""
    told = [(None, "Partners decide the plan of the next year" * 3, "28-12-20", None, False)]
    told.append((None, "A second firm joins the company", "29-06-15", None, False))
    chart = drawn([ONE], milestones=told)(Look(width=880, scale=1.3))
    assert {"Dec 28", "Jun 29"} <= {text[-6:] for text in words(chart)}


def test_the_ground_behind_words_does_not_stretch() -> None:
    """Where the sheet is stretched it stays as wide as the words: it hangs at one point, and has its width in pixels."""
    frame = drawn(FULL, LINKS, MILESTONES)().frame
    patches = frame[frame["part"] == "patch"]
    assert len(patches)
    assert (patches["x"] == patches["x2"]).all()
    assert (patches["size"] > 0).all()
