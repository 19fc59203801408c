"""Each analysis on worlds whose answer is known, and on worlds with nothing in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks.analyses import projections
from kg.networks.analyses.backbone import METHODS as BACKBONES
from kg.networks.analyses.backbone import backbone
from kg.networks.analyses.centrality import centrality
from kg.networks.analyses.communities import communities
from kg.networks.analyses.findings import Findings
from kg.networks.analyses.phases import phases
from kg.networks.analyses.polarisation import polarisation
from kg.networks.analyses.projections import network_ties
from kg.networks.analyses.scaling import METHODS as PLACES
from kg.networks.analyses.scaling import scaling
from kg.networks.analyses.sweep import TABLES, sweep
from kg.networks.certainty.bootstrap import bootstrap
from kg.networks.reading_table import Readings, table
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from tests.networks.sweeps import Sweeps, shared

MONTHS = Windowing()
EVERY: dict[str, Callable[[Readings, Settings], Findings]] = {
    "ties": network_ties,
    "ties by month": lambda r, s: network_ties(r, s, windowing=MONTHS),
    "centrality": lambda r, s: centrality(r, s, draws=40),
    "communities": lambda r, s: communities(r, s, draws=40),
    "camps": lambda r, s: polarisation(r, s, draws=40),
    "camps by month": lambda r, s: polarisation(r, s, windowing=MONTHS),
    "phases": lambda r, s: phases(r, s, MONTHS),
    **{f"backbone {m}": lambda r, s, m=m: backbone(r, s, method=m, size=1) for m in BACKBONES},
    **{f"scaling {m}": lambda r, s, m=m: scaling(r, s, method=m) for m in PLACES},
    **{f"sweep {t}": lambda r, s, t=t: sweep(r, s, table=t) for t in TABLES},
}


def said(rows: Iterable[tuple[Any, ...]]) -> Readings:
    """Readings from tuples of actor, target, value, and maybe day and source."""
    made = []
    for actor, target, value, *more in rows:
        day, source = (*more, None, None)[:2]
        made.append(
            {"actor": f"urn:{actor}", "target": f"urn:{target}", "value": value}
            | {"earliest": day, "latest": day, "source": f"urn:source:{source}"}
        )
    return Readings(table(made))


#: Two camps over six months; in April they begin to fight over the tax, and the toll is forgotten.
FIGHT = said(
    (actor, "toll" if month < 4 else "tax", side, f"2025-{month:02}-{day:02}", f"{month}-{day}")
    for month in range(1, 7)
    for day in (5, 15, 25)
    for actor, side in (
        [("ann", "support"), ("bo", "support"), ("cem", "oppose"), ("dee", "oppose")]
        if month < 4
        else [("ann", "oppose"), ("cem", "oppose"), ("bo", "support"), ("dee", "support")]
    )
)


def with_eve() -> Readings:
    """The fight and one who speaks on the zoo alone, with a note on the readings."""
    frame = pd.concat([FIGHT.frame, said([("eve", "zoo", "support")]).frame], ignore_index=True)
    for column in ("actor", "target", "source", "scheme", "value"):
        frame[column] = frame[column].astype(str).astype("category")
    return Readings(frame, FIGHT.background, FIGHT.scale, ("Something is left out.",))


WORLDS = {
    "nothing": said([]),
    "one actor": said([("ann", "toll", "support", "2025-01-01")]),
    "fight": FIGHT,
    "turned": FIGHT.having(FIGHT.frame.iloc[::-1].reset_index(drop=True)),
    "with eve": with_eve(),
}


@pytest.fixture(scope="module", autouse=True)
def sweeps() -> Iterator[Sweeps]:
    with shared() as made:
        yield made


@cache
def found_by(name: str, world: str) -> Findings:
    """What an analysis makes of a world, with the usual settings."""
    return EVERY[name](WORLDS[world], Settings())


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("world", ["nothing", "one actor"])
def test_an_analysis_of_nothing_is_a_labelled_empty_answer(name: str, world: str) -> None:
    found = found_by(name, world)
    assert found.heading
    assert set(found.shown) <= set(found.table.columns)
    assert not len(found.table) or world != "nothing"


@pytest.mark.parametrize("name", EVERY)
def test_the_columns_for_people_are_there(name: str) -> None:
    found = found_by(name, "fight")
    assert len(found.table) and found.shown
    assert set(found.shown) <= set(found.table.columns)


@pytest.mark.parametrize("name", EVERY)
def test_the_order_of_the_readings_makes_no_difference(name: str) -> None:
    one, other = found_by(name, "fight"), found_by(name, "turned")
    pd.testing.assert_frame_equal(one.table, other.table, rtol=1e-6, atol=1e-9)
    assert (one.heading, one.notes) == (other.heading, other.notes)


def test_an_analysis_keeps_what_was_said_about_the_readings() -> None:
    for name in EVERY:
        assert "Something is left out." in found_by(name, "with eve").notes, name


def test_ties_on_much_rank_above_ties_on_little() -> None:
    rows = [(who, "toll", "support", None, n) for n in range(8) for who in ("ann", "bo")]
    rows += [(who, "tax", "support", None, 99) for who in ("cem", "dee") for _ in range(12)]
    found = network_ties(said(rows), Settings()).table
    assert found["weight"].tolist() == [64.0, 144.0]
    assert found["low"].notna().tolist() == [True, False]


def test_ties_that_the_draws_do_not_follow_stay_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "bootstrap", partial(bootstrap, ties=1))
    found = network_ties(FIGHT, Settings())
    assert len(found.table) == len(found.network.edges()) == 4  # type: ignore[union-attr]
    assert found.table["survived"].notna().tolist() == [True, False, False, False]
    assert set(found.table["why"][1:]) == {"not among the 1 heaviest ties"}


def test_phases_change_when_the_issue_does() -> None:
    found = phases(FIGHT, Settings(), MONTHS).table
    assert found["state"].tolist() == [1, 1, 1, 2, 2, 2]
    assert found["changed"].tolist() == [False, False, False, True, False, False]
    assert found["statements"].tolist() == [12] * 6


def test_camps_follow_the_fight_from_month_to_month() -> None:
    found = polarisation(FIGHT, Settings(), windowing=MONTHS).table
    assert found["camp 1"].tolist()[:3] == [("urn:ann", "urn:bo")] * 3
    assert {frozenset(found.loc[5, "camp 1"]), frozenset(found.loc[5, "camp 2"])} == {
        frozenset({"urn:ann", "urn:cem"}),
        frozenset({"urn:bo", "urn:dee"}),
    }
    assert found["conflict_between"].tolist() == [1.0] * 6


def coins(seed: int) -> Readings:
    """Eight actors who toss a coin each time that they speak on one of six issues."""
    rng = np.random.default_rng(seed)
    return said(
        (f"a{rng.integers(8)}", f"t{rng.integers(6)}", ("support", "oppose")[rng.integers(2)], None, n % 12)
        for n in range(120)
    )


def test_shuffles_distinguish_camps_from_coin_tosses() -> None:
    """The score of coins is as high as those of their shuffles in most worlds, that of a fight never."""
    chances = [polarisation(coins(seed), Settings(), draws=40).table["as_high"].iloc[0] for seed in range(6)]
    assert sum(chance > 0.05 for chance in chances) >= 5
    fight = polarisation(FIGHT.having(FIGHT.frame[FIGHT.frame["target"] == "urn:tax"]), Settings(), draws=40)
    assert fight.table["as_high"].iloc[0] < 0.05
    assert fight.table["chance"].iloc[0] < fight.table["score"].iloc[0]


def test_what_chance_gives_is_shown_and_said() -> None:
    found = polarisation(FIGHT, Settings(), draws=40)
    assert {"chance", "as_high"} <= set(found.shown)
    assert re.search(r"With shuffled stances the mean score is \d\.\d\d", str(found.notes))
    assert not {"chance", "as_high"} & set(polarisation(FIGHT, Settings(), draws=0).shown)


def test_the_interval_of_polarisation_contains_the_score() -> None:
    for seed in range(4):
        row = polarisation(coins(seed), Settings(), draws=80).table.iloc[0]
        assert row["low"] < row["score"] < row["high"]


def test_windows_of_camps_say_what_they_rest_on() -> None:
    found = polarisation(FIGHT, Settings(), windowing=MONTHS)
    assert found.table[["readings", "statements"]].to_numpy().tolist() == [[12, 12]] * 6
    assert "Windows have no intervals." in found.notes


def test_windows_without_any_reading_are_counted_and_not_listed() -> None:
    rows = [(who, "toll", "support", f"2025-{month:02}-05") for who in ("ann", "bo") for month in (1, 4)]
    found = polarisation(said(rows), Settings(), windowing=MONTHS)
    assert [str(day.date()) for day in found.table["start"]] == ["2025-01-01", "2025-04-01"]
    assert "2 windows without any reading left out." in found.notes


@pytest.mark.parametrize(
    "name", ["phases", "scaling correspondence", *(f"backbone {method}" for method in BACKBONES)]
)
def test_what_has_no_intervals_says_so_beside_the_statements(name: str) -> None:
    found = found_by(name, "fight")
    assert any("have no intervals: consider the numbers of statements" in note for note in found.notes)
    assert "statements" in found.shown and (found.table["statements"] > 0).all()


@pytest.mark.parametrize("kind", ["congruence", "subtract", "two-mode"])
def test_a_tie_of_a_backbone_rests_on_the_statements_of_the_tie(kind: str) -> None:
    found = backbone(FIGHT, Settings(kind=kind)).table
    frame = FIGHT.frame
    for a, b, made in found[["a", "b", "statements"]].itertuples(index=False):
        of_both = frame["actor"].isin([a, b]) & (frame["target"].isin([a, b]) | (kind != "two-mode"))
        assert 0 < made <= of_both.sum()
        if kind == "two-mode":
            assert made == of_both.sum()


def test_an_actor_without_readings_on_contested_issues_is_not_listed_and_changes_nothing() -> None:
    found, without = scaling(WORLDS["with eve"], Settings()), scaling(FIGHT, Settings())
    assert found.table.equals(without.table)
    assert "1 actor without any reading on issues with readings on both sides is left out." in found.notes
    anchored = scaling(WORLDS["with eve"], Settings(), anchor="urn:eve")
    assert anchored.table.equals(without.table)
    assert "The anchor urn:eve is one of them and has no effect." in anchored.notes


def test_nothing_is_listed_that_has_no_reading() -> None:
    """Whatever an analysis lists rests on something; windows, which follow upon each other, aside."""
    for name in EVERY:
        table = found_by(name, "with eve").table
        for column in {"readings", "statements"} & set(table.columns):
            assert (table[column] > 0).all(), (name, column)


def test_a_note_says_that_intervals_of_positions_are_those_of_the_model() -> None:
    notes = scaling(FIGHT, Settings()).notes
    assert any(note.startswith("Intervals are those of the model, which takes readings") for note in notes)


def test_found_in_all_is_not_shown_where_nothing_can_remove_a_tie() -> None:
    undated = said([(who, "toll", "support") for who in ("ann", "bo")])
    assert not {"found", "of"} & set(sweep(undated, Settings()).shown)
    assert {"found", "of"} <= set(sweep(undated, Settings(kind="subtract")).shown)
    assert {"found", "of"} <= set(sweep(FIGHT, Settings()).shown)


def test_no_fight_is_one_camp_and_a_note_says_so() -> None:
    found = polarisation(said([(who, "toll", "support") for who in "abc"]), Settings(), draws=0)
    assert found.table["camp 2"].tolist() == [()]
    assert "No division has a higher score than a single camp of all actors." in found.notes


def test_isolates_are_in_no_community() -> None:
    rows = [("ann", "toll", "support"), ("bo", "toll", "support"), ("cem", "tax", "support")]
    found = communities(said(rows), Settings(isolates=True), draws=0).table
    assert found["label"].tolist() == ["urn:ann", "urn:bo"]


def test_too_many_nodes_get_no_interval_and_a_note_says_so() -> None:
    rows = [(f"a{n}", "toll", "support") for n in range(201)]
    found = centrality(said(rows), Settings())
    assert "No intervals for more than 200 nodes (201 here)." in found.notes
    assert "strength_low" not in found.table


def test_two_issues_of_one_name_are_distinguished_in_a_backbone() -> None:
    rows = [(who, target, "support") for who in ("ann", "bo") for target in ("x", "y")]
    made = said(rows)
    made = Readings(made.frame, type(made.background)(labels={"urn:x": "Toll", "urn:y": "Toll"}))
    found = backbone(made, Settings(), method="nested").table
    assert sorted(found["issue"]) == ["Toll (urn:x)", "Toll (urn:y)"]


@pytest.mark.parametrize("method", PLACES)
def test_an_anchor_that_did_not_speak_is_refused(method: str) -> None:
    with pytest.raises(QuestionError, match="the anchor 'urn:zed' is not among the actors"):
        scaling(FIGHT, Settings(), method=method, anchor="urn:zed")


@pytest.mark.parametrize(
    ("analyse", "word"),
    [
        (lambda: backbone(FIGHT, Settings(), method="best"), "unknown kind of backbone 'best'"),
        (lambda: scaling(FIGHT, Settings(), method="best"), "unknown method 'best'"),
    ],
)
def test_an_unknown_method_is_refused_with_those_there_are(analyse: Any, word: str) -> None:
    with pytest.raises(QuestionError, match=word) as caught:
        analyse()
    assert (caught.value.hint or "").startswith("expected one of: ")


@given(data=st.data())
def test_the_ties_of_an_analysis_are_those_of_the_network(data: st.DataObject, worlds: Any) -> None:
    """With and without draws: the same ties, the same weights, the same ids."""
    world = data.draw(worlds)
    kind = data.draw(st.sampled_from(["congruence", "conflict", "subtract", "cooccurrence", "two-mode"]))
    with_draws, without = (network_ties(world, Settings(kind=kind), draws=draws).table for draws in (40, 0))
    assert dict(zip(with_draws["id"], with_draws["weight"], strict=True)) == pytest.approx(
        dict(zip(without["id"], without["weight"], strict=True))
    )
