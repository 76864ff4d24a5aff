"""Pictures for slides, drawn by a worker process that may die."""

from __future__ import annotations

import json
import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from itstrat.charts import picture
from itstrat.charts.render import HEADER, serve
from itstrat.charts.theme import SLIDE, TOKENS, Look
from tests.charts.made import USUAL

if TYPE_CHECKING:
    from itstrat.charts.drawing import Chart

SPEC = {"mark": "point", "data": {"values": [{}]}, "width": 20, "height": 20}


def chart(theme: str = "light") -> Chart:
    """Some chart."""
    return USUAL[0](Look("dark") if theme == "dark" else SLIDE)


def opened(png: bytes) -> Image.Image:
    """The picture of these bytes."""
    return Image.open(BytesIO(png)).convert("RGB")


def test_picture_is_a_light_slide_whatever_the_theme() -> None:
    """2,880 pixels wide, 16:9, packed, and the same picture from a dark chart as from a light one."""
    light = picture.png(chart(), "Title", "Subtitle", "Source: ledger")
    assert opened(light).size == (2880, 1620)
    assert opened(light).getpixel((4, 4)) == (255, 255, 255)
    assert len(light) < 200_000
    assert picture.page(chart("dark"), "T", "S", "F") == picture.page(chart(), "T", "S", "F")


def test_text_is_really_drawn() -> None:
    """A font that is not found draws nothing and says nothing: titles must change the picture where they stand."""
    with_title = opened(picture.png(chart(), "Spend is over budget", "IT, FY27", "Source"))
    without = opened(picture.png(chart(), "", "", ""))
    ink = [
        sum(image.crop((0, 0, 1500, 120)).convert("L").histogram()[:100]) for image in (with_title, without)
    ]
    assert ink[0] > ink[1] + 1000


def test_page_keeps_margins_and_long_titles_wrap() -> None:
    """A title of two lines moves the chart down and stays inside the margins."""
    short = picture.page(chart(), "Short", "S", "F")
    long = picture.page(chart(), "A very long message with its number " * 4, "S", "F\nsecond line " * 9)
    assert long["height"] > short["height"]
    assert short["background"] == TOKENS["light"]["page"]
    texts = [mark for mark in long["data"]["values"] if mark["part"] == "label"]
    assert min(mark["x"] for mark in texts) >= 24


def test_worker_survives_a_kill() -> None:
    """A worker killed between two pictures is replaced without the asker noticing."""
    worker = picture._Worker()
    try:
        request = json.dumps({"spec": SPEC, "scale": 1})
        first = worker.ask(request)
        assert worker.process is not None
        killed = worker.process.pid
        worker.process.kill()
        worker.process.wait()
        assert worker.ask(request) == first
        assert worker.process.pid != killed
    finally:
        worker.stop()


def test_a_picture_that_cannot_be_drawn_says_why() -> None:
    """The reason comes back as an error a person can read, and the worker goes on."""
    worker = picture._Worker()
    try:
        with pytest.raises(picture.PictureError, match="could not be drawn"):
            worker.ask(json.dumps({"spec": {"mark": "nonsense"}, "scale": 1}))
        assert worker.ask(json.dumps({"spec": SPEC, "scale": 1})).startswith(b"\x89PNG")
    finally:
        worker.stop()


def test_answers_are_length_prefixed() -> None:
    """One byte of outcome, four of length, then that many bytes, for each line in."""
    answers = BytesIO()
    serve([json.dumps({"spec": SPEC, "scale": 1}).encode(), b"no json"], answers)
    body = answers.getvalue()
    failed, length = HEADER.unpack(body[: HEADER.size])
    assert (failed, body[HEADER.size : HEADER.size + 4]) == (0, b"\x89PNG")
    assert struct.unpack(">B", body[HEADER.size + length : HEADER.size + length + 1]) == (1,)
