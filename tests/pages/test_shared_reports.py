"""Reports are shared by all viewers, so no page may change one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from itstrat.settings import ROOT
from itstrat.ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from tests.pages.conftest import Open

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def content(answer: object) -> object:
    """Everything a report or chart says, to be compared with itself later."""
    if isinstance(answer, pd.DataFrame):
        return answer.to_csv()
    if is_dataclass(answer):
        return [content(getattr(answer, one.name)) for one in fields(answer)]
    if isinstance(answer, Mapping):
        return [(key, content(value)) for key, value in answer.items()]
    if isinstance(answer, list | tuple):
        return [content(one) for one in answer]
    return repr(answer)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leaves_reports_and_charts_as_they_were_made(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Shown twice, the page has changed none of the answers it was given."""
    given: dict[Hashable, tuple[Any, object]] = {}
    answer = Shelf.answer

    def noted(shelf: Shelf, key: Hashable, make: Callable[[], Any]) -> Any:
        made = answer(shelf, key, make)
        given.setdefault((id(shelf), key), (made, content(made)))
        return made

    monkeypatch.setattr(Shelf, "answer", noted)
    assert not demo_page(page).run().error
    assert given
    assert [key for key, (made, before) in given.items() if content(made) != before] == []
