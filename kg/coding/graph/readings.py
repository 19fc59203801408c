"""Triples of readings: how a coder takes a statement toward each of its targets."""

from __future__ import annotations

from kg.coding.graph.coders import Work, write_work
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.sheet import Reading, Statement
from kg.model.ids import content_id
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import CONFIDENCE, EVALUATION, PROV, STANCE, WSW

TARGET_KINDS = ("issue", *ACTOR_KINDS, "measure", "agreement", "event")

_STANCES = "stance: support, oppose, neutral, mixed or unclear"
_EVALUATIONS = "evaluation: positive, negative, neutral, mixed or unclear"
_SCORES = "mend the score or the stance; a scale has its middle at 0"


def write_readings(
    corpus: Corpus,
    coded: CodedSource,
    out: Triples,
    statement_path: str,
    statement: Statement,
    keys: tuple[str | int, ...],
    work: Work,
) -> None:
    """Write the readings of one statement; a stance where none belongs becomes a problem.

    A reading is the work of the statement's coder unless it names another.
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
            corpus.problem("'because' says why a reading was corrected", where, "add 'revises:'")
        revised = handles.get(reading.revises) if reading.revises is not None else None
        if reading.revises is not None and revised is None:
            hint = "give the reading that it corrects an 'id', and let it stand first"
            corpus.problem(f"'revises' names no earlier reading here: {reading.revises!r}", where, hint)
        value = reading.stance or reading.evaluation
        parts = [statement_path, target, by.coder.removeprefix("coder/"), value]
        path = content_id("reading", *parts, *([revised] if revised is not None else []))
        if path in handles.values():
            corpus.problem("the same reading stands twice", where, f"the other is at {corpus.places[path]}")
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
        hint = "a stance toward a proposal, an evaluation of anything else"
        corpus.problem(f"{reading.on}: write either 'stance' or 'evaluation'", where, hint)
    elif kind == "topic":
        corpus.problem(
            f"{reading.on} is a topic, which nobody can be for or against",
            where,
            "choose a narrower issue, or add one to issues.yaml",
        )
    elif kind == "proposal" and reading.stance is None:
        corpus.problem(f"{reading.on} is a proposal: it takes a 'stance'", where, _STANCES)
    elif kind != "proposal" and reading.evaluation is None:
        corpus.problem(f"{reading.on} is a {kind}: it takes an 'evaluation'", where, _EVALUATIONS)


def _check_score(corpus: Corpus, reading: Reading, where: str) -> None:
    value = reading.stance or reading.evaluation
    if reading.score is None:
        return
    if value in ("support", "positive") and reading.score < 0:
        corpus.problem(f"score {reading.score} is below 0, and {value} is not", where, _SCORES)
    if value in ("oppose", "negative") and reading.score > 0:
        corpus.problem(f"score {reading.score} is above 0, and {value} is not", where, _SCORES)
