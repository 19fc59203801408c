"""Whatever is edited in whatever order, a run that uses the cache gives what a run without it gives."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from kg import resources, workspace
from kg.cache_folder import VARIABLE
from kg.coding import cache
from kg.coding.check import CheckReport, check
from kg.errors import KgError
from kg.export.build import build
from tests.profiles import THOROUGH, examples

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
#: Edits of a sheet: a part of its text and what replaces it. Some make a problem or a note.
EDITS = (
    ("by: tom-hill", "by: ada-brook"),
    ("by: tom-hill", "by: nobody-known"),
    ("stance: oppose", "stance: support"),
    ("stance: oppose", "stance: against"),
    ("published: 2025-03-14", "published: 2025-03-15"),
    ("published: 2025-03-14", "published: 2024-03-14"),
    ("of: town-council}", "of: town-council, since: 2021-01-01}"),
    ("of: town-council}", "of: town-council, until: 2020-01-01, former: true}"),
    ("[tom-hill, member-of, town-council]", "[town-council, part-of, millbrook]"),
    ("    cue: called\n", "    cue: called\n    retracted: {at: 2025-05-01, why: Misread.}\n"),
    ("    cue: called\n", "    cue: called on Monday 14 March\n"),
    ("    cue: called\n", ""),
    ("coder: me", "coder: other"),
    ("cars", "cars and carts"),
    ("statements:", "statements: ["),
)
#: Edits of other files.
REGISTRY_EDITS = (
    ("actors.yaml", "    name: Tom Hill\n", "    name: Tom Hall\n"),
    ("actors.yaml", "  tom-hill:", "  tom-hall:"),
    ("actors.yaml", "people:\n", "people:\n  nobody-known: {name: Nobody Known}\n"),
    ("actors.yaml", "people:\n", "people:\n  tom-hilt: {name: Tom Hilt}\n"),
    ("issues.yaml", "kind: proposal", "kind: topic"),
    ("issues.yaml", "    broader: [traffic]\n", ""),
    ("places.yaml", "places:", "places: {"),
    ("kg.toml", 'name = "My topic"', 'name = "Our topic"'),
    ("kg.toml", 'language = "en"', 'language = "de"'),
    ("kg.toml", "https://example.org/id/", "https://example.org/other/"),
    ("kg.toml", 'name = "Put your name here"', 'name = "Ann"'),
)
#: Edits in one sequence.
STEPS = 30 if THOROUGH else 8
NAMES = st.sampled_from(("a", "b", "c"))


def shown(report: CheckReport) -> Any:
    """Everything in a report."""
    return (
        report.findings,
        report.notes,
        (report.files, report.statements, report.triples, report.anchors, report.unchecked),
        report.missing,
    )


def outcome(folder: Path, *, fresh: bool) -> Any:
    """What check and build give: findings, files, or the error."""
    try:
        found = workspace.read(folder)
        checked = shown(check(found, folder / "texts", fresh=fresh))
    except KgError as error:
        return str(error)
    output = folder.parent / ("fresh" if fresh else "kept")
    shutil.rmtree(output, ignore_errors=True)
    try:
        written = build(
            workspace.Workspace(**{**_fields(found), "output": output, "store": None}), fresh=fresh
        )
    except KgError as error:
        return checked, str(error)
    return checked, [path.read_bytes() for path in written.files]


def add_sheet(starter: Path, folder: Path, name: str) -> None:
    """Add a sheet like the one of the workspace, but of another text."""
    text = (starter / SHEET).read_text(encoding="utf-8")
    other = re.sub(r"(sha256: )[0-9a-f]", rf"\g<1>{'abc'.index(name)}", text)
    (folder / f"sources/{name}.yaml").write_text(other, encoding="utf-8")


def replace(file: Path, old: str, new: str) -> bool:
    """Replace one text by another, or back; return whether that changed the file."""
    if not file.exists():
        return False
    text = file.read_text(encoding="utf-8")
    changed = text.replace(old, new, 1) if old in text else text.replace(new, old, 1) if new else text
    file.write_text(changed, encoding="utf-8")
    return changed != text


def _fields(found: workspace.Workspace) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__slots__}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_any_sequence_of_edits_gives_what_a_run_from_nothing_gives(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Edits(RuleBasedStateMachine):
        count = 0

        @initialize()
        def begin(self) -> None:
            Edits.count += 1
            self.folder = Path(shutil.copytree(starter, tmp_path / f"run{Edits.count}" / "work"))
            self.version = b"1"
            self.compare()

        def compare(self) -> None:
            with pytest.MonkeyPatch.context() as patch:
                for module in ("coding.graph.kept_parts", "coding.graph.compile", "export.build"):
                    patch.setattr(f"kg.{module}.program", lambda: self.version)
                assert outcome(self.folder, fresh=False) == outcome(self.folder, fresh=True)

        @rule(name=NAMES)
        def add(self, name: str) -> None:
            add_sheet(starter, self.folder, name)
            self.compare()

        @rule(name=NAMES, edit=st.sampled_from(EDITS))
        def edit(self, name: str, edit: tuple[str, str]) -> None:
            replace(self.folder / f"sources/{name}.yaml", *edit)
            self.compare()

        @rule(edit=st.sampled_from(EDITS))
        def edit_first(self, edit: tuple[str, str]) -> None:
            replace(self.folder / SHEET, *edit)
            self.compare()

        @rule(name=NAMES, other=NAMES)
        def rename(self, name: str, other: str) -> None:
            path = self.folder / f"sources/{name}.yaml"
            if path.exists():
                path.rename(path.with_stem(other))
            self.compare()

        @rule(name=NAMES)
        def remove(self, name: str) -> None:
            (self.folder / f"sources/{name}.yaml").unlink(missing_ok=True)
            self.compare()

        @rule(edit=st.sampled_from(REGISTRY_EDITS))
        def edit_registry(self, edit: tuple[str, str, str]) -> None:
            file, old, new = edit
            replace(self.folder / file, old, new)
            self.compare()

        @rule(word=st.sampled_from(("gift", "meet")))
        def edit_text(self, word: str) -> None:
            replace(self.folder / TEXT, word, f"{word}s")
            self.compare()

        @rule()
        def update_program(self) -> None:
            self.version += b"1"
            self.compare()

        @rule()
        def move(self) -> None:
            Edits.count += 1
            self.folder = self.folder.rename(self.folder.with_name(f"moved{Edits.count}"))
            self.compare()

    run_state_machine_as_test(Edits, settings=settings(examples(0.4), stateful_step_count=STEPS))


def database(folder: Path) -> Path:
    (found,) = folder.glob("*.sqlite")
    return found


def damage_rows(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE entries SET value = substr(value, 1, length(value) - 3)")
    rows.close()


def swap_rows(file: Path) -> None:
    """What a stranger could try: an entry under the key of another."""
    with sqlite3.connect(file) as rows:
        keys = [key for (key,) in rows.execute("SELECT key FROM entries")]
        values = [value for (value,) in rows.execute("SELECT value FROM entries")]
        rows.executemany(
            "UPDATE entries SET value = ? WHERE key = ?", zip([*values[1:], values[0]], keys, strict=True)
        )
    rows.close()


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda file: file.write_bytes(b"no database"), id="another file"),
        pytest.param(
            lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), id="cut off"
        ),
        pytest.param(lambda file: file.write_bytes(b""), id="empty"),
        pytest.param(damage_rows, id="damaged entries"),
        pytest.param(swap_rows, id="entries of others"),
        pytest.param(lambda file: (file.unlink(), file.mkdir()), id="folder"),
    ],
)
def test_a_damaged_cache_counts_as_absent(
    starter: Path, own_cache: Path, harm: Callable[[Path], object]
) -> None:
    found = workspace.read(starter)
    expected = shown(check(found, fresh=True))
    check(found)
    harm(database(own_cache))
    for _ in range(2):
        assert shown(check(found)) == expected


def test_a_cache_that_others_may_write_to_is_not_used(starter: Path, own_cache: Path) -> None:
    own_cache.mkdir()
    own_cache.chmod(0o777)
    report = check(workspace.read(starter))
    assert report.triples > 0
    assert report.cache is not None and "other users may write to it" in report.cache
    assert list(own_cache.iterdir()) == []


def test_a_cache_in_use_by_another_program_delays_nothing_but_the_saving(
    starter: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "PATIENCE", 0.01)
    found = workspace.read(starter)
    check(found)
    with sqlite3.connect(database(own_cache), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        report = check(found)
        other.execute("ROLLBACK")
    other.close()
    assert report.triples > 0
    assert report.cache is not None and "locked" in report.cache
    assert check(found).cache is None


def test_an_unchanged_sheet_is_not_compiled_again(
    starter: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = workspace.read(starter)
    expected = shown(check(found))

    def refuse(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("kg.coding.graph.compile.compile_sheet", refuse)
    monkeypatch.setattr("kg.coding.graph.compile.sheets_conform", refuse)
    monkeypatch.setattr("kg.coding.graph.compile.positions_conform", refuse)
    assert shown(check(found)) == expected


def test_what_is_no_longer_used_is_removed(
    starter: Path, tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_AT_ONCE", 1)
    folder = Path(shutil.copytree(starter, tmp_path / "work"))

    def size() -> int:
        rows = sqlite3.connect(database(own_cache))
        try:
            return int(rows.execute("SELECT count(*) FROM entries").fetchone()[0])
        finally:
            rows.close()

    sizes = []
    for number in range(12):
        text = (starter / SHEET).read_text(encoding="utf-8")
        (folder / SHEET).write_text(text.replace("called", f"called {number}"), encoding="utf-8")
        check(workspace.read(folder))
        sizes.append(size())
    assert max(sizes) <= (cache.SPARE + 2) * sizes[0] + 1


def test_another_shape_or_library_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cache.program.__wrapped__()
    shapes = resources.ontology("violations.rq").read_bytes()
    (tmp_path / "violations.rq").write_bytes(shapes + b"# one more\n")
    with monkeypatch.context() as patch:
        patch.setattr(resources, "ontology", lambda name: tmp_path / name)
        assert cache.program.__wrapped__() != before
    with monkeypatch.context() as patch:
        patch.setattr("pydantic.VERSION", "0")
        assert cache.program.__wrapped__() != before
    assert cache.program.__wrapped__() == before


def test_every_edit_is_seen_after_a_run_with_the_cache(starter: Path, tmp_path: Path) -> None:
    """Each edit alone, in a workspace without problems; those of other files also if a sheet has one."""
    mistake = (SHEET, "by: tom-hill", "by: tom-hil")  # the message suggests names that are like it
    cases = [([edit], []) for edit in (*REGISTRY_EDITS, *((SHEET, *edit) for edit in EDITS))]
    cases += [([edit], [mistake]) for edit in REGISTRY_EDITS]
    wrong = []
    for number, (edits, before) in enumerate(cases):
        folder = Path(shutil.copytree(starter, tmp_path / f"edit{number}"))
        add_sheet(starter, folder, "a")
        for file, old, new in before:
            replace(folder / file, old, new)
        outcome(folder, fresh=False)
        for file, old, new in edits:
            assert replace(folder / file, old, new), old
        if outcome(folder, fresh=False) != outcome(folder, fresh=True):
            wrong.append((before, edits))
    assert wrong == []
