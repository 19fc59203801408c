"""The Python interface: one opened graph, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.store.opening import open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.questions.answer import Answer
    from kg.questions.explain import Explanation
    from kg.questions.show import Card


class KnowledgeGraph:
    """A graph that is open for reading; a context manager.

    Answers are plain data: ``answer.rows`` is a list of dicts with strings, numbers, lists and None, as the
    command line writes them with ``-f json``. Names are given as people type them.

    Args:
        store: see :func:`kg.open`.

    Raises:
        kg.errors.KgError: there is no such graph, or it cannot be read.
    """

    def __init__(self, store: str | Path | None = None) -> None:
        self.store = open_store(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def said(self, **conditions: Any) -> Answer:
        """Who said what about what; the conditions are those of :func:`kg.questions.said.said`.

        >>> len(KnowledgeGraph().said(about="Canada as the 51st state").rows)
        3
        """
        from kg.questions.said import said

        return said(self.store, **conditions)

    def positions(self, about: str | Sequence[str] = (), by: str | Sequence[str] = ()) -> Answer:
        """Who stands where; see :func:`kg.questions.positions.positions`."""
        from kg.questions.positions import positions

        return positions(self.store, about=about, by=by)

    def explain(self, what: str, target: str | None = None) -> Explanation:
        """Why; see :func:`kg.questions.explain.explain`."""
        from kg.questions.explain import explain

        return explain(self.store, what, target)

    def ask(self, question: str, *, all_versions: bool = False, **params: str | Sequence[str]) -> Answer:
        """A named question; see :func:`kg.questions.asking.ask`.

        >>> KnowledgeGraph().ask("who-opposes", issue="digital services tax").rows[0]["speaker_label"]
        'Donald Trump'
        """
        from kg.questions.asking import ask

        return ask(self.store, question, params, all_versions=all_versions)

    def query(self, sparql: str) -> Answer:
        """Read-only SPARQL; see :func:`kg.questions.raw.query`."""
        from kg.questions.raw import query

        return query(self.store, sparql)

    def show(self, name: str) -> Card:
        """All that is known of one thing; see :func:`kg.questions.show.show`."""
        from kg.questions.show import show

        return show(self.store, name)

    def graph(self) -> rdflib.Graph:
        """Every triple, as an ``rdflib.Graph`` of the caller's own."""
        import rdflib

        from kg.namespaces import PREFIXES

        graph = rdflib.Graph()
        for prefix, iri in PREFIXES.items():
            graph.bind(prefix, iri)
        for triple in self.store.triples():
            graph.add(tuple(_node(term) for term in triple))
        return graph

    def network(self, **conditions: Any) -> networkx.MultiGraph:
        """Actors and what they take sides on; the conditions are those of :meth:`said`.

        Edges carry stance, number of readings and the readings themselves; see
        :func:`kg.networks.twomode.two_mode`.
        """
        from kg.networks.kinds import issue_kinds
        from kg.networks.twomode import two_mode

        rows = self.said(**conditions).rows
        targets = {reading["target"] for row in rows for reading in row["about"]}
        return two_mode(rows, issue_kinds=issue_kinds(self.store, targets))

    def __iter__(self) -> Iterator[Any]:
        return self.store.triples()


def _node(term: Any) -> Any:
    from rdflib import BNode, Literal, URIRef

    if term.kind == "literal":
        datatype = URIRef(term.datatype) if term.datatype is not None else None
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(term.value) if term.kind == "iri" else BNode(term.value)
