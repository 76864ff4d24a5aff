"""Answers made once and shared."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from itstrat.ui.shelf import Shelf


def test_who_asks_while_an_answer_is_made_waits_for_it() -> None:
    """Eight ask at once: it is made once, and all get the same object."""
    made, begun = [], threading.Barrier(8)

    def make() -> list[int]:
        made.append(1)
        return [1]

    shelf = Shelf(4)

    def ask() -> object:
        begun.wait(10)
        return shelf.answer("key", make)

    with ThreadPoolExecutor(8) as threads:
        answers = [asked.result() for asked in [threads.submit(ask) for _ in range(8)]]
    assert len(made) == 1
    assert all(answer is answers[0] for answer in answers)


def test_what_was_asked_longest_ago_leaves_first() -> None:
    """Of three answers on a shelf of two, the one not asked for again is made anew."""
    made: list[str] = []
    shelf = Shelf(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        shelf.answer(key, partial(made.append, key))
    assert made == ["a", "b", "c", "b"]


def test_a_fault_is_told_and_not_kept() -> None:
    """The asker sees it; the next one gets an answer."""
    shelf = Shelf(2)
    with pytest.raises(ZeroDivisionError):
        shelf.answer("key", lambda: 1 // 0)
    assert shelf.answer("key", lambda: 1) == 1
