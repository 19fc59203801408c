"""Rules of the issue scheme: which issue can stand in which direction to which broader one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coding.graph.entities import BROADER
from kg.coding.sheets.corpus import Corpus, Known
from kg.model.closure import closure
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried

_SIDES = {"furthers": FURTHERS, "works_against": WORKS_AGAINST}


def _issues(corpus: Corpus) -> Iterator[Known]:
    return (known for known in corpus.entities.values() if known.kind == "issue")


def _broader(
    corpus: Corpus, known: Known, keys: tuple[str, ...] = tuple(BROADER)
) -> Iterator[tuple[str, int, Known]]:
    """The broader issues that an issue names: under which key, at which place, and which."""
    for key in keys:
        for number, ref in enumerate(getattr(known.entry, key)):
            path = corpus.find(ref, ("issue",))
            if path is not None:
                yield key, number, corpus.entities[path]


def directions(corpus: Corpus) -> None:
    """A direction goes from a proposal to a proposal or a topic, and there is one to each."""
    for known in _issues(corpus):
        given: dict[str, str] = {}
        for key, number, broader in _broader(corpus, known, tuple(_SIDES)):
            where = known.where(key, number)
            if known.entry.kind != "proposal":
                corpus.problem(
                    f"{known.slug} is a {known.entry.kind}, and only a proposal has a direction",
                    where,
                    "write it under 'broader:'",
                )
            elif broader.entry.kind == "condition":
                corpus.problem(
                    f"{broader.slug} is a condition: a direction leads to a proposal or a topic",
                    where,
                    "write it under 'broader:'",
                )
            elif given.setdefault(broader.path, key) != key:
                corpus.problem(
                    f"{broader.slug} stands under 'furthers' and under 'works_against'",
                    where,
                    "keep one of the two, or write it under 'broader:' if it depends",
                )


def circles(corpus: Corpus) -> None:
    """No issue is broader than itself, by whatever way."""
    steps = {
        known.path: {broader.path for *_, broader in _broader(corpus, known)} for known in _issues(corpus)
    }
    reached = {narrow: set(broad) for narrow, broad in closure(steps)}
    told: set[str] = set()
    for path in sorted(path for path, broad in reached.items() if path in broad):
        if path in told:
            continue
        circle = sorted(other for other in reached[path] if path in reached.get(other, ()))
        told.update(circle)
        known = corpus.entities[path]
        key, number, _ = next(step for step in _broader(corpus, known) if step[2].path in circle)
        keys = {
            step[0]
            for one in circle
            for step in _broader(corpus, corpus.entities[one])
            if step[2].path in circle
        }
        corpus.problem(
            f"issue {known.slug!r} is broader than itself",
            known.where(key, number),
            f"break the circle in {' and '.join(repr(one) for one in sorted(keys))} of: "
            + ", ".join(corpus.entities[one].slug for one in circle),
        )


def contradictions(corpus: Corpus) -> None:
    """Two paths may say different things of the same issue; then no stance is carried to it."""
    coded: dict[str, dict[str, int]] = {}
    topics = {known.path for known in _issues(corpus) if known.entry.kind == "topic"}
    for known in _issues(corpus):
        its: dict[str, int] = {}
        for key, _, broader in _broader(corpus, known, tuple(_SIDES)):
            if its.setdefault(broader.path, _SIDES[key]) != _SIDES[key]:
                return  # a problem of its own
        coded[known.path] = its
    for path, found in carried(coded, topics).items():
        for broad in sorted(broad for broad, side in found.items() if side == 0):
            known, other = corpus.entities[path], corpus.entities[broad]
            corpus.note(
                f"one path of directions says that {known.slug} furthers {other.slug}, and another that it "
                "works against it: no stance is carried there",
                known.where(),
                "mend one of the directions, unless this is what you mean",
            )
