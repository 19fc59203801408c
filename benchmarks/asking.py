"""Questions put to a store on disk: through kg, and by the same SPARQL to bare pyoxigraph.

Each question runs in a process of its own, in which both take turns; one that has not ended after a while
is given up, and said so. Bare means: open the folder, run the query, read the value of every term.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyoxigraph

from kg.namespaces import DATA, EVALUATION, MODE, STANCE, XSD
from kg.questions.catalogue import Question, catalogue, find
from kg.store import open_store
from kg.store.generations import current
from kg.store.terms import Term, iri, literal

TURNS = 3
#: Seconds after which a question is given up.
PATIENCE = 20.0
_CODED = {"stance": STANCE.oppose, "mode": MODE.direct, "evaluation": EVALUATION.negative}


class Asked(NamedTuple):
    """One question: rows, median seconds through kg and bare; None where it was given up."""

    question: str
    rows: int | None
    kg: float | None
    bare: float | None


def value(kind: str) -> Term:
    """A value for a parameter: somebody and something of middling size."""
    if kind in _CODED:
        return iri(_CODED[kind])
    if kind in ("date", "day"):
        return literal("2024-03-01", XSD.date)
    if kind == "text":
        return literal("E")
    if kind == "number":
        return literal("5", XSD.decimal)
    return iri(DATA + {"actor": "person/actor-3", "source": "source/source-7"}.get(kind, "issue/issue-30"))


def asked(question: Question) -> str:
    """The text of a question as an analyst puts it: about one issue, else about one actor, else of all."""
    given = [p for p in question.parameters if p.required]
    if not given:
        given = [p for p in question.parameters if p.kind in ("issue", "actor", "source", "thing")][:1]
    return question.fill({parameter.name: [value(parameter.kind)] for parameter in given})


def every(store: Path) -> Iterator[Asked]:
    """All named questions, one after the other."""
    for question in catalogue():
        try:
            out = subprocess.run(
                [sys.executable, __file__, store, question.name],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
                timeout=PATIENCE,
            ).stdout
            yield Asked(question.name, *json.loads(out))
        except subprocess.TimeoutExpired:
            yield Asked(question.name, None, None, None)


def bare_rows(engine: pyoxigraph.Store, sparql: str) -> int:
    """Run a query and read every value."""
    found = engine.query(sparql)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return len([[None if term is None else term.value for term in row] for row in found])  # type: ignore[union-attr]


def by_turns(ways: Sequence[Callable[[], object]], turns: int) -> list[float]:
    """The median seconds of each way, after one turn that is not counted."""
    times: list[list[float]] = [[] for _ in ways]
    for turn in range(turns + 1):
        for number in sorted(range(len(ways)), reverse=bool(turn % 2)):
            start = time.perf_counter()
            ways[number]()
            if turn:
                times[number].append(time.perf_counter() - start)
    return [median(each) for each in times]


def main() -> None:
    """Measure one question and print rows and seconds as JSON."""
    folder, sparql = Path(sys.argv[1]), asked(find(sys.argv[2]))
    engine = pyoxigraph.Store.read_only(str(current(folder).graph))
    with open_store(folder) as store:
        start = time.perf_counter()
        rows = bare_rows(engine, sparql)
        turns = TURNS if time.perf_counter() - start < 2 else 1
        ours, bare = by_turns(
            [lambda: store.select(sparql, limit=PATIENCE), lambda: bare_rows(engine, sparql)], turns
        )
    print(json.dumps([rows, ours, bare]))


if __name__ == "__main__":
    main()
