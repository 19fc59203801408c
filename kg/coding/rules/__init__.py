"""The rules for the sheets of a workspace beyond the form of an entry.

``kg check`` and ``kg build`` both compile a workspace, which applies these lists, so both accept the same
sheets. A rule reports *problems*, with which a workspace cannot be built, or *notes* on entries that may be
correct. A rule about one sheet is applied when the sheet is compiled, and what it reports is kept until the
sheet changes; the rules about all sheets see an outline of each.

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

from collections.abc import Callable, Sequence

from kg.coding.rules.anchors import places
from kg.coding.rules.dates import published, weekdays, weekdays_of_events
from kg.coding.rules.entities import attested, names, unused
from kg.coding.rules.issues import contradictions, cycles, directions
from kg.coding.rules.quotes import marks, parts
from kg.coding.rules.readings import opposites
from kg.coding.rules.roles import contradicting, order, past
from kg.coding.rules.sources import reporters, same_text, text_length
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.outline import Outline

#: Rules about one sheet at a time. Each adds to the problems or the notes of a corpus.
SHEET_RULES: tuple[Callable[[Corpus], None], ...] = (
    text_length,
    reporters,
    published,
    weekdays,
    places,
    marks,
    parts,
    opposites,
    order,
    past,
)
#: Rules about the registry files.
ENTITY_RULES: tuple[Callable[[Corpus], None], ...] = (
    weekdays_of_events,
    names,
    directions,
    cycles,
    contradictions,
)
#: Rules about all sheets together. The last one runs only if there are no problems.
WORKSPACE_RULES: tuple[Callable[[Corpus, Sequence[Outline]], None], ...] = (
    same_text,
    contradicting,
    attested,
    unused,
)
