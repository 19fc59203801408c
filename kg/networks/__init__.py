"""Networks of actors and what they speak on, made from readings of a store or from the rows of a question.

Imports :mod:`networkx` and :mod:`pandas`, the sides of an issue aside; the query path must therefore not
import its modules. A network is a plain networkx graph with documented attributes, and each edge carries the
evidence behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.networks.contest import Contest, contests

if TYPE_CHECKING:
    from kg.networks.bipartite import two_mode

__all__ = ["Contest", "contests", "two_mode"]


def __getattr__(name: str) -> Any:
    """Load what takes pandas when it is asked for."""
    if name != "two_mode":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.networks.bipartite import two_mode

    return two_mode
