"""Colours that can be read, in both themes, and the same in the page's configuration."""

from __future__ import annotations

import tomllib

import pytest

from itstrat.charts.theme import FONT, FONT_FILES, FONT_FOLDER, SERIES, STATUS, TOKENS, Look, Theme, contrast
from itstrat.settings import ROOT

BOTH: list[Theme] = ["light", "dark"]


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#1F5A8C", "#FFFFFF") == contrast("#FFFFFF", "#1F5A8C") == pytest.approx(7.2, abs=0.1)


@pytest.mark.parametrize("theme", BOTH)
@pytest.mark.parametrize("ground", ["page", "band", "band2", "band3"])
def test_text_can_be_read(theme: Theme, ground: str) -> None:
    """Inks and the words in good and bad colours have at least 4.5:1 on the page and its bands (quiet ink 4:1 on bands)."""
    tokens = TOKENS[theme]
    for ink in ("ink", "ink2", "bad", "good", "primary"):
        least = 4.5 if ground in {"page", "band"} or ink.startswith("ink") else 4.0
        assert contrast(tokens[ink], tokens[ground]) >= least, ink
    assert contrast(tokens["ink3"], tokens[ground]) >= (4.5 if ground in {"page", "band"} else 4.0)


@pytest.mark.parametrize("theme", BOTH)
def test_marks_can_be_seen(theme: Theme) -> None:
    """Marks that carry meaning have at least 3:1 against the page; paler fills are outlined in one that has."""
    tokens = TOKENS[theme]
    for mark in ("actual", "primary", "good", "bad", "risk"):
        assert contrast(tokens[mark], tokens["page"]) >= 3, mark


@pytest.mark.parametrize("theme", BOTH)
def test_labels_inside_marks_can_be_read(theme: Theme) -> None:
    """The ink on a filled mark has at least 4.5:1 against it."""
    tokens = TOKENS[theme]
    for fill in (*SERIES, "actual", "good", "bad", "page", "primary_tint", "risk_tint", "bad_tint"):
        assert contrast(tokens[f"on_{fill}"], tokens[fill]) >= 4.5, fill


def test_both_themes_have_the_same_tokens() -> None:
    """A chart drawn in one theme can be drawn in the other."""
    assert set(TOKENS["light"]) == set(TOKENS["dark"])


def test_status_is_never_colour_alone() -> None:
    """Each status has a glyph and a word of its own."""
    assert (
        len({sign.glyph for sign in STATUS.values()})
        == len({sign.word for sign in STATUS.values()})
        == len(STATUS)
    )


def test_pages_wear_the_colours_of_the_charts() -> None:
    """The configuration repeats the tokens; a change in one place only is noticed here."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    names = {
        "backgroundColor": "page",
        "secondaryBackgroundColor": "band",
        "textColor": "ink",
        "primaryColor": "primary",
        "borderColor": "grid",
    }
    for kind in BOTH:
        assert {key: theme[kind][key] for key in names} == {
            key: TOKENS[kind][token] for key, token in names.items()
        }
    assert theme["font"] == FONT


def test_configured_fonts_are_shipped() -> None:
    """Each weight the page asks for is a file of ours, with its licence beside it."""
    faces = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]["fontFaces"]
    assert {int(face["weight"]): face["url"].rsplit("/", 1)[1] for face in faces} == FONT_FILES
    assert all((FONT_FOLDER / name).is_file() for name in [*FONT_FILES.values(), "OFL.txt"])


def test_a_look_has_room_for_a_chart() -> None:
    """A width in which nothing could be read is refused."""
    with pytest.raises(ValueError, match="at least 280 px"):
        Look(width=100)
