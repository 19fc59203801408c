"""Watch a page in headless Chromium: when its picture settles, how often it is redrawn, what it requests.

playwright drives the system's Chromium, without a graphics card, in a window of 1440 by 860. The gestures are
those of a mouse: 125 moves per second to and fro with a button held on an empty place, and 60 notches of the
wheel per second, alternating in and out every fifth of a second. They are sent without waiting for a
response, as a mouse sends them: waiting would halve the rate of a page that keeps up. ``watching.js`` counts.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Error, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
VIEWPORT = {"width": 1440, "height": 860}
#: The name of the ``performance.mark`` of our page.
DRAWN = "wsw-drawn"
SCRIPT = Path(__file__).with_suffix(".js")
ELSEWHERE = re.compile(r"^(?!file:|data:|blob:|about:)")
#: Seconds of a gesture, and the time limit for an answer from a busy page.
GESTURE, ANSWER = 2.0, 30.0
#: Seconds to wait for the mark of a page before only the picture is watched.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Observations of a page; None if it did not happen within the time limit.

    Attributes:
        stands: seconds from the start of navigation until the last change of the picture by itself; for our
            page not before its mark says that everything is drawn.
        pan: redraws per second at another place while it is dragged.
        zoom: redraws per second at another scale while the wheel turns.
        frames: frames per second offered by the browser during panning and zooming.
        requests: number of requests that left the page.
        size: width and height of the canvas.
    """

    stands: float | None
    pan: float | None
    zoom: float | None
    frames: tuple[float, float] | None
    requests: int
    size: tuple[int, int] | None


async def watch(browser: Any, file: Path, mark: str, *, cap: float, picture: Path | None = None) -> Seen:
    """Open a file, wait until its picture settles, drag it and turn the wheel.

    Args:
        browser: of playwright.
        file: the page.
        mark: set by the page when its picture is complete, or its layout has ended.
        cap: seconds after which a moving picture counts as not settled.
        picture: file for a screenshot of the page.
    """
    requests: list[str] = []
    context = await browser.new_context(viewport=VIEWPORT, device_scale_factor=1)

    async def refused(route: Any) -> None:
        requests.append(route.request.url)
        await route.abort()

    try:
        await context.route(ELSEWHERE, refused)
        await context.add_init_script(path=SCRIPT)
        page = await context.new_page()
        await page.goto(file.as_uri(), wait_until="commit")
        stands = await _stands(page, mark, cap)
        size = await _answer(page, "watched.size()")
        if picture is not None and size is not None:
            await page.screenshot(path=picture, timeout=ANSWER * 1000)
        pan, zoom = await _gestures(page) if size is not None else (None, None)
        return Seen(
            None if stands is None else stands / 1000,
            pan and pan[0],
            zoom and zoom[0],
            (pan[1], zoom[1]) if pan and zoom else None,
            len(requests),
            size and tuple(size),
        )
    finally:
        await context.close()


async def _stands(page: Page, mark: str, cap: float) -> float | None:
    """Return the milliseconds until the picture settled; without a mark, only the picture is watched."""
    end = time.perf_counter() + cap
    patient = time.perf_counter() + PATIENCE if mark == DRAWN else end
    while (now := time.perf_counter()) < end:
        found = await _answer(page, f"watched.settled('{mark if now < patient else ''}')", end - now)
        if found is not None:
            marked = await _answer(page, f"watched.marked('{mark}')") if mark == DRAWN else None
            return max(float(found), marked or 0.0)
        await asyncio.sleep(0.1)
    return None


async def _gestures(page: Page) -> tuple[tuple[float, float] | None, ...]:
    """Return redraws and frames per second while the picture is dragged, and while the wheel turns."""
    place = await _answer(page, "watched.empty()")
    if place is None:
        return None, None
    x, y = place
    await page.mouse.move(x, y)
    await page.wait_for_timeout(400)

    def drag(at: float) -> Awaitable[None]:
        there = 480 * min(at % 1, 1 - at % 1)
        return page.mouse.move(x + there, y + there / 2)

    def turn(at: float) -> Awaitable[None]:
        return page.mouse.wheel(0, -100 if int(at / 0.2) % 2 == 0 else 100)

    try:
        await asyncio.wait_for(page.mouse.down(), ANSWER)
        pan = await _rate(page, drag, 125)
        await asyncio.wait_for(page.mouse.up(), ANSWER)
        await page.mouse.move(x, y)
        await page.evaluate("watched.focus()")
        await page.wait_for_timeout(600)
        return pan, await _rate(page, turn, 60)
    except (TimeoutError, Error):
        return None, None


async def _rate(page: Page, gesture: Callable[[float], Awaitable[None]], hertz: int) -> tuple[float, float]:
    """Return redraws and frames per second during a gesture, by the page's own clock."""
    sent = []
    before = await page.evaluate("(watched.count(true), watched.counted())")
    start = time.perf_counter()
    while (now := time.perf_counter() - start) < GESTURE:
        sent.append(asyncio.ensure_future(gesture(now)))
        await asyncio.sleep(max(0.0, start + len(sent) / hertz - time.perf_counter()))
    after = await asyncio.wait_for(page.evaluate("watched.counted()"), ANSWER)
    await asyncio.wait_for(asyncio.gather(*sent), ANSWER)
    await page.evaluate("watched.count(false)")
    seconds = (after["at"] - before["at"]) / 1000
    return after["moved"] / seconds, after["frames"] / seconds


async def _answer(page: Page, expression: str, seconds: float = ANSWER) -> Any:
    """Return the value of an expression; None if the page is too busy or does not define it yet."""
    try:
        return await asyncio.wait_for(page.evaluate(expression), max(seconds, 0.1))
    except (TimeoutError, Error):
        return None
