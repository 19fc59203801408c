from __future__ import annotations

import ctypes
import os
from collections.abc import Callable

import pytest

# Two workers on two cores: threads of the matrix library in each would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def without_power() -> Callable[[], None]:
    """For ``preexec_fn``: root loses, in a child, the right to write where permissions forbid it."""

    def drop() -> None:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; fails where not root

    return drop
