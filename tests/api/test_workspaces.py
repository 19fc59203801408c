"""From an empty folder to an answer, in Python alone."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

import kg
from kg import resources
from kg.errors import AnchorError, LoadError, OutputError, QuestionError, WorkspaceError


def test_a_workspace_from_start_to_answer(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert folder / "kg.toml" in kg.init(folder)
    sheets = sorted((folder / "sources").glob("*.yaml"))
    before = sheets[0].read_bytes()
    assert not kg.check(folder).passed
    (dry,) = kg.anchor(sheets, texts=folder / "texts", dry_run=True)
    assert dry.changed and not dry.written and sheets[0].read_bytes() == before
    (done,) = kg.anchor(sheets, texts=folder / "texts")
    assert done.written and done.problems == ()
    checked = kg.check(folder, texts=folder / "texts", strict=True)
    assert checked.passed and checked.anchors == 8 and checked.unchecked == 0
    assert kg.check(folder).passed and not kg.check(folder, strict=True).passed
    assert kg.stale(folder) != []
    report = kg.build(folder)
    assert kg.stale(folder) == [] and report.triples > 0
    with kg.open(folder) as graph:
        assert len(graph.said()) == 3


def test_the_folder_is_the_workspace_that_the_process_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.init(tmp_path)
    sheets = sorted((tmp_path / "sources").glob("*.yaml"))
    kg.anchor(sheets[0], text=next((tmp_path / "texts").glob("*.txt")))
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kg.check().passed
        assert kg.build().files[0] == Path("exports/graph.ttl")
    monkeypatch.chdir(tmp_path / "sources")
    with pytest.warns(UserWarning, match="a folder above this one"):
        assert kg.check().passed


def test_no_workspace_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for use in (kg.check, kg.build, kg.stale):
        with pytest.raises(WorkspaceError):
            use()


@pytest.mark.parametrize("texts", [{}, {"text": "a.txt", "texts": "texts"}])
def test_anchoring_takes_a_text_or_a_folder_of_texts(texts: dict[str, str]) -> None:
    with pytest.raises(AnchorError, match="expected"):
        kg.anchor("sheet.yaml", **texts)
    with pytest.raises(AnchorError, match="expected"):
        kg.anchor(["a.yaml", "b.yaml"], text="a.txt")


def test_files_are_loaded_into_a_store(tmp_path: Path) -> None:
    store, more = tmp_path / "store", tmp_path / "more.ttl"
    more.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    first = kg.load(resources.bundled_graph(), store, progress=lambda done, total: seen.append((done, total)))
    second = kg.load([more], str(store))
    assert second.triples_after == first.triples_after + 1
    assert seen[-1][0] == seen[-1][1] > 0
    assert kg.load(more, store, replace=True).triples_after == 1


def test_loading_says_what_does_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="either"):
        kg.load("a.ttl")  # type: ignore[call-overload]
    with pytest.raises(QuestionError, match="either"):
        kg.load("a.ttl", tmp_path, to="https://example.org")  # type: ignore[call-overload]
    with pytest.raises(QuestionError, match="go with to="):
        kg.load("a.ttl", tmp_path, keep_graphs=True)  # type: ignore[call-overload]
    with pytest.raises(QuestionError, match="either graph or keep_graphs"):
        kg.load("a.ttl", to="https://example.org", graph="urn:g", keep_graphs=True)
    with pytest.raises(LoadError, match="no files"):
        kg.load([], tmp_path)


def test_an_export_is_read_in_chunks_as_often_as_wanted(tmp_path: Path) -> None:
    with kg.open(resources.bundled_graph()) as graph:
        document = graph.export("ntriples")
        assert document.text == document.text == "".join(document) == str(document)
        file = document.write(tmp_path / "graph.nt")
        assert file.read_text(encoding="utf-8") == document.text
        assert repr(document) == "<graph (ntriples)>"
        assert document._repr_html_() is None


def test_an_export_without_a_time_limit_leaves_that_of_the_graph(tmp_path: Path) -> None:
    with kg.open(resources.bundled_graph(), limit_time=1e-9) as graph:
        assert graph.export("csv").text != ""
        assert graph.store.limit == 1e-9


def test_an_export_refuses_what_its_format_does_not_take() -> None:
    with kg.open(resources.bundled_graph()) as graph:
        for wrong in ({"about": "tariffs"}, {"title": "T"}, {"dates": "stated"}, {"texts": "folder"}):
            with pytest.raises(OutputError, match=next(iter(wrong))):
                graph.export("turtle", **wrong)  # type: ignore[arg-type]
        with pytest.raises(OutputError, match="named graphs"):
            graph.export("turtle", graph_per_source=True)
        with pytest.raises(OutputError, match="xlsx"):
            graph.export("xlsx")


def test_a_page_is_shown_in_a_frame_that_cannot_reach_the_notebook() -> None:
    with kg.open(resources.bundled_graph()) as graph:
        html = graph.brief(about="51st state", title='"><script>alert(1)</script>')._repr_html_()
    assert html is not None
    assert html.startswith('<iframe sandbox="allow-scripts allow-downloads"')
    assert html.count("<") == 2  # the frame and its end: the page is text in an attribute


def test_a_note_is_text_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("By way of *introduction*.", encoding="utf-8")
    with kg.open(resources.bundled_graph()) as graph:
        asked = {"about": "51st state", "format": "md"}
        typed = graph.brief(note="By way of *introduction*.", **asked).text  # type: ignore[arg-type]
        assert graph.brief(note=file, **asked).text == typed  # type: ignore[arg-type]
    assert "By way of" in typed
