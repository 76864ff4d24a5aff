"""Who asks at the command line, and on which day."""

from __future__ import annotations

import getpass
import os
from datetime import date, datetime


def today() -> date:
    """The day where this computer is."""
    return datetime.now().astimezone().date()


def who() -> str:
    """The person's name in the audit trail; a container may run under a number that has no name."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return f"user {os.getuid()} (command line)"
