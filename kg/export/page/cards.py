"""A statement as the page shows it: worded, cleaned, and ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.export.page.wording import VERBS, clean, embedded, quoted, span, suspect, texts, web_address, when
from kg.networks import SIDES
from kg.networks.twomode import kind_of

#: Mode to what stands before words that are not known to be the speaker's; else they are the coder's.
_TAGS = {
    "reported-belief": "reported belief, paraphrased",
    "not-coded": "coded as",
    "": "quoted or paraphrased",
}


def statement_cards(
    statements: Iterable[Mapping[str, Any]], roles: Mapping[str, Sequence[str]] | None = None
) -> list[dict[str, Any]]:
    """Every statement as the page shows it, the newest first and undated ones last.

    Args:
        statements: rows of ``kg said``.
        roles: by statement, the offices of its speaker at the time; without it those that the row names.

    Raises:
        KeyError: a row has no ``id``.
    """
    rows = list(statements)
    if suspect(rows):
        rows = [clean(row) for row in rows]
    rows.sort(key=lambda r: (str(r.get("speaker_label") or ""), r.get("start") or 0, r["id"]))
    rows.sort(key=lambda r: str(r.get("said_latest") or ""), reverse=True)
    return [_card(row, None if roles is None else texts(clean(roles.get(row["id"], ())))) for row in rows]


def _card(row: Mapping[str, Any], roles: Sequence[str] | None) -> dict[str, Any]:
    words = quoted(row)
    text = str(row.get("text") or "")
    return {
        "id": row["id"],
        "speaker": str(row.get("speaker_label") or row.get("speaker") or "unknown speaker"),
        "actor": row.get("speaker"),
        "kind": kind_of(str(row.get("speaker") or "")),
        "roles": [f"for {body}" for body in _bodies(row)]
        + (texts(row.get("speaker_roles")) if roles is None else list(roles)),
        "mode": str(row.get("mode") or ""),
        "quotes": list(words),
        "tag": _TAGS.get(str(row.get("mode") or ""), "paraphrase"),
        "paraphrase": "" if row.get("mode") == "direct" and words else text,
        "cue": str(row.get("cue") or ""),
        "first": str(row.get("said_earliest") or ""),
        "last": str(row.get("said_latest") or ""),
        "when": when(row.get("said_earliest"), row.get("said_latest")),
        "basis": str(row.get("date_basis") or ""),
        "date_reason": str(row.get("date_reason") or ""),
        "place": str(row.get("place_label") or ""),
        "addressee": ", ".join(texts(row.get("addressee_label"))),
        "occasion": str(row.get("occasion") or ""),
        "source_id": str(row.get("source") or row.get("source_label") or ""),
        "source": str(row.get("source_label") or row.get("source") or ""),
        "url": web_address(row.get("source_url")),
        "published": when(row["source_earliest"], row.get("source_latest"))
        if row.get("source_earliest")
        else "",
        "reporters": ", ".join(texts(row.get("reported_by_labels"))),
        "start": row.get("start"),
        "end": row.get("end"),
        "span": span(row),
        "coder": str(row.get("coder_label") or ""),
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
        "target": str(reading.get("target") or ""),
        "label": str(reading.get("label") or reading.get("target") or ""),
        "scheme": scheme if value else "",
        "value": value,
        "side": SIDES.get(value, ""),
        "verb": VERBS.get((scheme, value), "speaks on"),
        "score": "" if reading.get("score") is None else str(reading["score"]),
        "confidence": str(reading.get("confidence") or ""),
        "reason": str(reading.get("reason") or ""),
        "coder": str(reading.get("coder_label") or ""),
    }
