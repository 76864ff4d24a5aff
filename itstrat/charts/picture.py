"""A chart as a PNG for slides: always light, with its message above and its source below."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts.drawing import Drawing
from itstrat.charts.lettering import wrap
from itstrat.charts.render import HEADER
from itstrat.charts.theme import SLIDE, Look
from itstrat.errors import ItstratError
from itstrat.settings import ROOT

if TYPE_CHECKING:
    from itstrat.charts.drawing import Chart

_PIXELS = 2880  # across: 236 dpi on a slide
_MARGIN = 24
_WORTH_A_SLIDE = 0.8  # of a slide's height: below that the picture is a strip
_PATIENCE = 60.0  # seconds for one picture, a cold start included


class PictureError(ItstratError):
    """A picture could not be drawn."""


def png(chart: Chart, title: str, subtitle: str, footer: str) -> bytes:
    """A PNG 2,880 pixels wide, 16:9 where the chart about fills that, else as high as it needs: title, subtitle, the chart, footer.

    The footer may hold several lines. The same chart asked for again is answered from memory. Raises PictureError.
    """
    spec = page(chart, title, subtitle, footer)
    return _drawn(json.dumps({"spec": spec, "scale": _PIXELS / spec["width"]}))


def page(chart: Chart, title: str, subtitle: str, footer: str) -> dict[str, Any]:
    """The Vega-Lite of that page, data inside, always light."""
    enlarged = max(1.0, chart.spec["width"] / SLIDE.width)
    margin = _MARGIN * enlarged
    sheet = Drawing(Look("light", round(chart.spec["width"] + 2 * margin), enlarged))
    top = _above(sheet, margin, title, subtitle)
    lines = [
        line for part in footer.splitlines() for line in wrap(part, chart.spec["width"], sheet.look.px(9.5))
    ]
    line = sheet.line_height(9.5)
    height = top + chart.height + margin + line * len(lines)
    if height > _WORTH_A_SLIDE * sheet.look.width * 9 / 16:
        height = max(height, sheet.look.width * 9 / 16)
    for at, text in enumerate(reversed(lines)):
        sheet.label((margin, height - margin / 2 - line * (at + 0.5)), text, size=9.5, fill="ink3")
    drawn = sheet.chart(height, chart.alt, chart.table)
    moved = chart.frame.assign(**{c: chart.frame[c] + margin for c in ("x", "x2")})
    moved = moved.assign(**{c: chart.frame[c] + top for c in ("y", "y2")})
    marks = pd.concat([moved, drawn.frame], ignore_index=True)
    return {**drawn.spec, "data": {"name": "source", "values": marks.to_dict("records")}}


def _above(sheet: Drawing, margin: float, title: str, subtitle: str) -> float:
    y = margin * 0.75
    for words, size, weight, fill in ((title, 20.0, 700, "ink"), (subtitle, 12.5, 400, "ink2")):
        line = sheet.line_height(size)
        for text in wrap(words, sheet.look.width - 2 * margin, sheet.look.px(size), weight):
            sheet.label((margin, y + line / 2), text, size=size, weight=weight, fill=fill)
            y += line
    return y + margin / 2


@lru_cache(maxsize=64)
def _drawn(request: str) -> bytes:
    return _WORKER.ask(request)


@dataclass(slots=True)
class _Worker:
    """The picture process: started when first needed, started again when it died, ended with us."""

    process: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: str) -> bytes:
        """One picture; a worker that died meanwhile is replaced and asked once more."""
        with self.lock:
            answer = self._exchange(request) or self._exchange(request)
        if answer is None:
            raise PictureError(
                "The picture process died twice over one chart. Try again; if it stays, restart."
            )
        failed, body = answer
        if failed:
            raise PictureError(f"The chart could not be drawn as a picture: {body.decode()}")
        return body

    def stop(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _exchange(self, request: str) -> tuple[bool, bytes] | None:
        process = self._running()
        assert process.stdin is not None  # noqa: S101  both are pipes, by _running
        assert process.stdout is not None  # noqa: S101
        watch = threading.Timer(_PATIENCE, process.kill)
        watch.start()
        try:
            process.stdin.write(request.encode() + b"\n")
            process.stdin.flush()
            failed, length = HEADER.unpack(_exactly(process.stdout.read(HEADER.size), HEADER.size))
            return bool(failed), _exactly(process.stdout.read(length), length)
        except (OSError, EOFError):
            self.stop()
            return None
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "itstrat.charts.render"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        return self.process


def _exactly(read: bytes, length: int) -> bytes:
    if len(read) < length:
        raise EOFError
    return read


_WORKER = _Worker()
atexit.register(_WORKER.stop)
