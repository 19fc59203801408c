"""Lines and colours of stances: the scripts of the page have the same as the model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kg
from kg.export.page.phrases import COLOURS, LINES, SIDES
from kg.model.stances import SENSES, Side

TEMPLATES = Path(kg.__file__).parent / "export" / "page" / "templates"


@pytest.mark.parametrize("script", ["matrix.js", "panel.js"])
def test_scripts_have_the_lines_in_the_same_order(script: str) -> None:
    found = re.findall(r"const order = (\[[^]]+\])", (TEMPLATES / script).read_text(encoding="utf-8"))
    assert [tuple(json.loads(each)) for each in found] == [LINES]


def test_scripts_have_the_same_colour_for_each_side() -> None:
    found = re.findall(r"const colours = \{([^}]+)\}", (TEMPLATES / "sides.js").read_text(encoding="utf-8"))
    assert len(found) == 1
    assert dict(re.findall(r'(\w+): "(\w+)"', found[0])) == {str(side): COLOURS[side] for side in COLOURS}


def test_every_code_has_the_line_of_its_side() -> None:
    assert {one.code for one in SENSES} == set(SIDES)
    assert {SIDES[one.code] for one in SENSES if one.side is Side.FOR} == {"support"}
    assert {SIDES[one.code] for one in SENSES if one.side is Side.AGAINST} == {"oppose"}
