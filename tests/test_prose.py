"""The rules of style in CONTRIBUTING that can be recognised by pattern, in everything that a person reads."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: What is not written, and what is written instead.
INSTEAD = {
    r"(?<!there )\b(?:is|are) no (?!(?:longer|more|less|later|earlier|larger|smaller|matter)\b)[a-z]+": (
        "is not a ..., expected ..."
    ),
    r"\bfor want of\b": "for lack of, to fit",
    r"\b(?:meanwhile|likewise|whereof|thereof|thereby|wherein|hereby)\b": "during, also, by this",
    r"\bas it were\b": "(nothing)",
    r"\b(?:taken?|takes|taking) along\b": "exported, included",
    r"\b(?:tells?|told) (?:\w+ )?apart\b": "distinguishes",
    r"\btakes? in (?:only|those|what|all|its|the)\b": "includes, reads",
    r"\b(?:all the same|in its stead|in one's stead)\b": "nevertheless, instead",
    r"\bof which (?:nobody|somebody|there)\b": "that ...",
    r"\bno use\b": "useless, no point",
    r"\bin a moment\b": "soon",
}
PATTERNS = [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in INSTEAD.items()]


def _python(path: Path) -> Iterator[tuple[int, str]]:
    """The texts and comments of a Python file, by line; an f-string with a mark for each value."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a page, its code and outputs aside."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith("    "):
            yield number, line


def _read(path: Path) -> Iterator[tuple[int, str]]:
    if path.suffix == ".py":
        return _python(path)
    if path.suffix == ".md":
        return _prose(path)
    return iter(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))


#: CHANGELOG quotes what was; CONTRIBUTING quotes what is not written.
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "ontology" / "README.md",
    ROOT / "data" / "README.md",
]
ROOMS = {
    "code": [path for kind in ("*.py", "*.rq", "*.js", "*.html") for path in (ROOT / "kg").rglob(kind)],
    "pages": [path for path in PAGES if path.name not in ("CHANGELOG.md", "CONTRIBUTING.md")],
    "benchmarks": [*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "benchmarks").glob("*.md")],
}


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_person_reads_is_plain_english(room: str) -> None:
    assert ROOMS[room]
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {found.group()!r}; write: {words}"
        for path in sorted(ROOMS[room])
        for line, text in _read(path)
        for pattern, words in PATTERNS
        for found in pattern.finditer(text)
    ]
    assert wrong == []


def test_the_patterns_find_what_they_are_for() -> None:
    for quaint in ("'x' is no date", "Not shown, for want of room", "those are told apart by", "taken along"):
        assert any(pattern.search(quaint) for pattern, _ in PATTERNS), quaint
    for plain in (
        "there is no such file",
        "it is no longer valid",
        "'x' is not a valid date",
        "no statements match",
    ):
        assert not any(pattern.search(plain) for pattern, _ in PATTERNS), plain
