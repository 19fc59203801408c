"""Versions of kg and of its libraries."""

from __future__ import annotations


def version(distribution: str = "whosaidwhat") -> str:
    """Return the version of an installed distribution; "not installed" for kg run from a checkout."""
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
