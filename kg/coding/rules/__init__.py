"""The rules for the sheets of a workspace beyond the form of an entry.

``kg check`` and ``kg build`` both compile a workspace, which applies this list, so both accept the same
sheets. A rule reports *problems*, with which a workspace cannot be built, or *notes* on entries that may
be correct.

===========  ==========================================================================
sources      one text coded in two sheets, a text without length, a source without reporter
dates        statements made after their source was published, wrong weekdays
anchors      positions outside the text or passage, or in conflict with each other
quotes       quotation marks typed into a quote, one quote split into two
readings     one coder for and against the same target in one statement
roles        an office that ends before it begins, or is reported after its end
entities     people with the same name, entities that are not attested or not used
issues       invalid directions, cycles, contradicting paths
===========  ==========================================================================

Problems of a single reference, number or key are found when it is compiled. Rules that need the text of a
source are in :mod:`kg.coding.texts.verification`; only ``kg check --texts`` has texts.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.coding.rules.anchors import places
from kg.coding.rules.dates import published, weekdays
from kg.coding.rules.entities import attested, names, unused
from kg.coding.rules.issues import contradictions, cycles, directions
from kg.coding.rules.quotes import marks, parts
from kg.coding.rules.readings import opposites
from kg.coding.rules.roles import contradicting, order
from kg.coding.rules.sources import reporters, same_text, text_length
from kg.coding.sheets.corpus import Corpus

#: Each adds to the problems or the notes of a corpus. The last one runs only if there are no problems.
RULES: tuple[Callable[[Corpus], None], ...] = (
    same_text,
    text_length,
    reporters,
    published,
    weekdays,
    places,
    marks,
    parts,
    opposites,
    order,
    contradicting,
    names,
    attested,
    directions,
    cycles,
    contradictions,
    unused,
)


def apply(corpus: Corpus) -> None:
    """Apply every rule to a corpus whose references have been resolved."""
    for rule in RULES:
        rule(corpus)
