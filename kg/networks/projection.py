"""Project readings to a network."""

from __future__ import annotations

from collections.abc import Sequence

from kg.networks.bipartite import TwoMode, bipartite
from kg.networks.network import Network
from kg.networks.preparation import prepare
from kg.networks.reading_table import Readings
from kg.networks.score_counts import counted
from kg.networks.settings import Settings
from kg.networks.weights import tie_table
from kg.wording.counts import count


def project(readings: Readings, settings: Settings, *, prepared: bool = False) -> Network | TwoMode:
    """Return the network that the settings describe.

    Args:
        readings: as fetched.
        settings: of the network.
        prepared: whether the readings come from :func:`kg.networks.preparation.prepare`.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll", "value": stance}
    ...     for who, stance in [("a", "support"), ("b", "support"), ("b", "support"), ("c", "oppose")]]))
    >>> network = project(said, Settings(kind="congruence"))
    >>> network.edges()[["a", "b", "weight", "statements"]].to_numpy().tolist()
    [['urn:a', 'urn:b', 2.0, 3]]
    """
    if not prepared:
        readings = prepare(readings, settings)
    if settings.two_mode:
        return bipartite(readings, settings)
    return one_mode(readings, settings)


def one_mode(
    readings: Readings,
    settings: Settings,
    *,
    nodes: Sequence[str] | None = None,
    items: Sequence[str] | None = None,
) -> Network:
    """Return the one-mode network of prepared readings.

    Args:
        readings: as :func:`kg.networks.preparation.prepare` gives them.
        settings: of the network.
        nodes: all nodes to include, even without readings.
        items: the same for the items that connect them.
    """
    counts = counted(readings, settings.of, signed=settings.signed, nodes=nodes, items=items)
    low, high = readings.scale
    table = tie_table(counts, settings.kind, high - low, settings.normalization)
    kept = table
    if settings.min_edge > 1:
        kept = table[table["statements"] >= settings.min_edge].reset_index(drop=True)
    if left := len(table) - len(kept):
        few = f"{count(left, 'tie')} on fewer than {count(settings.min_edge, 'statement')} left out."
        readings = readings.having(readings.frame, few)
    table = kept
    rows = counts.nodes
    if not settings.isolates:
        tied = set(table["i"]) | set(table["j"])
        rows = tuple(iri for number, iri in enumerate(rows) if number in tied)
    return Network(settings, counts, readings, table, rows)
