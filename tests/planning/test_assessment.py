"""What is known of a control on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from itstrat.planning.assessment import Assessment, ControlState, History

DAY = date(2026, 6, 30)


def said(day: date = date(2026, 3, 1), **change: Any) -> Assessment:
    """An answer about control 1: tier 2, target 3."""
    known: dict[str, Any] = {"control_id": 1, "level": Decimal(2), "target": Decimal(3)}
    return Assessment(**(known | {"assessed_on": day} | change))


def on(day: date, *rows: Assessment) -> ControlState:
    """The state of control 1 on the day."""
    return History(rows).on(day, [1])[0]


def test_the_newest_answer_on_or_before_the_day_counts() -> None:
    """Later answers are not known yet, earlier ones are history; of two on one day the later given counts."""
    rows = (said(date(2026, 6, 1), level=Decimal(3)), said(date(2025, 6, 1), level=Decimal(1)))
    assert on(date(2026, 5, 31), *rows).level == 1
    assert on(date(2026, 6, 1), *rows).level == 3
    assert on(date(2026, 6, 1), *rows, said(date(2026, 6, 1), level=Decimal(4))).level == 4


def test_what_nobody_assessed_is_unknown() -> None:
    """Before the first answer, and for a control without one."""
    assert on(date(2026, 2, 28), said()) == ControlState(1)
    assert History([said()]).on(DAY, [2, 1])[0] == ControlState(2)
    assert ControlState(2).is_open is None


def test_the_gap_is_in_whole_levels() -> None:
    """A begun level counts, above target is no gap, without target there is no gap to tell."""
    assert on(DAY, said()).gap == 1
    assert on(DAY, said(level=Decimal("2.5"))).gap == 1
    assert on(DAY, said(level=Decimal("6.5"))).gap == 0
    assert on(DAY, said(target=None)).gap is None


def test_a_control_is_as_good_as_its_weakest_part() -> None:
    """Level 1 of parts at 4 and 1; the gap is the largest of a part, not weakest level against highest target."""
    found = on(
        DAY,
        said(part="Ex1", level=Decimal(4), target=Decimal(4)),
        said(part="Ex2", level=Decimal(1), target=Decimal(2)),
    )
    assert (found.level, found.target, found.gap, found.parts) == (Decimal(1), Decimal(4), 1, 2)


@pytest.mark.parametrize("change", [{"level": None}, {"evidence_on": date(2025, 1, 1)}])
def test_one_blank_or_stale_part_makes_the_control_unknown(change: dict[str, Any]) -> None:
    """Nobody can say that the weakest part is not this one."""
    found = on(DAY, said(part="Ex1"), said(part="Ex2", **change))
    assert (found.level, found.gap, found.status, found.is_open) == (None, None, "unknown", None)


def test_a_part_that_does_not_apply_does_not_count() -> None:
    """Unless none does: then the control does not apply."""
    off = said(part="Ex2", status="not applicable", level=None)
    assert on(DAY, said(part="Ex1"), off).level == 2
    assert on(DAY, off).status == "not applicable"
    assert on(DAY, off).is_open is False


def test_parts_and_the_whole_replace_one_another() -> None:
    """The later speaks; on one day the whole."""
    part, whole = (
        said(date(2026, 4, 1), part="Ex1", level=Decimal(1)),
        said(date(2026, 3, 1), level=Decimal(4)),
    )
    assert on(DAY, part, whole).level == 1
    assert on(date(2026, 3, 31), part, whole).level == 4
    assert on(DAY, part, said(date(2026, 4, 1), level=Decimal(4))).level == 4


def test_levels_of_two_scales_do_not_compare() -> None:
    """The control has no level; whether its parts are on target is known all the same."""
    found = on(DAY, said(part="Ex1"), said(part="Ex2", scale="0-10", level=Decimal(5), target=Decimal(5)))
    assert (found.level, found.gap) == (None, 1)


def test_a_stale_answer_keeps_its_owner_and_dates() -> None:
    """Somebody must still renew it. On the last day of its year it still counts."""
    assert not on(date(2027, 3, 1), said()).stale
    found = on(date(2027, 3, 2), said(owner="Ada", due_on=date(2026, 12, 1)))
    assert found.stale
    assert (found.level, found.target, found.owner) == (None, Decimal(3), "Ada")
    assert (found.fresh_until, found.due_on) == (date(2027, 3, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"status": "planned"}, "planned"),
        ({"level": Decimal(3)}, "implemented"),
        ({}, "partly"),
        ({"level": Decimal(0)}, "not implemented"),
        ({"target": None}, "unknown"),
    ],
)
def test_without_a_status_the_level_tells_it(change: dict[str, Any], status: str) -> None:
    """On target is implemented, below it partly, nothing at all not; what was said comes first."""
    assert on(DAY, said(**change)).status == status


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        (("implemented", "implemented"), "implemented"),
        (("implemented", "not implemented"), "partly"),
        (("planned", "not implemented"), "not implemented"),
        (("planned", "planned"), "planned"),
        (("implemented", "unknown"), "unknown"),
    ],
)
def test_parts_that_differ_are_partly_done(statuses: tuple[str, ...], whole: str) -> None:
    """A mix with something done is partly; a mix without is not."""
    rows = [said(part=str(place), status=one, level=None) for place, one in enumerate(statuses)]
    assert on(DAY, *rows).status == whole


def test_open_is_what_is_left_to_do() -> None:
    """Below target, or not implemented in full."""
    assert on(DAY, said()).is_open
    assert on(DAY, said(level=Decimal(3))).is_open is False
    assert on(DAY, said(level=None, status="planned")).is_open
    assert on(DAY, said(level=None, status="implemented")).is_open is False


def test_days_are_those_of_the_controls_asked_for() -> None:
    """Each once, in order."""
    rows = [said(DAY), said(), said(part="Ex1"), said(date(2020, 1, 1), control_id=2)]
    assert History(rows).days([1, 9]) == [date(2026, 3, 1), DAY]


def test_a_part_that_does_not_apply_lends_no_scale() -> None:
    """The whole stands on the scale of the parts that count, whichever part was looked at last."""
    counts = said(part="a", level=Decimal(6), target=Decimal(5), scale="0-10")
    out = said(date(2026, 4, 1), part="b", level=None, target=None, status="not applicable")
    found = on(DAY, counts, out)
    assert (found.scale, found.level, found.status) == ("0-10", Decimal(6), "implemented")
