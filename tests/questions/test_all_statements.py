"""Statements read property by property are those of the queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import resources
from kg.namespaces import DATA, OA, PROV, RDF, RDFS, WSW, XSD
from kg.questions import all_statements as module
from kg.questions.all_statements import all_statements
from kg.questions.said import said
from kg.store import open_store
from kg.store.base import Store

pytestmark = pytest.mark.skipif(
    not resources.bundled_graph().is_file(), reason="exports/graph.nt is not built"
)


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """A statement with a reading and quotes, and what belongs to it."""
    with open_store(resources.bundled_graph()) as store:
        row = next(row for row in said(store).rows if row["about"] and row["quotes"])
        (passage,) = store.select(f"SELECT ?p {{ <{row['id']}> <{WSW.passage}> ?p }}").rows[0]
        (quotation,) = store.select(f"SELECT ?q {{ <{row['id']}> <{WSW.quotation}> ?q }}").rows[0]
    assert passage is not None and quotation is not None
    return {
        **{"id": row["id"], "speaker": row["speaker"], "source": row["source"]},
        **{"reading": row["about"][0]["reading"], "target": row["about"][0]["target"]},
        **{"passage": passage.value, "quotation": quotation.value},
    }


def opened(folder: Path, lines: str) -> Store:
    path = folder / "graph.nt"
    path.write_bytes(resources.bundled_graph().read_bytes() + lines.encode())
    return open_store(path)


def test_the_bundled_graph_needs_no_query_for_each_statement() -> None:
    with open_store(resources.bundled_graph()) as store:
        assert list(module._Reader(store).read()) == said(store).rows  # type: ignore[arg-type]


REGULAR = f"""
<{{id}}> <{WSW.onBehalfOf}> <{{source}}> .
<{{id}}> <{WSW.onBehalfOf}> <{{speaker}}> .
<{{id}}> <{WSW.cue}> "two\\nlines \\"quoted\\" and\\ta tab, | and \\\\ \\u2028" .
<{{id}}> <{WSW.occasion}> "b"@en .
<{{id}}> <{WSW.occasion}> "a"@fr .
<{{id}}> <{WSW.codedAt}> "sources/x.yaml:7" .
<{{reading}}> <{WSW.score}> "0.50"^^<{XSD.decimal}> .
<{DATA}statement/bare> <{RDF.type}> <{WSW.Statement}> .
<{DATA}reading/second> <{WSW.readingOf}> <{{id}}> .
<{DATA}reading/second> <{WSW.target}> <{{target}}> .
<{DATA}reading/second> <{WSW.stance}> <{DATA}stance#odd> .
<{DATA}reading/unnamed> <{WSW.readingOf}> <{{id}}> .
<{DATA}reading/unnamed> <{WSW.target}> <{DATA}issue/without-a-label> .
<{DATA}reading/gone> <{WSW.readingOf}> <{{id}}> .
<{DATA}reading/gone> <{WSW.target}> <{{target}}> .
<{DATA}reading/gone> <{PROV.invalidatedAtTime}> "2025-01-01T00:00:00Z"^^<{XSD.dateTime}> .
<{DATA}quotation/second> <{OA.exact}> "first" .
<{DATA}quotation/second> <{OA.start}> "0"^^<{XSD.integer}> .
<{{id}}> <{WSW.quotation}> <{DATA}quotation/second> .
"""

#: Lines that make a graph unlike those that kg writes.
IRREGULAR = {
    "two names": f'<{{speaker}}> <{RDFS.label}> "Another name" .',
    "two texts": f'<{{id}}> <{WSW.text}> "Another text" .',
    "two passages": f"<{{id}}> <{WSW.passage}> <{DATA}passage/other> .",
    "two targets": f"<{{reading}}> <{WSW.target}> <{{speaker}}> .",
    "two coders": f"<{{reading}}> <{PROV.wasAttributedTo}> <{{speaker}}> .",
    "a reading of two": f"<{{reading}}> <{WSW.readingOf}> <{DATA}statement/other> .\n"
    f"<{DATA}statement/other> <{RDF.type}> <{WSW.Statement}> .",
    "a blank node": f"<{{id}}> <{WSW.reportedBy}> _:b .",
    "a place in words": f'<{{passage}}> <{OA.start}> "here" .',
    "a fraction": f'<{{quotation}}> <{OA.start}> "1.5"^^<{XSD.decimal}> .',
}


def same(store: Store) -> None:
    """Order of rows with several values of one column is open; the rows themselves are not."""
    assert list(all_statements(store)) == said(store).rows


def test_rows_with_several_values_and_odd_texts_are_the_same(names: dict[str, str], tmp_path: Path) -> None:
    with opened(tmp_path, REGULAR.format(**names)) as store:
        module._Reader(store).read()  # type: ignore[arg-type]
        same(store)


@pytest.mark.parametrize("what", IRREGULAR)
def test_another_graph_is_left_to_the_queries(what: str, names: dict[str, str], tmp_path: Path) -> None:
    with opened(tmp_path, IRREGULAR[what].format(**names) + "\n") as store:
        with pytest.raises(module._Irregular):
            module._Reader(store).read()  # type: ignore[arg-type]
        same(store)


@pytest.mark.parametrize("property", [PROV.wasRevisionOf, None])
def test_what_no_longer_counts_is_left_out(
    property: str | None, names: dict[str, str], tmp_path: Path
) -> None:
    line = f'<{names["id"]}> <{PROV.invalidatedAtTime}> "2025-01-01" .\n'
    if property is not None:
        line = f"<{DATA}statement/newer> <{property}> <{names['id']}> .\n"
    with opened(tmp_path, line) as store:
        same(store)
        assert names["id"] not in {row["id"] for row in all_statements(store)}


def test_a_graph_without_statements_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<urn:a> <urn:b> [ <urn:c> 1 ] .")
    with open_store(tmp_path / "other.ttl") as store:
        assert list(all_statements(store)) == []
