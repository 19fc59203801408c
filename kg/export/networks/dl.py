"""The matrix of weights for UCINET: DL, full matrix.

DL holds only labels and numbers: for ids, evidence and settings use the edge list or GraphML. For the labels
see :func:`kg.export.networks.node_ids.ucinet`. A network without nodes gives a header with a dimension of 0,
which UCINET refuses.

Source: the DL page of UCINET's help, analytictech.com.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.export.networks.node_ids import ucinet
from kg.export.networks.tie_rows import number

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


def chunks(network: Network | TwoMode) -> Iterator[str]:
    """Yield the matrix, one row at a time.

    Raises:
        QuestionError: there are too many nodes for one matrix.
    """
    weights = network.weights
    if network.settings.two_mode:
        yield f"dl nr = {len(network.rows)}, nc = {len(network.columns)}\nformat = fullmatrix\n"
        yield from _labels("row labels", network, network.rows)
        yield from _labels("col labels", network, network.columns)
    else:
        yield f"dl n = {len(network.rows)}\nformat = fullmatrix\n"
        yield from _labels("labels", network, network.rows)
    yield "data:\n"
    for values in weights:
        yield " ".join(map(number, values.tolist())) + "\n"


def _labels(what: str, network: Network | TwoMode, iris: tuple[str, ...]) -> Iterator[str]:
    yield f"{what}:\n"
    for label in ucinet({iri: network.label(iri) for iri in iris}).values():
        yield f'"{label}"\n'
