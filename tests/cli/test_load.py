"""``kg load``: all files or none, and a store that no failure changes."""

from __future__ import annotations

import gzip
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kg import resources

ROOT = Path(__file__).parents[2]
ONE = '<https://example.org/s> <https://example.org/p> "{}" .\n'


@pytest.fixture
def store(call: Any, tmp_path: Path) -> Path:
    """A store with one triple."""
    (tmp_path / "one.nt").write_text(ONE.format("one"), encoding="utf-8")
    ran = call("load", "store", "one.nt")
    assert (ran.code, ran.out, ran.err) == (0, "store: 1 triples, +1.\n", "")
    return tmp_path / "store"


def content(call: Any) -> list[str]:
    ran = call("query", "SELECT ?o { ?s ?p ?o } ORDER BY ?o", "--store", "store", "-f", "csv")
    assert ran.code == 0, ran.err
    return ran.out.splitlines()[1:]


def files(folder: Path) -> dict[str, str]:
    """The content of a store: its pointer and the generation that it names (a lock file has no content)."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size
    }


def test_a_load_reports_what_it_recomputed(call: Any, tmp_path: Path) -> None:
    lines = resources.bundled_graph().read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "records.nt").write_text("".join(line for line in lines if "/position/" not in line), "utf-8")
    out = call("load", "store", "records.nt").out
    assert out.splitlines()[0] == f"store: {len(lines):,} triples, +{len(lines):,}."
    assert out.splitlines()[1].startswith("Recomputed positions and relations: ")


def test_loaded_triples_can_be_queried(call: Any, store: Path) -> None:
    assert content(call) == ["one"]


def test_the_graph_itself_can_be_loaded_and_answers_the_same(call: Any, tmp_path: Path) -> None:
    assert call("load", "store", resources.bundled_graph()).code == 0
    bundled = call("said", "-f", "jsonl").out
    assert call("said", "--store", "store", "-f", "jsonl").out == bundled


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ttl", b'<https://example.org/s> <https://example.org/p> "two" .'),
        ("a.nq", b'<https://example.org/s> <https://example.org/p> "two" <https://example.org/g> .\n'),
        ("a.trig", b'<https://example.org/g> { <https://example.org/s> <https://example.org/p> "two" }'),
        ("a.jsonld", b'{"@id": "https://example.org/s", "https://example.org/p": "two"}'),
        ("a.nt.gz", gzip.compress(ONE.format("two").encode())),
        (
            "a.rdf",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
            b'<r:Description r:about="https://example.org/s"><e:p>two</e:p></r:Description></r:RDF>',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_format_is_added_to_what_is_there(
    call: Any, store: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert call("load", "store", name).out == "store: 2 triples, +1.\n"
    assert content(call) == ["one", "two"]


def test_replace_drops_what_was_there(call: Any, store: Path, tmp_path: Path) -> None:
    (tmp_path / "two.nt").write_text(ONE.format("two"), encoding="utf-8")
    assert call("load", "store", "two.nt", "--replace").code == 0
    assert content(call) == ["two"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bad.ttl", b"<https://example.org/s> <https://example.org/p> .\n", ["bad.ttl", "1"]),
        ("bad.nt", ONE.format("a").encode() + b"nonsense\n", ["bad.nt:2"]),
        ("relative.ttl", b"<s> <p> <o> .\n", ["relative.ttl", "--base"]),
        (
            "date.ttl",
            b'<a:s> <a:p> "2025-13-01"^^<http://www.w3.org/2001/XMLSchema#date> .\n',
            ["2025-13-01"],
        ),
        ("bomb.rdf", b'<!DOCTYPE r [<!ENTITY a "a">]><r/>', ["bomb.rdf", "DOCTYPE"]),
        ("latin.nt", ONE.format("Poilièvre").encode("latin-1"), ["latin.nt"]),
        ("sheet.yaml", b"a: 1\n", ["sheet.yaml", ".ttl"]),
        ("remote.jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "a:s"}', ["remote.jsonld"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_with_an_error_is_named_and_the_store_stays_as_it_was(
    call: Any, store: Path, tmp_path: Path, name: str, data: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    before = files(store)
    ran = call("load", "store", "one.nt", name)
    assert (ran.code, ran.out) == (2, "")
    assert not [word for word in words if word not in ran.err], ran.err
    assert files(store) == before
    assert content(call) == ["one"]


def test_a_missing_file_creates_no_store(call: Any, tmp_path: Path) -> None:
    ran = call("load", "new", "none.ttl")
    assert ran.code == 2
    assert "none.ttl" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_folder_with_other_content_is_not_turned_into_a_store(
    call: Any, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear", encoding="utf-8")
    assert call("load", "letters", "one.nt", "--replace").code == 2
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_relative_iris_are_resolved_with_base(call: Any, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<s> <p> <o> .\n", encoding="utf-8")
    assert call("load", "store", "a.ttl", "--base", "https://example.org/").code == 0
    assert content(call) == ["https://example.org/o"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_in_the_middle_leaves_the_store_as_it_was(call: Any, store: Path, tmp_path: Path) -> None:
    """A real SIGINT while an endless file (a pipe) is being read."""
    before = files(store)
    pipe = tmp_path / "endless.nt"
    with pipe.open("w", encoding="utf-8") as out:
        for number in range(400_000):
            out.write(ONE.format(number))
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "load", "store", "endless.nt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 10
    while len(list(store.iterdir())) <= 3 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)  # until the new generation is begun
    time.sleep(0.1)
    assert process.poll() is None, "the load was over before it could be interrupted"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "Interrupted; nothing was changed.\n")
    assert content(call) == ["one"]
    assert {name: sha for name, sha in files(store).items() if name in before} == before
    assert call("load", "store", "one.nt").code == 0
