"""The facts of the roadmap: entered, checked, saved on the version seen, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError, NotAllowedError, StaleEditError
from itstrat.planning.task_links import CycleError
from itstrat.store import benefit, initiative, links, migrate, milestone, objective, schedules, team
from itstrat.store.amending import Change
from itstrat.store.database import Store
from itstrat.store.roadmap import roadmap
from itstrat.store.saves import saves, undo_save

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.settings import Settings
    from itstrat.store.reading import Row

JAN, MARCH, MAY = date(2027, 1, 1), date(2027, 3, 31), date(2027, 5, 1)


def started(store: Store, name: str, **more: object) -> int:
    """An initiative of the first quarter of 2027."""
    values = {"name": name, "start_on": JAN, "finish_on": MARCH} | more
    return initiative.INITIATIVE.enter(store, values, "Ann", "planned")


def read(store: Store, reader: Callable[..., list[Row]]) -> list[Row]:
    """What a reader gives now."""
    with store.snapshot() as plan:
        return reader(plan)


def one(store: Store, reader: Callable[..., list[Row]]) -> Row:
    """The only row a reader gives."""
    (row,) = read(store, reader)
    return row


def test_the_whole_roadmap_is_read_at_once(store: Store) -> None:
    """Each part by its own reader, with the names of what it refers to; nothing of what was taken out."""
    crm, kept = started(store, "CRM"), started(store, "Backup")
    goal = objective.OBJECTIVE.enter(
        store, {"name": "Grow", "type": "headcount_growth", "weight": Decimal("0.4")}, "Ann", "board"
    )
    objective.SUPPORT.enter(
        store, {"objective_id": goal, "initiative_id": crm, "strength": 4}, "Ann", "they agreed"
    )
    objective.DRIVER.enter(
        store, {"objective_id": goal, "input": "spare_seats", "value": Decimal("0.1")}, "Ann", "why"
    )
    links.LINK.enter(store, {"before_id": kept, "after_id": crm, "kind": "SS", "lag_days": -3}, "Ann", "why")
    milestone.MILESTONE.enter(store, {"name": "Go-live", "initiative_id": crm, "due_on": MARCH}, "Ann", "why")
    worth = benefit.BENEFIT.enter(store, {"initiative_id": crm, "kind": "time"}, "Ann", "why")
    benefit.VALUE.enter(store, {"benefit_id": worth, "month": MAY, "value": Decimal(400)}, "Ann", "why")
    team.CAP.enter(store, {"fiscal_year": 2027, "amount": Decimal(90_000)}, "Ann", "why")
    team.TEAM.enter(store, {"name": "IT"}, "Ann", "why")
    with store.snapshot() as plan:
        found = roadmap(plan)
    assert [row["name"] for row in found.objectives] == ["Grow"]
    assert (found.supports[0]["objective"], found.supports[0]["initiative"]) == ("Grow", "CRM")
    assert (found.drivers[0]["input"], found.drivers[0]["value"]) == ("spare_seats", Decimal("0.1"))
    assert (found.links[0]["before"], found.links[0]["after"], found.links[0]["lag_days"]) == (
        "Backup",
        "CRM",
        -3,
    )
    assert found.milestones[0]["initiative"] == "CRM"
    assert (found.values[0]["value"], found.benefits[0]["kind"]) == (Decimal(400), "time")
    assert (found.caps[0]["fiscal_year"], found.teams[0]["capacity"]) == (2027, None)
    initiative.INITIATIVE.retire(store, crm, 1, "Ann", "not worth it")
    with store.snapshot() as plan:
        gone = roadmap(plan)
    assert not any((gone.supports, gone.links, gone.milestones, gone.benefits, gone.values))


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"component": "Magic"}, {"start_on": "soon"}, {"progress": Decimal(2)}, {"one_off": None},
     {"finish_on": date(2026, 1, 1)}, {"status_override": "done"}, {"mandatory": "x"}, {"effort": Decimal(-1)},
     {"duration_days": 0}, {"approved_start_on": JAN}, {"start_on": date(1, 1, 1)}, {"deadline_on": date(9999, 12, 31)},
     {"one_off": Decimal("NaN")}, {"run_monthly": Decimal("Infinity")}, {"name": "x" * 20_001}],
)  # fmt: skip
def test_an_initiative_that_cannot_be_is_refused(store: Store, wrong: dict[str, Any]) -> None:
    """In words, against the record as it would stand, and nothing is written."""
    key = started(store, "CRM")
    with pytest.raises(ItstratError):
        initiative.INITIATIVE.save(store, [Change(key, 1, wrong)], "Ann", "why")
    assert one(store, initiative.initiatives)["version"] == 1


def test_progress_that_nobody_states_is_unknown(store: Store) -> None:
    """Of a new one until somebody does, and again when it is emptied."""
    key = started(store, "CRM")
    assert one(store, initiative.initiatives)["progress"] is None
    for version, told in enumerate((Decimal(0), None), start=1):
        initiative.INITIATIVE.save(store, [Change(key, version, {"progress": told})], "Ann", "why")
        assert one(store, initiative.initiatives)["progress"] == told


def test_progress_of_an_older_file_stays_as_it_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a 0 from before was stated nobody can tell any more; what is added since is unknown."""
    steps = migrate.migrations()
    monkeypatch.setattr(migrate, "migrations", lambda: [step for step in steps if step.version < 7])
    old = Store(settings)
    with old.tx("Ann", "why") as edit:
        edit.insert("initiative", {"name": "Old"})
    old.close()
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    new = Store(settings)
    with new.tx("Ann", "why") as edit:
        edit.insert("initiative", {"name": "New"})
    assert [row["progress"] for row in read(new, initiative.initiatives)] == [0, None]
    new.close()


def test_a_status_set_by_hand_needs_a_reason(store: Store) -> None:
    """With one it is kept."""
    key = started(store, "CRM")
    told = {"status_override": "at risk", "status_reason": "the vendor was sold"}
    initiative.INITIATIVE.save(store, [Change(key, 1, told)], "Ann", "why")
    assert one(store, initiative.initiatives)["status_override"] == "at risk"


def test_a_move_keeps_the_dates_approved_first_and_can_be_taken_back(store: Store) -> None:
    """Approving is an edit of its own; a move changes the dates only, and its undo puts them back."""
    key = started(store, "CRM")
    initiative.approve_dates(store, {key: 1}, "Board", "approved in January")
    moved = {"start_on": date(2027, 2, 1), "finish_on": date(2027, 4, 30)}
    initiative.INITIATIVE.save(store, [Change(key, 2, moved)], "Ann", "moved by a month")
    row = one(store, initiative.initiatives)
    assert (row["approved_start_on"], row["approved_finish_on"]) == (JAN, MARCH)
    assert row["start_on"] == date(2027, 2, 1)
    with store.snapshot() as plan:
        newest = saves(plan)[0]
    undo_save(store, "Ann", newest.at)
    row = one(store, initiative.initiatives)
    assert (row["start_on"], row["finish_on"], row["approved_start_on"]) == (JAN, MARCH, JAN)


def test_dates_that_are_not_there_cannot_be_approved(store: Store) -> None:
    """An unscheduled initiative has no dates to be held against."""
    key = initiative.INITIATIVE.enter(store, {"name": "Idea", "duration_days": 60}, "Ann", "why")
    with pytest.raises(ItstratError, match="Idea has no start and finish"):
        initiative.approve_dates(store, {key: 1}, "Board", "why")


def test_a_link_that_closes_a_circle_is_refused_with_its_members(store: Store) -> None:
    """Whether it is added or changed; an overlap that leaves room is allowed."""
    crm, mail = started(store, "CRM"), started(store, "Mail")
    links.LINK.enter(store, {"before_id": crm, "after_id": mail}, "Ann", "why")
    with pytest.raises(CycleError, match="CRM → Mail → CRM|Mail → CRM → Mail"):
        links.LINK.enter(store, {"before_id": mail, "after_id": crm}, "Ann", "why")
    back = {"before_id": mail, "after_id": crm, "kind": "SS", "lag_days": -90}
    key = links.LINK.enter(store, back, "Ann", "they may overlap")
    with pytest.raises(CycleError):
        links.LINK.save(store, [Change(key, 1, {"lag_days": -89})], "Ann", "why")
    with pytest.raises(ItstratError, match="wait for itself"):
        links.LINK.enter(store, {"before_id": crm, "after_id": crm}, "Ann", "why")
    assert len(read(store, links.links)) == 2


def test_a_link_needs_two_initiatives_that_are_there(store: Store) -> None:
    """One that never was or was taken out is refused by its number, when a link is added or changed."""
    crm, mail, gone = (started(store, name) for name in ("CRM", "Mail", "Fax"))
    initiative.INITIATIVE.retire(store, gone, 1, "Ann", "not worth it")
    key = links.LINK.enter(store, {"before_id": crm, "after_id": mail}, "Ann", "why")
    for stranger in (987_654_321, gone):
        with pytest.raises(ItstratError, match=f"no initiative number {stranger}"):
            links.LINK.enter(store, {"before_id": stranger, "after_id": mail}, "Ann", "why")
        with pytest.raises(ItstratError, match=f"no initiative number {stranger}"):
            links.LINK.save(store, [Change(key, 1, {"after_id": stranger})], "Ann", "why")
    assert [row["version"] for row in read(store, links.links)] == [1]


def test_a_longer_initiative_may_not_close_a_circle_either(store: Store) -> None:
    """The links were possible while it was shorter."""
    crm, mail = started(store, "CRM"), started(store, "Mail")
    links.LINK.enter(store, {"before_id": crm, "after_id": mail}, "Ann", "why")
    back = {"before_id": mail, "after_id": crm, "kind": "SS", "lag_days": -90}
    links.LINK.enter(store, back, "Ann", "why")
    with pytest.raises(CycleError):
        initiative.INITIATIVE.save(store, [Change(crm, 1, {"finish_on": MAY})], "Ann", "why")
    assert {row["finish_on"] for row in read(store, initiative.initiatives)} == {MARCH}


def test_of_new_links_only_those_that_close_a_circle_are_named(store: Store) -> None:
    """In their order: what came first stands."""
    a, b, c = (started(store, name) for name in "ABC")
    wanted = [
        {"before_id": before, "after_id": after, "kind": "FS", "lag_days": 0}
        for before, after in ((a, b), (b, a), (b, c), (c, a))
    ]
    with store.snapshot() as plan:
        refused = links.closing(plan, wanted)
    assert sorted(refused) == [1, 3]
    assert "circle" in refused[3]


def test_a_benefit_is_signed_on_a_day_and_a_month_is_its_first_day(store: Store) -> None:
    """What cannot be is refused with the record as it would stand."""
    key = benefit.BENEFIT.enter(store, {"initiative_id": started(store, "CRM"), "kind": "cash"}, "Ann", "why")
    with pytest.raises(ItstratError, match="on a day"):
        benefit.BENEFIT.save(store, [Change(key, 1, {"confirmed_by": "Bob"})], "Bob", "why")
    with pytest.raises(ItstratError, match="first day"):
        benefit.VALUE.enter(store, {"benefit_id": key, "month": MARCH, "value": Decimal(1)}, "Ann", "why")
    with pytest.raises(ItstratError, match="kind is one of cash"):
        benefit.BENEFIT.save(store, [Change(key, 1, {"kind": "fame"})], "Ann", "why")


def test_edits_are_whitelisted_and_never_over_newer_values(store: Store) -> None:
    """Columns that belong to nobody's table are not written, and the second of two savers sees both values."""
    key = team.TEAM.enter(store, {"name": "IT", "capacity": Decimal("2.5")}, "Ann", "why")
    with pytest.raises(NotAllowedError):
        team.TEAM.save(store, [Change(key, 1, {"deleted_at": None})], "Ann", "why")
    team.TEAM.save(store, [Change(key, 1, {"capacity": Decimal(3)})], "Ann", "hired")
    with pytest.raises(StaleEditError):
        team.TEAM.save(store, [Change(key, 1, {"capacity": Decimal(4)})], "Bob", "why")
    with pytest.raises(ItstratError, match="say in a few words why"):
        team.TEAM.retire(store, key, 2, "Ann", " ")


def proposed(store: Store, key: int, to: date | None) -> int:
    """A kept proposal that moves one initiative; gives the move's id."""
    moves = [schedules.Move(key, JAN, to, "the team is full until May")]
    made = schedules.Proposal("value", "abc", "optimal", 0.004, 2.5, Decimal(44), moves)
    proposal = schedules.keep_proposal(store, made, "Ann")
    with store.snapshot() as plan:
        return int(schedules.moves(plan, proposal)[0]["id"])


def test_an_accepted_move_moves_its_initiative_and_keeps_its_length(store: Store) -> None:
    """Whole months stay whole months, other work keeps its days; a second answer is refused."""
    crm, backup = started(store, "CRM"), started(store, "Backup", finish_on=date(2027, 2, 20))
    move, other = proposed(store, crm, MAY), proposed(store, backup, MAY)
    schedules.answer_moves(store, {move: "accepted", other: "accepted"}, "Cio", "agreed in the meeting")
    dates = {row["id"]: (row["start_on"], row["finish_on"]) for row in read(store, initiative.initiatives)}
    assert dates == {crm: (MAY, date(2027, 7, 31)), backup: (MAY, date(2027, 6, 20))}
    with pytest.raises(ItstratError, match="once"):
        schedules.answer_moves(store, {move: "refused"}, "Cio", "why")


def test_a_refused_move_changes_nothing_and_an_old_one_is_not_taken(store: Store) -> None:
    """A move counts from where the solver saw the initiative."""
    key = started(store, "CRM")
    first, second = proposed(store, key, MAY), proposed(store, key, None)
    schedules.answer_moves(store, {first: "refused"}, "Cio", "no")
    initiative.INITIATIVE.save(store, [Change(key, 1, {"start_on": date(2027, 2, 1)})], "Ann", "why")
    with pytest.raises(ItstratError, match="ask for a new schedule"):
        schedules.answer_moves(store, {second: "accepted"}, "Cio", "yes")
    assert one(store, initiative.initiatives)["start_on"] == date(2027, 2, 1)


def test_an_initiative_left_out_keeps_its_length(store: Store) -> None:
    """It loses its dates only."""
    key = started(store, "CRM")
    schedules.answer_moves(store, {proposed(store, key, None): "accepted"}, "Cio", "not this year")
    row = one(store, initiative.initiatives)
    assert (row["start_on"], row["finish_on"], row["duration_days"]) == (None, None, 90)
