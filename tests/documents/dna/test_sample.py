"""Import of the sample that is part of DNA."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import workspace
from kg.documents.dna.conversion import import_dna
from kg.export.build import build

Check = Callable[[Path], Any]


def test_everything_is_counted(sample: Path, tmp_path: Path) -> None:
    report = import_dna(sample, tmp_path / "w")
    assert {name: report.counts[name] for name in ("documents", "coded passages", "coders")} == {
        **{"documents": 7, "coded passages": 41, "coders": 4},
    }
    assert {name: report.counts[name] for name in ("statements", "readings", "annotations")} == {
        **{"statements": 40, "readings": 40, "annotations": 1},
    }
    assert [line for line in report.mapped if line.startswith("'")] == [
        "'DNA Statement' (40): imported as statements, with person = 'person', "
        "organization = 'organization', concept = 'concept', qualifier = 'agreement'.",
        "'NPF Story Element' (0): imported as annotations, with variables as fields.",
        "'Annotation' (1): imported as annotations, with variables as fields.",
    ]


def test_every_anchor_is_correct_and_there_are_no_problems(
    sample: Path, tmp_path: Path, checked: Check
) -> None:
    import_dna(sample, tmp_path / "w")
    found = checked(tmp_path / "w")
    assert (found.findings, found.anchors, found.unchecked, found.statements) == ([], 41, 0, 40)


def test_it_builds(sample: Path, tmp_path: Path) -> None:
    import_dna(sample, tmp_path / "w")
    assert build(workspace.read(tmp_path / "w")).triples > 2_000


def test_each_reading_is_a_row_of_the_database(sample: Path, tmp_path: Path, read: Any) -> None:
    import_dna(sample, tmp_path / "w")
    names = {}
    for section in ("actors", "issues"):
        for kind, entries in read(tmp_path / "w" / f"{section}.yaml").items():
            prefix = {"people": "person", "organizations": "organization"}.get(kind, kind[:-1])
            names |= {f"{prefix}/{slug}": entry["name"] for slug, entry in entries.items()}
    rows = set()
    for path in sorted((tmp_path / "w" / "sources").glob("*.yaml")):
        for statement in read(path).get("statements", []):
            for reading in statement["about"]:
                agreement = {"support": 1, "oppose": 0}[reading["stance"]]
                actors = (names[statement["by"]], names[statement["on_behalf_of"]])
                number = statement["fields"]["DNA statement"]
                rows.add((number, *actors, names[reading["on"]], agreement, statement["at"]))
    assert rows == set(coded(sample))


def coded(sample: Path) -> list[tuple[Any, ...]]:
    query = """
    SELECT s.ID, p.Value, o.Value, c.Value, b.Value, s.Start || '-' || s.Stop
    FROM STATEMENTS s
    JOIN DATASHORTTEXT dp ON dp.StatementId = s.ID AND dp.VariableId = 1 JOIN ENTITIES p ON p.ID = dp.Entity
    JOIN DATASHORTTEXT do ON do.StatementId = s.ID AND do.VariableId = 2 JOIN ENTITIES o ON o.ID = do.Entity
    JOIN DATASHORTTEXT dc ON dc.StatementId = s.ID AND dc.VariableId = 3 JOIN ENTITIES c ON c.ID = dc.Entity
    JOIN DATABOOLEAN b ON b.StatementId = s.ID AND b.VariableId = 4
    """
    connection = sqlite3.connect(f"file:{sample}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("name", ["kg.toml", "actors.yaml", "issues.yaml", "dna/database.yaml"])
def test_hashes_of_passwords_are_not_imported(sample: Path, tmp_path: Path, name: str) -> None:
    import_dna(sample, tmp_path / "w")
    connection = sqlite3.connect(f"file:{sample}?mode=ro", uri=True)
    hashes = [row[0] for row in connection.execute("SELECT Password FROM CODERS")]
    connection.close()
    text = (tmp_path / "w" / name).read_text(encoding="utf-8")
    assert hashes and not any(each in text for each in hashes)
