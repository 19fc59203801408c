"""Addresses that may become links."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=4096)
def web_address(value: object) -> str | None:
    """Return the value if it is an http or https address with a host, else None.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("http:evil")
    ('https://example.org/a', None, None)
    """
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.netloc else None
