from __future__ import annotations

from dataclasses import replace

import pytest

from kg.coding.texts.text import Text
from kg.coding.texts.verification import Anchored, verify_sheet

NOTE = Text("note.txt", "😀 Roe said: “I’m right”. Later: “I’m right” again.")
GOOD = Anchored("s.yaml:3", "note", 2, 24, NOTE.slice_hash(2, 24), ("I’m right",), ((13, 22),))


def test_correct_anchors_are_counted() -> None:
    check = verify_sheet([GOOD, replace(GOOD, quotes=(), quote_spans=())], NOTE)
    assert (check.performed, check.problems) == (3, ())


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"end": 9000}, "changed", "passage 2-9000 is outside note.txt"),
        ({"sha256": "0" * 64}, "changed", "passage 2-24 does not match the text of note.txt any more"),
        ({"sha256": None}, "no-place", "passage 2-24 has no sha256; run kg anchor"),
        ({"quote_spans": ()}, "no-place", "has 1 quote but 0 positions; run kg anchor"),
        ({"quote_spans": ((12, 21),)}, "elsewhere", "is at 13-22, not at 12-21; run kg anchor"),
        ({"quote_spans": ((34, 43),)}, "elsewhere", "is at 13-22, not at 34-43"),
        ({"quotes": ("I'm right",)}, "differs", "quote “I'm right” differs in quotation marks"),
        ({"quotes": ("I’m wrong",)}, "not-found", "is not in the text; the most similar passage"),
        ({"quotes": ("Later",)}, "elsewhere", "is outside the passage"),
        ({"quotes": ("Other words",)}, "other-source", "is in another source, cnn,"),
    ],
)
def test_a_wrong_anchor_has_a_line_and_a_diagnosis(
    changes: dict[str, object], kind: str, message: str
) -> None:
    check = verify_sheet([replace(GOOD, **changes)], NOTE, {"cnn": Text("cnn.txt", "Other words.")})  # type: ignore[arg-type]
    assert [problem.diagnosis.kind for problem in check.problems] == [kind]
    assert str(check.problems[0]).startswith("s.yaml:3: ")
    assert message in str(check.problems[0])


def test_failed_checks_are_counted_too() -> None:
    check = verify_sheet([replace(GOOD, sha256="0" * 64, quotes=("nothing such",))], NOTE)
    assert (check.performed, len(check.problems)) == (2, 2)
