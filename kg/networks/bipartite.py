"""The two-mode network: actors on one side, targets on the other, one tie for each stance.

Attributes of the networkx graph:

=========  ===========================================================================
graph      ``settings`` (a dict), ``notes`` (tuple of sentences), ``readings``, ``statements`` (how many)
actor      ``bipartite=0``, ``iri``, ``label``, ``kind`` (person, organization, government,
           country, group, population), ``readings``, ``statements`` (how many, both)
target     ``bipartite=1``, ``iri``, ``label``, ``kind`` (proposal, condition, topic, issue, measure,
           agreement, event, or the kind of an actor as a target), ``readings``, ``statements``
tie        ``stance`` (the notation), ``scheme`` ("stance" or "evaluation"), ``weight`` (the sum of the
           weights of its readings, 1 each unless there is a kernel or a normalisation), ``readings`` (how
           many), ``evidence`` (their IRIs), ``statements`` (IRIs of their statements), ``id``
=========  ===========================================================================

There is one tie per actor, target and stance or evaluation. Its key is the stance; its ``id`` depends only on
actor, target and stance. Two stances of one actor on one target are two ties. An actor who is also a target
is two nodes, so that the network stays two-mode: the key of the target is its IRI followed by ``#target``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.networks.normalisation import two_mode as normalised
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix, ordered
from kg.networks.settings import Settings
from kg.networks.two_mode_graph import Names, Tie, edge_id, edge_key, target_key, two_mode_graph

if TYPE_CHECKING:
    import networkx as nx

    from kg.networks.tie_readings import Behind

_TIE = ["actor", "target", "scheme", "value"]
#: The same in :meth:`TwoMode.edges`.
_KEY = ["a", "b", "scheme", "stance"]


@dataclass(frozen=True, eq=False)
class TwoMode:
    """A two-mode network.

    Attributes:
        settings: what was chosen.
        readings: the readings that count.
        rows: the actors, in order of their labels.
        columns: the targets, in order of their labels.
    """

    settings: Settings
    readings: Readings
    rows: tuple[str, ...]
    columns: tuple[str, ...]

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
        """Actors x targets: readings, or the sum of their scores (``settings.cells``), normalised."""
        number = self._sum(pd.Series(1.0, self.readings.frame.index) * self.readings.frame["weight"])
        if self.settings.cells == "count":
            return normalised(number, self.settings.normalization, number)
        scored = self._sum(self.readings.frame["score"].fillna(0.0) * self.readings.frame["weight"])
        return normalised(scored, self.settings.normalization, number)

    def edges(self) -> pd.DataFrame:
        """Return the ties with labels, the heaviest first.

        Columns ``a``, ``b``, ``a_label``, ``b_label``, ``stance``, ``scheme``, ``weight``, ``readings``,
        ``statements`` (how many), ``id``.
        """
        grouped = self.readings.frame.groupby(_TIE, observed=True)
        ties = grouped.agg(
            weight=("weight", "sum"), readings=("reading", "size"), statements=("statement", "nunique")
        ).reset_index()
        ties["weight"] = ties["weight"] / self._under(ties)
        for column in _TIE:
            ties[column] = ties[column].astype(str)
        ties = ties.rename(columns={"actor": "a", "target": "b", "value": "stance"})
        ties["a_label"] = [self.label(iri) for iri in ties["a"]]
        ties["b_label"] = [self.label(iri) for iri in ties["b"]]
        ties["id"] = [
            edge_id(a, self.key(b), edge_key(scheme, value))
            for a, b, scheme, value in zip(ties["a"], ties["b"], ties["scheme"], ties["stance"], strict=True)
        ]
        order = ["weight", "statements", "a_label", "b_label", "stance", "a", "b", "scheme"]
        ties = ties.sort_values(order, ascending=[False, False, *[True] * 6])
        wanted = [
            "a",
            "b",
            "a_label",
            "b_label",
            "stance",
            "scheme",
            "weight",
            "readings",
            "statements",
            "id",
        ]
        return ties[wanted].reset_index(drop=True)

    def heaviest(self, number: int) -> pd.DataFrame:
        """Return the ``number`` ties of the greatest absolute weight, in the order of :meth:`edges`."""
        edges = self.edges()
        heavy = edges["weight"].abs().sort_values(ascending=False, kind="stable").index[:number]
        return edges.loc[heavy.sort_values()].reset_index(drop=True)

    def nodes(self) -> pd.DataFrame:
        """Return the nodes: ``iri``, ``label``, ``kind``, ``bipartite``, ``readings``, ``statements``."""
        tables = []
        for side, column, iris in ((0, "actor", self.rows), (1, "target", self.columns)):
            grouped = self.readings.frame.groupby(column, observed=True)
            made, statements = grouped.size(), grouped["statement"].nunique()
            tables.append(
                pd.DataFrame(
                    {
                        "iri": list(iris),
                        "label": [self.label(iri) for iri in iris],
                        "kind": [self.kind(iri) for iri in iris],
                        "bipartite": side,
                        "readings": [int(made.get(iri, 0)) for iri in iris],
                        "statements": [int(statements.get(iri, 0)) for iri in iris],
                    }
                )
            )
        return pd.concat(tables, ignore_index=True)

    def evidence(self, a: str, b: str, stance: str | None = None) -> tuple[str, ...]:
        """Return the IRIs of the readings of an actor toward a target, of one stance or of all, sorted."""
        frame = self.readings.frame
        there = (frame["actor"] == a) & (frame["target"] == b)
        if stance is not None:
            there &= frame["value"] == stance
        return tuple(sorted(frame.loc[there, "reading"]))

    def every_evidence(self) -> Behind:
        """Return a function that finds the evidence of ties of :meth:`edges`, for files with all of them."""
        found = {
            tuple(map(str, key)): tuple(sorted(map(str, part)))
            for key, part in self.readings.frame.groupby(_TIE, observed=True)["reading"]
        }
        return lambda ties: [found[key] for key in zip(*(ties[name] for name in _KEY), strict=True)]

    def key(self, iri: str) -> str:
        """Return the key of a target in the graph: an actor who is a target is a second node."""
        return target_key(iri, self.kind(iri))

    def graph(self) -> nx.MultiGraph:
        """Return the network as a networkx graph; see the module for attributes."""
        frame = self.readings.frame
        ties = self.edges()
        weights = {
            Tie(*key): weight
            for *key, weight in zip(*(ties[name] for name in (*_KEY, "weight")), strict=True)
        }
        columns = (frame[name].astype(str) for name in (*_TIE, "reading", "statement"))
        return two_mode_graph(
            ((Tie(*key), reading, statement) for *key, reading, statement in zip(*columns, strict=True)),
            Names(self.label, self.kind),
            (self.rows, self.columns),
            weights,
            settings=self.settings.plain(),
            notes=self.notes,
        )

    def _sum(self, values: pd.Series) -> Matrix:
        row = {iri: number for number, iri in enumerate(self.rows)}
        column = {iri: number for number, iri in enumerate(self.columns)}
        found = np.zeros((len(row), len(column)))
        places = (
            self.readings.frame["actor"].astype(str).map(row),
            self.readings.frame["target"].astype(str).map(column),
        )
        np.add.at(found, tuple(place.to_numpy(np.int64) for place in places), values.to_numpy(float))
        return found

    def _under(self, ties: pd.DataFrame) -> pd.Series:
        name = self.settings.normalization
        if name == "none":
            return pd.Series(1.0, ties.index)
        column = "actor" if name == "activity" else "target"
        return ties.groupby(column, observed=True)["weight"].transform("sum")


def bipartite(readings: Readings, settings: Settings) -> TwoMode:
    """Return the two-mode network of prepared readings.

    Pairs of actor and target with fewer statements than ``min_edge`` are left out.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "value": value}
    ...                        for value in ("support", "oppose")]))
    >>> network = bipartite(said, Settings(kind="two-mode"))
    >>> len(network.edges()), network.weights.tolist()
    (2, [[0.0]])
    """
    frame = readings.frame
    if settings.min_edge > 1:
        made = frame.groupby(["actor", "target"], observed=True)["statement"].transform("nunique")
        frame = frame[made >= settings.min_edge].reset_index(drop=True)
    named = readings.frame if settings.isolates else frame
    sides = (ordered(named[side].astype(str).unique(), readings.background) for side in ("actor", "target"))
    return TwoMode(settings, readings.having(frame), *sides)
