"""The Python interface: one opened graph, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import QuestionError
from kg.store import deadline
from kg.store.opening import open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.model.statement import Statement
    from kg.networks.reading_table import Readings
    from kg.questions.answer import Answer, Row
    from kg.questions.explain import Explanation
    from kg.questions.show import Card


class KnowledgeGraph:
    """A graph that is open for reading; a context manager.

    A question may take ``store.limit`` seconds, with all its queries, and the answer to SPARQL of your own
    ``store.memory`` bytes. Answers are plain data: ``answer.rows`` is a list of dicts with strings, numbers,
    lists and None, as the command line writes them with ``-f json``. Names are given as people type them.

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

    @property
    def resolved(self) -> dict[str, str]:
        """What the names given so far were taken to mean, where that is not what was given.

        >>> with KnowledgeGraph() as graph:
        ...     _ = graph.positions(by="PM Carney")
        ...     graph.resolved
        {'PM Carney': 'Mark Carney, Prime Minister of Canada (attested 2025-10-07)'}
        """
        return dict(self.store.resolved)

    def said(self, **conditions: Any) -> Answer[Statement]:
        """Who said what about what; the conditions are those of :func:`kg.questions.said.said`.

        >>> len(KnowledgeGraph().said(about="Canada as the 51st state").rows)
        3
        """
        from kg.questions.said import said

        with deadline.question(self.store.limit):
            return said(self.store, **conditions)

    def positions(
        self,
        about: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        *,
        until: str | None = None,
        dates: str = "counted",
    ) -> Answer[Row]:
        """Who stands where; see :func:`kg.questions.positions.positions`."""
        from kg.questions.positions import positions

        with deadline.question(self.store.limit):
            return positions(self.store, about=about, by=by, until=until, dates=dates)

    def explain(
        self, what: str, target: str | None = None, *, until: str | None = None, dates: str = "counted"
    ) -> Explanation:
        """Why; see :func:`kg.questions.explain.explain`."""
        from kg.questions.explain import explain

        with deadline.question(self.store.limit):
            return explain(self.store, what, target, until=until, dates=dates)

    def ask(self, question: str, *, all_versions: bool = False, **params: str | Sequence[str]) -> Answer[Row]:
        """A named question; see :func:`kg.questions.ask.ask`.

        >>> KnowledgeGraph().ask("who-opposes", issue="digital services tax").rows[0]["speaker_label"]
        'Donald Trump'
        """
        from kg.questions.ask import ask

        with deadline.question(self.store.limit):
            return ask(self.store, question, params, all_versions=all_versions)

    def query(self, sparql: str) -> Answer[Row]:
        """Read-only SPARQL; see :func:`kg.questions.query.query`."""
        from kg.questions.query import query

        with deadline.question(self.store.limit):
            return query(self.store, sparql)

    def show(self, name: str) -> Card:
        """All that is known of one thing; see :func:`kg.questions.show.show`."""
        from kg.questions.show import show

        with deadline.question(self.store.limit):
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

    def readings(self, **selection: Any) -> Readings:
        """The readings as a table: a pandas frame, and what is known beside it.

        Args:
            selection: as for :class:`kg.networks.selection.Selection`; a single name may stand for a list.

        >>> len(KnowledgeGraph().readings(by="Trump", about="51st state"))
        2
        """
        from kg.networks.selection import Selection, select

        listed = ("by", "about", "source", "stance", "include", "exclude")
        asked: dict[str, Any] = {
            name: [value] if name in listed and isinstance(value, str) else value
            for name, value in selection.items()
        }
        return select(self.store, Selection(**asked))

    def network(self, kind: str = "two-mode", **choices: Any) -> networkx.Graph:
        """A network as networkx has it; its attributes are described in :mod:`kg.networks.network`.

        Args:
            kind: "two-mode" (a ``MultiGraph``, one edge a stance), "congruence", "conflict", "subtract" or
                "cooccurrence".
            choices: what to look at, as for :meth:`readings`, and what to count, as for
                :class:`kg.networks.settings.Settings`.

        Raises:
            QuestionError: no such kind or choice.

        >>> network = KnowledgeGraph().network("congruence", whose="country", neutral="between")
        >>> network.graph["settings"]["whose"], sorted(d["label"] for _, d in network.nodes(data=True))
        ('country', [])
        """
        from dataclasses import fields

        from kg.networks.projection import project
        from kg.networks.selection import Selection
        from kg.networks.settings import Settings

        looked_at = {each.name for each in fields(Selection)} & choices.keys()
        settings = {name: value for name, value in choices.items() if name not in looked_at}
        known = {each.name for each in fields(Settings)}
        if unknown := sorted(settings.keys() - known):
            raise QuestionError(f"no choice {unknown[0]!r}", hint="known: " + ", ".join(sorted(known)))
        readings = self.readings(**{name: choices[name] for name in looked_at})
        return project(readings, Settings(kind=kind, **settings)).graph()

    def __iter__(self) -> Iterator[Any]:
        return self.store.triples()


def _node(term: Any) -> Any:
    from rdflib import BNode, Literal, URIRef

    if term.kind == "literal":
        datatype = URIRef(term.datatype) if term.datatype is not None else None
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(term.value) if term.kind == "iri" else BNode(term.value)
