"""A graph of hostile literals, and the other RDF engines of this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.namespaces import DATA, RDF, WSW, XSD
from kg.store import Triple, iri, literal

JARS = Path("/usr/share/java")

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
    '<b>&amp;</b> ]]> -->"@en ^^xsd:date .',
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


def lines_of(program: list[str]) -> str:
    done = subprocess.run(program, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def installed(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def rapper() -> Callable[[Path, str], int]:
    """Number of triples that Raptor reads from a file of a format."""
    program = installed("rapper")

    def count(path: Path, format: str) -> int:
        shown = lines_of([program, "-i", format, "-c", str(path)])
        assert "Error" not in shown and "Warning" not in shown, shown
        return int(re.findall(r"returned (\d+) triple", shown)[0])

    return count


@pytest.fixture(scope="session")
def serdi() -> Callable[[Path, str], int]:
    """Number of triples that Serd reads from a file of a format."""
    program = installed("serdi")

    def count(path: Path, format: str) -> int:
        return lines_of([program, "-e", "-i", format, "-o", "ntriples", str(path)]).count("\n")

    return count


@pytest.fixture(scope="session")
def riot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Path]], list[int]]:
    """Numbers of triples that Jena reads from files."""
    java = installed("java")
    if not (JARS / "jena-cmds.jar").exists():
        pytest.skip("Jena's jars are not installed")
    # Debian's jars lack the messages of Xerces where Jena's copy of it looks for them.
    first = tmp_path_factory.mktemp("classes")
    inside = "org/apache/jena/ext/xerces/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(inside) and not name.endswith((".class", "/")):
                target = first / "xerces" / name.removeprefix(inside)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    # Bridges between loggers refuse to run beside each other.
    unwanted = re.compile(
        r"over-slf4j|slf4j-(jcl|jdk14|log4j12|migrator|simple)|-to-slf4j|maven|-\d[\d.]*\.jar"
    )
    jars = [str(jar) for jar in sorted(JARS.glob("*.jar")) if not unwanted.search(jar.name)]

    def count(paths: list[Path]) -> list[int]:
        program = [java, "-XX:TieredStopAtLevel=1", "-cp", ":".join([str(first), *jars]), "riotcmd.riot"]
        assert "ERROR" not in lines_of([*program, "--validate", *map(str, paths)])
        shown = lines_of([*program, "--count", *map(str, paths)])
        return [
            int(number) for number in re.findall(r": (?:Triples|Quads) = ([\d,]+)", shown.replace(",", ""))
        ]

    return count
