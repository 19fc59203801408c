from __future__ import annotations

import ctypes
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def without_power() -> Callable[[], None]:
    """For ``preexec_fn``: root loses, in a child, the right to write where permissions forbid it."""

    def drop() -> None:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; fails where not root

    return drop
