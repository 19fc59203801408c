"""Files that were built apart, loaded together, hold what one build of all their sheets would."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg import resources
from kg.coding.graph.derive import (
    held,
    write_closure,
    write_counting,
    write_directions,
    write_positions,
    write_relations,
)
from kg.coding.graph.triples import Triples
from kg.namespaces import DATA, PROV, RDF, SKOS, STANCE, WSW, XSD
from kg.store import open_store
from kg.store.loading import load
from kg.store.terms import from_oxigraph

Lines = set[str]


def statement(name: str, who: str, what: str, stance: str, day: str | None) -> Lines:
    """A statement with one reading."""
    said, read = f"<{DATA}statement/{name}>", f"<{DATA}reading/{name}>"
    lines = {
        f"{said} <{WSW.speaker}> <{DATA}person/{who}> .",
        f"{read} <{WSW.readingOf}> {said} .",
        f"{read} <{WSW.target}> <{DATA}issue/{what}> .",
        f"{read} <{WSW.stance}> <{STANCE[stance]}> .",
    }
    lines.add(f"{said} <{WSW.reportedIn}> <{DATA}source/s> .")
    if day is not None:
        lines |= {f'{said} <{bound}> "{day}"^^<{XSD.date}> .' for bound in (WSW.earliest, WSW.latest)}
    return lines


def relation(name: str) -> Lines:
    """A relation that one record backs."""
    record = f"<{DATA}relation/{name}>"
    return {
        f"{record} <{RDF.type}> <{WSW.RelationRecord}> .",
        f"{record} <{RDF.subject}> <{DATA}person/a> .",
        f"{record} <{RDF.predicate}> <{WSW.leads}> .",
        f"{record} <{RDF.object}> <{DATA}organization/o> .",
        f"{record} <{WSW.backedBy}> <{DATA}claim/{name}> .",
    }


def retraction(path: str) -> Lines:
    return {f'<{DATA}{path}> <{PROV.invalidatedAtTime}> "2026-01-01T00:00:00"^^<{XSD.dateTime}> .'}


def published(day: str) -> Lines:
    """When the source that every statement is reported in was published."""
    source = f"<{DATA}source/s>"
    days = {f'{source} <{bound}> "{day}"^^<{XSD.date}> .' for bound in (WSW.earliest, WSW.latest)}
    return {f"{source} <{RDF.type}> <{WSW.Source}> ."} | days


def direction(narrow: str, term: str, broad: str) -> Lines:
    return {f"<{DATA}issue/{narrow}> <{term}> <{DATA}issue/{broad}> ."}


def broader(narrow: str, broad: str) -> Lines:
    return {f"<{DATA}issue/{narrow}> <{SKOS.broader}> <{DATA}issue/{broad}> ."}


def built(lines: Lines) -> Lines:
    """What ``kg build`` would make of records: themselves and what is derived from them."""
    out = Triples(DATA, "en")
    for quad in pyoxigraph.parse("\n".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES):
        out.add(quad.subject.value, quad.predicate.value, from_oxigraph(quad.object))
    write_closure(out)
    write_directions(out)
    write_counting(out)
    write_relations(out)
    write_positions(out, held(out))
    return triples(Graph().parse(data="\n".join(out.lines()), format="nt"))


def triples(graph: Graph) -> Lines:
    def written(term: object) -> str:
        assert isinstance(term, URIRef | Literal)
        return term.n3()

    return {f"{written(s)} {written(p)} {written(o)} ." for s, p, o in graph}


def loaded(folder: Path, files: Sequence[Lines], *, at_once: bool = True) -> Lines:
    """What a store holds after a load of files."""
    paths = []
    for number, lines in enumerate(files):
        paths.append(folder / f"{number}.nt")
        paths[-1].write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    for some in [paths] if at_once else [[path] for path in paths]:
        load(folder / "store", some)
    with open_store(folder / "store") as store:
        text = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in store.triples())
    return triples(Graph().parse(data=text, format="nt"))


def test_the_bundled_graph_is_loaded_as_it_was_built(tmp_path: Path) -> None:
    report = load(tmp_path / "s", [resources.bundled_graph()])
    assert report.derived == (0, 0)
    assert report.triples_after == len(resources.bundled_graph().read_text(encoding="utf-8").splitlines())


RECORDS = [
    *(
        statement(f"{who}{what}{stance}{day}", who, what, stance, day)
        for who, what, stance, day in itertools.product(
            ("a", "b"), ("x",), ("support", "oppose", "unclear"), ("2025-01-01", "2025-02-01", None)
        )
    ),
    relation("one"),
    relation("two"),
    *(
        retraction(path)
        for path in ("claim/one", "claim/two", "statement/axsupport2025-01-01", "reading/axopposeNone")
    ),
    published("2025-01-15"),
    direction("x", WSW.furthers, "y"),
    direction("x", WSW.worksAgainst, "y"),
    direction("y", WSW.worksAgainst, "z"),
    {f"<{DATA}issue/z> <{RDF.type}> <{WSW.Topic}> ."},
    broader("x", "y"),
    broader("y", "z"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(RECORDS)), max_size=12),
    at_once=st.booleans(),
)
def test_files_built_separately_and_loaded_equal_one_build(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[int, Lines]], at_once: bool
) -> None:
    files = [built(set().union(*(lines for file, lines in chosen if file == n))) for n in range(3)]
    whole = built(set().union(*(lines for _, lines in chosen)))
    assert loaded(tmp_path_factory.mktemp("s"), files, at_once=at_once) == whole


def test_a_position_with_missing_readings_is_kept(tmp_path: Path) -> None:
    whole = built(statement("s", "a", "x", "support", "2025-01-01"))
    positions = {line for line in whole if "/position/" in line.split()[0]}
    assert positions and loaded(tmp_path, [positions]) == positions


def test_in_a_cycle_of_broader_concepts_none_is_broader_than_itself(tmp_path: Path) -> None:
    found = loaded(tmp_path, [broader("x", "y") | broader("y", "x")])
    closure = {line for line in found if SKOS.broaderTransitive in line}
    assert closure == {
        line.replace(SKOS.broader + ">", SKOS.broaderTransitive + ">")
        for line in broader("x", "y") | broader("y", "x")
    }


def test_a_stance_of_another_scheme_makes_no_position(tmp_path: Path) -> None:
    odd = {line.replace(STANCE.support, "http://e/for") for line in statement("s", "a", "x", "support", None)}
    assert not any(WSW.Position in line for line in loaded(tmp_path, [odd]))


def test_blank_nodes_and_names_in_place_of_iris_are_loaded_unchanged(tmp_path: Path) -> None:
    odd = [
        f"_:a <{SKOS.broader}> _:b .",
        f'<http://e/x> <{SKOS.broader}> "water" .',
        f'<http://e/s> <{WSW.speaker}> "Ann Berg" .',
        f"<http://e/r> <{WSW.readingOf}> <http://e/s> .",
        f"<http://e/r> <{WSW.target}> _:b .",
        f"<http://e/r> <{WSW.stance}> <{STANCE.support}> .",
        f"<http://e/s> <{WSW.text}> <http://e/no-text> .",
        f'_:s <{WSW.text}> "a text of nobody\'s" .',
        f"_:l <{RDF.type}> <{WSW.Actor}> .",
        f"_:new <{PROV.wasRevisionOf}> _:old .",
        f'<http://e/new> <{PROV.wasRevisionOf}> "the first version" .',
        f'_:old <{PROV.invalidatedAtTime}> "2026-01-01T00:00:00"^^<{XSD.dateTime}> .',
    ]
    (tmp_path / "odd.nt").write_text("\n".join(odd) + "\n", encoding="utf-8")
    for _ in range(2):
        report = load(tmp_path / "s", [tmp_path / "odd.nt"])
        assert report.derived == (0, 0)
    with open_store(tmp_path / "s") as store:
        assert store.index is not None and store.index.saying("nobody's") == []
