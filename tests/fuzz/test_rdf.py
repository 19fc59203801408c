"""RDF in six syntaxes, damaged at random, is loaded or refused; every command reads what is loaded."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import strategies as st

from kg.namespaces import PREFIXES
from tests.fuzz.campaign import SECONDS, ended, fuzz
from tests.fuzz.commands import READING, call
from tests.fuzz.odd import Kept, spliced, splices

SYNTAXES = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
#: Pieces that have caused errors in one syntax or another.
PIECES = st.one_of(
    st.binary(max_size=3),
    st.sampled_from(
        [
            *(
                b"<",
                b">",
                b'"',
                b"'",
                b'"""',
                b"[",
                b"]",
                b"(",
                b")",
                b"{",
                b"}",
                b"<<",
                b">>",
                b".",
                b";",
                b",",
            ),
            *(
                b"@prefix : <x> .\n",
                b"@base <x> .\n",
                b"BASE <http://e.org/>\n",
                b"\\u0000",
                b"\\uD800",
                b"\x00",
            ),
            *(
                b"<a b>",
                b"<http://e.org/[1]>",
                b"<urn:x,y>",
                b"<x>",
                b"_:b",
                b"@en_US",
                b"@de--ltr",
                b"%zz",
                b"#",
            ),
            *(
                b"^^<http://www.w3.org/2001/XMLSchema#date>",
                b"9999-12-31",
                b"0001-01-01",
                b"2025-02-30",
                b"-0044",
            ),
            *(b"1e999", b"NaN", b"9" * 400, b"true", b"<!DOCTYPE x>", b"<!--", b"<![CDATA[", b"&lt;", b"&x;"),
            *(
                b'"@context": "http://e.org/"',
                b'"@id": ',
                b"null",
                b'"@type": ',
                b'"@language": "x"',
                b"\xef\xbb\xbf",
            ),
            *(
                b"( " * 300,
                b"[ :p " * 300,
                b'{"a": ' * 300,
                b"<a>" * 300,
                b"<< " * 300,
                b"\xff",
                b"\xe2\x80\xae",
            ),
        ]
    ),
)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The graph of the workspace of ``kg init`` in each syntax, and its name in the tests."""
    folder = tmp_path_factory.mktemp("rdf") / "topic"
    assert call("init", folder).code == 0
    anchored = call(
        "anchor",
        folder / "sources/gazette-2025-03-14.yaml",
        "--text",
        folder / "texts/gazette-2025-03-14.txt",
    )
    assert anchored.code == 0 and call("build", folder).code == 0
    quads = list(pyoxigraph.parse(path=str(folder / "exports/graph.nt")))
    return Kept(
        {
            ending: bytes(
                pyoxigraph.serialize(
                    [quad.triple for quad in quads] if ending in (".ttl", ".nt", ".rdf") else quads,
                    format=syntax,
                    prefixes=dict(PREFIXES) if ending in (".ttl", ".trig", ".rdf") else None,
                )
                or b""
            )
            for ending, syntax in SYNTAXES.items()
        }
    )


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rdf-room")


@fuzz(
    1.0,
    ending=st.sampled_from(list(SYNTAXES)),
    named=st.none() | st.sampled_from(list(SYNTAXES)),
    changes=splices(PIECES),
    swaps=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=3),
    packed=st.booleans(),
    commands=st.lists(st.sampled_from(READING), min_size=1, max_size=3),
)
def test_rdf_files(
    graph: dict[str, bytes],
    room: Path,
    *,
    ending: str,
    named: str | None,
    changes: Any,
    swaps: Any,
    packed: bool,
    commands: Any,
) -> None:
    content = spliced(_swapped(graph[ending], swaps), changes)
    file = room / f"graph{named or ending}{'.gz' if packed else ''}"
    file.write_bytes(gzip.compress(content, 1) if packed else content)
    asked = [call(*command, "--store", file) for command in commands]
    if SECONDS:  # a store on disk takes longer
        store = room / "store"
        shutil.rmtree(store, ignore_errors=True)
        loaded = call("load", store, file)
        assert store.exists() == (loaded.code == 0)
        assert (loaded.code == 0) == all(ran.code == 0 for ran in asked), (loaded, asked)
        for command in commands if loaded.code == 0 else ():
            assert call(*command, "--store", store).code == 0
    file.unlink()
    if all(ran.code == 0 for ran in asked):
        ended("loaded", len(content))
    else:
        assert all(ran.code == 2 and not ran.out for ran in asked), asked
        ended("refused")


def _swapped(content: bytes, swaps: Any) -> bytes:
    """A file with some words exchanged, so that it may still parse and say something else."""
    words = content.split(b" ")
    for one, other in swaps:
        one, other = one % len(words), other % len(words)
        words[one], words[other] = words[other], words[one]
    return b" ".join(words)


@fuzz(
    0.6,
    drops=st.sets(st.integers(0, 10_000), max_size=6),
    moves=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 2)), max_size=6),
    commands=st.lists(st.sampled_from(READING), min_size=1, max_size=4),
)
def test_graphs_that_no_workspace_makes(
    graph: dict[str, bytes], room: Path, drops: Any, moves: Any, commands: Any
) -> None:
    """Triples are left out, and terms are replaced by terms of other triples."""
    triples = [quad.triple for quad in pyoxigraph.parse(graph[".nt"], format=SYNTAXES[".nt"])]
    for one, other, part in moves:
        terms = list(triples[one % len(triples)])
        terms[part] = list(triples[other % len(triples)])[part]
        triples[one % len(triples)] = pyoxigraph.Triple(*terms)
    kept = [
        each for number, each in enumerate(triples) if number not in {drop % len(triples) for drop in drops}
    ]
    file = room / "moved.nt"
    pyoxigraph.serialize(kept, str(file), format=SYNTAXES[".nt"])
    for command in commands:
        ran = call(*command, "--store", file)
        assert ran.code == 0 or (ran.code == 2 and not ran.out), (command, ran)  # a date may be invalid
    ended("read", len(kept))
