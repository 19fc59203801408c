"""The address of an endpoint: what may be shown of it, and whom a user's password may be sent to."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import EndpointError

#: The port that a URL means where it names none.
PORTS = {"http": 80, "https": 443}
_EXAMPLE = "for example: https://sparql.example.org/query"


class Origin(NamedTuple):
    """A server, as far as it is trusted: what is meant for one is never sent to another."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Address:
    """A URL without user and password.

    Attributes:
        url: what is asked, with its query string.
        origin: the server.
        user: user's name that stood in the URL; None where none did.
        password: the password that stood in the URL.
    """

    url: str = field(repr=False)
    origin: Origin
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """The URL as it may be shown: without its query string, in which some servers want a key.

        >>> str(parse("https://ann:secret@sparql.example.org/ds/query?apikey=123"))
        'https://sparql.example.org/ds/query?...'
        """
        shown, mark, _ = self.url.partition("?")
        return shown + mark + ("..." if mark else "")

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine, where nobody reads along.

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
    """Read a URL.

    Raises:
        EndpointError: it is none, or not of http or https.

    >>> parse("HTTP:/localhost:3030/ds").origin
    Origin(scheme='http', host='localhost', port=3030)
    >>> parse("https:///query")
    Traceback (most recent call last):
    kg.errors.EndpointError: https:///query: not the URL of an endpoint: it names no host
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
        raise EndpointError(f"not the URL of an endpoint: {error}", where=shown, hint=_EXAMPLE) from None
    if parts.scheme not in PORTS:
        raise EndpointError("an endpoint's URL begins with https: or http:", where=shown, hint=_EXAMPLE)
    if not host:
        raise EndpointError("not the URL of an endpoint: it names no host", where=shown, hint=_EXAMPLE)
    if any(character.isspace() or not character.isprintable() for character in text):
        raise EndpointError("not the URL of an endpoint: white space in it", where=shown, hint=_EXAMPLE)
    return Address(
        url=urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path or "/", parts.query, "")),
        origin=Origin(parts.scheme, host, port or PORTS[parts.scheme]),
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def may_follow(here: Origin, there: Origin) -> bool:
    """Whether a redirect stays with the same server; from http to https of the same name it does.

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
    """What is left of a text that may be no URL once all that could be a password is gone."""
    start, slashes, rest = text.partition("//")
    shown = start + slashes + rest.rpartition("@")[2] if slashes else text.rpartition("@")[2]
    return shown.partition("?")[0]
