"""The nodes and ties of a network as plain rows, each tie with its evidence and interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kg.export.networks.tie_weight import meaning
from kg.networks.network import Network
from kg.networks.settings import Settings
from kg.networks.two_mode_graph import edge_key
from kg.wording.safe_text import clean, harmless

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode

#: The columns of a certainty table that are added to a tie, if present.
CERTAINTY = ("low", "high", "survived")

#: Number of ties in memory as objects of Python.
_TOGETHER = 10_000


def columns(network: Network | TwoMode, certainty: pd.DataFrame | None = None) -> tuple[str, ...]:
    """The keys of :func:`tie_rows`; ``shared`` in one-mode networks, ``stance`` in two-mode ones."""
    own = ("stance", "scheme") if network.settings.two_mode else ("shared",)
    sure = () if certainty is None else tuple(name for name in CERTAINTY if name in certainty)
    counted = ("weight", "readings", "statements")
    return ("id", "a", "b", "a_label", "b_label", *counted, *own, *sure, "evidence")


def tie_rows(
    network: Network | TwoMode, certainty: pd.DataFrame | None = None, *, evidence: bool = True
) -> Iterator[dict[str, Any]]:
    """Yield every tie as a mapping of plain values, the heaviest first; for the keys see :func:`columns`.

    Args:
        network: one-mode or two-mode.
        certainty: one row per tie, ``a``, ``b`` (in either order in a one-mode network) and any of
            :data:`CERTAINTY`; in a two-mode network also ``stance``. A tie without a row has None.
        evidence: whether to find the IRIs of the readings, which is the only slow part.
    """
    table = _with(certainty, network.edges(), network.settings)
    if network.settings.two_mode:
        order = ["weight", "statements", "a_label", "b_label", "stance", "a", "b", "scheme"]
        table = table.sort_values(order, ascending=[False, False, *[True] * 6], kind="stable")
    names = [name for name in columns(network, certainty) if name != "evidence"]
    found = network.every_evidence() if evidence else None
    for start in range(0, len(table), _TOGETHER):
        some = table.iloc[start : start + _TOGETHER]
        rests_on = [()] * len(some) if found is None else found(some)
        for values in zip(*(_plain(some[name]) for name in names), rests_on, strict=True):
            yield dict(zip((*names, "evidence"), values, strict=True))


def node_rows(network: Network | TwoMode) -> Iterator[dict[str, Any]]:
    """Yield every node as plain values: ``key`` (as in ``network.graph()``), ``iri``, ``label``, ...

    The other keys are the columns of ``network.nodes()``.
    """
    table = network.nodes()
    for values in zip(*(_plain(table[name]) for name in table), strict=True):
        node = dict(zip(table.columns, values, strict=True))
        yield {"key": target_key(network, node["iri"]) if node.get("bipartite") else node["iri"], **node}


def target_key(network: Network | TwoMode, iri: str) -> str:
    """Return the key of the far end of a tie in ``network.graph()``."""
    key = getattr(network, "key", None)
    return iri if key is None else str(key(iri))


def parallel(tie: dict[str, Any]) -> str | None:
    """Return what distinguishes parallel ties of a two-mode network; None for a one-mode tie."""
    return edge_key(tie["scheme"], tie["stance"]) if "stance" in tie else None


def about(network: Network | TwoMode) -> dict[str, Any]:
    """Return the description of a network for a file: settings, meaning of the weight, notes, evidence."""
    frame = network.readings.frame
    return {
        "settings": network.settings.plain(),
        "weight": meaning(network.settings),
        "notes": [clean(note) for note in network.notes],
        "readings": len(frame),
        "statements": int(frame["statement"].nunique()),
    }


def number(value: float | None) -> str:
    """Return a number as text: integers without a decimal point, others in full precision.

    >>> number(2.0), number(1 / 3), number(-0.0), number(None), number(float("nan"))
    ('2', '0.3333333333333333', '0', '', '')
    """
    if value is None or value != value:
        return ""
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(float(value))


def _with(certainty: pd.DataFrame | None, edges: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the ties with their intervals."""
    if certainty is None:
        return edges
    keys = ["a", "b"]
    if settings.two_mode:
        keys += [name for name in ("stance", "scheme") if name in certainty]
    sure = certainty[[*keys, *(name for name in CERTAINTY if name in certainty)]].copy()
    if not settings.two_mode:
        edges = edges.assign(**_ends(edges))
        sure, keys = sure.assign(**_ends(sure)).drop(columns=keys), ["_one", "_other"]
    return edges.merge(sure.drop_duplicates(keys), on=keys, how="left")


def _ends(table: pd.DataFrame) -> dict[str, Any]:
    """Return both ends in an order that does not depend on which one is called a."""
    a, b = table["a"].to_numpy(object), table["b"].to_numpy(object)
    first = np.asarray(a <= b, bool)
    return {"_one": np.where(first, a, b), "_other": np.where(first, b, a)}


def _plain(column: pd.Series) -> list[Any]:
    """The values as Python has them; None where there is none, labels made harmless."""
    values = column.tolist()
    if column.name in ("label", "a_label", "b_label"):
        return [harmless(str(value)) for value in values]
    if column.name in CERTAINTY:
        return [None if value != value else value for value in values]
    return values
