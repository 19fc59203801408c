"""A page with a picture in headless Chromium: when it stands, how often it is redrawn, what it asks for.

The system's Chromium is driven by playwright, without a graphics card, in a window of 1440 by 860. The
gestures are a mouse's: while a button is held 125 moves a second to and fro from an empty place, and 60
notches of the wheel a second, a fifth of a second in and out by turns. They are sent without waiting for an
answer, as a mouse sends them: waiting would halve the rate of a page that keeps up. ``watching.js`` counts.
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
#: The mark of our page, as of ``performance.mark``.
DRAWN = "wsw-drawn"
SCRIPT = Path(__file__).with_suffix(".js")
ELSEWHERE = re.compile(r"^(?!file:|data:|blob:|about:)")
#: Seconds of a gesture, and those in which a busy page has to answer.
GESTURE, ANSWER = 2.0, 30.0
#: Seconds for which the mark of a page is awaited before the picture alone is watched.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a page; None is what did not come about in the time allowed.

    Attributes:
        stands: seconds from the start of navigation until the picture last changed by itself; of our page
            not before it says by its mark that all is drawn.
        pan: redraws a second from another place while it is dragged.
        zoom: redraws a second at another scale while the wheel turns.
        frames: frames a second that the browser offered meanwhile, panning and zooming.
        requests: how many left the page.
        size: width and height of the canvas.
    """

    stands: float | None
    pan: float | None
    zoom: float | None
    frames: tuple[float, float] | None
    requests: int
    size: tuple[int, int] | None


async def watch(browser: Any, file: Path, mark: str, *, cap: float, picture: Path | None = None) -> Seen:
    """Open a file, wait until its picture stands, drag it and turn the wheel.

    Args:
        browser: of playwright.
        file: the page.
        mark: with which the page says that its picture is complete, or that its layout has come to its end.
        cap: seconds after which a picture that still moves is said not to stand.
        picture: where to put a picture of the page.
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
    """Milliseconds until the picture stood; a page of ours that sets no mark is watched without it."""
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
    """Redraws and frames a second while the picture is dragged, and while the wheel turns."""
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
    """Redraws and frames a second during a gesture, by the page's own clock."""
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
    """What an expression gives; None where the page is too busy to say, or does not know it yet."""
    try:
        return await asyncio.wait_for(page.evaluate(expression), max(seconds, 0.1))
    except (TimeoutError, Error):
        return None
