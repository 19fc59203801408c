"""Random small worlds of readings, and stores made from a few lines of Turtle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import strategies as st

from kg.namespaces import DATA, PREFIXES
from kg.networks.reading_table import Background, Readings, table
from kg.store import Store, open_store
from kg.store.loading import load

ACTORS = ("urn:ann", "urn:bo", "urn:cem", "urn:dee")
TARGETS = ("urn:toll", "urn:bridge", "urn:ferry")
# The order of labels is neither that of the IRIs nor that of capital and small letters.
LABELS = {"urn:ann": "Zoe", "urn:bo": "alf", "urn:cem": "Bea", "urn:toll": "x", "urn:bridge": "Y"}
DAYS = (None, "2024-12-30", "2025-01-01", "2025-01-31", "2025-02-01", "2025-03-15")
KINDS_OF_IRI = (
    *("person", "organization", "government", "country", "source", "issue", "statement", "reading"),
    *("coder", "term"),
)


@st.composite
def small_worlds(draw: st.DrawFn) -> Readings:
    """Up to 12 readings of up to 8 statements; several readings in a statement, scores on a scale."""
    low, high = draw(st.sampled_from([(-1.0, 1.0), (-2.0, 2.0), (-2.0, 3.0)]))
    scores = [score for score in (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0) if low <= score <= high]
    sources = st.sampled_from(["urn:gazette", "urn:herald"])
    made = st.tuples(st.sampled_from(ACTORS), sources, st.sampled_from(DAYS), st.sampled_from(DAYS))
    statements = draw(st.lists(made, min_size=1, max_size=8))
    read = st.tuples(
        st.integers(0, len(statements) - 1),
        st.sampled_from(TARGETS),
        st.sampled_from(scores),
        st.sampled_from(["stance", "evaluation"]),
    )
    rows = []
    for number, (which, target, score, scheme) in enumerate(draw(st.lists(read, max_size=12))):
        actor, source, *days = statements[which]
        first, last = sorted(day for day in days if day) if None not in days else (None, None)
        signs = (
            ("oppose", "neutral", "support") if scheme == "stance" else ("negative", "neutral", "positive")
        )
        rows.append(
            {
                "reading": f"urn:reading:{number:02}",
                "statement": f"urn:statement:{which}",
                "source": source,
                "actor": actor,
                "target": target,
                "scheme": scheme,
                "value": signs[int((score > 0) - (score < 0)) + 1],
                "score": score,
                "earliest": first,
                "latest": last,
            }
        )
    return Readings(table(rows), Background(labels=LABELS), (low, high))


@pytest.fixture(scope="session")
def worlds() -> st.SearchStrategy[Readings]:
    """Small worlds, to draw from."""
    return small_worlds()


@pytest.fixture(scope="session")
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Store]]:
    """Loads a graph given in Turtle, with every prefix of the project and one for each kind of thing.

    The same text is loaded once; nobody changes the store.
    """
    opened: dict[str, Store] = {}
    folder = tmp_path_factory.mktemp("stores")
    prefixes = {**PREFIXES, **{kind: f"{DATA}{kind}/" for kind in KINDS_OF_IRI}}
    header = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in prefixes.items())

    def open_turtle(text: str) -> Store:
        if text not in opened:
            path = folder / f"graph{len(opened)}.ttl"
            path.write_text(header + text, encoding="utf-8")
            load(folder / f"store{len(opened)}", [path])
            opened[text] = open_store(folder / f"store{len(opened)}")
        return opened[text]

    yield open_turtle
    for store in opened.values():
        store.close()
