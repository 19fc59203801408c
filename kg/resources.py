"""Paths of the files that are part of kg: ontology, bundled workspace, built graph.

In a checkout they are in the folders beside ``kg/``, in an installed wheel in ``kg/_bundled/``.
No file is opened here.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_bundled"


def root() -> Path:
    """The folder that holds ``ontology/``, ``data/`` and ``exports/``.

    >>> (root() / "ontology" / "wsw.ttl").is_file()
    True
    """
    return _WHEEL if _WHEEL.is_dir() else _PACKAGE.parent


def ontology(name: str = "") -> Path:
    """A file of the ontology folder, or the folder itself if no name is given.

    >>> ontology("stances.ttl").suffix
    '.ttl'
    """
    return root() / "ontology" / name


def bundled_workspace() -> Path:
    """The workspace that is part of kg: ``data/``.

    >>> bundled_workspace().name
    'data'
    """
    return root() / "data"


def bundled_graph() -> Path:
    """The built graph of the bundled workspace, as N-Triples.

    >>> bundled_graph().name
    'graph.nt'
    """
    return root() / "exports" / "graph.nt"
