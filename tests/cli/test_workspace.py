"""``kg init``, ``anchor``, ``check``, ``build``: from a text to answers, and what they refuse."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
ROOT = Path(__file__).parents[2]


def digest(folder: Path, *but: str) -> dict[str, str]:
    """Every file of a folder with the sha256 of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in but
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_init_anchor_check_build_said_from_inside_the_folder(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first steps of a new user, with the store on disk, as printed by ``kg init``."""
    ran = call("init", "topic")
    assert ran.code == 0
    assert sorted(ran.out.splitlines()) == sorted(
        str(path.relative_to(tmp_path)) for path in (tmp_path / "topic").rglob("*") if path.is_file()
    )
    assert ran.err.startswith("Next: cd topic && kg anchor ")
    monkeypatch.chdir(tmp_path / "topic")
    assert call("check").code == 1
    assert call("anchor", SHEET, "--texts", "texts").out.endswith("0 problems; written\n")
    checked = call("check", "--texts", "texts")
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "No problems found.")
    assert "passages and quotes checked in the texts" in checked.out
    assert call("build").out.splitlines() == ["exports/graph.ttl", "exports/graph.nt", "store"]
    assert (tmp_path / "topic" / "store" / "store.json").is_file()
    said = call("said", "--about", "traffic", "-f", "jsonl")
    assert (said.code, said.err) == (0, "traffic: Traffic in Millbrook (issue/traffic)\n")
    assert {json.loads(line)["speaker_label"] for line in said.out.splitlines()} == {
        "Ada Brook",
        "Tom Hill",
        "Shopkeepers",
    }


def test_a_workspace_is_queried_from_a_folder_below_it_and_by_name_from_elsewhere(
    call: Any, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = call("said", "--store", "topic", "-f", "csv").out
    assert "Tom Hill" in elsewhere
    assert call("said", "--store", "topic/store", "-f", "csv").out == elsewhere
    monkeypatch.chdir(workspace / "sources")
    assert call("said", "-f", "csv").out == elsewhere


def test_init_does_not_change_a_folder_that_is_not_empty(call: Any, workspace: Path) -> None:
    before = digest(workspace)
    ran = call("init", "topic")
    assert (ran.code, ran.out) == (2, "")
    assert "not an empty folder" in ran.err
    assert digest(workspace) == before


def test_an_unbuilt_workspace_says_which_command_builds_it(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("init", "topic")
    monkeypatch.chdir(tmp_path / "topic")
    ran = call("said")
    assert (ran.code, ran.out) == (2, "")
    assert "has not been built" in ran.err
    assert "kg build" in ran.err


@pytest.mark.parametrize("command", ["build", "check"])
def test_without_a_workspace_a_hint_says_how_to_create_one(call: Any, command: str) -> None:
    ran = call(command)
    assert (ran.code, ran.out) == (2, "")
    assert "no kg.toml in this folder or any folder above" in ran.err
    assert "kg init" in ran.err


def test_anchor_needs_to_know_which_text(call: Any, workspace: Path) -> None:
    assert call("anchor", f"topic/{SHEET}").code == 2
    assert call("anchor", f"topic/{SHEET}", "--text", "none.txt").code == 2
    assert call("anchor", "none.yaml", "--text", f"topic/{TEXT}").code == 2
    assert call("anchor", f"topic/{SHEET}", "--texts", "topic/sources").code == 2


def test_anchor_writes_nothing_if_one_quote_is_not_in_the_text_and_exits_1(
    call: Any, workspace: Path
) -> None:
    sheet = workspace / SHEET
    edit(sheet, "- a gift to the shopping centre", "- a gift for the shopping centre")
    before = sheet.read_bytes()
    ran = call("anchor", sheet, "--text", workspace / TEXT)
    assert ran.code == 1
    assert f"{sheet}:" in ran.out
    assert "not written" in ran.out or "unchanged" in ran.out
    assert sheet.read_bytes() == before


def test_anchor_on_an_anchored_sheet_changes_no_byte(call: Any, workspace: Path) -> None:
    before = (workspace / SHEET).read_bytes()
    assert call("anchor", workspace / SHEET, "--text", workspace / TEXT).code == 0
    assert (workspace / SHEET).read_bytes() == before


def test_dry_run_writes_nothing(call: Any, tmp_path: Path) -> None:
    call("init", "topic")
    before = digest(tmp_path / "topic")
    ran = call("anchor", f"topic/{SHEET}", "--text", f"topic/{TEXT}", "--dry-run")
    assert "not written" in ran.out
    assert digest(tmp_path / "topic") == before


def test_check_without_texts_says_how_many_anchors_it_could_not_check(call: Any, workspace: Path) -> None:
    ran = call("check", workspace)
    assert ran.code == 0
    assert "8 passages and quotes could not be checked: no text for gazette-2025-03-14" in ran.out
    assert call("check", workspace, "--strict").code == 1


def test_check_finds_a_quote_that_stands_in_another_source(call: Any, workspace: Path) -> None:
    """The message names the text that does contain the words."""
    other = "Ada Brook wrote a second time: nothing of the kind was ever promised to anybody."
    (workspace / "texts" / "letter.txt").write_text(other, encoding="utf-8")
    (workspace / "sources" / "letter.yaml").write_text(
        "source: {name: A letter, authors: [ada-brook], published: 2025-03-15}\n"
        "coding: {coder: me, on: 2025-03-20}\n"
        "narrated:\n"
        "  - {id: wrote, text: She wrote again., find: Ada Brook wrote a second time}\n",
        encoding="utf-8",
    )
    assert call("anchor", workspace / "sources/letter.yaml", "--texts", workspace / "texts").code == 0
    edit(workspace / SHEET, "- a gift to the shopping centre", "- nothing of the kind was eve")
    ran = call("check", workspace, "--texts", workspace / "texts")
    assert ran.code == 1
    found = [line for line in ran.out.splitlines() if "nothing of the kind" in line]
    assert len(found) == 1
    assert found[0].startswith(f"{workspace / SHEET}:")
    assert "letter" in found[0]


def test_check_finds_a_text_that_was_changed_after_anchoring(call: Any, workspace: Path) -> None:
    (workspace / TEXT).write_text("Something else altogether.\n", encoding="utf-8")
    ran = call("check", workspace, "--texts", workspace / "texts")
    assert ran.code == 1
    assert "is not the text that the sheet was anchored in" in ran.out


def test_check_shows_and_counts_notes_and_exits_0(call: Any, workspace: Path) -> None:
    """A note is about something that may be correct; kg build does not print it."""
    edit(workspace / "places.yaml", "places:\n", "places:\n  vale: {name: The vale}\n")
    ran = call("check", workspace)
    assert ran.code == 0
    assert f"{workspace / 'places.yaml'}:4: note: place/vale is not used\n" in ran.out
    assert ran.out.endswith("No problems found; 1 note to look at.\n")
    assert call("build", workspace).code == 0


def test_check_distinguishes_problems_from_notes(call: Any, workspace: Path) -> None:
    edit(workspace / SHEET, "when: {day: 2025-03-13", "when: {day: 2025-03-12")
    edit(workspace / SHEET, "by: tom-hill", "by: tom-hil")
    ran = call("check", workspace)
    assert ran.code == 1
    assert ": note: 2025-03-12 is a Wednesday, but the text says Thursday\n" in ran.out
    assert ran.out.endswith("1 problem found; 1 note to look at.\n")


@pytest.mark.parametrize("command", ["check", "build"])
def test_one_text_in_two_sheets_is_reported_by_both_commands(
    call: Any, workspace: Path, command: str
) -> None:
    shutil.copy(workspace / SHEET, workspace / "sources" / "twin.yaml")
    ran = call(command, workspace)
    assert ran.code == {"check": 1, "build": 2}[command]
    shown = ran.out + ran.err
    assert f"{workspace / SHEET}:12: the text of gazette-2025-03-14 is also coded at " in shown
    assert f"{workspace / 'sources/twin.yaml'}:12: the text of twin is also coded at " in shown


def test_check_lists_problems_in_the_order_of_lines(call: Any, workspace: Path) -> None:
    text = (workspace / SHEET).read_text(encoding="utf-8")
    (workspace / SHEET).write_text(
        text.replace("car-free-market-street", "car-fre-market-street"), encoding="utf-8"
    )
    ran = call("check", workspace)
    lines = [int(line.split(":")[1]) for line in ran.out.splitlines() if line.startswith(str(workspace))]
    assert ran.code == 1
    assert len(lines) > 2
    assert lines == sorted(lines)


def test_check_reports_a_cycle_as_a_finding_and_goes_on(call: Any, workspace: Path) -> None:
    edit(workspace / "issues.yaml", "kind: topic", "kind: topic\n    broader: [car-free-market-street]")
    edit(workspace / SHEET, "by: tom-hill", "by: tom-hil")
    ran = call("check", workspace)
    assert ran.code == 1
    assert "is broader than itself" in ran.out
    assert "'tom-hil'" in ran.out


def test_a_sheet_with_a_problem_changes_nothing_that_was_built(call: Any, workspace: Path) -> None:
    edit(workspace / SHEET, "by: tom-hill", "by: tom-hil")
    before = digest(workspace)
    ran = call("build", workspace)
    assert (ran.code, ran.out) == (2, "")
    assert f"{workspace / SHEET}:" in ran.err
    assert digest(workspace) == before


def test_a_store_in_use_leaves_the_files_so_that_answers_stay_known_to_be_stale(
    call: Any, workspace: Path
) -> None:
    from kg.store.draft import writing

    edit(workspace / "actors.yaml", "name: Tom Hill", "name: Thomas Hill")
    before = digest(workspace, "store")
    with writing(workspace / "store", replace=True):
        ran = call("build", workspace)
    assert ran.code == 2
    assert digest(workspace, "store") == before


def test_build_check_exits_0_when_fresh_and_1_when_stale(call: Any, workspace: Path) -> None:
    assert call("build", workspace, "--check") == (0, "", "")
    edit(workspace / "actors.yaml", "name: Tom Hill", "name: Thomas Hill")
    before = digest(workspace)
    ran = call("build", workspace, "--check")
    assert ran.code == 1
    assert [line.split(": ")[0] for line in ran.out.splitlines()] == [
        str(workspace / "exports" / "graph.ttl"),
        str(workspace / "exports" / "graph.nt"),
        str(workspace / "store"),
    ]
    assert digest(workspace) == before


def test_build_check_reports_a_missing_store(call: Any, workspace: Path) -> None:
    shutil.rmtree(workspace / "store")
    ran = call("build", workspace, "--check")
    assert (ran.code, ran.out) == (
        1,
        f"{workspace / 'store'}: has not been built; run: kg build {workspace}\n",
    )


def test_answers_from_older_sheets_come_with_a_note_on_stderr(call: Any, workspace: Path) -> None:
    assert call("said", "--store", workspace, "-f", "csv").err == ""
    later = (workspace / "exports" / "graph.nt").stat().st_mtime + 10
    os.utime(workspace / SHEET, (later, later))
    ran = call("said", "--store", workspace, "-f", "csv")
    assert ran.err.startswith("Note: The sheets are newer than the graph; to update it, run kg build ")
    assert "newer" not in ran.out
    os.utime(workspace / SHEET, (0, 0))
    assert call("said", "--store", workspace, "-f", "csv").err == ""


def test_two_builds_give_the_same_bytes(call: Any, workspace: Path) -> None:
    before = digest(workspace / "exports")
    assert call("build", workspace).code == 0
    assert digest(workspace / "exports") == before


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_hash_seed_folder_and_times_of_files_change_no_byte(
    workspace: Path, tmp_path: Path, seed: str
) -> None:
    before = digest(workspace / "exports")
    for number, path in enumerate(sorted(workspace.rglob("*.yaml"), reverse=seed == "1")):
        os.utime(path, (number, number))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    where, folder = (workspace / "sources", []) if seed == "1" else (tmp_path, ["topic"])
    subprocess.run(
        [sys.executable, "-m", "kg", "build", *folder], cwd=where, env=env, check=True, capture_output=True
    )
    assert digest(workspace / "exports") == before


def test_the_bundled_graph_is_what_its_sheets_make(call: Any) -> None:
    assert call("build", ROOT / "data", "--check") == (0, "", "")


Change = Callable[[Path], None]


@pytest.fixture
def corrected(call: Any, workspace: Path) -> Path:
    """A workspace with a corrected statement, a retracted one and a corrected reading."""
    sheet = workspace / SHEET
    place = sheet.read_text(encoding="utf-8").partition("id: hill-against")[2]
    at, sha256, quote_at = (
        place.partition(f"    {key}: ")[2].partition("\n")[0] for key in ("at", "sha256", "quote_at")
    )
    edit(
        sheet,
        "\nnarrated:",
        f"""
  - id: hill-corrected
    revises: hill-against
    by: tom-hill
    mode: mixed
    quotes: [a gift to the shopping centre]
    text: The plan is "a gift to the shopping centre".
    cue: called
    at: {at}
    sha256: {sha256}
    quote_at: {quote_at}
    about:
      - {{on: car-free-market-street, stance: unclear, confidence: low, why: A gift may be welcome.}}

narrated:""",
    )
    edit(sheet, "    cue: fear\n", "    cue: fear\n    retracted: {at: 2025-04-01, why: Nobody was asked.}\n")
    edit(
        sheet,
        "      - on: car-free-market-street\n",
        "      - id: first\n        on: car-free-market-street\n",
    )
    edit(
        sheet,
        "    roles:\n",
        "      - {revises: first, on: car-free-market-street, stance: mixed, confidence: low, why: Again.}\n"
        "    roles:\n",
    )
    assert call("check", workspace, "--texts", workspace / "texts").code == 0
    assert call("build", workspace).code == 0
    return workspace


def test_corrected_and_retracted_statements_are_not_shown(call: Any, corrected: Path) -> None:
    rows = [json.loads(line) for line in call("said", "--store", corrected, "-f", "jsonl").out.splitlines()]
    assert {(row["speaker_label"], row["text"]) for row in rows} == {
        ("Ada Brook", 'Cars should be kept out of Market Street; "people come here to meet, not to park".'),
        ("Tom Hill", 'The plan is "a gift to the shopping centre".'),
    }
    stances = {row["speaker_label"]: [target["stance"] for target in row["about"]] for row in rows}
    assert stances == {"Ada Brook": ["mixed"], "Tom Hill": ["unclear"]}


def test_all_versions_includes_it_with_its_status(call: Any, corrected: Path) -> None:
    out = call("said", "--store", corrected, "--all-versions", "-f", "jsonl").out
    rows = {(row["speaker_label"], row["status"]): row for row in map(json.loads, out.splitlines())}
    assert set(rows) == {
        ("Ada Brook", "current"),
        ("Tom Hill", "current"),
        ("Tom Hill", "superseded"),
        ("Shopkeepers", "retracted"),
    }
    assert rows["Tom Hill", "superseded"]["superseded_by"] == rows["Tom Hill", "current"]["id"]
    assert rows["Shopkeepers", "retracted"]["retraction_reason"] == "Nobody was asked."
    assert rows["Shopkeepers", "retracted"]["retracted_at"].startswith("2025-04-01")
    listing = call("said", "--store", corrected, "--all-versions").out
    assert "[superseded]" in listing
    assert "[retracted]" in listing


def test_positions_leave_it_out_and_explain_says_why(call: Any, corrected: Path) -> None:
    rows = json.loads(call("positions", "--store", corrected, "-f", "json").out)
    assert {(row["holder_label"], row["stance"]) for row in rows} == {
        ("Ada Brook", "mixed"),
        ("Tom Hill", "unclear"),
    }
    why = " ".join(call("explain", "shopkeepers", "car-free-market-street", "--store", corrected).out.split())
    assert "was retracted on 2025-04-01 (reason: Nobody was asked)." in why


def test_a_retracted_statement_stays_in_the_graph(corrected: Path) -> None:
    graph = (corrected / "exports" / "graph.nt").read_text(encoding="utf-8")
    assert graph.count("ns/prov#wasRevisionOf>") == 2
    assert graph.count("ns/prov#invalidatedAtTime>") == 1
    assert graph.count("wsw/ns#retractionReason>") == 1
