"""The networks of an opened graph: ``graph.network``, with one method for each command of ``kg network``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypedDict, TypeVar, Unpack, get_type_hints

from kg.api.arguments import Day, Names, day, names
from kg.api.measures import NetworkAnswer, NetworkTable
from kg.errors import QuestionError
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.networks.windows import Windowing, windowing
from kg.store import deadline

if TYPE_CHECKING:
    from kg.networks.analyses.findings import Findings
    from kg.networks.reading_table import Readings
    from kg.networks.tie_explanation import PairExplanation
    from kg.store.base import Store

P = ParamSpec("P")
T = TypeVar("T")

#: The line of a docstring that ``help()`` shows the options in place of.
_OPTIONS = re.compile(r" +\*\*options: .*")
#: An option in the docstring of its class, with all its lines.
_ATTRIBUTE = re.compile(r"^ {8}(\w+): .*\n(?: {12}.*\n)*", re.MULTILINE)
_LISTED = ("by", "about", "source", "stance", "include", "exclude")
_DAYS = ("since", "until")


class Selected(TypedDict, total=False):
    """Which readings a network is made of; :class:`kg.networks.selection.Selection` says more.

    Attributes:
        by: only what these actors said.
        about: only on these issues, narrower ones included.
        source: only from these sources.
        stance: only these stances or evaluations.
        since: only what can have been said on that day or later.
        until: only what can have been said on that day or earlier.
        dates: "counted" (the default), or "stated" to leave out statements that count only by the date
            of publication of their source.
        include: only readings with these properties, each ``PROPERTY=VALUE``.
        exclude: no readings with these properties.
    """

    by: Names
    about: Names
    source: Names
    stance: Names
    since: Day | None
    until: Day | None
    dates: str
    include: Names
    exclude: Names


class Counted(Selected, total=False):
    """What is counted; :class:`kg.networks.settings.Settings` has the defaults and says more.

    Attributes:
        whose: whose stance a reading counts as: that of the "speaker" (the default), or of their
            "organization", "party", "government" or "country".
        affiliation: with ``whose``: which roles count: "reported" (the default) or only "dated" ones.
        level: None for issues as coded (the default), "top", or a level as a number, 1 for the top.
        duplicates: "all" (the default), or count the same actor, target and stance once in each "statement",
            "source", "day", "week", "month" or "year", or once in the whole "range".
        neutral: neutral and mixed readings: "leave-out" (the default) or "between".
        unclear: unclear readings: "leave-out" (the default) or "between".
        evaluations: whether evaluations count as stances do; True by default.
        min_node: the fewest statements that a node needs; 1 by default.
        min_edge: the fewest statements that a tie needs; 1 by default.
        isolates: whether nodes without a tie stay; False by default.
        normalization: what a weight is divided by: "none" (the default), "average", "jaccard", "cosine" or
            "dna-cosine"; of a two-mode network "activity" or "prominence".
    """

    whose: str
    affiliation: str
    level: str | int | None
    duplicates: str
    neutral: str
    unclear: str
    evaluations: bool
    min_node: int
    min_edge: int
    isolates: bool
    normalization: str


class OneMode(Counted, total=False):
    """Options of a one-mode network.

    Attributes:
        of: what the nodes are: "actors" (the default) or "issues".
    """

    of: str


class AnyKind(OneMode, total=False):
    """Options of a measure of a one-mode network.

    Attributes:
        kind: "congruence" (the default), "conflict", "subtract" or "cooccurrence".
    """

    kind: str


class Windowed(TypedDict, total=False):
    """How time is cut, for one network in each window.

    Attributes:
        window: unit of a window: "days", "weeks", "months", "years", "statements"; None for one network.
        size: units in a window; 1 by default.
        slide: whether the window moves by one unit; False by default.
        dna: whether sliding windows have the bounds of Discourse Network Analyzer; False by default.
        kernel: how readings are weighed by their distance from the middle of a window; None by default.
    """

    window: str | None
    size: int
    slide: bool
    dna: bool
    kernel: str | None


class TwoModeInTime(Counted, Windowed, total=False):
    """Options of a two-mode network, also of one for each window of time.

    Attributes:
        cells: what a cell of the matrix holds: "subtract" (the default) or "count".
    """

    cells: str


class OneModeInTime(OneMode, Windowed, total=False):
    """Options of a one-mode network, also of one for each window of time."""


class AnyKindInTime(AnyKind, Windowed, total=False):
    """Options of a measure of a one-mode network through time."""


class AnyNetwork(OneMode, Windowed, total=False):
    """Options of a network of any kind."""

    cells: str


#: The default of each option, from the classes that do the work.
_DEFAULTS: Mapping[str, object] = {
    **{each.name: each.default for each in fields(Selection)},
    **{each.name: each.default for each in fields(Settings)},
    **{each.name: each.default for each in fields(Windowing) if each.name != "unit"},
    "window": None,
}


def _with_options(options: type) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Show the options of a method with their defaults in its signature, and refuse others.

    Args:
        options: the typed dictionary of the method's ``**options``.
    """
    hints = get_type_hints(options)

    def decorate(method: Callable[P, T]) -> Callable[P, T]:
        own = inspect.signature(method)
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS[name], annotation=hint)
            for name, hint in hints.items()
        ]
        kept = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        shown = own.replace(parameters=[*kept, *added])

        @wraps(method)
        def checked(*args: P.args, **given: P.kwargs) -> T:
            if unknown := [name for name in given if name not in shown.parameters]:
                near = get_close_matches(unknown[0], list(shown.parameters), n=1)
                raise TypeError(
                    f"{method.__name__}() got an unexpected keyword argument {unknown[0]!r}"
                    + (f" (did you mean {near[0]!r}?)" if near else "")
                )
            return method(*args, **given)

        checked.__signature__ = shown  # type: ignore[attr-defined]
        checked.__doc__ = _OPTIONS.sub("\n".join(_described(hints)), method.__doc__ or "")
        return checked

    return decorate


def _described(wanted: Iterable[str]) -> Iterator[str]:
    """The lines of ``help()`` on each option: those of the classes that have it."""
    texts = {}
    for options in (Selected, Counted, OneMode, AnyKind, Windowed, TwoModeInTime):
        for found in _ATTRIBUTE.finditer(options.__doc__ or ""):
            texts[found[1]] = found[0].rstrip()
    for name in wanted:
        yield from ("    " + line for line in texts.get(name, "").splitlines())  # python -OO has no texts


class Networks:
    """The networks of an opened graph; call a method of it for a network or a measure.

    A method takes the options of its command by name; ``help()`` lists them.

    Raises:
        NameProblem: a name fits nothing, or several things (every method).
        QuestionError: an option has a value that it cannot have (every method).
    """

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def __repr__(self) -> str:
        return f"<networks of {self._store.label}>"

    @_with_options(AnyNetwork)
    def __call__(
        self,
        kind: str = "two-mode",
        *,
        draws: int = 200,
        seed: int = 0,
        evidence: bool = True,
        **options: Unpack[AnyNetwork],
    ) -> NetworkAnswer:
        """Return a network of a kind that is given by its name.

        Args:
            kind: "two-mode", "congruence", "conflict", "subtract" or "cooccurrence".
            draws: of the bootstrap that the intervals come from, 40 or more; 0 for none.
            seed: of the draws.
            evidence: name the readings behind each tie; takes gigabytes for a million ties.
            **options: see :class:`AnyNetwork`.

        >>> import kg
        >>> network = kg.open().network("two-mode", about="tariffs", draws=0)
        >>> network.columns[:5]
        ('a', 'b', 'a_label', 'b_label', 'stance')
        """
        return self._ties(kind, draws, seed, evidence, options)

    @_with_options(TwoModeInTime)
    def two_mode(
        self, *, draws: int = 200, seed: int = 0, evidence: bool = True, **options: Unpack[TwoModeInTime]
    ) -> NetworkAnswer:
        """Return actors and what they speak on, one tie for each stance.

        Args:
            draws: of the bootstrap that the intervals come from, 40 or more; 0 for none.
            seed: of the draws.
            evidence: name the readings behind each tie.
            **options: see :class:`TwoModeInTime`.

        >>> import kg
        >>> network = kg.open().network.two_mode(by="Trump", about="51st state", draws=0)
        >>> [(tie["a_label"], tie["stance"], tie["readings"]) for tie in network]
        [('Donald Trump', 'support', 2)]
        """
        return self._ties("two-mode", draws, seed, evidence, options)

    @_with_options(OneModeInTime)
    def congruence(
        self, *, draws: int = 200, seed: int = 0, evidence: bool = True, **options: Unpack[OneModeInTime]
    ) -> NetworkAnswer:
        """Return who agrees with whom; with ``of="issues"``, which issues get the same stances.

        Args:
            draws: of the bootstrap that the intervals come from, 40 or more; 0 for none.
            seed: of the draws.
            evidence: name the readings behind each tie.
            **options: see :class:`OneModeInTime`.

        >>> import kg
        >>> network = kg.open().network.congruence(by=["LeBlanc", "Poilievre"], draws=0)
        >>> network.frame[["a", "b", "weight"]].values.tolist()
        [['Dominic LeBlanc', 'Pierre Poilievre', 1.0]]
        """
        return self._ties("congruence", draws, seed, evidence, options)

    @_with_options(OneModeInTime)
    def conflict(
        self, *, draws: int = 200, seed: int = 0, evidence: bool = True, **options: Unpack[OneModeInTime]
    ) -> NetworkAnswer:
        """Return who disagrees with whom; arguments as for :meth:`congruence`.

        >>> import kg
        >>> network = kg.open().network.conflict(about="51st state", neutral="between", draws=0)
        >>> network.frame[["a", "b", "weight"]].values.tolist()
        [['Avidan Cover', 'Donald Trump', 1.0]]
        """
        return self._ties("conflict", draws, seed, evidence, options)

    @_with_options(OneModeInTime)
    def subtract(
        self, *, draws: int = 200, seed: int = 0, evidence: bool = True, **options: Unpack[OneModeInTime]
    ) -> NetworkAnswer:
        """Return agreement minus disagreement; arguments as for :meth:`congruence`.

        >>> import kg
        >>> kg.open().network.subtract(by=["LeBlanc", "Poilievre"], draws=0).frame["weight"].tolist()
        [1.0]
        """
        return self._ties("subtract", draws, seed, evidence, options)

    @_with_options(OneModeInTime)
    def cooccurrence(
        self, *, draws: int = 200, seed: int = 0, evidence: bool = True, **options: Unpack[OneModeInTime]
    ) -> NetworkAnswer:
        """Return who addresses the same targets, regardless of stance; arguments as for :meth:`congruence`.

        >>> import kg
        >>> kg.open().network.cooccurrence(about="51st state", draws=0).frame["weight"].tolist()
        [2.0]
        """
        return self._ties("cooccurrence", draws, seed, evidence, options)

    @_with_options(AnyKind)
    def centrality(self, *, draws: int = 200, seed: int = 0, **options: Unpack[AnyKind]) -> NetworkTable:
        """Return each node with its centralities and their intervals, the strongest first.

        Args:
            draws: of the bootstrap that the intervals come from, 40 or more; 0 for none.
            seed: of the draws.
            **options: see :class:`AnyKind`.

        >>> import kg
        >>> [(row["label"], row["strength"]) for row in kg.open().network.centrality(draws=0)][:2]
        [('Pierre Poilievre', 3.0), ('Dominic LeBlanc', 2.0)]
        """
        from kg.networks.analyses.centrality import centrality

        how = {"draws": draws, "seed": seed}
        found = centrality(self._readings(options), _settings(options), **how)
        return self._table("network centrality", found, options, how)

    @_with_options(AnyKind)
    def communities(
        self,
        *,
        method: str = "leiden",
        resolution: float = 1.0,
        draws: int = 200,
        seed: int = 0,
        **options: Unpack[AnyKind],
    ) -> NetworkTable:
        """Return each node with its group, and how stable the group is.

        Args:
            method: how to divide; a key of :data:`kg.networks.measures.partitions.METHODS`.
            resolution: above 1 for more and smaller groups.
            draws: of the bootstrap, 40 or more; 0 for none.
            seed: of the method and of the draws.
            **options: see :class:`AnyKind`.

        >>> import kg
        >>> found = kg.open().network.communities(kind="cooccurrence", draws=0)
        >>> found.notes[0]
        'Method leiden: modularity 0.625.'
        """
        from kg.networks.analyses.communities import communities

        _least("resolution", resolution, above=0)
        how: dict[str, Any] = {"method": method, "resolution": resolution, "draws": draws, "seed": seed}
        found = communities(self._readings(options), _settings(options), **how)
        return self._table("network communities", found, options, how)

    @_with_options(AnyKind)
    def backbone(
        self,
        *,
        method: str = "disparity",
        alpha: float = 0.05,
        penalty: float = 3.5,
        size: int = 3,
        spectrum: str = "laplacian",
        seed: int = 0,
        **options: Unpack[AnyKind],
    ) -> NetworkTable:
        """Return the ties, or the issues, that the structure of the network depends on.

        Args:
            method: what to keep; a key of :data:`kg.networks.analyses.backbone.METHODS`.
            alpha: level of the disparity filter.
            penalty: price of an issue in the penalised backbone.
            size: how many issues the fixed backbone keeps (``--issues``).
            spectrum: what networks are compared by; a key of :data:`kg.networks.measures.spectra.SPECTRA`.
            seed: of the search.
            **options: see :class:`AnyKind`.

        >>> import kg
        >>> len(kg.open().network.backbone(kind="cooccurrence", alpha=0.5)) > 0
        True
        """
        from kg.networks.analyses.backbone import backbone

        how: dict[str, Any] = {"alpha": alpha, "penalty": penalty, "size": size, "spectrum": spectrum}
        how |= {"method": method, "seed": seed}
        found = backbone(self._readings(options), _settings(options), **how)
        return self._table("network backbone", found, options, how)

    @_with_options(OneModeInTime)
    def polarisation(
        self,
        *,
        groups: int = 2,
        measure: str = "modularity",
        draws: int = 200,
        seed: int = 0,
        **options: Unpack[OneModeInTime],
    ) -> NetworkTable:
        """Return how far camps differ: agreement within them, and disagreement between them.

        With ``window`` there is one row for each window.

        Args:
            groups: the most camps, 2 to 6.
            measure: what a division is judged by; a key of
                :data:`kg.networks.measures.polarisation.MEASURES`.
            draws: of the bootstrap, 40 or more; 0 for none.
            seed: of the search and of the draws.
            **options: see :class:`OneModeInTime`.

        >>> import kg
        >>> [row["agreement_within"] for row in kg.open().network.polarisation(draws=0)]
        [1.0]
        """
        from kg.networks.analyses.polarisation import polarisation

        if not 2 <= groups <= 6:
            raise QuestionError(f"groups must be from 2 to 6, not {groups}")
        how: dict[str, Any] = {"groups": groups, "measure": measure, "draws": draws, "seed": seed}
        settings, cut = _settings(options, "congruence"), _windowing(options)
        found = polarisation(self._readings(options), settings, windowing=cut, **how)
        return self._table("network polarisation", found, {**options, "kind": "congruence"}, how)

    @_with_options(AnyKindInTime)
    def phases(
        self,
        *,
        distance: str = "absdiff",
        least: int = 2,
        most: int = 6,
        **options: Unpack[AnyKindInTime],
    ) -> NetworkTable:
        """Return the windows of time with the state of the debate in each.

        Windows are months unless ``window`` says otherwise.

        Args:
            distance: how unlike two networks are; a key of :data:`kg.networks.measures.distances.DISTANCES`.
            least: the fewest states.
            most: the most states.
            **options: see :class:`AnyKindInTime`.

        >>> import kg
        >>> kg.open().network.phases(kind="cooccurrence", window="years").columns[:4]
        ('start', 'middle', 'stop', 'state')
        """
        from kg.networks.analyses.phases import phases

        _least("least", least)
        _least("most", most)
        how: dict[str, Any] = {"distance": distance, "least": least, "most": most}
        cut = _windowing(options) or Windowing()
        found = phases(self._readings(options), _settings(options), cut, **how)
        return self._table("network phases", found, options, how)

    @_with_options(OneMode)
    def scaling(
        self,
        *,
        method: str = "ideal-point",
        anchor: str | None = None,
        seed: int = 0,
        **options: Unpack[OneMode],
    ) -> NetworkTable:
        """Return positions of actors on a line, or of actors and issues in a plane.

        Args:
            method: a key of :data:`kg.networks.analyses.scaling.METHODS`.
            anchor: name of an actor whose position is to be positive.
            seed: of the search.
            **options: see :class:`OneMode`.

        >>> import kg
        >>> found = kg.open().network.scaling(method="correspondence")
        >>> "label" in found.columns
        True
        """
        from kg.networks.analyses.scaling import scaling
        from kg.questions.answer import Asker
        from kg.questions.names import Names as Found

        readings = self._readings(options)
        pole = Found(Asker(self._store)).find(anchor, ("actor",)).iri if anchor else None
        found = scaling(readings, _settings(options, "subtract"), method=method, anchor=pole, seed=seed)
        how = {"method": method, "anchor": anchor, "seed": seed}
        return self._table("network scaling", found, {**options, "kind": "subtract"}, how)

    @_with_options(AnyKind)
    def sweep(self, *, table: str = "ties", seed: int = 0, **options: Unpack[AnyKind]) -> NetworkTable:
        """Return how often each tie or group survives when the settings change.

        Args:
            table: a key of :data:`kg.networks.analyses.sweep.TABLES`.
            seed: of the groups.
            **options: see :class:`AnyKind`.

        >>> import kg
        >>> found = kg.open().network.sweep(by=["LeBlanc", "Poilievre"])
        >>> found.frame[["a", "b"]].values.tolist()
        [['Dominic LeBlanc', 'Pierre Poilievre']]
        """
        from kg.networks.analyses.sweep import sweep

        found = sweep(self._readings(options), _settings(options), table=table, seed=seed)
        return self._table("network sweep", found, options, {"table": table, "seed": seed})

    @_with_options(AnyKind)
    def explain(self, one: str, other: str, **options: Unpack[AnyKind]) -> PairExplanation:
        """Explain the tie of two nodes: each reading on both sides, and the arithmetic of its weight.

        Give the options of the network that the tie is in.

        Args:
            one: name of an actor; with ``of="issues"`` of an issue.
            other: name of another.
            **options: see :class:`AnyKind`.

        >>> import kg
        >>> kg.open().network.explain("LeBlanc", "Poilievre").tie.weight
        1.0
        """
        from kg.networks.tie_explanation import explain_pair

        with deadline.question(self._store.limit):
            return explain_pair(self._store, one, other, _settings(options), _selection(options))

    def _ties(
        self, kind: str, draws: int, seed: int, evidence: bool, options: Mapping[str, Any]
    ) -> NetworkAnswer:
        from kg.networks.analyses.findings import conditions_of
        from kg.networks.analyses.projections import network_ties

        settings, cut = _settings({**options, "kind": kind}), _windowing(options)
        how: dict[str, Any] = {"windowing": cut, "draws": draws, "seed": seed, "evidence": evidence}
        readings = self._readings(options, bodies=settings.whose != "speaker")
        found = network_ties(readings, settings, **how)
        given = conditions_of(_selection(options), settings, cut, draws=draws, seed=seed)
        words, place = _selection(options).words(), self._workspace
        return NetworkAnswer(
            f"network {kind}",
            found,
            self._store,
            given,
            selection=words,
            workspace=place,
            evidence=evidence,
        )

    def _table(
        self, name: str, found: Findings, options: Mapping[str, Any], how: Mapping[str, Any]
    ) -> NetworkTable:
        from kg.networks.analyses.findings import conditions_of

        given = conditions_of(_selection(options), _settings(options), _windowing(options), **how)
        return NetworkTable(name, found, self._store, given)

    def _readings(self, options: Mapping[str, Any], *, bodies: bool = True) -> Readings:
        with deadline.question(self._store.limit):
            return select(self._store, _selection(options), bodies=bodies)


def _selection(options: Mapping[str, Any]) -> Selection:
    given = {name: value for name, value in options.items() if name in Selection.__dataclass_fields__}
    return selected(**given)


def selected(**given: Any) -> Selection:
    """Return what to look at, from names and days as a caller gives them; see :class:`Selected`."""
    listed = {name: names(given[name], name) for name in _LISTED if name in given}
    days = {name: day(given[name], name) for name in _DAYS if name in given}
    return Selection(**{**given, **listed, **days})


def _settings(options: Mapping[str, Any], kind: str | None = None) -> Settings:
    chosen = {name: value for name, value in options.items() if name in Settings.__dataclass_fields__}
    return Settings(**(chosen if kind is None else {**chosen, "kind": kind}))


def _windowing(options: Mapping[str, Any]) -> Windowing | None:
    given = {name: options[name] for name in ("size", "slide", "dna", "kernel") if name in options}
    return windowing(options.get("window"), **given)


def _least(name: str, value: float, *, above: float | None = None) -> None:
    """Refuse a number that is too small."""
    if above is not None and not value > above:
        raise QuestionError(f"{name} must be greater than {above:g}, not {value:g}")
    if above is None and value < 1:
        raise QuestionError(f"{name} must be 1 or more, not {value:g}")
