"""What pages are made of: a message, figures, findings, decisions asked, and what to say when there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.charts import picture
from itstrat.charts.drawing import marks
from itstrat.charts.theme import Look
from itstrat.numbers import is_known, money_label, month_label, plural
from itstrat.settings import ROOT
from itstrat.ui import access, exports, scope
from itstrat.ui.words import amount, below, found, plain, small

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from itstrat.charts.drawing import Chart
    from itstrat.charts.theme import Theme
    from itstrat.reports.statement import Decision, Figure, Finding

_SCREEN_TYPE = 1.3
_CARD_WIDTH = 200
# Room for a chart beside the sidebar at 1366 px, and on a phone: charts stretch, but do not shrink.
PAGE_WIDTH, _PHONE_WIDTH = 880, 340
# Two charts of this width stand side by side on a large screen, and below each other on a laptop's.
HALF_WIDTH = 620
_DECISIONS_SHOWN = 3
_FINDINGS_SHOWN = 9


def header(title: str, subtitle: str) -> None:
    """The page's message as a sentence with its number; below it what, unit, period and day."""
    st.title(plain(title), anchor=False)
    aside(subtitle)


def figures(shown: Sequence[Figure]) -> None:
    """Headline figures as cards, as many a row as fit; an unknown value reads "unknown"."""
    # Six cards stand 6, 3 + 3 or less in a row, never 5 + 1: the halves wrap before their cards do.
    half = len(shown) // 2
    halves = [shown[:half], shown[half:]] if half >= 3 and len(shown) % 2 == 0 else [shown]
    with st.grid(len(halves), min_column_width=len(halves[0]) * _CARD_WIDTH if len(halves) > 1 else "auto"):
        for part in halves:
            with st.grid(max(len(part), 1), min_column_width=_CARD_WIDTH, height="stretch"):
                for figure in part:
                    with st.container(border=True, height="stretch", gap="xsmall"):
                        _card(figure)


def findings(said: Sequence[Finding], key: str) -> None:
    """Findings as sentences, each with the way to the page that answers it; beyond the first few, in a box."""
    with st.container(key=f"findings_{key}", gap="small"):
        for finding in said[:_FINDINGS_SHOWN]:
            _finding(finding, key)
    rest = said[_FINDINGS_SHOWN:]
    if rest and not board_view():
        with (
            st.expander(f"{plural(len(rest), 'more finding')}", key=f"findings_{key}_more"),
            st.container(gap="small"),
        ):
            for finding in rest:
                _finding(finding, key)


def _finding(finding: Finding, key: str) -> None:
    if finding.page == key:  # the answer stands below
        st.markdown(found(finding))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(found(finding), width="content")
        link(finding.page)


def decisions(asked: Sequence[Decision], currency: str) -> None:
    """What leadership is asked: at most three, each with why now, the cost and what waiting means."""
    for decision in asked[:_DECISIONS_SHOWN]:
        with st.container(border=True):
            st.markdown(f"**{plain(decision.what)}**")
            cost = money_label(decision.cost, currency)
            st.markdown(plain(f"Why now: {decision.why_now} Cost: {cost}. If we wait: {decision.if_we_wait}"))
            aside(f"Source: {decision.source}")


def chart(shown: Chart, key: str, title: str, subtitle: str, source: str) -> None:
    """A chart under its message, with the numbers behind it and both downloads (CSV, PNG for slides)."""
    with st.container(key=f"chart_{shown.spec['width']}_{key}"):
        st.subheader(plain(title), anchor=False)
        aside(subtitle)
        # Named by what it shows, which stays: its finding is in its data, and read aloud next.
        st.vega_lite_chart(
            marks(shown), dict(shown.spec), theme=None, key=f"{key}_chart", alt=subtitle, width="stretch"
        )
        aside(source)
        if not board_view():
            _numbers_behind(shown, key, title, subtitle, source)


def months(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The frame with days in these columns said as the months they stand for: Nov 2026; unknown ones stay None."""
    said = frame.copy()
    for name in names:
        said[name] = [_month(day) for day in frame[name]]
    return said


def table(
    frame: pd.DataFrame, key: str, *, money: Sequence[str] = (), alt: str = "", height: int = 0
) -> None:
    """Rows as an interactive table with a CSV download; `money` names the columns that hold amounts.

    `height` in pixels limits it; 0 shows all rows up to the screen's usual size.
    """
    st.dataframe(
        frame,
        key=f"{key}_table",
        hide_index=True,
        column_config={name: st.column_config.NumberColumn(format="accounting") for name in money}
        | {name: st.column_config.DateColumn(format="D MMM YYYY") for name in _days(frame)},
        height=height or "auto",
        placeholder="–",
        alt=alt or None,
    )
    _csv_button(frame, key)


def paged_table(
    rows: Callable[[int, int], pd.DataFrame],
    total: int,
    key: str,
    *,
    money: Sequence[str] = (),
    alt: str = "",
    page_rows: int = 50,
) -> None:
    """Many rows, one page at a time: `rows(offset, limit)` reads only what is shown.

    The CSV holds the page shown.
    """
    pages = max(1, -(-total // page_rows))
    page = st.pagination(pages, key=f"{key}_page") if pages > 1 else 1
    first = (page - 1) * page_rows
    aside(f"Rows {first + 1:,} to {min(first + page_rows, total):,} of {total:,}")
    table(rows(first, page_rows), key, money=money, alt=alt)


def empty(missing: str, how: str) -> None:
    """Where a page has nothing to show: what is missing, how to add it, and the way to the page Data."""
    with st.container(border=True):
        st.markdown(f"**{plain(missing)}**")
        st.markdown(plain(how))
        link("data")


def editors_only() -> bool:
    """True for an editor. Anybody else is told, in the place of the form, why they may only look."""
    why = access.why_viewer()
    if why:
        aside(f"You may look, not change. {why}")
    return not why


def aside(text: str) -> None:
    """Small print that can still be read: Streamlit's captions are too pale for our contrast rule."""
    st.markdown(small(text))


def link(page: str, label: str = "") -> None:
    """A link to pages/<page>.py that keeps the scope; nothing where there is no such page, or on a board view."""
    path = f"pages/{page}.py"
    if (ROOT / path).is_file() and not board_view():
        st.page_link(path, label=label or f"Open {page.replace('_', ' ')} →", query_params=scope.address())


def theme() -> Theme:
    """The viewer's theme, in which charts are drawn."""
    return "dark" if st.context.theme.type == "dark" else "light"


def look(width: int = PAGE_WIDTH) -> Look:
    """How a chart is drawn for this viewer, in a place at least so wide; a phone's is narrower."""
    return Look(theme(), _PHONE_WIDTH if phone() else width, _SCREEN_TYPE)


def phone() -> bool:
    """True where the browser says that it is a phone's."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def board_view() -> bool:
    """True where the address says `embed=true`: only what goes on a board slide is drawn."""
    return bool(st.context.is_embedded)


def _card(figure: Figure) -> None:
    st.metric(plain(figure.label), plain(amount(figure.value, figure.unit)), help=plain(figure.definition))
    # One element, not three: every element is a message of its own to every viewer.
    st.markdown(below(figure))


def _numbers_behind(shown: Chart, key: str, title: str, subtitle: str, source: str) -> None:
    # Filled when it is opened: most readers never do, and every rerun would pay for it.
    numbers = st.expander("Numbers behind this chart", key=f"{key}_numbers", on_change="rerun")
    if not numbers.open:
        return
    with numbers:
        st.table(shown.table, hide_index=True, border="horizontal", alt=shown.alt)
        with st.container(horizontal=True):
            _csv_button(shown.table, key)
            st.download_button(
                "PNG for slides",
                lambda: picture.png(shown, title, subtitle, source),
                exports.file_name(key, "png"),
                "image/png",
                key=f"{key}_png",
                on_click="ignore",
            )


def _csv_button(frame: pd.DataFrame, key: str) -> None:
    st.download_button(
        "CSV",
        lambda: exports.csv(frame),
        exports.file_name(key, "csv"),
        "text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def _month(day: Any) -> str | None:
    return f"{month_label(day)} {day.year}" if is_known(day) else None


def _days(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name, kind in frame.dtypes.items() if kind.kind == "M"]
