"""What the page knows besides the statements: other names, broader issues, the scale of scores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.namespaces import DATA, OA, PREFIXES, PROV, RDF, RDFS, SKOS, WSW, XSD
from kg.questions.context import Known, known
from kg.questions.said import said
from kg.store import open_store

Parts = tuple[str, str, str]


def iri(text: str) -> str:
    return f"<{text if ':' in text else DATA + text}>"


def text(value: str) -> str:
    return f'"{value}"@en'


def day(value: str) -> str:
    return f'"{value}"^^<{XSD.date}>'


def statement(name: str, on: str | None, source: str = "source/paper") -> list[Parts]:
    found = [
        (f"statement/{name}", RDF.type, iri(WSW.Statement)),
        (f"statement/{name}", WSW.speaker, iri("person/ann")),
        (f"statement/{name}", WSW.mode, iri(PREFIXES["mode"] + "indirect")),
        (f"statement/{name}", WSW.text, text("So.")),
        (f"statement/{name}", WSW.reportedIn, iri(source)),
        (f"statement/{name}", WSW.passage, iri(f"passage/{name}")),
        (f"passage/{name}", OA.start, f'"0"^^<{XSD.integer}>'),
        (f"passage/{name}", OA.end, f'"9"^^<{XSD.integer}>'),
        (f"reading/{name}", RDF.type, iri(WSW.Reading)),
        (f"reading/{name}", WSW.readingOf, iri(f"statement/{name}")),
        (f"reading/{name}", WSW.target, iri("issue/toll")),
        (f"reading/{name}", WSW.stance, iri(PREFIXES["stance"] + "support")),
    ]
    if on is not None:
        found += [(f"statement/{name}", prop, day(on)) for prop in (WSW.earliest, WSW.latest)]
    return found


NAMES = [
    ("person/ann", RDF.type, iri(WSW.Person)),
    ("person/ann", RDFS.label, text("Ann")),
    ("person/ann", SKOS.altLabel, text("Annie")),
    ("person/ann", SKOS.hiddenLabel, text("Anne")),
    ("organization/town", RDFS.label, text("Town")),
    ("source/paper", RDFS.label, text("The paper")),
    ("source/other", RDFS.label, text("The other")),
    ("issue/toll", RDF.type, iri(WSW.Issue)),
    ("issue/toll", RDF.type, iri(WSW.Proposal)),
    ("issue/toll", RDFS.label, text("A toll")),
    ("issue/toll", SKOS.broaderTransitive, iri("issue/traffic")),
    ("issue/toll", SKOS.broaderTransitive, iri("issue/town-life")),
    ("issue/traffic", RDF.type, iri(WSW.Issue)),
    ("issue/traffic", RDFS.label, text("Traffic")),
    ("issue/town-life", RDF.type, iri(WSW.Issue)),
    ("issue/town-life", RDFS.label, text("Life in town")),
]


def found(folder: Path, *parts: Parts) -> Known:
    path = folder / "graph.nt"
    path.write_text("".join(f"{iri(s)} {iri(p)} {o} .\n" for s, p, o in [*NAMES, *parts]), encoding="utf-8")
    with open_store(path) as store:
        return known(store, said(store).rows)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    yield found(tmp_path_factory.mktemp("known"), *statement("a", "2024-05-01"))


def test_other_names_and_spellings_are_found(plain: Known) -> None:
    assert plain.names == {DATA + "person/ann": ["Anne", "Annie"]}


def test_every_broader_issue_is_found_with_its_label(plain: Known) -> None:
    assert plain.broader == {DATA + "issue/toll": [DATA + "issue/town-life", DATA + "issue/traffic"]}
    assert plain.labels[DATA + "issue/traffic"] == "Traffic"


def test_the_kind_of_an_issue_is_found(plain: Known) -> None:
    assert plain.kinds == {DATA + "issue/toll": "proposal"}


def test_without_scores_the_scale_is_from_minus_one_to_one(plain: Known) -> None:
    assert plain.scale == (-1.0, 1.0)


def test_with_scores_the_scale_covers_them(tmp_path: Path) -> None:
    score = ("reading/a", WSW.score, f'"-3"^^<{XSD.decimal}>')
    both = found(tmp_path, *statement("a", None), *statement("b", None), score)
    assert both.scale == (-3.0, 1.0)


def test_a_retracted_score_does_not_widen_the_scale(tmp_path: Path) -> None:
    score = ("reading/a", WSW.score, f'"-3"^^<{XSD.decimal}>')
    newer = ("reading/b", PROV.wasRevisionOf, iri("reading/a"))
    assert found(tmp_path, *statement("a", None), *statement("b", None), score, newer).scale == (-1.0, 1.0)
