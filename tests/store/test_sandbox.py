"""A user's own query cannot harm the process that asks it, and its answer is that of the engine itself."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import resources
from kg.errors import KgError, OutOfMemory, OutOfTime, QuerySyntaxError, StoreError
from kg.store import Store, memory, open_store, sandbox
from kg.store.loading import load
from kg.store.memory import Bound
from kg.store.oxigraph import OxigraphStore, in_memory
from tests.profiles import THOROUGH

pytestmark = pytest.mark.skipif(not sandbox.is_possible(), reason="this system cannot copy a process")
MEGABYTE = 1 << 20
A = "aaaaaaaaaaaaaaaa"
#: Queries that take memory without end, each in a way of its own.
GREEDY = {
    "one text": "SELECT (STRLEN(?i) AS ?l) { "
    + f'BIND("{A}" AS ?a) '
    + "".join(
        f'BIND(REPLACE(?{x}, "a", "{A}") AS ?{y}) ' for x, y in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "}",
    "a text that is given": f'SELECT (CONCAT({", ".join(["?g"] * 60)}) AS ?x) {{ BIND("{A}" AS ?a) '
    + "".join(
        f"BIND(CONCAT({', '.join([f'?{x}'] * 9)}) AS ?{y}) " for x, y in zip("abcdef", "bcdefg", strict=True)
    )
    + "}",
    "sorting": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c",
    "grouping": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "triples": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
    "rows of nothing": "SELECT * { "
    + " ".join(f"VALUES ?{x} {{ {' '.join(map(str, range(100)))} }}" for x in "abcdefgh")
    + " }",
}
#: Parts of the longest queries: more than an engine's stack holds.
LONG = 200_000 if THOROUGH else 50_000
#: Parts one after the other, each of which the engine makes a part of the next.
CHAINS = {
    "BIND": ("SELECT * { ", "BIND(1 AS ?x{}) ", "}"),
    "SELECT": ("SELECT ", "(1 AS ?x{}) ", "{}"),
    "MINUS": ("SELECT * { ?s ?p ?o ", "MINUS {{ ?s <e:q> ?o }} ", "}"),
    "OR": ("SELECT * { ?s ?p ?o FILTER(?s", " || ?s", ") }"),
    "plus": ("SELECT * { ?s ?p ?o FILTER(?s", " + ?s", ") }"),
    "UNION": ("SELECT * { {}", " UNION {{}}", " }"),
    "FILTER": ("SELECT * { ?s ?p ?o ", "FILTER(?s) ", "}"),
    "DESCRIBE": ("DESCRIBE ", "<e:a{}> ", ""),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "many.nt"
    path.write_text("".join(f'<http://e/{i}> <http://e/p> "{i}" .\n' for i in range(3000)))
    return path


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, world: Path, tmp_path: Path) -> Iterator[Store]:
    where = world
    if request.param == "disk":
        where = tmp_path / "store"
        load(where, [world])
    with open_store(where) as opened:
        yield opened


def on_both(names: Iterable[str], on_disk: Collection[str]) -> list[tuple[str, str]]:
    """Each name with a graph in memory, and those of ``on_disk``, or all if thorough, with one on disk."""
    return [
        (kind, name)
        for name in names
        for kind in ("memory", "disk")
        if kind == "memory" or THOROUGH or name in on_disk
    ]


def _all_children() -> set[str]:
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        return set()
    return {child for task in tasks.iterdir() for child in (task / "children").read_text().split()}


#: Processes that other tests have started, such as a server that runs until the last test.
_OTHERS: set[str] = set()


@pytest.fixture(autouse=True)
def others() -> None:
    """Note which processes are there before a test."""
    _OTHERS.clear()
    _OTHERS.update(_all_children())


def children() -> set[str]:
    """The processes that a test has started and that are not gone."""
    return _all_children() - _OTHERS


@pytest.mark.parametrize("store, name", on_both(GREEDY, on_disk=("rows",)), indirect=["store"])
def test_an_answer_that_takes_too_much_memory_is_given_up(name: str, store: Store) -> None:
    store.memory = 20 * MEGABYTE
    before = memory.resident() or 0
    with pytest.raises(OutOfMemory) as caught:
        store.run(GREEDY[name], limit=300)
    assert caught.value.exit_code == 2
    assert "more memory than 20 MB" in caught.value.message and "--limit-memory" in str(caught.value.hint)
    assert (memory.resident() or 0) - before < 300 * MEGABYTE
    assert children() == set()


@pytest.mark.parametrize(
    "store, name, length",
    [
        *((kind, name, 3_000) for kind, name in on_both(CHAINS, on_disk=("BIND",))),
        ("memory", "MINUS", LONG),
        ("memory", "UNION", LONG),
    ],
    indirect=["store"],
)
def test_a_query_of_many_parts_is_answered_or_refused_and_the_process_lives(
    name: str, length: int, store: Store
) -> None:
    begin, part, end = CHAINS[name]
    query = begin + "".join(part.format(number) for number in range(length)) + end
    try:
        store.run(query, limit=0.5)
    except QuerySyntaxError as error:
        assert "nested too deeply, or has too many parts" in error.message
    except (OutOfTime, OutOfMemory):
        pass
    assert children() == set()


def test_a_query_that_is_given_up_leaves_no_process(store: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"
    start = time.monotonic()
    with pytest.raises(OutOfTime, match=r"longer than 0\.3 seconds"):
        store.run(query, limit=0.3)
    assert time.monotonic() - start < 3
    assert children() == set()


def test_a_query_is_given_up_with_ctrl_c(store: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        store.run(query, limit=60)
    timer.join()
    assert children() == set()


QUERIES = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s ?nothing { ?s ?p ?o OPTIONAL { ?o ?s ?nothing } } ORDER BY ?s LIMIT 20",
    "SELECT * {}",
    "SELECT * { FILTER(false) }",
    "ASK {}",
    "ASK { <urn:a> <urn:b> <urn:c> }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p [ ?p ?o ] } { ?s ?p ?o } LIMIT 5",
    "DESCRIBE <https://w3id.org/wsw/id/person/mark-carney>",
    "DESCRIBE <urn:nobody>",
    'SELECT ?x { VALUES ?x { "a,b" "a\\tb" "a\\nb" "a\\"b" "" "\\u0001" "é😀" "x"@de-at "1"^^<urn:d> } }',
    "SELECT ?x { VALUES ?x { 01 1.50 1e5 true -7 } }",
    "SELECT (1/0 AS ?no) (1/3 AS ?third) (1e0/0 AS ?infinite) {}",
]


def test_a_value_that_cannot_be_read_is_told(store: Store) -> None:
    text = '"' + "a" * 1000 + '"'
    for _ in range(3):
        text = f"CONCAT({', '.join([text] * 27)})" if len(text) < 100_000 else text
    query = f"SELECT (CONCAT({', '.join(['?a'] * 30)}) AS ?b) {{ BIND({text} AS ?a) }}"
    with pytest.raises(StoreError, match="longer than 16 MB") as caught:
        store.run(query, limit=60)
    assert "SUBSTR" in str(caught.value.hint)
    assert children() == set()


def test_a_copy_that_waits_for_another_threads_lock_is_made_again(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    if not children() and not Path("/proc/self/task").is_dir():
        pytest.skip("the system does not tell what a process does")
    copies: list[int] = []
    forked, be_child = sandbox._forked, sandbox._be_child
    held = threading.Lock()
    held.acquire()

    def counted() -> int:
        copies.append(0)
        return forked()

    def stuck(*arguments: Any, **named: Any) -> None:
        if len(copies) < 3:
            held.acquire()
        be_child(*arguments, **named)

    monkeypatch.setattr(sandbox, "_forked", counted)
    monkeypatch.setattr(sandbox, "_be_child", stuck)
    assert store.run("ASK { ?s ?p ?o }", limit=60) is True
    assert len(copies) == 3 and children() == set()


def test_a_copy_that_fails_does_not_go_on_as_its_parent(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise TypeError("a defect")

    monkeypatch.setattr(sandbox, "_be_child", failing)
    with pytest.raises(KgError, match="the engine failed"):
        store.run("ASK {}", limit=60)
    assert children() == set()


def test_a_child_that_the_system_ends_is_told(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(sandbox, "_be_child", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(OutOfMemory, match="the system killed the query"):
        store.run("ASK {}", limit=60)


def test_an_error_leaves_nothing_for_other_threads_to_free(store: Store) -> None:
    """pyoxigraph's readers must be freed in the thread that made them, and a cycle is freed in any."""
    store.memory = 20 * MEGABYTE
    gc.collect()
    gc.disable()
    try:
        for query in (GREEDY["sorting"], "no query", GREEDY["one text"]):
            with contextlib.suppress(KgError):
                store.run(query, limit=300)
        kept = [each for each in gc.get_objects() if isinstance(each, sandbox._Pipe)]
    finally:
        gc.enable()
    assert kept == []


@pytest.mark.parametrize("query", QUERIES)
def test_an_answer_is_the_same_as_in_this_process(query: str) -> None:
    def plain(answer: Any) -> Any:
        """Triples in any order, their blank nodes without the names that each answer gives them anew."""
        if not isinstance(answer, list):
            return answer
        return sorted(str([("_" if term.kind == "bnode" else term) for term in row]) for row in answer)

    with in_memory(resources.bundled_graph(), "x") as store:
        assert plain(store.run(query)) == plain(store._evaluate(query, 30))


@pytest.mark.parametrize(
    "query, error, says",
    [
        ("", QuerySyntaxError, "does not begin with SELECT"),
        ("what is there", QuerySyntaxError, "does not begin with SELECT"),
        ("SELECT * { ?s ?p }", QuerySyntaxError, "does not parse"),
        ("SELECT * { nope:a ?p ?o }", QuerySyntaxError, "does not parse"),
        ("SELECT (<<( <urn:a> <urn:b> <urn:c> )>> AS ?t) {}", StoreError, "triple inside a triple"),
        ("CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> } {}", StoreError, "triple inside"),
        ("SELECT * { " + "?s ?p ?o . " * 20 + "?s ?p }", QuerySyntaxError, "does not parse"),
    ],
)
def test_an_error_of_the_engine_is_the_same_as_in_this_process(
    query: str, error: type[KgError], says: str, store: Store
) -> None:
    with pytest.raises(error, match=says) as caught:
        store.run(query, limit=20)
    assert isinstance(store, OxigraphStore)
    with pytest.raises(error) as expected:
        store._evaluate(query, 20)
    assert str(caught.value) == str(expected.value)
    assert children() == set()


def test_threads_ask_at_the_same_time(store: Store) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        try:
            answer = store.run(f"SELECT ?o {{ <http://e/{number}> ?p ?o }}", limit=30)
            if [row[0].value for row in answer.rows] != [str(number)]:  # type: ignore[union-attr]
                wrong.append(answer)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == [] and children() == set()


def test_the_files_of_this_process_stay_as_many_as_they_were(store: Store) -> None:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("the system does not show them")
    gc.collect()
    before = len(list(handles.iterdir()))
    for query in ("ASK {}", "SELECT * { ?s ?p ?o }", "no query", GREEDY["one text"]):
        store.memory = 100 * MEGABYTE
        with contextlib.suppress(KgError):
            store.run(query, limit=20)
    assert len(list(handles.iterdir())) == before


def test_whoever_is_killed_leaves_no_query_that_runs_for_ever(world: Path) -> None:
    code = """
import sys
from kg.store import open_store
store = open_store(sys.argv[1])
print("asking", flush=True)
store.run("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }", limit=1)
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(sandbox.__file__).parents[2])}
    asking = subprocess.Popen(
        [sys.executable, "-c", code, str(world)],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    assert asking.stdout is not None and asking.stdout.readline() == b"asking\n"
    time.sleep(0.3)
    asking.kill()
    asking.wait()
    asking.stdout.close()
    for _ in range(200):
        try:
            os.killpg(asking.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the query runs on")


def test_rows_of_an_endpoint_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """See also tests/store/endpoint/test_limits.py."""
    taken = iter(range(0, 10**12, 60 * MEGABYTE))
    monkeypatch.setattr(memory, "resident", lambda process="self": next(taken))
    bound = Bound(100 * MEGABYTE)
    bound.check()
    with pytest.raises(OutOfMemory):
        bound.check()


@pytest.mark.parametrize("text", ["", "much", "-1M", "1e9", "1 000", "12Q", "9" * 30, "nan", "M"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size"):
        memory.parse(text)


def test_the_usual_bound_is_a_share_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    memory.default.cache_clear()
    try:
        assert 0 < memory.default() <= memory.MOST
        memory.default.cache_clear()
        monkeypatch.setattr(memory, "_machine", lambda: 1 << 30)
        assert memory.default() == 1 << 28
    finally:
        memory.default.cache_clear()
