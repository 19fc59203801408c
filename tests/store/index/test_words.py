from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.questions.grep import pattern
from kg.store.index.words import folded, holding, name_words, phrase

TEXTS = {
    "plain": "He will impose a tariff on steel.",
    "plural": "Tariffs are a tax.",
    "quoted": "“It’s the 51st State,” he said.",
    "accents": "L'État québécois – c'est nous",
    "german": "Die Straße ist gesperrt",
}


def found(typed: str) -> set[str]:
    return holding(typed, TEXTS.items())


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("tariff", {"plain"}),
        ("TARIFF*", {"plain", "plural"}),
        ("tariff on steel", {"plain"}),
        ("tariff steel", set()),
        ("it's the 51st", {"quoted"}),
        ("it’s", {"quoted"}),
        ("51st-state", {"quoted"}),
        ("etat quebecois", {"accents"}),
        ("ÉTAT", {"accents"}),
        ("STRASSE", {"german"}),
        ("straß*", {"german"}),
        ("ariff", set()),
        ('steel" OR "tax', set()),
        ("NEAR(tariff steel)", set()),
    ],
)
def test_whole_words_are_found_whatever_their_case_accents_and_marks(typed: str, keys: set[str]) -> None:
    assert found(typed) == keys


@pytest.mark.parametrize("typed", ["", "  ", "“”", "*", "ta*riff", "a * b", "steel *x"])
def test_a_phrase_without_words_is_an_error_with_an_example(typed: str) -> None:
    with pytest.raises(QuestionError) as caught:
        phrase(typed)
    assert caught.value.hint


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert name_words(" ".join(name_words(text))) == name_words(text)


WORDS = st.text(st.sampled_from("aeszßéÉœﬁﬀfiIlLǆdñ½Σςω-’ "), min_size=1, max_size=8)


@given(before=WORDS, typed=WORDS, after=WORDS, starred=st.booleans())
def test_the_pattern_matches_every_text_that_the_search_finds(
    before: str, typed: str, after: str, starred: bool
) -> None:
    asked = typed.strip() + "*" * starred
    text = f"{before} {typed}{after}"
    try:
        hit = bool(holding(asked, [("text", text)]))
    except QuestionError:
        return
    assert not hit or re.search(pattern(asked), text, re.IGNORECASE), (asked, text, pattern(asked))


@given(st.text())
def test_any_text_can_be_searched_for(text: str) -> None:
    try:
        holding(text, [("a", text), ("b", folded(text))])
    except QuestionError:
        assert not any(c.isalnum() for c in folded(text)) or "*" in folded(text)
