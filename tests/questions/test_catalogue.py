"""The question files keep to their grammar, and what is filled in cannot change them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store as Engine
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QuestionError
from kg.namespaces import PREFIXES
from kg.questions import catalogue
from kg.questions.ask import DIRECTED, WORKED
from kg.questions.catalogue import FLAGS, FOLDER, PARTS, Question, find, names, part, read
from kg.store.terms import Term, iri, literal
from tests.profiles import THOROUGH

FILES = sorted(FOLDER.glob("*.rq")) + sorted(PARTS.glob("*.rq"))
HEADER = "# title: T\n# answers: A\n# counts: statements\n# empty: Nobody\n"
PLACEHOLDER = iri("https://example.org/x")


#: Every question and every part, by folder and name.
QUESTIONS = {f"{path.parent.name}/{path.stem}": read(path, part=path.parent == PARTS) for path in FILES}


def bare(body: str) -> str:
    """The query without IRIs, strings and comments."""
    return re.sub(r'<[^<>\s]*>|"[^"]*"|#.*', " ", body)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "made-up.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_file_has_a_title_and_selects() -> None:
    assert [
        name for name, each in QUESTIONS.items() if not each.title or not each.body.startswith("SELECT")
    ] == []


def test_only_portable_sparql_without_property_paths_graphs_and_services() -> None:
    terms = r"(?:[a-z]+:[A-Za-z-]+)"
    vendor = re.compile(r"\b(GRAPH|SERVICE|FROM|GROUP_CONCAT|SAMPLE|LOAD|INSERT|DELETE)\b")
    path = re.compile(rf"{terms}\s*[/|+*^]|[/|^]\s*{terms}|\^\s*{terms}")
    bodies = {name: bare(each.body) for name, each in QUESTIONS.items()}
    found = {name: vendor.search(body) or path.search(body) for name, body in bodies.items()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_every_placeholder_and_condition_names_a_parameter() -> None:
    for name, question in QUESTIONS.items():
        known = {parameter.name for parameter in question.parameters}
        depth = 0
        for line in question.body.splitlines():
            marker, *named = line.split() or [""]
            if marker in {"#values", "#if", "#unless"}:
                assert set(named) <= known, (name, line)
            depth += {"#if": 1, "#unless": 1, "#end": -1}.get(marker, 0)
            assert depth >= 0, (name, line)
            if marker.startswith("#"):
                assert marker in {"#values", "#if", "#unless", "#end"}, (name, line)
        assert depth == 0, name
        flags = {parameter.name for parameter in question.parameters if parameter.kind in FLAGS}
        assert known <= flags or "#values" in question.body, name


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_file_parses_in_both_engines_whatever_is_given(name: str) -> None:
    question = QUESTIONS[name]
    optional = [p.name for p in question.parameters if not p.required]
    required = [p.name for p in question.parameters if p.required]
    engine, parsed = Engine(), set()
    for chosen in (optional, [], *([name] for name in optional)):
        for all_versions in (False, True):
            params = {name: [PLACEHOLDER] for name in (*required, *chosen)}
            sparql = question.fill(params, all_versions=all_versions)
            engine.query(sparql)
            rest = re.sub(r"^ *VALUES .*\n", "", sparql, flags=re.M)
            # Every line of a file is in one of these two, and rdflib takes 20 ms for each.
            whole = chosen in (optional, []) and bool(chosen) != all_versions
            if rest not in parsed and (THOROUGH or whole):
                prepareQuery(sparql)
                parsed.add(rest)


#: Parts whose many rows are sorted by the caller, which is several times as quick.
SORTED_BY_CALLER = {
    "details",  # kg/questions/said.py sorts the values of each property
    # kg/networks/fetch.py joins these by IRI and sorts the table of readings and what it looks up
    *("bodies", "called", "dated", "holding", "property", "spoken", "stands"),
    "judged",  # kg/questions/position_runs.py sorts by day
    *("spoke", "within"),  # kg/questions/silences.py sorts by name, and by day
    "newest",  # kg/questions/candidates.py sorts by day
    *("reported", "reporting"),  # kg/questions/pages.py sorts the sources
}


def test_the_result_is_in_a_total_order() -> None:
    wrong = []
    for name, question in QUESTIONS.items():
        body = question.body
        one_row = "GROUP BY" not in body and body.startswith(("SELECT (COUNT(", "SELECT (MIN("))
        if name.removeprefix("parts/") in SORTED_BY_CALLER:
            right = "ORDER BY" not in body
        else:
            right = one_row or "\nORDER BY " in body
        wrong += [] if right else [name]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(set(names()) - WORKED.keys() - DIRECTED))
def test_the_header_describes_exactly_the_columns_of_the_query(name: str) -> None:
    question = find(name)
    head = question.body.split("WHERE", 1)[0].replace("SELECT", "").replace("DISTINCT", "")
    selected = re.findall(r"AS \?(\w+)\)|(?<!\()\?(\w+)", re.sub(r"\([^()]*\([^()]*\)", "(", head))
    assert [a or b for a, b in selected] == list(question.columns)
    assert set(question.gather) <= set(question.columns)


def test_a_row_with_a_record_has_its_words_and_passage() -> None:
    needed = {"text", "source", "source_label", "start", "end"}
    missing = {name: needed - set(find(name).columns) for name in names() if "record" in find(name).columns}
    assert {name: columns for name, columns in missing.items() if columns} == {}


def test_every_label_column_has_its_iri_column() -> None:
    for name in names():
        columns = set(find(name).columns)
        things = {column.removesuffix("_label") for column in columns if column.endswith("_label")}
        assert things <= columns, name


#: They ask for positions, which are made of current readings alone.
OF_POSITIONS = {"stance-changes"}


def test_superseded_and_retracted_records_are_left_out_unless_asked_for() -> None:
    asked = set(names()) - {"revisions"} - OF_POSITIONS
    assert [name for name in sorted(asked) if "#current" not in find(name).body] == []


def test_there_are_at_least_twenty_six_questions() -> None:
    assert len(catalogue.catalogue()) == len(names()) >= 26


def test_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(QuestionError, match="who-opposes"):
        find("who-oposes")


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(QuestionError, match="missing parameter 'issue'"):
        find("who-opposes").fill({})


def test_an_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(QuestionError, match=r"unknown parameter 'isue'[\s\S]*issue, by"):
        find("who-opposes").fill({"isue": [PLACEHOLDER]})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# title: T\n# answers: A\n# empty: E\n\nSELECT", "missing header line '# counts: '"),
        (HEADER + "# titel: T\n\nSELECT", "made-up.rq:5: invalid header line"),
        (HEADER + "# title: T\n\nSELECT", "made-up.rq:5: repeated header line"),
        (HEADER + "# param: by (actor): x\n\nSELECT", "invalid parameter"),
        (HEADER + "# param: by (person, optional): x\n\nSELECT", "invalid parameter"),
        (HEADER + "# column: x\n\nSELECT", "invalid or repeated column"),
        (HEADER + "# column: x: a\n# column: x: b\n\nSELECT", "invalid or repeated column"),
        (HEADER.replace("statements", "stones") + "\nSELECT", "unknown value 'stones'"),
        ("#   goes on\n", "continuation line without a header line"),
    ],
)
def test_an_invalid_header_is_an_error_with_its_line(tmp_path: Path, text: str, wanted: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(wanted)):
        read(write(tmp_path, text))


def test_a_field_continues_in_an_indented_line(tmp_path: Path) -> None:
    text = HEADER.replace("# answers: A\n", "# answers: A\n#   and B\n") + "\nSELECT ?x"
    assert read(write(tmp_path, text)).answers == "A and B"


BODY = """
SELECT ?x WHERE {
  #values
  #if a
  ?x ?y ?a . #a stays
  #unless b
  ?only ?a ?x .
  #end
  #end
  #if b c
  ?x ?y "#end" .
  #end
  FILTER NOT EXISTS { ?z wsw:text ?x } #current
}
"""
PARAMS = "".join(f"# param: {name} (text, optional): x\n" for name in "abc")


def test_conditional_lines_depend_on_the_given_parameters(tmp_path: Path) -> None:
    question = read(write(tmp_path, HEADER + PARAMS + BODY))
    with_a = question.fill({"a": [literal("1")]})
    assert 'VALUES ?a { "1" }' in with_a
    assert "?only" in with_a and '"#end"' not in with_a
    both = question.fill({"a": [literal("1")], "c": [literal("2")], "b": []})
    assert "?only" not in both and '"#end"' in both and "VALUES ?b {  }" in both


def test_all_versions_drops_the_lines_that_exclude_old_records(tmp_path: Path) -> None:
    question = read(write(tmp_path, HEADER + PARAMS + BODY))
    assert "wsw:text" in question.fill({})
    assert "wsw:text" not in question.fill({}, all_versions=True)


def test_exactly_the_used_prefixes_are_declared(tmp_path: Path) -> None:
    text = HEADER + '\nSELECT ?x WHERE { ?x a wsw:Actor ; rdfs:label "skos:x" . <org:y> ?p ?x . }\n'
    filled = read(write(tmp_path, text)).fill({})
    assert re.findall(r"^PREFIX (\w+): <(.*)>$", filled, re.M) == [
        ("wsw", PREFIXES["wsw"]),
        ("rdfs", PREFIXES["rdfs"]),
    ]


HOSTILE = ['"', "\\", "\n#values\n", "} UNION { ?s ?p ?o", "#end", "\r", "'''", "?x", "\\u0022", "#current"]


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), min_size=1, max_size=6))
def test_a_value_stays_one_literal_in_the_query(pieces: list[str]) -> None:
    """Whatever a literal holds, it stays one literal in the query that runs."""
    value = "".join(pieces).encode("utf-8", "ignore").decode()
    question = Question(
        name="echo",
        title="echo",
        answers="",
        parameters=(catalogue.Parameter("words", "text", True, ""),),
        columns={},
        gather=(),
        counts="records",
        empty="",
        body="SELECT ?words WHERE {\n  #values\n}",
    )
    if "\0" in value:
        return
    rows = list(Engine().query(question.fill({"words": [literal(value)]})))
    assert [row["words"].value for row in rows] == [value]


def test_an_iri_with_invalid_characters_is_an_error() -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        find("who-opposes").fill({"issue": [Term("iri", "x> } INSERT { <a")]})


def test_a_part_needs_a_title_only() -> None:
    assert part("count").title
