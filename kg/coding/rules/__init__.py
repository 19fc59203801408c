"""What can be wrong with the sheets of a workspace beyond the form of an entry: one list of rules.

``kg check`` and ``kg build`` both compile a workspace, and compiling it applies this list, so that neither
refuses what the other takes. What a rule finds is a *problem*, and nothing is built while there is one, or
a *note*: something that may be right as it is.

===========  ==========================================================================
sources      one text coded in two sheets, a text without length, a source nobody reports
dates        said after its source was published, a weekday that does not fit
anchors      places that do not fit the text, the passage or each other
quotes       marks that were typed into a quote, one quote split into two
readings     one coder for and against the same thing in one statement
roles        an office that ends before it begins, or is given after its end
entities     two people of one name, what nothing attests, what nothing uses
issues       directions between things that have none, circles, paths that contradict
===========  ==========================================================================

What has to do with a single reference, number or key is found where it is compiled. Rules that need the
text of a source are in :mod:`kg.coding.texts.verification`; only ``kg check --texts`` has texts.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.coding.rules.anchors import places
from kg.coding.rules.dates import published, weekdays
from kg.coding.rules.entities import attested, names, unused
from kg.coding.rules.issues import circles, contradictions, directions
from kg.coding.rules.quotes import marks, parts
from kg.coding.rules.readings import opposites
from kg.coding.rules.roles import contradicting, order
from kg.coding.rules.sources import reporters, same_text, text_length
from kg.coding.sheets.corpus import Corpus

#: Each adds to the problems or the notes of a corpus. The last needs to know that there are no problems.
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
    circles,
    contradictions,
    unused,
)


def apply(corpus: Corpus) -> None:
    """Apply every rule to a corpus whose references have been resolved."""
    for rule in RULES:
        rule(corpus)
