"""Answers computed from the columns of readings are those computed from queries, on graphs made at random."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from kg.cli.output import newest
from kg.cli.views.tables import Page, jsonl_text
from kg.namespaces import DATA, PREFIXES
from kg.questions.ask import ask
from kg.questions.joined_rows import JoinedRows
from kg.store import open_store
from kg.store.loading import load

PREFIX = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
STANCES = ("support", "support", "oppose", "neutral", "unclear", "mixed")
EVALUATIONS = ("positive", "negative", "unclear")


def graph(seed: int, statements: int = 90) -> str:
    """A few actors on a few targets: readings of every kind, many of them on the same day."""
    pick = random.Random(seed)
    lines = [PREFIX]
    for number in range(10):
        labels = ['"A"', '"B"@en', '"same"'][: pick.choice((1, 1, 1, 1, 0, 2))] if 0 < number < 8 else ['"A"']
        lines += [f"<{DATA}person/p{number}> a wsw:Person, wsw:Actor ."]
        lines += [f"<{DATA}person/p{number}> rdfs:label {label} ." for label in labels]
    for number in range(4):
        lines.append(f'<{DATA}issue/i{number}> a wsw:Proposal, wsw:Issue ; rdfs:label "Issue {number % 3}" .')
    for number in range(3):
        lines.append(f'<{DATA}source/s{number}> a wsw:Source ; rdfs:label "Source" .')
    # The last two actors, of whom one has offices in two circles of peers, never speak.
    bodies = (("town", 0), ("town", 1), ("town", 2), ("town", 8), ("town", 9), ("club", 9), ("club", 3))
    for number, (body, holder) in enumerate(bodies):
        lines.append(
            f"<{DATA}role/r{number}> a wsw:RoleHolding ; org:member <{DATA}person/p{holder}> ; "
            f"org:role <{DATA}office/o{number % 2}> ; org:organization <{DATA}body/{body}> ; "
            f'wsw:former false ; wsw:attestedOn "2024-01-0{pick.randint(1, 4)}"^^xsd:date ; '
            f"wsw:backedBy <{DATA}claim/c{number}> ."
        )
        lines.append(
            f'<{DATA}claim/c{number}> a wsw:NarratedClaim, wsw:Record ; wsw:text "Holds it." ; '
            f"wsw:reportedIn <{DATA}source/s{number % 3}> ; wsw:passage <{DATA}passage/t{number}> ."
        )
    lines.append(f'<{DATA}office/o0> rdfs:label "Mayor" . <{DATA}office/o1> rdfs:label "Clerk" .')
    lines.append(f'<{DATA}body/town> a wsw:Government ; rdfs:label "Town" .')
    lines.append(f'<{DATA}body/club> a wsw:Party ; rdfs:label "Club" .')
    for number in range(statements):
        name, day = f"t{number}", f'"2024-01-{pick.randint(1, 9):02}"^^xsd:date'
        said = f"<{DATA}statement/{name}>"
        lines.append(
            f"{said} a wsw:Statement, wsw:Record ; wsw:speaker <{DATA}person/p{pick.randrange(8)}> ; "
            f'wsw:text "Words {number}." ; wsw:mode mode:direct .'
        )
        if pick.random() < 0.95:
            lines.append(f"{said} wsw:reportedIn <{DATA}source/s{pick.randrange(3)}> .")
        if pick.random() < 0.95:
            lines.append(f"{said} wsw:passage <{DATA}passage/{name}> .")
        lines.append(f"<{DATA}passage/{name}> a wsw:Passage ; oa:start {pick.randrange(3)} ; oa:end 9 .")
        if pick.random() < 0.95:
            lines.append(f"{said} wsw:earliest {day} ; wsw:latest {day} ; wsw:dateBasis basis:stated .")
        if pick.random() < 0.05:
            lines.append(f'{said} prov:invalidatedAtTime "2024-02-01T00:00:00Z"^^xsd:dateTime .')
        for coder in range(pick.choice((1, 1, 2))):
            lines.append(
                f"<{DATA}reading/{name}-{coder}> a wsw:Reading ; wsw:readingOf {said} ; "
                f"wsw:target <{DATA}issue/i{pick.randrange(4)}> ; wsw:confidence confidence:high ; "
                f"prov:wasAttributedTo <{DATA}person/p{coder}> ."
            )
            both = pick.random()
            if both < 0.8:
                lines.append(f"<{DATA}reading/{name}-{coder}> wsw:stance stance:{pick.choice(STANCES)} .")
            if both > 0.7:
                value = pick.choice(EVALUATIONS)
                lines.append(f"<{DATA}reading/{name}-{coder}> wsw:evaluation evaluation:{value} .")
    return "\n".join(lines) + "\n"


ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("contested", {}),
    ("contested", {"dates": "stated"}),
    ("accounts-differ", {}),
    ("accounts-differ", {"dates": "stated"}),
    ("stance-changes", {}),
    ("stance-changes", {"dates": "stated"}),
    ("silence", {}),
    ("silence", {"by": "person/p9"}),
)


@pytest.mark.parametrize("seed", range(3))
def test_the_columns_give_the_answers_of_the_queries(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.questions.position_runs._FEW", 0)
    (tmp_path / "graph.ttl").write_text(graph(seed), encoding="utf-8")
    load(tmp_path / "store", [tmp_path / "graph.ttl"])
    with open_store(tmp_path / "store") as indexed, open_store(tmp_path / "store") as plain:
        assert indexed.index is not None and indexed.index.records is not None
        assert plain.index is not None
        plain.index._records, plain.index._looked = None, True
        for name, params in ASKED:
            whole = ask(plain, name, params)
            assert whole.rows, (name, params)
            found = ask(indexed, name, params)
            assert (found.rows, found.notes) == (whole.rows, whole.notes), (name, params)
            for first in (1, 2):
                some = ask(indexed, name, params, first=first)
                assert newest(some.rows, first) == newest(whole.rows, first), (name, params, first)


def test_joined_rows_are_the_lines_of_a_list() -> None:
    ann, ben = {"actor": "Ann", "office": "Mayor"}, {"actor": "Ben", "office": None}
    rows = JoinedRows(
        ("actor", "target", "office", "peers"),
        [(who, {"target": what}, {"peers": [what]}) for what in ("a toll", "é") for who in (ann, ben)],
    )
    lines = list(jsonl_text((), rows, Page()))
    assert lines == list(jsonl_text((), list(rows), Page()))
    assert [json.loads(line) for line in lines] == rows
    rows[0]["peers"].append("x")
    assert rows[0]["peers"] == ["a toll"] and rows[-1:] == [rows[3]]
