"""libyaml and ruamel.yaml give the same data, lines and errors for every sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.coding.sheets import libyaml
from kg.coding.sheets.yamlfile import YamlFile, parse_exactly, parse_yaml
from kg.errors import SheetError
from tests.profiles import examples

HERE = Path("sheet.yaml")

WORDS = """on off yes no On NO y n true True TRUE false ~ null Null none 012 0o14 0x1F 0b1 1_000 12:30 1:2:3
-0 +1 .5 5. 1e3 -1.5 1.50 0.1 .inf -.inf .nan 2025-03-14 2025-3-1 2025-02-30 2025-03-14T10:00:00Z
2025-03 10-25 0-9 = << - -- + . .. ... --- -a .a 1a 007 0 -1 00 0.0 -0.0 1e1000 4.7 Q42 @a `a %a é
a:b a#b a,b [a] {a} 'a' "a" '' "" 'it''s' &a *a !a !!str !!int # ? ?a ?: : :a"""
#: Scalars that YAML 1.1 and 1.2 read differently, or that only look like something else than a text.
TRAPS = [
    *WORDS.split(),
    *(r'"\u00e9"', r'"\x41"', r'"\ud800"', "1234567890" * 4, "\u2028", "\x85", "\ufeff"),
]
TEXTS = (
    "a b",
    "a: b",
    "a #b",
    "a # b",
    "R & D",
    "no! ",
    "why? yes",
    "a\n  b",
    "|\n    a\n     b\n",
    ">\n    a\n    b\n",
    ">-\n    a\n",
)


def shape(data: Any) -> Any:
    """Plain data with the type of each value, since 1, 1.0 and true are equal."""
    if isinstance(data, dict):
        return [(shape(key), shape(value)) for key, value in data.items()]
    if isinstance(data, list):
        return [shape(item) for item in data]
    kinds = (bool, int, float, str, date)
    return next((kind.__name__ for kind in kinds if isinstance(data, kind)), ""), str(data)


def lines(file: YamlFile, data: Any, *way: Any) -> Iterator[tuple[Any, int]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*way, key), file.line(*way, key)
        if isinstance(value, dict | list):
            yield from lines(file, value, *way, key)


def outcome(text: str, *, exactly: bool) -> Any:
    """What a text reads as: data and lines, or the error."""
    try:
        file = (
            parse_exactly(HERE, text) if exactly else parse_yaml(HERE, text.encode("utf-8", "surrogatepass"))
        )
    except SheetError as error:
        return str(error)
    return shape(file.data), list(lines(file, file.data))


def test_every_sheet_of_the_project_reads_alike_and_by_libyaml() -> None:
    folders = (resources.bundled_workspace(), resources.root() / "kg" / "coding" / "starter")
    paths = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    assert len(paths) > 5
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert isinstance(libyaml.load(text), libyaml.LineMap), path
        assert outcome(text, exactly=False) == outcome(text, exactly=True), path


@pytest.mark.parametrize("scalar", [*TRAPS, *TEXTS])
def test_a_scalar_reads_alike_wherever_it_is(scalar: str) -> None:
    for text in (
        f"a: {scalar}\nb: 1\n",
        f"- {scalar}\n",
        f"a:\n  - {scalar}\n  - x\n",
        f"a: [{scalar}, x]\n",
    ):
        assert outcome(text, exactly=False) == outcome(text, exactly=True), text
    for text in (
        f"{scalar}: a\n",
        f"a: {{{scalar}: b, c: {scalar}}}\n",
        f"a: '{scalar}'\n",
        f'a: "{scalar}"\n',
    ):
        assert outcome(text, exactly=False) == outcome(text, exactly=True), text


PIECES = st.sampled_from(
    [
        *TRAPS,
        *TEXTS,
        "a",
        "b",
        "a: ",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\r\n",
        "\r",
        "\t",
        " ",
        "{",
        "}",
        "[",
        "]",
        *[", ", "? ", ": ", " # c", "\n# c\n", "\na:\n", "\nb: ", "\n  a: ", "\n  - a: "],
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
@examples(25)
def test_any_text_reads_alike(text: str, block: bool) -> None:
    text = f"k:\n  {text}\n" if block else text
    if text.removeprefix("\ufeff").strip():
        read = outcome(text, exactly=True)
        assert "comments cannot be read" in read or outcome(text, exactly=False) == read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\r\nb:\r\n  - c\r\n", id="windows line ends"),
        pytest.param("a: &x 1\nb: 2\n", id="anchor"),
        pytest.param("a: 1\n...\nb: 2\n", id="two documents"),
        pytest.param("---\na: 1\n", id="document mark"),
        pytest.param("%YAML 1.1\n---\na: on\n", id="directive"),
        pytest.param("a:\n- b\n-\n- c:\n", id="empty items"),
        pytest.param("a:\n  ? b\n  : c\n", id="question mark"),
        pytest.param("a: {b: 1, <<: {c: 2}}\n", id="merge key"),
        pytest.param("a: x\n  y\n\n  z\nb: 'p\n\n  q'\n", id="folded"),
        pytest.param('{"a":1,"b":[true]}\n', id="json"),
        pytest.param("a: ['b':c]\n", id="quoted key without a space"),
        pytest.param("{}\n", id="empty mapping"),
        pytest.param("a: [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n", id="deep"),
    ],
)
def test_forms_of_yaml_read_alike(text: str) -> None:
    assert outcome(text, exactly=False) == outcome(text, exactly=True)
