"""The measures as rows: their results for a town of two camps, in every format and without ties."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.networks.sweeps import Sweeps, shared
from tests.profiles import THOROUGH

COMMANDS = (
    "centrality",
    "communities",
    "backbone",
    "backbone --method nested",
    "backbone --method penalised",
    "backbone --method fixed --issues 2",
    "polarisation",
    "polarisation --window months",
    "phases",
    "scaling",
    "scaling --method correspondence",
    "sweep",
    "sweep --table groups",
    "sweep --table choices",
    "sweep --table settings",
)


@pytest.fixture(scope="module", autouse=True)
def sweeps() -> Iterator[Sweeps]:
    """All tests here look at the same few sweeps."""
    with shared() as made:
        yield made


@pytest.fixture(scope="module")
def known() -> dict[tuple[object, ...], Any]:
    """What each command printed, so that none runs twice."""
    return {}


@pytest.fixture
def ask_anew(call: Any, town: Path) -> Callable[..., Any]:
    """Run a command on the graph of the town."""
    return lambda command, *more: call("network", *command.split(), *more, "--store", town)


@pytest.fixture
def ask(ask_anew: Callable[..., Any], known: dict[tuple[object, ...], Any]) -> Callable[..., Any]:
    """Run a command on the graph of the town, or give what it printed before."""

    def asked(*command: object) -> Any:
        if command not in known:
            known[command] = ask_anew(*command)
        return known[command]

    return asked


@pytest.mark.parametrize("command", COMMANDS)
def test_every_format_holds_the_same_rows(ask: Any, read: Any, command: str) -> None:
    rows = read(ask(command, "-f", "csv").out)
    lines = json.loads(ask(command, "-f", "json").out)
    assert [list(line) for line in lines] == [list(row) for row in rows]
    for line, row in zip(lines, rows, strict=True):
        for key, value in line.items():
            if isinstance(value, float | int) and not isinstance(value, bool):
                assert float(row[key]) == value
    if command in ("centrality", "sweep --table settings"):
        assert [json.loads(line) for line in ask(command, "-f", "jsonl").out.splitlines()] == lines
        assert len(ask(command, "-f", "md").out.splitlines()) == len(rows) + 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_fits_80_columns_and_breaks_no_number_and_no_day(ask: Any, command: str) -> None:
    lines = ask(command).out.splitlines()
    assert max(map(len, lines[1:])) <= 80
    for day in re.findall(r"\b20\d\d-\S*", "\n".join(lines[1:])):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)


@pytest.mark.parametrize("command", COMMANDS if THOROUGH else COMMANDS[::2])
def test_the_same_seed_gives_the_same_bytes(ask: Any, ask_anew: Any, sweeps: Sweeps, command: str) -> None:
    before = ask(command)
    sweeps.round = 1
    try:
        assert ask_anew(command) == before
    finally:
        sweeps.round = 0


@pytest.mark.parametrize(
    "command, who",
    [
        *((command, "nobody then") for command in COMMANDS),
        *((command, "one actor") for command in (COMMANDS if THOROUGH else COMMANDS[::3])),
    ],
)
def test_without_ties_the_answer_is_empty_or_says_why(ask: Any, command: str, who: str) -> None:
    ran = ask(command, *(("--since", "2030") if who == "nobody then" else ("--by", "eve")))
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert re.search(
        r"Nothing found; looked at \d+ readings?\.|no camps|Only one state|not separate the actors|No axis",
        ran.err,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_notes_are_sentences(ask: Any, command: str) -> None:
    for note in ask(command).err.splitlines():
        assert re.match(r"[A-Z0-9]", note) and note.endswith("."), note
        assert not re.search(r"\b1 (readings|statements|sources|ties|actors|windows|states|nodes)\b", note)


def test_strength_is_the_sum_of_the_weights_of_a_node(ask: Any, read: Any, spoken: Any, formula: Any) -> None:
    sums: dict[str, float] = {}
    ties = formula(spoken)
    for pair, weight in ties.items():
        for name in pair:
            sums[name] = sums.get(name, 0.0) + weight
    rows = read(ask("centrality", "-f", "csv").out)
    assert {row["label"]: float(row["strength"]) for row in rows} == sums
    ends = [name for pair in ties for name in pair]
    degrees = {name: ends.count(name) / (len(sums) - 1) for name in sums}
    assert {row["label"]: float(row["degree"]) for row in rows} == pytest.approx(degrees)


def test_centrality_of_conflict_differs(ask: Any) -> None:
    assert ask("centrality", "-f", "csv").out != ask("centrality --kind conflict", "-f", "csv").out


def test_communities_are_those_who_agree(ask: Any, read: Any) -> None:
    groups: dict[str, set[str]] = {}
    for row in read(ask("communities --exclude issue=bridge", "-f", "csv").out):
        groups.setdefault(row["group"], set()).add(row["label"][:3].strip().lower())
    assert sorted(map(sorted, groups.values())) == [["ann", "bo"], ["cem", "dee"]]


def test_the_disparity_filter_gives_each_tie_its_chance(
    ask: Any, read: Any, spoken: Any, formula: Any
) -> None:
    ties = formula(spoken, "conflict")

    def chance(name: str, weight: float) -> float:
        own = [w for pair, w in ties.items() if name in pair]
        return float((1 - weight / sum(own)) ** (len(own) - 1)) if len(own) > 1 else 1.0

    wanted = {pair: min(chance(name, weight) for name in pair) for pair, weight in ties.items()}
    rows = read(ask("backbone --kind conflict --alpha 0.4", "-f", "csv").out)
    found = {tuple(sorted((row["a_label"], row["b_label"]))): row for row in rows}
    assert {pair: float(row["alpha"]) for pair, row in found.items()} == pytest.approx(wanted)
    assert {pair for pair, row in found.items() if row["kept"] == "true"} == {
        pair for pair, value in wanted.items() if value < 0.4
    }


def test_the_nested_backbone_drops_every_issue_once_and_those_without_ties_first(ask: Any, read: Any) -> None:
    rows = read(ask("backbone --method nested", "-f", "csv").out)
    assert [int(row["step"]) for row in rows] == [1, 2, 3, 4, 5]
    assert {row["issue"] for row in rows[:2]} == {"A zoo", "Trust"}  # nobody agrees on either
    assert [float(row["loss"]) for row in rows[:2]] == [0, 0]


def test_a_fixed_backbone_has_as_many_issues_as_asked_for(ask: Any, read: Any) -> None:
    rows = read(ask("backbone --method fixed --issues 2", "-f", "csv").out)
    parts = [row["part"] for row in rows]
    assert (parts.count("backbone"), parts.count("redundant")) == (2, 3)
    assert {"A zoo", "Trust"} <= {row["issue"] for row in rows if row["part"] == "redundant"}


def test_the_two_camps_are_found(ask: Any, read: Any) -> None:
    (row,) = read(ask("polarisation --exclude issue=bridge", "-f", "csv").out)
    assert (row["camp 1"], row["camp 2"]) == ("Ann Berg | Bo Berg", "Cem Berg | Dee Berg")
    assert (float(row["agreement_within"]), float(row["conflict_between"])) == (1, 1)


def test_polarisation_has_a_row_for_each_window(ask: Any, read: Any) -> None:
    rows = read(ask("polarisation --window months", "-f", "csv").out)
    assert [row["start"] for row in rows] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert (rows[0]["camp 1"], rows[0]["camp 2"]) == ("Ann Berg | Bo Berg", "Cem Berg | Dee Berg")


def test_more_camps_are_as_many_columns(ask: Any, read: Any) -> None:
    assert "camp 3" in read(ask("polarisation --groups 3 --draws 0", "-f", "csv").out)[0]


def test_phases_have_a_state_for_each_window(ask: Any, read: Any) -> None:
    rows = read(ask("phases --window weeks --kind conflict", "-f", "csv").out)
    assert [row["start"] for row in rows][:2] == ["2025-01-06", "2025-01-13"]
    assert rows[0]["state"] == "1"
    changed = [row["changed"] == "true" for row in rows]
    states = [row["state"] for row in rows]
    assert changed == [n > 0 and states[n] != states[n - 1] for n in range(len(rows))]


def test_without_windows_phases_are_of_months(ask: Any) -> None:
    assert ask("phases", "-f", "csv").out == ask("phases --window months", "-f", "csv").out


@pytest.mark.parametrize("anchor", ["ann", "Cem Berg", "person/dee"])
@pytest.mark.parametrize("method", ["ideal-point", "correspondence"])
def test_the_anchor_is_on_the_positive_side(ask: Any, read: Any, anchor: str, method: str) -> None:
    rows = read(ask(f"scaling --method {method}", "--anchor", anchor, "-f", "csv").out)
    name = {"ann": "Ann Berg", "person/dee": "Dee Berg"}.get(anchor, anchor)
    where = {row.get("actor", row.get("label")): row.get("position", row.get("axis 1")) for row in rows}
    assert float(where[name]) > 0


def test_scaling_separates_the_camps(ask: Any, read: Any) -> None:
    rows = read(ask("scaling --anchor ann", "-f", "csv").out)
    where = {row["actor"][:3].strip(): float(row["position"]) for row in rows if row["position"]}
    assert min(where["Ann"], where["Bo"]) > max(where["Cem"], where["Dee"])


def test_poles_without_supporters_are_not_in_the_plane(ask: Any, read: Any) -> None:
    rows = read(ask("scaling --method correspondence", "-f", "csv").out)
    poles = {row["label"] for row in rows if row["kind"] == "issue"}
    assert poles == {
        "A toll +",
        "A toll -",
        "A ferry +",
        "A ferry -",
        "A bridge +",
        "A zoo +",
        "Trust +",
        "Trust -",
    }


def test_a_sweep_counts_the_settings_in_which_a_tie_is_found(ask: Any, read: Any) -> None:
    settings = read(ask("sweep --table settings", "-f", "csv").out)
    ties = read(ask("sweep", "-f", "csv").out)
    assert {int(row["of"]) for row in ties} == {len(settings)}
    kept = sum(float(row["kept"]) for row in settings) * len(ties)
    assert sum(int(row["found"]) for row in ties) == pytest.approx(kept)
    assert settings[0]["window"] == "whole" and float(settings[0]["kept"]) == 1


def test_a_choice_keeps_the_mean_of_its_settings(ask: Any, read: Any) -> None:
    settings = read(ask("sweep --table settings", "-f", "csv").out)
    for row in read(ask("sweep --table choices", "-f", "csv").out):
        kept = [float(each["kept"]) for each in settings if each[row["choice"]] == row["value"]]
        assert float(row["kept"]) == pytest.approx(sum(kept) / len(kept))
