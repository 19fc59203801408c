from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.texts.diagnosis import Diagnosis
from kg.coding.texts.location import find_quote, locate, place_quotes, quotes_span
from kg.coding.texts.text import Span, Text
from kg.errors import AnchorError

NOTE = Text(
    "note.txt",
    "Ana Roe called it “fair”. Ana Roe left.\n"
    "Asked whether she would stay, Roe replied: “I’m right”.\n"
    "\n"
    "😀 The goods are “good”. Roe said the goods are “good” — twice.\n",
)


def found(locator: str, text: Text = NOTE) -> str:
    start, end = locate(text, locator)
    return text.content[start:end]


@given(st.text(min_size=1, max_size=200), st.data())
def test_any_span_is_found_exactly(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    text = Text("t", content)
    spans = find_quote(text, content[start:end])
    assert Span(start, end) in spans
    assert all(content[a:b] == content[start:end] for a, b in spans)


def test_only_matches_within_the_span_are_found() -> None:
    assert find_quote(Text("t", "aXaXa"), "a", Span(1, 4)) == [Span(2, 3)]


@pytest.mark.parametrize(
    ("locator", "passage"),
    [
        ("Asked whether she would stay", "Asked whether she would stay"),
        ("Asked whether … “I’m right”", "Asked whether she would stay, Roe replied: “I’m right”"),
        ('Asked whether ... "I\'m right"', "Asked whether she would stay, Roe replied: “I’m right”"),
        ("asked WHETHER [...] i'm  right", "Asked whether she would stay, Roe replied: “I’m right"),
        ("Asked … would … replied", "Asked whether she would stay, Roe replied"),
        ("Roe said … - twice", "Roe said the goods are “good” — twice"),
        ("good", "good"),
    ],
)
def test_a_passage_is_found_as_a_coder_types_it(locator: str, passage: str) -> None:
    text = NOTE if locator != "good" else Text("t", "goods, a good.")
    assert found(locator, text) == passage


def test_first_and_last_words_in_one_line_are_preferred() -> None:
    assert found("Roe … right") == "Roe replied: “I’m right"


@pytest.mark.parametrize("locator", ["Ana Roe", "Roe", "Ana Roe … left"])
def test_several_matches_are_ambiguous(locator: str) -> None:
    with pytest.raises(AnchorError, match=r"is found \d times in note\.txt \(lines? 1.*give more words"):
        locate(NOTE, locator)


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("Asked weather she would stay", "is not in the text; the most similar passage"),
        ("Asked whether … xyzzyx", "“xyzzyx” is not in note.txt"),
        ("I’m right … Asked whether", "parts are not in this order"),
    ],
)
def test_words_that_are_not_found_have_a_diagnosis(locator: str, message: str) -> None:
    with pytest.raises(AnchorError) as caught:
        locate(NOTE, locator)
    assert message in caught.value.message
    assert caught.value.where == "note.txt"


@given(st.lists(st.text("abcdefgh😀é", min_size=3, max_size=9), min_size=4, max_size=20, unique=True))
def test_first_and_last_words_find_the_passage_between(words: list[str]) -> None:
    text = Text("t", "| " + " ".join(words) + " |")
    spans = find_quote(text, " ".join(words))
    assert locate(text, f"{words[0]} {words[1]} … {words[-1]} |") == Span(spans[0].start, text.length)


def test_quotes_are_placed_one_after_the_other() -> None:
    passage = locate(NOTE, "The goods … twice")
    first, second = place_quotes(NOTE, ["good", "good"], passage)
    assert first is not None and second is not None
    assert NOTE.content[first.start - 1] == NOTE.content[second.start - 1] == "“"
    assert first.end < second.start


def test_a_match_between_quotation_marks_is_preferred() -> None:
    text = Text("t", "A good day, she said, was “good,” no more than good.")
    assert place_quotes(text, ["good"], text.whole) == [Span(27, 31)]


def test_a_quote_outside_the_passage_is_not_placed() -> None:
    assert place_quotes(NOTE, ["fair", "I’m right"], Span(0, 30)) == [Span(19, 23), None]


def test_quotes_alone_span_from_the_first_to_the_last() -> None:
    span = quotes_span(NOTE, ["fair", "I’m right"])
    assert isinstance(span, Span)
    assert NOTE.content[span.start : span.end].startswith("fair”. Ana")


@pytest.mark.parametrize(
    ("quotes", "kind"), [(["good"], "ambiguous"), (["I’m wrong"], "not-found"), (["i’m right"], "differs")]
)
def test_ambiguous_or_missing_quotes_have_a_diagnosis(quotes: list[str], kind: str) -> None:
    found = quotes_span(NOTE, quotes)
    assert isinstance(found, Diagnosis)
    assert found.kind == kind


@pytest.mark.article
@pytest.mark.parametrize(
    ("locator", "quote"),
    [
        ("When asked whether … “I’m right”", "I’m right"),
        ("Mr Robertson called it … talks going", "the price of admission"),
        ("Still, Carney has described … text", "good"),
        ("US Trade Representative … late September", "is different in so many ways,"),
    ],
)
def test_passages_of_the_article_hold_their_quotes(article: Text, locator: str, quote: str) -> None:
    span = locate(article, locator)
    assert place_quotes(article, [quote], span)[0] is not None
