"""Whose stand a reading counts as: the speaker's own, or that of a body that they belonged to then.

A body is known for a statement in one of three ways, and in no other; nothing is guessed:

=========  ==================================================================================
coded      the statement itself says on whose behalf it was made
dated      an office or tie of the speaker is known to have lasted over every day on which
           the statement can have been made: from its beginning (or the day on which a source
           attests it) to its end (or that day)
reported   the source that reports the words also gives the speaker this office, and not as
           a former one, and no date rules it out; the words may be older than the report
=========  ==================================================================================

What the statement says goes before what its source says, there what covers the day before what bears no
dates, and both before what other sources say. Where
that leaves several bodies of the wanted kind, nobody knows for which of them the speaker spoke: like a
reading without any, it is left out, and a note says how many were and whose.
"""

from __future__ import annotations

import pandas as pd

from kg.networks.readings import Readings
from kg.wording.counts import count

#: Whose stand, and the classes of body that this takes in.
WHOSE = {
    "speaker": (),
    "organization": ("Organization", "Party", "Government"),
    "party": ("Party",),
    "government": ("Government",),
    "country": ("Country",),
}

#: What an affiliation has to rest on, from the most generous to the strictest.
AFFILIATIONS = {
    "reported": ("coded", "dated", "reported"),
    "dated": ("coded", "dated"),
}

_COLUMNS = ["speaker", "body", "class", "source", "first", "last", "begin", "end", "former"]


def affiliations(holding: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Offices and ties as one table: who belongs to which body, since when, and which source says so.

    Args:
        holding: rows of ``parts/holding.rq``.
        bodies: rows of ``parts/bodies.rq``. What belongs to a government belongs to the country that it
            governs; a body belongs to itself.

    Returns:
        Columns ``speaker``, ``body``, ``class``, ``source``, ``first`` and ``last`` (the days between
        which it is known to have lasted), ``begin`` and ``end`` (where these are known), ``former``. Sorted,
        each row once.
    """
    classes = bodies[["body", "class"]].astype(str).assign(**{"class": bodies["class"].map(_local)})
    governs = bodies[["body", "country"]].dropna().astype(str).drop_duplicates()
    attested, begin, end = (pd.to_datetime(holding[c]) for c in ("attested", "begin", "end"))
    held = pd.DataFrame(
        {
            "speaker": holding["actor"].astype(str),
            "body": holding["body"].astype(str),
            "source": holding["source"].astype(str),
            "first": begin.fillna(attested).fillna(end),
            "last": end.fillna(attested).fillna(begin),
            "begin": begin,
            "end": end,
            "former": holding["former"].astype(str).str.lower().isin(("true", "1")),
        }
    )
    itself = pd.DataFrame({"speaker": classes["body"], "body": classes["body"], "source": None})
    itself = itself.assign(first=pd.Timestamp.min, last=pd.Timestamp.max, former=False)
    itself = itself.reindex(columns=held.columns)
    days = dict.fromkeys(("first", "last", "begin", "end"), "datetime64[s]")
    every = pd.concat([held.astype(days), itself.astype(days)])
    above = every.merge(governs, on="body").drop(columns="body").rename(columns={"country": "body"})
    every = pd.concat([every, above]).merge(classes, on="body")
    return every[_COLUMNS].drop_duplicates().sort_values(_COLUMNS).reset_index(drop=True)


def standing_for(readings: Readings, whose: str = "speaker", affiliation: str = "reported") -> Readings:
    """The readings with ``actor`` and ``basis`` set, those without a known body left out.

    Args:
        readings: of whichever actors.
        whose: a key of :data:`WHOSE`.
        affiliation: a key of :data:`AFFILIATIONS`.
    """
    frame = readings.frame
    if whose == "speaker":
        return readings
    known = readings.background.affiliations
    if known is None:
        known = pd.DataFrame(columns=_COLUMNS)
    known = known[known["class"].isin(WHOSE[whose])]
    numbered = frame.assign(row=range(len(frame)))
    numbered["speaker"] = numbered["speaker"].astype(str)
    found = pd.concat([_coded(numbered, readings, known), _held(numbered, known, AFFILIATIONS[affiliation])])
    found = found[found["rank"] == found.groupby("row")["rank"].transform("min")]
    found = found.sort_values(["row", "body", "by"]).drop_duplicates(["row", "body"])
    several = found["row"].duplicated(keep=False)
    joined = numbered.merge(found[~several][["row", "body", "by"]], on="row").sort_values("row")
    joined["actor"] = joined["body"].astype("category")
    joined["basis"] = joined["by"].astype("category")
    joined["speaker"] = joined["speaker"].astype("category")
    unsure = numbered["row"].isin(found[several]["row"])
    unknown = ~numbered["row"].isin(found["row"])
    reported = int((joined["basis"] == "reported").sum())
    return readings.having(
        joined[frame.columns].reset_index(drop=True),
        _left_out(readings, numbered, unknown, f"the {whose} of the speaker at the time is not known"),
        _left_out(
            readings, numbered, unsure, f"the speaker belongs to several and could speak for any {whose}"
        ),
        f"For {count(reported, 'reading')} the {whose} is the one that the reporting source gives the "
        "speaker; the words may be older than the report (--affiliation dated leaves these out)."
        if reported
        else None,
    )


def _coded(numbered: pd.DataFrame, readings: Readings, known: pd.DataFrame) -> pd.DataFrame:
    """Bodies that the statements themselves name; a government stands for its country too."""
    behalf = readings.background.behalf
    rows = numbered[numbered["statement"].isin(behalf.keys())][["row", "statement"]]
    pairs = rows.assign(named=rows["statement"].map(behalf).astype(object)).explode("named")
    own = known[known["source"].isna()]
    found = pairs.merge(own, left_on="named", right_on="speaker")
    return found[["row", "body"]].assign(by="coded", rank=0)


def _held(numbered: pd.DataFrame, known: pd.DataFrame, allowed: tuple[str, ...]) -> pd.DataFrame:
    found = numbered[["row", "speaker", "source", "earliest", "latest"]].merge(
        known, on="speaker", suffixes=("", "_of")
    )
    itself = found["speaker"] == found["body"]
    within = (found["first"] <= found["earliest"]) & (found["latest"] <= found["last"])
    dated = within & (~found["former"] | found["end"].notna())
    here = found["source"].astype(str) == found["source_of"].astype(str)
    ruled_out = (found["begin"] > found["latest"]) | (found["end"] < found["earliest"])
    by = pd.Series("", index=found.index).mask(here & ~found["former"] & ~ruled_out, "reported")
    found = found.assign(by=by.mask(dated | itself, "dated"), rank=_rank(here | itself, dated | itself))
    return found[found["by"].isin(allowed)][["row", "body", "by", "rank"]]


def _rank(here: pd.Series, dated: pd.Series) -> pd.Series:
    """What goes first: an office of the same source that covers the day, any other of it, one of another."""
    return pd.Series(3, index=here.index).mask(here, 2).mask(here & dated, 1)


def _left_out(readings: Readings, numbered: pd.DataFrame, which: pd.Series, why: str) -> str | None:
    if not which.any():
        return None
    names = sorted({readings.background.label(speaker) for speaker in numbered.loc[which, "speaker"]})
    some = ", ".join(names[:5]) + (f" and {len(names) - 5:,} others" if len(names) > 5 else "")
    number = int(which.sum())
    left = f"{number:,} of {count(len(numbered), 'reading')} {'is' if number == 1 else 'are'} left out"
    return f"{left}, because {why}: {some}."


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]
