"""``kg status``: the summary of a graph, to read before its figures are quoted."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from kg import resources


def test_the_bundled_graph_shows_its_counts_and_dates(call: Any) -> None:
    ran = call("status")
    assert ran.code == 0 and ran.err == ""
    assert "statements                          37" in ran.out
    assert "said between 2025-09-01 and 2025-10-07" in ran.out and "no index" in ran.out


def test_a_store_on_disk_shows_its_size_and_when_it_was_loaded(call: Any) -> None:
    call("load", "store", resources.bundled_graph())
    ran = call("status", "--store", "store")
    assert ran.code == 0
    assert "graph on disk" in ran.out and " UTC by kg " in ran.out and "g000001, format 3" in ran.out
    found = json.loads(call("status", "--store", "store", "-f", "json").out)
    assert found["counts"]["statements"] == 37 and found["disk"]["generation"] == "g000001"


def test_newer_sheets_of_a_workspace_are_reported(call: Any, built: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(built, tmp_path / "topic")
    sheet = next((tmp_path / "topic" / "sources").glob("*.yaml"))
    os.utime(sheet, (4e9, 4e9))
    ran = call("status", "--store", "topic")
    assert ran.code == 0 and "sheets are newer" in ran.err


def test_the_longest_summary_of_a_store_fits_80_columns(call: Any, tmp_path: Path) -> None:
    for _ in range(2):
        call("load", "store", resources.bundled_graph())
    (tmp_path / "store" / "g000003.part").mkdir()
    (tmp_path / "store" / "g000003.part" / "left").write_bytes(b"x" * 123_456)
    lines = call("status", "--store", "store").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.split() == ["unfinished", "load", "123.5", "kB"] for line in lines)
    assert any(line.startswith("  previous generation") for line in lines)
