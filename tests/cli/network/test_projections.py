"""A network command writes the ties of the formula, under every option and in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

KINDS = ("congruence", "conflict", "subtract", "cooccurrence")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", ["actors", "issues"])
def test_the_weight_of_a_tie_follows_the_formula(
    call: Any, town: Path, spoken: Any, formula: Any, weights: Any, *, kind: str, of: str
) -> None:
    ran = call("network", kind, "--of", of, "--store", town, "-f", "csv", "--draws", 0)
    assert weights(ran.out) == formula(spoken, kind, "who" if of == "actors" else "target")


def test_a_two_mode_tie_weighs_its_readings_of_one_stance(
    call: Any, town: Path, spoken: Any, read: Any
) -> None:
    rows = read(call("network", "two-mode", "--store", town, "-f", "csv", "--draws", 0).out)
    made = {(row["a_label"].split()[0].lower(), row["stance"], float(row["weight"])) for row in rows}
    assert len(rows) == len({(said.who, said.target, said.value) for said in spoken})
    assert ("ann", "support", 2.0) in made and ("dee", "unclear", 1.0) in made


def test_average_divides_by_the_mean_activity(
    call: Any, town: Path, spoken: Any, formula: Any, weights: Any
) -> None:
    activity: dict[str, int] = {}
    for said in spoken:
        if said.score:
            name = f"{said.who.capitalize()} Berg"
            activity[name] = activity.get(name, 0) + 1
    wanted = {
        (a, b): weight / ((activity[a] + activity[b]) / 2) for (a, b), weight in formula(spoken).items()
    }
    ran = call(
        "network", "congruence", "--normalization", "average", "--store", town, "-f", "csv", "--draws", 0
    )
    assert weights(ran.out) == pytest.approx(wanted)


SELECTIONS = {
    "--by ann --by bo": lambda said: said.who in ("ann", "bo"),
    "--about toll": lambda said: said.target == "toll",
    "--about Traffic": lambda said: said.target in ("toll", "ferry", "bridge"),
    "--source gazette": lambda said: said.source == "gazette",
    "--stance support": lambda said: said.value == "support",
    "--since 2025-02": lambda said: said.day is not None and said.day >= "2025-02-01",
    "--until 2025-01-12": lambda said: said.day is not None and said.day <= "2025-01-12",
    "--include actor=cem --include issue=toll": lambda said: said.who == "cem" and said.target == "toll",
    "--include reading.confidence=high": None,
    "--exclude issue-kind=condition": lambda said: said.target != "trust",
    "--exclude actor=Ann": lambda said: said.who != "ann",
    "--no-evaluations": lambda said: said.value not in ("positive", "negative"),
}


@pytest.mark.parametrize("options", SELECTIONS)
def test_a_selection_reaches_the_network(
    call: Any, town: Path, spoken: Any, formula: Any, weights: Any, options: str
) -> None:
    fits = SELECTIONS[options]
    chosen = [said for n, said in enumerate(spoken) if (fits(said) if fits is not None else n % 2)]
    ran = call("network", "congruence", *options.split(), "--store", town, "-f", "csv", "--draws", 0)
    assert ran.code == 0
    assert weights(ran.out) == formula(chosen)


def test_neutral_between_counts_half_with_either_side(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    ran = call("network", "congruence", "--neutral", "between", "--store", town, "-f", "csv", "--draws", 0)
    bridge = {("Ann Berg", "Bo Berg"): 0.5, ("Bo Berg", "Cem Berg"): 0.5}
    base = formula(spoken)
    assert weights(ran.out) == base | {key: base.get(key, 0) + half for key, half in bridge.items()}


def test_unclear_between_counts_half_with_either_side(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    ran = call("network", "congruence", "--unclear", "between", "--store", town, "-f", "csv", "--draws", 0)
    base = formula(spoken)
    assert weights(ran.out) == base | {
        ("Ann Berg", "Dee Berg"): 0.5,
        ("Cem Berg", "Dee Berg"): base["Cem Berg", "Dee Berg"] + 0.5,
    }


def test_duplicates_by_source_count_a_repetition_once(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    ran = call("network", "congruence", "--duplicates", "source", "--store", town, "-f", "csv", "--draws", 0)
    once = {(said.who, said.source, said.target, said.value): said for said in spoken}
    assert weights(ran.out) == formula(once.values()) != formula(spoken)


def test_the_top_level_counts_statements_under_their_topic(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    ran = call("network", "cooccurrence", "--level", "top", "--store", town, "-f", "csv", "--draws", 0)
    traffic = ("toll", "ferry", "bridge")
    gathered = [said._replace(target="traffic") if said.target in traffic else said for said in spoken]
    assert weights(ran.out) == formula(gathered, "cooccurrence")


def test_nobody_disagrees_about_a_topic(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    """Proposals below the topic stay separate; statements on the topic itself are counted and named."""
    ran = call("network", "conflict", "--level", "top", "--store", town, "-f", "csv", "--draws", 0)
    assert weights(ran.out) == formula(spoken, "conflict")
    assert (
        "12 readings toward 3 issues stay at the issue as coded because no direction leads to a broader "
        "proposal: A bridge, A ferry, A toll." in " ".join(ran.err.split())
    )


@pytest.mark.parametrize(
    ("option", "fits"),
    [
        ("--min-edge", lambda row, n: int(row["statements"]) >= n),
        # Bo and Dee have said three things each, of which one is neutral or unclear.
        ("--min-node", lambda row, n: (row["a_label"], row["b_label"]) == ("Ann Berg", "Cem Berg")),
    ],
)
def test_a_minimum_number_of_statements_leaves_ties_out(
    call: Any, town: Path, read: Any, option: str, fits: Any
) -> None:
    asked = ("network", "conflict", "--store", town, "-f", "csv", "--draws", 0)
    every = read(call(*asked).out)
    left = read(call(*asked, option, 5 if option == "--min-edge" else 3).out)
    kept = {row["id"] for row in every if fits(row, 5)}
    assert {row["id"] for row in left} == kept and 0 < len(kept) < len(every)


def test_isolates_keep_nodes_without_a_tie(call: Any, town: Path, read: Any) -> None:
    asked = ("network", "congruence", "--store", town, "-f", "nodes")
    without, kept = ({row["label"] for row in read(call(*asked, *o).out)} for o in ((), ("--isolates",)))
    assert kept - without == {"Eve Berg"}


def test_a_party_counts_statements_of_its_members_and_the_notes_say_who_is_left_out(
    call: Any, town: Path, weights: Any
) -> None:
    ran = call(
        *("network", "conflict", "--whose", "party", "--affiliation", "dated"),
        *("--store", town, "-f", "csv", "--draws", 0),
    )
    # Cem is of the Blue Party from March on: trust divides it from Ann's, and nothing else said then does.
    assert weights(ran.out) == {("Blue Party", "Red Party"): 1.0}
    assert "6 of 16 readings are left out, because the party of the speaker at the time is unknown" in ran.err
    assert "Dee Berg" in ran.err and "Ann Berg" not in ran.err


def test_each_window_holds_the_ties_of_its_days(
    call: Any, town: Path, spoken: Any, formula: Any, read: Any
) -> None:
    ran = call("network", "conflict", "--window", "months", "--store", town, "-f", "csv")
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for row in read(ran.out):
        pair = tuple(sorted((row["a_label"], row["b_label"])))
        found.setdefault(row["start"][:7], {})[pair] = float(row["weight"])
    wanted = {
        month: formula([said for said in spoken if (said.day or "").startswith(month)], "conflict")
        for month in ("2025-01", "2025-02", "2025-03")
    }
    assert found == {month: ties for month, ties in wanted.items() if ties}
    assert "1 of 14 readings is in no window" in ran.err


def test_a_kernel_counts_the_day_in_the_middle_most(call: Any, town: Path, read: Any) -> None:
    ran = call(
        *("network", "congruence", "--about", "toll", "--by", "ann", "--by", "bo", "--window", "days"),
        *("--size", 5, "--kernel", "triangular", "--store", town, "-f", "csv"),
    )
    heaviest = max(read(ran.out), key=lambda row: float(row["weight"]))
    assert heaviest["middle"] in ("2025-01-10", "2025-01-11")
    assert float(heaviest["weight"]) < 1


def test_every_format_holds_the_same_ties(
    call: Any, town: Path, read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("network", "subtract", "--normalization", "average", "--store", town)
    rows = read(call(*asked, "-f", "csv").out)
    by_id = {row["id"]: float(row["weight"]) for row in rows}
    assert {r["id"]: float(r["weight"]) for r in read(call(*asked, "-f", "edges").out)} == by_id
    lines = [json.loads(line) for line in call(*asked, "-f", "jsonl").out.splitlines()]
    assert {line["id"]: line["weight"] for line in lines} == by_id
    linked = json.loads(call(*asked, "-f", "json").out)
    assert {tie["id"]: tie["weight"] for tie in linked["edges"]} == by_id
    call(*asked, "-f", "graphml", "-o", tmp_path / "town.graphml")
    graph = nx.read_graphml(tmp_path / "town.graphml")
    assert sorted(w for *_, w in graph.edges(data="weight")) == pytest.approx(sorted(by_id.values()))
    shown = {(r["a_label"], r["b_label"], f"{float(r['weight']):.3f}") for r in rows}
    table = call(*asked, "-f", "md").out.splitlines()[2:]
    assert {tuple(line.strip("| ").split(" | ")[:3]) for line in table} == shown
    monkeypatch.setenv("COLUMNS", "200")
    text = call(*asked).out.splitlines()[4:]
    assert {tuple(re.split(r"  +", line.strip())[:3]) for line in text} == shown


def test_one_seed_gives_the_same_answer_twice(call: Any, town: Path) -> None:
    asked = ("network", "congruence", "--store", town, "-f", "csv", "--seed")
    first, again, other = (call(*asked, seed).out for seed in (3, 3, 4))
    assert first == again != other


def test_without_draws_there_are_no_intervals(call: Any, town: Path, read: Any) -> None:
    ran = call("network", "congruence", "--store", town, "-f", "csv", "--draws", 0)
    assert not {"low", "high", "survived"} & set(read(ran.out)[0])
    assert "interval" not in ran.err.lower()


def test_a_tie_with_few_statements_gets_no_interval_and_the_note_says_how_many_it_needs(
    call: Any, town: Path, read: Any
) -> None:
    ran = call("network", "congruence", "--store", town, "-f", "csv")
    assert {row["low"] for row in read(ran.out) if int(row["statements"]) < 5} == {""}
    assert "needs at least 5 statements" in ran.err


def test_notes_go_to_standard_error_and_data_to_standard_output(call: Any, town: Path) -> None:
    ran = call("network", "congruence", "--store", town, "-f", "csv")
    assert "unclear reading is left out" in ran.err
    assert ran.out.startswith("rank,a,b,") and "left out" not in ran.out


def test_with_fewer_rows_the_number_of_the_others_is_given(call: Any, town: Path, read: Any) -> None:
    ran = call("network", "conflict", "--store", town, "-f", "csv", "-n", 3)
    assert len(read(ran.out)) == 3
    assert "1 more; -n 0 shows all." in ran.err


@pytest.mark.parametrize("options", [("--since", "2030"), ("--by", "eve"), ("--include", "stance=mixed")])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_found_says_how_many_readings_were_looked_at(
    call: Any, town: Path, kind: str, options: tuple[str, ...]
) -> None:
    ran = call("network", kind, *options, "--store", town)
    assert ran.code == 0
    number = 1 if "--by" in options else 0
    assert f"Nothing found; looked at {number} readings." in ran.err
    assert "0 ties" in ran.out


def test_a_file_is_written_whole_and_named(call: Any, town: Path, tmp_path: Path) -> None:
    ran = call("network", "congruence", "--store", town, "-f", "gexf", "-o", tmp_path / "town.gexf")
    assert ran.code == 0 and ran.out == ""
    assert f"Wrote {tmp_path / 'town.gexf'}" in ran.err
    assert len(nx.read_gexf(tmp_path / "town.gexf")) == 4


def test_stated_dates_leave_undated_statements_out(
    call: Any, town: Path, formula: Any, spoken: Any, weights: Any
) -> None:
    ran = call("network", "congruence", "--dates", "stated", "--store", town, "-f", "csv", "--draws", 0)
    assert weights(ran.out) == formula(said for said in spoken if said.day) != formula(spoken)
    assert "1 of 16 readings is left out by --dates stated" in ran.err
