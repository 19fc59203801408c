"""Deadlines for connections, even if the server keeps sending data.

A socket timeout only limits the wait for the next bytes: a server that sends a byte now and then can hold a
connection forever, in headers, body or the TLS handshake. httpx has no other limit. So a thread shuts the
sockets at the deadline; a reader then sees the end of the stream.
"""

from __future__ import annotations

import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Watch:
    """The connections of one :class:`~kg.store.endpoint.exchange.Exchange`, with their deadlines.

    All connections are shut at the deadline of one question; concurrent questions of other threads are
    retried.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ends: dict[object, float] = {}
        self._wakes = math.inf
        self._sockets: list[socket.socket] = []
        self._before_tls: socket.socket | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Shut all connections if the block takes longer; infinity means no limit."""
        if seconds == math.inf:
            yield
            return
        token, end = object(), time.monotonic() + max(0.0, seconds)
        with self._changed:
            self._ends[token] = end
            if self._thread is None:
                self._thread = threading.Thread(target=self._wait, daemon=True, name="kg-watch")
                self._thread.start()
            elif end < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._ends.pop(token, None)

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Register a connection; this is the ``trace`` extension of httpcore."""
        action, _, state = event.partition(".")[2].partition(".")
        if action not in ("connect_tcp", "start_tls"):
            return
        with self._changed:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            if action == "start_tls":
                self._around_tls(started=state == "started")
            if state == "complete":
                self._sockets.append(info["return_value"].get_extra_info("socket"))

    def _around_tls(self, *, started: bool) -> None:
        """Keep a second handle of the socket during the TLS handshake, when only that can shut it."""
        if self._before_tls is not None:
            self._before_tls.close()
            self._before_tls = None
        if started and self._sockets:
            with suppress(OSError):
                self._before_tls = socket.socket(fileno=os.dup(self._sockets[-1].fileno()))

    def close(self) -> None:
        """Stop the thread."""
        with self._changed:
            self._ends.clear()
            self._around_tls(started=False)
            self._thread = None
            self._changed.notify()

    def _wait(self) -> None:
        with self._changed:
            while self._thread is threading.current_thread():
                now = time.monotonic()
                if any(end <= now for end in self._ends.values()):
                    self._ends = {token: end for token, end in self._ends.items() if end > now}
                    self._break_off()
                self._wakes = min(self._ends.values(), default=math.inf)
                self._changed.wait(None if self._wakes == math.inf else self._wakes - now)

    def _break_off(self) -> None:
        for each in (*self._sockets, *([] if self._before_tls is None else [self._before_tls])):
            with suppress(OSError):
                # On the plain socket: that of TLS would send a closing message first.
                socket.socket.shutdown(each, socket.SHUT_RDWR)
