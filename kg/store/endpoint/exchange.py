"""HTTP requests and responses; redirects are followed if allowed, other responses become errors.

Redirects are not followed by httpx: it would send the query, though not the password, to another host, and
would turn a POST into a GET.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from kg.errors import EndpointError
from kg.store.endpoint import address as addresses
from kg.store.endpoint import login, refusals
from kg.store.endpoint.refusals import Asked
from kg.store.endpoint.watch import Watch
from kg.wording.lists import disjunction

_HOPS = 5
#: Other encodings, and one inside another, can make gigabytes of one block that arrives.
_PACKINGS = ("gzip", "deflate")
_PACKED = re.compile(r"\s*(?:(?:x-)?gzip|deflate|identity)?\s*", re.IGNORECASE)
_MOVED = frozenset((301, 302, 303, 307, 308))
_STALL = 300.0
_SHORTEST = 0.001  # for a socket, 0 means not to wait at all


class Exchange:
    """Requests to one server over persistent connections.

    Args:
        asked: the endpoint with its connection settings.

    Attributes:
        watch: closes the connections at their deadline.

    Raises:
        EndpointError: the certificates, or the proxy in the environment, cannot be used.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self.watch = Watch()
        address, settings = asked.address, asked.settings
        self._url = httpx.URL(address.url)
        try:
            self._client = httpx.Client(
                auth=login.login(settings, str(address)),
                headers={"User-Agent": _agent(), "Accept-Encoding": ", ".join(_PACKINGS), **settings.headers},
                verify=True if settings.ca is None else _context(settings.ca, str(address)),
                # A proxy would connect to its own loopback.
                trust_env=not address.is_loopback,
                follow_redirects=False,
            )
        except (ValueError, ImportError, OSError) as error:
            raise EndpointError(
                f"invalid certificates or proxy: {error}",
                where=str(address),
                hint="check ca under [endpoint] in kg.toml, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
            ) from None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        self.watch.close()

    @contextmanager
    def send(
        self,
        method: str,
        seconds: float,
        *,
        headers: dict[str, str],
        url: str | None = None,
        done: frozenset[int] = frozenset((200,)),
        **content: Any,
    ) -> Iterator[httpx.Response]:
        """Send a request and yield the open, unread response.

        Args:
            method: POST, PUT or GET.
            seconds: maximum time without data; the caller limits the total.
            headers: headers of this request.
            url: an address on the same server; by default, that of the endpoint.
            done: statuses of success.
            content: the arguments ``data`` or ``content`` of httpx.

        Raises:
            Passing: the server is overloaded, or the connection broke.
            KgError: the server refuses, or cannot be reached.
        """
        seconds = max(_SHORTEST, min(seconds, _STALL))
        timeout = httpx.Timeout(seconds, connect=min(seconds, self._asked.settings.connect))
        with refusals.translated(self._asked):
            request = self._client.build_request(
                method,
                self._url if url is None else url,
                headers=headers,
                timeout=timeout,
                extensions={"trace": self.watch.trace},
                **content,
            )
            response = self._client.send(request, stream=True)
            try:
                for _ in range(_HOPS):
                    if response.status_code not in _MOVED:
                        break
                    request = self._moved(request, response)
                    response.close()
                    response = self._client.send(request, stream=True)
                else:
                    raise EndpointError(
                        f"too many redirects: {_HOPS}, the last to {self._shown(request.url)}",
                        where=self._asked.where,
                        hint="ask the operator for the address of the endpoint itself",
                    )
                if not _PACKED.fullmatch(response.headers.get("content-encoding", "")):
                    raise EndpointError(
                        "uses a content encoding that was not asked for",
                        where=self._asked.where,
                        hint=f"{disjunction(_PACKINGS)} is accepted, once; ask the operator of the endpoint",
                    )
                if response.status_code not in done or refusals.is_part(response):
                    refusals.refuse(response, self._asked)
                yield response
            finally:
                response.close()

    def _moved(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:
        try:
            target = request.url.join(response.headers.get("location", ""))
            there = addresses.parse(str(target.copy_with(fragment=None)))
        except (httpx.InvalidURL, EndpointError):
            raise EndpointError(
                "redirected to an invalid address", where=self._asked.where, hint=self._asked.places
            ) from None
        if not addresses.may_follow(addresses.parse(str(request.url)).origin, there.origin):
            raise EndpointError(
                f"redirected to another server: {self._shown(there)}",
                where=self._asked.where,
                hint="your query and password were not sent there; if this server is right, use its address",
            )
        if response.status_code == 303:
            headers = {"Accept": request.headers.get("accept", "*/*")}
            return self._client.build_request(
                "GET", there.url, headers=headers, extensions=request.extensions
            )
        kept = {
            name: value for name, value in request.headers.items() if name not in ("host", "authorization")
        }
        return httpx.Request(
            request.method, there.url, headers=kept, content=request.read(), extensions=request.extensions
        )

    def _shown(self, url: httpx.URL | addresses.Address) -> str:
        """An address without what must not be shown."""
        return self._asked.words(str(addresses.parse(str(url)))) or "an address that repeats your password"


def _context(ca: str, where: str) -> Any:
    import ssl

    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise EndpointError(f"the certificates in {ca} cannot be read: {error}", where=where) from None
    return context


def _agent() -> str:
    """The user agent of requests.

    >>> _agent().startswith("whosaidwhat/")
    True
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"whosaidwhat/{version('whosaidwhat')}"
    except PackageNotFoundError:
        return "whosaidwhat/0"
