"""Every question gives the same rows on pyoxigraph and on rdflib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.namespaces import DATA, MODE, STANCE, WSW, XSD
from kg.questions.catalogue import FOLDER, PARTS, Question, read
from kg.store.base import Store
from kg.store.terms import Term, iri, literal

FILES = sorted(FOLDER.glob("*.rq")) + sorted(PARTS.glob("*.rq"))
BY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def _all(*names: str) -> list[Term]:
    return [iri(DATA + name) for name in names]


WORLD: dict[str, Sequence[Term]] = {
    "issue": _all("issue/new-bridge", "issue/toll", "country/westford"),
    "actor": _all("person/anna-berg", "country/westford"),
    "thing": _all("measure/fish-levy", "country/westford", "issue/river"),
    "source": _all("source/herald-1"),
    "place": _all("place/riverbank"),
    "iri": _all("statement/s1", "statement/s10", "person/anna-berg", "issue/toll", "reading/r1", "claim/c1"),
    "date": [literal("2025-09-15", XSD.date)],
    "day": [literal("2025-10-07", XSD.date)],
    "text": [literal("E")],
    "mode": [iri(MODE.direct)],
    "stance": [iri(STANCE.oppose)],
}
BUNDLED = {
    **WORLD,
    "issue": _all("issue/tariffs", "issue/us-tariffs", "issue/fifty-first-state", "country/united-states"),
    "actor": _all("person/donald-trump", "country/canada"),
    "thing": _all("measure/digital-services-tax", "country/canada", "issue/fifty-first-state"),
    "source": _all("source/bbc-carney-washington-2025-10"),
    "place": _all("place/oval-office"),
    "iri": _all("person/donald-trump", "issue/fifty-first-state", "measure/digital-services-tax"),
}


def _params(question: Question, given: str, terms: dict[str, Sequence[Term]]) -> dict[str, Sequence[Term]]:
    params = {p.name: terms[p.kind] for p in question.parameters if p.required or given in ("all", p.name)}
    if "class" in params:
        params["class"] = [iri(WSW.Actor), iri(WSW.Statement)]
    if "stance" in params:
        params["stance"] = terms["stance"]
    return params


def _same(question: Question, sparql: str, one: Store, other: Store) -> None:
    left, right = one.select(sparql), other.select(sparql)
    assert left.columns == right.columns
    if "\nORDER BY " in question.body:
        assert left.rows == right.rows, question.name
    else:
        assert sorted(left.rows, key=repr) == sorted(right.rows, key=repr), question.name


@BY_FILE
@pytest.mark.parametrize("all_versions", [False, True], ids=["current", "all"])
def test_both_engines_agree_on_the_fixture_world(
    path: Path, all_versions: bool, world: Store, world_in_rdflib: Store
) -> None:
    question = read(path, part=path.parent == PARTS)
    for given in ("none", "all", *(p.name for p in question.parameters if not p.required)):
        sparql = question.fill(_params(question, given, WORLD), all_versions=all_versions)
        _same(question, sparql, world, world_in_rdflib)


@BY_FILE
def test_both_engines_agree_on_the_bundled_graph(
    path: Path, bundled: Store, bundled_in_rdflib: Store
) -> None:
    question = read(path, part=path.parent == PARTS)
    _same(question, question.fill(_params(question, "none", BUNDLED)), bundled, bundled_in_rdflib)
