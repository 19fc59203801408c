"""An explained tie is the tie of the network with the same settings: weight, id, readings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SETTINGS = (
    "--kind congruence",
    "--kind conflict --duplicates source",
    "--kind subtract --normalization average",
    "--kind congruence --normalization cosine",
    "--kind conflict --normalization jaccard",
    "--kind cooccurrence --normalization dna-cosine",
    "--kind subtract --neutral between --unclear between",
    "--kind congruence --of issues",
    "--kind subtract --since 2025-02 --exclude issue=trust",
)


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_explained_weight_and_id_are_those_of_the_network(
    call: Any, town: Path, read: Any, settings: str
) -> None:
    kind, *options = settings.removeprefix("--kind ").split()
    ties = read(call("network", kind, *options, "--store", town, "-f", "csv", "--draws", 0).out)
    assert ties
    for tie in ties:
        ran = call(
            *("network", "explain", tie["a_label"], tie["b_label"]),
            *("--kind", kind, *options, "--store", town, "-f", "json"),
        )
        found = json.loads(ran.out)["tie"]
        assert (found["id"], found["weight"]) == (tie["id"], pytest.approx(float(tie["weight"])))
        assert len({row["reading"] for row in found["readings"] if row["enters"]}) == int(tie["readings"])


def test_the_steps_add_up_to_the_weight(call: Any, town: Path) -> None:
    text = call("network", "explain", "ann", "bo", "--store", town).out
    assert "A toll: Ann Berg 2 support; Bo Berg 1 support: 2 × 1 (support) = 2." in text
    assert "A ferry: Ann Berg 1 oppose; Bo Berg 1 oppose: 1 × 1 (oppose) = 1." in text
    assert "Sum: 3." in text
    assert "weight 3; tie e" in text


def test_every_reading_comes_with_words_day_source_and_coder(call: Any, town: Path) -> None:
    text = " ".join(call("network", "explain", "ann", "bo", "--store", town).out.split())
    assert (
        "+ supports Ann Berg, Red Party (2025-01-01 to 2025-12-31); 2025-01-10 [paraphrase] Words 0." in text
    )
    assert "read by Coder One, low confidence The gazette; statement/s000000000000" in text


def test_a_pair_without_a_tie_says_so_and_what_was_left_out(call: Any, town: Path) -> None:
    ran = call("network", "explain", "bo", "eve", "--store", town)
    assert ran.code == 0
    assert "No tie." in ran.out and "have no item in common" in ran.out
    assert "1 neutral or mixed reading is left out" in ran.out


def test_an_actor_and_an_issue_are_not_a_pair(call: Any, town: Path) -> None:
    ran = call("network", "explain", "ann", "toll", "--store", town)
    assert ran.code == 2 and "no actor named 'toll'" in ran.err
