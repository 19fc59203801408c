"""Notes: kg check reports them with their lines, and neither check nor build fails because of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import workspace
from kg.coding.check import check
from kg.export.build import build

SHEET = "sources/gazette-2025-03-14.yaml"
WHEN = "when: {day: 2025-03-13, why: Thursday before the paper of Friday 14 March.}"
ROLE = "      - {who: ada-brook, office: mayor, of: town-council}"
Edited = Callable[..., Path]


@pytest.fixture
def notes(edited: Edited) -> Callable[..., list[str]]:
    """The notes on the starter with changes, which has no problems and can be built."""

    def found(*changes: tuple[str, str, str]) -> list[str]:
        folder = edited(("terms.yaml", "terms:\n  old-town:\n    name: Old town\n", "terms: {}\n"), *changes)
        report = check(workspace.read(folder))
        assert report.findings == []
        build(workspace.read(folder))
        return [f"{note.where.removeprefix(f'{folder}/')}: {note.message}" for note in report.notes]

    return found


def test_the_starter_has_no_notes(notes: Callable[..., list[str]]) -> None:
    assert notes() == []


# Weekdays


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (
            "{day: 2025-03-12, why: Thursday before the paper.}",
            "2025-03-12 is a Wednesday, but the text says",
        ),
        ("{day: 2025-03-13, why: On Friday.}", "2025-03-13 is a Thursday, but the text says Friday"),
        (
            "{from: 2025-03-10, to: 2025-03-11, why: On Friday.}",
            "2025-03-10 to 2025-03-11 is a Monday or Tuesday",
        ),
        (
            "{day: 2025-03-13, why: The day before Thursday 14 March.}",
            "Thursday 14 March is a Friday in 2025",
        ),
        (
            "{day: 2025-03-13, why: 'The day before Monday, March 14th, 2025.'}",
            "Monday, March 14th, 2025 is a Friday",
        ),
    ],
)
def test_a_wrong_weekday_is_noted(notes: Callable[..., list[str]], when: str, says: str) -> None:
    (note,) = notes((SHEET, WHEN, f"when: {when}"))
    assert note.startswith(f"{SHEET}:28: {says}")


@pytest.mark.parametrize(
    "when",
    [
        "{day: 2025-03-13, why: Thursday.}",
        "{day: 2025-03-13, why: Monday; he spoke on Thursday.}",
        "{day: 2025-03-10, why: The day before Tuesday.}",
        "{day: 2025-03-10, why: The Monday before the visit on Tuesday 11 March.}",
        "{day: 2025-03-13, why: Thursday before Friday 14 March 2025.}",
        "{from: 2025-03-03, to: 2025-03-09, why: 'Last week, from Monday to Sunday.'}",
        "{day: 2025-03, why: The paper says on a Thursday in March.}",
        "{day: 2025-03-10, why: As the Sunday Times and the Mail on Sunday have it.}",
        "{day: 2025-03-10, why: The week of Black Friday is no help.}",
    ],
)
def test_a_right_weekday_or_one_of_another_day_is_not_noted(
    notes: Callable[..., list[str]], when: str
) -> None:
    assert notes((SHEET, WHEN, f"when: {when}")) == []


@pytest.mark.parametrize(
    ("key", "value", "noted"),
    [
        ("cue", "told reporters on Friday", True),
        ("cue", "told reporters last Thursday", False),
        ("cue", "told the Sunday Telegraph", False),
        ("occasion", "a rally on Monday", True),
        ("occasion", "a rally ahead of the vote on Monday", False),
        ("occasion", "in Thursday's debate", False),
    ],
)
def test_cue_and_occasion_are_compared_with_the_date(
    notes: Callable[..., list[str]], key: str, value: str, noted: bool
) -> None:
    words = f'    cue: "{value}"\n' if key == "cue" else f'    cue: told\n    occasion: "{value}"\n'
    assert bool(notes((SHEET, "    cue: told\n", words))) == noted


def test_in_a_paraphrase_only_weekdays_with_a_date_are_checked(
    notes: Callable[..., list[str]],
) -> None:
    text = "text: Custom would fall."
    assert notes((SHEET, text, "text: Custom would fall on Sunday.")) == []
    assert notes((SHEET, text, "text: Custom would fall on Sunday 11 May.")) == []
    (note,) = notes((SHEET, text, "text: Custom would fall on Monday 11 May."))
    assert note == f"{SHEET}:62: Monday 11 May is a Sunday in 2025"


# Offices


def again(role: str, published: str) -> str:
    return (
        f"source: {{name: Later, publisher: valley-gazette, published: {published}, "
        f"text: {{sha256: {'a' * 64}, length: 9}}}}\n"
        "coding: {coder: me, on: 2026-01-01}\nnarrated:\n"
        f"  - {{id: later, text: x, at: 0-9, sha256: {'b' * 64},\n     roles: [{role}]}}\n"
    )


MAYOR = "{who: ada-brook, office: mayor, of: town-council"


@pytest.mark.parametrize(
    ("first", "second", "published", "says"),
    [
        (
            ", since: 2010-01-01, until: 2012-12-31",
            None,
            None,
            "but is not marked as former",
        ),
        (", since: 2020-01-01", ", since: 2021-01-01", "2025-04-01", "it begins on different days"),
        (
            ", since: 2020-01-01, until: 2026-01-01",
            ", since: 2020-01-01, until: 2026-05-01",
            "2025-04-01",
            "it ends on different days",
        ),
        (
            ", since: 2020-01-01, until: 2027-01-01",
            ", former: true",
            "2025-04-01",
            "a past office while it is held",
        ),
        (", until: 2025-03-31", "", "2025-06-01", "a source reports it as held after it ended (2025-03-31)"),
        (", former: true", "", "2025-06-01", "a source reports it as held after it ended (2025-03-14)"),
    ],
)
def test_contradicting_records_of_an_office_are_noted(
    edited: Edited, first: str, second: str | None, published: str | None, says: str
) -> None:
    undated = (SHEET, f"    {WHEN} # leave out if the source gives no date\n", "")
    folder = edited((SHEET, ROLE, f"      - {MAYOR}{first}}}"), undated)
    if second is not None:
        (folder / "sources/later.yaml").write_text(
            again(f"{MAYOR}{second}}}", str(published)), encoding="utf-8"
        )
    report = check(workspace.read(folder))
    assert report.findings == []
    found = [note.message for note in report.notes if "old-town" not in note.message]
    assert len(found) == 1
    assert says in found[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (", since: 2020-01-01", ""),
        (", since: 2010-01-01, until: 2012-12-31, former: true", ", since: 2020-01-01"),
        ("", ", former: true"),
        (", former: true", ", since: 2025-05-01"),
        (", until: 2025-03-31", ", since: 2025-03-31"),
    ],
)
def test_compatible_records_of_an_office_are_not_noted(edited: Edited, first: str, second: str) -> None:
    folder = edited((SHEET, ROLE, f"      - {MAYOR}{first}}}"))
    (folder / "sources/later.yaml").write_text(again(f"{MAYOR}{second}}}", "2025-06-01"), encoding="utf-8")
    report = check(workspace.read(folder))
    assert report.findings == []
    assert [note.message for note in report.notes if "old-town" not in note.message] == []


def test_an_office_held_when_the_words_were_said_may_have_ended_since(
    notes: Callable[..., list[str]],
) -> None:
    held = f"      - {MAYOR}, since: 2020-01-01, until: 2025-03-13}}"
    assert notes((SHEET, ROLE, held)) == []


# Names, readings, files


def test_an_unused_entity_is_noted_with_its_line(edited: Edited) -> None:
    folder = edited(("actors.yaml", "  rita-moss:", "  zoe:\n    name: Zoe\n  rita-moss:"))
    report = check(workspace.read(folder))
    found = {note.message: note.where for note in report.notes}
    assert set(found) == {"person/zoe is not used", "term/old-town is not used"}
    assert found["person/zoe is not used"] == f"{folder / 'actors.yaml'}:9"


def test_unused_entities_are_not_noted_while_there_are_problems(edited: Edited) -> None:
    report = check(workspace.read(edited((SHEET, "by: tom-hill", "by: tom-hil"))))
    assert len(report.findings) == 1
    assert report.notes == []


@pytest.mark.parametrize(
    ("name", "says"),
    [("ada brook", "differs only in capitals"), ("Valley gazette", "")],
)
def test_names_that_differ_in_capitals_are_noted_within_their_kind(
    notes: Callable[..., list[str]], name: str, says: str
) -> None:
    found = notes(("actors.yaml", "name: Tom Hill", f"name: {name}"))
    assert [says in note for note in found] == ([True] if says else [])


def test_two_issues_of_one_name_are_noted(notes: Callable[..., list[str]]) -> None:
    (note,) = notes(("issues.yaml", "name: How the shops are doing", "name: Traffic in Millbrook"))
    assert note.startswith("issues.yaml:12: issue/traffic has the same name")


def test_two_readings_of_one_coder_that_differ_are_noted(notes: Callable[..., list[str]]) -> None:
    reading = (
        "{on: car-free-market-street, stance: oppose, confidence: medium, why: They fear for their custom.}"
    )
    other = reading.replace("oppose", "unclear")
    (note,) = notes((SHEET, reading, f"{reading}\n      - {other}"))
    assert note == (
        f"{SHEET}:68: one coder reads one statement as 'oppose' and as 'unclear' "
        "toward car-free-market-street"
    )


@pytest.mark.parametrize("change", ["coder: other", "retracted: {at: 2025-04-01, why: x}", "revises: first"])
def test_opposite_readings_of_two_coders_or_with_only_one_that_counts_are_fine(
    notes: Callable[..., list[str]], change: str
) -> None:
    reading = (
        "{on: car-free-market-street, stance: oppose, confidence: medium, why: They fear for their custom.}"
    )
    other = reading.replace("oppose", "support").replace("}", f", {change}}}")
    assert notes((SHEET, reading, f"{reading.replace('{on', '{id: first, on')}\n      - {other}")) == []


def test_paths_of_directions_that_contradict_are_noted(notes: Callable[..., list[str]]) -> None:
    issues = (
        "    furthers: [wider-pavements]\n    works_against: [parking]\n"
        "  wider-pavements:\n    name: Wider pavements\n    kind: proposal\n    furthers: [calm]\n"
        "  parking:\n    name: Free parking\n    kind: proposal\n    furthers: [calm]\n"
        "  calm:\n    name: Calm streets\n    kind: proposal\n    broader: [traffic]\n"
    )
    (note,) = notes(
        ("issues.yaml", "    broader: [traffic]", "    broader: [traffic]\n" + issues.rstrip() + " #"),
    )
    assert note.startswith(
        "issues.yaml:7: by one path car-free-market-street furthers calm, by another it works against it"
    )


def test_an_ignored_file_is_noted(edited: Edited) -> None:
    folder = edited()
    (folder / "more.yml").write_text("people: {}\n", encoding="utf-8")
    (folder / "sources/other.yml").write_text("source: {}\n", encoding="utf-8")
    found = {note.message for note in check(workspace.read(folder)).notes}
    assert found >= {"more.yml is ignored", "other.yml is ignored"}
