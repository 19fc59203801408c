from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.coding.texts.diagnosis import LIKE_ENOUGH, WORDS_SHOWN, diagnose, few
from kg.coding.texts.text import Span, Text

SPEECH = Text(
    "speech.txt",
    "😀 The minister — tired — said: “It’s a good deal, for now”.\n"
    "“We’re going [to Lima],” she added, “to say ‘listen'”. It was late.\n"
    "Asked again, she said no more about the deal.\n",
)
WORD = st.text("abcdefghij", min_size=1, max_size=8)
PROSE = st.lists(WORD, min_size=1, max_size=30).map(" ".join)


def stands(words: str, found: tuple[int | None, int | None], text: Text = SPEECH) -> bool:
    start, end = found
    return text.content[start:end] == words


@given(st.text(min_size=1, max_size=200), st.data())
def test_any_span_of_a_text_is_exact(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    words = content[start : data.draw(st.integers(start + 1, len(content)))]
    text = Text("t", content)
    found = diagnose(words, text)
    assert found.kind == "exact"
    assert stands(words, (found.start, found.end), text)


@pytest.mark.parametrize(
    ("words", "differs_in", "there"),
    [
        ("It's a good deal", "quotation marks or dashes", "It’s a good deal"),
        ("it’s a good deal", "case", "It’s a good deal"),
        ("It’s a  good\ndeal", "white space", "It’s a good deal"),
        ("minister - tired", "quotation marks or dashes", "minister — tired"),
        ("It’s a good deal, for now.", "the punctuation at its ends", "It’s a good deal, for now"),
        ('"It\'s a good deal"', "the punctuation at its ends", "It’s a good deal"),
    ],
)
def test_a_typing_error_is_reported_with_its_position(words: str, differs_in: str, there: str) -> None:
    found = diagnose(words, SPEECH)
    assert found.kind == "differs"
    assert found.message.startswith(f"differs in {differs_in} from ")
    assert stands(there, (found.start, found.end))


@given(PROSE, PROSE, PROSE, st.sampled_from([str.upper, str.title, lambda s: s.replace(" ", " \n ")]))
def test_a_changed_quote_differs_at_its_position(before: str, words: str, after: str, perturb) -> None:  # type: ignore[no-untyped-def]
    text = Text("t", f"{before} “{words}” {after}")
    perturbed = perturb(words)
    assume(perturbed != words)
    found = diagnose(perturbed, text, Span(len(before) + 1, len(before) + len(words) + 3))
    assert found.kind == "differs"
    assert (found.start, found.end) in {
        (m.start(), m.end()) for m in re.finditer(f"(?={words})", text.content)
    } or (stands(words, (found.start, found.end), text))


@pytest.mark.parametrize("gap", ["…", " … ", "...", " [...] ", "[…]", " (…) ", " . . . "])
@given(st.lists(WORD, min_size=3, max_size=12), st.data())
def test_every_form_of_ellipsis_is_detected(gap: str, words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    text = Text("t", " ".join(words))
    found = diagnose(" ".join(words[:first]) + gap + " ".join(words[last:]), text)
    assert found.kind == "ellipsis"
    content = text.content[found.start : found.end]
    assert content.startswith(" ".join(words[:first])) and content.endswith(" ".join(words[last:]))


def test_a_bracketed_insertion_is_detected() -> None:
    assert diagnose("It’s [really] a good deal", SPEECH).kind == "ellipsis"


def test_a_bracketed_insertion_of_the_text_itself_is_exact() -> None:
    assert diagnose("We’re going [to Lima]", SPEECH).kind == "exact"


@pytest.mark.parametrize("words", ["We’re going", "we're going", "We’re going … to say ‘listen"])
def test_words_outside_the_passage_are_elsewhere(words: str) -> None:
    found = diagnose(words, SPEECH, Span(0, 60))
    assert (found.kind, found.source) == ("elsewhere", None)
    assert found.start is not None and found.start > 60
    assert "line 2 of speech.txt" in found.message


def test_single_words_around_an_ellipsis_do_not_match_outside_the_passage() -> None:
    assert diagnose("going … late", SPEECH, Span(0, 60)).kind == "not-found"


@pytest.mark.parametrize("words", ["never heard of", "Never  heard of"])
def test_words_of_another_source_name_it(words: str) -> None:
    other = Text("other.txt", "A plan never heard of before.")
    found = diagnose(words, SPEECH, Span(0, 60), {"speech": SPEECH, "cnn-2025": other})
    assert (found.kind, found.source, found.start) == ("other-source", "cnn-2025", 7)


@given(st.text("äöüß0123456789", min_size=8, max_size=40))
def test_without_a_similar_passage_none_is_shown(words: str) -> None:
    found = diagnose(words, SPEECH)
    assert (found.kind, found.start, found.similarity) == ("not-found", None, None)


def test_the_most_similar_passage_is_shown_with_its_position() -> None:
    found = diagnose("It’s quite a good deal, for today", SPEECH)
    assert found.kind == "not-found"
    assert found.similarity is not None and LIKE_ENOUGH < found.similarity < 100
    assert found.start is not None and "good deal" in SPEECH.content[found.start : found.end]
    assert "line 1 of speech.txt" in found.message


@given(st.lists(WORD, max_size=40).map(" ".join))
def test_a_message_shows_a_few_words_at_most(words: str) -> None:
    assert len(few(words).removesuffix(" …”").split()) <= WORDS_SHOWN


@pytest.mark.parametrize("words", ["", "…", "[x]", "“”", "a" * 500])
def test_odd_words_and_texts_have_a_diagnosis(words: str) -> None:
    assert diagnose(words, SPEECH).kind == "not-found"
    assert diagnose(words, Text("empty.txt", "")).kind == "not-found"


@pytest.mark.article
def test_a_quote_of_the_article_typed_with_straight_marks_is_found(article: Text) -> None:
    found = diagnose("That's part of the reason why", article)
    assert found.kind == "differs"
    assert stands("That’s part of the reason why", (found.start, found.end), article)
