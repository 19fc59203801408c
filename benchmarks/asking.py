"""Time questions on a store on disk: through kg, and as the same SPARQL on bare pyoxigraph.

Each question runs in its own process, in which both alternate; a question that exceeds the time limit is
reported as such. Bare means: open the folder, run the query, read the value of every term.
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
#: Time limit of a question in seconds.
PATIENCE = 20.0
_CODED = {"stance": STANCE.oppose, "mode": MODE.direct, "evaluation": EVALUATION.negative}


class Asked(NamedTuple):
    """A question: rows, median seconds through kg and bare; None if it exceeded the time limit."""

    question: str
    rows: int | None
    kg: float | None
    bare: float | None


def value(kind: str) -> Term:
    """Return a value for a parameter: an actor or a thing of medium frequency."""
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
    """Return the text of a question as an analyst asks it: about an issue, an actor, or everything."""
    given = [p for p in question.parameters if p.required]
    if not given:
        given = [p for p in question.parameters if p.kind in ("issue", "actor", "source", "thing")][:1]
    return question.fill({parameter.name: [value(parameter.kind)] for parameter in given})


def every(store: Path) -> Iterator[Asked]:
    """Yield the results of all named questions."""
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
    """Run a query, read every value and return the number of rows."""
    found = engine.query(sparql)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return len([[None if term is None else term.value for term in row] for row in found])  # type: ignore[union-attr]


def by_turns(ways: Sequence[Callable[[], object]], turns: int) -> list[float]:
    """Return the median seconds of each way, alternating, after one turn that does not count."""
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
