"""Violations of shapes and rules in a graph, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from kg.namespaces import PREFIXES


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node of a graph that breaks one rule.

    Attributes:
        focus: IRI of the node.
        label: its name, the first words of its text, or the end of its IRI.
        rule: name of the rule, for example ``statement-speaker``.
        message: what is wrong, and what to change in the coding sheet.
        value: the offending value, as a CURIE, an IRI or a text; empty if there is none.
        shape: IRI of the shape; empty for a rule of :mod:`kg.coding.graph.lint`.
    """

    focus: str
    label: str
    rule: str
    message: str
    value: str = ""
    shape: str = ""


def curie(address: str) -> str:
    """An IRI as a CURIE if it has a known prefix.

    >>> curie("https://w3id.org/wsw/ns#speaker")
    'wsw:speaker'
    """
    for prefix, base in PREFIXES.items():
        if address.startswith(base) and len(address) > len(base):
            return f"{prefix}:{address[len(base) :]}"
    return address
