"""How an endpoint is asked: who asks, and how patiently.

Who asks is said in three places, the first that says it counting: in the URL itself, in ``[endpoint]`` of
a workspace's kg.toml (:mod:`kg.store.endpoint.kg_toml`), in the environment. What the environment says is
for one host, which it names:

==========================  =======================================================
``KG_ENDPOINT_HOST``        whom the others are for: ``sparql.example.org``, or with an unusual port
``KG_ENDPOINT_USER``        user
``KG_ENDPOINT_PASSWORD``    password
``KG_ENDPOINT_TOKEN``       bearer token, instead of user and password
``KG_ENDPOINT_HEADERS``     further headers, one a line: ``X-Api-Key: ...``
``KG_ENDPOINT_PLAIN_HTTP``  1 to send them over http to another machine too
``KG_ENDPOINT_CA``          file of certificates, for any host
==========================  =======================================================

Without the host, a password set for one endpoint would go to the next one that somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.errors import EndpointError
from kg.store.endpoint.address import PORTS, Address

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SECRETS = ("USER", "PASSWORD", "TOKEN", "HEADERS")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an endpoint is asked.

    Attributes:
        user: sent with ``password``.
        password: sent to the endpoint's own host only; never shown.
        token: sent as ``Authorization: Bearer``.
        headers: further ones, sent with each request.
        auth: "basic" sends the password with the first request, and by Digest where that is asked for;
            "digest" never sends the password itself.
        plain_http: send them over http to another machine too, where everyone on the way can read them.
        graphs: named graphs that are asked instead of the endpoint's default graph.
        graph_store: URL of the Graph Store Protocol, for loading; None if it is the endpoint's own.
        ca: file of the certificates that sign the endpoint's, beside those that the system knows.
        rows: how many rows the endpoint gives at most; 0 if it has no cap, None to find out.
        tries: how often a read is tried while the endpoint is busy.
        connect: seconds that a connection may take.
        answer_bytes: the largest answer that is taken in, in bytes.
    """

    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: Literal["basic", "digest"] = "basic"
    plain_http: bool = False
    graphs: tuple[str, ...] = ()
    graph_store: str | None = field(default=None, repr=False)
    ca: str | None = None
    rows: int | None = None
    tries: int = 5
    connect: float = 10.0
    answer_bytes: int = 4 << 30

    @property
    def has_secrets(self) -> bool:
        """Whether something is sent that nobody else may read."""
        return self.password is not None or self.token is not None or bool(self.headers)

    def for_address(self, address: Address, environ: Mapping[str, str]) -> Settings:
        """These settings, with what URL and environment add, if they may be sent to ``address``.

        What the environment has is bound to a host by the user. No kg.toml can have it sent there over
        http, or to whom only certificates of its own make that host.

        Raises:
            EndpointError: a password without a user, two ways to log in, a header that is none, secrets
                that have no host, or that would cross the network in the open, or go by certificates
                that the user has not named.
        """
        found, ca = self, environ.get("KG_ENDPOINT_CA") or None
        if found.ca is None and ca is not None:
            found = replace(found, ca=ca)
        more = _from_environment(address, environ)
        if more is not None:
            if found.ca != ca:
                raise EndpointError(
                    "kg.toml names the certificates by which the server is known, and your password, "
                    "token or headers come from the environment",
                    where=str(address),
                    hint=f"if you trust them, name them there too: KG_ENDPOINT_CA={found.ca}",
                )
            headers = {**more.headers, **found.headers}
            # Secrets of the user's own go over http only if the user says so, whatever a kg.toml says.
            found = replace(found, headers=headers, plain_http=more.plain_http)
            if found.password is None and found.token is None:
                user = found.user or more.user
                found = replace(found, user=user, password=more.password, token=more.token)
        if address.user is not None or address.password is not None:
            password = found.password if address.password is None else address.password
            found = replace(found, user=address.user, password=password, token=None)
        found._check(address)
        return found

    def _check(self, address: Address) -> None:
        where = str(address)
        if (self.user is None) != (self.password is None):
            have, lack = ("user", "password") if self.password is None else ("password", "user")
            raise EndpointError(
                f"a {have} without a {lack}",
                where=where,
                hint=f"give the {lack} too: KG_ENDPOINT_{lack.upper()}, or [endpoint] in kg.toml",
            )
        if self.token is not None and self.password is not None:
            raise EndpointError(
                "a token and a password, and one of them is sent", where=where, hint="drop one"
            )
        for name, value in {**self.headers, "token": self.token or ""}.items():
            if _HEADER.fullmatch(name) is None or not value.isprintable() or not value.isascii():
                raise EndpointError(
                    f"the {'token' if name == 'token' else 'header'} cannot be sent as it is written",
                    where=where,
                    hint="headers are lines of 'Name: value'; both take plain ASCII without line breaks",
                )
        if (
            self.has_secrets
            and address.origin.scheme == "http"
            and not address.is_loopback
            and not self.plain_http
        ):
            raise EndpointError(
                "your password, token or headers would cross the network in the open",
                where=where,
                hint="use the endpoint's https: address; to send them all the same: KG_ENDPOINT_PLAIN_HTTP=1 "
                "for those in the environment, plain-http = true under [endpoint] for those in kg.toml",
            )


def _from_environment(address: Address, environ: Mapping[str, str]) -> Settings | None:
    """What the environment says, if it says it for this host."""
    user, password, token, headers = (environ.get(f"KG_ENDPOINT_{name}") or None for name in _SECRETS)
    if not (password or token or headers):
        return None
    host = environ.get("KG_ENDPOINT_HOST", "").strip().lower()
    if not host:
        raise EndpointError(
            "KG_ENDPOINT_... has a password, token or headers, and not for whom",
            where=str(address),
            hint=f"if they are for this endpoint: KG_ENDPOINT_HOST={_names(address)[0]}",
        )
    if host not in _names(address):
        return None
    return Settings(
        user=user,
        password=password,
        token=token,
        headers={} if headers is None else _headers(headers, address),
        plain_http=environ.get("KG_ENDPOINT_PLAIN_HTTP") == "1",
    )


def _names(address: Address) -> list[str]:
    """How ``KG_ENDPOINT_HOST`` may call the host: its port may be left out if it is the usual one."""
    host = f"[{address.origin.host}]" if ":" in address.origin.host else address.origin.host
    full = f"{host}:{address.origin.port}"
    return [host, full] if address.origin.port == PORTS[address.origin.scheme] else [full]


def _headers(text: str, address: Address) -> dict[str, str]:
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, value = line.partition(":")
        if line.strip():
            if not colon:
                raise EndpointError(
                    f"line {number} of KG_ENDPOINT_HEADERS is no header",
                    where=str(address),
                    hint="one a line: X-Api-Key: ...",
                )
            found[name.strip()] = value.strip()
    return found
