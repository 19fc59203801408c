"""A small made-up debate as readings and as a store, plain and with hostile names."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from filelock import FileLock

from kg.namespaces import DATA, FOAF, OA, RDF, RDFS, SKOS, WSW, XSD
from kg.networks.affiliation import Affiliations
from kg.networks.bipartite import TwoMode
from kg.networks.network import Network
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
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


#: An organization of the crowd, and those who speak for it.
BODY, MEMBERS = "organization/actor-2", ("person/actor-4", "person/actor-5")


def bodies(keys: Any) -> Affiliations:
    """What is known of who belongs where: an organization speaks for itself."""
    own = [DATA + key for key in keys if key.startswith("organization/")]
    columns = ["role", "actor", "office", "body", "former", "attested", "begin", "end", "source"]
    classes = pd.DataFrame({"body": own, "class": WSW.Organization, "country": None})
    return Affiliations(pd.DataFrame(columns=columns), classes)


def crowd(actors: int = 24, issues: int = 9) -> list[tuple[str, str, str, str | None]]:
    """A debate of many, of three kinds, who speak up to six times; some say a thing twice in a month."""
    said: list[tuple[str, str, str, str | None]] = []
    for number in range(actors):
        who = f"{('person', 'person', 'organization', 'country')[number % 4]}/actor-{number}"
        for turn in range(1 + number % 6):
            what = f"issue/issue-{(number * 4 + turn % 4) % issues}"
            day = (
                None
                if (number + turn) % 7 == 0
                else f"2025-0{1 + turn % 2}-{1 + (number * 5 + turn) % 28:02}"
            )
            said.append((who, what, "oppose" if number % 5 < 2 and turn else "support", day))
    return said


def named(rows: Any = SAID) -> dict[str, str]:
    """The names by key; those who have none in :data:`NAMES` are called by their key."""
    keys = dict.fromkeys([*NAMES, *(key for row in rows for key in row[:2])])
    return {key: NAMES.get(key) or key.split("/")[1].replace("-", " ").capitalize() for key in keys}


def names(hostile: bool, rows: Any = SAID) -> dict[str, str]:
    """The names by IRI; hostile ones keep their beginning, so that no two are the same."""
    labels = dict(zip(NAMES, HOSTILE, strict=False)) if hostile else named(rows)
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
    kinds = {DATA + key: KINDS.get(key.split("/")[0], key.split("/")[0]) for key in named(rows)}
    behalf = {f"{DATA}statement/s{at}": (DATA + BODY,) for at, row in enumerate(rows) if row[0] in MEMBERS}
    background = Background(names(hostile, rows), kinds, affiliations=bodies(named(rows)), behalf=behalf)
    return Readings(frame, background, notes=("One thing is left out.",))


def network(rows: Any = SAID, *, hostile: bool = False, **settings: Any) -> Network | TwoMode:
    """The debate as a network; congruence of actors by default."""
    return project(readings(rows, hostile=hostile), Settings(**settings))


def words_of(number: int, *, hostile: bool = False) -> str:
    """What a statement says."""
    return f"{HOSTILE[number % len(HOSTILE)] if hostile else 'As I said'} ({number})"


def triples(rows: Any = SAID, *, hostile: bool) -> Iterator[Triple]:
    """The debate as a graph, with hostile words in every text."""
    labels, words = names(hostile, rows), HOSTILE[1] if hostile else "As I said"

    def of(subject: str, *pairs: tuple[str, Any]) -> Iterator[Triple]:
        for verb, value in pairs:
            yield iri(DATA + subject), iri(verb), value

    for key in named(rows):
        own = [(RDF.type, iri(WSW.Issue)), (RDF.type, iri(SKOS.Concept)), (RDF.type, iri(WSW.Proposal))]
        whole = own if key.startswith("issue") else [(RDF.type, iri(WSW.Actor)), (RDF.type, iri(FOAF.Agent))]
        yield from of(key, (RDFS.label, literal(labels[DATA + key])), *whole)
    yield from of("source/paper", (RDF.type, iri(WSW.Source)), (RDFS.label, literal(words)))
    yield from of(
        "coder/cay", (RDF.type, iri(WSW.Coder)), (RDFS.label, literal(HOSTILE[4] if hostile else "Cay"))
    )
    for number, (who, what, value, day) in enumerate(rows):
        place = literal(str(number * 10), XSD.integer)
        yield from of(f"passage/p{number}", (RDF.type, iri(WSW.Passage)), (OA.start, place), (OA.end, place))
        yield from of(
            f"statement/s{number}",
            (RDF.type, iri(WSW.Statement)),
            (WSW.speaker, iri(DATA + who)),
            (WSW.mode, iri("https://w3id.org/wsw/mode#direct")),
            (WSW.text, literal(words_of(number, hostile=hostile), language="en")),
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


def stored(folder: Path, rows: Any = SAID, *, hostile: bool = False) -> Store:
    """The debate as a store."""
    path = folder / f"{'hostile' if hostile else 'plain'}.nt"
    lines = (f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples(rows, hostile=hostile))
    path.write_text("".join(lines), encoding="utf-8")
    return open_store(path)


class Pages:
    """Pages as files, by name; each is made once for all workers, when it is first asked for."""

    made: Mapping[str, tuple[bool, Any, Mapping[str, Any]]] = {
        "plain": (False, SAID, {"kind": "subtract"}),
        "issues": (False, SAID, {"kind": "cooccurrence", "of": "issues"}),
        "hostile": (True, SAID, {"kind": "subtract"}),
        "hostile issues": (True, SAID, {"kind": "cooccurrence", "of": "issues"}),
        "two-mode": (True, SAID, {"kind": "two-mode"}),
        "alone": (False, SAID[:1], {"isolates": True}),
        "empty": (False, (), {}),
        "crowd": (False, crowd(), {"kind": "subtract"}),
        "crowd, packed": (False, crowd(), {"kind": "subtract"}),
        "crowd, conflict": (False, crowd(), {"kind": "conflict"}),
        "crowd, issues": (False, crowd(), {"kind": "congruence", "of": "issues"}),
        "many": (False, crowd(160, 60), {"kind": "cooccurrence"}),
        "two-mode, once a month": (False, crowd(12, 5), {"kind": "two-mode", "duplicates": "month"}),
        "two-mode, busy names": (False, crowd(12, 5), {"kind": "two-mode", "min_node": 4}),
        "two-mode, heavy lines": (False, crowd(12, 5), {"kind": "two-mode", "min_edge": 2}),
        "two-mode, organizations": (False, crowd(12, 5), {"kind": "two-mode", "whose": "organization"}),
        "two-mode, without evaluations": (False, SAID, {"kind": "two-mode", "evaluations": False}),
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def network(self, name: str) -> Network | TwoMode:
        """The network that a page is of."""
        hostile, rows, settings = self.made[name]
        return network(rows, hostile=hostile, **settings)

    def __getitem__(self, name: str) -> Path:
        path = self.folder / f"{name.replace(' ', '-')}.html"
        with FileLock(self.folder / "lock"):
            if not path.exists():
                path.write_text(self._text(name), encoding="utf-8")
        return path

    def _text(self, name: str) -> str:
        from kg.export.formats import network_chunks

        hostile, rows, _ = self.made[name]
        title = HOSTILE[1] if hostile else None
        with stored(self.folder, rows or SAID, hostile=hostile) as one, pytest.MonkeyPatch.context() as patch:
            if "packed" in name:
                patch.setattr("kg.export.page.assembly.PACKED", 1)
            words = title or "Made up"
            return "".join(
                network_chunks(self.network(name), "html", store=one, title=title, workspace=words)
            )


@pytest.fixture
def make() -> Any:
    """``make(rows, hostile=..., **settings)`` gives a network."""
    return network


@functools.cache
def _shared(hostile: bool, settings: tuple[tuple[str, Any], ...]) -> Network | TwoMode:
    return network(hostile=hostile, **dict(settings))


@pytest.fixture(scope="session")
def made() -> Any:
    """``made(hostile=..., **settings)`` gives the debate as a network that tests share and do not change."""
    return lambda *, hostile=False, **settings: _shared(hostile, tuple(sorted(settings.items())))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The plain debate as a store."""
    with stored(tmp_path_factory.mktemp("plain")) as one:
        yield one


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The hostile one."""
    with stored(tmp_path_factory.mktemp("hostile"), hostile=True) as one:
        yield one


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """``pages[name]`` is the path of a page, ``pages.network(name)`` what it shows."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "pages-of-networks"
    folder.mkdir(exist_ok=True)
    return Pages(folder)
