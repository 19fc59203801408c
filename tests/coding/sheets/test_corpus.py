"""Bad sheets: each is refused with its line and a hint, all problems at once, and nothing is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.check import check
from kg.coding.sheets.corpus import read_corpus
from kg.coding.sheets.sheet import Reading
from kg.coding.start import start
from kg.coding.texts.text import read_text
from kg.errors import SheetError
from kg.export.build import build
from kg.model.stances import SENSES

SHEET = "sources/gazette-2025-03-14.yaml"
SECOND = (
    "source: {{name: Another, publisher: valley-gazette}}\n"
    "coding: {{coder: me, on: 2025-03-20}}\nnarrated:\n  - {{{}}}\n"
)


@pytest.fixture(scope="module")
def anchored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "topic"
    start(folder)
    assert anchor_sheet(folder / SHEET, read_text(folder / "texts/gazette-2025-03-14.txt")).written
    return folder


@pytest.fixture
def folder(anchored: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(anchored, tmp_path / "topic"))


def refusal(folder: Path) -> SheetError:
    """The error of a build that has written nothing."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(SheetError) as caught:
        build(workspace.read(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return caught.value


def change(folder: Path, file: str, old: str, new: str) -> int:
    """Edit a file, and return the line of the edit."""
    path = folder / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# One mistake each; see the file.
CASES = {case["name"]: case for case in YAML(typ="safe").load(Path(__file__).with_name("bad_sheets.yaml"))}


def worsen(folder: Path, name: str) -> str:
    """Make the mistake of a case, and return where it should be reported."""
    case = CASES[name]
    line = change(folder, case["file"], case.get("replace", ""), case["with"])
    for old, new in case.get("also", ()):
        change(folder, case["file"], old, new)
    after = case["lines after"]
    return f"{folder / case['file']}" + ("" if after == "none" else f":{line + after}")


@pytest.mark.parametrize("name", CASES)
def test_build_and_check_refuse_a_bad_sheet_alike_with_its_line_and_a_hint(folder: Path, name: str) -> None:
    where, words = worsen(folder, name), CASES[name]["says"]
    error, report = refusal(folder), check(workspace.read(folder))
    assert (error.where, str(error).partition(words)[1]) == (where, words), str(error)
    found = [str(SheetError(one.message, where=one.where, hint=one.hint)) for one in report.findings]
    assert found == [str(error)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        ("name: Poilièvre\n".encode("latin-1"), "is not UTF-8"),
        (b"a: &a [x]\nb: [*a, *a]\n", "aliases"),
        (b"\xff\xfea\x00", "is not UTF-8"),
    ],
    ids=["empty", "blank", "latin-1", "alias", "utf-16"],
)
@pytest.mark.parametrize("file", ["sources/other.yaml", "actors.yaml"])
def test_a_file_that_is_not_a_sheet_is_refused_by_name(
    folder: Path, file: str, content: bytes, words: str
) -> None:
    (folder / file).write_bytes(content)
    error = refusal(folder)
    assert words in str(error)
    assert str(folder / file) in str(error)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    build(workspace.read(folder))
    before = (folder / "exports/graph.nt").read_bytes()
    for file in (SHEET, "actors.yaml", "kg.toml"):
        raw = (folder / file).read_bytes()
        (folder / file).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    build(workspace.read(folder))
    assert (folder / "exports/graph.nt").read_bytes() == before


def test_a_passage_coded_twice_for_one_speaker_names_both_lines(folder: Path) -> None:
    text = (folder / SHEET).read_text(encoding="utf-8")
    entry = re.search(r"  - id: hill-against\n(?:    .*\n|\n)*", text)
    assert entry is not None
    (folder / SHEET).write_text(text.replace(entry[0], entry[0] + entry[0].replace("hill-against", "again")))
    error = refusal(folder)
    assert "the same passage is coded twice for the same speaker" in str(error)
    first = text[: text.index("id: hill-against")].count("\n") + 1
    assert f"the other is at {folder / SHEET}:{first}; if this one corrects it, add 'revises:'" in str(error)


def test_all_problems_are_reported_in_order_of_their_lines(folder: Path) -> None:
    change(folder, SHEET, "by: ada-brook", "by: ada-brok")
    change(folder, SHEET, "by: tom-hill", "by: tom-hil")
    change(folder, SHEET, "by: shopkeepers", "by: shopkeeper")
    error = refusal(folder)
    assert error.message.startswith("3 problems")
    assert error.hint == "nothing was written"
    lines = [int(number) for number in re.findall(r"\.yaml:(\d+):", str(error))]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_names_in_an_unreadable_registry_file_are_not_reported_as_unknown(
    folder: Path,
) -> None:
    (folder / "actors.yaml").write_text("people: {\n", encoding="utf-8")
    error = refusal(folder)
    assert "actors.yaml" in (error.where or "")
    assert "unknown" not in str(error)


def test_a_problem_names_its_sheet(folder: Path) -> None:
    text = f"name: Another, text: {{sha256: {'f' * 64}, length: 9}}"
    sheet = SECOND.format("id: Bad Id, text: x").replace("name: Another", text)
    (folder / "sources/other.yaml").write_text(sheet, encoding="utf-8")
    error = refusal(folder)
    assert (error.where or "").startswith(str(folder / "sources/other.yaml"))


def test_two_sheets_may_use_the_same_ids(folder: Path) -> None:
    sha = "f" * 64
    (folder / "sources/other.yaml").write_text(
        SECOND.format(f"id: decision-in-may, text: x, at: 0-9, sha256: {sha}").replace(
            "name: Another", f"name: Another, text: {{sha256: {sha}, length: 9}}"
        ),
        encoding="utf-8",
    )
    corpus = read_corpus(workspace.read(folder))
    assert [coded.slug for coded in corpus.sheets] == ["gazette-2025-03-14", "other"]
    build(workspace.read(folder))


def test_the_error_for_a_workspace_without_sheets_names_kg_init(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[workspace]\nname = "x"\n', encoding="utf-8")
    with pytest.raises(SheetError, match="no YAML files in this folder"):
        build(workspace.read(tmp_path))


@pytest.mark.parametrize("scheme", ["stance", "evaluation"])
def test_a_reading_takes_the_codes_of_the_model(scheme: str) -> None:
    options = get_args(Reading.model_fields[scheme].annotation)
    assert {code for option in options for code in get_args(option)} == {
        one.code for one in SENSES if one.scheme == scheme
    }
