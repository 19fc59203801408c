"""The event list of DNA: columns, quoting, and the rows of a database that came from DNA."""

from __future__ import annotations

import csv
import importlib.util
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import resources, workspace
from kg.documents.dna.conversion import Options, import_dna
from kg.export.build import build
from kg.export.dna_csv import chunks
from kg.namespaces import DATA, PREFIXES
from kg.store.loading import load
from kg.store.opening import open_store

ROOT = Path(__file__).parents[2]
_file = ROOT / "tests" / "documents" / "dna" / "database.py"
_spec = importlib.util.spec_from_file_location("dna_database", _file)
assert _spec is not None and _spec.loader is not None
_module = sys.modules.setdefault("dna_database", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(_module)

HEAD = (
    '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";'
    '"text";"coder";"document_id";"document_title";"document_author";"document_source";"document_section";'
    '"document_type"'
)


@pytest.fixture
def dna(tmp_path: Path) -> Any:
    return _module.Dna(tmp_path / "bridge.dna")


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., str]:
    """Imports a database, builds it and exports it."""

    def run(path: Path, texts: bool = True, **options: Any) -> str:
        folder = tmp_path / "w"
        import_dna(path, folder, Options(**options))
        place = workspace.read(folder)
        build(place)
        with open_store(str(folder)) as store:
            return "".join(chunks(store, base=place.base, texts=folder / "texts" if texts else None))

    return run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=";"))


def test_the_layout_is_dnas(dna: Any, exported: Any) -> None:
    """No line end after the last row, as DNA writes it."""
    dna.document(2, 'A "second" debate; part 1', 'He said "no; never"', Author="Kim", Date=1615680000 + 3661)
    dna.said(7, (8, 19), 'Bo "B" Roe', "A bridge", 0, organization="Ferries; Ltd", document=2)
    assert exported(dna.path) == (
        f'{HEAD}\n7;2021-03-14 01:01:01;"Bo \'B\' Roe";"Ferries, Ltd";"A bridge";0;8;19;'
        '"\'no, never\'";2;2;"A \'second\' debate, part 1";"Kim";"";"";""'
    )


def test_without_texts_the_passage_is_empty(dna: Any, exported: Any) -> None:
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)
    assert rows(exported(dna.path, texts=False))[0]["text"] == ""


def test_without_texts_quoted_words_replace_the_passage(dna: Any, exported: Any) -> None:
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)
    assert rows(exported(dna.path, texts=False, quote=True))[0]["text"] == "A bridge is needed, she said"


def test_a_changed_text_is_not_used(dna: Any, tmp_path: Path, exported: Any) -> None:
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)
    exported(dna.path)
    (text,) = (tmp_path / "w" / "texts").iterdir()
    text.write_text("x" * 90, encoding="utf-8")
    with open_store(str(tmp_path / "w")) as store:
        base = workspace.read(tmp_path / "w").base
        assert rows("".join(chunks(store, base=base, texts=text.parent)))[0]["text"] == ""


def test_passages_that_were_put_together_are_rows_of_their_own(dna: Any, exported: Any) -> None:
    dna.variable(5, "frame", "short text")
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1, frame="Cost")
    dna.said(2, (15, 43), "Ann Lee", "Ferries", 0, frame="Nature", coder=1)
    dna.said(3, (15, 43), "Ann Lee", "A bridge", 1)
    dna.said(4, (15, 43), "Ann Lee", "", 1)
    found = [
        tuple(row[name] for name in ("statement_id", "concept", "agreement", "coder", "frame"))
        for row in rows(exported(dna.path))
    ]
    assert found == [
        ("1", "A bridge", "1", "2", "Cost"),
        ("2", "Ferries", "0", "1", "Nature"),
        ("3", "A bridge", "1", "2", ""),
        ("4", "", "", "2", ""),
    ]


def test_positions_are_dnas_own(dna: Any, exported: Any) -> None:
    dna.document(2, "Emoji", "😀 A bridge.")
    dna.said(1, (3, 11), "Ann Lee", "A bridge", 1, document=2)
    (row,) = rows(exported(dna.path))
    assert (row["start_position"], row["stop_position"], row["text"]) == ("3", "11", "A bridge")


def test_integers_are_written_as_they_were(tmp_path: Path, exported: Any) -> None:
    dna = _module.Dna(tmp_path / "scaled.dna", qualifier="integer")
    for number, value in enumerate((2, 0, -1, 3), 1):
        dna.said(number, (15, 43), "Ann Lee", "A bridge", value)
    assert [row["agreement"] for row in rows(exported(dna.path))] == ["2", "0", "-1", "3"]


def test_speakers_without_a_person_are_in_the_column_of_organizations(dna: Any, exported: Any) -> None:
    dna.said(1, (15, 43), "", "A bridge", 1, organization="Town")
    dna.said(2, (45, 86), "", "A bridge", 0)
    found = [(row["person"], row["organization"]) for row in rows(exported(dna.path))]
    assert found == [("", "Town"), ("", "")]


def test_a_graph_that_is_not_from_dna_gets_numbers() -> None:
    """The bundled graph: a row for each reading, and for each statement without readings."""
    with open_store(str(resources.bundled_graph())) as store:
        text = "".join(chunks(store, base=DATA))
    found = rows(text)
    assert text.startswith(HEAD) and [int(row["statement_id"]) for row in found] != []
    assert len({row["statement_id"] for row in found}) == len(found)
    assert {row["agreement"] for row in found} <= {"1", "0", ""}


TOWN = """
@prefix person: <https://w3id.org/wsw/id/person/> . @prefix source: <https://w3id.org/wsw/id/source/> .
@prefix statement: <https://w3id.org/wsw/id/statement/> . @prefix issue: <https://w3id.org/wsw/id/issue/> .
@prefix reading: <https://w3id.org/wsw/id/reading/> . @prefix passage: <https://w3id.org/wsw/id/passage/> .
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann Lee" .
issue:toll a wsw:Proposal, wsw:Issue ; rdfs:label "A toll" .
source:dated a wsw:Source ; rdfs:label "Dated" ; wsw:earliest "2025-03-04"^^xsd:date ;
  wsw:latest "2025-03-05"^^xsd:date .
source:undated a wsw:Source ; rdfs:label "Undated" .
"""
DAYS = (
    ("s1", "dated", "2025-03-01", "2025-03-01", "stated"),
    ("s2", "dated", "2025-02-01", "2025-02-28", "inferred"),
    ("s3", "dated", None, None, "unknown"),
    ("s4", "undated", None, None, "unknown"),
)


def test_a_time_says_how_far_it_reaches_and_what_it_rests_on(tmp_path: Path) -> None:
    """A month is not the midnight of its first day, and a day of publication is not that of the words."""
    lines = [f"@prefix {prefix}: <{base}> ." for prefix, base in PREFIXES.items()] + [TOWN]
    for name, source, first, last, basis in DAYS:
        when = f'; wsw:earliest "{first}"^^xsd:date ; wsw:latest "{last}"^^xsd:date ' if first else ""
        lines.append(
            f'statement:{name} a wsw:Statement, wsw:Record ; wsw:speaker person:ann ; wsw:text "Words."@en ; '
            f"wsw:mode mode:indirect ; wsw:reportedIn source:{source} ; wsw:passage passage:{name} {when}; "
            f"wsw:dateBasis basis:{basis} .\n"
            f'passage:{name} oa:start "0"^^xsd:integer ; oa:end "5"^^xsd:integer .\n'
            f"reading:{name} a wsw:Reading ; wsw:readingOf statement:{name} ; wsw:target issue:toll ; "
            "wsw:stance stance:support ."
        )
    (tmp_path / "town.ttl").write_text("\n".join(lines), encoding="utf-8")
    load(tmp_path / "store", [tmp_path / "town.ttl"])
    with open_store(tmp_path / "store") as store:
        text = "".join(chunks(store, base=DATA))
    assert text.startswith(f'{HEAD};"time_until";"time_basis"\n')
    assert [(row["time"], row["time_until"], row["time_basis"]) for row in rows(text)] == [
        ("", "", "unknown"),
        ("2025-02-01 00:00:00", "2025-02-28 23:59:59", "inferred"),
        ("2025-03-01 00:00:00", "2025-03-01 23:59:59", "stated"),
        ("2025-03-04 00:00:00", "2025-03-05 23:59:59", "published"),
    ]


PASSAGE = st.tuples(
    st.sampled_from([(0, 14), (0, 14), (15, 43), (45, 86)]),
    st.sampled_from(["", "Ann Lee", "Bo Roe", "李明"]),
    st.sampled_from(["", "Town", "Ann Lee"]),
    st.sampled_from(["A bridge", "A Bridge", "Ferries", "yes", ""]),
    st.integers(0, 1),
    st.integers(1, 2),
)


@given(st.lists(PASSAGE, min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_everything_coded_comes_back_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, coded: list[Any]
) -> None:
    """A passage without a concept has no qualifier; without a person, the organization speaks."""
    folder = tmp_path_factory.mktemp("any")
    dna = _module.Dna(folder / "any.dna")
    wanted = []
    for number, (span, person, organization, concept, value, coder) in enumerate(coded, 1):
        dna.said(number, span, person, concept, value, organization=organization, coder=coder)
        agreement = str(value) if concept else ""
        wanted.append((str(number), person, organization, concept, agreement, str(span[0]), str(coder)))
    dna.connection.close()
    import_dna(dna.path, folder / "w")
    place = workspace.read(folder / "w")
    build(place)
    with open_store(str(folder / "w")) as store:
        found = rows("".join(chunks(store, base=place.base, texts=folder / "w" / "texts")))
    names = ("statement_id", "person", "organization", "concept", "agreement", "start_position", "coder")
    assert [tuple(row[name] for name in names) for row in found] == wanted
    assert {row["text"] for row in found} == {_module.TEXT[slice(*span)] for span, *_ in coded}


def test_the_sample_comes_back_row_by_row(exported: Any) -> None:
    sample = Path(os.environ.get("KG_DNA_SAMPLE", ROOT.parent / "shared" / "dna" / "sample.dna"))
    if not sample.is_file():
        pytest.skip("DNA's sample is not at hand: set KG_DNA_SAMPLE")
    assert exported(sample) == HEAD + "".join("\n" + line for line in expected(sample))


def expected(path: Path) -> list[str]:
    """What DNA's export has for a database with the variables of its first statement type."""
    query = """
    SELECT s.ID, d.Date, p.Value, o.Value, c.Value, b.Value, s.Start, s.Stop,
      substr(d.Text, s.Start + 1, s.Stop - s.Start), s.Coder,
      d.ID, d.Title, d.Author, d.Source, d.Section, d.Type
    FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
    JOIN DATASHORTTEXT dp ON dp.StatementId = s.ID AND dp.VariableId = 1 JOIN ENTITIES p ON p.ID = dp.Entity
    JOIN DATASHORTTEXT do ON do.StatementId = s.ID AND do.VariableId = 2 JOIN ENTITIES o ON o.ID = do.Entity
    JOIN DATASHORTTEXT dc ON dc.StatementId = s.ID AND dc.VariableId = 3 JOIN ENTITIES c ON c.ID = dc.Entity
    JOIN DATABOOLEAN b ON b.StatementId = s.ID AND b.VariableId = 4
    ORDER BY d.Date, s.ID
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = connection.execute(query).fetchall()
    finally:
        connection.close()
    lines = []
    for number, day, *rest in found:
        cells = [str(number), datetime.fromtimestamp(day, UTC).strftime("%Y-%m-%d %H:%M:%S")]
        for value in rest:
            text = str(value).replace(";", ",").replace('"', "'")
            cells.append(text if isinstance(value, int) else f'"{text}"')
        lines.append(";".join(cells))
    return lines
