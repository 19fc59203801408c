"""Servers on loopback, for as long as the tests need them."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Seconds that a server may take until it answers; a loaded machine is slow.
PATIENCE = 60


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(command: Sequence[str | Path], folder: Path, ready: Callable[[], bool]) -> Iterator[None]:
    """Run a server in ``folder`` until the block ends, however it ends; its output is in ``server.log``."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
    try:
        _wait(server, folder, ready)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], folder: Path, ready: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not ready():
        if server.poll() is not None or time.monotonic() > give_up:
            said = (folder / "server.log").read_text(errors="replace")
            raise AssertionError(
                f"{server.args!r} does not answer; exit code {server.poll()}\n{said[-3000:]}"
            )
        time.sleep(0.05)


def listening(port: int) -> bool:
    """Whether something accepts connections on a port of the loopback address."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _die_with_parent() -> None:
    # A killed test run takes no fixture down; the kernel then ends what it started.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG, of Linux alone
