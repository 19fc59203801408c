"""Load RDF files into a store on disk, all or nothing, with derived triples and the index.

A small file costs what its triples can change (:mod:`kg.store.increment`), a large one what the store has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import pyoxigraph

from kg.errors import LoadError, StoreDamaged
from kg.store import draft as writing
from kg.store import increment, rules
from kg.store import rdf_formats as formats
from kg.store.derived import Derived, counting, derive
from kg.store.index.creation import Index
from kg.store.index.harvest import Harvest
from kg.store.index.record_columns import is_whole
from kg.store.oxigraph import OxigraphStore

#: Called with the number of bytes read, and the total.
Progress = Callable[[int, int], None]
#: Called with the current stage of a load.
Stage = Callable[[str], None]
#: Stages of a load, in order; the first takes most of the time.
STAGES = ("reading", "deriving positions and indexing words", "compacting", "replacing the old state")
_STEP = 1 << 18


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The result of a load.

    Attributes:
        files: number of files read.
        triples_before: triples in the store before; 0 for a new or replaced store.
        triples_after: triples in the store now; repeated triples count once.
        derived: changes to the derived triples.
        was_of: the workspace from which ``kg build`` had made the store, which ``kg build`` will now only
            replace if told to; None if there is none.
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
    """Load ``files`` into the store ``folder``, all or nothing; the folder is created if necessary.

    The files become part of the store in one step at the very end. If anything fails before (a file that
    does not parse, a full disk, Ctrl-C, a power cut), the store is unchanged.

    Args:
        folder: the store.
        files: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML; also compressed with gzip.
        replace: delete the old content of the store.
        base_iri: base of relative IRIs in the files.
        progress: called every 256 KiB and at the end of reading.
        stage: called with each of :data:`STAGES` when it begins.

    Raises:
        LoadError: a file cannot be loaded.
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
    """Replace the content of the store ``folder`` with the graph of a workspace.

    Args:
        folder: the store.
        ntriples: the graph; it is not written anywhere else.
        workspace: the folder of the workspace.
        name: name of the graph in messages.
        replace_foreign: replace the store even if it was not built from this workspace.

    Raises:
        ForeignStore: the store was not built from this workspace.
        LoadError, StoreInUse, StoreVersion, StoreDamaged, StoreError: as for :func:`load`.
    """
    meter = _Meter(len(ntriples), None)
    mine = None if replace_foreign else workspace
    with writing.writing(folder, replace=True, workspace=mine) as draft:
        _write(draft, formats.quads(name, content=ntriples), meter, lambda _: None, workspace=workspace)


def _write(
    draft: writing.Draft,
    quads: Iterator[pyoxigraph.Quad],
    meter: _Meter,
    stage: Stage,
    *,
    workspace: Path | None,
) -> tuple[int, Derived]:
    """Fill a draft and make it current."""
    try:
        triples, derived = _fill(draft, quads, meter, stage)
    except (ValueError, RuntimeError) as error:
        raise StoreDamaged(f"the database is damaged: {error}", where=str(draft.store)) from error
    except sqlite3.Error as error:
        raise OSError(f"the index: {error}") from error
    stage(STAGES[3])
    draft.commit(triples, workspace)
    return triples, derived


def _fill(
    draft: writing.Draft, quads: Iterator[pyoxigraph.Quad], meter: _Meter, stage: Stage
) -> tuple[int, Derived]:
    """Write ``quads``, derived triples and the index into the new generation, and close it."""
    with OxigraphStore(str(draft.store), pyoxigraph.Store(str(draft.graph))) as store:
        stage(STAGES[0])
        if draft.before is not None:
            most = increment.most(draft.before)
            first = list(islice(quads, most + 1))
            if len(first) <= most and draft.before.rules == rules.digest():
                meter.finish()
                stage(STAGES[1])
                found = increment.add(store.engine, first, draft.before, draft.folder)
                if found is not None:
                    store.engine.flush()
                    return found
            quads = chain(first, quads)
        return _fill_whole(draft, store, quads, meter, stage)


def _fill_whole(
    draft: writing.Draft,
    store: OxigraphStore,
    quads: Iterator[pyoxigraph.Quad],
    meter: _Meter,
    stage: Stage,
) -> tuple[int, Derived]:
    """Write ``quads``, and derived triples and the index of the whole graph."""
    graph = store.engine
    with closing(Harvest(staged := draft.folder / "harvest.db")) as harvest:
        if draft.before is None:
            graph.bulk_extend(harvest.passing(quads))
        else:
            graph.bulk_extend(quads)
            harvest.gather(graph)
        meter.finish()
        stage(STAGES[1])
        harvest.finish(graph)
        whole = is_whole(harvest, graph)
        counting.fill(harvest)
        with closing(Index(draft.index, staged)) as index:
            # SQLite tokenises texts in a thread while positions are computed in this one.
            with index.words_in_thread():
                derived = derive(graph, harvest, draft.folder / "derived.nt")
                stage(STAGES[2])
                if draft.before is None:  # otherwise it would rewrite the files linked from the old one
                    graph.optimize()
                graph.flush()
            index.write_names()
            index.write_records(whole=whole)
            index.write_tallies(graph)
        return store.count(), derived


class _Meter:
    """Sums up the bytes read and reports them, not too often."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = self._reported = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._progress is not None and self._done - self._reported >= _STEP:
            self._reported = self._done
            self._progress(self._done, self._total)

    def finish(self) -> None:
        if self._progress is not None:
            self._progress(self._total, self._total)
