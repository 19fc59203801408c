"""Changes to derived triples: additions in a file that is loaded at once, and removals."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from io import StringIO
from pathlib import Path
from typing import IO

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse


class Changes:
    """Collects changes and applies them.

    Additions go to an N-Triples file, which pyoxigraph loads three times as fast as the same triples as
    objects.

    Args:
        graph: the graph that :meth:`apply` changes.
        path: the file, removed at the end; None for memory.
    """

    def __init__(self, graph: pyoxigraph.Store, path: Path | None) -> None:
        self.added = 0
        self._graph = graph
        self._path = path
        self._file: IO[str] = StringIO() if path is None else path.open("w", encoding="utf-8", newline="\n")
        self._removed: list[Quad] = []
        self._added: list[Quad] = []

    @property
    def removed(self) -> int:
        """Number of triples to remove."""
        return len(self._removed)

    def add(self, subject: str, facts: Iterable[tuple[str, str]]) -> None:
        """Add triples of a subject that the graph does not have: properties, and values in N-Triples."""
        for term, value in facts:
            self._file.write(f"<{subject}> <{term}> {value} .\n")
            self.added += 1

    def add_quad(self, quad: Quad) -> None:
        """Add a triple that the graph does not have; its value may be a blank node of the graph."""
        self._added.append(quad)
        self.added += 1

    def put(self, subject: str, facts: Iterable[tuple[str, str]]) -> None:
        """Set all triples of a subject; its other triples are removed."""
        wanted = {f"<{term}> {value}": (term, value) for term, value in facts}
        for quad in self._graph.quads_for_pattern(NamedNode(subject), None, None, DefaultGraph()):
            if wanted.pop(f"{quad.predicate} {quad.object}", None) is None:
                self._removed.append(quad)
        self.add(subject, wanted.values())

    def set(self, subject: str, term: str, values: Collection[str]) -> None:
        """Set all values, in N-Triples, of one property of a subject; its other values are removed."""
        wanted = set(values)
        for quad in self._graph.quads_for_pattern(NamedNode(subject), NamedNode(term), None, DefaultGraph()):
            if str(quad.object) in wanted:
                wanted.discard(str(quad.object))
            else:
                self._removed.append(quad)
        self.add(subject, ((term, value) for value in sorted(wanted)))

    def remove(self, quad: Quad) -> None:
        """Remove a triple that the graph has."""
        self._removed.append(quad)

    def apply(self) -> None:
        """Apply the changes to the graph."""
        text = self._file.getvalue().encode() if isinstance(self._file, StringIO) else None
        self._file.close()
        if text:
            self._graph.bulk_load(input=text, format=RdfFormat.N_TRIPLES)
        elif text is None and self.added:
            self._graph.bulk_load(path=str(self._path), format=RdfFormat.N_TRIPLES)
        self._graph.extend(self._added)
        for quad in self._removed:
            self._graph.remove(quad)

    def quads(self) -> tuple[list[Quad], list[Quad]]:
        """Return the triples that the graph gets and those that it loses, for a few changes in memory."""
        assert isinstance(self._file, StringIO)
        removed = set(self._removed)
        found = parse(self._file.getvalue().encode(), format=RdfFormat.N_TRIPLES)
        added = {Quad(quad.subject, quad.predicate, quad.object) for quad in found} | set(self._added)
        return (
            [quad for quad in added if quad not in removed and quad not in self._graph],
            [quad for quad in removed if quad in self._graph],
        )

    def close(self) -> None:
        """Close and remove the file."""
        self._file.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
