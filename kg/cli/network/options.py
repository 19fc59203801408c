"""The options that the networks share: what to look at, what to count, how to cut time.

A decorator puts its options on a command and hands over one object: ``selection``, ``settings``,
``windowing``.
The choices of an option are the keys of the table that does the work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar

import click

from kg.cli import options
from kg.networks.affiliation import AFFILIATIONS, WHOSE
from kg.networks.duplicates import DUPLICATES
from kg.networks.kernels import KERNELS
from kg.networks.normalisation import ONE_MODE, TWO_MODE
from kg.networks.scores import NEUTRAL, UNCLEAR
from kg.networks.selection import Selection
from kg.networks.settings import CELLS, OF, Settings
from kg.networks.windows import UNITS, Windowing
from kg.networks.windows import windowing as asked_windows

F = TypeVar("F", bound=Callable[..., Any])

_SELECTION = (
    click.option("--by", multiple=True, metavar="NAME", help="Only what these actors said."),
    click.option(
        "--about", multiple=True, metavar="NAME", help="Only on this issue, narrower ones included."
    ),
    click.option("--source", multiple=True, metavar="NAME", help="Only from this source."),
    click.option("--stance", multiple=True, metavar="WORD", help="Only this stance or evaluation."),
    options.since,
    options.until,
    options.dates,
    click.option(
        "--include",
        multiple=True,
        metavar="PROPERTY=VALUE",
        help="Only readings with this property: actor-kind=person, reading.confidence=high, "
        "speaker.field:Type=NGO.",
    ),
    click.option("--exclude", multiple=True, metavar="PROPERTY=VALUE", help="No reading with this property."),
)

_COUNTING = (
    click.option(
        "--whose",
        type=click.Choice(list(WHOSE)),
        default="speaker",
        show_default=True,
        help="Whose stand it is: the speaker's, or of the body they belonged to at the time.",
    ),
    click.option(
        "--affiliation",
        type=click.Choice(list(AFFILIATIONS)),
        default="reported",
        show_default=True,
        help="With --whose: also roles that the source gives or that no source ends, or only dated ones.",
    ),
    click.option(
        "--level",
        metavar="top|N",
        help="Carry stances along directions to broader proposals, up to this level; 1 is the top. "
        "Cooccurrence gathers under topics as well.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(list(DUPLICATES)),
        default="all",
        show_default=True,
        help="Count all, or the same actor, target and stance once in each source, week, ...",
    ),
    click.option(
        "--neutral",
        type=click.Choice(list(NEUTRAL)),
        default="leave-out",
        show_default=True,
        help="Neutral and mixed readings: leave out, or halfway between the sides.",
    ),
    click.option(
        "--unclear",
        type=click.Choice(list(UNCLEAR)),
        default="leave-out",
        show_default=True,
        help="Unclear readings: leave out, or as if neutral.",
    ),
    click.option(
        "--evaluations/--no-evaluations",
        default=True,
        show_default=True,
        help="Count positive and negative as support and opposition.",
    ),
    click.option(
        "--min-node", type=click.IntRange(min=1), default=1, metavar="N", help="Statements that a node needs."
    ),
    click.option(
        "--min-edge", type=click.IntRange(min=1), default=1, metavar="N", help="Statements that a tie needs."
    ),
    click.option("--isolates", is_flag=True, help="Keep nodes without a tie."),
)

_WINDOWS = (
    click.option(
        "--window", type=click.Choice(list(UNITS)), help="One network for each window of this unit."
    ),
    click.option(
        "--size",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Units in a window.",
    ),
    click.option("--slide", is_flag=True, help="Let the window slide by one unit."),
    click.option(
        "--dna-windows",
        "dna",
        is_flag=True,
        help="Bounds of sliding windows as in Discourse Network Analyzer: half the size to either side.",
    ),
    click.option(
        "--kernel",
        type=click.Choice(list(KERNELS)),
        help="Weigh readings by their distance from the middle of a sliding window.",
    ),
)


def _enough(context: click.Context, option: click.Parameter, draws: int) -> int:
    if 0 < draws < 40:
        raise click.BadParameter(f"{draws} draws are too few for an interval; 40 or more, or 0 for none.")
    return draws


of = click.option(
    "--of", type=click.Choice(list(OF)), default="actors", show_default=True, help="What the nodes are."
)

draws = click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=200,
    callback=_enough,
    show_default=True,
    metavar="N",
    help="Draws of the bootstrap that the intervals come from, 40 or more; 0 for none.",
)

seed = click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of all chance."
)


def selection(command: F) -> F:
    """The options of :class:`~kg.networks.selection.Selection`, handed over as ``selection``."""
    names = ("by", "about", "source", "stance", "since", "until", "dates", "include", "exclude")
    return _gathered(command, _SELECTION, "selection", names, Selection)


def settings(kind: str | None) -> Callable[[F], F]:
    """The options of :class:`~kg.networks.settings.Settings`, handed over as ``settings``.

    Args:
        kind: the kind of network; None for an option ``--kind`` of the one-mode kinds.
    """
    two_mode = kind == "two-mode"
    normalizations = list(TWO_MODE if two_mode else ONE_MODE)
    more = [
        click.option(
            "--normalization",
            type=click.Choice(normalizations),
            default="none",
            show_default=True,
            help="What a weight is divided by; dna-cosine is what Discourse Network Analyzer calls cosine.",
        )
    ]
    names = ["whose", "affiliation", "level", "duplicates", "neutral", "unclear", "evaluations"]
    names += ["min_node", "min_edge", "isolates", "normalization"]
    if two_mode:
        more.append(
            click.option(
                "--cells",
                type=click.Choice(list(CELLS)),
                default="subtract",
                show_default=True,
                help="What a cell of the matrix holds: support minus oppose, or the number of readings.",
            )
        )
        names.append("cells")
    else:
        more.append(of)
        names.append("of")
    if kind is None:
        kinds = ["congruence", "conflict", "subtract", "cooccurrence"]
        more.append(
            click.option(
                "--kind",
                type=click.Choice(kinds),
                default="congruence",
                show_default=True,
                help="Of which network.",
            )
        )
        names.append("kind")
    given: dict[str, Any] = {} if kind is None else {"kind": kind}

    def made(**values: Any) -> Settings:
        return Settings(**given, **{**values, "level": _level(values["level"])})

    return lambda command: _gathered(command, (*more, *_COUNTING), "settings", tuple(names), made)


def windowing(command: F) -> F:
    """The options of :class:`~kg.networks.windows.Windowing`, handed over as ``windowing``; None without."""

    def made(window: str | None, size: int, slide: bool, dna: bool, kernel: str | None) -> Windowing | None:
        if window is None and (slide or kernel or dna or size != 1):
            raise click.UsageError("--size, --slide, --dna-windows and --kernel go with --window.")
        return asked_windows(window, size, slide=slide, dna=dna, kernel=kernel)

    names = ("window", "size", "slide", "dna", "kernel")
    return _gathered(command, _WINDOWS, "windowing", names, made)


def _level(text: str | None) -> str | int | None:
    if text is None or text == "top":
        return text
    if not text.isascii() or not text.isdigit():
        raise click.BadParameter(
            f"{text!r} is no level; write top, or a number: 1 is the top.", param_hint="--level"
        )
    return int(text)


def _gathered(
    command: F, added: tuple[Any, ...], name: str, names: tuple[str, ...], make: Callable[..., Any]
) -> F:
    def gathering(**values: Any) -> Any:
        taken = {each: values.pop(each) for each in names}
        return command(**values, **{name: make(**taken)})

    gathered: Any = update_wrapper(gathering, command)
    for option in reversed(added):
        gathered = option(gathered)
    return gathered  # type: ignore[no-any-return]
