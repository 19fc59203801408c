"""The matrix of weights as CSV, labels in the first row and column.

A pair without a tie has 0, and so has a tie whose readings cancel out; the edge list tells them apart.
Nodes with the same label are told apart by the end of their IRI, since some programs take labels for names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.export.networks.node_ids import distinct
from kg.export.networks.tie_rows import number
from kg.export.page.words import clean

if TYPE_CHECKING:
    from kg.networks.network import Network
    from kg.networks.two_mode import TwoMode


def chunks(network: Network | TwoMode) -> Iterator[str]:
    """The matrix, a row at a time.

    Raises:
        QuestionError: there are too many nodes for one matrix.
    """
    weights = network.weights
    rows, columns = (
        distinct({iri: clean(network.label(iri)) for iri in side}) for side in (network.rows, network.columns)
    )
    yield _line(["", *(columns[iri] for iri in network.columns)])
    for iri, values in zip(network.rows, weights, strict=True):
        yield _line([rows[iri], *map(number, values.tolist())])


def _line(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
