from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kg.coding.anchor import AnchorReport, anchor_sheet
from kg.coding.texts.text import Span, Text
from kg.errors import OutputError, SheetError

NOTE = Text(
    "note.txt",
    "Ana Roe called it “fair”, but 😀 others did not.\n"
    "Asked whether she would stay, Roe replied: “I’m right”. “He wants out,” she said.\n",
)
SHEET = """\
# A sheet, as a person keeps it.
source:
  name:   "A note"      # aligned by hand
  authors: [ana-roe,   bo-lee]

coding: {coder: cy, on: 2025-10-08}

statements:
  # the reply
  - id: roe-right
    by: ana-roe
    mode: direct
    quotes:
      - I’m right      # as printed
      # a second one was considered
    cue: replied
    find: Asked whether …
      “I’m right”      # over two lines
    about:
    - {on: staying, stance: support, confidence: medium, why: 'She keeps to it: fully.'}

  - id: roe-out
    by: ana-roe
    quotes: ["He wants out,"]
    mode: direct
    cue: said
    embeds:
      - of: bo-lee
        attitude: wants
        find: He wants out
        text: He wants out.

  - {id: roe-fair, by: ana-roe, mode: mixed, find: Ana Roe … “fair”, quotes: [fair], cue: called}

narrated:
  - find: >-
      others did
      not

    # kept
    id: others
    text: Others disagreed.
contrasts:
  - between: [roe-fair, others]
    find: but 😀
    cue: but
    text: It was not the view of all.
"""


def sheet(tmp_path: Path, content: str = SHEET, newline: str = "\n") -> Path:
    path = tmp_path / "note.yaml"
    path.write_bytes(content.replace("\n", newline).encode())
    return path


def load(path: Path) -> dict:  # type: ignore[type-arg]
    loaded: dict = YAML(typ="safe").load(path.read_text("utf-8"))  # type: ignore[type-arg]
    return loaded


def entry(*lines: str) -> str:
    head = "source:\n  name: A note\nstatements:\n  - id: roe\n"
    return head + "".join(f"    {line}\n" for line in lines)


def passage(entry: dict) -> str:  # type: ignore[type-arg]
    span = Span.parse(entry["at"])
    assert entry["sha256"] == NOTE.slice_hash(*span)
    return NOTE.content[span.start : span.end]


def kinds(report: AnchorReport) -> list[str]:
    return [problem.diagnosis.kind for problem in report.problems]


def test_every_passage_gets_its_position(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    report = anchor_sheet(path, NOTE)
    assert report.problems == ()
    assert (report.anchored, report.already, report.quotes, report.written) == (6, 0, 3, True)
    data = load(path)
    right, out, fair = data["statements"]
    assert passage(right) == "Asked whether she would stay, Roe replied: “I’m right”"
    assert passage(out) == "He wants out,"
    assert passage(out["embeds"][0]) == "He wants out"
    assert passage(fair) == "Ana Roe called it “fair”"
    assert passage(data["narrated"][0]) == "others did not"
    assert passage(data["contrasts"][0]) == "but 😀"


def test_every_quote_gets_its_position(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    anchor_sheet(path, NOTE)
    for statement in load(path)["statements"]:
        spans = [Span.parse(one) for one in statement["quote_at"]]
        assert [NOTE.content[span.start : span.end] for span in spans] == statement["quotes"]


def test_the_sheet_names_its_text(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    anchor_sheet(path, NOTE)
    assert load(path)["source"]["text"] == {"sha256": NOTE.sha256, "length": NOTE.length}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_no_other_line_changes(tmp_path: Path, newline: str) -> None:
    path = sheet(tmp_path, newline=newline)
    anchor_sheet(path, NOTE)
    after = path.read_bytes().decode().split("\n")
    replaced = ("find:", "“I’m right”  ", "others did\n", "  not\n")
    kept = [line for line in SHEET.splitlines(keepends=True) if not any(part in line for part in replaced)]
    kept = [line.replace("\n", newline).removesuffix("\n") for line in kept]
    assert len(kept) == len(SHEET.splitlines()) - 8
    rest = iter(after)
    assert [line for line in kept if line not in rest] == []
    assert all(line.endswith("\r") == (newline == "\r\n") for line in after[:-1])


def test_the_new_keys_replace_find_in_place(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    anchor_sheet(path, NOTE)
    keys = list(load(path)["statements"][0])
    assert keys == ["id", "by", "mode", "quotes", "cue", "at", "sha256", "quote_at", "about"]
    assert "]      # over two lines\n" in path.read_text("utf-8")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_second_run_changes_no_byte(tmp_path: Path, newline: str) -> None:
    path = sheet(tmp_path, newline=newline)
    anchor_sheet(path, NOTE)
    before, time = path.read_bytes(), path.stat().st_mtime_ns
    report = anchor_sheet(path, NOTE)
    assert (report.anchored, report.already, report.changed, report.written) == (0, 6, False, False)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, time)


def test_a_byte_order_mark_is_kept(tmp_path: Path) -> None:
    path = sheet(tmp_path, "\ufeff" + SHEET)
    assert anchor_sheet(path, NOTE).written
    assert path.read_bytes().startswith(b"\xef\xbb\xbf#")
    assert not anchor_sheet(path, NOTE).changed


def test_without_rewrite_nothing_is_written(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    report = anchor_sheet(path, NOTE, rewrite=False)
    assert (report.changed, report.written, report.anchored) == (True, False, 6)
    assert path.read_bytes() == SHEET.encode()


def test_with_a_problem_nothing_is_written(tmp_path: Path) -> None:
    path = sheet(tmp_path, SHEET.replace("find: but 😀", "find: however"))
    before = path.read_bytes()
    report = anchor_sheet(path, NOTE)
    assert (kinds(report), report.written) == (["not-found"], False)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("lines", "kind", "line", "message"),
    [
        (
            ["find: 'Ana Roe … “fair”'", "quotes:", "  - fair", "  - unfair"],
            "not-found",
            8,
            "roe: quote “unfair”",
        ),
        (["find: Ana Roe … “fair”", "quotes: [I’m right]"], "elsewhere", 6, "roe: quote “I’m right”"),
        (
            ["find: Asked … right", "quotes: [I'm right]"],
            "differs",
            6,
            "differs in quotation marks or dashes",
        ),
        (["find: Roe"], "ambiguous", 5, "roe: find “Roe” is found 2 times"),
        (["by: ana-roe"], "no-place", 4, "roe: is not anchored; add 'find:'"),
        (["quotes: [I'm right]"], "differs", 5, "roe: quotes “I'm right” differs"),
        (["at: 9-3"], "no-place", 5, "'9-3' is not a valid span"),
        (["at: 0-3", f"sha256: {'0' * 64}"], "changed", 5, "does not match the text at 0-3"),
        (["at: 0-3000"], "changed", 5, "ends at 3000, but note.txt is 130 characters long"),
        (["quotes: ['']"], "not-found", 5, "roe: quotes"),
    ],
)
def test_a_problem_names_line_entry_and_cause(
    tmp_path: Path, lines: list[str], kind: str, line: int, message: str
) -> None:
    report = anchor_sheet(sheet(tmp_path, entry(*lines)), NOTE)
    assert kinds(report) == [kind]
    assert str(report.problems[0]).startswith(f"{tmp_path / 'note.yaml'}:{line}: roe: ")
    assert message in str(report.problems[0])


def test_a_quote_from_another_source_names_it(tmp_path: Path) -> None:
    path = sheet(tmp_path, entry("find: Ana Roe … “fair”", "quotes: [never heard]"))
    report = anchor_sheet(path, NOTE, others={"cnn": Text("cnn.txt", "It was “never heard” of.")})
    assert report.problems[0].diagnosis.source == "cnn"


def test_a_missing_hash_is_written_after_its_place(tmp_path: Path) -> None:
    path = sheet(tmp_path, entry("at: 0-7  # mine", "by: ana-roe"))
    assert anchor_sheet(path, NOTE).already == 1
    assert entry("at: 0-7  # mine", f"sha256: {NOTE.slice_hash(0, 7)}", "by: ana-roe").split("statements")[
        1
    ] in (path.read_text("utf-8"))


def test_a_new_find_replaces_an_old_position(tmp_path: Path) -> None:
    old = ["at: 0-3", f"sha256: {'0' * 64}", "quote_at: [0-3]"]
    path = sheet(tmp_path, entry(*old, "quotes: [fair]", "find: Ana Roe … “fair”  # moved", "by: ana-roe"))
    assert anchor_sheet(path, NOTE).anchored == 1
    statement = load(path)["statements"][0]
    assert passage(statement) == "Ana Roe called it “fair”"
    assert list(statement) == ["id", "at", "sha256", "quote_at", "quotes", "by"]


def test_positions_of_quotes_that_are_wrong_are_found_again(tmp_path: Path) -> None:
    path = sheet(tmp_path, entry("at: 0-24", "quotes: [fair]", "quote_at: [3-7, 9-10]"))
    assert anchor_sheet(path, NOTE).problems == ()
    assert load(path)["statements"][0]["quote_at"] == ["19-23"]


def test_an_embedded_attribution_without_a_position_gets_none(tmp_path: Path) -> None:
    lines = ["find: “He wants out,” she said", "embeds:", "  - of: bo-lee", "    quotes: [wants out]"]
    path = sheet(tmp_path, entry(*lines))
    assert anchor_sheet(path, NOTE).problems == ()
    embedded = load(path)["statements"][0]["embeds"][0]
    assert list(embedded) == ["of", "quotes", "quote_at"]


def test_an_embedded_passage_is_searched_in_its_statement_first(tmp_path: Path) -> None:
    lines = ["find: Asked … replied", "embeds:", "  - {of: bo-lee, find: Roe}"]
    path = sheet(tmp_path, entry(*lines))
    assert anchor_sheet(path, NOTE).problems == ()
    start = NOTE.content.index("Roe replied")
    assert load(path)["statements"][0]["embeds"][0]["at"] == f"{start}-{start + 3}"


@pytest.mark.parametrize(
    "source",
    [
        "source: {name: A note}",
        "source:\n  name: A note\n  text:",
        "source:\n  name: A note\n  text: {}",
        "source:\n  text:\n    length: 7 # old\n  name: A note",
        "source:\n  name: A note\n  text: {sha256: abc, length: 7}",
        "source:\n  name: A note # the title\n\n  # the end",
    ],
)
def test_the_text_is_recorded_in_any_yaml_style(tmp_path: Path, source: str) -> None:
    path = sheet(tmp_path, f"{source}\nstatements: []\n")
    assert anchor_sheet(path, NOTE).written
    assert load(path)["source"]["text"] == {"sha256": NOTE.sha256, "length": NOTE.length}
    assert load(path)["source"]["name"] == "A note"


def test_another_text_than_before_is_reported(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    assert not anchor_sheet(path, NOTE).new_text
    assert anchor_sheet(path, Text("note.txt", NOTE.content + "\nCorrected.")).new_text


@pytest.mark.parametrize(
    "content", ["", "statements: []\n", "source: {}\n", "a: b: c\n", "- a\n", "a: &x 1\nb: *x\n"]
)
def test_a_file_that_is_not_a_sheet_is_refused(tmp_path: Path, content: str) -> None:
    path = sheet(tmp_path, content)
    with pytest.raises(SheetError):
        anchor_sheet(path, NOTE)
    assert path.read_bytes() == content.encode()


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    path.chmod(0o640)
    anchor_sheet(path, NOTE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_target_that_cannot_be_replaced_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = sheet(tmp_path)
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutputError, match="No space left"):
        anchor_sheet(path, NOTE)
    assert path.read_bytes() == SHEET.encode()
    assert list(tmp_path.iterdir()) == [path]


COMMENT = st.sampled_from(["", "  # why", "   #x"])
BETWEEN = st.sampled_from(["", "\n", "    # note\n", "\n  # far\n\n"])
FIND = st.sampled_from(
    [
        "Ana Roe … fair",
        "'Ana Roe … “fair”'",
        '"Ana Roe … \\u201cfair\\u201d"',
        "Ana Roe\n      … fair",
        ">\n      Ana Roe …\n      fair",
        "|-\n      Ana Roe … fair\n",
    ]
)
QUOTES = st.sampled_from(
    ["[fair]", "\n      - fair", "\n    - 'fair'", "\n      - fair   # q\n      # w", "[ fair\n     ]"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    find=FIND,
    quotes=QUOTES,
    before=BETWEEN,
    between=BETWEEN,
    comment=COMMENT,
    order=st.permutations(["find", "quotes", "by"]),
    last_newline=st.booleans(),
)
def test_an_entry_in_any_yaml_style_is_anchored_in_place(
    tmp_path: Path,
    *,
    find: str,
    quotes: str,
    before: str,
    between: str,
    comment: str,
    order: list[str],
    last_newline: bool,
) -> None:
    block = find.startswith((">", "|"))
    values = {
        "find": f"find: {find}{'' if block else comment}",
        "quotes": f"quotes: {quotes}{'' if '#' in quotes else comment}",
        "by": f"by: ana-roe{comment}",
    }
    first, *rest = (values[key] for key in order)
    content = f"source: {{name: x}}\nstatements:\n{before}  - {first}\n"
    content += "".join(f"{between}    {one}\n" for one in rest)
    path = sheet(tmp_path, content if last_newline else content.rstrip("\n"))
    assert anchor_sheet(path, NOTE).problems == ()
    statement = load(path)["statements"][0]
    assert passage(statement).startswith("Ana Roe called it “fair")
    assert (statement["quotes"], statement["by"], statement["quote_at"]) == (["fair"], "ana-roe", ["19-23"])
    assert path.read_text("utf-8").count("#") == content.count("#")


@pytest.mark.article
def test_the_example_of_the_article_is_anchored(tmp_path: Path, article: Text) -> None:
    path = sheet(
        tmp_path, entry("by: donald-trump", "quotes:", "  - I’m right", "find: When asked … “I’m right”")
    )
    assert anchor_sheet(path, article).problems == ()
    statement = load(path)["statements"][0]
    span = Span.parse(statement["quote_at"][0])
    assert article.content[span.start : span.end] == "I’m right"
