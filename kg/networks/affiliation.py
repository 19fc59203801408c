"""The actor that a reading counts for: the speaker, or a body to which the speaker belonged at the time.

A body is known for a statement in one of four ways; nothing is guessed. The days of a statement are those on
which it counts, and tenures follow :mod:`kg.model.tenure`, regardless of the sheet that records them:

=========  ==================================================================================
coded      the statement itself says on whose behalf it was made
dated      an office of the speaker is known to have lasted over all of these days
reported   the source that reports the words also gives the speaker this office or tie, and no
           date rules it out; the words may be older than the report
open       the office had begun, or a source attested it, before; its end is not known
=========  ==================================================================================

What the statement says takes precedence over what its source says, and that over what other sources say.
Within the same source, an office known to cover the days takes precedence. If several bodies of the wanted
kind remain, or none, the reading is left out, and a note gives the number of such readings and their
speakers. An office that may have been held on only some of the days is not enough.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from kg.model.tenure import Known, tenures
from kg.networks.choices import AFFILIATIONS, WHOSE
from kg.networks.reading_table import Readings
from kg.networks.tenure_table import DAYS, among, known, records, tabulated, with_days
from kg.questions.answer import notation
from kg.wording.counts import count, form

_COLUMNS = ["speaker", "body", "class", *DAYS, "sources", "past_sources", "itself"]


class Affiliations:
    """The bodies to which actors belong, with their days and sources; computed on first use."""

    def __init__(self, holding: pd.DataFrame, bodies: pd.DataFrame) -> None:
        """Keep the rows of the graph.

        Args:
            holding: rows of ``parts/holding.rq``.
            bodies: rows of ``parts/bodies.rq``. What belongs to a government belongs to the country that it
                governs; a body belongs to itself.
        """
        self._holding, self._bodies = holding, bodies

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per tenure of a body, tie to a body, or body itself.

        Columns ``speaker``, ``body``, ``class``, the days of the tenure
        (:data:`kg.networks.tenure_table.DAYS`), ``sources`` (those that give it as held), ``itself``. A tie
        has no days.
        """
        bodies, offices = self._bodies, self._holding["role"].notna()
        classes = bodies[["body", "class"]].astype(str).assign(**{"class": bodies["class"].map(notation)})
        governs = bodies[["body", "country"]].dropna().astype(str).drop_duplicates()
        held = tabulated(tenures(records(self._holding[offices]))).rename(columns={"actor": "speaker"})
        ties = self._holding.loc[~offices, ["actor", "body", "source"]].astype(str)
        tied = ties.groupby(["actor", "body"])["source"].agg(frozenset).rename("sources").reset_index()
        itself = pd.DataFrame({"speaker": classes["body"], "body": classes["body"]}).drop_duplicates()
        none = pd.Series([frozenset[str]()] * len(itself), dtype=object)
        parts: list[pd.DataFrame] = [
            held.assign(itself=False),
            _undated(tied.rename(columns={"actor": "speaker"}), itself=False),
            _undated(itself.assign(sources=none.to_numpy()), itself=True),
        ]
        every = pd.concat(parts)
        above = every.merge(governs, on="body").drop(columns="body").rename(columns={"country": "body"})
        every = pd.concat([every, above]).merge(classes.drop_duplicates(), on="body")
        return every[_COLUMNS].sort_values(["speaker", "body", "class", *DAYS]).reset_index(drop=True)


def _undated(table: pd.DataFrame, *, itself: bool) -> pd.DataFrame:
    """Return a table of bodies without days, with the columns of a table of tenures."""
    past = pd.Series([frozenset[str]()] * len(table), index=table.index, dtype=object)
    return with_days(table.assign(**dict.fromkeys(DAYS, None), past_sources=past, itself=itself))


def affiliated(readings: Readings, whose: str = "speaker", affiliation: str = "reported") -> Readings:
    """Return the readings with ``actor`` and ``basis`` set, without those whose body is unknown.

    Args:
        readings: of any actors.
        whose: a key of :data:`kg.networks.choices.WHOSE`.
        affiliation: a key of :data:`kg.networks.choices.AFFILIATIONS`.
    """
    frame = readings.frame
    if whose == "speaker":
        return readings
    of = readings.background.affiliations
    every = pd.DataFrame(columns=_COLUMNS) if of is None else of.table
    bodies = every[every["class"].isin(WHOSE[whose])]
    numbered = frame.assign(row=range(len(frame)))
    numbered["speaker"] = numbered["speaker"].astype(str)
    ways = AFFILIATIONS[affiliation]
    found = pd.concat([_coded(numbered, readings, bodies), _held(numbered, bodies, ways)])
    found = found[found["rank"] == found.groupby("row")["rank"].transform("min")]
    found = found.sort_values(["row", "body", "by"]).drop_duplicates(["row", "body"])
    several = found["row"].duplicated(keep=False)
    joined = numbered.merge(found[~several][["row", "body", "by"]], on="row").sort_values("row")
    joined["actor"] = joined["body"].astype("category")
    joined["basis"] = joined["by"].astype("category")
    joined["speaker"] = joined["speaker"].astype("category")
    unsure = numbered["row"].isin(found[several]["row"])
    unknown = ~numbered["row"].isin(found["row"])
    return readings.having(
        joined[frame.columns].reset_index(drop=True),
        _left_out(readings, numbered, unknown, f"the {whose} of the speaker at the time is unknown"),
        _left_out(readings, numbered, unsure, f"the speaker belongs to more than one {whose}"),
        *(_rests_on(joined, whose, how, what) for how, what in _LESS_SURE.items()),
    )


#: The evidence for a body if no date shows the affiliation, in words.
_LESS_SURE = {
    Known.REPORTED: "given by the reporting source (the words may be older than the report)",
    Known.OPEN: "given by an earlier office without a known end",
}


def _rests_on(joined: pd.DataFrame, whose: str, how: Known, what: str) -> str | None:
    number = int((joined["basis"] == how).sum())
    if not number:
        return None
    these = "this" if number == 1 else "these"
    return f"For {count(number, 'reading')} the {whose} is {what}; --affiliation dated leaves {these} out."


def _coded(numbered: pd.DataFrame, readings: Readings, bodies: pd.DataFrame) -> pd.DataFrame:
    """Return the bodies that the statements themselves name; a government also stands for its country."""
    behalf = readings.background.behalf
    rows = numbered[numbered["statement"].isin(behalf.keys())][["row", "statement"]]
    pairs = rows.assign(named=rows["statement"].map(behalf).astype(object)).explode("named")
    found = pairs.merge(bodies[bodies["itself"].eq(True)], left_on="named", right_on="speaker")
    return found[["row", "body"]].assign(by="coded", rank=0)


def _held(numbered: pd.DataFrame, bodies: pd.DataFrame, ways: tuple[str, ...]) -> pd.DataFrame:
    found = numbered[["row", "speaker", "source", "earliest", "latest"]].merge(bodies, on="speaker")
    itself = found["itself"].eq(True)
    by = known(found).mask(itself, Known.DATED)
    here = among(found["source"], found["sources"]) | itself
    found = found.assign(by=by, rank=_rank(here, by))
    return found[found["by"].isin(ways)][["row", "body", "by", "rank"]]


def _rank(here: pd.Series, by: pd.Series) -> pd.Series:
    """Rank the evidence: the reporting source before other sources, and dated before undated."""
    dated = by == Known.DATED
    return pd.Series(4, index=by.index).mask(dated, 3).mask(here, 2).mask(here & dated, 1)


def _left_out(readings: Readings, numbered: pd.DataFrame, which: pd.Series, why: str) -> str | None:
    if not which.any():
        return None
    names = sorted({readings.background.label(speaker) for speaker in numbered.loc[which, "speaker"]})
    some = ", ".join(names[:5]) + (f" and {len(names) - 5:,} others" if len(names) > 5 else "")
    number = int(which.sum())
    left = f"{number:,} of {count(len(numbered), 'reading')} {form(number, 'is', 'are')} left out"
    return f"{left}, because {why}: {some}."
