"""Answers kept for everybody: each is made once, by the first who asks, and shared with all who ask after."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Shelf:
    """The answers asked for last. Nobody may change one: it is the same object for all.

    Not st.cache_data: it copies an answer for every asker, and a browser's message may clear it.
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many answers."""
        self._most = most
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under this key, else what `make` returns. Who asks while it is being made waits for it.

        What `make` raises is raised to all who wait for it, and not kept.
        """
        with self._lock:
            made = self._kept.get(key)
            if found := made is not None:
                self._kept.move_to_end(key)
            else:
                made = self._kept[key] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        if not found:
            self._make(key, made, make)
        return made.result()

    def _make(self, key: Hashable, made: Future[Any], make: Callable[[], Any]) -> None:
        try:
            made.set_result(make())
        except BaseException as fault:  # noqa: BLE001 - whatever it is, those who wait must not wait for ever
            with self._lock:
                if self._kept.get(key) is made:
                    del self._kept[key]
            made.set_exception(fault)
