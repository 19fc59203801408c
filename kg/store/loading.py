"""Anybody's RDF files into a store on disk, all of them or none, with what is derived from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import LoadError, StoreDamaged
from kg.store import draft as writing
from kg.store import rdf_formats as formats
from kg.store.derived import Derived, counting, derive
from kg.store.index.creation import Index
from kg.store.index.harvest import Harvest
from kg.store.oxigraph import OxigraphStore

#: Told how many bytes of the files have been read, and how many there are.
Progress = Callable[[int, int], None]
#: Told what a load is at.
Stage = Callable[[str], None]
#: What a load does, one after the other; most of the time goes into the first.
STAGES = ("reading", "deriving positions and indexing words", "compacting", "putting in place")
_STEP = 1 << 18


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    Attributes:
        files: how many files were read.
        triples_before: triples of the store before; 0 where it was new or has been replaced.
        triples_after: triples of the store now; what was there already counts once.
        derived: what was computed anew from all that the store holds.
        was_of: the workspace whose ``kg build`` made all that the store held before, and will not replace it
            now unless it is told to; None where none did.
    """

    files: int
    triples_before: int
    triples_after: int
    derived: Derived
    was_of: Path | None = None


def load(
    folder: Path,
    files: Sequence[Path],
    *,
    replace: bool = False,
    base_iri: str | None = None,
    progress: Progress | None = None,
    stage: Stage | None = None,
) -> LoadReport:
    """Take ``files`` into the store ``folder``, which is made if it is not there.

    The files become part of the store in one step at the very end. Whatever happens before (a file
    that does not parse, a full disk, Ctrl-C, a power cut), the store stays as it was.

    Args:
        folder: the store.
        files: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML; also packed with gzip.
        replace: drop what the store held.
        base_iri: what relative IRIs in the files are relative to.
        progress: called every 256 KiB and at the end of the reading.
        stage: called with each of :data:`STAGES` as it begins.

    Raises:
        LoadError: a file cannot be taken in.
        StoreInUse, StoreVersion, StoreDamaged, StoreError: see :func:`kg.store.draft.writing`.
    """
    for file in files:
        formats.detect(file)
        if not file.is_file():
            raise LoadError("no such file" if not file.exists() else "not a file", where=str(file))
    meter = _Meter(sum(file.stat().st_size for file in files), progress)

    def quads() -> Iterator[pyoxigraph.Quad]:
        for file in files:
            yield from formats.quads(file, base_iri=base_iri, on_read=meter.add)

    with writing.writing(folder, replace=replace) as draft:
        triples, derived = _write(draft, quads(), meter, stage or (lambda _: None), workspace=None)
        before = 0 if draft.before is None else draft.before.triples
    return LoadReport(len(files), before, triples, derived, draft.maker)


def build(
    folder: Path, ntriples: bytes, workspace: Path, *, name: Path, replace_foreign: bool = False
) -> None:
    """Make the store ``folder`` that of a workspace: with these triples and no others.

    Args:
        folder: the store.
        ntriples: the graph; it is not written anywhere else on the way.
        workspace: the folder of the workspace.
        name: what the graph is called in messages.
        replace_foreign: replace the store even if the workspace has not made it.

    Raises:
        ForeignStore: it has not.
        LoadError, StoreInUse, StoreVersion, StoreDamaged, StoreError: as of :func:`load`.
    """
    meter = _Meter(len(ntriples), None)
    mine = None if replace_foreign else workspace
    with writing.writing(folder, replace=True, workspace=mine) as draft:
        _write(draft, formats.quads(name, content=ntriples), meter, lambda _: None, workspace=workspace)


def _write(
    draft: writing.Draft,
    quads: Iterator[pyoxigraph.Quad],
    meter: _Meter,
    tell: Stage,
    *,
    workspace: Path | None,
) -> tuple[int, Derived]:
    """Fill a draft, and make it what counts."""
    try:
        triples, derived = _fill(draft, quads, meter, tell)
    except (ValueError, RuntimeError) as error:
        raise StoreDamaged(f"the database is damaged: {error}", where=str(draft.store)) from error
    except sqlite3.Error as error:
        raise OSError(f"the index: {error}") from error
    tell(STAGES[3])
    draft.commit(triples, workspace)
    return triples, derived


def _fill(
    draft: writing.Draft, quads: Iterator[pyoxigraph.Quad], meter: _Meter, tell: Stage
) -> tuple[int, Derived]:
    """Write ``quads``, what is derived and the index into the new generation, and close it."""
    with (
        OxigraphStore(str(draft.store), pyoxigraph.Store(str(draft.graph))) as store,
        closing(Harvest(staged := draft.folder / "harvest.db")) as harvest,
    ):
        graph = store.engine
        tell(STAGES[0])
        if draft.before is None:
            graph.bulk_extend(harvest.gathering(quads))
        else:
            graph.bulk_extend(quads)
            harvest.gather(graph)
        meter.finish()
        tell(STAGES[1])
        harvest.finish(graph)
        counting.work_out(harvest)
        with closing(Index(draft.index, staged)) as index:
            # SQLite cuts texts into words on one core while positions are made on another.
            with index.words_beside():
                derived = derive(graph, harvest, draft.folder / "derived.nt")
                tell(STAGES[2])
                if draft.before is None:  # else it would rewrite all that is linked from the old one
                    graph.optimize()
                graph.flush()
            index.write_names()
            index.write_tallies(graph)
        return store.count(), derived


class _Meter:
    """Adds up what has been read and passes it on, not too often."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = self._told = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._progress is not None and self._done - self._told >= _STEP:
            self._told = self._done
            self._progress(self._done, self._total)

    def finish(self) -> None:
        if self._progress is not None:
            self._progress(self._total, self._total)
