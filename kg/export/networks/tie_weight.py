"""The meaning of the weight of a tie, in words."""

from __future__ import annotations

from kg.networks.settings import KINDS, Settings

_MEANINGS = {
    "actors": {
        "congruence": "how often two actors agree: pairs of their readings on one issue, weighted by "
        "closeness",
        "conflict": "how often two actors disagree: pairs of their readings on one issue, weighted by "
        "distance",
        "subtract": "how often two actors agree, less how often they disagree: pairs of their readings on "
        "one issue",
        "cooccurrence": "how often two actors address the same issue, regardless of stance: pairs of their "
        "readings",
    },
    "issues": {
        "congruence": "how often two issues get the same stance: pairs of readings by one actor, weighted by "
        "closeness",
        "conflict": "how often two issues get opposite stances: pairs of readings by one actor, weighted by "
        "distance",
        "subtract": "how often two issues get the same stance, less how often opposite ones: pairs of "
        "readings by one actor",
        "cooccurrence": "how often one actor addresses both issues, regardless of stance: pairs of readings",
    },
}
_DIVIDED = {
    "none": "",
    "average": "; divided by the mean number of readings of the two",
    "jaccard": "; as a share of all readings of either (Jaccard)",
    "cosine": "; as a cosine, 1 for identical profiles",
    "dna-cosine": "; divided by the product of the numbers of readings of the two",
    "activity": "; divided by the number of readings of the actor",
    "prominence": "; divided by the number of readings toward the target",
}


def meaning(settings: Settings) -> str:
    """Return the meaning of the weight of a tie.

    >>> meaning(Settings(kind="conflict", normalization="average"))
    'how often two actors disagree: pairs of their readings on one issue, weighted by distance; divided by \
the mean number of readings of the two'
    """
    said = _MEANINGS[settings.of].get(settings.kind) or KINDS[settings.kind]
    return said + _DIVIDED[settings.normalization]
