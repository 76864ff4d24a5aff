"""What the engine's errors mean to a person."""

from __future__ import annotations

import re

from itstrat.errors import DiskFullError, ItstratError

_NO_ROOM = re.compile(r"no space left|file too large|disk quota", re.IGNORECASE)


def means_no_room(fault: BaseException) -> bool:
    """Whether the engine could not write for want of room."""
    return bool(_NO_ROOM.search(str(fault)))


def explained(fault: BaseException) -> ItstratError:
    """The error to raise for one that made the engine close itself; the plan was opened anew."""
    if means_no_room(fault):
        return DiskFullError(
            "The disk is full: the last change was not saved, everything before it was. "
            "Make room beside the plan file, then do it again."
        )
    return ItstratError(f"The plan file was opened anew after an internal error; try again. ({fault})")
