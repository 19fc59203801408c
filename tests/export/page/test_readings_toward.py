"""The page counts sides from the columns of an index exactly as from the queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg.export.ntriples import chunks as ntriples
from kg.export.page.render import chunks
from kg.namespaces import BASIS, DATA, STANCE, WSW, XSD
from kg.questions.debate import debate, readings_toward, targets_of, toward
from kg.questions.said import said
from kg.resources import bundled_graph
from kg.store import Store, open_store
from kg.store.loading import load

VIEWS: list[dict[str, Any]] = [{}, {"until": "2025-09-30"}, {"dates": "stated"}]
DAY = f'"2025-03-01"^^<{XSD.date}>'
#: Records that the queries leave out: a target and a speaker without a name.
NAMELESS = "".join(
    f"<{DATA}{subject}> <{WSW[term]}> {value} .\n"
    for number, speaker, target in (
        (1, "person/nobody", "issue/fifty-first-state"),
        (2, "person/donald-trump", "issue/x"),
    )
    for subject, term, value in (
        (f"statement/s{number}", "speaker", f"<{DATA}{speaker}>"),
        (f"statement/s{number}", "passage", f"<{DATA}passage/p{number}>"),
        (f"statement/s{number}", "reportedIn", f"<{DATA}source/any>"),
        (f"statement/s{number}", "earliest", DAY),
        (f"statement/s{number}", "latest", DAY),
        (f"statement/s{number}", "dateBasis", f"<{BASIS.stated}>"),
        (f"reading/r{number}", "readingOf", f"<{DATA}statement/s{number}>"),
        (f"reading/r{number}", "target", f"<{DATA}{target}>"),
        (f"reading/r{number}", "stance", f"<{STANCE.support}>"),
    )
)


@pytest.fixture(scope="module")
def store(airport: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The bundled graph and the debate about night flights in one store with an index."""
    folder = tmp_path_factory.mktemp("columns")
    (folder / "airport.nt").write_text("".join(ntriples(airport)), encoding="utf-8")
    (folder / "nameless.nt").write_text(NAMELESS, encoding="utf-8")
    load(folder / "store", [bundled_graph(), folder / "airport.nt", folder / "nameless.nt"])
    with open_store(folder / "store") as opened:
        yield opened


def without_columns(store: Store, patch: pytest.MonkeyPatch) -> None:
    assert store.index is not None
    assert store.index.records is not None
    patch.setattr(store.index, "_records", None)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_columns_give_the_readings_of_the_queries(
    store: Store, view: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = targets_of(said(store).rows) | {f"{DATA}issue/x"}
    found = readings_toward(store, targets, **view)
    assert len(found) == len(set(found)) > 5
    assert set(found) == set(toward(debate(store, targets, **view)))
    without_columns(store, monkeypatch)
    assert set(readings_toward(store, targets, **view)) == set(found)


@pytest.mark.parametrize("about", ["51st state", "night ban", "Carney"])
def test_a_page_has_the_same_bytes_without_columns(
    store: Store, about: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = "".join(chunks(store, about=about, until="2026"))
    without_columns(store, monkeypatch)
    assert "".join(chunks(store, about=about, until="2026")) == found
