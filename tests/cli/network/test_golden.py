"""The text of network commands on the bundled graph, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_text_is_as_it_was_read_and_approved(call: Any, path: Path) -> None:
    """The first line of the file is the command. Write the file again after reviewing the difference."""
    command, _, wanted = path.read_text(encoding="utf-8").partition("\n")
    ran = call(*command.removeprefix("$ kg ").split())
    assert ran.out + "--\n" + ran.err == wanted


def test_the_help_of_the_networks_names_every_command(call: Any) -> None:
    from kg.cli.network import SECTIONS

    text = call("network", "--help").out
    assert all(f"  {name} " in text for section in SECTIONS.values() for name in section)
