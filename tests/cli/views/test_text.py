"""Paragraphs and coloured words: nothing is broken or lost, and no control character is left."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.views.text import heading, led, section, wrapped

WORDS = st.lists(st.sampled_from(("2025-10-06", "Canada–US", "who-opposes", "a", "of", "statement/s1")))


@given(WORDS.map(" ".join), st.integers(30, 120))
def test_a_paragraph_keeps_to_its_width_and_breaks_no_date_id_or_compound(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(len, lines), default=0) <= width
    assert " ".join(lines).split() == text.split()


@pytest.mark.parametrize("color", [True, False])
def test_colour_adds_escapes_and_changes_no_letter(color: bool) -> None:
    text = "".join(led("  + supports ", "a toll on trucks", 40, color, fg="green"))
    assert ("\x1b[32m+ supports\x1b[0m" in text) is color
    assert re.sub(r"\x1b\[\d+m", "", text) == "  + supports a toll on trucks\n"


def test_control_characters_are_escaped_in_headings_and_sections() -> None:
    text = heading("a\x1b[31m", False) + "".join(section("b\x07", ["c\u202e"], 80, False))
    assert text.replace("\n", "").isprintable()


def test_a_section_without_lines_has_no_heading() -> None:
    assert "".join(section("Left out", [], 80, False)) == ""
