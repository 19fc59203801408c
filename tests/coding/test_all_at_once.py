"""An invalid entry does not hide problems of others and does not cause further ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import workspace
from kg.coding.check import check

SHEET = "sources/gazette-2025-03-14.yaml"
Edited = Callable[..., Path]

#: Five errors of five kinds, each with a part of its message.
ERRORS = {
    (
        "actors.yaml",
        "    name: Valley Gazette\n",
        '    name: Valley Gazette\n    party: "off"\n',
    ): "expected true or false",
    (SHEET, "on: 2025-03-20", "on: 1742428800"): "1742428800 is not a valid date",
    (
        SHEET,
        "day: 2025-03-13,",
        "day: 2026-03-13, precision: year,",
    ): "'precision: year' does not fit a date of 1 day",
    (
        SHEET,
        "of: town-council}",
        "of: town-council, since: 2025-01-01, until: 2020-01-01}",
    ): "ends on 2020-01-01",
    (
        SHEET,
        "[tom-hill, member-of, town-council]",
        "[millbrook, member-of, tom-hill]",
    ): "cannot be the subject",
}


def found(folder: Path) -> list[tuple[str, str]]:
    report = check(workspace.read(folder))
    return [(one.where.removeprefix(f"{folder}/"), one.message) for one in report.findings]


def test_five_errors_of_five_kinds_are_five_problems(edited: Edited) -> None:
    told = [message for _, message in found(edited(*ERRORS))]
    assert len(told) == len(ERRORS)
    for words in ERRORS.values():
        assert sum(words in message for message in told) == 1


def test_lines_below_an_invalid_entry_are_correct(edited: Edited) -> None:
    folder = edited(
        (SHEET, "    by: ada-brook\n", "    by: [ada-brook]\n"),
        (SHEET, "on: state-of-trade", "on: state-of-trad"),
    )
    text = (folder / SHEET).read_text(encoding="utf-8").splitlines()
    lines = [
        number for number, line in enumerate(text, 1) if "[ada-brook]" in line or "state-of-trad," in line
    ]
    assert [where for where, _ in found(folder)] == [f"{SHEET}:{line}" for line in lines]


@pytest.mark.parametrize(
    "refers",
    [
        "contrasts:\n  - {id: c, between: [hill-against, shopkeepers-fear], cue: but, text: x,\n"
        + f"    at: 0-9, sha256: {'f' * 64}"
        + "}\n#",
        f"  - {{id: again, revises: hill-against, text: x, at: 0-9, sha256: {'f' * 64}}}\n#",
    ],
    ids=["contrast", "correction"],
)
def test_references_to_an_invalid_entry_are_not_reported(edited: Edited, refers: str) -> None:
    folder = edited((SHEET, "    by: tom-hill\n", ""), (SHEET, "contrasts: []", refers))
    ((_, message),) = found(folder)
    assert message == "statements[hill-against].by is missing"


def test_what_an_invalid_entry_would_attest_or_name_is_not_reported(edited: Edited) -> None:
    folder = edited(
        ("actors.yaml", "    name: Tom Hill\n", "    nane: Tom Hill\n"),
        (SHEET, "    cue: fear\n", "    cue: fear\n    attests: [measure/fee]\n    mentoins: []\n"),
    )
    (folder / "measures.yaml").write_text("measures: {fee: {name: A fee, kind: fee}}\n", encoding="utf-8")
    assert sorted(message for _, message in found(folder)) == [
        "people.tom-hill.name is missing",
        "unknown key people.tom-hill.nane",
        "unknown key statements[shopkeepers-fear].mentoins",
    ]
