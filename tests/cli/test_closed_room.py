"""A workspace from a stranger: its content cannot make kg read or write anything outside it.

Each test plants one thing in a built workspace and runs every command that a person may run there. Beside it
is a home with a secret; no byte of it may change, and no word of it may come out.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import resources

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
WORD = "SECRETKEY"
#: A secret that is valid content for each kind of file.
SECRET = f"source: {{id: {WORD}, title: {WORD}}}\n# {WORD} of the user\n"

#: Commands in a workspace, and the files that each reads (r) and writes (w).
COMMANDS: dict[str, tuple[list[str], str]] = {
    "check": (["check", "--texts", "texts"], "r sheets r texts"),
    "anchor": (["anchor", SHEET, "--texts", "texts"], "r sheets r texts"),
    "build": (["build"], "r sheets w exports w store"),
    "said": (["said", "-f", "csv"], "r store"),
    "status": (["status"], "r store"),
    "export": (["export", "dna-csv", "--texts", "texts"], "r store r texts"),
    "page": (["export", "html", "-o", "exports/network.html"], "r store w exports"),
    "load": (["load", "store", str(resources.bundled_graph())], "w store"),
}

#: Where a link is planted, and which commands must refuse it.
PLACES = {
    "kg.toml": list(COMMANDS.keys() - {"anchor", "load"}),
    "actors.yaml": ["check", "build"],
    SHEET: ["check", "build", "anchor"],
    "sources": ["check", "build", "anchor"],
    TEXT: ["check", "anchor", "export"],
    "texts": ["check", "anchor", "export"],
    "exports/graph.ttl": ["build"],
    "exports/graph.nt": ["build"],
    "exports/network.html": ["page"],
    "exports": ["build", "page"],
    "store": ["build", "said", "status", "export", "page", "load"],
    "store/store.json": ["build", "said", "status", "export", "page", "load"],
    "store/writer.lock": ["build", "said", "load"],
    "store/g000001": ["build", "said", "status", "export", "page", "load"],
    "store/g000001/index.db": ["said", "status", "export", "page", "load"],
    "store/g000001/graph": ["said", "status", "export", "page", "load"],
    "store/g000001/graph/CURRENT": ["said", "status", "export", "page", "load"],
}


@pytest.fixture
def home(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user next to the workspace, which is the current folder."""
    folder = workspace.parent / "home"
    folder.mkdir()
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    (folder / "graph.ttl").write_text(SECRET, encoding="utf-8")
    monkeypatch.chdir(workspace)
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    return folder


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Opening a pipe without a writer would block forever."""

    def give_up(*_: object) -> None:
        raise TimeoutError("waits for a pipe")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def contents(folder: Path) -> dict[str, bytes | str]:
    """The files of a folder with their content."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def replace(path: Path, kind: str, home: Path) -> None:
    """Replace ``path`` by a link out of the workspace, or by something that is not a file."""
    if path.is_dir():
        shutil.move(path, home / path.name)
    elif path.exists():
        path.unlink()
    match kind:
        case "link":
            path.symlink_to(home / (path.name if (home / path.name).is_dir() else "secret"))
        case "chain":
            path.with_name("hop").symlink_to(os.path.relpath(home, path.parent))
            path.symlink_to("hop/" + (path.name if (home / path.name).is_dir() else "secret"))
        case "pipe":
            os.mkfifo(path)


@pytest.mark.parametrize("kind", ["link", "chain", "pipe"])
@pytest.mark.parametrize("place", PLACES)
def test_links_out_of_the_workspace_are_refused_by_every_command(
    call: Any, workspace: Path, home: Path, place: str, kind: str
) -> None:
    replace(workspace / place, kind, home)
    before = contents(home)
    for name in PLACES[place]:
        inside = contents(workspace)
        ran = call_in(call, workspace, *COMMANDS[name][0])
        assert ran.code in (1, 2), (name, ran)
        assert "defect in kg" not in ran.err, name
        assert Path(place).name in ran.out + ran.err or kind == "pipe", (name, ran)
        assert WORD not in (ran.out + ran.err), name
        assert contents(home) == before, name
        written = {path: held for path, held in contents(workspace).items() if inside.get(path) != held}
        assert {path for path in written if not path.startswith("store/")} == set(), name
        assert not [path for path, held in written.items() if WORD.encode() in (held or b"")], name  # type: ignore[operator]


def call_in(call: Any, workspace: Path, *arguments: str) -> Any:
    os.chdir(workspace)
    return call(*arguments)


@pytest.mark.parametrize(
    "line, says",
    [
        ('folder = "../home"', "build.folder: '../home' leads out of the workspace"),
        ('folder = "exports/../../home"', "leads out of the workspace"),
        ('folder = "/nonexistent"', "build.folder: '/nonexistent' leads out of the workspace"),
        ('folder = "way/out"', "build.folder: 'way/out' leads out of the workspace"),
        ('store = "../home"', "build.store: '../home' leads out of the workspace"),
        ('store = "way/store"', "leads out of the workspace"),
        ('folder = "nested/exports"', "belongs to another workspace"),
        ('store = "nested/store"', "belongs to another workspace"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build", "said"])
def test_a_target_that_is_not_the_workspaces_is_refused_with_its_line(
    call: Any, workspace: Path, home: Path, line: str, says: str, command: str
) -> None:
    (workspace / "way").symlink_to("../home")
    shutil.copytree(workspace / "store", workspace / "nested" / "store")
    (workspace / "nested" / "kg.toml").touch()
    key = line.partition(" ")[0]
    text = (workspace / "kg.toml").read_text(encoding="utf-8")
    lines = [line if each.startswith(f"{key} =") else each for each in text.splitlines()]
    (workspace / "kg.toml").write_text("\n".join(lines), encoding="utf-8")
    before, nested = contents(home), contents(workspace / "nested")
    ran = call(command)
    assert (ran.code, ran.out) == (2, "")
    assert f"kg.toml:{lines.index(line) + 1}: " in ran.err and says in ran.err
    assert (contents(home), contents(workspace / "nested")) == (before, nested)


def test_a_file_named_on_the_command_line_is_written(call: Any, workspace: Path, home: Path) -> None:
    assert call("build", "--output", "../home").out.splitlines()[:2] == [
        "../home/graph.ttl",
        "../home/graph.nt",
    ]
    assert (home / "graph.nt").read_bytes() == (workspace / "exports" / "graph.nt").read_bytes()
    assert call("build", "--output", "../home", "--check").code == 0
    assert call("export", "turtle", "-o", "../home/graph.ttl").code == 0
    assert call("said", "--store", "../home/graph.nt", "-f", "csv").code == 0
    (home / "link").symlink_to(home / "secret")
    assert call("export", "csv", "-o", "../home/link").code == 0
    assert WORD not in (home / "secret").read_text() and (home / "link").is_symlink()


def test_links_that_stay_in_the_workspace_are_followed(call: Any, workspace: Path, home: Path) -> None:
    for place in (SHEET, TEXT, "actors.yaml", "exports/graph.ttl"):
        path = workspace / place
        kept = workspace / "kept" / path.name
        kept.parent.mkdir(exist_ok=True)
        path.rename(kept)
        path.symlink_to(os.path.relpath(kept, path.parent))
    assert call("anchor", SHEET, "--texts", "texts").code == 0
    assert call("check", "--texts", "texts").code == 0
    assert call("build").code == 0
    assert (workspace / "exports" / "graph.ttl").is_symlink()
    assert call("export", "dna-csv", "--texts", "texts").code == 0


def test_texts_outside_of_workspaces_are_contained_in_their_folder(
    call: Any, workspace: Path, home: Path, tmp_path: Path
) -> None:
    texts = shutil.copytree(workspace / "texts", tmp_path / "elsewhere" / "texts")
    assert call("check", "--texts", texts).code == 0
    (texts / "another.txt").symlink_to(home / "secret")
    text = texts / Path(TEXT).name
    text.write_text("Something else.", encoding="utf-8")  # so that the others are looked at
    ran = call("check", "--texts", texts)
    assert (ran.code, ran.out) == (2, "") and "another.txt: leads out" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "--about", "traffic", "--note", "note.md", "-f", "md"],
        ["query", "--file", "note.md"],
        ["anchor", SHEET, "--text", "note.md"],
        ["load", "new", "note.ttl"],
        ["said", "--store", "note.ttl"],
        ["import", "dna", "note.dna", "new"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_workspace_cannot_redirect_a_file_that_the_user_names(
    call: Any, workspace: Path, home: Path, arguments: list[str]
) -> None:
    for name in ("note.md", "note.ttl", "note.dna"):
        (workspace / name).symlink_to(home / "secret")
    ran = call(*arguments)
    assert (ran.code, ran.out) == (2, "") and "leads out of the workspace" in ran.err
    assert WORD not in ran.err and not (workspace / "new").exists()


def test_the_lock_of_a_store_has_one_name(call: Any, workspace: Path, home: Path) -> None:
    (workspace / "store" / "writer.lock").unlink(missing_ok=True)
    os.link(home / "secret", workspace / "store" / "writer.lock")
    for command in ("build", "load"):
        ran = call_in(call, workspace, *COMMANDS[command][0])
        assert ran.code == 2 and "writer.lock: is a link" in ran.err
    assert (home / "secret").read_text(encoding="utf-8") == SECRET


def test_hidden_files_are_not_sheets(call: Any, workspace: Path) -> None:
    """The lock of an editor is a dangling link, and other systems leave binary files."""
    (workspace / "sources" / ".#gazette.yaml").symlink_to("ann@host.12:34")
    (workspace / "._actors.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert call("check", workspace).code == 0
    assert call("said", "--store", workspace, "-f", "csv").err == ""


def store(workspace: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((workspace / "store" / "store.json").read_bytes())
    return found


def test_a_store_says_which_workspace_made_it_and_stays_its_own_when_both_are_moved(
    call: Any, workspace: Path, tmp_path: Path
) -> None:
    assert store(workspace)["workspace"] == ".."
    workspace.rename(tmp_path / "moved")
    assert call("build", tmp_path / "moved").code == 0


@pytest.mark.parametrize("replace", [False, True])
def test_triples_loaded_into_the_store_of_a_workspace_survive_the_next_build(
    call: Any, workspace: Path, replace: bool
) -> None:
    ran = call("load", workspace / "store", resources.bundled_graph(), *["--replace"] * replace)
    assert ran.code == 0 and "kg build will not replace it now" in ran.err
    loaded = contents(workspace)
    ran = call("build", workspace)
    assert (
        (ran.code, ran.out) == (2, "")
        and "but written by kg load" in ran.err
        and "--replace-store" in ran.err
    )
    assert contents(workspace) == loaded
    assert call("build", workspace, "--check").code == 1
    assert call("build", workspace, "--replace-store").code == 0
    assert call("build", workspace, "--check").code == 0
    assert call("build", workspace).code == 0


def test_a_store_that_another_workspace_made_is_not_replaced(
    call: Any, workspace: Path, tmp_path: Path
) -> None:
    """A stranger's workspace may be unpacked around the user's own."""
    shutil.copytree(workspace, tmp_path / "outer", ignore=shutil.ignore_patterns("store"))
    outer = tmp_path / "outer"
    shutil.copytree(workspace / "store", outer / "store")
    pointer = {**store(workspace), "workspace": "../../topic"}
    (outer / "store" / "store.json").write_text(json.dumps(pointer), encoding="utf-8")
    before = contents(outer)
    ran = call("build", outer)
    assert (ran.code, ran.out) == (2, "") and str(tmp_path / "topic") in ran.err
    assert contents(outer) == before


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 3}'])
def test_a_store_of_unknown_origin_is_not_replaced_without_the_option(
    call: Any, workspace: Path, content: str
) -> None:
    (workspace / "store" / "store.json").write_text(content, encoding="utf-8")
    assert "--replace-store" in call("build", workspace).err
    assert call("build", workspace, "--replace-store").code == 0
    assert call("build", workspace).code == 0


def test_a_first_build_that_never_finished_has_no_owner(call: Any, workspace: Path) -> None:
    (workspace / "store" / "store.json").unlink()
    assert call("build", workspace).code == 0


def test_written_files_have_the_modes_that_the_umask_allows(
    call: Any, workspace: Path, tmp_path: Path
) -> None:
    from tests.documents.dna.database import Dna

    dna = Dna(tmp_path / "a.dna")
    dna.said(1, (0, 5), "Ann Lee", "A bridge", 1)
    for path in (workspace / "exports").iterdir():
        path.chmod(0o6777)
    mask = os.umask(0o077)
    try:
        assert call("build", workspace).code == 0
        assert call("load", "new", resources.bundled_graph()).code == 0
        assert call("init", "mine").code == 0
        assert call("import", "dna", dna.path, "imported").code == 0
        assert call("export", "html", "--store", workspace, "-o", "page.html").code == 0
    finally:
        os.umask(mask)
    new = [workspace / "exports" / "graph.nt", workspace / "exports" / "graph.ttl", tmp_path / "page.html"]
    for folder in ("new", "mine", "imported"):
        new += [tmp_path / folder, *(tmp_path / folder).rglob("*")]
    new += [*(workspace / "store" / "g000002").rglob("*")]
    assert len(new) > 40
    assert [(path, oct(path.stat().st_mode)) for path in new if path.stat().st_mode & 0o7077] == []


def test_an_endpoint_in_kg_toml_is_named_before_it_is_queried(call: Any, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[endpoint]\nurl = "http://ann:pw@127.0.0.1:9/q?key=pw"\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    os.chdir(tmp_path / "a" / "b")
    ran = call_in(call, tmp_path / "a" / "b", "said", "--grep", "private words")
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert lines[0].startswith(f"Note: Using the workspace {tmp_path}, ")
    assert lines[1] == f"Note: Using the endpoint http://127.0.0.1:9/q?... from {tmp_path / 'kg.toml'}."
    assert lines[2].startswith("Error: ") and "pw" not in ran.err


def test_a_planted_kg_toml_is_not_used(call: Any, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[endpoint]\nurl = "http://127.0.0.1:9/q"\n')
    (tmp_path / "below").mkdir()
    tmp_path.chmod(0o777)
    ran = call_in(call, tmp_path / "below", "said", "--about", "tariffs", "-f", "csv")
    assert ran.code == 0 and ran.out.startswith("id,")
    assert "kg.toml is not used: every user may write to its folder" in ran.err
    assert ran.err.count("is not used") == 1
    assert "127.0.0.1" not in ran.err
    ran = call_in(call, tmp_path / "below", "build")
    assert ran.code == 2 and "that can be trusted" in ran.err
