"""The picture worker: Vega-Lite in, PNG out, in a process of its own (`python -m itstrat.charts.render`).

The converter holds the interpreter for as long as a picture takes, which would freeze every visitor of the dashboard.
Each line in is JSON {"spec": ..., "scale": ...}; each answer is one byte (0 well, 1 failed), four bytes of length (big
endian) and as many bytes: the PNG, or the reason in UTF-8.
"""

from __future__ import annotations

import json
import struct
import sys
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import vl_convert
from PIL import Image

from itstrat.charts.theme import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = struct.Struct(">BI")


def serve(requests: Iterable[bytes], answers: BinaryIO) -> None:
    """Answer every request in order, until there are no more."""
    vl_convert.register_font_directory(str(FONT_FOLDER))
    for request in requests:
        try:
            failed, body = 0, _picture(request)
        except Exception as error:  # noqa: BLE001  the asker decides what a failed picture means
            failed, body = 1, str(error).encode()
        answers.write(HEADER.pack(failed, len(body)) + body)
        answers.flush()


def _picture(request: bytes) -> bytes:
    asked = json.loads(request)
    return _packed(vl_convert.vegalite_to_png(asked["spec"], scale=asked["scale"]))


def _packed(png: bytes) -> bytes:
    """The same picture in 256 colours: a tenth of the size, every flat colour within one level of itself."""
    packed = BytesIO()
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        packed, "PNG", optimize=True
    )
    return packed.getvalue()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
