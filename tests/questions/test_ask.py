"""A named question: parameters as typed, plain rows, honest empty answers."""

from __future__ import annotations

import json
import subprocess
import sys

import pyoxigraph
import pytest

from kg.errors import NameProblem, QuestionError
from kg.namespaces import DATA, WSW
from kg.questions.ask import ask, gathered
from kg.questions.catalogue import catalogue, find, names
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore
from tests.questions.conftest import WORLD

WITHOUT_PARAMETERS = [q.name for q in catalogue() if not any(p.required for p in q.parameters)]


def test_several_values_mean_any_of_them(world: Store) -> None:
    both = ask(world, "roles", {"of": ["berg", "dahl"]})
    assert [row["actor_label"] for row in both.rows] == ["Anna Berg", "Bo Dahl"]


def test_old_versions_are_hidden_unless_asked_for(world: Store) -> None:
    texts = {row["text"] for row in ask(world, "who-supports", {"issue": "the bridge"}).rows}
    everything = {
        row["text"] for row in ask(world, "who-supports", {"issue": "the bridge"}, all_versions=True).rows
    }
    assert everything - texts == {"Dahl backs the bridge."}


def test_an_embedded_attribution_is_not_a_stance_of_its_attributee(world: Store) -> None:
    for name, params in (
        ("stances-on", {"issue": "the river", "by": "berg"}),
        ("what-did-say", {"by": "berg"}),
        ("who-said-about", {"issue": "the river", "by": "berg"}),
    ):
        rows = ask(world, name, params, all_versions=True).rows
        assert rows
        assert not any("all of" in str(row["text"]) for row in rows)


def test_undated_statements_are_left_out_of_a_period_and_counted() -> None:
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    engine.update(
        f"""PREFIX wsw: <{WSW.base}> BASE <{DATA}>
        DELETE WHERE {{ <statement/s4> wsw:countsFrom ?from ; wsw:countsUntil ?until }}"""
    )
    answer = ask(OxigraphStore("undated", engine), "stances-on", {"issue": "toll", "since": "2025"})
    assert answer.notes == ("1 undated statement was left out; omit since and until to see it.",)
    assert [row["record"] for row in answer.rows] == [DATA + "statement/s5"]


def test_dates_excludes_what_counts_by_publication_as_option_or_parameter(world: Store) -> None:
    whole = ask(world, "stances-on", {"issue": "toll"}).rows
    stated = ask(world, "stances-on", {"issue": "toll"}, dates="stated").rows
    assert [row["counts_by"] for row in whole] == ["published", "stated"]
    assert stated == ask(world, "stances-on", {"issue": "toll", "dates": "stated"}).rows
    assert [row["counts_by"] for row in stated] == ["stated"]
    assert ask(world, "stances-on", {"issue": "toll", "dates": "counted"}).rows == whole


def test_a_question_that_does_not_depend_on_dates_has_no_parameter_dates(world: Store) -> None:
    with pytest.raises(QuestionError, match="unknown parameter 'dates'"):
        ask(world, "places", {}, dates="stated")


def test_parameters_filled_in_by_the_program_cannot_be_given(world: Store) -> None:
    with pytest.raises(QuestionError, match="unknown parameter 'turned'"):
        ask(world, "who-opposes", {"issue": "toll", "turned": "ferry"})


def test_an_empty_answer_says_what_was_looked_at(world: Store) -> None:
    assert ask(world, "who-opposes", {"issue": "ferry"}).notes == (
        "No opposition found (conditions, actors, measures and events are evaluated instead: "
        "kg ask evaluations); "
        "looked at 10 statements by 5 actors.",
    )


@pytest.mark.parametrize("name", WITHOUT_PARAMETERS)
def test_an_empty_graph_gives_an_empty_answer_with_a_note(name: str) -> None:
    answer = ask(OxigraphStore("empty", pyoxigraph.Store()), name, {})
    assert answer.rows == []
    assert answer.notes[0].startswith(find(name).empty)
    assert "looked at 0 " in answer.notes[0]


#: The world has no party; the rows of this question are tested on graphs compiled from sheets.
ELSEWHERE = {"deviates"}


@pytest.mark.parametrize("name", [name for name in WITHOUT_PARAMETERS if name not in ELSEWHERE])
def test_rows_have_json_values(world: Store, name: str) -> None:
    rows = ask(world, name, {}).rows
    assert rows and json.loads(json.dumps(rows)) == rows


@pytest.mark.parametrize(
    ("name", "params", "error"),
    [
        ("who-opposes", {}, QuestionError),
        ("who-opposes", {"issue": "zebra"}, NameProblem),
        ("who-opposes", {"issue": "toll", "colour": "red"}, QuestionError),
        ("who-opposes", {"issue": "toll", "since": "soon"}, QuestionError),
        ("on-day", {"day": "2025-10"}, QuestionError),
        ("no-such-question", {}, QuestionError),
    ],
)
def test_an_invalid_request_is_an_error(
    world: Store, name: str, params: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(world, name, params)


@pytest.mark.parametrize("text", ['"', "\\", "#values", "} #end", "'", "\n", "%s{0}"])
def test_hostile_words_find_nothing_and_break_nothing(world: Store, text: str) -> None:
    assert ask(world, "quotes", {"words": text}).rows == []


def test_gathering_keeps_the_order_of_rows_and_values() -> None:
    rows = [{"a": 2, "b": "y"}, {"a": 1, "b": None}, {"a": 2, "b": "x"}, {"a": 2, "b": "y"}]
    assert gathered(rows, ["b"]) == [{"a": 2, "b": ["y", "x"]}, {"a": 1, "b": []}]


def test_the_query_path_imports_no_library_for_building() -> None:
    modules = ("ask", "said", "positions", "explain", "show", "names", "periods", "catalogue", "answer")
    code = (
        f"import sys; {'; '.join(f'import kg.questions.{m}' for m in modules)}\n"
        "bad = {'rdflib','networkx','pyvis','pydantic','pyshacl','ruamel','rich','click','jinja2','difflib',"
        "'json','kg.coding','kg.networks','kg.export','kg.cli'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_question_has_a_short_name() -> None:
    assert all(name == name.lower() and len(name) <= 20 for name in names())
