"""The settings of a network: every choice has a name, so that files can record it and a sweep vary it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any

from kg.errors import QuestionError
from kg.networks.choices import AFFILIATIONS, DUPLICATES, NEUTRAL, ONE_MODE, TWO_MODE, UNCLEAR, WHOSE

#: Kind of network to the meaning of a tie's weight.
KINDS = {
    "two-mode": "how often an actor spoke on an issue, by stance",
    "congruence": "how often two agree: pairs of readings on the same target, weighted by closeness",
    "conflict": "how often two disagree: the same pairs, weighted by distance",
    "subtract": "congruence minus conflict",
    "cooccurrence": "how often two address the same targets, regardless of stance",
}

#: The nodes of a one-mode network.
OF = ("actors", "issues")

#: The content of a cell of a two-mode matrix; ties are separate for each stance in either case.
CELLS = {"subtract": "the sum of the scores: support minus oppose", "count": "the number of readings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices behind a network; the defaults are the most defensible ones.

    Attributes:
        kind: a key of :data:`KINDS`.
        of: "actors" or "issues"; a two-mode network has both.
        whose: the actor that a reading counts for; a key of :data:`kg.networks.choices.WHOSE`.
        affiliation: the evidence required; a key of :data:`kg.networks.choices.AFFILIATIONS`.
        level: None for issues as coded, "top", or a level of the scheme as a number, 1 for the top.
        normalization: a key of :data:`kg.networks.choices.ONE_MODE` or ``TWO_MODE``.
        cells: the content of a cell of a two-mode matrix; a key of :data:`CELLS`.
        duplicates: a key of :data:`kg.networks.choices.DUPLICATES`.
        neutral: how neutral and mixed readings count where a score is needed.
        unclear: how unclear readings count where a score is needed.
        evaluations: whether evaluations count as stances, positive as support.
        min_node: minimum number of statements per node.
        min_edge: minimum number of statements per tie.
        isolates: whether to keep nodes without ties.
    """

    kind: str = "congruence"
    of: str = "actors"
    whose: str = "speaker"
    affiliation: str = "reported"
    level: str | int | None = None
    normalization: str = "none"
    cells: str = "subtract"
    duplicates: str = "all"
    neutral: str = "leave-out"
    unclear: str = "leave-out"
    evaluations: bool = True
    min_node: int = 1
    min_edge: int = 1
    isolates: bool = False

    def __post_init__(self) -> None:
        """Raise an error for an unknown value.

        >>> Settings(kind="congruense")
        Traceback (most recent call last):
        kg.errors.QuestionError: unknown kind of network 'congruense'
          did you mean congruence? expected one of: two-mode, congruence, conflict, subtract, cooccurrence
        """
        normalizations = TWO_MODE if self.kind == "two-mode" else ONE_MODE
        for value, table, what in (
            (self.kind, KINDS, "kind of network"),
            (self.of, OF, "kind of node"),
            (self.whose, WHOSE, "kind of actor to count for"),
            (self.affiliation, AFFILIATIONS, "affiliation"),
            (self.normalization, normalizations, f"normalization of a {self.kind} network"),
            (self.cells, CELLS, "kind of cell"),
            (self.duplicates, DUPLICATES, "way to count duplicates"),
            (self.neutral, NEUTRAL, "way to count neutral readings"),
            (self.unclear, UNCLEAR, "way to count unclear readings"),
        ):
            if value not in table:
                near = get_close_matches(str(value), list(table), n=1)
                raise QuestionError(
                    f"unknown {what} {value!r}",
                    hint=(f"did you mean {near[0]}? " if near else "")
                    + "expected one of: "
                    + ", ".join(table),
                )
        level = self.level
        if level is not None and level != "top" and not (type(level) is int and level >= 1):
            raise QuestionError(
                f"unknown level {level!r}", hint="expected top, or a number of 1 (the top) or more"
            )
        for least in (self.min_node, self.min_edge):
            if type(least) is not int or least < 1:
                raise QuestionError(
                    f"invalid minimum of {least!r} statements", hint="expected an integer of 1 or more"
                )

    @property
    def two_mode(self) -> bool:
        """Whether the network has actors on one side and targets on the other."""
        return self.kind == "two-mode"

    @property
    def signed(self) -> bool:
        """Whether scores matter; if not, every reading counts, regardless of stance."""
        return self.kind in ("congruence", "conflict", "subtract")

    def plain(self) -> dict[str, Any]:
        """Return the settings as JSON values, in order."""
        return asdict(self)

    def words(self) -> str:
        """The settings that differ from the default, for a caption.

        >>> Settings(kind="subtract", duplicates="source").words()
        'congruence minus conflict of actors, duplicates: source'
        """
        kind = "congruence minus conflict" if self.kind == "subtract" else self.kind
        said = [kind if self.two_mode else f"{kind} of {self.of}"]
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name not in ("kind", "of") and value != each.default:
                shown = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
                said.append(f"{each.name.replace('_', ' ')}: {shown}")
        return ", ".join(said)
