"""``kg init``: an example that can be checked, anchored and built."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.check import check
from kg.coding.sheets.schemas import SCHEMAS
from kg.coding.start import STARTER, start
from kg.coding.texts.text import read_text
from kg.errors import OutputError, WorkspaceError


def test_all_files_are_returned(tmp_path: Path) -> None:
    made = start(tmp_path / "new" / "topic")
    assert made == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    names = {str(path.relative_to(STARTER)) for path in STARTER.rglob("*") if path.is_file()}
    assert {str(path.relative_to(tmp_path / "new" / "topic")) for path in made} == names | {
        ".gitignore",
        *(f"schemas/{name}" for name in SCHEMAS),
    }


def test_an_empty_folder_is_accepted(tmp_path: Path) -> None:
    assert start(tmp_path)


def test_the_anchored_example_has_no_problems(tmp_path: Path) -> None:
    start(tmp_path)
    sheet, text = tmp_path / "sources/gazette-2025-03-14.yaml", tmp_path / "texts/gazette-2025-03-14.txt"
    report = anchor_sheet(sheet, read_text(text))
    assert (report.problems, report.written) == ((), True)
    assert check(workspace.read(tmp_path), tmp_path / "texts").findings == []


def test_the_schemas_that_sheets_refer_to_exist(tmp_path: Path) -> None:
    for path in start(tmp_path):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if "$schema=" in first:
            schema = path.parent / first.partition("$schema=")[2]
            assert json.loads(schema.read_text(encoding="utf-8"))["title"] in ("Sheet", "Registry")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_an_existing_folder_is_not_changed(tmp_path: Path, what: str) -> None:
    target = tmp_path / "topic"
    if what == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="not an empty folder"):
        start(target)
    kept = target if what == "file" else target / "mine"
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_failed_start_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[object] = []

    def full(source: Path, target: Path) -> None:
        copied.append(target)
        if len(copied) > 2:
            raise OSError(28, os.strerror(28))
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr("kg.coding.start.shutil.copyfile", full)
    with pytest.raises(OutputError, match="No space left"):
        start(tmp_path / "topic")
    assert list(tmp_path.iterdir()) == []
