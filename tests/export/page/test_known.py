"""What the page knows besides the statements: other names, broader issues, offices at the time, scale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.page.known import Known, known
from kg.namespaces import DATA, OA, ORG, PREFIXES, RDF, RDFS, SKOS, TIME, WSW, XSD
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


def office(name: str, since: str | None, until: str | None, *, former: bool = False) -> list[Parts]:
    role = f"role/{name}"
    found = [
        (role, RDF.type, iri(WSW.RoleHolding)),
        (role, ORG.member, iri("person/ann")),
        (role, ORG.organization, iri("organization/town")),
        (role, ORG.role, iri(f"office/{name}")),
        (role, WSW.former, f'"{str(former).lower()}"^^<{XSD.boolean}>'),
        (role, WSW.backedBy, iri("statement/a")),
        (f"office/{name}", RDFS.label, text(name.capitalize())),
    ]
    for bound, prop, value in (("begin", TIME.hasBeginning, since), ("end", TIME.hasEnd, until)):
        if value is not None:
            found += [
                (role, ORG.memberDuring, iri(f"interval/{name}")),
                (f"interval/{name}", prop, iri(f"instant/{name}-{bound}")),
                (f"instant/{name}-{bound}", TIME.inXSDDate, day(value)),
            ]
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


def test_other_names_and_spellings_are_known(plain: Known) -> None:
    assert plain.names == {DATA + "person/ann": ["Anne", "Annie"]}


def test_every_broader_issue_is_known_with_its_label(plain: Known) -> None:
    assert plain.broader == {DATA + "issue/toll": [DATA + "issue/town-life", DATA + "issue/traffic"]}
    assert plain.labels[DATA + "issue/traffic"] == "Traffic"


def test_the_kind_of_an_issue_is_known(plain: Known) -> None:
    assert plain.kinds == {DATA + "issue/toll": "proposal"}


def test_without_scores_the_scale_is_from_minus_one_to_one(plain: Known) -> None:
    assert plain.scale == (-1.0, 1.0)


def test_with_scores_it_reaches_as_far_as_they_do(tmp_path: Path) -> None:
    score = ("reading/a", WSW.score, f'"-3"^^<{XSD.decimal}>')
    both = found(tmp_path, *statement("a", None), *statement("b", None), score)
    assert both.scale == (-3.0, 1.0)


@pytest.mark.parametrize(
    ("since", "until", "on", "roles"),
    [
        ("2024-01-01", "2024-12-31", "2024-05-01", ["Mayor of Town"]),
        ("2023-01-01", "2023-12-31", "2024-05-01", []),
        ("2025-01-01", None, "2024-05-01", []),
        ("2024-01-01", None, "2024-05-01", ["Mayor of Town (as reported)"]),
        (None, None, "2024-05-01", ["Mayor of Town (as reported)"]),
        (None, None, None, ["Mayor of Town (as reported)"]),
    ],
)
def test_an_office_is_that_of_the_day_else_what_the_source_reports(
    tmp_path: Path, since: Any, until: Any, on: Any, roles: list[str]
) -> None:
    around = found(tmp_path, *statement("a", on), *office("mayor", since, until))
    assert list(around.roles.get(DATA + "statement/a", [])) == roles


def test_what_another_source_reports_is_not_taken_for_this_one(tmp_path: Path) -> None:
    parts = [*statement("a", None), *statement("b", None, "source/other"), *office("mayor", None, None)]
    around = found(tmp_path, *parts)
    assert DATA + "statement/a" in around.roles and DATA + "statement/b" not in around.roles


def test_a_former_office_is_not_one_of_the_time(tmp_path: Path) -> None:
    around = found(tmp_path, *statement("a", "2024-05-01"), *office("mayor", None, None, former=True))
    assert around.roles == {}
