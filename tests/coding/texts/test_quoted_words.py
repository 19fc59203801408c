"""Words in quotation marks inside a paraphrase are in the source, and adjacent quotes are one quote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.check import CheckReport, check
from kg.coding.texts.quoted_words import are_in, quoted
from kg.coding.texts.split_quotes import adjoin
from kg.coding.texts.text import Span, Text, read_text

SHEET, TEXT = "sources/gazette-2025-03-14.yaml", "texts/gazette-2025-03-14.txt"
HILL = 'The plan is "a gift to the shopping centre"; he will vote against it.'
Edited = Callable[..., Path]


@pytest.mark.parametrize(
    ("paraphrase", "words"),
    [
        ('He calls it "a gift".', ["a gift"]),
        (
            "He calls it “a gift”, she „ein Geschenk“, they « un cadeau ».",
            ["a gift", "ein Geschenk", "un cadeau"],
        ),
        ("He calls it ‘the people’s gift’.", ["the people’s gift"]),
        ('"One", "two" and "three"', ["One", "two", "three"]),
        ("The workers' rights and the bosses' rules", []),
        ('A 5" pipe and a 6" pipe', []),
        ('He said "…" and "!"', []),
        ('He calls it "a gift', []),
        ("", []),
    ],
)
def test_quoted_words(paraphrase: str, words: list[str]) -> None:
    assert quoted(paraphrase) == words


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("a gift to the shopping centre", True),
        ("A GIFT  to the shopping centre,", True),
        ("a gift … centre", True),
        ("a gift [from the council] to the", True),
        ("a gift for the shopping centre", False),
        ("gif", False),
        ("centre … gift", True),
        ("“a gift", True),
    ],
)
def test_words_are_found_ignoring_marks_and_case(words: str, there: bool) -> None:
    assert are_in(words, Text("t", "He called it “a gift to the shopping centre”.")) == there


def test_words_in_a_script_without_spaces_are_found_inside_others() -> None:
    assert are_in("贸易", Text("t", "他说贸易战。"))


def checked(folder: Path) -> CheckReport:
    return check(workspace.read(folder), folder / "texts")


def test_words_that_are_not_in_the_source_are_a_problem(edited: Edited) -> None:
    folder = edited((SHEET, HILL, 'The plan is "a present for the shopping centre"; he votes "against it".'))
    (finding,) = checked(folder).findings
    assert finding.message == (
        "the words “a present for the shopping centre” in 'text' are not in gazette-2025-03-14.txt"
    )
    assert finding.where == f"{folder / SHEET}:42"


def test_words_of_another_passage_are_a_note(edited: Edited) -> None:
    folder = edited((SHEET, "text: Custom would fall.", 'text: Custom would fall, a "gift" of a kind.'))
    report = checked(folder)
    assert report.findings == []
    assert "the words “gift” in 'text' are in the text, but outside the passage" in [
        n.message for n in report.notes
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: A decision is due in May.", 'text: A decision is "overdue".'),
        (
            "contrasts: []",
            "contrasts:\n  - {id: c, between: [hill-against, shopkeepers-fear], cue: but, "
            "text: 'They are \"at odds\".', find: Shopkeepers fear … come.}\n#",
        ),
        (
            "    calls:\n",
            "    embeds: [{of: ada-brook, attitude: wants, text: 'A \"quiet\" street.'}]\n    calls:\n",
        ),
    ],
    ids=["claim", "contrast", "embedded"],
)
def test_every_paraphrase_is_checked(edited: Edited, old: str, new: str) -> None:
    folder = edited((SHEET, old, new))
    anchor_sheet(folder / SHEET, read_text(folder / TEXT))
    (finding,) = checked(folder).findings
    assert "are not in gazette-2025-03-14.txt" in finding.message


def test_without_the_text_they_are_counted_as_unchecked(edited: Edited) -> None:
    with_words, without = edited(), edited((SHEET, HILL, "The plan is bad."))
    assert check(workspace.read(with_words)).unchecked == check(workspace.read(without)).unchecked + 1


# Adjacent quotes


PAPER = "“We want quieter planes, not an empty airport. Now.”\n“Or later,” he said."


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("quieter planes", "not an empty airport.", True),
        ("not an empty airport.", "Now", True),
        ("Now.", "Or later", False),
        ("quieter planes", "Now", False),
        ("Now", "quieter planes", False),
    ],
)
def test_quotes_with_anything_between_them_are_not_adjacent(one: str, other: str, found: bool) -> None:
    text = Text("t", PAPER)
    (first,), (second,) = text.occurrences(one), text.occurrences(other)
    assert adjoin(text, first, second) == found


@pytest.mark.parametrize("between", ["…", " [...] ", " ... ", " (…) "])
def test_an_ellipsis_in_the_source_separates_quotes(between: str) -> None:
    text = Text("t", f"“One{between}two”")
    assert not adjoin(text, Span(1, 4), Span(4 + len(between), 7 + len(between)))


def split(folder: Path, first: str, second: str) -> None:
    text = (folder / SHEET).read_text(encoding="utf-8")
    whole = "      - People come here to meet, not to park\n"
    assert whole in text
    text = text.replace(whole, f"      - {first}\n      - {second}\n").replace(
        "    quote_at: [133-170]\n", ""
    )
    (folder / SHEET).write_text(text, encoding="utf-8")


def test_anchor_refuses_a_quote_that_was_split(edited: Edited) -> None:
    folder = edited()
    split(folder, "People come here to meet", "not to park")
    before = (folder / SHEET).read_bytes()
    report = anchor_sheet(folder / SHEET, read_text(folder / TEXT))
    (problem,) = report.problems
    assert "“People come here to meet” and “not to park” are adjacent in the text: write them as one" in str(
        problem
    )
    assert (folder / SHEET).read_bytes() == before


def test_check_with_texts_finds_what_positions_alone_do_not_show(edited: Edited) -> None:
    """Three characters could include two marks; the text shows that they do not."""
    folder = edited()
    text = (folder / TEXT).read_text(encoding="utf-8").replace("to meet, not", "to meet ,  not")
    (folder / TEXT).write_text(text, encoding="utf-8")
    split(folder, "People come here to meet", "not to park")
    sheet = (folder / SHEET).read_text(encoding="utf-8")
    at = text.index("People")
    span = f"    quote_at: [{at}-{at + 24}, {at + 28}-{at + 39}]\n"
    sheet = sheet.replace("    about: # your", f"{span}    about: # your")
    (folder / SHEET).write_text(sheet, encoding="utf-8")
    assert check(workspace.read(folder)).findings == []
    found = [finding for finding in checked(folder).findings if "adjacent" in finding.message]
    assert [finding.hint is not None for finding in found] == [True]


def test_two_quotes_with_words_between_are_anchored(edited: Edited) -> None:
    folder = edited()
    split(folder, "People come here", "not to park")
    assert anchor_sheet(folder / SHEET, read_text(folder / TEXT)).problems == ()
    assert checked(folder).findings == []
