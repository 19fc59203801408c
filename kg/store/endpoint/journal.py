"""Progress of loads into endpoints, recorded so that an interrupted load can continue.

There is one small file per load under ``$XDG_STATE_HOME/kg/loads`` (``~/.local/state/kg/loads``), because
the folder of the loaded files may be read-only. It has no passwords and no triples, and is removed when the
load is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.files import write_atomically


@dataclass(frozen=True, slots=True)
class Journal:
    """The record of one load.

    Attributes:
        path: the file.
        about: information for a person who finds the file.
    """

    path: Path
    about: Mapping[str, object]

    def done(self) -> int:
        """Return the number of batches that the server has acknowledged; 0 without a record."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))["done"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        return found if isinstance(found, int) and found > 0 else 0

    def note(self, done: int) -> None:
        """Record the number of acknowledged batches.

        Raises:
            OutputError, StoreError: the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot be created: {error.strerror}",
                where=str(self.path.parent),
                hint="kg records the progress of loads there; set XDG_STATE_HOME to use another folder",
            ) from error
        write_atomically(self.path, json.dumps({**self.about, "done": done}, ensure_ascii=False) + "\n")

    def forget(self) -> None:
        """Remove the record."""
        self.path.unlink(missing_ok=True)


def journal(*, to: str, graph: str | None, digest: str, about: Mapping[str, object]) -> Journal:
    """Return the record of the load of some triples to one address.

    Args:
        to: the whole address; only its hash is kept, because it may have an API key.
        graph: the graph.
        digest: digest of the batches of triples.
        about: see :class:`Journal`.
    """
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    name = hashlib.sha256("\n".join((to, graph or "", digest)).encode()).hexdigest()[:32]
    return Journal(Path(state) / "kg" / "loads" / f"{name}.json", about)
