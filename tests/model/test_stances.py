"""One table of stances and evaluations."""

from __future__ import annotations

import pytest

from kg.model.stances import OPPOSITE, SCORES, SENSES, UNSETTLED, Side, scale, sense, side

ALL = {
    ("stance", "support"): (Side.FOR, 1.0),
    ("stance", "oppose"): (Side.AGAINST, -1.0),
    ("evaluation", "positive"): (Side.FOR, 1.0),
    ("evaluation", "negative"): (Side.AGAINST, -1.0),
    ("stance", "mixed"): (Side.BOTH, 0.0),
    ("evaluation", "mixed"): (Side.BOTH, 0.0),
    ("stance", "neutral"): (Side.OTHER, 0.0),
    ("evaluation", "neutral"): (Side.OTHER, 0.0),
    ("stance", "unclear"): (Side.OTHER, None),
    ("evaluation", "unclear"): (Side.OTHER, None),
}


def test_every_stance_and_evaluation_has_one_side_and_one_score() -> None:
    assert {(one.scheme, one.code): (one.side, one.score) for one in SENSES} == ALL


@pytest.mark.parametrize(("scheme", "code"), ALL)
def test_a_code_is_found_in_its_own_scheme(scheme: str, code: str) -> None:
    found = sense(code, scheme)
    assert found is not None
    assert (found.scheme, found.code, side(code)) == (scheme, code, found.side)


@pytest.mark.parametrize("code", ["mixed", "neutral", "unclear"])
def test_a_code_of_both_schemes_is_taken_for_a_stance(code: str) -> None:
    found = sense(code)
    assert found is not None
    assert found.scheme == "stance"


@pytest.mark.parametrize(
    ("scheme", "code"), [("evaluation", "support"), ("stance", "positive"), ("tone", "mixed")]
)
def test_a_code_of_the_other_scheme_is_unknown(scheme: str, code: str) -> None:
    assert sense(code, scheme) is None


def test_an_unknown_code_is_on_no_side() -> None:
    assert sense("loud") is None
    assert side("loud") is Side.OTHER


def test_the_opposite_of_the_opposite_is_the_same_stance() -> None:
    assert {OPPOSITE[OPPOSITE[code]] for code in OPPOSITE} == set(OPPOSITE)
    assert {(side(code), side(turned)) for code, turned in OPPOSITE.items()} == {
        (Side.FOR, Side.AGAINST),
        (Side.AGAINST, Side.FOR),
    }


def test_opposites_have_opposite_scores_and_other_codes_have_none() -> None:
    assert all(SCORES[code] == -SCORES[turned] != 0 for code, turned in OPPOSITE.items())
    assert {code for code, score in SCORES.items() if score == 0} == {"mixed", "neutral"}
    assert "unclear" not in SCORES


def test_mixed_and_unclear_are_unsettled() -> None:
    assert {"mixed", "unclear"} == UNSETTLED


def test_each_side_has_one_sign_of_its_own() -> None:
    signs = {(one.code if one.side is Side.OTHER else one.side): one.sign for one in SENSES}
    assert signs == {Side.FOR: "+", Side.AGAINST: "−", Side.BOTH: "~", "neutral": "=", "unclear": "?"}
    assert all(signs.get(one.code, signs.get(one.side)) == one.sign for one in SENSES)


def test_every_stance_has_a_verb_for_a_sentence_and_for_a_column() -> None:
    assert [f"Ann {one.verb} it" for one in SENSES] == [
        "Ann supports it",
        "Ann opposes it",
        "Ann rates positively it",
        "Ann rates negatively it",
        "Ann has a mixed stance on it",
        "Ann gives a mixed rating of it",
        "Ann is neutral on it",
        "Ann gives a neutral rating of it",
        "Ann takes an unclear stance on it",
        "Ann gives an unclear rating of it",
    ]
    assert [one.short for one in SENSES] == [
        *("supports", "opposes", "positive on", "negative on"),
        *("mixed on", "mixed on", "neutral on", "neutral on", "unclear on", "unclear on"),
    ]


@pytest.mark.parametrize(
    ("scores", "every", "low", "high"),
    [
        *(
            ((), False, -1.0, 1.0),
            ((), True, -1.0, 1.0),
            ((0.5,), True, 0.5, 0.5),
            ((0.5,), False, -1.0, 1.0),
        ),
        *(((-3.0, 2.0), True, -3.0, 2.0), ((-3.0, 0.5), False, -3.0, 1.0), ((-0.5, 2.0), False, -1.0, 2.0)),
    ],
)
def test_a_scale_includes_every_score(
    scores: tuple[float, ...], every: bool, low: float, high: float
) -> None:
    assert scale(scores, every=every) == (low, high)


def test_sides_are_strings() -> None:
    assert [side.value for side in Side] == ["for", "against", "both", "other"]
