"""Written answers: formats, targets, hostile text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import options, output
from kg.cli.output import FORMATS, emit, page_of
from kg.cli.views.statements import cards
from kg.cli.views.tables import Page
from kg.errors import OutputError
from kg.wording.visible import visible

HOSTILE = "a\x1b[31mred\x1b]0;title\x07 \u202eback\u2066 \x9bC1"


@dataclass
class Answer:
    rows: list[dict[str, Any]]
    columns: tuple[str, ...] = ("id", "text")
    looked_at: int = 93
    counted: str = "statements"
    notes: tuple[str, ...] = ()
    more: int | None = 0
    name: str = "test"
    sparql: list[str] = field(default_factory=list)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """``emit`` on a terminal; returns the content of the screen."""
    for name in ("NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)

    def emitted(answer: Answer, **asked: Any) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout", screen)
            emit(answer, **asked)
        return screen.getvalue()

    return emitted


def rendered(form: str, *rows: dict[str, Any], columns: tuple[str, ...] = ("id", "text"), **page: Any) -> str:
    return "".join(FORMATS[form](columns, list(rows), Page(**page)))


# JSON has no lone surrogates, CSV no NUL; everything else must survive.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.fixed_dictionaries({"id": TEXT, "text": TEXT})))
def test_csv_gives_back_every_text(rows: list[dict[str, str]]) -> None:
    read = csv.DictReader(io.StringIO(rendered("csv", *rows), newline=""), strict=True)
    assert list(read) == rows


@given(st.lists(st.fixed_dictionaries({"id": TEXT, "text": TEXT | st.none() | st.lists(TEXT)})))
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_gives_back_every_row(form: str, rows: list[dict[str, Any]]) -> None:
    text = rendered(form, *rows)
    read = json.loads(text) if form == "json" else [json.loads(line) for line in text.split("\n")[:-1]]
    assert read == rows


def test_csv_does_not_alter_a_quote_that_begins_like_a_formula() -> None:
    assert rendered("csv", {"id": "s1", "text": "=1+1"}) == "id,text\r\ns1,=1+1\r\n"


@given(TEXT)
def test_a_markdown_row_stays_one_row_of_two_cells(text: str) -> None:
    line = rendered("md", {"id": "s1", "text": text}, {"id": "s2", "text": "x"})
    lines = line.split("\n")
    assert len(lines) == 5
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == 3


@pytest.mark.parametrize("form", ["table", "md"])
def test_text_for_people_has_no_control_characters(form: str) -> None:
    text = rendered(form, {"id": HOSTILE, "text": HOSTILE})
    assert text.replace("\n", "").isprintable()


def test_cards_have_no_control_characters() -> None:
    about = [{"label": HOSTILE, "stance": "support", "reason": HOSTILE, "confidence": HOSTILE}]
    row = dict.fromkeys(["id", "speaker_label", "text", "cue", "place_label", "source_label"], HOSTILE)
    text = "".join(cards([row | {"mode": "mixed", "quotes": [HOSTILE], "about": about}]))
    assert text.replace("\n", "").isprintable()


@given(st.text())
def test_visible_text_is_printable_or_blank(text: str) -> None:
    assert not any(c < " " or "\x7f" <= c < "\xa0" or "\u202a" <= c <= "\u202e" for c in visible(text))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_and_cards_keep_to_the_width(width: int) -> None:
    words = "the tariffs are what he wants to talk about " * 9
    row = {"id": "s1", "speaker_label": "Somebody", "mode": "direct", "quotes": [words], "text": words}
    drawn = rendered("table", row, columns=("id", "speaker_label", "text"), width=width)
    assert max(map(len, (drawn + "".join(cards([row], width=width))).splitlines())) <= width


def test_a_paraphrase_is_never_shown_as_quoted_words() -> None:
    text = "".join(cards([{"id": "s1", "speaker_label": "A", "mode": "indirect", "text": "He wants it."}]))
    assert "[paraphrase] He wants it." in text and "“" not in text


@pytest.mark.parametrize(("stance", "sign"), [("support", "+"), ("oppose", "−"), ("mixed", "~")])
def test_a_stance_has_a_sign_beside_its_colour(stance: str, sign: str) -> None:
    about = [{"target": "iri", "label": "tariffs", "stance": stance}]
    assert f"  {sign} " in "".join(cards([{"id": "s1", "speaker_label": "A", "about": about}]))


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ({}, "no date"),
        ({"counts_from": "2025-10-06", "counts_until": "2025-10-06", "counts_by": "stated"}, "2025-10-06"),
        ({"counts_from": "2025-10-06", "counts_until": "2025-10-09"}, "2025-10-06 to 2025-10-09"),
        (
            {"counts_from": "2025-10-06", "counts_until": "2025-10-06", "counts_by": "inferred"},
            "(inferred)",
        ),
        (
            {"counts_from": "2025-10-06", "counts_until": "2025-10-06", "counts_by": "published"},
            "as reported on 2025-10-06",
        ),
    ],
)
def test_cards_say_how_sure_a_date_is(dates: dict[str, str], shown: str) -> None:
    first = "".join(cards([{"id": "s1", "speaker_label": "A", **dates}])).splitlines()[0]
    assert first.endswith(shown)


def test_cards_say_who_read_what_where_coders_differ() -> None:
    about = [
        {"label": "A toll", "stance": stance, "coder_label": coder, "status": "current"}
        for stance, coder in (("support", "Ann"), ("oppose", "Ben"))
    ]
    text = "".join(cards([{"id": "s1", "speaker_label": "A", "about": about}]))
    assert "coders differ: Ann support, Ben oppose on A toll" in text
    assert "coders differ" not in "".join(cards([{"id": "s1", "speaker_label": "A", "about": about[:1]}]))


def test_an_empty_answer_says_how_much_it_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    emit(Answer([]), format="json")
    assert capsys.readouterr() == ("[]\n", "Nothing found; looked at 93 statements.\n")


def test_an_empty_answer_is_explained_in_the_words_of_the_question(
    capsys: pytest.CaptureFixture[str],
) -> None:
    emit(Answer([], notes=("Nobody opposes it: looked at 93 statements.",)), format="jsonl")
    assert capsys.readouterr().err == "Nobody opposes it: looked at 93 statements.\n"


@pytest.mark.parametrize(
    ("form", "text"), [("json", "[]\n"), ("jsonl", ""), ("csv", "id,text\r\n"), ("table", "")]
)
def test_no_rows_are_still_a_valid_file(form: str, text: str) -> None:
    assert rendered(form) == text


def test_notes_do_not_mix_with_data(capsys: pytest.CaptureFixture[str]) -> None:
    emit(Answer([{"id": "s1"}], notes=("two readings were retracted",)), format="jsonl")
    assert capsys.readouterr() == ('{"id": "s1"}\n', "two readings were retracted\n")


def test_a_terminal_gets_the_newest_rows_and_the_number_of_the_others(
    on_terminal: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": f"s{n:03}", "said_latest": f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}"} for n in range(60)]
    text = on_terminal(Answer(rows, columns=("id", "said_latest")), color=False)
    assert "s059" in text and "s009" not in text
    assert capsys.readouterr().err == "10 more; -n 0 shows all.\n"


def test_n_0_gives_a_terminal_all(on_terminal: Callable[..., str]) -> None:
    text = on_terminal(Answer([{"id": str(n)} for n in range(60)]), rows=0)
    assert len(text.splitlines()) == 62


def test_a_pipe_gets_all(capsys: pytest.CaptureFixture[str]) -> None:
    emit(Answer([{"id": str(n)} for n in range(60)]))
    assert len(capsys.readouterr().out.splitlines()) == 62


@pytest.mark.parametrize(
    ("environment", "asked", "colour"),
    [
        ({}, None, True),
        ({"NO_COLOR": "1"}, None, False),
        ({"TERM": "dumb"}, None, False),
        ({"NO_COLOR": "1"}, True, True),
        ({}, False, False),
    ],
)
def test_colour_on_a_terminal(
    on_terminal: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    asked: bool | None,
    colour: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    text = on_terminal(Answer([{"id": "s1", "text": "x"}]), color=asked)
    assert ("\x1b[" in text) is colour


def test_a_pipe_gets_no_colour_and_200_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert page_of(io.StringIO()) == Page(width=200, color=False)


def test_the_variable_columns_takes_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert page_of(io.StringIO()).width == 72


def test_a_file_is_written_and_standard_output_is_not(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    emit(Answer([{"id": "s1", "text": "“x”"}]), format="csv", output=str(tmp_path / "rows.csv"))
    assert (tmp_path / "rows.csv").read_bytes() == "id,text\r\ns1,“x”\r\n".encode()
    assert capsys.readouterr().out == ""


def test_a_closed_standard_output_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(OutputError, match="closed"):
        output.write(["x"])


def test_the_choices_of_f_are_the_existing_formats() -> None:
    import click

    @click.command()
    @options.output(text=True)
    def command(**out: Any) -> None:
        click.echo(sorted(out))

    choices = next(p for p in command.params if p.name == "format").type
    assert isinstance(choices, click.Choice) and list(choices.choices) == ["text", *FORMATS, "xlsx"]
    assert CliRunner().invoke(command, []).output == "['color', 'format', 'output', 'rows']\n"


def test_as_many_rows_as_a_number_can_say_are_all(call: Any) -> None:
    for command in ("said", "positions"):
        every = call(command, "-f", "csv")
        assert call(command, "-n", "9" * 30, "-f", "csv").out == every.out != ""


def test_numbers_that_json_lacks_are_text(call: Any) -> None:
    many = "9" * 400
    query = f"SELECT (1e400 AS ?a) (xsd:double('NaN') AS ?b) ('{many}'^^xsd:decimal AS ?c) (0.1 AS ?d) {{}}"
    (row,) = json.loads(call("query", query, "-f", "json").out)
    assert row == {"a": "INF", "b": "NaN", "c": many, "d": 0.1}
