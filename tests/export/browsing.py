"""A page in a real browser, as the tests of every page open it."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

#: What Chromium is called; the shell without a window takes a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
without_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
#: Pairs of nodes whose drawn boxes overlap; vis adds the radius of its corners to a box's bounds.
OVERLAPS = """() => {
  const { network, data, view } = whoSaidWhat;
  const shown = data.nodes.filter((node) => view.nodes.has(node.id) && !(view.actors && node.issue));
  const boxes = shown.map((node) => {
    const b = network.getBoundingBox(node.id), r = node.issue ? (node.kind === "condition" ? 14 : 3) : 0;
    return { left: b.left + r, right: b.right - r, top: b.top + r, bottom: b.bottom - r, name: node.name };
  });
  return boxes.flatMap((a, i) => boxes.slice(i + 1)
    .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map((b) => `${a.name} | ${b.name}`));
}"""


class Opened:
    """A page in the browser, with what it asked for and what went wrong on it."""

    def __init__(self, context: Any, address: str, *, script: bool = True) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context = context
        self.address = address
        context.set_default_timeout(10_000)
        context.on("request", self._asked)
        self.page = context.new_page()
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open(script=script)

    def open(self, hash: str = "", *, script: bool = True) -> None:
        """Open the page, as a reader does who has the address."""
        self.page.goto("about:blank")
        self.requests.clear()
        self.errors.clear()
        self.page.goto(self.address + hash)
        if script and self.page.locator("#tools").count():
            try:
                self.until("window.whoSaidWhat !== undefined")
            except Exception as problem:
                raise AssertionError(f"the page did not start: {self.errors}") from problem

    def reset(self) -> None:
        """Bring the page back to how it opened, in a fifth of the time that opening takes."""
        self(
            """() => {
                document.querySelectorAll("details[open]").forEach((one) => { one.open = false; });
                const first = document.createElement("span");  // Tab goes on from where it was
                first.tabIndex = -1;
                document.body.prepend(first);
                first.focus();
                first.remove();
                whoSaidWhat.change(wsw.state.read(""), { keep: false, fit: true });
                scrollTo(0, 0);
            }"""
        )
        self.requests.clear()
        self.errors.clear()

    def go(self, hash: str) -> None:
        """Type an address with another hash, and wait until the page shows it; it is not opened again."""
        self(
            """(hash) => new Promise((done) => {
                addEventListener("hashchange", () => setTimeout(done), { once: true });
                location.hash = hash;
            })""",
            hash,
        )

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.requests.append(request.url)

    def _told(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def __call__(self, script: str, given: Any = None) -> Any:
        """What a script gives."""
        return self.page.evaluate(script, given)

    def until(self, condition: str) -> None:
        """Wait until an expression is true, by polling from here: the page's policy forbids eval."""
        self(
            f"""() => new Promise((done, failed) => {{
                const end = performance.now() + 15000;
                const look = () => {{
                    if ({condition}) done();
                    else if (performance.now() > end) failed(new Error({json.dumps(condition)}));
                    else setTimeout(look, 10);
                }};
                look();
            }})"""
        )

    def change(self, **parts: Any) -> None:
        """Change the state as the controls do; a list is a set of choices."""
        self(
            """(parts) => whoSaidWhat.change(Object.fromEntries(Object.entries(parts)
                .map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value])))""",
            parts,
        )
