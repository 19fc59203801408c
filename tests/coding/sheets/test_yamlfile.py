"""A sheet that cannot be read is refused with its line and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.coding.sheets.yamlfile import DEEPEST, read_yaml
from kg.errors import SheetError

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(tmp_path: Path, content: bytes) -> SheetError:
    path = tmp_path / "sheet.yaml"
    path.write_bytes(content)
    with pytest.raises(SheetError) as caught:
        read_yaml(path)
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a: 1\n\tb: 2\n", ":2", "tab"),
        (b"", "", "empty"),
        (b"  \n\n", "", "empty"),
        ("a: 1\nname: Poilièvre\n".encode("latin-1"), ":2", "not UTF-8"),
        (BOMB.encode(), ":2", "aliases"),
        (b"a: 1\na: 2\n", ":2", "duplicate key"),
        (b"a: [\n", "", ""),
        (b"a: b: c\n", ":1", ""),
        (b"- a\n- b\n", ":1", "key: value"),
        (b"just words\n", ":1", "key: value"),
        (b"a: 1\nb: " + b"[" * 100_000, ":2", "nested too deeply"),
        (b"a: 1\nb: " + b"{a: " * 100_000, ":2", "nested too deeply"),
        (b"a:\n  " + b"- " * 100_000, ":2", "nested too deeply"),
        (b"\n".join(b" " * level + b"a:" for level in range(500)), ":31", "nested too deeply"),
        (b"a: 1\nb: !!python/name:os.system\n", ":2", "tags"),
        (b"a: !!bool x\n", ":1", "tags"),
        (b"a: 1\nb: !x\n", ":2", "put the text in quotes"),
        (b"a: 1\nb: " + b"1" * 10_000, ":2", "the number is too large"),
        (b"a: 2025-02-30\nb: 1", ":1", "invalid date"),
        (b"a: 1\nb: 'x\x00'\n", ":2", "U+0000"),
        (b"a: 1\nb:\n  ? [c, d]\n  : e\n", ":2", "cannot be a key"),
        (b"{a: 1}: b\n", ":1", "cannot be a key"),
        *((b"a: 1\nb:\n  %s: e\n" % key, ":2", "is not a text") for key in (b"1.5", b"2025-01-01", b"~")),
    ],
    ids=[
        *("tab", "empty", "blank", "latin-1", "bomb", "twice", "cut-off", "colon", "list", "words"),
        *("deep list", "deep mapping", "deep dashes", "deep lines", "python", "type", "tag", "digits", "day"),
        *("nul", "key that is a list", "key that is a mapping"),
        *("decimal key", "day as key", "empty key"),
    ],
)
def test_a_file_that_is_not_a_sheet_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: str, words: str
) -> None:
    error = refusal(tmp_path, content)
    assert (error.where or "").endswith(line)
    assert words in str(error)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no such file"):
        read_yaml(tmp_path / "none.yaml")


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_bytes(b"\xef\xbb\xbfsource: x\n")
    assert list(read_yaml(path).data) == ["source"]


def test_an_asterisk_in_a_quoted_text_is_not_an_alias(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text('a: "*b"\n', encoding="utf-8")
    assert read_yaml(path).data["a"] == "*b"


def test_lists_and_mappings_may_be_nested(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("a: " + "[" * (DEEPEST - 2) + "]" * (DEEPEST - 2) + "\nb: '! * [[[[ {{{{'\n")
    assert list(read_yaml(path).data) == ["a", "b"]


def test_where_names_the_line_of_the_deepest_key(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("a:\n  - b: 1\n    c: 2\n  - b: 3\n", encoding="utf-8")
    file = read_yaml(path)
    assert file.where("a", 0, "c") == f"{path}:3"
    assert file.where("a", 1) == f"{path}:4"
    assert file.where("a", 1, "nothing", "there") == f"{path}:4"
