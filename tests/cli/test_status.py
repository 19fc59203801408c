"""``kg status``: how a graph stands, before its figures are quoted."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kg import resources


def test_the_bundled_graph_says_what_it_holds_and_of_when(call: Any) -> None:
    ran = call("status")
    assert ran.code == 0 and ran.err == ""
    assert "statements                          37" in ran.out
    assert "said between 2025-09-01 and 2025-10-06" in ran.out and "no index" in ran.out


def test_a_store_on_disk_says_what_it_takes_and_when_it_was_loaded(call: Any) -> None:
    call("load", "store", resources.bundled_graph())
    ran = call("status", "--store", "store")
    assert ran.code == 0
    assert "on disk: graph" in ran.out and " UTC by kg " in ran.out and "g000001, format 2" in ran.out
    found = json.loads(call("status", "--store", "store", "-f", "json").out)
    assert found["counts"]["statements"] == 37 and found["disk"]["generation"] == "g000001"


def test_a_workspace_whose_sheets_are_newer_says_so(call: Any, built: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(built, tmp_path / "topic")
    sheet = next((tmp_path / "topic" / "sources").glob("*.yaml"))
    os.utime(sheet, (4e9, 4e9))
    ran = call("status", "--store", "topic")
    assert ran.code == 0 and "sheets are newer" in ran.err


@pytest.mark.parametrize("width", [40, 80])
def test_the_page_fits_a_narrow_terminal(call: Any, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = call("status").out.splitlines()
    assert max(map(len, lines)) <= 80
