"""Virtuoso Open Source, as Debian packages it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines.serving import free_port, serving

SETTINGS = Path(__file__).with_name("virtuoso.ini")


@dataclass(frozen=True)
class Virtuoso:
    """A running server.

    Attributes:
        folder: where it may read files from.
        port: where isql reaches it.
        http: where its SPARQL endpoint answers.
    """

    folder: Path
    port: int
    http: int

    @property
    def endpoint(self) -> str:
        """The address of its SPARQL endpoint."""
        return f"http://127.0.0.1:{self.http}/sparql"

    def isql(self, *statements: str) -> str:
        """What the server prints on statements of isql; it stops at the first that fails."""
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF"],
            input="".join(f"{statement};\n" for statement in statements),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0 and "*** Error" not in done.stdout, done.stdout + done.stderr
        return done.stdout

    def load(self, file: Path, graph: str, flags: int = 0) -> None:
        """Load a file into a named graph; ``flags`` are those of TTLP_MT: 256 for TriG, 512 for N-Quads."""
        inside = shutil.copy(file, self.folder / file.name)
        self.isql(f"DB.DBA.TTLP_MT(file_to_string_output('{inside}'), '', '{graph}', {flags}, 1)")


@contextmanager
def running(folder: Path) -> Iterator[Virtuoso]:
    """Virtuoso with an empty database in ``folder``; skips the test where it is not installed."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("virtuoso-opensource-7 is not installed")
    with ExitStack() as stack:
        try:
            server = stack.enter_context(_started(folder / "first"))
        except AssertionError:  # once in some eighty starts it crashed before it was up (GPF in Dkernel.c)
            server = stack.enter_context(_started(folder / "second"))
        yield server


@contextmanager
def _started(folder: Path) -> Iterator[Virtuoso]:
    folder.mkdir()
    port, http = free_port(), free_port()
    text = SETTINGS.read_text().format(folder=folder, port=port, http=http)
    (folder / "virtuoso.ini").write_text(text)
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    log = folder / "server.log"
    with serving(command, folder, lambda: "Server online at" in log.read_text(errors="replace")):
        yield Virtuoso(folder, port, http)
