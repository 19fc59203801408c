"""Graphs that other programs wrote can have texts instead of numbers, and codes that kg does not know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

CHANGES = {
    "positions in words": (r'(oa#(?:start|end)> )"\d+"\^\^<[^>]+>', r'\1"the beginning"'),
    "one position in words": (r'(oa#start> )"1\d*"\^\^<[^>]+>', r'\1"the beginning"'),
    "no positions": (r".*oa#(?:start|end)> .*\n", ""),
    "an unknown stance": (r"(ns#stance> )<[^>]+>", r"\1<https://example.org/loud>"),
}
COMMANDS = (
    ("said",),
    ("ask", "contested"),
    ("ask", "stance-changes"),
    ("positions",),
    ("export", "dna-csv"),
    ("export", "html"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_they_can_be_read(change: str, built: Path, call: Any, tmp_path: Path) -> None:
    old = (built / "exports" / "graph.nt").read_text(encoding="utf-8")
    new = re.sub(CHANGES[change][0], CHANGES[change][1], old)
    assert new != old
    (tmp_path / "graph.nt").write_text(new, encoding="utf-8")
    for command in COMMANDS:
        ran = call(*command, "--store", tmp_path / "graph.nt")
        assert ran.code == 0, (command, ran.err)
