"""What was said for a body: by itself, by those who then held an office in it or speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.model.statement import Statement
from kg.questions.answer import BATCH, Asker, amount
from kg.questions.bodies import SURE, Acting, labels, listed
from kg.questions.register import short
from kg.questions.statements import statements
from kg.store.terms import Term, iri

Params = Mapping[str, Sequence[Term]]
#: How it is known that somebody acts for a body without holding an office in it.
CODED = "as coded"


def voices(asker: Asker, params: Params) -> tuple[list[Statement], list[str]]:
    """The statements of the actors in ``by`` and of those who acted for them, newest first; and notes.

    Those count that were made by one of the actors, by the government or country that it stands for, by
    somebody who held an office there on the days on which the statement counts, by somebody who leads,
    represents or works for it without an office that is coded, or on its behalf. Each row says so: in
    ``speaker_roles``, or in ``on_behalf_of``.

    Args:
        asker: the graph.
        params: of ``parts/said.rq``; ``by`` is among them.
    """
    acting = Acting(asker, [term.value for term in params["by"]])
    officers = acting.officers
    relations: dict[str, list[str]] = {}
    for one in acting.related:
        # A relation has no days; of who holds an office, the office says when.
        if one.relation != "spoke for" and one.actor not in officers:
            relations.setdefault(one.actor, []).append(one.words)
    speakers = sorted(acting.family | officers | relations.keys())
    found = [row for some in _batches(speakers) for row in statements(asker, {**params, "by": some})]
    acting.know(row["speaker"] for row in found)
    kept: dict[str, Statement] = {}
    unsure: list[Statement] = []
    for row in found:
        held = acting.offices(row["speaker"], row["counts_from"], row["counts_until"], row["source"])
        if row["speaker"] in relations:
            _tell(row, relations[row["speaker"]])
        sure = any(one.held.known in SURE for one in held)
        if sure or row["speaker"] in acting.family or row["speaker"] in relations:
            kept[row["id"]] = row
        elif held or row["counts_from"] is None:
            unsure.append(row)
    apart = {key: terms for key, terms in params.items() if key != "by"}
    behalf = {"on_behalf_of": [iri(body) for body in sorted(acting.family)], **apart}
    for row in statements(asker, behalf):
        if not acting.family.isdisjoint(row["on_behalf_of"]):
            kept.setdefault(row["id"], row)
    return _ordered(kept.values()), _left_out([row for row in unsure if row["id"] not in kept])


def unheard(asker: Asker, params: Params, among: frozenset[str] | set[str] | None = None) -> list[str]:
    """A sentence on those who act for actors of whom there is no statement; none where nobody does.

    Args:
        asker: the graph.
        params: as for :func:`voices`.
        among: statements that can count; None for all.
    """
    asked = [term.value for term in params["by"]]
    words = Acting(asker, asked).words()
    if not words:
        return []
    names = labels(asker, asked)
    rows, _ = voices(asker, params)
    number = sum(among is None or row["id"] in among for row in rows)
    told = f"Who acts for {' or '.join(names.get(one, one) for one in asked)}: {listed(words)}."
    if number:
        theirs = f"{amount(number, 'statements')} of theirs or on its behalf"
        return [f"{told} kg said --with-holders takes in {theirs}."]
    if all(short(one).startswith("person/") for one in asked):
        return []
    return [f"{told} Nothing that they said while they did fits, nor anything on its behalf."]


def _batches(speakers: Sequence[str]) -> Iterable[list[Term]]:
    for start in range(0, len(speakers), BATCH):
        yield [iri(speaker) for speaker in speakers[start : start + BATCH]]


def _tell(row: Statement, words: Sequence[str]) -> None:
    """Say in a row what its speaker is to the body, beside the offices."""
    new = [word for word in words if word not in row["speaker_roles"]]
    row["speaker_roles"] = [*row["speaker_roles"], *new]
    row["speaker_roles_known"] = [*row["speaker_roles_known"], *(CODED for _ in new)]


def _ordered(rows: Iterable[Statement]) -> list[Statement]:
    """Newest first, those without any day last."""
    found = sorted(rows, key=lambda row: (row["source"], row["start"], row["end"], row["id"]))
    return sorted(found, key=lambda row: row["counts_until"] or "", reverse=True)


def _left_out(rows: Sequence[Statement]) -> list[str]:
    if not rows:
        return []
    names = ", ".join(sorted({row["speaker_label"] for row in rows}))
    return [
        f"{amount(len(rows), 'statements')} left out: it is not known whether {names} held the office then."
    ]
