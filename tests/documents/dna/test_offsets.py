from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.dna.offsets import Offsets

SIGNS = st.text(st.sampled_from("ab\r\n😀é\u2028"), max_size=12)


def dna_counts(text: str) -> int:
    """The length of a text in DNA's text window: line ends as one character, then UTF-16."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    return len(shown.encode("utf-16-le")) // 2


@given(SIGNS, SIGNS, SIGNS)
def test_a_passage_is_found_at_its_position_in_the_text_window(before: str, words: str, after: str) -> None:
    """For every cut that does not go through a line end of two characters."""
    text = before + words + after
    if "\r\n" in (before[-1:] + words[:1], words[-1:] + after[:1]) or (not words and text):
        return
    start, stop = dna_counts(before), dna_counts(before + words)
    first, last = Offsets(text).span(start, stop)
    assert text[first:last] == words


def test_an_emoji_before_a_passage_moves_it_by_one() -> None:
    assert Offsets("😀 yes").span(3, 6) == (2, 5)


def test_half_an_emoji_becomes_the_whole_one() -> None:
    assert Offsets("a😀b").span(2, 4) == (1, 3)
    assert Offsets("a😀b").span(0, 2) == (0, 2)


def test_a_plain_text_is_as_long_as_it_is() -> None:
    assert Offsets("naïve\n").length == 6
