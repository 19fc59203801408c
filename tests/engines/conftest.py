"""The same three graphs in every engine, asked through kg's own stores."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from benchmarks.synthetic import World, triples
from kg.resources import bundled_graph
from kg.store import open_store
from kg.store.base import Result, Store
from kg.store.endpoint import Settings, connect
from tests.engines import jena, virtuoso
from tests.engines.serving import free_port, listening, serving
from tests.questions.conftest import WORLD, RdflibStore

NAMED = "https://example.org/graph/"


@dataclass(frozen=True)
class Engine:
    """An engine that holds the three graphs.

    Attributes:
        name: what it is called.
        stores: each graph, by name.
    """

    name: str
    stores: Mapping[str, Store]


class Remembering:
    """A graph in pyoxigraph, whose answers the others have to give; each query runs once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.select = functools.cache(self._select)

    def _select(self, sparql: str) -> Result:
        return self.store.select(sparql)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The fixture world, the bundled graph, and a made-up debate, as files."""
    if not bundled_graph().is_file():
        pytest.skip("exports/graph.nt is not built")
    folder = tmp_path_factory.mktemp("graphs")
    made_up = World(60, actors=12, issues=5)
    (folder / "raw.nt").write_text("".join(triples(made_up)), encoding="utf-8")
    with open_store(folder / "raw.nt") as store:  # as kg opens it: with when statements count, and positions
        lines = sorted(f"{' '.join(term.n3() for term in triple)} .\n" for triple in store.triples())
    (folder / "raw.nt").unlink()
    (folder / "synthetic.nt").write_text("".join(lines), encoding="utf-8")
    shutil.copy(WORLD, folder / "world.ttl")
    shutil.copy(bundled_graph(), folder / "bundled.nt")
    return {path.stem: path for path in sorted(folder.iterdir())}


@pytest.fixture(scope="session")
def expected(files: Mapping[str, Path]) -> Mapping[str, Remembering]:
    """The three graphs in pyoxigraph."""
    return {name: Remembering(open_store(path)) for name, path in files.items()}


@pytest.fixture(scope="session")
def running(
    files: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Engine]]:
    """Start an engine when it is first asked for; it runs until the last test."""
    starting = {"oxigraph": oxigraphs, "virtuoso": virtuosos, "jena": jenas, "rdflib": rdflibs}
    with ExitStack() as stack:

        @functools.cache
        def start(name: str) -> Engine:
            return Engine(name, stack.enter_context(starting[name](files, tmp_path_factory.mktemp(name))))

        yield start


@pytest.fixture(params=["oxigraph", "virtuoso", "jena", "rdflib"])
def engine(request: pytest.FixtureRequest, running: Callable[[str], Engine]) -> Engine:
    """Each engine that is installed."""
    return running(request.param)


@contextmanager
def oxigraphs(files: Mapping[str, Path], folder: Path) -> Iterator[Mapping[str, Store]]:
    """One of Oxigraph's servers for each graph."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("oxigraph is not installed")
    with ExitStack() as stack:
        stores = {}
        for name, file in files.items():
            (own := folder / name).mkdir()
            load = [program, "load", "--location", own / "store", "--file", file]
            subprocess.run(load, check=True, capture_output=True, timeout=60)
            port = free_port()
            command = [program, "serve-read-only", "--location", own / "store", "--bind", f"127.0.0.1:{port}"]
            stack.enter_context(serving(command, own, functools.partial(listening, port)))
            stores[name] = stack.enter_context(connect(f"http://127.0.0.1:{port}/query"))
        yield stores


@contextmanager
def virtuosos(files: Mapping[str, Path], folder: Path) -> Iterator[Mapping[str, Store]]:
    """One Virtuoso, with a named graph for each."""
    with virtuoso.running(folder) as server, ExitStack() as stack:
        for name, file in files.items():
            server.load(file, NAMED + name)
        yield {
            name: stack.enter_context(connect(server.endpoint, Settings(graphs=(NAMED + name,))))
            for name in files
        }


@contextmanager
def jenas(files: Mapping[str, Path], folder: Path) -> Iterator[Mapping[str, Store]]:
    """One Jena, with a TDB2 database for each graph."""
    with jena.running(folder, files) as address, ExitStack() as stack:
        yield {name: stack.enter_context(connect(address + name)) for name in files}


@contextmanager
def rdflibs(files: Mapping[str, Path], folder: Path) -> Iterator[Mapping[str, Store]]:
    """A graph of rdflib for each."""
    yield {name: RdflibStore(name, rdflib.Graph().parse(file)) for name, file in files.items()}
