"""A statement as text, with a footnote on its source and coders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.export.markdown.escaping import plain
from kg.model.ids import short
from kg.model.statement import Statement
from kg.wording.quotes import quote

Card = Mapping[str, Any]


def statement(card: Card, row: Statement, number: int) -> Iterator[str]:
    """Yield a statement: speaker and date, words, readings, circumstances; one block at a time.

    Args:
        card: from :func:`kg.export.page.statement_cards.statement_cards`.
        row: from ``kg said``, with its status and the coder's note.
        number: of its footnote.
    """
    status = row.get("status")
    gone = "" if status in (None, "current") else f" ({status})"
    yield f"### {plain(speaker(card))}, {_when(card)}{gone}"
    yield f"{words(card)}[^{number}]"
    quotes = [quote(plain(words)) for words in card["quotes"]]
    lines = [f"In these words: {', '.join(quotes)}"] if quotes and card["paraphrase"] else []
    lines += [_read(reading, card["coder"]) for reading in card["readings"]]
    lines += [_embedded(each) for each in card["embeds"]]
    lines += _circumstances(card)
    lines += [f"Note: {plain(str(row['note']))}"] if row.get("note") else []
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def footnote(card: Card, number: int) -> str:
    """Return what a reader needs to find a statement and its coders.

    >>> card = {"source": "A report", "published": "6 Oct 2025", "reporters": "", "url": None, "coder": "Me",
    ...         "span": "", "mode": "direct", "readings": [], "id": "https://x.org/id/statement/s1",
    ...         "sheet": "sources/a.yaml", "line": 12}
    >>> footnote(card, 1)
    '[^1]: A report; published 6 Oct 2025; mode direct; coded by Me; statement/s1; sources/a.yaml:12'
    """
    coders = dict.fromkeys([card["coder"], *(reading["coder"] for reading in card["readings"])])
    named = (
        ("", card["source"] or "no source"),
        ("published ", card["published"] or "on an unknown date"),
        ("reported by ", card["reporters"]),
        ("", card["span"]),
        ("mode ", card["mode"]),
        ("coded by ", ", ".join(coder for coder in coders if coder)),
        ("", short(str(card["id"]))),
        ("", f"{card['sheet']}:{card['line']}" if card["sheet"] else ""),
    )
    parts = [before + plain(value) for before, value in named if value]
    parts += [f"<{_address(card['url'])}>"] if card["url"] else []
    return f"[^{number}]: {'; '.join(parts)}"


def speaker(card: Card) -> str:
    """Return the speaker, with the bodies spoken for and the offices held."""
    return ", ".join([card["speaker"], *card["roles"]])


def words(card: Card) -> str:
    """Return quoted words in quotation marks, and other words with a tag."""
    if not card["paraphrase"]:
        return " … ".join(quote(plain(words)) for words in card["quotes"]) or "(no words recorded)"
    return f"[{card['tag']}] {plain(card['paraphrase'])}"


def _when(card: Card) -> str:
    """Return the days on which it counts, or that it has none."""
    return plain(card["when"])


def _read(reading: Mapping[str, Any], coder: str) -> str:
    """Return a reading; the coder is named if it is not the coder of the statement."""
    sure = [f"score {reading['score']}"] if reading["score"] else []
    sure += [f"{plain(reading['confidence'])} confidence"] if reading["confidence"] else []
    sure += [f"by {plain(reading['coder'])}"] if reading["coder"] not in ("", coder) else []
    sure += [plain(reading["differ"])] if reading["differ"] else []
    how = f" ({', '.join(sure)})" if sure else ""
    reason = f": {plain(reading['reason'])}" if reading["reason"] else ""
    return f"Reading: {reading['verb']} {plain(reading['label'])}{how}{reason}"


def _embedded(one: Mapping[str, str]) -> str:
    whose = f" (not a statement by {plain(one['whose'])})" if one["whose"] else ""
    return f"{plain(one['lead'])} {plain(one['text'])}{whose}"


def _circumstances(card: Card) -> Iterator[str]:
    basis, reason = card["basis"], card["date_reason"]
    if card["said_last"] and (basis or reason):
        yield f"Date: {plain(basis or 'basis not given')}{f'. {plain(reason)}' if reason else ''}"
    named = (
        ("", card["occasion"]),
        ("to ", card["addressee"]),
        ("in ", card["place"]),
        ("cue: ", card["cue"]),
    )
    said = "; ".join(before + plain(value) for before, value in named if value)
    if said:
        yield f"Circumstances: {said}"


def _address(url: str) -> str:
    """Return an address that is valid between angle brackets."""
    return "".join(f"%{ord(c):02X}" if c in '<>"\\`|^{}' else c for c in url)
