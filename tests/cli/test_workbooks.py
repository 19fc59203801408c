"""``-f xlsx``: the same rows as the other formats, and a sheet that says what was asked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import kg

ASKED = {
    "said": ["said", "--about", "tariffs"],
    "nothing said": ["said", "--grep", "nonesuch"],
    "positions": ["positions", "--about", "tariffs"],
    "ask": ["ask", "tariffs"],
    "query": ["query", "SELECT ?s ?label { ?s rdfs:label ?label } ORDER BY ?s ?label LIMIT 5"],
    "construct": ["query", "CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 5"],
    "truth": ["query", "ASK { ?s a wsw:Statement }"],
    "two-mode": ["network", "two-mode", "--draws", "0"],
    "windows": ["network", "congruence", "--window", "months"],
    **{name: ["network", name] for name in ("backbone", "phases", "scaling")},
    **{name: ["network", name, "--draws", "0"] for name in ("centrality", "communities", "polarisation")},
}


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    return {sheet.title: [list(row) for row in sheet.values] for sheet in openpyxl.load_workbook(path)}


@pytest.mark.parametrize("name", ASKED)
def test_a_workbook_has_the_rows_of_the_other_formats(name: str, call: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    ran = call(*ASKED[name], "-o", path)
    assert (ran.code, ran.out) == (0, "") and list(tmp_path.iterdir()) == [path]
    rows = [json.loads(line) for line in call(*ASKED[name], "-f", "jsonl").out.splitlines()]
    header, *found = next(iter(sheets(path).values()))
    assert len(found) == len(rows)
    for row, cells in zip(rows, found, strict=True):
        for column, cell in zip(header, cells, strict=True):
            value = row.get(column)
            if isinstance(value, int | float):
                assert cell == pytest.approx(value), column
            elif isinstance(value, str) and cell != value:
                assert str(cell) == f"{value} 00:00:00", column


def test_the_sheet_about_says_what_was_asked_of_which_graph_and_names_the_sources(
    call: Any, workspace: Path
) -> None:
    path = workspace / "x.xlsx"
    asked = ["said", "--store", workspace, "--until", "2026", "--mode", "mixed", "--mode", "reported-belief"]
    ran = call(*asked, "-n", "1", "-o", path)
    assert ran.code == 0, ran.err
    about = sheets(path)["About"]
    told = [(row[0], row[1]) for row in about]
    assert ("Question", "Who said what about what") in told
    assert ("Condition: until", "2026") in told and ("Condition: mode", "mixed, reported-belief") in told
    graph = dict(told)["Graph"]
    assert str(workspace) in graph
    assert " 1 of " in f" {dict(told)['Rows']}" and dict(told)["Written by"].startswith("kg ")
    (source,) = [row for row in about if row[0] == "Source"]
    assert source[1:3] == ["Market Street plan before the council", "2025-03-14"]


@pytest.mark.parametrize("name", ["positions", "congruence", "centrality"])
def test_sources_are_found_behind_rows_that_do_not_name_them(name: str, tmp_path: Path) -> None:
    with kg.open() as graph:
        found: Any = graph.positions() if name == "positions" else graph.network(draws=0)
        if name == "centrality":
            found = graph.network.centrality(draws=0)
        titles = {row["source_label"] for row in graph.ask("sources")}
        path = found.xlsx(tmp_path / "x.xlsx")
    assert {row[1] for row in sheets(path)["About"] if row[0] == "Source"} == titles


def test_python_and_the_command_line_write_the_same_bytes(call: Any, tmp_path: Path) -> None:
    call("said", "--about", "tariffs", "-o", "a.xlsx")
    call("network", "communities", "--draws", "40", "-o", "b.xlsx")
    call("network", "phases", "--window", "months", "-o", "c.xlsx")
    with kg.open() as graph:
        found = (
            graph.said(about="tariffs"),
            graph.network.communities(draws=40),
            graph.network.phases(window="months"),
        )
        for name, each in zip("abc", found, strict=True):
            twin = each.xlsx(tmp_path / f"{name}-twin.xlsx")
            assert (tmp_path / f"{name}.xlsx").read_bytes() == twin.read_bytes(), name


def test_a_workbook_is_not_written_to_a_terminal(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for command in (["said"], ["network", "two-mode"], ["query", "ASK {}"]):
        ran = call(*command, "-f", "xlsx")
        assert (ran.code, ran.out) == (2, "") and "-o FILE" in ran.err


def test_a_workbook_can_go_through_a_pipe(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.cli.main import run

    monkeypatch.chdir(tmp_path)
    assert run(["said", "-f", "xlsx"]) == 0
    piped = capfdbinary.readouterr().out
    assert run(["said", "-o", "x.xlsx"]) == 0
    assert piped == Path("x.xlsx").read_bytes()
