"""The nodes as CSV: ``iri``, ``label``, ``kind``, ``readings``, ``statements``; two-mode also ``bipartite``.

``bipartite`` is 0 for actors and 1 for what they speak on; an actor who is spoken on has a row for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.export.networks.tie_rows import nodes
from kg.export.reading_rows import csv_chunks

if TYPE_CHECKING:
    from kg.networks.network import Network
    from kg.networks.two_mode import TwoMode


def chunks(network: Network | TwoMode) -> Iterator[str]:
    """The nodes, a row at a time, in order of their labels."""
    yield from csv_chunks(tuple(network.nodes().columns), nodes(network))
