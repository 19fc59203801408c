"""Why two nodes are tied: every reading on what they share, and arithmetic that gives the weight."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from math import prod

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import DATA
from kg.networks.choices import ONE_MODE
from kg.networks.fetch import fetch
from kg.networks.network import tie_id
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import KINDS, OF, Settings
from kg.networks.tie_explanation import TieExplanation, explain_tie
from kg.store import Store
from kg.store.oxigraph import OxigraphStore
from tests.profiles import examples

ONE_MODES = [kind for kind in KINDS if kind != "two-mode"]
#: A step that multiplies, one that adds up, and one that divides.
ITEM = re.compile(r".*: (?P<sum>[^:]*) = (?P<is>[-\d.,]+)\.")
SUM = re.compile(r"Sum: (?P<is>[-\d.,]+)\.")
DIVIDED = re.compile(r"(?P<over>[-\d.,]+) / \((?P<how>.*) = (?P<under>[\d.,]+)\) = (?P<is>[-\d.,]+)\.")


def number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def close(value: float) -> object:
    """Equal as far as four places go."""
    return pytest.approx(value, abs=1e-3, rel=1e-3)


def explained(readings: Readings, chosen: Settings, a: str, b: str) -> TieExplanation:
    """In a store that knows none of the statements."""
    return explain_tie(OxigraphStore("empty", pyoxigraph.Store()), readings, chosen, a, b)


def computed(steps: list[str]) -> float:
    """What the steps come to, each checked on the way."""
    total, weight = 0.0, None
    for step in steps:
        if found := SUM.fullmatch(step):
            assert number(found["is"]) == close(total)
            weight = number(found["is"])
        elif found := DIVIDED.fullmatch(step):
            assert number(found["over"]) == close(total)
            weight = number(found["over"]) / number(found["under"]) if number(found["under"]) else 0.0
            assert number(found["is"]) == close(weight)
        elif found := ITEM.fullmatch(step):
            terms = re.sub(r" \([^()]*\)", "", found["sum"]).split(" + ")
            added = sum(prod(number(factor) for factor in term.split(" × ")) for term in terms)
            assert number(found["is"]) == close(added)
            total += added
    return 0.0 if weight is None else weight


@pytest.mark.parametrize("normalization", list(ONE_MODE))
@pytest.mark.parametrize("kind", ONE_MODES)
@examples(1 / 4)
@given(data=st.data(), of=st.sampled_from(OF))
def test_the_steps_come_to_the_weight(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, normalization: str, of: str
) -> None:
    """Of any two nodes, tied or not; the last number of the last step is the weight itself."""
    readings = data.draw(worlds)
    chosen = Settings(kind=kind, of=of, normalization=normalization, neutral="between", isolates=True)
    network = project(readings, chosen)
    for (i, a), (j, b) in combinations(enumerate(network.rows), 2):
        found = explained(readings, chosen, a, b)
        assert found.weight == pytest.approx(network.weights[i, j])
        assert computed(found.steps) == close(found.weight)
        if found.readings:
            assert number(re.findall(r"-?[\d,.]*\d", found.steps[-1])[-1]) == close(found.weight)


@pytest.mark.parametrize("kind", ONE_MODES)
@given(data=st.data(), of=st.sampled_from(OF), evaluations=st.booleans())
def test_every_reading_on_what_they_share_is_there(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, of: str, evaluations: bool
) -> None:
    """Once, on its side; those that enter the weight are the evidence of the tie."""
    readings = data.draw(worlds)
    chosen = Settings(kind=kind, of=of, isolates=True, evaluations=evaluations)
    mine, theirs = ("actor", "target") if of == "actors" else ("target", "actor")
    network = project(readings, chosen)
    rows = prepare(readings, chosen).frame.to_dict("records")
    for a, b in combinations(network.rows, 2):
        items = [{row[theirs] for row in rows if row[mine] == node} for node in (a, b)]
        expected = {
            (row["reading"], row[mine])
            for row in rows
            if row[mine] in (a, b) and row[theirs] in items[0] & items[1]
        }
        found = explained(readings, chosen, a, b)
        assert sorted((row["reading"], row["node"]) for row in found.readings) == sorted(expected)
        entering = tuple(sorted(row["reading"] for row in found.readings if row["enters"]))
        assert entering == network.evidence(a, b)


def said(*rows: tuple[str, str, str]) -> Readings:
    made = [{"actor": f"urn:{who}", "target": f"urn:{what}", "value": value} for who, what, value in rows]
    return Readings(table(made), Background(labels={"urn:a": "Ann", "urn:b": "Bo"}))


AGREED = said(("a", "t", "support"), ("b", "t", "support"), ("b", "t", "support"))


@pytest.mark.parametrize(("a", "b"), [("urn:a", "urn:b"), ("urn:b", "urn:a")])
def test_a_tie_has_its_id_in_either_order(a: str, b: str) -> None:
    found = explained(AGREED, Settings(), a, b)
    assert (found.id, found.weight) == (tie_id(Settings(), "urn:a", "urn:b"), 2.0)


@pytest.mark.parametrize(
    "readings",
    [
        said(("a", "t", "support"), ("b", "u", "support")),
        said(("a", "t", "support"), ("b", "t", "oppose")),
        said(("a", "t", "support")),
        said(),
    ],
    ids=["nothing shared", "no agreement", "one silent", "no reading"],
)
@pytest.mark.parametrize("normalization", list(ONE_MODE))
def test_a_missing_tie_is_explained(readings: Readings, normalization: str) -> None:
    """No id, weight 0, and a sentence."""
    found = explained(readings, Settings(normalization=normalization), "urn:a", "urn:b")
    assert (found.id, found.weight) == (None, 0.0)
    assert found.steps
    assert computed(found.steps) == 0


@pytest.mark.parametrize("normalization", list(ONE_MODE))
def test_a_tie_on_too_few_statements_is_none(normalization: str) -> None:
    """The arithmetic is still correct; the last step says why there is no tie."""
    chosen = Settings(min_edge=4, normalization=normalization)
    found = explained(AGREED, chosen, "urn:a", "urn:b")
    assert (found.id, found.weight) == (None, 0.0)
    assert computed(found.steps) > 0
    assert re.findall(r"\d+", found.steps[-1]) == ["3", "4"]


def test_notes_on_readings_that_do_not_count_are_only_about_the_two() -> None:
    """A neutral reading of a third is not their affair."""
    rows = [("a", "t", "support"), ("b", "t", "neutral"), ("c", "t", "neutral")]
    found = explained(said(*rows), Settings(), "urn:a", "urn:b")
    assert [note.split()[0] for note in found.notes] == ["1"]


def test_settings_other_than_the_default_are_shown() -> None:
    found = explained(AGREED, Settings(kind="conflict", duplicates="week"), "urn:a", "urn:b")
    assert "duplicates: week" in found.about
    assert "Ann and Bo" in found.about


WORLD = """
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann" .
person:bo a wsw:Person, wsw:Actor ; rdfs:label "Bo" .
issue:toll a wsw:Proposal, wsw:Issue, skos:Concept ; rdfs:label "A toll" .
source:one a wsw:Source ; rdfs:label "Gazette" ; schema:url <https://gazette.example/1> .
coder:kim a wsw:Coder ; rdfs:label "Kim" .
""" + "".join(
    f"""
statement:s{n} a wsw:Statement, wsw:Record ; wsw:speaker person:{who} ; wsw:mode mode:indirect ;
  wsw:text "{text}"@en ;
  wsw:passage <urn:p{n}> ; wsw:reportedIn source:one ; wsw:reportedBy person:ann ;
  wsw:dateBasis basis:stated ;
  wsw:earliest "2025-01-0{n}"^^xsd:date ; wsw:latest "2025-01-0{n}"^^xsd:date ;
  wsw:datePrecision precision:day .
<urn:p{n}> a wsw:Passage ; oa:start "{n}"^^xsd:integer ; oa:end "9"^^xsd:integer ; wsw:sha256 "aa" .
reading:r{n} a wsw:Reading ; wsw:readingOf statement:s{n} ; wsw:target issue:toll ;
  wsw:stance stance:{stance} ;
  wsw:confidence confidence:high ; wsw:reason "Because {n}."@en ; prov:wasAttributedTo coder:kim .
"""
    for n, who, stance, text in [
        (1, "ann", "support", "A toll is fair."),
        (2, "bo", "oppose", "A toll is robbery."),
    ]
)


@pytest.mark.parametrize(
    ("number", "who", "text"), [(0, "Ann", "A toll is fair."), (1, "Bo", "A toll is robbery.")]
)
def test_a_reading_has_its_words_date_source_and_coder(
    store_of: Callable[[str], Store], number: int, who: str, text: str
) -> None:
    store = store_of(WORLD)
    chosen = Settings(kind="conflict")
    found = explain_tie(store, fetch(store), chosen, f"{DATA}person/ann", f"{DATA}person/bo")
    expected = {
        "side": who,
        "item_label": "A toll",
        "stance": ["support", "oppose"][number],
        "score": [1.0, -1.0][number],
        "counts": 1.0,
        "enters": True,
        "basis": "speaker",
        "text": text,
        "said_earliest": f"2025-01-0{number + 1}",
        "source_label": "Gazette",
        "source_url": "https://gazette.example/1",
        "confidence": "high",
        "reason": f"Because {number + 1}.",
        "coder_label": "Kim",
    }
    assert {name: found.readings[number][name] for name in expected} == expected
    assert len(found.statements) == 2


def test_a_propagated_reading_shows_its_coded_target(store_of: Callable[[str], Store]) -> None:
    """Ann supports lowering the toll, which works against it; Bo opposes the toll: they agree."""
    world = (
        'person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann" . person:bo a wsw:Person, wsw:Actor ; '
        'rdfs:label "Bo" . source:one a wsw:Source ; rdfs:label "One" .\n'
        'issue:toll a wsw:Proposal, wsw:Issue ; rdfs:label "A toll" .\n'
        'issue:lower a wsw:Proposal, wsw:Issue ; rdfs:label "A lower toll" ; skos:broader issue:toll ; '
        "wsw:worksAgainst issue:toll .\n"
    )
    for who, issue, value in (("ann", "lower", "support"), ("bo", "toll", "oppose")):
        world += (
            f"statement:{who} a wsw:Statement, wsw:Record ; wsw:speaker person:{who} ; "
            f"wsw:reportedIn source:one .\nreading:{who} a wsw:Reading ; wsw:readingOf statement:{who} ; "
            f"wsw:target issue:{issue} ; wsw:stance stance:{value} .\n"
        )
    store = store_of(world)
    ends = [f"{DATA}person/{who}" for who in ("ann", "bo")]
    found = explain_tie(store, fetch(store), Settings(level="top"), *ends)
    told = [
        (row["side"], row["item_label"], row["stance"], row["coded_target_label"], row["coded_stance"])
        for row in found.readings
    ]
    assert found.weight == 1.0
    assert told == [
        ("Ann", "A toll", "oppose", "A lower toll", "support"),
        ("Bo", "A toll", "oppose", "A toll", "oppose"),
    ]
    assert [row["carried"] for row in found.readings] == [True, False]
