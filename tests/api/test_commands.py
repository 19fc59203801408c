"""Every command has a method or function with the same parameters, names and defaults."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

import kg
from kg.api.graph import KnowledgeGraph
from kg.api.measures import NetworkAnswer
from kg.api.networks import Networks
from kg.cli.main import group

#: What does the same as each command.
TWINS: dict[str, Callable[..., Any]] = {
    "said": KnowledgeGraph.said,
    "positions": KnowledgeGraph.positions,
    "explain": KnowledgeGraph.explain,
    "ask": KnowledgeGraph.ask,
    "query": KnowledgeGraph.query,
    "show": KnowledgeGraph.show,
    "status": KnowledgeGraph.status,
    "brief": KnowledgeGraph.brief,
    "export": KnowledgeGraph.export,
    "network two-mode": Networks.two_mode,
    "network congruence": Networks.congruence,
    "network conflict": Networks.conflict,
    "network subtract": Networks.subtract,
    "network cooccurrence": Networks.cooccurrence,
    "network centrality": Networks.centrality,
    "network communities": Networks.communities,
    "network backbone": Networks.backbone,
    "network polarisation": Networks.polarisation,
    "network phases": Networks.phases,
    "network scaling": Networks.scaling,
    "network sweep": Networks.sweep,
    "network explain": Networks.explain,
    "init": kg.init,
    "anchor": kg.anchor,
    "check": kg.check,
    "watch": kg.watch,
    "build": kg.build,
    "load": kg.load,
    "import dna": kg.import_dna,
}

#: Options that lay out an answer, which Python has as an object.
TERMINAL_ONLY = {"format", "output", "rows", "color", "show"}

#: Parameters that belong to the opened graph.
OF_OPENING = {"store", "limit_time", "limit_memory"}

#: Options that another function or parameter stands for.
ELSEWHERE: dict[tuple[str, str], tuple[Callable[..., Any], str]] = {
    ("ask", "describe"): (KnowledgeGraph.questions, "name"),
    ("ask", "parameters"): (KnowledgeGraph.ask, "parameters"),
    ("query", "path"): (KnowledgeGraph.query, "sparql"),
    ("build", "check"): (kg.stale, "folder"),
    ("load", "paths"): (kg.load, "files"),
    **{
        (f"network {kind}", "title"): (NetworkAnswer.export, "title")
        for kind in ("two-mode", "congruence", "conflict", "subtract", "cooccurrence")
    },
}

#: Arguments that a command can do without, as it then lists the questions or reads standard input.
REQUIRED = {("ask", "name"), ("query", "sparql")}

#: Parameters that no option has: of Python alone, or what :data:`ELSEWHERE` leads to.
PYTHON_ONLY = {("load", "progress"), ("load", "files"), ("load", "store"), ("ask", "parameters")}


def commands(
    command: click.Command = group, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Every command that is not a group, with its path."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    with click.Context(command) as context:
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


COMMANDS = dict(commands())


def default(command: click.Command, option: click.Parameter) -> Any:
    """The default of an option as a Python parameter has it."""
    if option.required:
        return inspect.Parameter.empty
    found = option.get_default(click.Context(command))
    if isinstance(found, str | int | float):
        return found
    if option.multiple or option.nargs == -1:
        return ()
    return (
        False if isinstance(option, click.Option) and option.is_flag and not option.secondary_opts else None
    )


def test_every_command_has_a_twin() -> None:
    assert COMMANDS.keys() == TWINS.keys()


@pytest.mark.parametrize("path", TWINS)
def test_a_command_and_its_twin_have_the_same_parameters_and_defaults(path: str) -> None:
    twin = inspect.signature(TWINS[path]).parameters
    options = {
        str(option.name): default(COMMANDS[path], option)
        for option in COMMANDS[path].params
        if (path, str(option.name)) not in ELSEWHERE
        and (str(option.name) in twin or option.name not in TERMINAL_ONLY | OF_OPENING)
    }
    parameters = {
        name: parameter.default
        for name, parameter in twin.items()
        if name != "self" and (path, name) not in PYTHON_ONLY
    }
    options |= {name: inspect.Parameter.empty for command, name in REQUIRED if command == path}
    assert options == parameters


@pytest.mark.parametrize("path, option", ELSEWHERE)
def test_an_option_that_is_elsewhere_in_python_is_there(path: str, option: str) -> None:
    twin, parameter = ELSEWHERE[path, option]
    assert option in {each.name for each in COMMANDS[path].params}
    assert parameter in inspect.signature(twin).parameters


def test_every_command_with_a_graph_opens_it_as_open_does() -> None:
    opening = inspect.signature(kg.open).parameters
    for path, command in COMMANDS.items():
        for option in command.params:
            if option.name == "limit_time" and path.split()[0] in ("network", "brief", "export"):
                assert default(command, option) is None, path  # unless given, each query has the limit
            elif option.name in OF_OPENING:
                assert opening[str(option.name)].default == default(command, option), path


@pytest.mark.parametrize("path", TWINS)
def test_every_twin_says_what_it_does_with_each_parameter(path: str) -> None:
    twin = TWINS[path]
    text = inspect.getdoc(twin) or ""
    assert text.splitlines()[0].endswith(".")
    assert ">>>" in text
    for name in inspect.signature(twin).parameters:
        if name != "self" and "arguments as for" not in text:
            assert re.search(rf"^ +\*{{0,2}}{name}: ", text, re.MULTILINE), name
