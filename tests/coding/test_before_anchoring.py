"""A sheet that is not anchored is reported as such, without problems that only follow from that."""

from __future__ import annotations

from pathlib import Path

from kg import workspace
from kg.coding.check import check
from kg.coding.start import start

SHEET = "sources/gazette-2025-03-14.yaml"
AGAIN = (
    "  - {id: again, by: tom-hill, mode: indirect, text: x, cue: said, find: Tom Hill}\n"
    "  - {id: once-more, by: tom-hill, mode: indirect, text: y, cue: said, find: voted}\n"
)


def messages(folder: Path) -> set[str]:
    return {finding.message for finding in check(workspace.read(folder)).findings}


def test_two_statements_of_one_speaker_are_not_the_same_passage(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / SHEET).read_text(encoding="utf-8")
    (tmp_path / SHEET).write_text(text.replace("\nnarrated:", f"{AGAIN}\nnarrated:"), encoding="utf-8")
    found = messages(tmp_path)
    assert "statements[again] is not anchored" in found
    assert all("is not anchored" in one or "quote_at" in one or "no sha256" in one for one in found)


def test_claims_and_contrasts_are_checked_too(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / SHEET).read_text(encoding="utf-8")
    both = "{{id: {}, between: [hill-against, shopkeepers-fear], cue: but, text: x, find: Tom}}"
    contrasts = f"contrasts:\n  - {both.format('c')}\n  - {both.format('d')}\n#"
    claims = "  - {id: one, text: x, find: Tom}\n  - {id: two, text: y, find: Hill}\n"
    text = text.replace("contrasts: []", claims + contrasts)
    (tmp_path / SHEET).write_text(text, encoding="utf-8")
    assert not [one for one in messages(tmp_path) if "twice" in one or "duplicate" in one]
