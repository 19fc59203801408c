"""What an engine writes itself becomes the same file as triples that are read one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph
import pytest

from kg.errors import OutOfTime, OutputError, StoreError
from kg.export import sorted_lines, subjects
from kg.export.formats import graph_chunks
from kg.export.sorted_lines import texts_in_order
from kg.namespaces import DATA, RDF, WSW
from kg.store import deadline, dump, open_store
from kg.store.base import Store
from kg.store.loading import load
from kg.store.oxigraph import OxigraphStore

pytestmark = pytest.mark.skipif(not dump.is_possible(), reason="the engine cannot write into a pipe here")

#: Terms that files spell differently, and texts that only look like them.
ODD = r"""
_:a <urn:p> _:b .
<urn:s> <urn:p> _:b .
<urn:s> <urn:p> "decomposed: e\u0301" .
<urn:s> <urn:p> "\u00E9" .
<urn:s> <urn:p> "e\u0301" .
<urn:s> <urn:p> "controls \u0001 \u007F, noncharacters \uFFFE \uFFFF" .
<urn:s> <urn:p> "a > _:b --ltr . \\u0000 \" \\ <urn:x> .\n<urn:s> <urn:q> \t" .
<urn:s> <urn:p> "text"@EN-ca .
<urn:s> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:s> <urn:p> "1."^^<http://www.w3.org/2001/XMLSchema#decimal> .
<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "a text" .
<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/wsw/ns#Statement> .
<urn:s2> <urn:p> <urn:s> .
<urn:s1> <urn:p> <urn:s> .
<urn:s-1> <urn:p> <urn:caf\u00E9> .
"""


def disk(folder: Path, lines: str) -> Store:
    (folder / "graph.nt").write_text(lines)
    load(folder / "store", [folder / "graph.nt"])
    return open_store(folder / "store")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """A graph on disk and one in memory, with subjects enough for several runs."""
    many = "".join(
        f'<{DATA}{kind}/n{n}> <{RDF.type}> <{WSW.base}{kind}> .\n<{DATA}{kind}/n{n}> <{WSW.text}> "{n}" .\n'
        for n in range(700)
        for kind in ("reading", "person", "statement")
    )
    folder = tmp_path_factory.mktemp("dumped")
    with disk(folder, ODD + many) as on_disk, open_store(folder / "graph.nt") as in_memory:
        yield {"disk": on_disk, "memory": in_memory}


WAYS = [(name, False) for name in ("turtle", "ntriples", "jsonld")] + [("trig", True), ("nquads", True)]


@pytest.mark.parametrize("format, graphs", WAYS)
@pytest.mark.parametrize("place", ["disk", "memory"])
def test_the_bytes_are_those_of_triples_read_one_by_one(
    format: str, graphs: bool, place: str, stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts_in_order, "__defaults__", (20_000,))
    store = stores[place]
    assert store.lines() is not None
    one_by_one: Any = SimpleNamespace(triples=store.triples)
    expected = "".join(graph_chunks(one_by_one, format, graph_per_source=graphs))
    assert "".join(graph_chunks(store, format, graph_per_source=graphs)) == expected


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld"])
def test_what_is_written_holds_the_triples_of_the_store(format: str, stores: dict[str, Store]) -> None:
    text = "".join(graph_chunks(stores["disk"], format)).encode()
    kind = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }[format]
    # A text in two forms of Unicode is one.
    assert len(set(pyoxigraph.parse(text, format=kind))) == stores["disk"].count() - 1


@pytest.mark.parametrize("format, graphs", WAYS)
def test_a_blank_node_and_its_exported_copy_are_one_subject(
    format: str, graphs: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts_in_order, "__defaults__", (1,))
    lines = "".join(
        f'_:b{n} <urn:p> "1" .\n_:b{n} <urn:q> _:c .\n<urn:{n}> <urn:p> "2" .\n' for n in range(9)
    )
    with disk(tmp_path, lines) as store:
        text = "".join(graph_chunks(store, "ntriples"))
    (tmp_path / "copy.nt").write_text(text + text.replace('"1"', '"0"'))
    load(tmp_path / "store", [tmp_path / "copy.nt"])
    with open_store(tmp_path / "store") as store:
        one_by_one: Any = SimpleNamespace(triples=store.triples)
        expected = "".join(graph_chunks(one_by_one, format, graph_per_source=graphs))
        assert "".join(graph_chunks(store, format, graph_per_source=graphs)) == expected


def test_nul_is_refused(tmp_path: Path) -> None:
    with (
        disk(tmp_path, '<urn:s> <urn:p> "\\u0000" .\n') as store,
        pytest.raises(OutputError, match="U\\+0000"),
    ):
        "".join(graph_chunks(store, "turtle"))


def test_an_empty_graph_is_an_empty_file(tmp_path: Path) -> None:
    with disk(tmp_path, "") as store:
        assert ["".join(graph_chunks(store, name)) for name in ("turtle", "ntriples")] == ["", ""]
        text = "".join(graph_chunks(store, "jsonld")).encode()
        assert not list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))


def test_the_engine_stops_when_nobody_reads_on(stores: dict[str, Store]) -> None:
    lines = subjects.lines(stores["disk"], DATA)
    assert len(list(islice(lines, 3))) == 3
    lines.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name == "kg-dump"]


def test_a_time_limit_ends_a_dump(stores: dict[str, Store]) -> None:
    with deadline.question(0), pytest.raises(OutOfTime):
        "".join(graph_chunks(stores["disk"], "ntriples"))


def test_progress_ends_with_all(stores: dict[str, Store]) -> None:
    told: list[tuple[int, int]] = []
    store = stores["disk"]
    store.on_read = lambda done, total: told.append((done, total))
    try:
        "".join(graph_chunks(store, "turtle"))
    finally:
        store.on_read = None
    assert told[-1] == (store.count(), store.count())


def test_a_failure_of_the_engine_is_an_error_that_names_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(_: object) -> Iterator[bytes]:
        yield b"<urn:s> <urn:p> <urn:o> .\n"
        raise OSError("input/output error (os error 5)")

    monkeypatch.setattr(dump, "lines", lines)
    store = OxigraphStore("a store", pyoxigraph.Store())
    with pytest.raises(StoreError, match="a store: the engine failed: input/output"):
        "".join(graph_chunks(store, "ntriples"))


def test_a_full_disk_is_an_error_that_names_the_folder(
    stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(texts_in_order, "__defaults__", (20_000,))
    monkeypatch.setattr(sorted_lines.tempfile, "TemporaryFile", full)
    with pytest.raises(OutputError, match="cannot write temporary files: No space left"):
        "".join(graph_chunks(stores["disk"], "turtle"))
