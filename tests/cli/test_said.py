"""``kg said``: the contract for programs, the marks of words, and empty answers."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.namespaces import MODE

#: The keys that programs may rely on, with the types of their values.
CONTRACT: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "speaker": (str,),
    "speaker_label": (str,),
    "on_behalf_of": (list,),
    "on_behalf_of_labels": (list,),
    "mode": (str,),
    "text": (str,),
    "quotes": (list,),
    "cue": (str, type(None)),
    "said_earliest": (str, type(None)),
    "said_latest": (str, type(None)),
    "date_basis": (str, type(None)),
    "addressee": (str, type(None)),
    "place": (str, type(None)),
    "occasion": (str, type(None)),
    "about": (list,),
    "source": (str,),
    "source_label": (str,),
    "reported_by": (list,),
    "start": (int,),
    "end": (int,),
}
ABOUT = {"target", "label", "stance", "evaluation", "score", "confidence"}


@pytest.fixture
def rows(call: Any) -> list[dict[str, Any]]:
    ran = call("said", "-f", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_every_line_of_jsonl_has_every_key_of_the_contract_with_its_type(rows: list[dict[str, Any]]) -> None:
    assert rows
    for row in rows:
        wrong = {
            key: row.get(key, "missing") for key, kinds in CONTRACT.items() if type(row.get(key)) not in kinds
        }
        assert not wrong, row["id"]


def test_every_line_of_jsonl_has_the_same_keys_in_the_same_order(rows: list[dict[str, Any]]) -> None:
    assert len({tuple(row) for row in rows}) == 1


def test_the_readings_of_a_statement_have_the_keys_of_the_contract(rows: list[dict[str, Any]]) -> None:
    targets = [target for row in rows for target in row["about"]]
    assert targets
    assert all(set(target) >= ABOUT for target in targets)
    assert all((target["stance"] is None) != (target["evaluation"] is None) for target in targets)


def test_ids_are_iris_and_dates_are_days(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert row["id"].startswith("https://")
        assert row["speaker"].startswith("https://")
        for day in (row["said_earliest"], row["said_latest"]):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)


def test_csv_has_the_names_of_the_contract_as_its_header(call: Any, rows: list[dict[str, Any]]) -> None:
    header = next(csv.reader(io.StringIO(call("said", "-f", "csv").out)))
    assert header == list(rows[0])


def test_json_and_jsonl_hold_the_same_rows(call: Any, rows: list[dict[str, Any]]) -> None:
    assert json.loads(call("said", "-f", "json").out) == rows


def test_jsonl_of_nothing_is_nothing_and_json_an_empty_list(call: Any) -> None:
    assert call("said", "--grep", "xyzzy", "-f", "jsonl").out == ""
    assert json.loads(call("said", "--grep", "xyzzy", "-f", "json").out) == []


def test_quotes_are_in_quotation_marks_and_paraphrases_are_marked(
    call: Any, rows: list[dict[str, Any]]
) -> None:
    listing = " ".join(call("said").out.split())
    assert len(re.findall(r"\[paraphrase\]", listing)) == sum(row["mode"] != "direct" for row in rows)
    assert "“I’m right”" in listing
    assert "[paraphrase] I’m right" not in listing


def test_a_listing_names_source_span_reporters_and_coder_of_each_statement(
    call: Any, rows: list[dict[str, Any]]
) -> None:
    listing = " ".join(call("said").out.split())
    for row in rows:
        assert f"characters {row['start']:,} to {row['end']:,}, reported by" in listing
        assert f"kg explain {'/'.join(row['id'].rsplit('/', 2)[-2:])}" in listing
    assert listing.count("coded by") == len(rows)


def test_an_embedded_attribution_is_not_a_statement_of_the_person_it_is_about(
    rows: list[dict[str, Any]],
) -> None:
    embedded = [(inner["attributee"], inner["text"]) for row in rows for inner in row["embeds"]]
    assert embedded
    assert not {(row["speaker"], row["text"]) for row in rows} & set(embedded)


def test_nobody_is_an_answer_that_says_how_many_were_looked_at(call: Any) -> None:
    ran = call("said", "--by", "trump", "--grep", "xyzzy")
    assert (ran.code, ran.out) == (0, "")
    assert re.match(r"No matching statements found; looked at \d+ statements by \d+ actors\.", ran.err)


def test_about_includes_narrower_issues(call: Any) -> None:
    about = {
        json.loads(line)["id"] for line in call("said", "--about", "tariffs", "-f", "jsonl").out.splitlines()
    }
    narrow = {
        json.loads(line)["id"]
        for line in call("said", "--about", "us-tariffs", "-f", "jsonl").out.splitlines()
    }
    assert narrow
    assert narrow < about


def test_with_rows_the_number_of_further_rows_is_given(call: Any) -> None:
    ran = call("said", "-n", "2", "-f", "jsonl")
    assert len(ran.out.splitlines()) == 2
    assert re.fullmatch(r"\d+ more; -n 0 shows all\.\n", ran.err)


@pytest.mark.parametrize("form", ["text", "table", "csv", "json", "jsonl", "md"])
def test_every_format_goes_to_a_file_as_it_goes_to_standard_output(
    call: Any, tmp_path: Path, form: str
) -> None:
    shown = call("said", "--by", "carney", "-f", form)
    assert shown.code == 0
    assert call("said", "--by", "carney", "-f", form, "-o", tmp_path / "out").out == ""
    written = (tmp_path / "out").read_bytes().decode()
    # A table for a terminal is as wide as the terminal; the other formats are the same to the byte.
    assert written == shown.out or form in ("text", "table")
    assert written


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--by", "carny"], ["no actor named 'carny'", "person/mark-carney"]),
        (["--about", "tarifs"], ["no thing named 'tarifs'", "issue/tariffs"]),
        (["--stance", "against"], ["unknown stance or evaluation 'against'", "oppose"]),
        (["--mode", "loud"], ["unknown mode 'loud'", "reported-belief"]),
        (["--since", "2025-13"], ["'2025-13' is not a valid date", "YYYY-MM-DD"]),
        (["-f", "xml"], ["'xml' is not one of", "jsonl"]),
        (["--limit-time", "0"], ["--limit-time"]),
        (["--rows", "-1"], ["--rows"]),
        (["--store", "no/such"], ["no/such", "no such file or folder", "kg load"]),
        (["--store", "http://127.0.0.1:9/sparql"], ["http://127.0.0.1:9/sparql"]),
        (["-o", "no/such/file"], ["no/such/file", "cannot be written"]),
        pytest.param(
            ["-o", "/dev/full"],
            ["/dev/full", "No space left"],
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here"),
        ),
        (["surplus"], ["unexpected extra argument"]),
    ],
    ids=lambda value: " ".join(value) if value and value[0].startswith("-") else "",
)
def test_a_request_that_cannot_be_carried_out_exits_2_and_says_why_on_stderr(
    call: Any, arguments: list[str], words: list[str]
) -> None:
    ran = call("said", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert not [word for word in words if word not in ran.err]


def test_an_ambiguous_name_lists_what_it_could_be(call: Any) -> None:
    ran = call("said", "--about", "deal")
    assert ran.code == 2
    assert "Matches:" in ran.err
    assert len(re.findall(r"^    .*(?:issue|agreement|measure|event)/[a-z-]+$", ran.err, re.M)) >= 2


def test_a_folder_that_is_not_a_store_is_not_written_to(call: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = call("said", "--store", "empty")
    assert ran.code == 2
    assert "not a workspace" in ran.err
    assert not list((tmp_path / "empty").iterdir())


def test_an_rdf_file_can_be_asked_and_gives_the_same_rows(call: Any, rows: list[dict[str, Any]]) -> None:
    from kg import resources

    ran = call("said", "--store", resources.bundled_graph(), "-f", "jsonl")
    assert [json.loads(line) for line in ran.out.splitlines()] == rows


#: As imported: a person who speaks for a body, words of unknown mode, a score.
IMPORTED = """
@prefix w: <https://w3id.org/wsw/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix m: <https://w3id.org/wsw/mode#> .
@prefix st: <https://w3id.org/wsw/stance#> . @prefix c: <https://w3id.org/wsw/confidence#> .
@prefix x: <https://w3id.org/wsw/id/x/> . @prefix i: <https://w3id.org/wsw/id/issue/> .
@prefix p: <https://w3id.org/wsw/id/person/> . @prefix o: <https://w3id.org/wsw/id/organization/> .
@prefix s: <https://w3id.org/wsw/id/statement/> .
p:ann a w:Actor ; rdfs:label "Ann" . o:greens a w:Actor ; rdfs:label "Greens" .
i:dam a w:Proposal, w:Issue ; rdfs:label "Building the dam" . x:src a w:Source ; rdfs:label "Source" .
s:s1 a w:Statement ; w:speaker p:ann ; w:onBehalfOf o:greens ; w:mode m:not-coded ;
  w:text "Not: Building the dam" ; w:passage x:p1 ; w:reportedIn x:src .
s:s2 a w:Statement ; w:speaker o:greens ; w:mode m:indirect ; w:text "They will talk." ;
  w:passage x:p2 ; w:reportedIn x:src .
x:p1 oa:start 1 ; oa:end 5 . x:p2 oa:start 6 ; oa:end 9 .
x:r1 a w:Reading ; w:readingOf s:s1 ; w:target i:dam ; w:stance st:oppose ; w:score -2.5 ;
  w:confidence c:medium ; w:reason "as imported" .
"""


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    path = tmp_path / "imported.ttl"
    path.write_text(IMPORTED, encoding="utf-8")
    return path


def test_a_listing_shows_on_whose_behalf_it_was_said_and_the_score_of_each_reading(
    call: Any, imported: Path
) -> None:
    lines = call("said", "--by", "ann", "--store", imported).out.splitlines()
    assert re.fullmatch(r"Ann for Greens +no date", lines[0])
    assert "  − opposes Building the dam (score -2.5, medium): as imported" in lines


@pytest.mark.parametrize("command", [["said", "--by", "ann"], ["explain", "statement/s1"]])
def test_words_of_unknown_mode_are_marked_as_neither_quote_nor_paraphrase(
    call: Any, imported: Path, command: list[str]
) -> None:
    ran = call(*command, "--store", imported)
    assert ran.code == 0
    assert re.search(r"^  \[coded as\] Not: Building the dam +mode not-coded$", ran.out, re.MULTILINE)
    assert "“" not in ran.out
    assert "paraphrase" not in ran.out


def test_statements_on_behalf_of_a_body_are_distinct_from_its_own(call: Any, imported: Path) -> None:
    def texts(*condition: str) -> list[str]:
        out = call("said", *condition, "--store", imported, "-f", "jsonl").out
        return [json.loads(line)["text"] for line in out.splitlines()]

    assert texts("--on-behalf-of", "greens") == ["Not: Building the dam"]
    assert texts("--by", "greens") == ["They will talk."]
    assert texts("--mode", "not-coded") == ["Not: Building the dam"]


def test_the_help_names_every_mode(call: Any) -> None:
    shown = " ".join(call("said", "--help").out.split())
    assert ", ".join(sorted(MODE.terms)) in shown
