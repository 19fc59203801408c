"""Conditions on any property: ``PROPERTY=VALUE`` for ``--include`` and ``--exclude``.

PROPERTY is ``actor``, ``issue`` or ``source``, whose VALUE is a name as people type it (an issue takes its
narrower ones in); ``stance``; a kind (``actor-kind``, ``issue-kind``); or a property in the graph of the
``reading``, its ``statement``, ``speaker``, ``issue`` or ``source``, as ``speaker.field:Type``,
``statement.mode``, ``reading.coder`` or ``source.dcterms:language``: a name of the vocabulary ``wsw:``, any
CURIE, or ``field:`` and the name of a field. VALUE is compared with the label, the notation, the slug and
the text of what stands there; case does not matter. A value that nothing in the graph has is refused, since
it is more often misspelt than meant; one that only the selection lacks is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

from kg.errors import QuestionError
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
#: Short names that stand for a property elsewhere than in ``wsw:``.
_SHORT = {"coder": PROV.wasAttributedTo, "label": RDFS.label}


def meets(store: Store, readings: Readings, condition: str) -> pd.Series:
    """Whether each reading meets a condition, row by row.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: it is no condition, names a property or field that there is not, or a value that
            nothing in the graph has; the hint lists those that there are.
    """
    name, equals, value = condition.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not value:
        raise QuestionError(
            f"{condition!r} is no condition",
            hint="write PROPERTY=VALUE, for example actor-kind=person or reading.confidence=high",
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
            f"no property {name!r}",
            hint="known: "
            + ", ".join((*_NAMED, "stance", *_KINDS, *(f"{each}.PROPERTY" for each in _NODES))),
        )
    return _chosen(frame[_NODES[node]], _having(store, name, prop, value))


def _having(store: Store, name: str, prop: str, value: str) -> set[str]:
    """The nodes that have a property with a value that is spelled so."""
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
        raise QuestionError(f"nothing has {name} {value!r}", hint=f"nothing in the graph has {prop}")
    wanted = _compared(value)
    fits = {pair: wanted in _spellings(*pair) for pair in {(text, label) for _, text, label in texts}}
    if not any(fits.values()):
        _wanted(name, value, [_shown(*pair) for pair in fits])
    return {node for node, text, label in texts if fits[text, label]}


def _field(fields: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of the field of that name."""
    found = fields[fields["label"].map(lambda label: fold(str(label)) == fold(name)).astype(bool)]
    if not len(found):
        there = _distinct(fields["label"])
        hint = f"there is: {_nearest(name, there)}" if there else "nothing in the graph has a field"
        raise QuestionError(f"no field {name!r}", hint=hint)
    return found


def _wanted(name: str, value: str, there: Sequence[str]) -> None:
    """Refuse a value that is none of those that there are."""
    if _compared(value) not in {_compared(each) for each in there}:
        raise QuestionError(f"nothing has {name} {value!r}", hint=f"there is: {_nearest(value, there)}")


def _nearest(value: str, there: Iterable[str]) -> str:
    """Up to eight of the values that there are, the most similar first.

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
    """How a value is listed: by its label, its notation, or as it is."""
    return label if isinstance(label, str) else value.rsplit("#", 1)[-1] if "://" in value else value


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
