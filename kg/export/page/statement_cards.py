"""Statements as cards for the page: in words, cleaned, and ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.export.page.phrases import SIDES, embedded, quoted, texts
from kg.model.kinds import kind_of
from kg.model.statement import Reading, Statement, current, newest_first
from kg.questions.offices import day
from kg.wording.addresses import web_address
from kg.wording.attitudes import are_several, verb
from kg.wording.coders import differ
from kg.wording.days import counting, long
from kg.wording.offices import known
from kg.wording.passages import characters
from kg.wording.safe_text import clean, suspect

#: Mode to the tag before words that may not be the speaker's; for other modes they are the coder's.
_TAGS = {
    "reported-belief": "reported belief, paraphrased",
    "not-coded": "coded as",
    "": "quoted or paraphrased",
}


def statement_cards(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return every statement as a card, the newest first and those without a day last.

    Args:
        statements: rows of ``kg said``.

    Raises:
        KeyError: a row has no ``id``.
    """
    rows = list(statements)
    if suspect(rows):
        rows = [clean(row) for row in rows]
    differing = _differing(rows)
    return [_card(row, differing) for row in newest_first(rows)]


def _card(row: Statement, differing: Mapping[str, str]) -> dict[str, Any]:
    words = quoted(row)
    text = str(row.get("text") or "")
    basis = str(row.get("counts_by") or "")
    first, last = (day(row.get(key)) for key in ("counts_from", "counts_until"))
    offices, how = texts(row.get("speaker_roles")), [str(one) for one in row.get("speaker_roles_known") or ()]
    bodies = _bodies(row)
    several = are_several(str(row.get("speaker") or ""), str(row.get("speaker_label") or ""))
    return {
        "id": row["id"],
        "speaker": str(row.get("speaker_label") or row.get("speaker") or "unknown speaker"),
        "actor": row.get("speaker"),
        "kind": kind_of(str(row.get("speaker") or "")),
        "behalf": bodies,
        "offices": offices,
        "offices_known": how,
        "roles": [*(f"for {body}" for body in bodies), *known(offices, how)],
        "mode": str(row.get("mode") or ""),
        "quotes": list(words),
        "tag": _TAGS.get(str(row.get("mode") or ""), "paraphrase"),
        "paraphrase": "" if row.get("mode") == "direct" and words else text,
        "cue": str(row.get("cue") or ""),
        "first": "" if first is None or last is None else first.isoformat(),
        "last": "" if first is None or last is None else last.isoformat(),
        "counts_by": basis,
        "when": counting(long(row.get("counts_from"), row.get("counts_until")), basis),
        "said_first": str(row.get("said_earliest") or ""),
        "said_last": str(row.get("said_latest") or ""),
        "basis": str(row.get("date_basis") or ""),
        "date_reason": str(row.get("date_reason") or ""),
        "place": str(row.get("place_label") or ""),
        "addressee": ", ".join(texts(row.get("addressee_label"))),
        "occasion": str(row.get("occasion") or ""),
        "source_id": str(row.get("source") or row.get("source_label") or ""),
        "source": str(row.get("source_label") or row.get("source") or ""),
        "url": web_address(row.get("source_url")),
        "published": long(row.get("source_earliest"), row.get("source_latest")),
        "reporters": ", ".join(texts(row.get("reported_by_labels"))),
        "start": row.get("start"),
        "end": row.get("end"),
        "span": characters(row.get("start"), row.get("end")),
        "coder": str(row.get("coder_label") or ""),
        "sheet": str(row.get("sheet") or ""),
        "line": row.get("line"),
        "gone": None if current(row) else 1,
        "embeds": embedded(row),
        "readings": [_reading(reading, differing, several) for reading in row.get("about") or ()],
    }


def _differing(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return by reading how coders differ on the same words and target."""
    groups: dict[tuple[Any, ...], dict[str, tuple[str, str]]] = {}
    for row in rows:
        for reading in row.get("about") or ():
            code = reading.get("stance") or reading.get("evaluation")
            if code and current(row) and current(reading):
                words = (
                    *(row.get(key) for key in ("speaker", "source", "start", "end")),
                    reading.get("target"),
                )
                mine = groups.setdefault(words, {})
                mine[str(reading.get("reading"))] = str(reading.get("coder_label") or ""), str(code)
    found = {}
    for mine in groups.values():
        if said := differ(("", *pair) for pair in mine.values()):
            found.update(dict.fromkeys(mine, said))
    return found


def _bodies(row: Statement) -> list[str]:
    """Return the bodies that the speaker speaks for."""
    return texts(row.get("on_behalf_of_labels")) or texts(row.get("on_behalf_of"))


def _reading(reading: Reading, differing: Mapping[str, str], several: bool) -> dict[str, Any]:
    scheme = "evaluation" if reading.get("evaluation") else "stance"
    value = str(reading.get(scheme) or "")
    return {
        "id": str(reading.get("reading") or ""),
        "target": str(reading.get("target") or ""),
        "label": str(reading.get("label") or reading.get("target") or ""),
        "scheme": scheme if value else "",
        "value": value,
        "side": SIDES.get(value, ""),
        "verb": verb(scheme, value, several=several),
        "score": "" if reading.get("score") is None else str(reading["score"]),
        "confidence": str(reading.get("confidence") or ""),
        "reason": str(reading.get("reason") or ""),
        "coder": str(reading.get("coder_label") or ""),
        "differ": differing.get(str(reading.get("reading"))) or "",
        "gone": None if current(reading) else 1,
    }
