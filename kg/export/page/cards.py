"""A statement as the page shows it: worded, cleaned, and ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.export.page.wording import VERBS, clean, embedded, quoted, span, texts, web_address, when
from kg.networks import SIDES

#: Mode to what stands before words that are not known to be the speaker's; else they are the coder's.
_TAGS = {
    "reported-belief": "reported belief, paraphrased",
    "not-coded": "coded as",
    "": "quoted or paraphrased",
}


def statement_cards(statements: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every statement as the page shows it, the newest first and undated ones last.

    Raises:
        KeyError: a row has no ``id``.
    """
    rows = [clean(row) for row in statements]
    rows.sort(key=lambda r: (str(r.get("speaker_label") or ""), r.get("start") or 0, r["id"]))
    rows.sort(key=lambda r: str(r.get("said_latest") or ""), reverse=True)
    return [_card(row) for row in rows]


def _card(row: Mapping[str, Any]) -> dict[str, Any]:
    words = quoted(row)
    text = str(row.get("text") or "")
    return {
        "id": row["id"],
        "speaker": str(row.get("speaker_label") or row.get("speaker") or "unknown speaker"),
        "actor": row.get("speaker"),
        "roles": [f"for {body}" for body in _bodies(row)] + texts(row.get("speaker_roles")),
        "mode": str(row.get("mode") or ""),
        "quotes": list(words),
        "tag": _TAGS.get(str(row.get("mode") or ""), "paraphrase"),
        "paraphrase": "" if row.get("mode") == "direct" and words else text,
        "cue": str(row.get("cue") or ""),
        "when": when(row.get("said_earliest"), row.get("said_latest")),
        "basis": str(row.get("date_basis") or ""),
        "date_reason": str(row.get("date_reason") or ""),
        "place": str(row.get("place_label") or ""),
        "addressee": ", ".join(texts(row.get("addressee_label"))),
        "occasion": str(row.get("occasion") or ""),
        "source": str(row.get("source_label") or row.get("source") or ""),
        "url": web_address(row.get("source_url")),
        "published": when(row["source_earliest"], row.get("source_latest"))
        if row.get("source_earliest")
        else "",
        "reporters": ", ".join(texts(row.get("reported_by_labels"))),
        "span": span(row),
        "embeds": embedded(row),
        "readings": [_reading(reading) for reading in row.get("about") or ()],
    }


def _bodies(row: Mapping[str, Any]) -> list[str]:
    """For whom the speaker speaks here: the first thing to know of a speaker's standing."""
    return texts(row.get("on_behalf_of_labels")) or texts(row.get("on_behalf_of"))


def _reading(reading: Mapping[str, Any]) -> dict[str, Any]:
    scheme = "evaluation" if reading.get("evaluation") else "stance"
    value = str(reading.get(scheme) or "")
    return {
        "id": str(reading.get("reading") or ""),
        "label": str(reading.get("label") or reading.get("target") or ""),
        "value": value,
        "side": SIDES.get(value, ""),
        "verb": VERBS.get((scheme, value), "speaks on"),
        "score": "" if reading.get("score") is None else str(reading["score"]),
        "confidence": str(reading.get("confidence") or ""),
        "reason": str(reading.get("reason") or ""),
        "coder": str(reading.get("coder_label") or ""),
    }
