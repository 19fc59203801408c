"""The two-mode network of a table of readings: actors by targets, one tie for each stance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd

from kg.networks.counts import Matrix, ordered
from kg.networks.normalisation import two_mode
from kg.networks.readings import Readings
from kg.networks.settings import Settings
from kg.networks.twomode import ACTOR_KINDS, edge_id, edge_key

_TIE = ["actor", "target", "scheme", "value"]


@dataclass(frozen=True, eq=False)
class TwoMode:
    """Actors by targets.

    Attributes:
        settings: what was chosen.
        readings: the readings that count.
        rows: the actors, in order of their labels.
        columns: the targets, likewise.
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
        """Person, organization, proposal, ...; "other" where it is not known."""
        return self.readings.background.kinds.get(iri, "other")

    @cached_property
    def weights(self) -> Matrix:
        """Actors x targets: readings, or the sum of their scores (``settings.cells``), normalised."""
        number = self._sum(pd.Series(1.0, self.readings.frame.index) * self.readings.frame["weight"])
        if self.settings.cells == "count":
            return two_mode(number, self.settings.normalization, number)
        scored = self._sum(self.readings.frame["score"].fillna(0.0) * self.readings.frame["weight"])
        return two_mode(scored, self.settings.normalization, number)

    def edges(self) -> pd.DataFrame:
        """The ties with names, the heaviest first.

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

    def nodes(self) -> pd.DataFrame:
        """The nodes: ``iri``, ``label``, ``kind``, ``bipartite``, ``readings``, ``statements``."""
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
        """IRIs of the readings of an actor toward a target, of one stance or of all, sorted."""
        frame = self.readings.frame
        there = (frame["actor"] == a) & (frame["target"] == b)
        if stance is not None:
            there &= frame["value"] == stance
        return tuple(sorted(frame.loc[there, "reading"]))

    def key(self, iri: str) -> str:
        """The key of a target in the graph: an actor who is a target is a second node."""
        return f"{iri}#target" if self.kind(iri) in ACTOR_KINDS else iri

    def graph(self) -> nx.MultiGraph:
        """The network as networkx has it; attributes as in :mod:`kg.networks.network`."""
        frame = self.readings.frame
        graph = nx.MultiGraph(
            settings=self.settings.plain(),
            notes=self.notes,
            readings=len(frame),
            statements=int(frame["statement"].nunique()),
        )
        for node in self.nodes().to_dict("records"):
            graph.add_node(
                self.key(node["iri"]) if node["bipartite"] else node["iri"],
                **{str(name): value for name, value in node.items()},
            )
        behind = {
            key: (tuple(sorted(part["reading"])), tuple(sorted(set(part["statement"]))))
            for key, part in frame.groupby(_TIE, observed=True)
        }
        order = ["a_label", "b_label", "a", "b", "stance", "scheme"]
        for tie in self.edges().sort_values(order).to_dict("records"):
            evidence, statements = behind[tie["a"], tie["b"], tie["scheme"], tie["stance"]]
            graph.add_edge(
                tie["a"],
                self.key(tie["b"]),
                key=edge_key(tie["scheme"], tie["stance"]),
                **{name: tie[name] for name in ("id", "stance", "scheme", "weight", "readings")},
                statements=statements,
                evidence=evidence,
            )
        return graph

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
    """The two-mode network of prepared readings.

    Pairs of actor and target with fewer statements than ``min_edge`` are left out.

    >>> from kg.networks.readings import table
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
