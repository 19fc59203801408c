"""A network as CSV: its ties, its nodes, or the matrix of its weights.

Ties: one row each, the heaviest first, written as a stream. Columns: ``id``, ``a``, ``b`` (IRIs),
``a_label``, ``b_label``, ``weight``, ``readings``, ``statements``, then ``shared`` of a one-mode network or
``stance`` and ``scheme`` of a two-mode one, ``low``, ``high`` and ``survived`` if known, and ``evidence``:
the IRIs of the readings, separated by spaces.

Nodes: ``iri``, ``label``, ``kind``, ``readings``, ``statements``; two-mode also ``bipartite``, which is 0 for
actors and 1 for targets; an actor who is also a target has a row for each.

Matrix: labels in the first row and column. A pair without a tie has 0, and so has a tie whose readings cancel
out; the edge list distinguishes them. Nodes with the same label are distinguished by the end of their IRI,
since some programs take labels for names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.networks.node_ids import distinct
from kg.export.networks.tie_rows import CERTAINTY, columns, node_rows, number, tie_rows
from kg.export.reading_rows import csv_chunks
from kg.wording.safe_text import harmless

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


_NUMBERS = ("weight", *CERTAINTY)


def edges(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """Yield the ties, one row at a time.

    Args:
        network: one-mode or two-mode.
        certainty: see :func:`kg.export.networks.tie_rows.tie_rows`.
        evidence: whether to find the evidence; otherwise its column is empty.
    """
    rows = tie_rows(network, certainty, evidence=evidence)
    yield from csv_chunks(columns(network, certainty), map(_as_text, rows))


def _as_text(tie: dict[str, Any]) -> dict[str, Any]:
    for name in _NUMBERS:
        if name in tie:
            tie[name] = _text(tie[name])
    tie["evidence"] = " ".join(tie["evidence"])
    return tie


def _text(value: object) -> str:
    return number(value) if isinstance(value, int | float) or value is None else str(value)


def nodes(network: Network | TwoMode) -> Iterator[str]:
    """Yield the nodes, one row at a time, in order of their labels."""
    yield from csv_chunks(tuple(network.nodes().columns), node_rows(network))


def matrix(network: Network | TwoMode) -> Iterator[str]:
    """Yield the matrix, one row at a time.

    Raises:
        QuestionError: there are too many nodes for one matrix.
    """
    weights = network.weights
    rows, columns = (
        distinct({iri: harmless(network.label(iri)) for iri in side})
        for side in (network.rows, network.columns)
    )
    yield _line(["", *(columns[iri] for iri in network.columns)])
    for iri, values in zip(network.rows, weights, strict=True):
        yield _line([rows[iri], *map(number, values.tolist())])


def _line(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
