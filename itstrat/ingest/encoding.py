"""Which encoding a text file is in: byte order mark, UTF-16 by its zeros, UTF-8 when valid, else the likelier old one."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARE = set("šžƒﬂﬁªº")
_PUNCTUATION = set("’‘“”–—…•£€°®™©·«»½¼¾\xa0")


def detect(path: Path) -> str:
    """The codec to read the file with. Reads it once in blocks; UnusableFileError when it is no text."""
    with path.open("rb") as file:
        start = file.read(BLOCK)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return _two_byte(start, path.name)
    odd = _not_utf8(path)
    return "utf-8" if odd is None else old_encoding(odd)


def _two_byte(start: bytes, name: str) -> str:
    """UTF-16 without a mark shows zeros in every second place of its Latin text."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    codec, zeros, others = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if zeros > 0.15 * len(start) and others < 0.03 * len(start):
        sample = start.decode(codec, "replace")
        if sum(letter.isprintable() or letter.isspace() for letter in sample) > 0.9 * len(sample):
            return codec
    raise UnusableFileError(
        f"{name} is not a table: it holds binary data. Export it as CSV or XLSX and try again."
    )


def _not_utf8(path: Path) -> bytes | None:
    """None when the whole file is UTF-8, else up to 1 MiB of the lines that hold other bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _telling_bytes(path)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _telling_bytes(path)
    return None


def _telling_bytes(path: Path) -> bytes:
    """Every byte above ASCII with its two neighbours, up to 1 MiB."""
    kept = bytearray()
    with path.open("rb") as file:
        while (block := file.read(BLOCK)) and len(kept) < BLOCK:
            places = (place for place, byte in enumerate(block) if byte >= 0x80)
            for place in places:
                kept += block[max(place - 1, 0) : place + 2] + b"\n"
                if len(kept) > BLOCK:
                    break
    return bytes(kept)


def old_encoding(sample: bytes) -> str:
    """Windows-1252 or Mac Roman, by which of the two turns the bytes into likelier words; Windows when equal."""
    return "mac_roman" if _plausible(sample, "mac_roman") > _plausible(sample, "cp1252") else "cp1252"


def _plausible(sample: bytes, codec: str) -> int:
    """How often a byte above ASCII becomes a letter or mark that belongs where it stands, minus how often not."""
    decoded = sample.decode(codec, "replace")
    score = 0
    for before, letter, after in zip(" " + decoded, decoded, decoded[1:] + " ", strict=False):
        if letter >= "\x80":
            score += _fits(before, letter, after)
    return score


def _fits(before: str, letter: str, after: str) -> int:
    if letter == "’":
        return 2 if after in "stldrvm " or before in "OoDdLl" else 0
    if letter in _RARE:
        return 1
    if letter in _PUNCTUATION:
        return 1 if not (before.isalpha() and after.isalpha()) else -1
    if unicodedata.category(letter) == "Ll" and letter.isalpha():
        return 2 if before.isalpha() or after.isalpha() else -1
    if unicodedata.category(letter) == "Lu":
        return -2 if before.islower() else 1 if after.isalpha() else -1
    return -2
