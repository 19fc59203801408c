from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.texts.folding import CASE, ENCODING, MARKS, SPACE, differences, fold, folded_occurrences

PROSE = st.text(st.sampled_from("abcXYZ éÉßﬁ…“”‘’'\"—–- \n\t\u00a0\u00ad.,😀e\u0301İ"), max_size=60)


@given(PROSE, PROSE)
def test_a_match_has_the_folding_of_the_query(content: str, words: str) -> None:
    for span in folded_occurrences(content, words):
        assert fold(content[span.start : span.end]).text == fold(words.strip()).text.strip()


@given(PROSE, PROSE, PROSE)
def test_a_span_of_the_text_is_found_at_its_position(before: str, middle: str, after: str) -> None:
    # Ends that do not fold together with what stands beside them.
    words = f"a{middle}z"
    found = folded_occurrences(f"{before}{words}|{after}", words)
    assert (len(before), len(before) + len(words)) in found


@given(PROSE)
def test_folding_twice_changes_nothing(content: str) -> None:
    once = fold(content).text
    assert fold(once).text == once


@given(PROSE)
def test_each_folded_character_has_a_position(content: str) -> None:
    folded = fold(content)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(
        0 <= start < end <= len(content) for start, end in zip(folded.starts, folded.ends, strict=True)
    )


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("a b", "a\u00a0\n b", (SPACE,)),
        ("“it’s”", '"it\'s"', (MARKS,)),
        ("talks — on", "talks - on", (MARKS,)),
        ("talks—on", "talks – on", (SPACE, MARKS)),
        ("wait…", "wait...", (MARKS,)),
        ("Trade", "trade", (CASE,)),
        ("tête", "te\u0302te", (ENCODING,)),
        ("It’s  on", "it's on", (SPACE, MARKS, CASE)),
    ],
)
def test_differences_are_named(one: str, other: str, named: tuple[str, ...]) -> None:
    assert fold(one).text == fold(other).text
    assert differences(one, other) == named


def test_half_of_a_character_is_not_a_match() -> None:
    assert folded_occurrences("Straße", "s") == [(0, 1)]
