"""A user's own query in a child process, which can be ended whatever it does.

An engine cannot be told to stop, nor how much memory it may take, and one that overflows its stack takes
the whole process with it. So the query runs in a copy of this process (``fork``: the graph is there
already, at no cost). The child writes rows to a pipe as the engine finds them, in the formats of the SPARQL
protocol; they are read here while the clock and the memory of both processes are checked.

A copy has one thread, and a lock that another one held is never released in it. A child that sleeps with
nothing to say is therefore ended, and the query begun again.

Where the system has no ``fork`` (Windows) the query runs in a thread, and has a time limit only.
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

#: Stack of the thread in which an engine works: deep queries need it, and what is not used is not taken.
_STACK = 256 << 20
#: Address space beside the bound: stack, and what memory managers reserve.
_SPARE = 512 << 20
_SLICE = 0.05
#: After so many seconds a child looks whether anybody waits for it still.
_ORPHAN = 0.5
#: Seconds that a child may take to end once it has no more to say.
_ENDING = 2.0
_CHUNK = 1 << 16
#: How often a query is begun again that got stuck; of a hundred one does while other threads ask too.
_TRIES = 10
_TRIPLES = pyoxigraph.RdfFormat.N_TRIPLES
#: A pipe ends when nobody can write into it any more: no other child may have a copy of its end.
_copying = threading.Lock()
#: How the child tells what follows, by the kind of query.
_ROWS, _TRUTH, _GRAPH = b"rows\n", b"truth\n", b"graph\n"
_DEEP = "the query is nested too deeply, or has too many parts, for the engine"


def is_possible() -> bool:
    """Whether this system can copy a process."""
    return hasattr(os, "fork")


def answer(engine: pyoxigraph.Store, sparql: str, limit: float | None, bound: Bound) -> Answer:
    """The answer to a query of any kind.

    Args:
        engine: the store.
        sparql: the query, known to be read-only.
        limit: seconds that it may take; None for no limit.
        bound: how much memory it may take, in both processes.

    Raises:
        SyntaxError: it does not parse.
        QuerySyntaxError: the engine overflowed its stack.
        OutOfTime: it took longer than ``limit``.
        OutOfMemory: it took more than ``bound``.
        OSError, RuntimeError: the engine failed.
        StoreError: the engine failed in another way.
    """
    seconds = left(limit)
    end = None if seconds is None else time.monotonic() + seconds
    for _ in range(_TRIES):
        with suppress(_Stuck):
            return _answer(engine, sparql, limit, end, bound)
    raise StoreError(
        "the engine did not begin to answer", hint="ask again when no other thread of this program is asking"
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
            os.close(data)
            os.close(told)
            seconds = None if end is None else end - time.monotonic()
            _be_child(engine, sparql, data_end, told_end, seconds, bound.limit, parent)
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
            pipe.failure = None  # whose traceback leads back to the pipe


class _Stuck(Exception):
    """The child waits for a lock that another thread held when the process was copied."""


def _forked() -> int:
    with warnings.catch_warnings():
        # Python 3.12 warns of threads. The copy calls the engine and nothing else, and is ended if it hangs.
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
    """See that triples have come to their end: N-Triples that stop look whole."""
    pipe = source.raw
    if not pipe.has_ended() or pipe.status != 0:
        raise EOFError("the answer is cut off")


class _Pipe(io.RawIOBase):
    """What the child has written so far, as a file; ends the child when it is closed."""

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
        """That it is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` with what has come; 0 at the end."""
        try:
            while True:
                self._check()
                wait = _SLICE if self._end is None else min(_SLICE, max(0.0, self._end - time.monotonic()))
                if select.select([self._handle], [], [], wait)[0]:
                    self._work = None
                    return os.readv(self._handle, [buffer])
                self._check_progress()
        except BaseException as error:  # a parser on the way may make another one of it
            self.failure = error
            raise

    def has_ended(self) -> bool:
        """Whether the child is gone, or goes at once now that it has closed its end of the pipe."""
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
            except ChildProcessError:  # somebody has told the system that no process waits for others
                ended, status = self._child, 0
            if ended:
                self.status = status
        return self.status is not None

    def close(self) -> None:
        """End the child, if it is there still."""
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
        """See that a child that has nothing to say does something, or waits for the disk."""
        work = _work_of(self._child)
        if work is not None and work == self._work:
            raise _Stuck
        self._work = work


def _work_of(process: int) -> tuple[str, ...] | None:
    """What the threads of a process have done; None if one is at work, or the system does not tell."""
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
    """Raise what the child has met with, if it has."""
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
                "the system ended the query, as it does when the machine runs out of memory",
                hint="narrow the query, for example with LIMIT, or allow less memory: --limit-memory",
            )
        case signal.SIGSEGV | signal.SIGBUS | signal.SIGILL:
            raise QuerySyntaxError(
                _DEEP, hint="write it with fewer brackets inside brackets, or in several queries"
            )


def _be_child(
    engine: pyoxigraph.Store,
    sparql: str,
    data: int,
    told: int,
    seconds: float | None,
    memory: int | None,
    parent: int,
) -> NoReturn:
    """Answer, and end; nothing of what the process was is gone on with."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits hears of it, and ends us
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries write when they give up
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
    """Have the system end this process where nobody else does."""
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
