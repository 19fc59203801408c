"""What a network is to be: every choice by name, so that a file can carry them and a sweep vary them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any

from kg.errors import QuestionError
from kg.networks.affiliation import AFFILIATIONS, WHOSE
from kg.networks.duplicates import DUPLICATES
from kg.networks.normalisation import ONE_MODE, TWO_MODE
from kg.networks.scores import NEUTRAL, UNCLEAR

#: Kind of network to what the weight of a tie says.
KINDS = {
    "two-mode": "how often an actor spoke on an issue, by stance",
    "congruence": "how often two agree: pairs of readings on one target, by how near they stand",
    "conflict": "how often two disagree: the same pairs, by how far apart they stand",
    "subtract": "congruence minus conflict",
    "cooccurrence": "how often two speak on the same, whatever they say",
}

#: What the nodes of a one-mode network are.
OF = ("actors", "issues")

#: What a cell of a two-mode matrix holds; ties are told apart by stance either way.
CELLS = {"subtract": "the sum of the scores: support minus oppose", "count": "the number of readings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices behind one network; each has the default that can be defended without a word.

    Attributes:
        kind: a key of :data:`KINDS`.
        of: actors or issues; of a two-mode network both.
        whose: whose stand a reading counts as; a key of :data:`kg.networks.affiliation.WHOSE`.
        affiliation: what that has to rest on; a key of :data:`kg.networks.affiliation.AFFILIATIONS`.
        level: None for issues as coded, "top", or a level of the scheme as a number, 1 for the top.
        normalization: a key of :data:`kg.networks.normalisation.ONE_MODE` or ``TWO_MODE``.
        cells: what a cell of a two-mode matrix holds; a key of :data:`CELLS`.
        duplicates: a key of :data:`kg.networks.duplicates.DUPLICATES`.
        neutral: what becomes of neutral and mixed readings where a number is needed.
        unclear: likewise of unclear ones.
        evaluations: whether evaluations count as stances do, positive as support.
        min_node: least number of statements that a node needs.
        min_edge: least number of statements that a tie needs.
        isolates: whether nodes without a tie stay.
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
        """Refuse what is not in the tables.

        >>> Settings(kind="congruense")
        Traceback (most recent call last):
        kg.errors.QuestionError: 'congruense' is no kind of network
          did you mean congruence? known: two-mode, congruence, conflict, subtract, cooccurrence
        """
        normalizations = TWO_MODE if self.kind == "two-mode" else ONE_MODE
        for value, table, what in (
            (self.kind, KINDS, "kind of network"),
            (self.of, OF, "kind of node"),
            (self.whose, WHOSE, "kind of actor to count for"),
            (self.affiliation, AFFILIATIONS, "basis of affiliation"),
            (self.normalization, normalizations, f"normalization of a {self.kind} network"),
            (self.cells, CELLS, "kind of cell"),
            (self.duplicates, DUPLICATES, "way to count duplicates"),
            (self.neutral, NEUTRAL, "way to count neutral readings"),
            (self.unclear, UNCLEAR, "way to count unclear readings"),
        ):
            if value not in table:
                near = get_close_matches(str(value), list(table), n=1)
                raise QuestionError(
                    f"{value!r} is no {what}",
                    hint=(f"did you mean {near[0]}? " if near else "") + "known: " + ", ".join(table),
                )
        level = self.level
        if level is not None and level != "top" and not (type(level) is int and level >= 1):
            raise QuestionError(f"there is no level {level}", hint="top, or a number from 1, the top")
        for least in (self.min_node, self.min_edge):
            if type(least) is not int or least < 1:
                raise QuestionError(f"{least} is no least number of statements", hint="1 or more")

    @property
    def two_mode(self) -> bool:
        """Whether actors stand on one side and targets on the other."""
        return self.kind == "two-mode"

    @property
    def signed(self) -> bool:
        """Whether stances enter as numbers; if not, every reading counts, whatever it says."""
        return self.kind in ("congruence", "conflict", "subtract")

    def plain(self) -> dict[str, Any]:
        """The settings as JSON has them, in order."""
        return asdict(self)

    def words(self) -> str:
        """The settings that differ from the default, for a caption.

        >>> Settings(kind="subtract", duplicates="source").words()
        'subtract of actors, duplicates: source'
        """
        said = [f"{self.kind}" if self.two_mode else f"{self.kind} of {self.of}"]
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name not in ("kind", "of") and value != each.default:
                shown = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
                said.append(f"{each.name.replace('_', ' ')}: {shown}")
        return ", ".join(said)
