"""Examples in docstrings, as code on the site (an extension of Griffe, which reads the docstrings)."""

from __future__ import annotations

import re
from typing import Any

import griffe

#: An example, from its prompt to the next empty line.
_EXAMPLE = re.compile(r"^( *)>>> .*(?:\n\1.*\S.*)*", re.MULTILINE)


class FencedExamples(griffe.Extension):
    """Puts a fence around each example: without one its brackets would be read as links."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Do so for a package once it has been read."""
        self._fence(pkg)

    def _fence(self, thing: griffe.Object | griffe.Alias) -> None:
        if thing.is_alias:
            return
        if thing.docstring is not None:
            thing.docstring.value = _EXAMPLE.sub(r"\1```pycon\n\g<0>\n\1```", thing.docstring.value)
        for member in thing.members.values():
            self._fence(member)
