"""What a tie of a one-mode network is called on the page, and which line it is drawn with."""

from __future__ import annotations

from dataclasses import dataclass

from kg.networks.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of line.

    Attributes:
        side: which colour and which dashes; a class of the style sheet.
        verb: stands between the two nodes.
        name: stands in the legend.
        most: stands above the strongest of them.
    """

    side: str
    verb: str
    name: str
    most: str


_LINES = {
    "actors": {
        "with": Line("support", "agrees with", "agreement", "Strongest agreement"),
        "against": Line("oppose", "disagrees with", "disagreement", "Strongest disagreement"),
        "both": Line("mixed", "agrees as much as disagrees with", "balanced", "As much agreement as not"),
        "beside": Line("neutral", "shares issues with", "shared issues", "Most often on the same issues"),
    },
    "issues": {
        "with": Line("support", "goes with", "same stance", "Most often with one stance"),
        "against": Line("oppose", "goes against", "opposite stance", "Most often with opposite stances"),
        "both": Line("mixed", "goes as much with as against", "balanced", "As often with as against"),
        "beside": Line("neutral", "shares actors with", "shared actors", "Most often by the same actors"),
    },
}

_TITLES = {
    ("congruence", "actors"): "Who agrees with whom",
    ("conflict", "actors"): "Who disagrees with whom",
    ("subtract", "actors"): "Who agrees and who disagrees",
    ("cooccurrence", "actors"): "Who speaks on the same issues",
    ("congruence", "issues"): "Which issues go together",
    ("conflict", "issues"): "Which issues go against each other",
    ("subtract", "issues"): "Which issues go together and which do not",
    ("cooccurrence", "issues"): "Which issues the same actors speak on",
}


def line_of(settings: Settings, weight: float) -> Line:
    """The line of a tie.

    >>> line_of(Settings(kind="subtract"), -2.0).name, line_of(Settings(kind="subtract"), 0.0).side
    ('disagreement', 'mixed')
    """
    lines = _LINES[settings.of]
    if settings.kind == "subtract":
        return lines["with" if weight > 0 else "against" if weight < 0 else "both"]
    return lines[{"congruence": "with", "conflict": "against"}.get(settings.kind, "beside")]


def title_of(settings: Settings) -> str:
    """The question that a one-mode network answers.

    >>> title_of(Settings(kind="conflict"))
    'Who disagrees with whom'
    """
    return _TITLES[settings.kind, settings.of]


def weighed(weight: float) -> str:
    """A weight as people read it.

    >>> weighed(3.0), weighed(1 / 3), weighed(-12345.678), weighed(0.00012)
    ('3', '0.333', '−12,345.7', '0.00012')
    """
    whole = float(weight).is_integer() or abs(weight) >= 1000
    text = f"{abs(weight):,.1f}".removesuffix(".0") if whole else f"{abs(weight):.3g}"
    return f"−{text}" if weight < 0 and text != "0" else text
