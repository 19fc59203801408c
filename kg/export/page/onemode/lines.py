"""The names and line styles of the ties of a one-mode network on the page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kg.export.networks.tie_weight import meaning
from kg.networks.settings import KINDS, Settings


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of line.

    Attributes:
        side: its colour and dashes; a class of the style sheet.
        verb: the words between the two nodes.
        name: its name in the legend.
        most: the heading above the strongest of them.
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
    """Return the line of a tie.

    >>> line_of(Settings(kind="subtract"), -2.0).name, line_of(Settings(kind="subtract"), 0.0).side
    ('disagreement', 'mixed')
    """
    lines = _LINES[settings.of]
    if settings.kind == "subtract":
        return lines["with" if weight > 0 else "against" if weight < 0 else "both"]
    return lines[{"congruence": "with", "conflict": "against"}.get(settings.kind, "beside")]


def title_of(settings: Settings) -> str:
    """Return the question that a one-mode network answers.

    >>> title_of(Settings(kind="conflict"))
    'Who disagrees with whom'
    """
    return _TITLES[settings.kind, settings.of]


def actor_networks() -> list[dict[str, Any]]:
    """Return the networks of actors that the page of statements can switch to, with default settings.

    Returns:
        ``kind``, ``title``, ``meaning`` of a weight, and ``lines``: the line of a tie of positive weight
        (``plus``), of negative weight (``minus``) and of weight 0 (``zero``).

    >>> [each["kind"] for each in actor_networks()]
    ['congruence', 'conflict', 'subtract', 'cooccurrence']
    """
    found = []
    for kind in KINDS:
        if kind == "two-mode":
            continue
        settings = Settings(kind=kind)
        lines = {name: line_of(settings, w) for name, w in (("plus", 1.0), ("minus", -1.0), ("zero", 0.0))}
        found.append(
            {
                "kind": kind,
                "title": title_of(settings),
                "meaning": meaning(settings),
                "lines": {name: asdict(line) for name, line in lines.items()},
            }
        )
    return found


def format_weight(weight: float) -> str:
    """Return a weight in readable form.

    >>> format_weight(3.0), format_weight(1 / 3), format_weight(-12345.678), format_weight(0.00012)
    ('3', '0.333', '−12,345.7', '0.00012')
    """
    whole = float(weight).is_integer() or abs(weight) >= 1000
    text = f"{abs(weight):,.1f}".removesuffix(".0") if whole else f"{abs(weight):.3g}"
    return f"−{text}" if weight < 0 and text != "0" else text
