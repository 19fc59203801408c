"""Networks of actors and issues, built from the readings of a store or the rows of a question.

Except for the sides of an issue (:mod:`kg.networks.contest`), the modules import :mod:`networkx` and
:mod:`pandas`, so the query path must not import them. A network is exported as a plain networkx graph with
documented attributes; each edge holds its evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.networks.contest import Contest, contests

if TYPE_CHECKING:
    from kg.networks.statement_network import two_mode

__all__ = ["Contest", "contests", "two_mode"]


def __getattr__(name: str) -> Any:
    """Import the modules that need pandas on first use."""
    if name != "two_mode":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.networks.statement_network import two_mode

    return two_mode
