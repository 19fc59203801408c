"""The rules by which derived triples and the index are made, as one value that changes when they do."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]
#: Folders with the rules.
_FOLDERS: Final = ("model", "store/derived", "store/index")


def digest() -> str:
    """Return the hash of the code that derives triples and makes the index.

    A store that was made with another hash is derived and indexed anew by the next load.

    >>> len(digest())
    16
    """
    found = sha256(unicodedata.unidata_version.encode())  # words of the index are without accents
    files = [_ROOT / "namespaces.py"]
    for folder in _FOLDERS:
        files += (path for path in (_ROOT / folder).iterdir() if path.suffix in (".py", ".sql", ".rq"))
    for path in sorted(files):
        content = path.read_bytes()
        found.update(b"%s %d\n" % (path.name.encode(), len(content)))
        found.update(content)
    return found.hexdigest()[:16]
