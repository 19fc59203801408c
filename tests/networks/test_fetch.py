"""From a graph to the table of readings."""

from __future__ import annotations

import gc
import io
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pandas as pd
import pytest

from kg import resources
from kg.errors import OutOfTime
from kg.namespaces import DATA
from kg.networks.fetch import fetch
from kg.networks.reading_table import COLUMNS, Readings
from kg.store import Store, iri, literal, open_store, results, tsv

StoreOf = Callable[[str], Store]

ACTORS = """
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann" .
person:bo a wsw:Person, wsw:Actor ; rdfs:label "Bo, the “Élder”" .
country:eastford a wsw:Country, wsw:Actor ; rdfs:label "NA" .
issue:toll a wsw:Proposal, wsw:Issue, skos:Concept ; rdfs:label "A toll" ; skos:broader issue:river .
issue:trust a wsw:Condition, wsw:Issue, skos:Concept ; rdfs:label "Trust" .
issue:river a wsw:Topic, wsw:Issue, skos:Concept ; rdfs:label "The river" .
source:one a wsw:Source ; rdfs:label "One" .
source:two a wsw:Source ; rdfs:label "Two" .
"""


def said(name: str, by: str = "person:ann", source: str = "source:one", more: str = "") -> str:
    made = f"wsw:speaker {by} ; wsw:reportedIn {source} {more}"
    return f"statement:{name} a wsw:Statement, wsw:Record ; {made} .\n"


def read(name: str, of: str, target: str = "issue:toll", how: str = "wsw:stance stance:support") -> str:
    return f"reading:{name} a wsw:Reading ; wsw:readingOf statement:{of} ; wsw:target {target} ; {how} .\n"


WORLD = (
    ACTORS
    + said("s1", more='; wsw:earliest "2025-01-30"^^xsd:date ; wsw:latest "2025-02-02"^^xsd:date')
    + said("s2", "person:bo", "source:two")
    + read("r1", "s1")
    + read("r2", "s1", "issue:trust", "wsw:evaluation evaluation:negative")
    + read("r3", "s2", how="wsw:stance stance:unclear")
    + read("r4", "s2", "country:eastford", "wsw:evaluation evaluation:mixed")
)


def slug(address: object) -> str:
    return str(address).rsplit("/", 1)[-1]


def fetched(readings: Readings) -> list[str]:
    return [slug(each) for each in readings.frame["reading"]]


def test_a_row_says_what_the_graph_says(store_of: StoreOf) -> None:
    row = fetch(store_of(WORLD)).frame.iloc[1].to_dict()
    assert {name: slug(row[name]) for name in ("statement", "source", "speaker", "actor", "target")} == {
        "statement": "s1",
        "source": "one",
        "speaker": "ann",
        "actor": "ann",
        "target": "trust",
    }
    assert (row["scheme"], row["value"], row["score"], row["weight"]) == ("evaluation", "negative", -1.0, 1.0)
    assert (str(row["earliest"].date()), str(row["latest"].date())) == ("2025-01-30", "2025-02-02")


def test_readings_come_in_order_of_their_iris(store_of: StoreOf) -> None:
    readings = fetch(store_of(WORLD))
    assert (fetched(readings), tuple(readings.frame.columns)) == (["r1", "r2", "r3", "r4"], COLUMNS)


def test_an_undated_statement_has_no_days_and_an_unclear_reading_no_score(store_of: StoreOf) -> None:
    row = fetch(store_of(WORLD)).frame.iloc[2]
    assert (row["earliest"] is pd.NaT, row["latest"] is pd.NaT, math.isnan(row["score"])) == (
        True,
        True,
        True,
    )


REPORTED = (
    ACTORS
    + 'source:one wsw:earliest "2025-03-04"^^xsd:date ; wsw:latest "2025-03-05"^^xsd:date .\n'
    + said(
        "s1",
        more='; wsw:earliest "2025-03-01"^^xsd:date ; wsw:latest "2025-03-02"^^xsd:date '
        "; wsw:dateBasis basis:stated",
    )
    + said("s2")
    + said("s3", source="source:two")
    + read("r1", "s1")
    + read("r2", "s2")
    + read("r3", "s3")
)


def test_a_reading_counts_on_the_days_of_its_statement_else_on_those_of_the_report(
    store_of: StoreOf,
) -> None:
    """If neither has a date, there is no day."""
    frame = fetch(store_of(REPORTED)).frame
    days = [[str(day)[:10] for day in pair] for pair in zip(frame["earliest"], frame["latest"], strict=True)]
    assert list(zip(frame["counts_by"], days, strict=True)) == [
        ("stated", ["2025-03-01", "2025-03-02"]),
        ("published", ["2025-03-04", "2025-03-05"]),
        ("unknown", ["NaT", "NaT"]),
    ]


def test_names_and_kinds_are_known(store_of: StoreOf) -> None:
    """An issue is the proposal, condition or topic that the graph says; a label may read NA."""
    background = fetch(store_of(WORLD)).background
    assert background.labels[f"{DATA}person/bo"] == "Bo, the “Élder”"
    assert background.labels[f"{DATA}country/eastford"] == "NA"
    kinds = {slug(each): kind for each, kind in background.kinds.items()}
    assert kinds == {
        "ann": "person",
        "bo": "person",
        "eastford": "country",
        "toll": "proposal",
        "trust": "condition",
        "river": "topic",
    }
    assert background.broader == {f"{DATA}issue/toll": (f"{DATA}issue/river",)}


@pytest.mark.parametrize("label", ["2025", "007", "1e3", "true"])
def test_a_label_of_digits_stays_text(store_of: StoreOf, label: str) -> None:
    """A graph in which every name looks like a number keeps the names as they are written."""
    store = store_of(
        f'person:ann a wsw:Person, wsw:Actor ; rdfs:label "{label}" .\n' + said("s1") + read("r1", "s1")
    )
    assert fetch(store).background.label(f"{DATA}person/ann") == label


@pytest.mark.parametrize(
    ("revision", "left"),
    [
        ("reading:r9 prov:wasRevisionOf reading:r1 .", ["r2", "r3", "r4"]),
        ('reading:r1 prov:invalidatedAtTime "2025-11-01T10:00:00Z"^^xsd:dateTime .', ["r2", "r3", "r4"]),
        ("statement:s9 prov:wasRevisionOf statement:s1 .", ["r3", "r4"]),
        ('statement:s1 prov:invalidatedAtTime "2025-11-01T10:00:00Z"^^xsd:dateTime .', ["r3", "r4"]),
    ],
    ids=["reading superseded", "reading retracted", "statement superseded", "statement retracted"],
)
def test_what_was_superseded_or_retracted_is_left_out(
    store_of: StoreOf, revision: str, left: list[str]
) -> None:
    """With a statement go all readings of it."""
    assert fetched(fetch(store_of(WORLD + revision))) == left


def test_the_newer_of_two_versions_counts(store_of: StoreOf) -> None:
    newer = read("r0", "s1", how="wsw:stance stance:oppose ; prov:wasRevisionOf reading:r1")
    assert fetched(fetch(store_of(WORLD + newer))) == ["r0", "r2", "r3", "r4"]


def test_an_assigned_score_takes_precedence_over_that_of_the_stance(store_of: StoreOf) -> None:
    """The scale then reaches from the lowest to the highest score that occurs."""
    store = store_of(
        WORLD + 'reading:r1 wsw:score "2.5"^^xsd:decimal . reading:r3 wsw:score "-0.5"^^xsd:decimal .'
    )
    readings = fetch(store)
    assert readings.frame["score"].tolist() == [2.5, -1.0, -0.5, 0.0]
    assert readings.scale == (-1.0, 2.5)


def test_without_scores_of_its_own_the_scale_reaches_from_oppose_to_support(store_of: StoreOf) -> None:
    assert fetch(store_of(ACTORS + said("s1") + read("r1", "s1"))).scale == (-1.0, 1.0)


def test_a_score_of_a_reading_that_does_not_count_does_not_widen_the_scale(store_of: StoreOf) -> None:
    gone = 'reading:r1 wsw:score "9"^^xsd:decimal . reading:r9 prov:wasRevisionOf reading:r1 .'
    assert fetch(store_of(WORLD + gone)).scale == (-1.0, 1.0)


@pytest.mark.parametrize(
    ("which", "names", "left"),
    [
        ("by", ["person/bo"], ["r3", "r4"]),
        ("by", ["person/bo", "person/ann"], ["r1", "r2", "r3", "r4"]),
        ("by", ["country/eastford"], []),
        ("about", ["issue/toll"], ["r1", "r3"]),
        ("source", ["source/two"], ["r3", "r4"]),
    ],
)
def test_only_what_was_asked_for_is_fetched(
    store_of: StoreOf, which: str, names: list[str], left: list[str]
) -> None:
    terms = [iri(DATA + name) for name in names]
    assert fetched(fetch(store_of(WORLD), **{which: terms})) == left


def test_a_graph_without_readings_gives_an_empty_table(store_of: StoreOf) -> None:
    readings = fetch(store_of(ACTORS))
    assert (len(readings), tuple(readings.frame.columns)) == (0, COLUMNS)


def test_a_store_on_disk_gives_what_one_in_memory_gives(store_of: StoreOf, tmp_path: Path) -> None:
    """A file that has what a load derives needs no load."""
    days = 'wsw:countsFrom "2025-01-30"^^xsd:date ; wsw:countsUntil "2025-02-02"^^xsd:date'
    counted = (
        f"statement:s1 {days} ; wsw:countsBy basis:inferred .\nstatement:s2 wsw:countsBy basis:unknown .\n"
    )
    loaded = store_of(WORLD + counted)
    on_disk = fetch(loaded)
    lines = (f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in loaded.triples())
    (tmp_path / "graph.nt").write_text("".join(lines), encoding="utf-8")
    with open_store(tmp_path / "graph.nt") as file:
        in_memory = fetch(file)
    pd.testing.assert_frame_equal(on_disk.frame, in_memory.frame, check_categorical=False)
    assert (on_disk.background.labels, on_disk.background.kinds) == (
        in_memory.background.labels,
        in_memory.background.kinds,
    )


AWKWARD = [
    *(
        "a, b",
        'say "no"',
        "two\nlines",
        "a\ttab",
        "a\rreturn",
        "back\\slash",
        "\\n",
        "nul\x00",
        "bell\x07",
        "",
    ),
    *(
        "Çem Éfé",
        "😀",
        "line\u2028end",
        "\ufeffbom",
        "NA",
        "nan",
        "None",
        "<urn:x>",
        "_:b",
        "?who",
        "#",
        "'",
        " 1.50",
    ),
    *("1", "true", '"x"@en', "x\x7f", "\xa0", '"'),
]


def test_tsv_holds_what_select_gives(store_of: StoreOf) -> None:
    """Whatever a text or an IRI holds comes through, written either way, and missing values stay missing."""
    lines = [
        f"<http://e.org/a,{number}> rdfs:label {literal(text).n3()}, {literal(text, language='de').n3()} ."
        for number, text in enumerate(AWKWARD)
    ]
    store = store_of(
        "\n".join([*lines, '<http://e.org/x> rdfs:label 1, 1.5, true, "2021-01-01"^^xsd:date .'])
    )
    query = """
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?who ?name ?other { ?who rdfs:label ?name OPTIONAL { ?name ?who ?other } }
    """
    result = store.select(query)
    expected = sorted((row[0].value, row[1].value, None) for row in result.rows)  # type: ignore[union-attr]
    assert len(expected) == 2 * len(AWKWARD) + 4
    for written in (store.tsv(query), Store.tsv(store, query)):
        head, *rows = written.decode("utf-8").removesuffix("\n").split("\n")
        assert head == "?who\t?name\t?other"
        cells = [row.split("\t") for row in rows]
        assert sorted((*(tsv.value(cell) for cell in row[:2]), row[2] or None) for row in cells) == expected


@pytest.mark.parametrize("iri", ["http://dbpedia.org/resource/Washington,_D.C.", "http://e.org/a,b,c,d;e'f"])
@pytest.mark.parametrize("part", ["id/person/", "id/reading/", "id/statement/", "id/issue/", "id/source/"])
def test_iris_with_commas_make_the_same_network(part: str, iri: str, tmp_path: Path) -> None:
    """No row is shifted and no evidence cut off, whether all IRIs of a kind have a comma or one has."""
    graph = resources.bundled_graph().read_text(encoding="utf-8")
    old = re.search(rf"<([^>]*/{part}[^>]*)>", graph)
    assert old is not None
    changes = {
        "one": lambda text: text.replace(f"<{old[1]}>", f"<{iri}>"),
        "all": lambda text: re.sub(rf"<([^>]*/{part})([^>]*)>", r"<\1x,y/\2>", text),
    }
    with open_store() as store:
        expected = fetch(store).frame
    for name, change in changes.items():
        path = tmp_path / f"{name}.nt"
        path.write_text(change(graph), encoding="utf-8")
        with open_store(path) as store:
            found = fetch(store).frame
        columns = ["reading", "statement", "source", "speaker", "actor", "target"]
        changed = [tuple(change(f"<{cell}>")[1:-1] for cell in row) for row in expected[columns].to_numpy()]
        assert sorted(map(tuple, found[columns].to_numpy().tolist())) == sorted(changed)


def test_readers_of_a_failed_query_are_freed_in_their_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """pyoxigraph raises an error where another thread frees one."""
    wrong: list[BaseException | None] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda event: wrong.append(event.exc_value))

    class Broken(io.RawIOBase):
        begun = False

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            if self.begun:
                raise OutOfTime("too late")
            self.begun = True
            return b'{"head":{"vars":["s"]},"results":{"bindings":['

    class Late:
        index = None
        limit = None

        def tsv(self, sparql: str, *, limit: float | None) -> bytes:
            columns, rows = results.solutions(Broken())
            return tsv.written(columns, rows)

    with pytest.raises(OutOfTime):
        fetch(cast(Store, Late()))
    gc.collect()
    assert wrong == []
