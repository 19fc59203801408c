"""All that the graph knows of one thing or record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.statement import Statement
from kg.namespaces import (
    ATTITUDE,
    BASIS,
    CONFIDENCE,
    DCTERMS,
    EVALUATION,
    MODE,
    PRECISION,
    RDF,
    RDFS,
    SKOS,
    STANCE,
    STATUS,
    WSW,
)
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.names import Names, Node, short
from kg.questions.offices import in_words, offices_of, told
from kg.questions.positions import standing
from kg.questions.statements import statements
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.store.base import Store

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A relation record says again what the relation says.
_EVIDENCE = frozenset((RDF.subject, RDF.object))
_CODES = (STATUS, MODE, STANCE, EVALUATION, CONFIDENCE, BASIS, PRECISION, ATTITUDE)
_TOLD = frozenset(
    (
        *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.exactMatch),
        *(DCTERMS.description, SKOS.definition, WSW.outsideSource, WSW.field),
    )
)


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What is known of one node.

    Attributes:
        iri: its IRI.
        id: ``kind/slug``.
        label: its name; of a record, its text.
        classes: names of its classes.
        aliases: other names and former spellings.
        description: a sentence, or the definition of an issue.
        external: IRIs of the same thing elsewhere (Wikidata).
        outside_sources: where facts from outside the coded sources were taken from.
        attributes: ``property``, ``value``, ``label``: everything else that is stored of it, in words;
            relations with a record of their own stand in ``relations``. A variable of the coder's own has
            the property ``field`` and its name.
        roles: one entry a time in office, as all records of it together have it; of an office, of whoever
            held it, the latest first: ``role`` in words (of an office, after the name of who held it),
            ``former`` (whether sources give it as a past one only), ``since``, ``until``, ``known_from``,
            ``known_until``, ``over_by``, ``basis``, ``held`` in words, the last day on which a source attests
            it (``attested_on``), the first record that does (``record``, ``text``, ``mode``), and all of them
            (``records``).
        relations: ``relation`` in words, ``direction`` (``out``: from it, ``in``: to it), ``other``,
            ``other_label``, and the record behind: ``record``, ``text``, ``whose`` (a speaker, or the
            reporters), ``source``, ``source_label``, ``start``, ``end``.
        given: figures it gives or backs and names it is given: ``kind``, ``label``, ``record``, ``text``, ...
        statements: for a statement, its row as of :func:`kg.questions.said.said`.
        stances: how many readings of each stance or evaluation: of what an actor says, toward an issue or
            thing, or of a statement.
        positions: rows as of :func:`kg.questions.positions.positions`, held by it or on it.
        records: claims, statements and embedded attributions that name it, stand in it, or come from it.
        used_by: what else points to it: ``property``, ``subject``, ``label``; whose variable has it as its
            value, as ``field`` and the name.
        sparql: the texts that ran.
    """

    iri: str
    id: str
    label: str
    classes: list[str]
    aliases: list[str] = field(default_factory=list)
    description: str | None = None
    external: list[str] = field(default_factory=list)
    outside_sources: list[str] = field(default_factory=list)
    attributes: list[Row] = field(default_factory=list)
    roles: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    given: list[Row] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    stances: dict[str, int] = field(default_factory=dict)
    positions: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    used_by: list[Row] = field(default_factory=list)
    sparql: tuple[str, ...] = ()

    def __repr__(self) -> str:
        lists = ("roles", "relations", "statements", "positions", "records", "used_by")
        known = [f"{name}: {len(getattr(self, name)):,}" for name in lists if getattr(self, name)]
        about = [self.description] if self.description else []
        return visible(
            "\n".join([f"<{self.label} ({self.id})>", *about, *([", ".join(known)] if known else [])]),
            keep_newlines=True,
        )


def show(store: Store, what: str, *, all_versions: bool = False) -> Card:
    """All that is known of ``what``: a name, ``kind/slug``, ``kind/id`` or IRI.

    Args:
        store: the graph.
        what: the thing or record; one that was superseded or retracted can be named as well.
        all_versions: with what rests on superseded and retracted records.

    Raises:
        UnknownName: nothing of that name.
        AmbiguousName: several things.
    """
    asker = Asker(store, all_versions=all_versions)
    node = Names(asker).node(what)
    properties = _rows(asker, "properties", node)
    values: dict[str, list[str]] = {}
    for row in properties:
        values.setdefault(str(row["property"]), []).append(str(row["value"]))
    relations = _relations(asker, node)
    backed = {(row["predicate"], row["other"]) for row in relations if row["direction"] == "out"}
    used = {(row["predicate"], row["other"]) for row in relations if row["direction"] == "in"}
    retraction = Asker(store, all_versions=True)
    own = statements(retraction, {"id": [node.term]}) if WSW.Statement in node.classes else []
    by, about, reading = ({key: [node.term]} for key in ("by", "about", "reading"))
    first = (values.get(RDFS.label) or values.get(WSW.text) or [short(node.iri)])[0]
    places = [row for chosen in (by, about, reading) for row in standing(asker, chosen)]
    labels = [*values.get(SKOS.prefLabel, []), *values.get(SKOS.altLabel, [])]
    aliases = [*labels, *values.get(SKOS.hiddenLabel, [])]
    return Card(
        iri=node.iri,
        id=short(node.iri),
        label=first,
        classes=sorted(_words(address) for address in node.classes if address.startswith(WSW.base)),
        aliases=[name for name in dict.fromkeys(aliases) if name != first],
        description=next(iter(values.get(DCTERMS.description, []) + values.get(SKOS.definition, [])), None),
        external=values.get(SKOS.exactMatch, []),
        outside_sources=values.get(WSW.outsideSource, []),
        attributes=[
            {
                "property": _words(str(row["property"])),
                "value": row["value"],
                "label": row["value_label"] or _notation(row["value"]),
            }
            for row in properties
            if row["property"] not in _TOLD and (row["property"], row["value"]) not in backed
        ]
        + (_fields(asker, node) if WSW.field in values else []),
        roles=_roles(asker, node),
        relations=[{key: value for key, value in row.items() if key != "predicate"} for row in relations],
        given=_rows(asker, "given", node),
        statements=own,
        stances=_stances(asker, node),
        positions=places,
        records=_records(asker, node),
        used_by=_users(asker, node, used),
        sparql=(*asker.ran, *retraction.ran),
    )


def _rows(asker: Asker, name: str, node: Node) -> list[Row]:
    found = asker.part(name, entity=[node.term])
    return [{key: plain(value) for key, value in row.items()} for row in found]


def _relations(asker: Asker, node: Node) -> list[Row]:
    relations = []
    for row in _rows(asker, "related", node):
        out = row["subject"] == node.iri
        relations.append(
            {
                "predicate": row["predicate"],
                "relation": _words(str(row["predicate"])),
                "direction": "out" if out else "in",
                "other": row["object"] if out else row["subject"],
                "other_label": row["object_label"] if out else row["subject_label"],
                **{key: row[key] for key in ("record", "text", "mode", "source", "source_label")},
                **{key: row[key] for key in ("start", "end")},
                "whose": row["speaker_label"] or "the reporters",
            }
        )
    return relations


def _fields(asker: Asker, node: Node) -> list[Row]:
    found = asker.part("variables", owner=[node.term])
    rows = [{key: plain(value) for key, value in row.items()} for row in found]
    return [
        {
            "property": f"field {row['name']}",
            "value": row["entity"] if row["value"] is None else row["value"],
            "label": row["entity_label"],
        }
        for row in rows
    ]


def _users(asker: Asker, node: Node, related: set[tuple[object, object]]) -> list[Row]:
    """What points to a node, but for evidence and relations; a field is told as its owner's."""
    rows = [row for row in _rows(asker, "users", node) if row["property"] not in _EVIDENCE]
    found = [
        {"property": _words(str(row["property"])), "subject": row["subject"], "label": row["subject_label"]}
        for row in rows
        if row["property"] != WSW.fieldEntity and (row["property"], row["subject"]) not in related
    ]
    if not any(row["property"] == WSW.fieldEntity for row in rows):
        return found
    fields = asker.part("variables", entity=[node.term])
    return found + [
        {
            "property": f"field {plain(row['name'])}",
            "subject": plain(row["owner"]),
            "label": plain(row["owner_label"]),
        }
        for row in fields
    ]


def _roles(asker: Asker, node: Node) -> list[Row]:
    """The offices of an actor, or the holders of an office; the latest time in office first."""
    is_office = WSW.Office in node.classes
    if not is_office and WSW.Actor not in node.classes:
        return []
    rows = grouped(asker.part("roles", **{"office" if is_office else "actor": [node.term]}), "role")
    if not rows:
        return []
    found = []
    told_of: set[str] = set()
    held = offices_of(asker, {str(row["actor"]) for its in rows.values() for row in its}).tenures.values()
    tenures = [tenure for its in held for tenure in its if not is_office or tenure.office == node.iri]
    for tenure in (
        sorted(tenures, key=lambda one: str(one.since or one.first or "")) if is_office else tenures
    ):
        behind = [row for record in tenure.records for row in rows.get(record.role, ())]
        told_of.update(record.role for record in tenure.records)
        if behind:
            found.append({**_role(behind, named=is_office), **told(tenure)})
    back = [
        its for role, its in rows.items() if role not in told_of
    ]  # what was taken back, if that is asked for
    return [*reversed(found), *({**_role(its, named=is_office), **told(None)} for its in back)]


def _role(rows: Sequence[Row], *, named: bool) -> Row:
    """An office by the records that tell of it, those that give it as held before those that do not.

    Args:
        rows: of ``parts/roles.rq``.
        named: whether its words begin with the name of who holds it.
    """
    rows = sorted(
        rows, key=lambda row: (row["former"] is True, str(row["attested_on"] or ""), str(row["record"]))
    )
    first, former = rows[0], all(row["former"] is True for row in rows)
    attested = [str(row["attested_on"]) for row in rows if row["attested_on"] and row["former"] is not True]
    return {
        "role": (f"{first['actor_label']}, " if named else "")
        + in_words(first["office_label"], first["body_label"], former),
        "former": former,
        "attested_on": max(attested, default=first["attested_on"]),
        **{key: first[key] for key in ("record", "text", "mode")},
        "records": list(dict.fromkeys(row["record"] for row in rows if row["record"] is not None)),
    }


def _stances(asker: Asker, node: Node) -> dict[str, int]:
    if WSW.Statement in node.classes:
        found = asker.part("readings", id=[node.term])
    elif WSW.Actor in node.classes:
        found = asker.part("readings", by=[node.term])
    else:
        found = asker.part("readings", target=[node.term])
    judged = (notation(plain(row["stance"])) or notation(plain(row["evaluation"])) for row in found)
    return dict(sorted(Counter(word for word in judged if word is not None).items()))


def _records(asker: Asker, node: Node) -> list[Row]:
    if WSW.Source in node.classes:
        found = asker.part("records", source=[node.term])
    elif WSW.Statement in node.classes:
        found = asker.part("records", within=[node.term])
    elif WSW.Record in node.classes:
        found = asker.part("records", record=[node.term])
    else:
        found = asker.part("records", mention=[node.term])
    rows = [{key: plain(value) for key, value in row.items()} for row in found]
    return [{**row, "class": _words(str(row["class"]))} for row in rows]


def _notation(value: object) -> str | None:
    """The notation of a code; None of anything else."""
    return str(value).rsplit("#", 1)[-1] if any(value in codes for codes in _CODES) else None


def _words(address: str) -> str:
    """The name of a property or class in words.

    >>> _words(WSW.isToVisit), _words(WSW.NarratedClaim)
    ('is to visit', 'narrated claim')
    """
    name = re.split(r"[#/]", address)[-1]
    return _CAPITAL.sub(" ", name).lower()
