"""Queries that cannot be stopped run in processes of their own, so that no thread is left over here."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OutOfTime
from kg.store.deadline import within

ENDLESS = """
import os, sys, time
from pathlib import Path
from kg.errors import OutOfTime
from kg.store import open_store
path = Path(sys.argv[1])
path.write_text("".join(f"<http://e/{i}> <http://e/p> \\"{i}\\" .\\n" for i in range(3000)))
store = open_store(path)
query = sys.argv[2] + " { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f || true) }"
print("asking", flush=True)
start = time.monotonic()
try:
    store.run(query, limit=float(sys.argv[3]))
except OutOfTime as error:
    print(round(time.monotonic() - start, 1), error.exit_code, error, flush=True)
    os._exit(error.exit_code)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    os._exit(130)
"""
Child = Callable[..., "subprocess.Popen[str]"]


@pytest.mark.parametrize("form", ["SELECT *", "SELECT (COUNT(*) AS ?n)", "CONSTRUCT { ?a ?e ?i }"])
def test_an_endless_query_is_stopped_in_time(tmp_path: Path, child: Child, form: str) -> None:
    process = child(ENDLESS, tmp_path / "many.nt", form, 0.5)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (124, "")
    took = float(out.splitlines()[1].split()[0])
    assert 0.5 <= took < 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_ends_the_wait_for_a_query(tmp_path: Path, child: Child) -> None:
    process = child(ENDLESS, tmp_path / "many.nt", "SELECT (COUNT(*) AS ?n)", 60)
    assert process.stdout is not None and process.stdout.readline() == "asking\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=5)
    assert (process.returncode, out, err) == (130, "interrupted\n", "")


def test_abandoned_work_is_told_to_stop() -> None:
    told: list[bool] = []

    def work(abandoned: Callable[[], bool]) -> None:
        end = time.monotonic() + 5
        while not abandoned() and time.monotonic() < end:
            time.sleep(0.005)
        told.append(abandoned())

    with pytest.raises(OutOfTime):
        within(0.02, work)
    time.sleep(0.1)
    assert told == [True]


def test_an_error_in_the_work_reaches_the_caller() -> None:
    def work(_: Callable[[], bool]) -> None:
        raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        within(5, work)
