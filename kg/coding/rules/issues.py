"""Rules for the issue scheme: directions between issues, and cycles."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coding.graph.entities import BROADER
from kg.coding.sheets.corpus import Corpus, Known
from kg.model.closure import closure
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried
from kg.wording.lists import conjunction

_SIDES = {"furthers": FURTHERS, "works_against": WORKS_AGAINST}


def _issues(corpus: Corpus) -> Iterator[Known]:
    return (known for known in corpus.entities.values() if known.kind == "issue")


def _broader(
    corpus: Corpus, known: Known, keys: tuple[str, ...] = tuple(BROADER)
) -> Iterator[tuple[str, int, Known]]:
    """The broader issues that an issue lists: key, index and issue."""
    for key in keys:
        for number, ref in enumerate(getattr(known.entry, key)):
            path = corpus.find(ref, ("issue",))
            if path is not None:
                yield key, number, corpus.entities[path]


def directions(corpus: Corpus) -> None:
    """A direction leads from a proposal to a proposal or a topic, and there is only one to each."""
    for known in _issues(corpus):
        given: dict[str, str] = {}
        for key, number, broader in _broader(corpus, known, tuple(_SIDES)):
            where = known.where(key, number)
            if known.entry.kind != "proposal":
                corpus.problem(
                    f"{known.slug} is a {known.entry.kind}; only a proposal can have a direction",
                    where,
                    "list it under 'broader:'",
                )
            elif broader.entry.kind == "condition":
                corpus.problem(
                    f"{broader.slug} is a condition; a direction must lead to a proposal or a topic",
                    where,
                    "list it under 'broader:'",
                )
            elif given.setdefault(broader.path, key) != key:
                corpus.problem(
                    f"{broader.slug} is listed under both 'furthers' and 'works_against'",
                    where,
                    "keep one of the two, or list it under 'broader:' if the direction varies",
                )


def cycles(corpus: Corpus) -> None:
    """No issue may be broader than itself, directly or through others."""
    steps = {
        known.path: {broader.path for *_, broader in _broader(corpus, known)} for known in _issues(corpus)
    }
    reached = {narrow: set(broad) for narrow, broad in closure(steps)}
    reported: set[str] = set()
    for path in sorted(path for path, broad in reached.items() if path in broad):
        if path in reported:
            continue
        cycle = sorted(other for other in reached[path] if path in reached.get(other, ()))
        reported.update(cycle)
        known = corpus.entities[path]
        key, number, _ = next(step for step in _broader(corpus, known) if step[2].path in cycle)
        keys = {
            step[0]
            for one in cycle
            for step in _broader(corpus, corpus.entities[one])
            if step[2].path in cycle
        }
        corpus.problem(
            f"issue {known.slug!r} is broader than itself",
            known.where(key, number),
            f"break the cycle in {conjunction(repr(one) for one in sorted(keys))} of: "
            + ", ".join(corpus.entities[one].slug for one in cycle),
        )


def contradictions(corpus: Corpus) -> None:
    """Note paths that lead to the same issue with opposite directions, which imply no stance on it."""
    coded: dict[str, dict[str, int]] = {}
    topics = {known.path for known in _issues(corpus) if known.entry.kind == "topic"}
    for known in _issues(corpus):
        its: dict[str, int] = {}
        for key, _, broader in _broader(corpus, known, tuple(_SIDES)):
            if its.setdefault(broader.path, _SIDES[key]) != _SIDES[key]:
                return  # reported by directions()
        coded[known.path] = its
    for path, found in carried(coded, topics).items():
        for broad in sorted(broad for broad, side in found.items() if side == 0):
            known, other = corpus.entities[path], corpus.entities[broad]
            corpus.note(
                f"by one path {known.slug} furthers {other.slug}, by another it works against it: a stance "
                "on the one implies none on the other",
                known.where(),
                "correct one of the directions, unless this is intended",
            )
