"""Every named question and every part, with no optional parameter, with each alone, and with all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.namespaces import BASIS, DATA, MODE, STANCE, WSW, XSD
from kg.questions.catalogue import FOLDER, PARTS, Question, read
from kg.store.terms import Term, iri, literal

#: Which optional parameters are given: none, each alone, all.
WAYS = ("without", "each", "all")
FILES = sorted(FOLDER.glob("*.rq")) + sorted(PARTS.glob("*.rq"))


class Filled(NamedTuple):
    """A question, ready to run.

    Attributes:
        name: its folder, file and parameters, for a message.
        sparql: what runs.
        ordered: whether it fixes the order of its rows.
    """

    name: str
    sparql: str
    ordered: bool


def _all(*names: str) -> list[Term]:
    return [iri(DATA + name) for name in names]


#: Terms by the kind of the parameter, for each graph.
WORLD: Mapping[str, Sequence[Term]] = {
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
    "dates": [iri(BASIS.stated)],
}
#: Nodes whose texts agree in their first twenty characters are among those of the bundled graph.
BUNDLED: Mapping[str, Sequence[Term]] = {
    **WORLD,
    "issue": _all("issue/tariffs", "issue/us-tariffs", "issue/fifty-first-state", "country/united-states"),
    "actor": _all("person/donald-trump", "country/canada"),
    "thing": _all("measure/digital-services-tax", "country/canada", "issue/fifty-first-state"),
    "source": _all("source/bbc-carney-washington-2025-10"),
    "place": _all("place/oval-office"),
    "iri": _all("person/donald-trump", "issue/fifty-first-state", "measure/digital-services-tax"),
}
SYNTHETIC: Mapping[str, Sequence[Term]] = {
    **WORLD,
    "issue": _all("issue/issue-0", "issue/issue-3"),
    "actor": _all("person/actor-0", "person/actor-2"),
    "thing": _all("issue/issue-0"),
    "source": _all("source/source-0", "source/source-4"),
    "iri": _all("statement/s000000000001", "person/actor-1", "issue/issue-0", "reading/r000000000001"),
    "date": [literal("2023-10-01", XSD.date)],
    "day": [literal("2023-10-07", XSD.date)],
    "mode": [iri(MODE.indirect)],
    "stance": [iri(STANCE.support)],
}


def every_question(
    terms: Mapping[str, Sequence[Term]], ways: Sequence[str] = WAYS, versions: Sequence[bool] = (False, True)
) -> Iterator[Filled]:
    """Each of them on a graph that has ``terms``; without and with superseded records."""
    for path in FILES:
        question = read(path, part=path.parent == PARTS)
        optional = [p.name for p in question.parameters if not p.required]
        choices = {"without": [()], "each": [(name,) for name in optional], "all": [tuple(optional)]}
        for given in dict.fromkeys(chosen for way in ways for chosen in choices[way]):
            params = _params(question, given, terms)
            texts = {question.fill(params, all_versions=every): every for every in versions[::-1]}
            for sparql, every in texts.items():
                name = f"{path.parent.name}/{path.stem}({', '.join(given)})" + (
                    " all versions" if every else ""
                )
                yield Filled(name, sparql, "\nORDER BY " in question.body)


def _params(
    question: Question, given: Sequence[str], terms: Mapping[str, Sequence[Term]]
) -> dict[str, Sequence[Term]]:
    params = {p.name: terms[p.kind] for p in question.parameters if p.required or p.name in given}
    if "class" in params:
        params["class"] = [iri(WSW.Actor), iri(WSW.Statement)]
    if "stance" in params:
        params["stance"] = terms["stance"]
    return params
