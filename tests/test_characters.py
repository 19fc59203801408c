"""No control character and no direction override of a graph reaches a reader, on any face of the program."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import characters
from kg.characters import (
    CONTROLS,
    DIRECTION_MARKS,
    INVISIBLE,
    JOINERS,
    LINE_BREAKS,
    NONCHARACTERS,
    OVERRIDES,
    SURROGATES,
    TAGS,
    character_class,
)
from kg.documents.dna.slugs import Slugs, line
from kg.export.markdown.escaping import plain
from kg.export.markdown.note import note_html
from kg.export.networks import csv_tables
from kg.lexical import flaw
from kg.networks.network import Network
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import Settings
from kg.questions import workbook
from kg.questions.answer import Answer
from kg.wording.safe_text import clean, harmless, one_line, suspect
from kg.wording.visible import visible

TEMPLATES = Path(kg.__file__).parent / "export" / "page" / "templates"

#: What no face lets through.
DANGEROUS = sorted(CONTROLS | OVERRIDES | SURROGATES | NONCHARACTERS)
SETS = {name: value for name, value in vars(characters).items() if isinstance(value, frozenset)}


def network_csv(text: str) -> str:
    """The label as the edge list and the matrix of a network have it."""
    who = ("urn:a", "urn:b")
    labels = {"urn:t": "toll", **{iri: text + iri for iri in who}}
    said = table([{"actor": iri, "target": "urn:t", "value": "support"} for iri in who])
    network = project(Readings(said, Background(labels=labels)), Settings(kind="congruence"))
    assert isinstance(network, Network)
    written = "".join((*csv_tables.edges(network), *csv_tables.nodes(network), *csv_tables.matrix(network)))
    return "".join(cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row)


def workbook_cell(text: str) -> str:
    """The text as a cell of a workbook has it."""
    made = io.BytesIO()
    found = Answer("query", ("text",), [{"text": text}], 1, "triples", (), ())
    with tempfile.TemporaryDirectory() as folder:
        workbook.write(made, found, None, Path(folder))
    return str(openpyxl.load_workbook(made)["query"]["A2"].value)


FACES: dict[str, Callable[[str], str]] = {
    "terminal": visible,
    "page label": one_line,
    "Markdown of the data": plain,
    "Markdown of a note": lambda text: str(note_html(text)),
    "CSV of a network": network_csv,
    "workbook": workbook_cell,
    "text from DNA": line,
    "slug from DNA": lambda text: Slugs("person").of(text, 1),
}


@pytest.mark.parametrize("face", FACES)
def test_no_face_lets_a_dangerous_character_through(face: str) -> None:
    assert set(FACES[face]("x".join(DANGEROUS))) & set(DANGEROUS) == set()


@pytest.mark.parametrize("face", FACES)
@given(
    char=st.one_of(
        *(st.sampled_from(sorted(each)) for each in (CONTROLS, OVERRIDES, SURROGATES, NONCHARACTERS))
    ),
    before=st.text("aé\n #*", max_size=3),
    after=st.text("bא\n ", max_size=3),
)
def test_none_does_whatever_stands_around_it(face: str, char: str, before: str, after: str) -> None:
    assert char not in FACES[face](before + char + after)


@given(st.text(st.sampled_from([*DANGEROUS, "a", "😀", "\n"])))
def test_harmless_text_can_be_written_as_utf_8(text: str) -> None:
    harmless(text).encode()


def test_the_terminal_shows_what_cannot_be_seen() -> None:
    shown = {char: visible(f"a{char}b") for char in TAGS | INVISIBLE}
    hidden = [char for char, text in shown.items() if not text.isprintable() or f"{ord(char):x}" not in text]
    assert hidden == []


@pytest.mark.parametrize("char", sorted(LINE_BREAKS))
def test_a_line_stays_one_line(char: str) -> None:
    assert visible(f"a{char}b") == "a b"
    assert len(one_line(f"a{char}b").splitlines()) == 1


@pytest.mark.parametrize("face", ["terminal", "page label", "Markdown of the data", "Markdown of a note"])
@pytest.mark.parametrize("char", sorted(JOINERS))
def test_joiners_of_words_and_emoji_stay(face: str, char: str) -> None:
    assert char in FACES[face](f"a{char}b")


@pytest.mark.parametrize("char", sorted(DIRECTION_MARKS))
def test_direction_marks_stay_in_texts_and_not_in_labels(char: str) -> None:
    assert char in harmless(f"a{char}b") and char in visible(f"a{char}b")
    assert char not in one_line(f"a{char}b")


@given(st.text(st.sampled_from([*DANGEROUS, "a", "\t"])))
def test_suspect_finds_what_clean_changes(text: str) -> None:
    assert suspect({"a": [text]}) or clean(text) == text


def test_a_sheet_cannot_contain_one() -> None:
    assert [char for char in CONTROLS | OVERRIDES | SURROGATES if flaw(f"a{char}b") is None] == []


def test_the_controls_are_those_of_unicode() -> None:
    every = {chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cc"}
    assert every == characters.CONTROLS | characters.LAYOUT
    assert {char for char in map(chr, range(0x110000)) if unicodedata.category(char) == "Cs"} == SURROGATES


@pytest.mark.parametrize("name", SETS)
def test_a_class_matches_the_characters_of_its_set_and_no_others(name: str) -> None:
    pattern = re.compile(character_class(SETS[name]))
    assert {char for char in map(chr, range(0x110000)) if pattern.fullmatch(char)} == SETS[name]


@pytest.mark.parametrize(
    ("name", "expected"), [("unsafe", CONTROLS | NONCHARACTERS), ("overrides", OVERRIDES)]
)
def test_the_page_has_the_same_characters(name: str, expected: frozenset[str]) -> None:
    """The script replaces lone surrogates by a pattern of its own, since strings there are of UTF-16."""
    script = (TEMPLATES / "drawing.js").read_text(encoding="utf-8")
    found = re.findall(rf"\b{name} = /(\[[^]]+\])/g", script)
    assert len(found) == 1
    pattern = re.compile(found[0])
    assert {char for char in map(chr, range(0x110000)) if pattern.fullmatch(char)} == expected
