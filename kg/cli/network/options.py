"""The options that network commands share: which readings to select, how to count them, how to divide time.

Each decorator adds its options to a command and passes their values as one object: ``selection``,
``settings``, ``windowing``. The choices of an option are the keys of the table that implements them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar

import click

from kg.cli import options
from kg.networks.choices import AFFILIATIONS, DUPLICATES, NEUTRAL, ONE_MODE, TWO_MODE, UNCLEAR, WHOSE
from kg.networks.kernels import KERNELS
from kg.networks.selection import Selection
from kg.networks.settings import CELLS, OF, Settings
from kg.networks.windows import UNITS, Windowing
from kg.networks.windows import windowing as asked_windows

_MOST_DRAWS = 1_000_000

F = TypeVar("F", bound=Callable[..., Any])

_SELECTION = (
    click.option("--by", multiple=True, metavar="NAME", help="Only statements by this actor."),
    click.option(
        "--about", multiple=True, metavar="NAME", help="Only statements on this issue or a narrower one."
    ),
    click.option("--source", multiple=True, metavar="NAME", help="Only statements from this source."),
    click.option(
        "--stance", multiple=True, metavar="WORD", help="Only readings with this stance or evaluation."
    ),
    options.since,
    options.until,
    options.dates,
    click.option(
        "--include",
        multiple=True,
        metavar="PROPERTY=VALUE",
        help="Only readings with this property, for example actor-kind=person, reading.confidence=high or "
        "speaker.field:Type=NGO.",
    ),
    click.option(
        "--exclude", multiple=True, metavar="PROPERTY=VALUE", help="Only readings without this property."
    ),
)

_COUNTING = (
    click.option(
        "--whose",
        type=click.Choice(list(WHOSE)),
        default="speaker",
        show_default=True,
        help="Count a stance as the speaker's, or as that of the body that they belonged to at the time.",
    ),
    click.option(
        "--affiliation",
        type=click.Choice(list(AFFILIATIONS)),
        default="reported",
        show_default=True,
        help="With --whose: also roles that the source reports or whose end is unknown, or dated roles only.",
    ),
    click.option(
        "--level",
        metavar="top|N",
        help="Apply stances to broader proposals along coded directions, up to this level; 1 is the top. "
        "Cooccurrence also counts topics.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(list(DUPLICATES)),
        default="all",
        show_default=True,
        help="Count all readings, or one for the same actor, target and stance in a source, week, ...",
    ),
    click.option(
        "--neutral",
        type=click.Choice(list(NEUTRAL)),
        default="leave-out",
        show_default=True,
        help="Leave neutral and mixed readings out, or place them between the sides.",
    ),
    click.option(
        "--unclear",
        type=click.Choice(list(UNCLEAR)),
        default="leave-out",
        show_default=True,
        help="Leave unclear readings out, or count them as neutral.",
    ),
    click.option(
        "--evaluations/--no-evaluations",
        default=True,
        show_default=True,
        help="Count positive and negative evaluations as support and opposition.",
    ),
    click.option(
        "--min-node",
        type=click.IntRange(min=1),
        default=1,
        metavar="N",
        help="Minimum number of statements for a node.",
    ),
    click.option(
        "--min-edge",
        type=click.IntRange(min=1),
        default=1,
        metavar="N",
        help="Minimum number of statements for a tie.",
    ),
    click.option("--isolates", is_flag=True, help="Keep nodes without ties."),
)

_WINDOWS = (
    click.option(
        "--window",
        type=click.Choice(list(UNITS)),
        help="Compute one network for each window of time, in this unit.",
    ),
    click.option(
        "--size",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Length of a window, in units.",
    ),
    click.option("--slide", is_flag=True, help="Move the window by one unit at a time."),
    click.option(
        "--dna-windows",
        "dna",
        is_flag=True,
        help="Place sliding windows as Discourse Network Analyzer does: half the size on either side.",
    ),
    click.option(
        "--kernel",
        type=click.Choice(list(KERNELS)),
        help="Weight readings by their distance from the middle of a sliding window.",
    ),
)


def _checked_draws(context: click.Context, option: click.Parameter, draws: int) -> int:
    if 0 < draws < 40:
        raise click.BadParameter(
            f"{draws} draws are too few for an interval; give 40 or more, or 0 for none."
        )
    if draws > _MOST_DRAWS:
        raise click.BadParameter(f"{draws:,} draws are too many; give {_MOST_DRAWS:,} at most.")
    return draws


of = click.option(
    "--of", type=click.Choice(list(OF)), default="actors", show_default=True, help="Kind of node."
)

_CELLS = click.option(
    "--cells",
    type=click.Choice(list(CELLS)),
    default="subtract",
    show_default=True,
    help="Cells of the matrix: support minus opposition, or the number of readings.",
)

_KIND = click.option(
    "--kind",
    type=click.Choice(["congruence", "conflict", "subtract", "cooccurrence"]),
    default="congruence",
    show_default=True,
    help="Kind of network.",
)


def _normalization(choices: list[str]) -> Callable[[F], F]:
    return click.option(
        "--normalization",
        type=click.Choice(choices),
        default="none",
        show_default=True,
        help="Divisor of a weight; dna-cosine is the cosine of Discourse Network Analyzer.",
    )


draws = click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=200,
    callback=_checked_draws,
    show_default=True,
    metavar="N",
    help="Bootstrap draws for the intervals, 40 or more; 0 for no intervals.",
)

seed = click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, metavar="N", help="Random seed."
)


def selection(command: F) -> F:
    """Add the options of :class:`~kg.networks.selection.Selection`, passed as ``selection``."""
    names = ("by", "about", "source", "stance", "since", "until", "dates", "include", "exclude")
    return _gathered(command, _SELECTION, "selection", names, Selection)


def settings(kind: str | None) -> Callable[[F], F]:
    """Add the options of :class:`~kg.networks.settings.Settings`, passed as ``settings``.

    Args:
        kind: the kind of network; None for an option ``--kind`` with the one-mode kinds.
    """
    two_mode = kind == "two-mode"
    own: dict[str, Any] = {"normalization": _normalization(list(TWO_MODE if two_mode else ONE_MODE))}
    own |= {"cells": _CELLS} if two_mode else {"of": of}
    own |= {"kind": _KIND} if kind is None else {}
    counting = ("whose", "affiliation", "level", "duplicates", "neutral", "unclear", "evaluations")
    names = (*counting, "min_node", "min_edge", "isolates", *own)
    given: dict[str, Any] = {} if kind is None else {"kind": kind}

    def made(**values: Any) -> Settings:
        return Settings(**given, **{**values, "level": _level(values["level"])})

    return lambda command: _gathered(command, (*own.values(), *_COUNTING), "settings", names, made)


def windowing(command: F) -> F:
    """Add the options of :class:`~kg.networks.windows.Windowing`, passed as ``windowing``: None without."""

    def made(window: str | None, size: int, slide: bool, dna: bool, kernel: str | None) -> Windowing | None:
        if window is None and (slide or kernel or dna or size != 1):
            raise click.UsageError("--size, --slide, --dna-windows and --kernel need --window.")
        return asked_windows(window, size, slide=slide, dna=dna, kernel=kernel)

    names = ("window", "size", "slide", "dna", "kernel")
    return _gathered(command, _WINDOWS, "windowing", names, made)


def _level(text: str | None) -> str | int | None:
    if text is None or text == "top":
        return text
    if not text.isascii() or not text.isdigit():
        raise click.BadParameter(
            f"{text!r} is not a valid level (expected top or a number from 1, the top)", param_hint="--level"
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
