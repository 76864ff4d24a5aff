"""What can be told before the dashboard is started."""

from __future__ import annotations

import pytest

from itstrat.errors import ItstratError
from itstrat.ui.running import require_free


@pytest.mark.parametrize("port", [-1, 0, 65_536, 99_999_999])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    """Nobody could find the dashboard at 0, and beyond 65,535 there is nothing to listen on."""
    with pytest.raises(ItstratError, match="from 1 to 65535"):
        require_free("127.0.0.1", port)
