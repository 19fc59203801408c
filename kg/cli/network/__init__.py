"""``kg network``: networks, their measures, and how sure they are. One module a command."""

from __future__ import annotations

import click

from kg.cli.lazy import LazyGroup

#: Section of the help, then command, then what it does in one line.
SECTIONS = {
    "Networks": {
        "two-mode": "Actors and what they speak on, one tie for each stance.",
        "congruence": "Who agrees with whom, or which issues are seen alike.",
        "conflict": "Who disagrees with whom.",
        "subtract": "Agreement minus disagreement.",
        "cooccurrence": "Who speaks on the same, whatever they say.",
    },
    "Measures": {
        "centrality": "Who is central, by several measures.",
        "communities": "Who forms a group, and how firmly.",
        "backbone": "Which ties or which issues carry the network.",
        "polarisation": "How far two camps stand apart, also through time.",
        "phases": "When the network changed its shape.",
        "scaling": "Where actors stand on a line or in a plane.",
    },
    "How sure": {
        "sweep": "How often each tie survives when the settings change.",
        "explain": "Why two nodes are tied: the readings and the arithmetic.",
    },
}

_EXAMPLE = """\b
  kg network congruence --about trade            who agrees with whom, how sure
  kg network two-mode -f graphml -o trade.graphml   for Gephi and visone
  kg network conflict --whose country --window months
"""


@click.group(
    "network",
    cls=LazyGroup,
    sections=SECTIONS,
    package="kg.cli.network",
    modules=dict.fromkeys(SECTIONS["Networks"], "projections:projection"),
    help=f"Who stands with whom: networks, their measures, and how sure they are.\n\n{_EXAMPLE}",
    epilog="`kg network explain ONE OTHER` shows the words and the arithmetic behind a tie.",
)
def command() -> None:
    """The group; its help text stands in the decorator."""
