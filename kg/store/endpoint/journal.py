"""How far a load has come, noted down so that it can be gone on with.

One small file a load, under ``$XDG_STATE_HOME/kg/loads`` (``~/.local/state/kg/loads``), since what is
loaded may lie where nobody may write. It holds no password and no triple, and is removed when all is done.
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
    """The note of one load.

    Attributes:
        path: where it stands.
        about: what a person who finds it should know.
    """

    path: Path
    about: Mapping[str, object]

    def done(self) -> int:
        """How many batches the server has acknowledged; 0 where there is no note."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))["done"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        return found if isinstance(found, int) and found > 0 else 0

    def note(self, done: int) -> None:
        """Note that so many batches have been acknowledged.

        Raises:
            OutputError, StoreError: it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot be made: {error.strerror}",
                where=str(self.path.parent),
                hint="it is where kg notes how far a load has come; XDG_STATE_HOME names another place",
            ) from error
        write_atomically(self.path, json.dumps({**self.about, "done": done}, ensure_ascii=False) + "\n")

    def forget(self) -> None:
        """Remove the note."""
        self.path.unlink(missing_ok=True)


def journal(*, to: str, graph: str | None, digest: str, about: Mapping[str, object]) -> Journal:
    """The note of the load of some triples into one place.

    Args:
        to: the whole address; it may have a key in it, and only its hash is kept.
        graph: the graph.
        digest: what tells these triples, in these batches, from all others.
        about: see :class:`Journal`.
    """
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    name = hashlib.sha256("\n".join((to, graph or "", digest)).encode()).hexdigest()[:32]
    return Journal(Path(state) / "kg" / "loads" / f"{name}.json", about)
