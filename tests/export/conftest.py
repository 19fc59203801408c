"""A graph of hostile literals, and the other RDF engines of this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.namespaces import DATA, RDF, WSW, XSD
from kg.store import Term, Triple, iri, literal
from kg.store.endpoint import Settings, connect
from kg.store.terms import from_oxigraph
from tests.engines.jena import classpath
from tests.engines.virtuoso import running
from tests.export.browsing import ARGS, CHROMIUM

HOSTILE = [
    "quotes \" ' \"\"\" '''",
    "breaks \n \r \r\n \t \b \f",
    "back \\ slash \\u0041 at the end \\",
    "emoji 🍁, mathematics 𝒳, a family 👩‍👧",
    "controls \x01 \x1b \x1f \x7f \x85 \x9b",
    "separators \u2028 \u2029, byte order mark \ufeff",
    "noncharacters \uffff \ufffe \U0010ffff",
    "direction \u202e and back \u202c",
    "x" * 10_000,
    "",
    " ",
    '<b>&amp;</b> ]]> </script> -->"@en ^^xsd:date .',
    "Caf\u00e9 \u00c5 decomposed: e\u0301 A\u030a",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 and \u05e2\u05d1\u05e8\u05d9\u05ea",
    "{@id: 'x'} # no comment",
]


@dataclass
class Graph:
    """What the writers read: something that gives triples."""

    given: list[Triple]

    def triples(self) -> list[Triple]:
        return self.given


@pytest.fixture(scope="session")
def hostile() -> Graph:
    """Every kind of term, every trap."""
    thing, said = iri(DATA + "issue/tariffs"), iri(WSW.text)
    triples = [(iri(f"{DATA}statement/s{n}"), said, literal(text)) for n, text in enumerate(HOSTILE)]
    triples += [(thing, said, literal(text, language="en")) for text in HOSTILE[:4]]
    triples += [
        (thing, iri(RDF.type), iri(WSW.Issue)),
        (thing, iri(WSW.mentions), iri("https://example.org/a,b/(c)?q=1&r=%20#f.g")),
        (iri("https://example.org/é/1."), iri("https://example.org/p/"), iri("urn:isbn:0451450523")),
        (thing, iri(WSW.rate), literal("35", XSD.decimal)),
        (thing, iri(WSW.rate), literal("1.", XSD.decimal)),
        (thing, iri(WSW.earliest), literal("2025-10-07", XSD.date)),
        (thing, iri(WSW.isCurrent), literal("true", XSD.boolean)),
        (thing, iri(WSW.text), literal("Québec", language="fr-ca")),
        (iri(DATA + "person/a.b"), said, literal("x", "https://example.org/own#type")),
        (iri(DATA + "person/-a"), iri(WSW.mentions), iri(DATA + "person/a/")),
    ]
    return Graph(triples)


@pytest.fixture(scope="session")
def rapper() -> Callable[[Path, str], Counter[Triple]]:
    """What Raptor reads from a file of a format; the names of graphs are not looked at."""
    program = installed("rapper")
    return lambda path, format: triples_of(output([program, "-q", "-i", format, "-o", "ntriples", str(path)]))


@pytest.fixture(scope="session")
def serdi() -> Callable[[Path, str], Counter[Triple]]:
    """What Serd reads from a file of a format."""
    program = installed("serdi")
    return lambda path, format: triples_of(output([program, "-i", format, "-o", "nquads", str(path)]))


@pytest.fixture(scope="session")
def n3js() -> Callable[[Path, str], Counter[Triple]]:
    """What N3.js reads from a file of a format."""
    program = installed("node")
    if not Path("/usr/share/nodejs/n3").is_dir():
        pytest.skip("node-n3 is not installed")
    kinds = {"turtle": "text/turtle", "ntriples": "application/n-triples"}
    kinds |= {"nquads": "application/n-quads", "trig": "application/trig"}

    def read(path: Path, format: str) -> Counter[Triple]:
        lines = output([program, str(Path(__file__).with_name("n3.cjs")), str(path), kinds[format]])
        quads = (json.loads(line) for line in lines.decode().split("\n") if line)
        return Counter((javascript(s), javascript(p), javascript(o)) for s, p, o, _ in quads)

    return read


def javascript(term: list[Any]) -> Term:
    """A term as N3.js has it."""
    kind, value, datatype, language = term
    if language is not None or datatype == XSD.string:
        datatype = None
    return Term(kind, value, datatype, language)


@pytest.fixture(scope="session")
def riot(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Counter[Triple]]:
    """What Jena reads from files, all together; with ``--validate`` nothing, or a failure."""
    program = [installed("java"), "-XX:TieredStopAtLevel=1"]
    program += ["-cp", ":".join(classpath(tmp_path_factory.mktemp("classes"))), "riotcmd.riot"]
    return lambda paths, *options: triples_of(output([*program, *options, *map(str, paths)]))


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, str], Counter[Triple]]]:
    """What Virtuoso gives back of a file of a format, from all graphs that it has put it in."""
    flags = {"turtle": 0, "ntriples": 0, "nquads": 512, "trig": 256}
    with running(tmp_path_factory.mktemp("virtuoso")) as server:

        def read(path: Path, format: str) -> Counter[Triple]:
            server.isql("RDF_GLOBAL_RESET ()")
            server.load(path, "https://example.org/graph/loaded", flags[format])
            with connect(server.endpoint, Settings(rows=0)) as store:
                own = " FILTER(STRSTARTS(STR(?g), 'https://w3id.org/') || STRENDS(STR(?g), '/loaded'))"
                return Counter(store.select(f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }}{own} }}").rows)

        yield read


def installed(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


def output(command: list[str]) -> bytes:
    """What a program prints, which must not fail or complain."""
    environment = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}
    done = subprocess.run(command, capture_output=True, timeout=120, env=environment)
    assert done.returncode == 0 and not done.stderr, (command[:3], done.stderr.decode()[-2000:])
    return done.stdout


def triples_of(lines: bytes) -> Counter[Triple]:
    """The triples of N-Triples or N-Quads, with repetitions."""
    quads = pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS)
    return Counter(
        (from_oxigraph(q.subject), from_oxigraph(q.predicate), from_oxigraph(q.object)) for q in quads
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser, one for each worker; a test opens contexts of its own in it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        one = running.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield one
        one.close()
