"""RDF terms, independent of any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.namespaces import XSD

if TYPE_CHECKING:
    from decimal import Decimal

_STRING = XSD.string
_XSD = XSD.base
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATS = frozenset((_XSD + "double", _XSD + "float"))
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}

# Characters that N-Triples and SPARQL both escape.
_ESCAPES = str.maketrans(
    {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
    | {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_NOT_IN_IRI = frozenset('<>"{}|^`\\') | {chr(code) for code in range(0x21)}


class Term(NamedTuple):
    """An IRI, a literal or a blank node.

    Attributes:
        kind: which of the three.
        value: the IRI, the lexical form, or the label of the blank node without ``_:``.
        datatype: IRI of a literal's datatype; None for ``xsd:string``, for language-tagged text and
            for the other kinds.
        language: a literal's language tag.
    """

    kind: Literal["iri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = None

    def n3(self) -> str:
        r"""Return the term in N-Triples, which is also valid in SPARQL and Turtle.

        Raises:
            ValueError: the IRI has an invalid character. It cannot be escaped, because SPARQL decodes
                escapes before parsing: ``\u003E`` would end the IRI.

        >>> print(literal('say "no"\n', language="en").n3())
        "say \"no\"\n"@en
        >>> iri("https://example.org/> . DROP ALL").n3()
        Traceback (most recent call last):
        ValueError: not an IRI: 'https://example.org/> . DROP ALL'
        """
        if self.kind == "iri":
            if not _NOT_IN_IRI.isdisjoint(self.value):
                raise ValueError(f"not an IRI: {self.value!r}")
            return f"<{self.value}>"
        if self.kind == "bnode":
            return f"_:{self.value}"
        quoted = f'"{self.value.translate(_ESCAPES)}"'
        if self.language is not None:
            return f"{quoted}@{self.language}"
        return quoted if self.datatype is None else f"{quoted}^^<{self.datatype}>"

    def python(self) -> str | int | float | bool | Decimal:
        """Return the value as a Python value; dates stay ISO strings, ill-typed literals stay strings.

        >>> literal("35", XSD.integer).python(), literal("true", XSD.boolean).python()
        (35, True)
        >>> literal("2025-10-07", XSD.date).python()
        '2025-10-07'
        """
        if self.datatype is None:
            return self.value
        try:
            if self.datatype in _INTEGERS:
                return int(self.value)
            if self.datatype == XSD.decimal:
                from decimal import Decimal

                return Decimal(self.value)
            if self.datatype in _FLOATS:
                return float(self.value)
        except (ValueError, ArithmeticError):
            return self.value
        if self.datatype == XSD.boolean:
            return _BOOLEANS.get(self.value, self.value)
        return self.value


#: Subject, predicate, object.
Triple = tuple[Term, Term, Term]


def iri(value: str) -> Term:
    """Return an IRI as a term.

    >>> iri("https://example.org/a").n3()
    '<https://example.org/a>'
    """
    return Term("iri", value)


def literal(value: str, datatype: str | None = None, *, language: str | None = None) -> Term:
    """Return a literal: plain, typed, or with a language tag.

    >>> literal("2025-10-07", XSD.date).n3()
    '"2025-10-07"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return Term("literal", value, None if datatype == _STRING else datatype, language)
