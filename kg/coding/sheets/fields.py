"""Fields: the coder's own variables on entities, sources, statements and annotations.

A field is a node of its own, so that its name can be any text and no property has to be declared for it.
Its id is made from its owner and its name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.registry import KINDS, FieldValue, Is
from kg.model.ids import content_id
from kg.namespaces import WSW, XSD


@dataclass(frozen=True, slots=True)
class FieldRead:
    """One field as the graph stores it.

    Attributes:
        name: as the coder wrote it, in Unicode's composed form.
        value: lexical form of a literal, or the path of an entity.
        datatype: IRI of the literal's type; None if the value is an entity.
        where: ``file:line`` of the field.
    """

    name: str
    value: str
    datatype: str | None
    where: str

    @property
    def part(self) -> str:
        """The part that the field adds to a content id."""
        return "\x1e".join((self.name, self.datatype or "", self.value))


def read_fields(
    corpus: Corpus, fields: Mapping[str, FieldValue], where: Callable[..., str]
) -> list[FieldRead]:
    """Read the fields of one owner, sorted by name; an unknown reference is a problem and is left out.

    Args:
        corpus: resolves names and collects problems.
        fields: fields of the sheet.
        where: function that gives ``file:line`` of a field by its name.
    """
    found: list[FieldRead] = []
    names: set[str] = set()
    for name, value in sorted(fields.items()):
        composed = unicodedata.normalize("NFC", name)
        if composed in names:
            corpus.problem(f"duplicate field {composed!r}", where(name), "keep one of the two")
        names.add(composed)
        if isinstance(value, Is):
            entity = corpus.resolve(value.is_, KINDS.values(), where(name, "is"))
            found += [FieldRead(composed, entity, None, where(name))] if entity is not None else []
        else:
            text, datatype = lexical(value)
            found.append(FieldRead(composed, text, datatype, where(name)))
    return found


def lexical(value: str | float | bool) -> tuple[str, str]:
    """The lexical form of a value, and the IRI of its type.

    >>> from kg.namespaces import XSD
    >>> lexical(True) == ("true", XSD.boolean), lexical(3) == ("3", XSD.integer)
    (True, True)
    >>> lexical(1.50) == ("1.5", XSD.decimal), lexical("1.50") == ("1.50", XSD.string)
    (True, True)
    """
    if isinstance(value, bool):
        return ("true" if value else "false"), XSD.boolean
    if isinstance(value, int):
        return str(int(value)), XSD.integer
    if isinstance(value, float):
        return f"{Decimal(repr(float(value))).normalize():f}", XSD.decimal
    return unicodedata.normalize("NFC", value), XSD.string


def write_fields(corpus: Corpus, out: Triples, owner: str, fields: Sequence[FieldRead]) -> None:
    """Write the fields of the thing or record at the path ``owner``."""
    for field in fields:
        path = content_id("field", owner, field.name)
        corpus.places[path] = field.where
        out.link(owner, WSW.field, path)
        out.types(path, WSW.Field)
        out.label(path, field.name)
        if field.datatype is None:
            out.link(path, WSW.fieldEntity, field.value)
        elif field.datatype == XSD.string:
            out.plain(path, WSW.fieldValue, field.value)
        else:
            out.typed(path, WSW.fieldValue, field.value, field.datatype)
