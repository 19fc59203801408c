"""Networks of actors and what they speak on, made from the rows of a question.

Imports :mod:`networkx`; the query path must therefore not import this package. A network is a
plain networkx graph with documented attributes, and each edge carries the evidence behind it.
"""

from __future__ import annotations

from kg.networks.contest import SIDES, Contest, contests
from kg.networks.twomode import two_mode

__all__ = ["SIDES", "Contest", "contests", "two_mode"]
