"""A group that imports a command when it is called, so that no command waits for another's libraries."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any

import click

#: Section of the help to command to its one-line description.
Sections = Mapping[str, Mapping[str, str]]


class LazyGroup(click.Group):
    """Commands by name, each the ``command`` of its own module unless ``modules`` says otherwise.

    A command whose module is missing is not listed.

    Args:
        sections: the commands by section of the help.
        package: of their modules; a dash in the name of a command is an underscore in that of its module.
        modules: exceptions, as ``module`` or ``module:function``; the function makes the command from its
            name.
    """

    def __init__(
        self,
        *args: Any,
        sections: Sections,
        package: str,
        modules: Mapping[str, str] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.sections = sections
        self.lines = {name: line for section in sections.values() for name, line in section.items()}
        self._package = package
        self._modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands whose module exists, in the order of the table."""
        return [name for name in self.lines if importlib.util.find_spec(self._module(name)) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None if there is none."""
        if cmd_name not in self.lines:
            return None
        function = self._place(cmd_name)[1]
        try:
            module = importlib.import_module(self._module(cmd_name))
        except ModuleNotFoundError as error:
            if error.name != self._module(cmd_name):
                raise
            return None
        command: click.Command = getattr(module, function)(cmd_name) if function else module.command
        command.short_help = self.lines[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with; suggest the nearest if it is misspelt."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            import difflib

            near = difflib.get_close_matches(args[0], self.lines, n=1)
            ctx.fail(f"No such command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return args[0], command, args[1:]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands into the help without importing any."""
        there = self.list_commands(ctx)
        for title, commands in self.sections.items():
            rows = [(name, line) for name, line in commands.items() if name in there]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _module(self, command: str) -> str:
        return f"{self._package}.{self._place(command)[0]}"

    def _place(self, command: str) -> tuple[str, str]:
        """The module of a command, and the function in it that makes the command, if any."""
        module, _, function = self._modules.get(command, command.replace("-", "_")).partition(":")
        return module, function
