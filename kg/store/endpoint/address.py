"""The address of an endpoint: the part that may be shown, and the server that may get a user's password."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import EndpointError

#: Default ports.
PORTS = {"http": 80, "https": 443}
_EXAMPLE = "for example: https://sparql.example.org/query"


class Origin(NamedTuple):
    """A server in the sense of trust: secrets for one are never sent to another."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Address:
    """A URL without user and password.

    Attributes:
        url: the URL with its query string.
        origin: the server.
        user: user name in the URL; None if there is none.
        password: password in the URL; None if there is none.
    """

    url: str = field(repr=False)
    origin: Origin
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Return the URL for display: without its query string, which may have an API key.

        >>> str(parse("https://ann:secret@sparql.example.org/ds/query?apikey=123"))
        'https://sparql.example.org/ds/query?...'
        """
        shown, mark, _ = self.url.partition("?")
        return shown + mark + ("..." if mark else "")

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine, so that requests do not cross a network.

        >>> [parse(f"http://{host}/").is_loopback for host in ("localhost", "[::1]", "192.0.2.1")]
        [True, True, False]
        """
        if self.origin.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.origin.host).is_loopback
        except ValueError:
            return False


def parse(url: str) -> Address:
    """Parse a URL.

    Raises:
        EndpointError: it is not a valid URL, or not http or https.

    >>> parse("HTTP:/localhost:3030/ds").origin
    Origin(scheme='http', host='localhost', port=3030)
    >>> parse("https:///query")
    Traceback (most recent call last):
    kg.errors.EndpointError: https:///query: not a valid URL of an endpoint: it has no host
      for example: https://sparql.example.org/query
    """
    text = url.strip()
    scheme, _, rest = text.partition(":")
    if rest.startswith("/") and not rest.startswith("//"):
        text = f"{scheme}:/{rest}"
    shown = _without_login(text)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointError(f"not a valid URL of an endpoint: {error}", where=shown, hint=_EXAMPLE) from None
    if parts.scheme not in PORTS:
        raise EndpointError(
            "the URL of an endpoint must begin with https: or http:", where=shown, hint=_EXAMPLE
        )
    if not host:
        raise EndpointError("not a valid URL of an endpoint: it has no host", where=shown, hint=_EXAMPLE)
    if any(character.isspace() or not character.isprintable() for character in text):
        raise EndpointError("not a valid URL of an endpoint: it has white space", where=shown, hint=_EXAMPLE)
    return Address(
        url=urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path or "/", parts.query, "")),
        origin=Origin(parts.scheme, host, port or PORTS[parts.scheme]),
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def may_follow(here: Origin, there: Origin) -> bool:
    """Return whether a redirect stays on the same server; http to https of the same host does.

    >>> plain, secure = Origin("http", "a.org", 80), Origin("https", "a.org", 443)
    >>> other = Origin("https", "b.org", 443)
    >>> may_follow(plain, secure), may_follow(secure, plain), may_follow(secure, other)
    (True, False, False)
    """
    return here == there or (
        here.host == there.host
        and (here.scheme, here.port, there.scheme, there.port) == ("http", 80, "https", 443)
    )


def _without_login(text: str) -> str:
    """A text, which may not be a valid URL, without anything that could be a password."""
    start, slashes, rest = text.partition("//")
    shown = start + slashes + rest.rpartition("@")[2] if slashes else text.rpartition("@")[2]
    return shown.partition("?")[0]
