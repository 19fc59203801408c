"""``kg import dna``: its output and its exit code."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Call = Callable[..., Any]


@pytest.fixture
def sample() -> Path:
    path = Path(os.environ.get("KG_DNA_SAMPLE", ROOT.parent / "shared" / "dna" / "sample.dna"))
    if not path.is_file():
        pytest.skip("the sample database of DNA is missing: set KG_DNA_SAMPLE")
    return path


def test_import_prints_the_folder_and_reports_on_standard_error(call: Call, sample: Path) -> None:
    ran = call("import", "dna", sample, "my work")
    assert (ran.code, ran.out) == (0, "my work\n")
    assert "40 statements" in ran.err
    assert "Not imported: Hashed passwords of coders (4)" in ran.err
    assert ran.err.endswith("Next: cd 'my work' && kg check --texts texts && kg build && kg said\n")


def test_an_imported_workspace_checks_builds_and_answers(call: Call, sample: Path) -> None:
    call("import", "dna", sample, "w")
    ran = call("check", "w", "--texts", "w/texts", "--strict")
    assert (ran.code, "No problems found." in ran.out) == (0, True)
    assert call("build", "w").code == 0
    ran = call("said", "--store", "w", "--by", "bluestein", "--stance", "oppose", "-f", "jsonl")
    assert ran.code == 0 and len(ran.out.splitlines()) == 3


def test_options_reach_the_import(call: Call, sample: Path) -> None:
    options = ("--base", "https://example.net/", "--name", "Climate", "--coded-on", "2023-04-05", "--quote")
    assert call("import", "dna", sample, "w", *options).code == 0
    toml = Path("w/kg.toml").read_text(encoding="utf-8")
    assert 'base = "https://example.net/"' in toml and 'name = "Climate"' in toml
    sheet = next(Path("w/sources").glob("*.yaml")).read_text(encoding="utf-8")
    assert "on: 2023-04-05" in sheet and "mode: direct" in sheet


def test_an_unknown_variable_is_an_error_with_the_nearest(call: Call, sample: Path) -> None:
    ran = call("import", "dna", sample, "w", "--person", "persn")
    assert ran.code == 2 and "did you mean 'person'?" in ran.err
    assert not Path("w").exists()


def test_another_database_is_an_error_and_not_a_traceback(call: Call, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.dna")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    ran = call("import", "dna", "x.dna", "w")
    assert ran.code == 2 and ran.err.startswith("Error: x.dna: is an SQLite database, but not of DNA")


def test_a_module_may_have_another_name_than_its_command(call: Call) -> None:
    assert "\n  import " in call("--help").out
    assert "Discourse Network Analyzer 3" in call("import", "dna", "--help").out
