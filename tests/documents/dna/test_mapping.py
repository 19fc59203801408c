"""How the content of a DNA database is converted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.documents.dna.conversion import Options, import_dna
from kg.documents.dna.variables import Wanted

Read = Callable[[Path], Any]
NEEDED, WANTS_NONE = (15, 43), (45, 86)


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Path]:
    """A function that imports a database and returns the workspace."""

    def run(dna: Any, **options: Any) -> Path:
        import_dna(dna.path, tmp_path / "w", Options(**options))
        return tmp_path / "w"

    return run


@pytest.fixture
def sheet(imported: Callable[..., Path], read: Read) -> Callable[..., Any]:
    """A function that imports a database and returns the sheet of its first document."""
    return lambda dna, **options: read(imported(dna, **options) / "sources" / "bridge-first-debate.yaml")


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., str]:
    """A function that imports a database and returns the report."""
    return lambda dna, **options: "\n".join(import_dna(dna.path, tmp_path / "w", Options(**options)).lines())


# Statements


def test_a_person_speaks_on_behalf_of_the_organization(dna: Any, sheet: Any) -> None:
    dna.said(1, WANTS_NONE, "Bo Roe", "A bridge", 0, organization="Ferry Company")
    (statement,) = sheet(dna)["statements"]
    assert (statement["by"], statement["on_behalf_of"]) == ("person/bo-roe", "organization/ferry-company")


def test_an_organization_without_a_person_is_the_speaker(dna: Any, sheet: Any) -> None:
    dna.said(1, WANTS_NONE, "", "A bridge", 0, organization="Ferry Company")
    (statement,) = sheet(dna)["statements"]
    assert statement["by"] == "organization/ferry-company" and "on_behalf_of" not in statement


def test_without_either_the_speaker_is_not_named(dna: Any, sheet: Any, read: Read, tmp_path: Path) -> None:
    dna.said(1, WANTS_NONE, "", "A bridge", 0)
    assert sheet(dna)["statements"][0]["by"] == "group/not-named"
    assert read(tmp_path / "w" / "actors.yaml")["groups"]["not-named"]["name"] == "Speaker not named"


@pytest.mark.parametrize(
    "agreement, stance, text", [(1, "support", "A bridge"), (0, "oppose", "Not: A bridge")]
)
def test_a_boolean_qualifier_is_support_or_opposition(
    dna: Any, sheet: Any, agreement: int, stance: str, text: str
) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", agreement)
    (statement,) = sheet(dna)["statements"]
    assert (statement["mode"], statement["text"]) == ("not-coded", text)
    assert statement["about"] == [
        {
            "on": "issue/a-bridge",
            "stance": stance,
            "confidence": "medium",
            "why": f"Coded in DNA: agreement = {agreement} (statement 1).",
        }
    ]


@pytest.mark.parametrize("value, stance", [(2, "support"), (0, "neutral"), (-1, "oppose")])
def test_the_sign_of_an_integer_qualifier_is_the_stance(
    scaled: Any, sheet: Any, value: int, stance: str
) -> None:
    scaled.said(1, NEEDED, "Ann Lee", "A bridge", value)
    (reading,) = sheet(scaled)["statements"][0]["about"]
    assert (reading["stance"], reading["score"]) == (stance, value)


def test_a_missing_qualifier_is_unclear_and_counted(
    dna: Any, report: Any, read: Read, tmp_path: Path
) -> None:
    dna.passage(1, NEEDED, person="Ann Lee", concept="A bridge")
    assert "Coded passages without a value for or against, imported as unclear: 1" in report(dna)
    (statement,) = read(tmp_path / "w" / "sources" / "bridge-first-debate.yaml")["statements"]
    assert statement["about"][0]["stance"] == "unclear"


def test_a_passage_without_a_concept_is_a_statement_without_a_reading(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "", 1)
    (statement,) = sheet(dna)["statements"]
    assert (statement["about"], statement["text"]) == ([], "No concept is coded.")


def test_the_date_is_the_documents_and_inferred(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    found = sheet(dna)
    assert found["source"]["published"] == date(2021, 3, 14)
    when = found["statements"][0]["when"]
    assert (when["day"], when["basis"]) == (date(2021, 3, 14), "inferred")
    assert when["why"] == "date of the document; statements in DNA do not have dates of their own"


def test_other_variables_are_fields(dna: Any, sheet: Any, read: Read, tmp_path: Path) -> None:
    for at, (name, datatype) in enumerate(
        {"frame": "short text", "tone": "integer", "front page": "boolean", "memo": "long text"}.items(), 5
    ):
        dna.variable(at, name, datatype)
    more = {"frame": "Cost", "tone": -3, "front page": 1, "memo": "see page 2"}
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1, **more)
    fields = sheet(dna)["statements"][0]["fields"]
    assert fields == {
        **{"DNA statement": 1, "DNA coder": 2, "frame": {"is": "term/cost"}, "tone": -3},
        **{"front page": True, "memo": "see page 2"},
    }
    assert read(tmp_path / "w" / "terms.yaml")["terms"]["cost"]["fields"]["DNA variable"] == "frame"


def test_quote_stores_the_passage_as_the_speakers_words(
    dna: Any, sheet: Any, checked: Any, tmp_path: Path
) -> None:
    dna.said(1, (14, 43), "Ann Lee", "A bridge", 1)
    (statement,) = sheet(dna, quote=True)["statements"]
    assert statement["mode"] == "direct" and "text" not in statement
    assert (statement["quotes"], statement["quote_at"]) == (["A bridge is needed, she said"], ["15-43"])
    found = checked(tmp_path / "w")
    assert (found.findings, found.anchors) == ([], 2)


@pytest.mark.parametrize("sign", ["\x07", "e\u0301", "\u202e"])
def test_quote_leaves_out_words_that_a_graph_cannot_hold(
    dna: Any, report: Any, checked: Any, tmp_path: Path, sign: str
) -> None:
    dna.document(2, "Odd", f"He said{sign} yes.")
    dna.said(1, (3, 10), "Ann Lee", "A bridge", 1, document=2)
    assert "Passages with characters that a quote cannot have" in report(dna, quote=True)
    assert checked(tmp_path / "w").findings == []


@pytest.mark.parametrize(
    "words", ["“Yes, a bridge.”", '"Yes, a bridge"', "“Yes, a bridge", "‘Yes, a bridge’,"]
)
def test_quote_removes_quotation_marks_around_a_passage(
    dna: Any, imported: Any, read: Read, checked: Any, words: str
) -> None:
    dna.document(2, "Marks", f"He said {words} and went.")
    dna.said(1, (8, 8 + len(words)), "Ann Lee", "A bridge", 1, document=2)
    folder = imported(dna, quote=True)
    (statement,) = read(folder / "sources" / "marks.yaml")["statements"]
    assert statement["quotes"][0].rstrip(".") == "Yes, a bridge"
    assert checked(folder).findings == []


# Several passages at one place


def test_two_concepts_of_one_speaker_at_one_place_are_one_statement(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, NEEDED, "Ann Lee", "Ferries", 0)
    (statement,) = sheet(dna)["statements"]
    assert [reading["on"] for reading in statement["about"]] == ["issue/a-bridge", "issue/ferries"]
    assert statement["text"] == "A bridge / Not: Ferries"
    assert statement["fields"] == {"DNA statement": "1 2", "DNA coder": "2 2"}


def test_two_organizations_of_one_speaker_at_one_place_are_two_statements(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1, organization="Town")
    dna.said(2, NEEDED, "Ann Lee", "A bridge", 1, organization="County")
    behalf = [statement["on_behalf_of"] for statement in sheet(dna)["statements"]]
    assert behalf == ["organization/town", "organization/county"]


def test_two_coders_of_one_statement_have_a_reading_each(
    dna: Any, sheet: Any, checked: Any, tmp_path: Path
) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, NEEDED, "Ann Lee", "A bridge", 1, coder=1)
    (statement,) = sheet(dna)["statements"]
    assert [reading.get("coder") for reading in statement["about"]] == [None, "admin"]
    assert checked(tmp_path / "w").findings == []


def test_an_exact_repetition_is_one_reading_and_counted(
    dna: Any, report: Any, read: Read, tmp_path: Path
) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, NEEDED, "Ann Lee", "A bridge", 1)
    assert "Exact repetitions of a coded passage, combined to one reading: 1" in report(dna)
    (statement,) = read(tmp_path / "w" / "sources" / "bridge-first-debate.yaml")["statements"]
    (reading,) = statement["about"]
    assert reading["why"] == "Coded in DNA: agreement = 1 (statements 1 2)."


def test_a_second_score_of_the_same_stance_is_kept_as_a_field(
    scaled: Any, sheet: Any, checked: Any, tmp_path: Path
) -> None:
    scaled.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    scaled.said(2, NEEDED, "Ann Lee", "A bridge", 3)
    (statement,) = sheet(scaled)["statements"]
    assert [reading["score"] for reading in statement["about"]] == [1]
    assert statement["fields"]["agreement (DNA 2)"] == 3
    assert checked(tmp_path / "w").findings == []


def test_for_and_against_by_one_coder_at_one_place_is_mixed(
    scaled: Any, sheet: Any, checked: Any, tmp_path: Path
) -> None:
    scaled.said(1, NEEDED, "Ann Lee", "A bridge", 2)
    scaled.said(2, NEEDED, "Ann Lee", "A bridge", -1)
    (statement,) = sheet(scaled)["statements"]
    (reading,) = statement["about"]
    assert (reading["stance"], "score" in reading) == ("mixed", False)
    assert "(statements 1 2)" in reading["why"]
    assert {statement["fields"][f"agreement (DNA {number})"] for number in (1, 2)} == {2, -1}
    assert checked(tmp_path / "w").findings == []


def test_documents_of_one_text_are_one_source(
    dna: Any, imported: Any, read: Read, checked: Any, tmp_path: Path
) -> None:
    (text, day) = dna.connection.execute("SELECT Text, Date FROM DOCUMENTS").fetchone()
    dna.document(2, "Bridge, again", text, Date=day + 86400, Author="A. Writer")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, NEEDED, "Ann Lee", "Ferries", 0, document=2)
    folder = imported(dna)
    (path,) = (folder / "sources").iterdir()
    sheet = read(path)
    assert [reading["on"] for reading in sheet["statements"][0]["about"]] == [
        "issue/a-bridge",
        "issue/ferries",
    ]
    fields = sheet["source"]["fields"]
    assert (fields["DNA document"], fields["DNA document (DNA 2)"], fields["Title"]) == (
        1,
        2,
        "Bridge, again",
    )
    assert checked(folder).findings == []


def test_a_document_without_a_text_is_left_out_and_counted(
    dna: Any, report: Any, checked: Any, tmp_path: Path
) -> None:
    dna.document(2, "Empty", "")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert "Not imported: Documents without a text (1)" in report(dna)
    assert checked(tmp_path / "w").findings == []


def test_names_that_look_alike_are_one_entity(dna: Any, imported: Any, read: Read, checked: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, WANTS_NONE, "Ann\u200b  Lee", "A bridge", 1)
    folder = imported(dna)
    assert list(read(folder / "actors.yaml")["people"]) == ["ann-lee"]
    assert checked(folder).findings == []


def test_variables_in_which_merged_passages_differ_keep_their_numbers(dna: Any, sheet: Any) -> None:
    dna.variable(5, "frame", "short text")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1, frame="Cost")
    dna.said(2, NEEDED, "Ann Lee", "Ferries", 0, frame="Nature")
    fields = sheet(dna)["statements"][0]["fields"]
    assert fields["frame (DNA 1)"] == {"is": "term/cost"} and fields["frame (DNA 2)"] == {"is": "term/nature"}


def test_two_statement_types_are_distinguished_by_a_field(dna: Any, sheet: Any) -> None:
    dna.type(2, "Claim", speaker="short text", issue="short text", pro="boolean")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.passage(2, WANTS_NONE, statement_type=2, speaker="Ann Lee", issue="A bridge", pro=0)
    first, second = sheet(dna)["statements"]
    assert first["by"] == second["by"] == "person/ann-lee"
    assert (first["fields"]["DNA statement type"], second["fields"]["DNA statement type"]) == (
        "DNA Statement",
        "Claim",
    )


# Annotations


def test_another_type_becomes_annotations(
    dna: Any, sheet: Any, checked: Any, read: Read, tmp_path: Path
) -> None:
    dna.type(
        2, "Story", **{"hero": "short text", "weight": "integer", "true": "boolean", "memo": "long text"}
    )
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    more = {"hero": "Ann Lee", "weight": 2, "true": 0, "memo": "why?"}
    dna.passage(2, WANTS_NONE, statement_type=2, coder=1, **more)
    dna.passage(3, WANTS_NONE, statement_type=2, hero="")
    first, second = sheet(dna)["annotations"]
    assert (first["kind"], first["coder"], first["at"]) == ("Story", "admin", "45-86")
    assert first["fields"] == {
        **{"DNA statement": 2, "DNA coder": 1, "hero": {"is": "term/ann-lee"}},
        **{"weight": 2, "true": False, "memo": "why?"},
    }
    assert second["fields"] == {"DNA statement": 3, "DNA coder": 2}
    assert checked(tmp_path / "w").findings == []


# Entities


def test_attributes_are_names_notes_and_fields(dna: Any, imported: Any, read: Read) -> None:
    dna.entity(1, "Ann Lee", Alias="Lee; Ann L.", Notes="Engineer.", Type="Expert", Party="")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert read(imported(dna) / "actors.yaml")["people"]["ann-lee"] == {
        **{"name": "Ann Lee", "also": ["Lee; Ann L."], "note": "Engineer."},
        "fields": {"DNA entity": 4, "Type": "Expert"},
    }


def test_a_concept_that_is_grouped_is_a_narrower_issue(dna: Any, imported: Any, read: Read) -> None:
    parent = dna.entity(3, "Crossings")
    dna.entity(3, "A bridge", parent)
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    issues = read(imported(dna) / "issues.yaml")["issues"]
    assert issues["a-bridge"]["broader"] == ["issue/crossings"]
    assert {issue["kind"] for issue in issues.values()} == {"proposal"}


def test_the_group_of_an_organization_is_a_field(dna: Any, imported: Any, read: Read) -> None:
    parent = dna.entity(2, "Town")
    dna.entity(2, "Town council", parent)
    dna.said(1, NEEDED, "", "A bridge", 1, organization="Town council")
    entry = read(imported(dna) / "actors.yaml")["organizations"]["town-council"]
    assert entry["fields"]["Child of"] == {"is": "organization/town"}


def test_concepts_grouped_in_a_cycle_still_build(dna: Any, report: Any, checked: Any, tmp_path: Path) -> None:
    first = dna.entity(3, "A bridge")
    second = dna.entity(3, "Ferries", first)
    dna.sql("UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", second, first)
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert "grouped in a cycle" in report(dna)
    assert checked(tmp_path / "w").findings == []


def test_unused_entities_are_imported(dna: Any, imported: Any, read: Read) -> None:
    dna.entity(1, "Cy Poe")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert "cy-poe" in read(imported(dna) / "actors.yaml")["people"]


def test_names_in_any_script_get_unique_slugs(dna: Any, imported: Any, read: Read) -> None:
    for at, name in enumerate(["José Núñez", "Jose Nunez", "Анна", "李明", "3M"], 1):
        dna.said(at, (at, 40 + at), name, "A bridge", 1)
    people = read(imported(dna) / "actors.yaml")["people"]
    assert list(people) == ["jose-nunez", "jose-nunez-2", "person-7", "person-8", "person-3m"]


def test_words_with_a_meaning_in_yaml_remain_words(dna: Any, imported: Any, read: Read, checked: Any) -> None:
    for at, name in enumerate(["yes", "2020-01-01", "null", "- x: #y", '"', "1e3", "*a"], 1):
        dna.said(at, (at, 40 + at), "Ann Lee", name, 1)
    folder = imported(dna)
    issues = read(folder / "issues.yaml")["issues"]
    assert [issue["name"] for issue in issues.values()][:7] == [
        *("yes", "2020-01-01", "null", "- x: #y", '"', "1e3", "*a"),
    ]
    assert checked(folder).findings == []


# Documents, texts, coders


def test_the_metadata_of_a_document_are_fields(dna: Any, imported: Any, read: Read) -> None:
    more = {"Author": "Kim", "Source": "Gazette", "Section": "News", "Type": "Report", "Notes": "Page 2"}
    dna.document(2, "Bridge: second debate", "Nothing.", **more, Date=1615680000 + 3661)
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    source = read(imported(dna) / "sources" / "bridge-second-debate.yaml")["source"]
    assert source["fields"] == {"DNA document": 2, **more, "Coder": "Admin", "Time": "01:01:01"}
    assert source["kind"] == "other" and source["authors"] == ["group/reporters-not-identified"]


@pytest.mark.parametrize("day", [-62135596800 * 3, 10**15])
def test_a_date_out_of_range_is_kept_as_a_field(dna: Any, sheet: Any, day: int) -> None:
    dna.sql("UPDATE DOCUMENTS SET Date = ?", day)
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    found = sheet(dna)
    assert found["source"]["fields"]["Date"] == day
    assert "published" not in found["source"] and "when" not in found["statements"][0]


@pytest.mark.parametrize(
    "text",
    ["😀 A bridge is needed.", "One\r\n\r\nA bridge is needed.\rTwo", "\ufeffCafe\u0301 A bridge is needed."],
)
def test_texts_are_stored_as_they_are_and_anchors_hold(
    dna: Any, sheet: Any, checked: Any, read: Read, tmp_path: Path, text: str
) -> None:
    dna.document(2, "Odd", text)
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    start = len(shown[: shown.index("A bridge")].encode("utf-16-le")) // 2
    dna.said(1, (start, start + 18), "Ann Lee", "A bridge", 1, document=2)
    sheet(dna)
    assert (tmp_path / "w" / "texts" / "odd.txt").read_bytes() == text.encode()
    (statement,) = read(tmp_path / "w" / "sources" / "odd.yaml")["statements"]
    first, last = map(int, statement["at"].split("-"))
    assert text[first:last] == "A bridge is needed"
    found = checked(tmp_path / "w")
    assert (found.findings, found.anchors, found.unchecked) == ([], 1, 0)


def test_the_coder_of_most_passages_is_the_coder_of_the_sheet(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1, coder=1)
    dna.said(2, WANTS_NONE, "Bo Roe", "A bridge", 0)
    dna.said(3, (0, 14), "Ann Lee", "A bridge", 1)
    found = sheet(dna)
    assert found["coding"]["coder"] == "coder-two"
    assert [statement.get("coder") for statement in found["statements"]] == [None, "admin", None]


def test_the_day_of_coding_is_never_before_the_document_and_the_version_of_dna(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    coding = sheet(dna)["coding"]
    assert coding["on"] == date(2021, 3, 14) and "on this day or later" in coding["note"]


def test_the_user_can_give_the_day_of_coding(dna: Any, sheet: Any) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert sheet(dna, coded_on=date(2024, 5, 6))["coding"] == {"coder": "coder-two", "on": date(2024, 5, 6)}


def test_passwords_are_left_out_and_the_rest_is_kept(dna: Any, imported: Any, read: Read) -> None:
    dna.add("REGEXES", Label="brid.e", Red=255, Green=0, Blue=0)
    dna.sql("CREATE TABLE EXTRA (ID INTEGER PRIMARY KEY, Thing TEXT)")
    dna.add("EXTRA", ID=1, Thing="unknown")
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    folder = imported(dna)
    kept = read(folder / "dna" / "database.yaml")
    assert kept["regexes"] == [{"Label": "brid.e", "colour": "#ff0000"}]
    assert kept["coders"][0] == {"ID": 1, "Name": "Admin", "PermissionAddDocuments": 1, "colour": "#0102ff"}
    assert kept["extra"] == [{"ID": 1, "Thing": "unknown"}]
    assert kept["settings"] == {"date": "2020-01-02", "version": "3.0.7"}
    assert not any(b"hash-of" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_report_is_kept_in_the_workspace(dna: Any, report: Any, tmp_path: Path) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    assert report(dna) + "\n" == (tmp_path / "w" / "dna" / "report.txt").read_text(encoding="utf-8")


def test_the_same_database_gives_the_same_bytes_twice(dna: Any, tmp_path: Path) -> None:
    dna.said(1, NEEDED, "Ann Lee", "A bridge", 1)
    dna.said(2, WANTS_NONE, "Bo Roe", "A bridge", 0)
    for name in ("one", "two"):
        import_dna(dna.path, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def test_a_user_names_the_variables(dna: Any, sheet: Any) -> None:
    dna.type(2, "Claim", actor="short text", policy="short text", pro="boolean")
    dna.passage(1, NEEDED, statement_type=2, actor="Ann Lee", policy="A bridge", pro=1)
    wanted = Wanted(("Claim",), person="actor", concept="policy", qualifier="pro")
    (statement,) = sheet(dna, wanted=wanted)["statements"]
    assert statement["by"] == "person/ann-lee"
    assert statement["about"][0]["why"] == "Coded in DNA: pro = 1 (statement 1)."
