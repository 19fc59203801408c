"""Triples of readings: a coder's reading of a statement toward each of its targets."""

from __future__ import annotations

from kg.coding.graph.coders import Work, write_work
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.sheet import Reading, Statement
from kg.model.ids import content_id
from kg.model.kinds import ACTOR_KINDS
from kg.model.stances import SENSES, Side, side
from kg.namespaces import CONFIDENCE, EVALUATION, PROV, STANCE, WSW
from kg.wording.lists import disjunction

TARGET_KINDS = ("issue", *ACTOR_KINDS, "measure", "agreement", "event")

_STANCES, _EVALUATIONS = (
    f"{scheme}: {disjunction(one.code for one in SENSES if one.scheme == scheme)}"
    for scheme in ("stance", "evaluation")
)
_SCORES = "correct the score or the stance; 0 is the middle of a scale"


def write_readings(
    corpus: Corpus,
    coded: CodedSource,
    out: Triples,
    statement_path: str,
    statement: Statement,
    *,
    keys: tuple[str | int, ...],
    work: Work,
) -> None:
    """Write the readings of one statement; an invalid stance or evaluation is a problem.

    A reading is attributed to the statement's coder unless it names another.
    """
    handles: dict[str, str] = {}
    for number, reading in enumerate(statement.about):
        where = coded.file.where(*keys, "about", number)
        target = corpus.resolve(reading.on, TARGET_KINDS, where)
        by = work if reading.coder is None else write_work(corpus, coded, out, reading.coder, where)
        if target is not None:
            _check_value(corpus, reading, target, where)
        _check_score(corpus, reading, where)
        if reading.because is not None and reading.revises is None:
            hint = "add 'revises:' with the id of the reading that it corrects"
            corpus.problem("'because' without 'revises'", where, hint)
        revised = handles.get(reading.revises) if reading.revises is not None else None
        if reading.revises is not None and revised is None:
            hint = "give the corrected reading an 'id:', and list it before this one"
            message = f"'revises': no earlier reading of this statement has the id {reading.revises!r}"
            corpus.problem(message, where, hint)
        value = reading.stance or reading.evaluation
        parts = [statement_path, target, by.coder.removeprefix("coder/"), value]
        path = content_id("reading", *parts, *([revised] if revised is not None else []))
        if path in handles.values():
            corpus.problem("duplicate reading", where, f"the other is at {corpus.places[path]}")
        handles[reading.id or path] = path
        corpus.places[path] = where
        out.plain(path, WSW.codedAt, corpus.coded_at(coded.file, *keys, "about", number))
        out.types(path, WSW.Reading)
        out.link(path, WSW.readingOf, statement_path)
        out.link(path, WSW.target, target)
        if reading.stance is not None:
            out.link(path, WSW.stance, STANCE[reading.stance])
        if reading.evaluation is not None:
            out.link(path, WSW.evaluation, EVALUATION[reading.evaluation])
        out.decimal(path, WSW.score, reading.score)
        out.link(path, WSW.confidence, CONFIDENCE[reading.confidence])
        out.text(path, WSW.reason, reading.why)
        by.attribute(path, out)
        out.link(path, PROV.wasRevisionOf, revised)
        if revised is not None:
            out.text(path, WSW.revisionReason, reading.because)
        if reading.retracted is not None:
            out.moment(path, PROV.invalidatedAtTime, reading.retracted.at)
            out.text(path, WSW.retractionReason, reading.retracted.why)


def _check_value(corpus: Corpus, reading: Reading, target: str, where: str) -> None:
    known = corpus.entities[target]
    kind = known.entry.kind if known.kind == "issue" else known.kind
    if (reading.stance is None) == (reading.evaluation is None):
        hint = "a proposal takes a stance, anything else an evaluation"
        corpus.problem(f"{reading.on}: expected either 'stance' or 'evaluation'", where, hint)
    elif kind == "topic":
        corpus.problem(
            f"{reading.on} is a topic; a reading cannot be for or against a topic",
            where,
            "choose a narrower issue, or add one to issues.yaml",
        )
    elif kind == "proposal" and reading.stance is None:
        corpus.problem(f"{reading.on} is a proposal: expected 'stance'", where, _STANCES)
    elif kind != "proposal" and reading.evaluation is None:
        corpus.problem(f"{reading.on} is {_article(kind)}: expected 'evaluation'", where, _EVALUATIONS)


def _check_score(corpus: Corpus, reading: Reading, where: str) -> None:
    value = reading.stance or reading.evaluation
    if reading.score is None or value is None:
        return
    if side(value) is Side.FOR and reading.score < 0:
        corpus.problem(f"score {reading.score} is below 0, but the reading is {value!r}", where, _SCORES)
    if side(value) is Side.AGAINST and reading.score > 0:
        corpus.problem(f"score {reading.score} is above 0, but the reading is {value!r}", where, _SCORES)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
