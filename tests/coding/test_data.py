"""The bundled coding covers the report."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from kg import resources, workspace
from kg.coding.check import check
from kg.coding.sheets.corpus import Corpus, read_corpus
from kg.coding.sheets.sheet import Sheet
from kg.coding.texts.text import Text

ROOT = Path(__file__).resolve().parents[2]
#: As many words in a row as may not stand both in the text and, outside quoted speech, in the project.
RUN = 12
#: What is not part of the project.
AWAY = (".venv", ".git", "build", "dist", ".mypy", ".ruff", ".hyp")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    found = read_corpus(workspace.read(resources.bundled_workspace()))
    found.raise_problems()
    return found


@pytest.fixture(scope="module")
def sheet(corpus: Corpus) -> Sheet:
    return corpus.sheets[0].sheet


@pytest.mark.article
def test_every_passage_and_quote_is_in_the_text(article: Text, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(article.content, encoding="utf-8", newline="")
    report = check(workspace.read(resources.bundled_workspace()), tmp_path)
    assert report.findings == []
    assert report.unchecked == 0
    assert report.anchors > 100


@pytest.mark.article
def test_every_sentence_of_the_report_is_coded(article: Text, sheet: Sheet) -> None:
    covered = set()
    for entry in (*sheet.statements, *sheet.narrated, *sheet.contrasts):
        start, end = (int(part) for part in (entry.at or "0-0").split("-"))
        covered.update(range(start, end))
    for found in re.finditer(r"\S[^\n]*?[.?!”](?=\s|$)", article.content):
        assert covered & set(range(*found.span())), f"nothing is coded at {found.span()}"


def words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    return re.findall(r"[\w'%]+", folded)


@pytest.mark.article
def test_no_sentence_of_the_report_is_in_the_repository(article: Text, sheet: Sheet) -> None:
    quoted = [" ".join(words(quote)) for entry in sheet.statements for quote in entry.quotes]
    text = words(article.content)
    runs = {" ".join(text[at : at + RUN]) for at in range(len(text) - RUN + 1)}
    runs = {run for run in runs if not any(run in quote for quote in quoted)}
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if inside[0].startswith(AWAY) or not path.is_file():
            continue
        try:
            content = words(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        found = runs & {" ".join(content[at : at + RUN]) for at in range(len(content) - RUN + 1)}
        assert not found, f"{path} repeats the report"


def test_each_statement_has_a_reading_or_a_reason(sheet: Sheet) -> None:
    assert [entry.id for entry in sheet.statements if not entry.about] == []


def test_only_wikidata_ids_that_were_verified_are_used(corpus: Corpus) -> None:
    verified = {
        "Q22686",
        "Q3386636",
        "Q3034854",
        "Q488523",
        "Q16",
        "Q30",
        "Q96",
        "Q145",
        "Q1764511",
        "Q9531",
        "Q35525",
    }
    used = {known.entry.wikidata for known in corpus.entities.values()} - {None}
    assert used <= verified


@pytest.mark.parametrize(
    ("speaker", "statements"),
    [
        ("donald-trump", 6),
        ("colin-robertson", 6),
        ("mark-carney", 4),
        ("pierre-poilievre", 3),
        ("avidan-cover", 3),
    ],
)
def test_the_number_of_statements_of_a_speaker_does_not_change_unnoticed(
    sheet: Sheet, speaker: str, statements: int
) -> None:
    assert sum(entry.by == speaker for entry in sheet.statements) == statements


def test_an_attributee_is_never_a_speaker(sheet: Sheet) -> None:
    """Washington, Ottawa and Canadians in general are mentioned but not quoted."""
    assert not {"us-government", "government-of-canada", "canadians"} & {
        entry.by for entry in sheet.statements
    }


def test_every_entity_is_used(corpus: Corpus) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in corpus.workspace.sheets())
    unused = [
        known.path
        for known in corpus.entities.values()
        if len(re.findall(rf"\b{re.escape(known.slug)}\b", text)) < 2
    ]
    assert unused == []
