"""One text in two sheets is reported by kg check and by kg build, with both sheets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import workspace
from kg.coding.check import check
from kg.errors import SheetError
from kg.export.build import build

SHEET = "sources/gazette-2025-03-14.yaml"
TWIN = "sources/twin.yaml"


@pytest.fixture
def twins(edited: Callable[..., Path]) -> Path:
    folder = edited()
    shutil.copy(folder / SHEET, folder / TWIN)
    return folder


def test_check_finds_it_in_both_sheets(twins: Path) -> None:
    found = {finding.where: finding for finding in check(workspace.read(twins)).findings}
    first, second = (f"{twins / name}:12" for name in (SHEET, TWIN))
    assert set(found) == {first, second}
    assert found[first].message == f"the text of gazette-2025-03-14 is also coded at {second}"
    assert found[second].message == f"the text of twin is also coded at {first}"
    assert found[first].hint is not None


def test_build_refuses_it_and_names_both(twins: Path) -> None:
    with pytest.raises(SheetError) as caught:
        build(workspace.read(twins))
    for name in (SHEET, TWIN):
        assert f"{twins / name}:12" in str(caught.value)
    assert not (twins / "exports").exists()


def test_three_sheets_are_all_named(twins: Path) -> None:
    shutil.copy(twins / SHEET, twins / "sources/third.yaml")
    findings = check(workspace.read(twins)).findings
    assert len(findings) == 3
    assert all(finding.message.count(".yaml:12") == 2 for finding in findings)


def test_sheets_that_are_not_anchored_yet_are_not_the_same(edited: Callable[..., Path]) -> None:
    folder = edited()
    sheet = (folder / SHEET).read_text(encoding="utf-8")
    (folder / SHEET).write_text(
        re.sub(r"  text:\n    sha256: .*\n    length: .*\n", "", sheet), encoding="utf-8"
    )
    shutil.copy(folder / SHEET, folder / TWIN)
    messages = {finding.message for finding in check(workspace.read(folder)).findings}
    assert messages == {"the sheet has no sha256 of its text"}
