"""Users' queries in a child process, which can be killed at any time.

An engine cannot be stopped, has no memory limit, and kills the whole process if it overflows its stack. So
the query runs in a copy of this process (``fork``), which has the graph already, at no cost. The child
writes rows to a pipe as the engine finds them, in the formats of the SPARQL protocol; they are read here
while the time and the memory of both processes are checked.

The copy has one thread, in which a lock held by another thread is never released. So a child that sleeps
without output is killed, and the query started again.

On systems without ``fork`` (Windows), the query runs in a thread and only has a time limit.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import select
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from os import _exit  # of a copy of the program; only kg.cli ends the program itself
from typing import Any, BinaryIO, NoReturn, cast

import pyoxigraph

from kg.errors import KgError, OutOfMemory, QuerySyntaxError, StoreError
from kg.store import results
from kg.store.base import Answer, Result
from kg.store.deadline import left, let_go, out_of_time
from kg.store.memory import Bound, resident

#: Stack size of the engine's thread for deep queries; unused stack costs nothing.
_STACK = 256 << 20
#: Address space in addition to the limit: stack, and reserves of memory managers.
_SPARE = 512 << 20
_SLICE = 0.05
#: Interval in seconds in which a child checks whether its parent still exists.
_ORPHAN = 0.5
#: Maximum time in seconds for a child to end after its output.
_ENDING = 2.0
_CHUNK = 1 << 16
#: Maximum number of starts of a stuck query; one in a hundred is stuck if other threads run queries.
_TRIES = 10
_TRIPLES = pyoxigraph.RdfFormat.N_TRIPLES
#: A pipe ends when no process can write to it: no other child may have a copy of its end.
_copying = threading.Lock()
#: First line of the child's output, by kind of query.
_ROWS, _TRUTH, _GRAPH = b"rows\n", b"truth\n", b"graph\n"
_DEEP = "the query is nested too deeply, or has too many parts, for the engine"


def is_possible() -> bool:
    """Return whether this system has ``fork``."""
    return hasattr(os, "fork")


def answer(engine: pyoxigraph.Store, sparql: str, limit: float | None, bound: Bound) -> Answer:
    """Run a query of any kind and return its result.

    Args:
        engine: the store.
        sparql: the query, checked to be read-only.
        limit: time limit in seconds; None for none.
        bound: memory limit of both processes.

    Raises:
        SyntaxError: the query does not parse.
        QuerySyntaxError: the engine overflowed its stack.
        OutOfTime: the query took longer than ``limit``.
        OutOfMemory: the query needed more than ``bound``.
        OSError, RuntimeError: the engine failed.
        StoreError: the engine failed in another way.
    """
    seconds = left(limit)
    end = None if seconds is None else time.monotonic() + seconds
    for _ in range(_TRIES):
        with suppress(_Stuck):
            return _answer(engine, sparql, limit, end, bound)
    raise StoreError(
        "the engine did not start", hint="try again when no other thread of this program runs a query"
    )


def _answer(
    engine: pyoxigraph.Store, sparql: str, limit: float | None, end: float | None, bound: Bound
) -> Answer:
    with _copying:
        data, data_end = os.pipe()
        told, told_end = os.pipe()
        parent = os.getpid()
        try:
            child = _forked()
        except OSError:  # no memory, or too many processes
            for handle in (data, data_end, told, told_end):
                os.close(handle)
            raise
        if child == 0:
            try:  # whatever happens, the copy never returns to the code of its parent
                os.close(data)
                os.close(told)
                seconds = None if end is None else end - time.monotonic()
                memory = bound.limit
                _be_child(engine, sparql, data_end, told_end, seconds=seconds, memory=memory, parent=parent)
            finally:
                _exit(1)
        os.close(data_end)
        os.close(told_end)
    with _Pipe(data, child, end, limit, bound) as pipe, os.fdopen(told, "rb") as words:
        source = io.BufferedReader(pipe, _CHUNK)  # which closes the pipe when it goes
        try:
            return _read(source)
        except Exception as error:
            let_go(error)
            if results.is_value_too_long(error):
                raise StoreError(results.TOO_LONG, hint=results.SHORTEN) from None
            if pipe.failure is not None:
                let_go(pipe.failure)
                raise pipe.failure from None
            if isinstance(error, KgError):
                raise
            if pipe.has_ended():
                _raise_of_child(words.read(), pipe.status, limit, bound)
            raise StoreError(f"the engine failed: {error}") from error
        finally:
            pipe.failure = None  # its traceback refers to the pipe


class _Stuck(Exception):
    """The child waits for a lock that another thread held at the time of the fork."""


def _forked() -> int:
    with warnings.catch_warnings():
        # Python 3.12 warns of threads. The copy only calls the engine, and is killed if it hangs.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _read(source: io.BufferedReader[_Pipe]) -> Answer:
    kind = source.readline()
    if kind == _TRUTH:
        return bool(pyoxigraph.parse_query_results(cast(BinaryIO, source), format=results.JSON))
    if kind == _GRAPH:
        triples = results.triples(source, _TRIPLES)
        _whole(source)
        return triples
    if kind != _ROWS:
        raise EOFError("no answer")
    columns, rows = results.solutions(source)
    with results.many():
        return Result(columns, list(rows))


def _whole(source: io.BufferedReader[_Pipe]) -> None:
    """Check that the triples are complete: truncated N-Triples look complete."""
    pipe = source.raw
    if not pipe.has_ended() or pipe.status != 0:
        raise EOFError("the result is incomplete")


class _Pipe(io.RawIOBase):
    """The output of the child as a file; closing it kills the child."""

    def __init__(self, handle: int, child: int, end: float | None, limit: float | None, bound: Bound) -> None:
        self._handle = handle
        self._child = child
        self._end = end
        self._limit = limit
        self._bound = bound
        self._before = resident(child) or 0
        self._work: tuple[str, ...] | None = None
        self.failure: BaseException | None = None
        self.status: int | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into ``buffer``; return 0 at the end."""
        try:
            while True:
                self._check()
                wait = _SLICE if self._end is None else min(_SLICE, max(0.0, self._end - time.monotonic()))
                if select.select([self._handle], [], [], wait)[0]:
                    self._work = None
                    return os.readv(self._handle, [buffer])
                self._check_progress()
        except BaseException as error:  # a parser may replace it by its own
            self.failure = error
            raise

    def has_ended(self) -> bool:
        """Return whether the child has ended, or ends now that it has closed its end of the pipe."""
        end, pause = time.monotonic() + _ENDING, 0.001
        while not self._wait(os.WNOHANG):
            if time.monotonic() > end:
                return False
            time.sleep(pause)
            pause = min(2 * pause, _SLICE)
        return True

    def _wait(self, options: int = 0) -> bool:
        if self.status is None:
            try:
                ended, status = os.waitpid(self._child, options)
            except ChildProcessError:  # the process ignores SIGCHLD
                ended, status = self._child, 0
            if ended:
                self.status = status
        return self.status is not None

    def close(self) -> None:
        """Kill the child if it still runs."""
        if not self.closed:
            if not self._wait(os.WNOHANG):
                with suppress(ProcessLookupError):
                    os.kill(self._child, signal.SIGKILL)
                self._wait()
            os.close(self._handle)
        super().close()

    def _check(self) -> None:
        if self._end is not None and time.monotonic() >= self._end:
            raise out_of_time(self._limit)
        there = resident(self._child) or 0
        self._bound.check(max(0, there - self._before))

    def _check_progress(self) -> None:
        """Check that a child without output is working, or waits for the disk."""
        work = _work_of(self._child)
        if work is not None and work == self._work:
            raise _Stuck
        self._work = work


def _work_of(process: int) -> tuple[str, ...] | None:
    """The work of the threads of a process; None if one is running, or the system does not report it."""
    found = []
    try:
        for thread in sorted(os.listdir(f"/proc/{process}/task")):  # noqa: PTH208
            with open(f"/proc/{process}/task/{thread}/stat", "rb") as file:  # noqa: PTH123
                stat = file.read(2000).rpartition(b")")[2].split()
            if stat[0] != b"S":
                return None
            found.append(f"{thread} {stat[11]!r} {stat[12]!r}")
    except (OSError, IndexError):
        return None
    return tuple(found) or None


def _raise_of_child(words: bytes, status: int | None, limit: float | None, bound: Bound) -> None:
    """Raise the error of the child, if there is one."""
    if words:
        kind, message = json.loads(words)
        match kind:
            case "SyntaxError":
                raise SyntaxError(message)
            case "MemoryError":
                raise bound.passed()
            case "OSError":
                raise OSError(message)
            case "StoreError":
                raise StoreError(message)
        raise RuntimeError(message)
    if status is None or not os.WIFSIGNALED(status):
        return
    match os.WTERMSIG(status):
        case signal.SIGXCPU:
            raise out_of_time(limit)
        case signal.SIGABRT:  # by the memory manager
            raise bound.passed()
        case signal.SIGKILL:
            raise OutOfMemory(
                "the system killed the query, probably because the machine ran out of memory",
                hint="narrow the query, for example with LIMIT, or allow less memory: --limit-memory",
            )
        case signal.SIGSEGV | signal.SIGBUS | signal.SIGILL:
            raise QuerySyntaxError(_DEEP, hint="use fewer nested brackets, or several queries")


def _be_child(
    engine: pyoxigraph.Store,
    sparql: str,
    data: int,
    told: int,
    *,
    seconds: float | None,
    memory: int | None,
    parent: int,
) -> NoReturn:
    """Run the query and exit, without returning to the code of the parent."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it and kills the child
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # messages of libraries that abort
        threading.stack_size(_STACK)
        worker = threading.Thread(target=_work, args=(engine, sparql, data, told, seconds, memory))
        worker.start()
        while worker.is_alive() and os.getppid() == parent:
            worker.join(_ORPHAN)
        code = 0
    finally:
        _exit(code)


def _work(
    engine: pyoxigraph.Store, sparql: str, data: int, told: int, seconds: float | None, memory: int | None
) -> None:
    try:
        _confine(seconds, memory)
        with os.fdopen(data, "wb", _CHUNK) as out:
            found = engine.query(sparql)
            if isinstance(found, pyoxigraph.QueryTriples):
                out.write(_GRAPH)
                found.serialize(out, format=_TRIPLES)
            else:
                out.write(_TRUTH if isinstance(found, pyoxigraph.QueryBoolean) else _ROWS)
                found.serialize(out, format=results.JSON)
    except BrokenPipeError:
        _exit(1)
    except BaseException as error:
        kinds = (SyntaxError, MemoryError, OSError)
        kind = next((kind.__name__ for kind in kinds if isinstance(error, kind)), "RuntimeError")
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        with suppress(OSError):
            os.write(told, json.dumps([kind, message[:2000]]).encode())
        _exit(1)


def _confine(seconds: float | None, memory: int | None) -> None:
    """Set limits at which the system kills this process."""
    import resource

    limits = {resource.RLIMIT_CORE: 0}
    if seconds is not None:
        limits[resource.RLIMIT_CPU] = int(seconds) + 2
    if memory is not None and sys.platform == "linux":
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
        limits[resource.RLIMIT_AS] = pages * os.sysconf("SC_PAGE_SIZE") + memory + _SPARE
    for what, most in limits.items():
        soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most if soft == resource.RLIM_INFINITY else min(most, soft), hard))
