"""Conditions on any property: ``PROPERTY=VALUE`` for ``--include`` and ``--exclude``.

PROPERTY is ``actor``, ``issue`` or ``source``, whose VALUE is a name as people type it (an issue takes its
narrower ones in); ``stance``; a kind (``actor-kind``, ``issue-kind``); or a property in the graph of the
``reading``, its ``statement``, ``speaker``, ``issue`` or ``source``, as ``speaker.field:Type``,
``statement.mode``, ``reading.coder`` or ``source.dcterms:language``: a name of the vocabulary ``wsw:``, any
CURIE, or ``field:`` and the name of a field. VALUE is compared with the label, the notation, the slug and
the text of what stands there; case does not matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from kg.errors import QuestionError
from kg.namespaces import PREFIXES, PROV, RDFS, WSW
from kg.networks.fetching import rows
from kg.networks.readings import Readings
from kg.questions.answer import Asker
from kg.questions.names import TARGETS, Names, covered, fold
from kg.store.terms import iri

if TYPE_CHECKING:
    from kg.store.base import Store

_NAMED = {"actor": ("speaker", ("actor",)), "issue": ("target", TARGETS), "source": ("source", ("source",))}
_KINDS = {"actor-kind": "speaker", "issue-kind": "target"}
_NODES = {
    "reading": "reading",
    "statement": "statement",
    "speaker": "speaker",
    "issue": "target",
    "source": "source",
}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
#: Short names that stand for a property elsewhere than in ``wsw:``.
_SHORT = {"coder": PROV.wasAttributedTo, "label": RDFS.label}


def meets(store: Store, readings: Readings, condition: str) -> pd.Series:
    """Whether each reading meets a condition, row by row.

    Raises:
        QuestionError: it is no condition, or names a property that there is not.
    """
    name, equals, value = condition.partition("=")
    name, wanted = name.strip(), _compared(value)
    if not equals or not value.strip():
        raise QuestionError(
            f"{condition!r} is no condition",
            hint="write PROPERTY=VALUE, for example actor-kind=person or reading.confidence=high",
        )
    frame, background = readings.frame, readings.background
    if name in _NAMED:
        column, kinds = _NAMED[name]
        asker = Asker(store)
        found = Names(asker).find(value.strip(), kinds)
        terms = covered(asker, found) if name == "issue" else [found.term]
        return _chosen(frame[column], {term.value for term in terms})
    if name == "stance":
        return frame["value"].astype(str) == value.strip().casefold()
    if name in _KINDS:
        kind_of = frame[_KINDS[name]]
        return _chosen(
            kind_of, {x for x in _distinct(kind_of) if _compared(background.kinds.get(x, "")) == wanted}
        )
    node, dot, prop = name.partition(".")
    if not dot or node not in _NODES:
        raise QuestionError(
            f"no property {name!r}",
            hint="known: "
            + ", ".join((*_NAMED, "stance", *_KINDS, *(f"{each}.PROPERTY" for each in _NODES))),
        )
    return _chosen(frame[_NODES[node]], _having(store, prop, wanted))


def _having(store: Store, prop: str, wanted: str) -> set[str]:
    """The nodes that have a property with a value that is spelled so."""
    if prop.startswith("field:"):
        named = rows(store, "fields", {})
        found = named[[fold(label) == fold(prop[6:]) for label in named["label"]]]
        return {
            node
            for node, value, called in zip(found["node"], found["value"], found["called"], strict=True)
            if wanted in _spellings(str(value), called)
        }
    table = rows(store, "property", {"property": [iri(_expanded(prop))]})
    labels = rows(store, "labels", {"property": [iri(_expanded(prop))]})
    called = dict(zip(labels["value"].astype(str), labels["label"], strict=True))
    return {
        node
        for node, value in zip(table["node"], table["value"].astype(str), strict=True)
        if wanted in _spellings(value, called.get(value))
    }


def _expanded(prop: str) -> str:
    """The IRI of a property from its short name or CURIE.

    >>> _expanded("mode")
    'https://w3id.org/wsw/ns#mode'
    """
    if prop in _SHORT:
        return str(_SHORT[prop])
    prefix, colon, local = prop.partition(":")
    if not colon and prop in WSW.terms:
        return str(WSW[prop])
    if not colon or prefix not in PREFIXES:
        known = ", ".join(sorted(PREFIXES))
        raise QuestionError(
            f"no property {prop!r}", hint=f"write a name of wsw:, such as confidence, or a CURIE ({known})"
        )
    return PREFIXES[prefix] + local


def _chosen(column: pd.Series, wanted: set[str]) -> pd.Series:
    return column.astype(str).isin(wanted) if len(column) else pd.Series([], dtype=bool)


def _distinct(column: pd.Series) -> list[str]:
    return [str(x) for x in column.unique()]


def _spellings(value: str, label: object) -> set[str]:
    """How a value can be written: as it is, its label, its notation, its slug."""
    slug = value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    kind = "/".join(value.rsplit("/", 2)[-2:])
    return {_compared(each) for each in (value, slug, kind, label) if isinstance(each, str) and each}


def _compared(text: str) -> str:
    """What a text is compared by: its words, or its value where it is a number.

    >>> _compared("1.50") == _compared("1.5"), _compared("-2") == _compared("2"), _compared("Éast")
    (True, False, 'east')
    """
    bare = text.strip()
    return f"= {float(bare) + 0.0}" if _NUMBER.fullmatch(bare) else fold(text)
