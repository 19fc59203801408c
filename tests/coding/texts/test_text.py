from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.texts.text import Span, Text, TextFolder, read_text
from kg.errors import AnchorError


def test_positions_count_code_points() -> None:
    text = Text("t", "😀e\u0301 — said")
    assert (text.length, text.occurrences("said")) == (10, [Span(6, 10)])


def test_hashes_are_of_utf8_bytes() -> None:
    text = Text("t", "a “b”")
    assert text.sha256 == hashlib.sha256("a “b”".encode()).hexdigest()
    assert text.slice_hash(2, 5) == hashlib.sha256("“b”".encode()).hexdigest()


@pytest.mark.parametrize("content", ["a\r\nb\rc\n", "e\u0301 é", "\ufeffbom", "\u2028x"])
def test_a_text_is_read_exactly_as_in_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode())
    text = read_text(path)
    assert (text.content, text.sha256) == (content, hashlib.sha256(path.read_bytes()).hexdigest())


def test_latin_1_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one\ntête".encode("latin-1"))
    with pytest.raises(AnchorError, match=r"a\.txt:2: byte 0xea is not UTF-8"):
        read_text(path)


def test_a_missing_text_is_an_anchor_error(tmp_path: Path) -> None:
    with pytest.raises(AnchorError, match="cannot be read: No such file"):
        read_text(tmp_path / "a.txt")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_span_survives_writing_and_reading(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize("written", ["", "5", "5-", "-5", "9-5", "5-5", "a-b", "1-2-3", "1 - 2"])
def test_an_invalid_span_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a valid span"):
        Span.parse(written)


def test_a_text_is_found_by_hash_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "download (3).txt").write_text("words", encoding="utf-8")
    (tmp_path / "bbc.txt").write_text("other words", encoding="utf-8")
    found = TextFolder(tmp_path).find("bbc", Text("", "words").sha256)
    assert found is not None
    assert (found.text.content, found.changed) == ("words", False)


def test_a_text_with_the_right_name_and_another_hash_is_reported_as_changed(tmp_path: Path) -> None:
    (tmp_path / "bbc.txt").write_text("words, edited", encoding="utf-8")
    found = TextFolder(tmp_path).find("bbc", Text("", "words").sha256)
    assert found is not None
    assert found.changed


def test_a_text_is_found_by_name_before_its_hash_is_known(tmp_path: Path) -> None:
    (tmp_path / "bbc.txt").write_text("words", encoding="utf-8")
    found = TextFolder(tmp_path).find("bbc")
    assert found is not None
    assert not found.changed


def test_a_missing_text_is_none(tmp_path: Path) -> None:
    (tmp_path / "cnn.txt").write_text("words", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert TextFolder(tmp_path).find("bbc", "0" * 64) is None


def test_a_missing_folder_of_texts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AnchorError, match="no such folder"):
        TextFolder(tmp_path / "none")
