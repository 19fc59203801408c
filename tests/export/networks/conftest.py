"""A small made-up debate as readings and as a store, plain and with hostile names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.namespaces import DATA, FOAF, OA, RDF, RDFS, SKOS, WSW, XSD
from kg.networks.bipartite import TwoMode
from kg.networks.network import Network
from kg.networks.projection import project
from kg.networks.readings import Background, Readings, table
from kg.networks.settings import Settings
from kg.store import Triple, iri, literal, open_store
from kg.store.base import Store

#: Names that break something: quotation marks, markup, control characters, direction, length.
HOSTILE = (
    'Ann "the voice", Ltd.',
    "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>",
    "NUL \x00, escape \x1b, end \x9b",
    "right to left \u202e mark \u200f",
    "two\nlines\r\nand a tab\t",
    "long " + "x" * 10_000,
    "]]> &amp; <b> ${1} {{7*7}} 'x' = ;",
    "Ζωή 佐藤 🍁",
)

#: Who, on what, how, on which day; the toll divides them, and Ann says both on it.
SAID = (
    ("person/ann", "issue/toll", "support", "2025-03-01"),
    ("person/ann", "issue/toll", "oppose", "2025-05-01"),
    ("person/ann", "issue/park", "support", "2025-03-02"),
    ("person/ben", "issue/toll", "support", "2025-03-03"),
    ("person/ben", "issue/park", "support", None),
    ("organization/club", "issue/toll", "oppose", "2025-04-01"),
    ("organization/club", "issue/park", "oppose", "2025-04-02"),
    ("organization/club", "person/ann", "negative", "2025-04-03"),
    ("person/ben", "person/ann", "positive", "2025-04-04"),
    ("group/others", "issue/dam", "neutral", "2025-04-05"),
)
NAMES = {
    "person/ann": "Ann",
    "person/ben": "Ben",
    "organization/club": "The Club",
    "group/others": "Others",
    "issue/toll": "A toll",
    "issue/park": "A park",
    "issue/dam": "A dam",
}
KINDS = {"issue": "proposal"}


def names(hostile: bool) -> dict[str, str]:
    """The names by IRI; hostile ones keep their beginning, so that no two are the same."""
    labels = dict(zip(NAMES, HOSTILE, strict=False)) if hostile else NAMES
    return {DATA + key: label for key, label in labels.items()}


def readings(rows: Any = SAID, *, hostile: bool = False) -> Readings:
    """The debate as a table of readings."""
    frame = table(
        [
            {
                "reading": f"{DATA}reading/r{number}",
                "statement": f"{DATA}statement/s{number}",
                "source": DATA + "source/paper",
                "actor": DATA + who,
                "target": DATA + what,
                "value": value,
                "earliest": day,
                "latest": day,
            }
            for number, (who, what, value, day) in enumerate(rows)
        ]
    )
    kinds = {DATA + key: KINDS.get(key.split("/")[0], key.split("/")[0]) for key in NAMES}
    return Readings(frame, Background(labels=names(hostile), kinds=kinds), notes=("One thing is left out.",))


def network(rows: Any = SAID, *, hostile: bool = False, **settings: Any) -> Network | TwoMode:
    """The debate as a network; congruence of actors unless told otherwise."""
    return project(readings(rows, hostile=hostile), Settings(**settings))


def triples(*, hostile: bool) -> Iterator[Triple]:
    """The debate as a graph; hostile words stand in every text."""
    labels, words = names(hostile), HOSTILE[1] if hostile else "As I said"

    def of(subject: str, *pairs: tuple[str, Any]) -> Iterator[Triple]:
        for verb, value in pairs:
            yield iri(DATA + subject), iri(verb), value

    for key in NAMES:
        own = [(RDF.type, iri(WSW.Issue)), (RDF.type, iri(SKOS.Concept)), (RDF.type, iri(WSW.Proposal))]
        whole = own if key.startswith("issue") else [(RDF.type, iri(WSW.Actor)), (RDF.type, iri(FOAF.Agent))]
        yield from of(key, (RDFS.label, literal(labels[DATA + key])), *whole)
    yield from of("source/paper", (RDF.type, iri(WSW.Source)), (RDFS.label, literal(words)))
    yield from of("coder/cay", (RDF.type, iri(WSW.Coder)), (RDFS.label, literal("Cay")))
    for number, (who, what, value, day) in enumerate(SAID):
        place = literal(str(number * 10), XSD.integer)
        yield from of(f"passage/p{number}", (RDF.type, iri(WSW.Passage)), (OA.start, place), (OA.end, place))
        yield from of(
            f"statement/s{number}",
            (RDF.type, iri(WSW.Statement)),
            (WSW.speaker, iri(DATA + who)),
            (WSW.mode, iri("https://w3id.org/wsw/mode#direct")),
            (WSW.text, literal(f"{words} ({number})", language="en")),
            (WSW.passage, iri(f"{DATA}passage/p{number}")),
            (WSW.reportedIn, iri(DATA + "source/paper")),
            *([(each, literal(day, XSD.date)) for each in (WSW.earliest, WSW.latest)] if day else []),
        )
        scheme = "evaluation" if value in ("positive", "negative") else "stance"
        yield from of(
            f"reading/r{number}",
            (RDF.type, iri(WSW.Reading)),
            (WSW.readingOf, iri(f"{DATA}statement/s{number}")),
            (WSW.target, iri(DATA + what)),
            (WSW[scheme], iri(f"https://w3id.org/wsw/{scheme}#{value}")),
            (WSW.reason, literal(words)),
            ("http://www.w3.org/ns/prov#wasAttributedTo", iri(DATA + "coder/cay")),
        )


def stored(folder: Path, *, hostile: bool = False) -> Store:
    """The debate as a store."""
    path = folder / f"{'hostile' if hostile else 'plain'}.nt"
    lines = (f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples(hostile=hostile))
    path.write_text("".join(lines), encoding="utf-8")
    return open_store(path)


@pytest.fixture
def make() -> Any:
    """``make(rows, hostile=..., **settings)`` gives a network."""
    return network


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The plain debate as a store."""
    with stored(tmp_path) as one:
        yield one


@pytest.fixture
def hostile_store(tmp_path: Path) -> Iterator[Store]:
    """The hostile one."""
    with stored(tmp_path, hostile=True) as one:
        yield one


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Pages as files, by name."""
    from kg.export.networks.formats import chunks

    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, hostile, rows, settings in (
        ("plain", False, SAID, {"kind": "subtract"}),
        ("issues", False, SAID, {"kind": "cooccurrence", "of": "issues"}),
        ("hostile", True, SAID, {"kind": "subtract"}),
        ("two-mode", True, SAID, {"kind": "two-mode"}),
        ("alone", False, SAID[:1], {"isolates": True}),
        ("empty", False, (), {}),
    ):
        with stored(folder, hostile=hostile) as one:
            made = network(rows, hostile=hostile, **settings)
            text = "".join(chunks(made, "html", store=one, title=HOSTILE[1] if hostile else None))
        found[name] = folder / f"{name}.html"
        found[name].write_text(text, encoding="utf-8")
    return found
