"""Conditions on any property: ``PROPERTY=VALUE`` for ``--include`` and ``--exclude``.

PROPERTY is one of:

- ``actor``, ``issue`` or ``source``; VALUE is a name as people type it, and an issue includes its narrower
  ones
- ``stance``
- a kind: ``actor-kind`` or ``issue-kind``
- a property of the ``reading`` or of its ``statement``, ``speaker``, ``issue`` or ``source``, such as
  ``speaker.field:Type``, ``statement.mode``, ``reading.coder`` or ``source.dcterms:language``: a name of the
  vocabulary ``wsw:``, any CURIE, or ``field:`` and the name of a field

VALUE is compared with the label, notation, slug and text of the property's value, ignoring case. A value that
does not occur in the graph is an error, since it is probably misspelt; a value that is missing only from the
selection is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

from kg.errors import QuestionError
from kg.model.ids import short
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import EVALUATION, PREFIXES, PROV, RDFS, STANCE, WSW
from kg.networks.fetch import rows
from kg.networks.reading_table import Readings
from kg.questions.answer import Asker
from kg.questions.names import TARGETS, Names, covered
from kg.questions.register import fold
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
#: How many values a hint lists.
_LISTED = 8
#: Short names for properties outside ``wsw:``.
_SHORT = {"coder": PROV.wasAttributedTo, "label": RDFS.label}


def meets(store: Store, readings: Readings, condition: str) -> pd.Series:
    """Return whether each reading meets a condition, row by row.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: the condition is malformed, or its property, field or value does not occur in the
            graph; the hint lists those that do.
    """
    name, equals, value = condition.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not value:
        raise QuestionError(
            f"expected PROPERTY=VALUE, got {condition!r}",
            hint="for example actor-kind=person or reading.confidence=high",
        )
    frame, kinds = readings.frame, readings.background.kinds
    if name in _NAMED:
        column, classes = _NAMED[name]
        asker = Asker(store)
        found = Names(asker).find(value, classes)
        terms = covered(asker, found) if name == "issue" else [found.term]
        return _chosen(frame[column], {term.value for term in terms})
    if name == "stance":
        _wanted(name, value, sorted(STANCE.terms | EVALUATION.terms))
        return frame["value"].astype(str) == value.casefold()
    if name in _KINDS:
        kind_of = frame[_KINDS[name]]
        its = {x: kinds.get(x, "") for x in _distinct(kind_of)}
        others = [kind for kind in kinds.values() if name == "issue-kind" or kind in ACTOR_KINDS]
        _wanted(name, value, [kind for kind in (*its.values(), *others) if kind])
        return _chosen(kind_of, {x for x, kind in its.items() if _compared(kind) == _compared(value)})
    node, dot, prop = name.partition(".")
    if not dot or node not in _NODES:
        raise QuestionError(
            f"unknown property {name!r}",
            hint="expected one of: "
            + ", ".join((*_NAMED, "stance", *_KINDS, *(f"{each}.PROPERTY" for each in _NODES))),
        )
    return _chosen(frame[_NODES[node]], _having(store, name, prop, value))


def _having(store: Store, name: str, prop: str, value: str) -> set[str]:
    """Return the nodes that have a property with this value."""
    if prop.startswith("field:"):
        table = _field(rows(store, "fields", {}), prop.removeprefix("field:"))
        texts = list(zip(table["node"], table["value"].astype(str), table["called"], strict=True))
    else:
        asked = {"property": [iri(_expanded(prop))]}
        table, labels = rows(store, "property", asked), rows(store, "labels", asked)
        called = dict(zip(labels["value"].astype(str), labels["label"], strict=True))
        values = table["value"].astype(str)
        texts = [(node, text, called.get(text)) for node, text in zip(table["node"], values, strict=True)]
    if not texts:
        raise QuestionError(f"no {name} is {value!r}", hint=f"nothing in the graph has the property {prop}")
    wanted = _compared(value)
    fits = {pair: wanted in _spellings(*pair) for pair in {(text, label) for _, text, label in texts}}
    if not any(fits.values()):
        _wanted(name, value, [_shown(*pair) for pair in fits])
    return {node for node, text, label in texts if fits[text, label]}


def _field(fields: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of the field with this name."""
    found = fields[fields["label"].map(lambda label: fold(str(label)) == fold(name)).astype(bool)]
    if not len(found):
        there = _distinct(fields["label"])
        hint = f"expected one of: {_nearest(name, there)}" if there else "nothing in the graph has a field"
        raise QuestionError(f"unknown field {name!r}", hint=hint)
    return found


def _wanted(name: str, value: str, there: Sequence[str]) -> None:
    """Raise an error if a value is not among the known ones."""
    if _compared(value) not in {_compared(each) for each in there}:
        raise QuestionError(f"no {name} is {value!r}", hint=f"expected one of: {_nearest(value, there)}")


def _nearest(value: str, there: Iterable[str]) -> str:
    """Up to eight of the known values, the most similar first.

    >>> _nearest("persn", ["country", "government", "person"])
    'person, country, government'
    """
    known = sorted(set(there))
    folded = {fold(each): each for each in reversed(known)}
    near = [folded[each] for each in get_close_matches(fold(value), folded, n=_LISTED, cutoff=0.5)]
    listed = list(dict.fromkeys((*near, *known)))[:_LISTED]
    others = len(known) - len(listed)
    return ", ".join(listed) + (f", and {others:,} others" if others else "")


def _shown(value: str, label: object) -> str:
    """Return the form of a value for a list: its label, its notation, or the value itself."""
    return label if isinstance(label, str) else value.rsplit("#", 1)[-1] if "://" in value else value


def _expanded(prop: str) -> str:
    """Return the IRI of a property from its short name or CURIE.

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
            f"unknown property {prop!r}",
            hint=f"expected a name of wsw:, such as confidence, or a CURIE ({known})",
        )
    return PREFIXES[prefix] + local


def _chosen(column: pd.Series, wanted: set[str]) -> pd.Series:
    return column.astype(str).isin(wanted) if len(column) else pd.Series([], dtype=bool)


def _distinct(column: pd.Series) -> list[str]:
    return [str(x) for x in column.unique()]


def _spellings(value: str, label: object) -> set[str]:
    """The ways to write a value: the value itself, its label, its notation, its slug."""
    slug = value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    kind = short(value)
    return {_compared(each) for each in (value, slug, kind, label) if isinstance(each, str) and each}


def _compared(text: str) -> str:
    """The form in which texts are compared: the words, or the value of a number.

    >>> _compared("1.50") == _compared("1.5"), _compared("-2") == _compared("2"), _compared("Éast")
    (True, False, 'east')
    """
    bare = text.strip()
    return f"= {float(bare) + 0.0}" if _NUMBER.fullmatch(bare) else fold(text)
