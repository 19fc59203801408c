"""The network under other settings."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from kg.errors import QuestionError
from kg.networks.certainty import sweep
from kg.networks.certainty.sweep import removing_choices
from kg.networks.certainty.sweep_choices import WINDOWS
from kg.networks.choices import DUPLICATES, NEUTRAL, ONE_MODE
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import Settings
from tests.profiles import THOROUGH, seeds

SOME = {"duplicates": ("all", "month"), "normalization": ("none", "average"), "neutral": ("between",)}
#: Two values of one choice, and all of the others: enough for a note, and a quarter of the work.
FEW = {"duplicates": ("all", "month")}
ONE = {"duplicates": ("all",), "normalization": ("none",), "neutral": ("leave-out",), "window": ("whole",)}


def test_every_combination_is_swept_and_the_base_comes_first(world):
    base = Settings(duplicates="month", normalization="cosine", neutral="between")
    found = sweep(world(), base).settings
    every = len(DUPLICATES) * len(ONE_MODE) * len(NEUTRAL) * len(WINDOWS)
    choices = ["duplicates", "normalization", "neutral", "window"]
    assert len(found) == len(found.drop_duplicates(choices)) == every
    own = found[choices].iloc[0].tolist()
    assert own == ["month", "cosine", "between", "whole"]


def test_the_base_network_keeps_all_of_its_ties(world):
    assert sweep(world(), Settings(), over=SOME).settings["kept"].iloc[0] == 1.0


@pytest.mark.parametrize("base", [Settings(kind="subtract"), Settings(kind="two-mode")], ids=lambda s: s.kind)
def test_each_setting_counts_the_ties_of_the_network_that_project_makes(world, base):
    found = sweep(world(), base, over={**SOME, "normalization": (), "window": ("whole",)})
    for row in found.settings.to_dict("records"):
        chosen = {name: row[name] for name in ("duplicates", "neutral")}
        assert len(project(world(), replace(base, **chosen)).edges()) == row["ties"]


@pytest.mark.parametrize("name", ["none", "average", "jaccard", "cosine", "dna-cosine"])
def test_weights_of_a_normalization_are_those_of_project(world, name):
    """Each setting's network takes its weights from one that was counted under another normalization."""
    from kg.networks.certainty.sweep import _normalized

    made = _normalized(project(world(), Settings(normalization="average")), world(), name)
    wanted = project(world(), Settings(normalization=name)).edges()
    pd.testing.assert_frame_equal(made.edges(), wanted)


def test_a_tie_is_found_where_it_has_the_sign_of_the_base():
    """Neutral readings counted between turn no sign here; the later half has only disagreement."""
    rows = [
        {"actor": f"urn:{who}", "target": "urn:t", "value": value, "earliest": day, "latest": day}
        for day, views in {"2024-01-01": "sss ss", "2024-06-01": "s o"}.items()
        for who, said in zip("ab", views.split(), strict=True)
        for value in ({"s": "support", "o": "oppose"}[each] for each in said)
    ]
    found = sweep(
        Readings(table(rows)), Settings(kind="subtract"), over=ONE | {"window": ("first half", "second half")}
    )
    assert found.ties[["found", "of", "share"]].to_numpy().tolist() == [[2, 3, 2 / 3]]


def test_ranks_and_weights_span_the_settings_in_which_a_tie_is_found(world):
    found = sweep(world(), Settings(), over=SOME).ties
    assert (found["rank_best"] <= found["rank"]).all() and (found["rank"] <= found["rank_worst"]).all()
    assert (found["weight_low"] <= found["weight"]).all() and (found["weight"] <= found["weight_high"]).all()


def test_choices_are_the_means_over_the_settings_with_them(world):
    found = sweep(world(), Settings(), over=SOME)
    row = found.choices.set_index(["choice", "value"]).loc[("duplicates", "month"), "kept"]
    chosen = found.settings.loc[found.settings["duplicates"] == "month", "kept"]
    assert row == pytest.approx(chosen.mean())


def test_the_halves_divide_the_dated_readings(world):
    found = sweep(
        world(), Settings(kind="cooccurrence"), over=ONE | {"window": ("first half", "second half")}
    )
    sizes = found.settings.set_index("window")["readings"]
    assert sizes["first half"] + sizes["second half"] == sizes["whole"] == 60
    assert abs(sizes["first half"] - sizes["second half"]) <= 2


def test_readings_without_a_sure_date_are_in_neither_half(world):
    said = world()
    said.frame.loc[0, ["earliest", "latest"]] = pd.NaT
    notes = sweep(said, Settings(), over=ONE | {"window": ("whole", "first half")}).notes
    assert any("1 reading without a certain date in neither" in note for note in notes)


def test_readings_without_dates_are_not_halved():
    said = Readings(table([{"actor": f"urn:{who}", "target": "urn:t"} for who in "ab"]))
    found = sweep(said, Settings(), over={"window": ("first half",)})
    assert set(found.settings["window"]) == {"whole"}
    assert any("halves are left out" in note for note in found.notes)


def test_the_order_of_readings_does_not_matter(world):
    said = world()
    mixed = replace(said, frame=said.frame.sample(frac=1, random_state=3).reset_index(drop=True))
    one, other = (sweep(each, Settings(normalization="average"), over=SOME) for each in (said, mixed))
    pd.testing.assert_frame_equal(one.ties, other.ties)
    pd.testing.assert_frame_equal(one.settings, other.settings)


def test_groups_say_how_often_their_members_stay_together(world):
    def half(graph):
        return {node: number // 2 for number, node in enumerate(graph)}

    found = sweep(world(), Settings(), over=ONE, divide=half).groups
    assert found[["size", "kept", "whole"]].to_numpy().tolist() == [[2, 1.0, 1.0], [2, 1.0, 1.0]]


def test_only_the_heaviest_of_many_ties_are_followed(world):
    found = sweep(world(), Settings(), over=ONE, ties=2)
    assert len(found.ties) == 2 and found.notes[-1].startswith("Only the 2 heaviest of")


@pytest.mark.parametrize("neutral", NEUTRAL)
@pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence", "two-mode"])
@pytest.mark.parametrize("least", [1, 3] if THOROUGH else [2])
def test_only_the_choices_named_remove_a_tie(world, kind, neutral, least):
    """In every world, choices that cannot remove ties remove none."""
    base = Settings(kind=kind, neutral=neutral, min_edge=least)
    for seed in seeds(4):
        for choice in ("duplicates", "normalization", "neutral"):
            over = dict.fromkeys(("duplicates", "normalization", "neutral", "window"), ())
            del over[choice]
            found = sweep(world(25, seed=seed), base, over=over)
            values = {name: [name] for name in over} | {choice: found.settings[choice].unique()}
            if choice not in removing_choices(base, values):
                assert (found.settings["kept"].dropna() == 1).all()


@pytest.mark.parametrize("kind", ["congruence", "conflict", "cooccurrence", "two-mode"])
def test_a_note_says_that_only_another_time_can_remove_a_tie(world, kind):
    assert (
        "Duplicates and normalization change only weights and ranks and cannot remove a tie of this kind; "
        "only another window can." in sweep(world(), Settings(kind=kind), over=FEW).notes
    )


def test_a_note_says_what_can_turn_the_sign_of_a_subtraction(world):
    assert (
        "Duplicates and neutral readings can change the sign of a tie of this kind or remove it; "
        "normalization changes only weights and ranks; another window can too."
        in sweep(world(), Settings(kind="subtract"), over=FEW).notes
    )


@pytest.mark.parametrize(
    "over", [{"colour": ("red",)}, {"window": ("tuesday",)}, {"duplicates": ("twice",)}], ids=str
)
def test_what_cannot_be_swept_is_refused(world, over):
    with pytest.raises(QuestionError, match="unknown"):
        sweep(world(), Settings(), over=over)


@pytest.mark.parametrize("kind", ["congruence", "subtract", "two-mode"])
@pytest.mark.parametrize("rows", [[], [{"actor": "urn:a", "target": "urn:t"}]], ids=["none", "one statement"])
def test_a_world_with_nothing_to_say_gives_labelled_tables(kind, rows):
    divided = {"divide": lambda graph: dict.fromkeys(graph, 0), "over": FEW}
    found = sweep(Readings(table(rows)), Settings(kind=kind), **divided)
    assert {"found", "of", "rank_best", "weight_low"} <= set(found.ties.columns)
    assert found.settings["window"].unique().tolist() == ["whole"]


def test_halves_of_a_few_dated_readings_do_not_speak_for_the_rest() -> None:
    """Ties would be missing for want of a date, and not for want of agreement."""
    undated = [{"actor": f"urn:{who}", "target": "urn:t"} for who in "abcdef"]
    dated = [
        {
            "actor": f"urn:{who}",
            "target": "urn:t",
            "earliest": day,
            "latest": day,
            "reading": f"urn:r{who}{day}",
        }
        for who, day in (("a", "2025-01-01"), ("b", "2025-02-01"))
    ]
    few = sweep(Readings(table([*undated, *dated])), Settings(), over=FEW)
    many = sweep(Readings(table([*undated[:2], *dated])), Settings(), over=FEW)
    assert set(few.settings["window"]) == {"whole"}
    assert set(many.settings["window"]) == {"whole", "first half", "second half"}
