"""Who asks: a password by Basic or Digest, a token, headers.

httpx is imported here, so only where an endpoint is asked.
"""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from kg.store.endpoint.connection import Settings

_Flow = Generator[httpx.Request, httpx.Response, None]


def login(settings: Settings) -> httpx.Auth | None:
    """How requests are signed; None where there is nothing to sign with."""
    if settings.token is not None:
        return Token(settings.token)
    if settings.user is None or settings.password is None:
        return None
    if settings.auth == "digest":
        return httpx.DigestAuth(settings.user, settings.password)
    return Password(settings.user, settings.password)


class Token(httpx.Auth):
    """A bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign the request."""
        request.headers["Authorization"] = self._header
        yield request


class Password(httpx.Auth):
    """Basic, until an answer asks for Digest alone, as Virtuoso's ``/sparql-auth`` does; then Digest."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._digest = httpx.DigestAuth(user, password)
        self._asked_for_digest = False

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign the request, and sign it anew if the server asks for Digest."""
        if self._asked_for_digest:
            yield from self._digest.auth_flow(request)
            return
        request.headers["Authorization"] = self._basic
        response = yield request
        if response.status_code != 401 or "basic" in _schemes(response):
            return
        del request.headers["Authorization"]
        if "digest" not in _schemes(response):
            # Virtuoso says what it wants to those only who have not tried anything.
            response = yield request
        if response.status_code == 401 and "digest" in _schemes(response):
            self._asked_for_digest = True
            flow = self._digest.auth_flow(request)
            next(flow)  # the request without a signature, which has been answered
            yield flow.send(response)
            return
        # What those see who have not logged in is not what was asked for.
        request.headers["Authorization"] = self._basic
        yield request


def _schemes(response: httpx.Response) -> set[str]:
    """How a server lets people log in."""
    return {each.partition(" ")[0].lower() for each in response.headers.get_list("www-authenticate")}
