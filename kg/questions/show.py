"""Everything in the graph about one thing or record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.ids import short
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
from kg.questions.names import Names, Node
from kg.questions.offices import in_words, offices_of, tenure_columns
from kg.questions.positions import standing
from kg.questions.statements import statements
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.store.base import Store

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A relation record repeats its relation.
_EVIDENCE = frozenset((RDF.subject, RDF.object))
_CODES = (STATUS, MODE, STANCE, EVALUATION, CONFIDENCE, BASIS, PRECISION, ATTITUDE)
_IN_OTHER_FIELDS = frozenset(
    (
        *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.exactMatch),
        *(DCTERMS.description, SKOS.definition, WSW.outsideSource, WSW.field),
    )
)


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """Everything in the graph about one node.

    Attributes:
        iri: its IRI.
        id: ``kind/slug``.
        label: its name; of a record, its text.
        classes: names of its classes.
        aliases: other names and former spellings.
        description: a sentence, or the definition of an issue.
        external: IRIs of the same thing elsewhere (Wikidata).
        outside_sources: where facts from outside the coded sources come from.
        attributes: all other properties, in words: ``property``, ``value``, ``label``. Relations with a
            record of their own are in ``relations``. A coder's own variable has the property ``field`` and
            its name.
        roles: one entry for each tenure, merged from all records, the latest first; for an office, the
            tenures of all its holders: ``role`` in words (for an office, after the name of the holder),
            ``former`` (true if sources only give it as a former office), ``since``, ``until``,
            ``known_from``, ``known_until``, ``over_by``, ``basis``, ``held`` in words, the last day on which
            a source attests it (``attested_on``), the first record that does (``record``, ``text``,
            ``mode``), and all records (``records``).
        relations: ``relation`` in words, ``direction`` (``out``: from it, ``in``: to it), ``other``,
            ``other_label``, and the record behind it: ``record``, ``text``, ``whose`` (a speaker, or the
            reporters), ``source``, ``source_label``, ``start``, ``end``.
        given: figures that it gives or supports, and its characterizations: ``kind``, ``label``,
            ``record``, ``text``, ...
        statements: for a statement, its row as in :func:`kg.questions.said.said`.
        stances: number of readings by stance or evaluation: of an actor's statements, toward an issue or
            thing, or of a statement.
        positions: rows as in :func:`kg.questions.positions.positions`, held by it or on it.
        records: claims, statements and embedded attributions that name it, are inside it, or come from it.
        used_by: other nodes that point to it: ``property``, ``subject``, ``label``; for a node with a
            variable of this value, ``field`` and the name of the variable.
        sparql: the queries that ran.
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
    """Return everything in the graph about ``what``.

    Args:
        store: the graph.
        what: the name, ``kind/slug``, ``kind/id`` or IRI of a thing or record, which may be superseded or
            retracted.
        all_versions: include superseded and retracted records.

    Raises:
        UnknownName: nothing has that name.
        AmbiguousName: several things have that name.
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
            if row["property"] not in _IN_OTHER_FIELDS and (row["property"], row["value"]) not in backed
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
    """Nodes that point to a node, without evidence and relations; a variable is listed under its owner."""
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
    """The offices of an actor, or the holders of an office; the latest tenure first."""
    is_office = WSW.Office in node.classes
    if not is_office and WSW.Actor not in node.classes:
        return []
    rows = grouped(asker.part("roles", **{"office" if is_office else "actor": [node.term]}), "role")
    if not rows:
        return []
    found = []
    in_tenures: set[str] = set()
    held = offices_of(asker, {str(row["actor"]) for its in rows.values() for row in its}).tenures.values()
    tenures = [tenure for its in held for tenure in its if not is_office or tenure.office == node.iri]
    for tenure in (
        sorted(tenures, key=lambda one: str(one.since or one.first or "")) if is_office else tenures
    ):
        behind = [row for record in tenure.records for row in rows.get(record.role, ())]
        in_tenures.update(record.role for record in tenure.records)
        if behind:
            found.append({**_role(behind, named=is_office), **tenure_columns(tenure)})
    retracted = [its for role, its in rows.items() if role not in in_tenures]
    return [*reversed(found), *({**_role(its, named=is_office), **tenure_columns(None)} for its in retracted)]


def _role(rows: Sequence[Row], *, named: bool) -> Row:
    """The entry of an office from its records; records that do not give it as former come first.

    Args:
        rows: rows of ``parts/roles.rq``.
        named: whether the words begin with the name of the holder.
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
    """The notation of a code; None for other values."""
    return str(value).rsplit("#", 1)[-1] if any(value in codes for codes in _CODES) else None


def _words(address: str) -> str:
    """Return the name of a property or class in words.

    >>> _words(WSW.isToVisit), _words(WSW.NarratedClaim)
    ('is to visit', 'narrated claim')
    """
    name = re.split(r"[#/]", address)[-1]
    return _CAPITAL.sub(" ", name).lower()
