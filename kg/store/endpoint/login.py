"""Who asks: a password by Basic or Digest, a token, headers.

httpx is imported here, so only where an endpoint is asked.
"""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from kg.store.endpoint.settings import Settings

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
    """Basic; from the first answer on that asks for Digest alone (Virtuoso's ``/sparql-auth``), Digest."""

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
        challenges = [each.lower() for each in response.headers.get_list("www-authenticate")]
        schemes = {each.partition(" ")[0] for each in challenges}
        if response.status_code != 401 or "digest" not in schemes or "basic" in schemes:
            return
        self._asked_for_digest = True
        del request.headers["Authorization"]
        flow = self._digest.auth_flow(request)
        next(flow)  # the request without a signature, which has been answered
        yield flow.send(response)
