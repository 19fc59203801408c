"""``kg watch``: check and build a workspace whenever one of its files is saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kg import workspace as workspaces
from kg.coding.check import CheckReport, Finding, check
from kg.errors import KgError, StoreInUse, WorkspaceError
from kg.export.build import BuildReport, build
from kg.workspace import FILE

#: Milliseconds between two looks at whether to stop.
_WAIT = 200
#: Number of such looks after which a build that found the store in use is tried again.
_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Round:
    """One check, and the build that followed if the check passed.

    Attributes:
        changed: the files that were saved, added or removed; empty for the first round, which checks all.
        check: the result of the check; None if the workspace could not be checked.
        build: the result of the build; None if nothing was built.
        error: why the workspace could not be checked or built; None if it could.
    """

    changed: tuple[Path, ...]
    check: CheckReport | None = None
    build: BuildReport | None = None
    error: KgError | None = None

    @property
    def findings(self) -> list[Finding]:
        """The problems of the files that changed; all problems in the first round."""
        return self._of_changed([] if self.check is None else self.check.findings)

    @property
    def notes(self) -> list[Finding]:
        """The notes on the files that changed; none in the first round."""
        return self._of_changed(self.check.notes) if self.check is not None and self.changed else []

    def _of_changed(self, findings: list[Finding]) -> list[Finding]:
        names = {str(path) for path in self.changed}
        folders = tuple(f"{path}{os.sep}" for path in self.changed)
        return [
            one for one in findings if not names or _file(one.where) in names or one.where.startswith(folders)
        ]


def watch(folder: Path, texts: Path | None = None, *, stop: Event | None = None) -> Iterator[Round]:
    """Check and build a workspace, and again whenever kg.toml, a sheet or a text is saved.

    Nothing is built while the folder of the sheets is gone, as it is for a moment when another version is
    checked out. A build that finds the store in use is tried again every second.

    Args:
        folder: the workspace.
        texts: folder with the texts of the sources, to check quotes.
        stop: ends the iteration when it is set.
    """
    from watchfiles import watch as changes

    sources = folder / "sources"
    watched = [sources, *((texts,) if texts is not None else ())]
    had_sources = sources.is_dir()
    changed: tuple[Path, ...] = ()
    while stop is None or not stop.is_set():
        # A folder that was replaced must be watched anew; the folder around it says that it was.
        around = {folder, *(place.resolve().parent for place in watched)}
        events = changes(
            *(place for place in (*around, *watched) if place.is_dir()),
            watch_filter=lambda _, path: _is_input(Path(path), folder, texts),
            recursive=False,
            stop_event=stop,
            raise_interrupt=True,
            rust_timeout=_WAIT,
            yield_on_timeout=True,
        )
        next(events, None)  # from now on, nothing that is saved is missed
        latest = _round(folder, texts, changed, had_sources=had_sources)
        yield latest
        waited = 0
        for found in events:
            paths = {Path(path) for _, path in found}
            waited = 0 if paths else waited + 1
            if not paths and not (isinstance(latest.error, StoreInUse) and waited >= _AGAIN):
                continue
            if paths:
                changed = tuple(sorted({_named(path, folder) for path in paths}))
            if any(_is_same(path, place) for path in paths for place in watched):
                break
            latest, waited = _round(folder, texts, changed, had_sources=had_sources), 0
            yield latest
        else:
            return
        events.close()
        had_sources = had_sources or sources.is_dir()


def _round(folder: Path, texts: Path | None, changed: tuple[Path, ...], *, had_sources: bool) -> Round:
    report: CheckReport | None = None
    try:
        if had_sources and not (folder / "sources").is_dir():
            raise WorkspaceError(
                "the folder of the sheets is gone",
                where=str(folder / "sources"),
                hint="nothing is built until it is back; stop with Ctrl-C",
            )
        workspace = workspaces.read(folder)
        report = check(workspace, texts)
        built = None if report.findings else build(workspace)
    except KgError as error:
        return Round(changed, report, error=error)
    return Round(changed, report, built)


def _is_input(path: Path, folder: Path, texts: Path | None) -> bool:
    """Whether a check or build reads a file."""
    parent, root = path.parent.resolve(), folder.resolve()
    if path.name.startswith("."):
        return False
    places = [folder / "sources", *((texts,) if texts is not None else ())]
    if any(_is_same(path, place) for place in places):
        return True
    if texts is not None and parent == texts.resolve():
        return True
    return parent in (root, root / "sources") and (path.suffix in (".yaml", ".yml") or path.name == FILE)


def _is_same(path: Path, place: Path) -> bool:
    """Whether two paths name the same file or folder, which may be gone."""
    return path.name == place.name and path.parent.resolve() == place.parent.resolve()


def _named(path: Path, folder: Path) -> Path:
    """A path as messages name it: under the folder as the user named it."""
    whole, root = path.resolve(), folder.resolve()
    return folder / whole.relative_to(root) if whole.is_relative_to(root) else path


def _file(where: str) -> str:
    """The file of ``file:line``."""
    file, _, line = where.rpartition(":")
    return file if line.isdecimal() else where
