from __future__ import annotations

import gzip
import html
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import resources
from kg.errors import LoadError
from kg.questions.said import said
from kg.store import open_store
from kg.store import rdf_formats as formats
from kg.store.loading import load

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n{}</rdf:RDF>'
ONE = '<http://e/a> <http://e/p> "x" .\n'
# The same one triple in each format.
SAMPLES = {
    ".ttl": "@prefix e: <http://e/> . e:a e:p 'x' .",
    ".turtle": "@prefix e: <http://e/> . e:a e:p 'x' .",
    ".nt": ONE,
    ".nq": '<http://e/a> <http://e/p> "x" <http://e/g> .',
    ".trig": "@prefix e: <http://e/> . e:g { e:a e:p 'x' }",
    ".jsonld": '{"@id": "http://e/a", "http://e/p": "x"}',
    ".json": '{"@context": {"p": "http://e/p"}, "@id": "http://e/a", "p": "x"}',
    ".rdf": RDF.format('<rdf:Description rdf:about="http://e/a"><e:p>x</e:p></rdf:Description>'),
    ".owl": RDF.format('<rdf:Description rdf:about="http://e/a"><e:p>x</e:p></rdf:Description>'),
    ".xml": RDF.format('<rdf:Description rdf:about="http://e/a"><e:p>x</e:p></rdf:Description>'),
}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_known_extension_has_a_sample() -> None:
    assert SAMPLES.keys() == formats.FORMATS.keys()


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_every_format_is_loaded(tmp_path: Path, ending: str, packed: bool, bom: bytes) -> None:
    content = bom + SAMPLES[ending].encode()
    path = write(tmp_path, "a" + ending + ".gz" * packed, gzip.compress(content) if packed else content)
    found = {quad.object.value for quad in formats.quads(path)}  # type: ignore[union-attr]
    assert found == {"x"}


def test_triples_of_named_graphs_are_in_the_default_graph_and_count_once(tmp_path: Path) -> None:
    twice = write(tmp_path, "a.trig", f"<http://e/g> {{ {ONE} }} <http://e/h> {{ {ONE} }}")
    report = load(tmp_path / "s", [twice])
    store = open_store(tmp_path / "s")
    assert report.triples_after == store.count() == len(list(store.triples())) == 1
    assert len(store.select("SELECT * { ?s ?p ?o }").rows) == 1
    assert len(store.select("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows) == 2


def test_blank_nodes_of_two_files_stay_separate(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{n}.nt", '_:a <http://e/p> "x" .\n') for n in "ab"]
    assert load(tmp_path / "s", files).triples_after == 2


def test_a_load_adds_to_the_store(tmp_path: Path, disk: Path) -> None:
    report = load(disk, [write(tmp_path, "one.nt", ONE)])
    assert (report.files, report.triples_before, report.triples_after) == (1, 4, 5)
    assert open_store(disk).count() == 5


def test_a_load_with_replace_deletes_the_old_content(tmp_path: Path, disk: Path) -> None:
    report = load(disk, [write(tmp_path, "one.nt", ONE)], replace=True)
    assert (report.triples_before, report.triples_after, open_store(disk).count()) == (0, 1, 1)


def test_an_empty_file_is_not_an_error(tmp_path: Path) -> None:
    assert load(tmp_path / "s", [write(tmp_path, "empty.ttl", "")]).triples_after == 0
    assert open_store(tmp_path / "s").count() == 0


def test_relative_iris_need_a_base(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", "<a> <p> <b> .")
    load(tmp_path / "s", [path], base_iri="http://e/")
    assert open_store(tmp_path / "s").ask("ASK { <http://e/a> <http://e/p> <http://e/b> }")


def test_progress_never_falls_and_ends_at_the_total(tmp_path: Path) -> None:
    lines = "".join(f'<http://e/{n}> <http://e/p> "{"x" * 100}" .\n' for n in range(6000))
    files = [write(tmp_path, "a.nt", lines), write(tmp_path, "b.nt.gz", gzip.compress(lines.encode()))]
    seen: list[tuple[int, int]] = []
    load(tmp_path / "s", files, progress=lambda done, total: seen.append((done, total)))
    total = sum(file.stat().st_size for file in files)
    assert seen == sorted(seen) and len(seen) > 2 and seen[-1] == (total, total)


DATE = '"2025-13-01"^^<http://www.w3.org/2001/XMLSchema#date>'
REMOTE = '{"@context": "http://127.0.0.1:9/c", "@id": "http://e/a"}'
IMPORT = '{"@context": {"@import": "http://127.0.0.1:9/c"}, "@id": "http://e/a"}'
BOMB = '<?xml version="1.0"?>\n<!{} r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
#: name: (file name, content, where, what the message and hint say)
FAULTY: dict[str, tuple[str, str | bytes, str, str]] = {
    "turtle syntax": ("a.ttl", ONE + "<http://e/a> <http://e/p> .\n", "a.ttl:2", "does not parse"),
    "cut off": ("a.ttl", ONE + '<http://e/a> <http://e/p> "x', "a.ttl:2", "does not parse"),
    "relative IRI": ("a.ttl", ONE + "<b> <p> <c> .", "a.ttl:2", "--base"),
    "relative IRI in RDF/XML": ("a.rdf", RDF.format('<e:T rdf:about="b"/>'), "a.rdf", "--base"),
    "no such date": (
        "a.ttl",
        ONE * 2 + f"<http://e/b> <http://e/p>\n {DATE} .",
        "a.ttl:4",
        "xsd:date, for example",
    ),
    "no such date, packed": (
        "a.nt.gz",
        gzip.compress(f"{ONE}<http://e/b> <http://e/p> {DATE} .".encode()),
        "a.nt.gz:2",
        "xsd:date",
    ),
    "no integer": (
        "a.ttl",
        '<http://e/b> <http://e/p> "x"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "a.ttl:1",
        "xsd:integer",
    ),
    "DOCTYPE": (
        "a.rdf",
        BOMB.format("DOCTYPE") + RDF.format("<e:T><e:p>&b;</e:p></e:T>"),
        "a.rdf",
        "DOCTYPE",
    ),
    "doctype": (
        "a.rdf",
        BOMB.format("doctype") + RDF.format("<e:T><e:p>&b;</e:p></e:T>"),
        "a.rdf",
        "DOCTYPE",
    ),
    "remote context": ("a.jsonld", REMOTE, "a.jsonld", "does not fetch"),
    "imported context": ("a.jsonld", IMPORT, "a.jsonld", "does not fetch"),
    "JSON cut off": ("a.jsonld", '{"@id": "http://e/a"', "a.jsonld:1", "does not parse"),
    "Latin-1": ("a.ttl", '<http://e/a> <http://e/p>\n "café" .'.encode("latin-1"), "a.ttl:2", "UTF-8"),
    "UTF-16": ("a.ttl", ONE.encode("utf-16"), "a.ttl:1", "UTF-8"),
    "triple term": (
        "a.ttl",
        "<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> 1 )>> .",
        "a.ttl",
        "RDF 1.2",
    ),
    "direction": ("a.ttl", '<http://e/a> <http://e/p> "x"@en--ltr .', "a.ttl", "RDF 1.2"),
    "no gzip": ("a.ttl.gz", ONE, "a.ttl.gz", "gzip"),
    "half a gzip": ("a.ttl.gz", gzip.compress(ONE.encode() * 99)[:-9], "a.ttl.gz", "gzip"),
    "not the encoding that it declares": (
        "a.rdf",
        '<?xml version="1.0" encoding="US-ASCII"?>\n' + RDF.format("\n<e:a><e:p>é</e:p></e:a>"),
        "a.rdf:4",
        "invalid US-ASCII: byte 0xC3",
    ),
    "unknown encoding": (
        "a.rdf",
        '<?xml version="1.0" encoding="zip"?><a/>',
        "a.rdf:1",
        "unknown encoding 'zip'",
    ),
    "no text encoding": (
        "a.rdf",
        '<?xml version="1.0" encoding="rot13"?><a/>',
        "a.rdf:1",
        "unknown encoding 'rot13'",
    ),
    "other XML": ("a.xml", '<TEI xmlns="http://e/"><text/></TEI>', "a.xml", "the root element is <TEI>"),
    "OWL in XML": (
        "a.owl",
        '<?xml version="1.0"?>\n<Ontology xmlns="http://e/" xmlns:rdf="http://r/"/>',
        "a.owl",
        "the root element is <Ontology>",
    ),
    "a web page": ("a.rdf", "<!DOCTYPE html><html><body>No.</body></html>", "a.rdf", "like a web page"),
    "Turtle in RDF/XML": ("a.owl", SAMPLES[".ttl"], "a.owl", "it looks like Turtle"),
    "Turtle in N-Triples": ("a.nt", SAMPLES[".ttl"], "a.nt:1", "it looks like Turtle"),
    "Turtle in JSON-LD": ("a.json", SAMPLES[".ttl"], "a.json:1", "rename it to end in .ttl"),
    "RDF/XML in Turtle": ("a.ttl", SAMPLES[".rdf"], "a.ttl:1", "it looks like RDF/XML"),
    "JSON-LD in Turtle": ("a.ttl", SAMPLES[".jsonld"], "a.ttl:1", "rename it to end in .jsonld"),
    "TriG in Turtle": ("a.ttl", SAMPLES[".trig"], "a.ttl:1", "it looks like TriG"),
    "N-Quads in N-Triples": ("a.nt", SAMPLES[".nq"], "a.nt:1", "it looks like N-Quads"),
    "a ZIP file": ("a.ttl", b"PK\x03\x04\x00", "a.ttl:1", "it looks like a ZIP file"),
    "gzip without its ending": ("a.ttl", gzip.compress(ONE.encode()), "a.ttl:1", "it looks like a gzip file"),
    "other JSON": ("a.json", '{"a": [1, 2]}', "a.json", "JSON, but not JSON-LD"),
    "relative IRI in JSON-LD": ("a.jsonld", '{"@id": "a", "http://e/p": "x"}', "a.jsonld:1", "--base"),
    "language of JSON-LD": (
        "a.jsonld",
        '{"@id": "http://e/a", "http://e/p": {"@value": "x", "@language": "e n"}}',
        "a.jsonld:1",
        "'e n' is not a valid language tag",
    ),
    "other ending": ("a.csv", "a,b", "a.csv", "expected one of: .ttl"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_file_is_named_and_the_store_is_unchanged(
    tmp_path: Path, disk: Path, snapshot: Callable[[Path], dict[str, bytes]], fault: str
) -> None:
    name, content, where, message = FAULTY[fault]
    good, faulty = write(tmp_path, "good.nt", ONE), write(tmp_path, name, content)
    before = snapshot(disk)
    with pytest.raises(LoadError, match=re.escape(message)) as caught:
        load(disk, [good, faulty])
    assert caught.value.where == str(tmp_path / where)
    assert snapshot(disk) == before


def test_a_doctype_across_two_blocks_is_found(tmp_path: Path) -> None:
    rest = "<!DOCTYPE r [<!ENTITY b 'x'>]>" + RDF.format("<e:T><e:p>&b;</e:p></e:T>")
    for cut in range(10):  # a file is read in blocks of 64 KB
        path = write(tmp_path, "a.rdf", f"<!--{' ' * (65536 - 7 - cut)}-->" + rest)
        with pytest.raises(LoadError, match="DOCTYPE"):
            list(formats.quads(path))


#: Files that go down and down: name, what is repeated before and after the middle.
DEEP = {
    "objects of JSON-LD": ("a.jsonld", '{"@id":"http://e/a","http://e/p":', '"x"', "}"),
    "lists of JSON-LD": ("a.jsonld", '[{"@list":', "[]", "}]"),
    "graphs of JSON-LD, packed": ("a.jsonld.gz", '{"@graph":', "{}", "}"),
    "elements of RDF/XML": ("a.rdf", "<e:a><e:p>", "", "</e:p></e:a>"),
    "resources of RDF/XML": ("a.owl", '<e:p c="/>" rdf:parseType="Resource">', "", "</e:p>"),
    "triples in Turtle": ("a.ttl", "<<( <http://e/a> <http://e/p> ", "1", " )>>"),
    "triples in N-Triples": ("a.nt", "<<( <http://e/a> <http://e/p> ", "<http://e/a>", " )>>"),
}


@pytest.mark.parametrize("deep", DEEP)
def test_a_file_nested_too_deeply_is_an_error_and_the_process_survives(tmp_path: Path, deep: str) -> None:
    name, before, middle, after = DEEP[deep]
    inner = before * 100_000 + middle + after * 100_000
    if name.endswith((".ttl", ".nt")):
        inner = f"<http://e/a> <http://e/p> {inner} ."
    content = RDF.format(inner) if name.endswith((".rdf", ".owl")) else inner
    path = write(tmp_path, name, gzip.compress(content.encode()) if name.endswith(".gz") else content)
    with pytest.raises(LoadError, match="nested too deeply") as caught:
        list(formats.quads(path))
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.ttl", "<http://e/a> <http://e/p> " + "(" * 10_000 + ")" * 10_000 + " ."),
        ("a.ttl", '<http://e/a> <http://e/p> "' + "x << " * 100 + '" .\n'),
        ("a.nt", ('<http://e/a> <http://e/p> "' + "x << 2; " * 90 + '" .\n') * 1000),
        ("a.jsonld", '{"@id":"http://e/a","http://e/p":"' + "{[" * 10_000 + '"}'),
        ("a.rdf", RDF.format("<e:a><e:p>" + "&lt;b>" * 10_000 + "</e:p></e:a>" + "<!-- <b> -->" * 2000)),
        ("a.rdf", RDF.format("<e:a/>" * 10_000)),
    ],
    ids=["lists of Turtle", "<< in a text", "<< in many", "brackets in a text", "markup in a text", "flat"],
)
def test_long_input_is_not_taken_for_deep(tmp_path: Path, name: str, content: str) -> None:
    assert sum(1 for _ in formats.quads(write(tmp_path, name, content)))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    "declared, encoding",
    [
        ("US-ASCII", "ascii"),
        ("ISO-8859-1", "latin-1"),
        ("latin1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("UTF-32", "utf-32"),
        (None, "utf-16"),
        ("KOI8-R", "koi8-r"),
        ("Shift_JIS", "shift_jis"),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_declares(
    tmp_path: Path, declared: str | None, encoding: str, packed: bool
) -> None:
    value = {"ascii": "cafe", "koi8-r": "Привет", "shift_jis": "日本"}.get(encoding, "café")
    head = "" if declared is None else f'<?xml version="1.0"\n encoding="{declared}"?>\n'
    long = f"<!-- {' ' * 70_000} -->"  # so that it comes in more than one block
    text = head + RDF.format(f"{long}<e:a><e:p>{value}</e:p></e:a>")
    content = text.encode(encoding)
    path = write(tmp_path, "a.rdf" + ".gz" * packed, gzip.compress(content) if packed else content)
    assert value in {quad.object.value for quad in formats.quads(path)}  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_doctype_is_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.rdf", f"<!DOCTYPE r [<!ENTITY b 'x'>]>{RDF.format('')}".encode(encoding))
    with pytest.raises(LoadError, match="DOCTYPE"):
        list(formats.quads(path))


@pytest.mark.parametrize("sign", '|{}^`[] <"\\')
@pytest.mark.parametrize("ending", [".ttl", ".nq", ".trig", ".rdf", ".jsonld"])
def test_an_iri_with_an_invalid_character_is_an_error_in_every_format(
    tmp_path: Path, ending: str, sign: str
) -> None:
    """JSON-LD has such a node dropped without a word."""
    iri = f"http://e/a{sign}b"
    if ending == ".jsonld":
        content = json.dumps({"@id": "http://e/a", "http://e/p": [{"@id": iri}, "x"]})
    elif ending == ".rdf":
        content = RDF.format(f'\n<e:a rdf:about="{html.escape(iri)}"/>')
    else:
        content = f"\n<http://e/a> <http://e/p> <{iri}> ."
    path = write(tmp_path, "a" + ending, content)
    with pytest.raises(LoadError) as caught:
        list(formats.quads(path))
    assert str(caught.value.where).startswith(str(path))
    if sign != "\\" or ending in (".rdf", ".jsonld"):
        assert f"%{ord(sign):02X}" in caught.value.message


def test_a_json_ld_key_outside_the_context_is_ignored(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonld", '{"@id": "http://e/a", "http://e/p": "x", "size": 3}')
    assert [str(quad.predicate) for quad in formats.quads(path)] == ["<http://e/p>"]


def test_a_faulty_file_creates_no_store(tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        load(tmp_path / "new", [write(tmp_path, "a.ttl", "x")])
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["missing.ttl", "folder.ttl"])
def test_a_missing_file_is_an_error_before_anything_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(LoadError, match="file"):
        load(tmp_path / "new", [tmp_path / name])
    assert not (tmp_path / "new").exists()


def test_an_invalid_base_is_an_error(tmp_path: Path, turtle: Path) -> None:
    with pytest.raises(LoadError, match="base IRI 'here'"):
        load(tmp_path / "new", [turtle], base_iri="here")


def test_repeated_triples_count_once_and_only_cost_reading_time(tmp_path: Path) -> None:
    graph = resources.bundled_graph().read_bytes()
    once, often = write(tmp_path, "once.nt", graph), write(tmp_path, "often.nt", graph * 40)
    start = time.process_time()
    load(tmp_path / "once", [once])
    took = time.process_time() - start
    report = load(tmp_path / "often", [often])
    assert time.process_time() - start < 40 * took + 5
    with open_store(tmp_path / "once") as one, open_store(tmp_path / "often") as other:
        assert report.triples_after == one.count()
        assert set(one.triples()) == set(other.triples())
        assert said(other, grep="tariffs").rows == said(one, grep="tariffs").rows
