"""Statements found through the columns of the index are those that the query for all of them finds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.cli.output import newest
from kg.namespaces import DATA, PREFIXES, RDFS, WSW
from kg.questions import candidates
from kg.questions.ask import ask
from kg.questions.said import said
from kg.store import Store, open_store
from kg.store.loading import load

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "archive.py"
ASKED: list[dict[str, Any]] = [
    {},
    {"by": "actor-0"},
    {"about": "issue/issue-1"},
    {"about": "issue/issue-0", "stance": ["support", "positive"]},
    {"stance": "oppose", "by": ["actor-1", "actor-2"]},
    {"since": "2023-03", "until": "2023-08"},
    {"until": "2023-06", "mode": "direct"},
    {"since": "2024", "dates": "stated"},
    {"source": "source/source-1"},
    {"about": "actor-1"},
    {"by": "actor-3", "all_versions": True},
    {"about": "issue/issue-2", "since": "2023", "all_versions": True},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a few hundred statements, some of them undated, superseded or retracted."""
    made = tmp_path_factory.mktemp("archive")
    undated = "".join(
        f"<{DATA}{subject}> <{WSW.base}{term}> {value} .\n"
        for subject, term, value in (
            ("statement/undated", "speaker", f"<{DATA}person/actor-0>"),
            ("statement/undated", "mode", "<https://w3id.org/wsw/mode#direct>"),
            ("statement/undated", "text", '"Some day."'),
            ("statement/undated", "passage", f"<{DATA}passage/undated>"),
            ("statement/undated", "reportedIn", f"<{DATA}source/undated>"),
        )
    )
    undated += (
        f"<{DATA}statement/undated> a <{WSW.Statement}> .\n"
        f'<{DATA}source/undated> a <{WSW.Source}> ; <{RDFS.label}> "Undated" .\n'
        f"<{DATA}passage/undated> <http://www.w3.org/ns/oa#start> 0 ; <http://www.w3.org/ns/oa#end> 9 .\n"
    )
    with (made / "archive.nt").open("wb") as file:
        subprocess.run([sys.executable, SCRIPT, "300"], check=True, stdout=file)
    (made / "undated.ttl").write_text(undated, encoding="utf-8")
    load(made / "store", [made / "archive.nt", made / "undated.ttl"])
    return made / "store"


@pytest.fixture(scope="module")
def indexed(folder: Path) -> Iterator[Store]:
    with open_store(folder) as store:
        assert store.index is not None and store.index.records is not None
        yield store


@pytest.fixture(scope="module")
def plain(folder: Path) -> Iterator[Store]:
    """The same store, of which every question is answered by SPARQL alone."""
    with open_store(folder) as store:
        assert store.index is not None
        store.index._records, store.index._looked = None, True
        yield store


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_columns_give_the_rows_of_the_query(indexed: Store, plain: Store, asked: dict[str, Any]) -> None:
    whole = said(plain, **asked)
    found = said(indexed, **asked)
    assert (found.rows, found.notes) == (whole.rows, whole.notes)
    for first in (1, 7):
        some = said(indexed, **asked, first=first)
        assert list(some.rows) == list(whole.rows[:first])
        assert some.more in (None, len(whole.rows) - len(some.rows))
        assert said(plain, **asked, first=first).rows == whole.rows[:first]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_without_columns_the_first_page_has_the_first_rows_of_all(
    plain: Store, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(plain, **asked).rows
    looked = []
    found = candidates._found
    monkeypatch.setattr(candidates, "_found", lambda *given: looked.append(1) or found(*given))
    monkeypatch.setattr(candidates, "_MANY", 0)
    monkeypatch.setattr(candidates, "SHARE", 1)
    for first in (1, 5):
        some = said(plain, **asked, first=first)
        assert list(some.rows) == list(whole[:first])
        assert some.more in (None, len(whole) - len(some.rows))
    assert looked


@pytest.mark.parametrize(
    "question",
    [
        *("quotes", "hearsay", "low-confidence", "deviates", "silence"),
        *("contested", "accounts-differ", "stance-changes"),
    ],
)
def test_the_first_rows_of_a_question_are_those_of_all_its_rows(
    indexed: Store, plain: Store, question: str
) -> None:
    whole = ask(plain, question, {}).rows
    assert ask(indexed, question, {}).rows == whole
    some = ask(indexed, question, {}, first=4)
    assert newest(some.rows, 4) == newest(whole, 4)
    assert question in ("deviates", "silence", "stance-changes") or some.more is None


@pytest.mark.parametrize("question", ["hearsay", "low-confidence"])
def test_the_first_rows_are_not_those_of_the_first_sources_if_a_later_one_comes_before(
    tmp_path: Path, question: str
) -> None:
    """Only the last of 30 sources has a reading of low confidence, and an embedded attribution."""
    (tmp_path / "late.ttl").write_text(PREFIX + "".join(map(late, range(30))), encoding="utf-8")
    load(tmp_path / "store", [tmp_path / "late.ttl"])
    with open_store(tmp_path / "store") as store:
        assert store.index is not None and store.index.records is not None
        whole = ask(store, question, {}).rows
        assert whole[0]["source"] == f"{DATA}source/s29"
        assert newest(ask(store, question, {}, first=4).rows, 4) == newest(whole, 4)


PREFIX = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items()) + (
    f'<{DATA}person/ann> a wsw:Person ; rdfs:label "Ann" .\n'
    f'<{DATA}person/ben> a wsw:Person ; rdfs:label "Ben" .\n'
    f'<{DATA}issue/toll> a wsw:Proposal ; rdfs:label "A toll" .\n'
)


def late(number: int) -> str:
    """The statement of one source, which others told."""
    last = number == 29
    name = f"s{number:02}"
    embedded = (
        f"<{DATA}embedded/{name}> a wsw:EmbeddedAttribution ; wsw:within <{DATA}statement/{name}> ; "
        f'wsw:attributee <{DATA}person/ben> ; wsw:text "So."@en ; wsw:reportedIn <{DATA}source/{name}> ; '
        f"wsw:passage <{DATA}passage/{name}> .\n"
    )
    return (
        f'<{DATA}source/{name}> a wsw:Source ; rdfs:label "{name}" ; schema:author <{DATA}person/eve> .\n'
        f"<{DATA}passage/{name}> a wsw:Passage ; oa:start 0 ; oa:end 9 .\n"
        f"<{DATA}statement/{name}> a wsw:Statement, wsw:Record ; wsw:speaker <{DATA}person/ann> ; "
        f'wsw:reportedBy <{DATA}person/ben> ; wsw:text "Words."@en ; wsw:mode mode:indirect ; '
        f"wsw:reportedIn <{DATA}source/{name}> ; wsw:passage <{DATA}passage/{name}> .\n"
        f"<{DATA}reading/{name}> a wsw:Reading ; wsw:readingOf <{DATA}statement/{name}> ; "
        f"wsw:target <{DATA}issue/toll> ; wsw:stance stance:support ; "
        f"wsw:confidence confidence:{'low' if last else 'medium'} .\n" + (embedded if last else "")
    )


def test_a_second_speaker_of_one_statement_leaves_every_question_to_the_query(tmp_path: Path) -> None:
    lines = [f"<{DATA}statement/s> <{WSW.speaker}> <{DATA}person/{name}> ." for name in ("ann", "ben")]
    (tmp_path / "two.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(tmp_path / "store", [tmp_path / "two.nt"])
    with open_store(tmp_path / "store") as store:
        assert store.index is not None and store.index.records is None
