"""``kg watch``: check and build a workspace whenever one of its files is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kg import workspace as workspaces
from kg.coding.check import CheckReport, Finding, check
from kg.errors import KgError
from kg.export.build import BuildReport, build
from kg.workspace import FILE

#: Milliseconds between two looks at whether to stop.
_WAIT = 200


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
        return [one for one in findings if not names or _file(one.where) in names]


def watch(folder: Path, texts: Path | None = None, *, stop: Event | None = None) -> Iterator[Round]:
    """Check and build a workspace, and again whenever kg.toml, a sheet or a text is saved.

    Args:
        folder: the workspace.
        texts: folder with the texts of the sources, to check quotes.
        stop: ends the iteration when it is set.
    """
    from watchfiles import watch as changes

    sources = folder / "sources"
    places = [folder, *(place for place in (sources, texts) if place is not None and place.is_dir())]
    events = changes(
        *places,
        watch_filter=lambda _, path: _is_input(Path(path), folder, texts),
        recursive=False,
        stop_event=stop,
        raise_interrupt=True,
        rust_timeout=_WAIT,
        yield_on_timeout=True,
    )
    next(events, None)  # from now on, nothing that is saved is missed
    yield _round(folder, texts, ())
    for found in events:
        if found:
            yield _round(folder, texts, tuple(sorted({_named(Path(path), folder) for _, path in found})))


def _round(folder: Path, texts: Path | None, changed: tuple[Path, ...]) -> Round:
    report: CheckReport | None = None
    try:
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
    if texts is not None and parent == texts.resolve():
        return True
    return parent in (root, root / "sources") and (path.suffix in (".yaml", ".yml") or path.name == FILE)


def _named(path: Path, folder: Path) -> Path:
    """A path as messages name it: under the folder as the user named it."""
    whole, root = path.resolve(), folder.resolve()
    return folder / whole.relative_to(root) if whole.is_relative_to(root) else path


def _file(where: str) -> str:
    """The file of ``file:line``."""
    file, _, line = where.rpartition(":")
    return file if line.isdecimal() else where
