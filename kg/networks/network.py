"""A one-mode network: its nodes, ties, evidence and settings.

Attributes of the networkx graph:

===========  ================================================================================
graph        ``settings`` (a dict), ``notes`` (tuple of sentences), ``readings``, ``statements``
node         ``iri``, ``label``, ``kind``, ``readings``, ``statements`` (how many, both); two-mode:
             ``bipartite`` 0 for actors and 1 for targets
tie,         ``id`` (depends on the kind of network and both nodes alone), ``weight``, ``readings``,
one-mode     ``statements``, ``shared`` (:func:`kg.networks.weights.tie_table`), ``evidence`` (readings)
tie,         ``id``, ``stance``, ``scheme``, ``weight`` and ``readings`` (how many), ``statements`` (their
two-mode     IRIs), ``evidence``; one tie for each stance, see :mod:`kg.networks.bipartite`
===========  ================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kg.errors import QuestionError
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Counts, Matrix, Numbers
from kg.networks.settings import Settings
from kg.networks.tie_readings import Behind, TieReadings
from kg.networks.weights import closeness

if TYPE_CHECKING:
    import networkx as nx

_COUNTED = ("weight", "readings", "statements", "shared")
#: Maximum number of cells of a matrix: 800 MB.
CELLS = 100_000_000


@dataclass(frozen=True, eq=False)
class Network:
    """A one-mode network.

    Attributes:
        counts: the readings as numbers.
        readings: the readings that count.
        table: the ties; see :func:`kg.networks.weights.tie_table`.
        rows: the nodes, in order of their labels.
    """

    settings: Settings
    counts: Counts
    readings: Readings
    table: pd.DataFrame
    rows: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The nodes, as for the rows."""
        return self.rows

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out and why, one sentence each."""
        return self.readings.notes

    def label(self, iri: str) -> str:
        """The name of a node."""
        return self.readings.background.label(iri)

    def kind(self, iri: str) -> str:
        """Person, organization, proposal, ...; "other" if unknown."""
        return self.readings.background.kinds.get(iri, "other")

    @cached_property
    def weights(self) -> Matrix:
        """Nodes x nodes, symmetric, in the order of :attr:`rows`.

        Raises:
            QuestionError: there are too many nodes for one matrix.
        """
        if len(self.rows) ** 2 > CELLS:
            raise QuestionError(
                f"a matrix of {len(self.rows):,} nodes is too large",
                hint="export ties instead, or keep only nodes with more statements (--min-node)",
            )
        place = np.full(len(self.counts.nodes), -1)
        for number, iri in enumerate(self.rows):
            if iri in self._number:
                place[self._number[iri]] = number
        found = np.zeros((len(self.rows), len(self.rows)))
        i, j = place[self.table["i"]], place[self.table["j"]]
        found[i, j] = found[j, i] = self.table["weight"]
        return found

    def edges(self, chosen: Numbers | None = None) -> pd.DataFrame:
        """Return the ties with labels, the heaviest first.

        Columns ``a``, ``b``, ``a_label``, ``b_label``, ``weight``, ``readings``, ``statements``,
        ``shared``, ``id``.

        Args:
            chosen: the places of the ties to return in this order; None for all.
        """
        nodes, labels = self._names
        order = self._order if chosen is None else self._order[chosen]
        i, j = (self.table[end].to_numpy(np.int64)[order] for end in ("i", "j"))
        a, b = nodes[i], nodes[j]
        ids = [tie_id(self.settings, one, other) for one, other in zip(a, b, strict=True)]
        columns = {"a": a, "b": b, "a_label": labels[i], "b_label": labels[j]}
        return pd.DataFrame(
            {
                # Millions of references to a few names, which pandas would copy as text.
                **{name: pd.Series(column, dtype=object) for name, column in columns.items()},
                **{name: self.table[name].to_numpy()[order] for name in _COUNTED},
                "id": pd.Series(ids, dtype=object),
            }
        )

    def heaviest(self, number: int) -> pd.DataFrame:
        """Return the ``number`` ties of the greatest absolute weight, in the order of :meth:`edges`."""
        heavy = np.argsort(-np.abs(self.table["weight"].to_numpy()[self._order]), kind="stable")
        return self.edges(np.sort(heavy[:number]))

    @cached_property
    def _names(self) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        """The IRIs of all nodes that are counted, and their labels."""
        nodes = np.array(self.counts.nodes, dtype=object)
        return nodes, np.array([self.label(iri) for iri in nodes], dtype=object)

    @cached_property
    def _order(self) -> Numbers:
        """The rows of the table in the order of :meth:`edges`."""
        i, j = (self.table[end].to_numpy(np.int64) for end in ("i", "j"))
        weight, statements = (self.table[name].to_numpy() for name in ("weight", "statements"))
        # Numbers are sorted in place of millions of names.
        named, called = (np.unique(names, return_inverse=True)[1] for names in self._names)
        return np.lexsort((named[j], named[i], called[j], called[i], -statements, -weight))

    def nodes(self) -> pd.DataFrame:
        """Return the nodes by label: ``iri``, ``label``, ``kind``, ``readings``, ``statements``."""
        column = "actor" if self.settings.of == "actors" else "target"
        grouped = self.readings.frame.groupby(column, observed=True)
        made, statements = grouped.size(), grouped["statement"].nunique()
        return pd.DataFrame(
            {
                "iri": list(self.rows),
                "label": [self.label(iri) for iri in self.rows],
                "kind": [self.kind(iri) for iri in self.rows],
                "readings": [int(made.get(iri, 0)) for iri in self.rows],
                "statements": [int(statements.get(iri, 0)) for iri in self.rows],
            }
        )

    def evidence(self, a: str, b: str) -> tuple[str, ...]:
        """Return the IRIs of the readings by either node that enter the weight of their tie, sorted."""
        return tuple(sorted(set(self.readings.frame["reading"].to_numpy()[self.evidence_rows(a, b)])))

    def every_evidence(self) -> Behind:
        """Return a function that finds the evidence of ties of :meth:`edges`, for files with all of them."""
        readings = [str(reading) for reading in self.readings.frame["reading"]]
        of = TieReadings(self.counts, readings, self._meets).of
        return lambda ties: list(of(ties["a"].tolist(), ties["b"].tolist()))

    def evidence_rows(self, a: str, b: str) -> Numbers:
        """Return the row numbers in the frame of the readings that a tie is based on."""
        one, other = self._mine.get(a), self._mine.get(b)
        if one is None or other is None:
            return np.zeros(0, np.int64)
        return np.concatenate([self._meeting(one, other), self._meeting(other, one)])

    def graph(self) -> nx.Graph:
        """Return the network as a networkx graph; see the module for attributes."""
        import networkx as nx  # only graphs need it, and it takes long to import

        graph = nx.Graph(**self._about())
        for node in self.nodes().to_dict("records"):
            graph.add_node(node["iri"], **{str(name): value for name, value in node.items()})
        for tie in self.edges().sort_values(["a_label", "b_label", "a", "b"]).to_dict("records"):
            a, b = tie["a"], tie["b"]
            values = {name: tie[name] for name in ("id", "weight", "readings", "statements", "shared")}
            graph.add_edge(a, b, **values, evidence=Evidence(partial(self.evidence, a, b)))
        return graph

    def _about(self) -> dict[str, object]:
        frame = self.readings.frame
        return {
            "settings": self.settings.plain(),
            "notes": self.notes,
            "readings": len(frame),
            "statements": int(frame["statement"].nunique()),
        }

    @cached_property
    def _number(self) -> dict[str, int]:
        return {iri: number for number, iri in enumerate(self.counts.nodes)}

    @cached_property
    def _mine(self) -> dict[str, Numbers]:
        """The row numbers of each node's readings that count."""
        there = np.flatnonzero(self.counts.weight > 0)
        order = there[np.argsort(self.counts.node[there], kind="stable")]
        bounds = np.searchsorted(self.counts.node[order], np.arange(len(self.counts.nodes) + 1))
        return {
            iri: order[bounds[number] : bounds[number + 1]] for number, iri in enumerate(self.counts.nodes)
        }

    @property
    def _meets(self) -> NDArray[np.bool_]:
        """Scores x scores: whether a pair of readings with these scores enters the weight."""
        kind, (low, high) = self.settings.kind, self.readings.scale
        near = closeness(self.counts.scores, kind, high - low)
        return np.asarray(np.ones_like(near, bool) if kind in ("subtract", "cooccurrence") else near > 0)

    def _meeting(self, one: Numbers, other: Numbers) -> Numbers:
        """Return the readings of one node that pair with at least one of another's."""
        counts, meets = self.counts, self._meets
        cells = np.zeros((len(counts.scores), len(counts.items)), bool)
        cells[counts.level[other], counts.item[other]] = True
        met = (meets.astype(int) @ cells.astype(int)) > 0
        found: Numbers = one[met[counts.level[one], counts.item[one]]]
        return found


def tie_id(settings: Settings, a: str, b: str) -> str:
    """Return an id that depends only on the kind of network and both nodes, in either order.

    >>> tie_id(Settings(), "urn:a", "urn:b") == tie_id(Settings(duplicates="week"), "urn:b", "urn:a")
    True
    """
    one, other = sorted((a, b))
    return "e" + sha256(f"{settings.kind}|{settings.of}|{one}|{other}".encode()).hexdigest()[:12]


class Evidence(Sequence[str]):
    """IRIs of readings, sorted; found on access, since a network of millions of ties could not hold them all.

    >>> Evidence(lambda: ("urn:r1", "urn:r2"))
    Evidence('urn:r1', 'urn:r2')
    """

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[], tuple[str, ...]]) -> None:
        self._find = find

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """One IRI, or several."""
        return self._find()[at]

    def __len__(self) -> int:
        return len(self._find())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._find())

    def __repr__(self) -> str:
        return f"Evidence{self._find()!r}"
