"""Fetch readings from a store into a table.

The queries are few and plain, and their rows are joined here: joining a million readings to their statements,
dates and revisions takes an engine five times as long as listing each. Two queries run at a time; rows arrive
as TSV (:mod:`kg.store.tsv`), which pandas reads quickly.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.model.directions import FURTHERS, WORKS_AGAINST
from kg.model.ids import short
from kg.model.kinds import ISSUE_KINDS, kind_of
from kg.model.stances import SCORES, scale
from kg.namespaces import SKOS, WSW
from kg.networks.affiliation import Affiliations
from kg.networks.reading_table import Background, Readings, shaped
from kg.questions.answer import notation
from kg.questions.catalogue import part
from kg.store import tsv
from kg.store.deadline import let_go
from kg.store.index.record_lookup import Records
from kg.store.terms import Term, iri

if TYPE_CHECKING:
    from kg.store.base import Store

Terms = Mapping[str, Sequence[Term]]


def fetch(
    store: Store,
    *,
    by: Sequence[Term] = (),
    about: Sequence[Term] = (),
    source: Sequence[Term] = (),
    value: Sequence[Term] = (),
    bodies: bool = True,
) -> Readings:
    """Return every reading that counts, with the background that networks need.

    Superseded and retracted readings, and readings of such statements, are left out.

    Args:
        store: the graph.
        by: only these speakers.
        about: only these targets.
        source: only these sources.
        value: only these stances and evaluations.
        bodies: whether to fetch the bodies to which actors belong; networks of speakers do not need them.

    Raises:
        OutOfTime: a query took longer than ``store.limit``.
        StoreError: the engine failed.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     sorted(fetch(store).frame["value"].unique())[:2]
    ['negative', 'neutral']
    """
    asked: dict[str, tuple[str, Terms]] = {
        "called": ("called", {}),
        "score": ("property", {"property": [iri(WSW.score)]}),
        "broader": ("property", {"property": [iri(SKOS.broader)]}),
        "furthers": ("property", {"property": [iri(WSW.furthers)]}),
        "works_against": ("property", {"property": [iri(WSW.worksAgainst)]}),
    }
    if bodies:
        asked |= {
            "behalf": ("property", {"property": [iri(WSW.onBehalfOf)]}),
            "holding": ("holding", {}),
            "bodies": ("bodies", {}),
        }
    records = None if store.index is None else store.index.records
    if records is None:
        asked |= {
            "revised": ("revised", {}),
            "stands": ("stands", {"about": about, "value": value}),
            "spoken": ("spoken", {"by": by, "in": source}),
            "dated": ("dated", {}),
        }

    def fetched(name: str) -> pd.DataFrame:
        try:
            return rows(store, *asked[name])
        except BaseException as error:  # raised in the thread of the caller
            let_go(error)
            raise

    with ThreadPoolExecutor(2) as pool:
        # Each thread needs a context with the deadline of the question.
        waiting = {name: pool.submit(copy_context().run, fetched, name) for name in asked}
        try:
            found = {name: each.result() for name, each in waiting.items()}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if records is not None:
        frame = _from_columns(records, by=by, about=about, source=source, value=value)
        if len(found["score"]):
            found["revised"] = rows(store, "revised", {})
    else:
        frame = _joined(found)
    gone = set(found["revised"]["record"]) if "revised" in found else set()
    frame["actor"] = frame["speaker"]
    frame["basis"] = pd.Categorical.from_codes(np.zeros(len(frame), int), categories=pd.Index(["speaker"]))
    frame["score"] = frame["value"].map(SCORES).astype(float)
    frame["weight"] = 1.0
    own = found["score"].drop_duplicates("node").set_index("node")["value"]
    own = pd.to_numeric(own, errors="coerce").astype(float).dropna()  # also what is not a number
    own = own[~own.index.isin(gone)]
    frame["own"] = frame["reading"].isin(own.index) if len(own) else False
    if len(own):
        frame["score"] = frame["reading"].map(own).fillna(frame["score"])
    scale = _scale(store, own)
    frame = frame.sort_values("reading", kind="stable")
    note = f"Scores range from {scale[0]:g} to {scale[1]:g}: R is {scale[1] - scale[0]:g}."
    return Readings(shaped(frame), _background(found), scale, (note,) if len(own) else ())


def _joined(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the readings with their statements and days, from the rows of the queries."""
    gone = set(found["revised"]["record"])
    frame = found["stands"].merge(found["spoken"], on="statement", how="inner")
    if gone:
        frame = frame[~frame["reading"].isin(gone) & ~frame["statement"].isin(gone)]
    frame = frame.merge(found["dated"], on="statement", how="left")
    frame["counts_by"] = _basis(frame["counts_by"])
    frame["scheme"] = frame.pop("judging").map(notation)
    frame["value"] = frame["value"].map(notation).astype("category")
    return frame


def _from_columns(records: Records, **only: Sequence[Term]) -> pd.DataFrame:
    """Return the readings with their statements and days, from the columns of the index."""
    chosen = {name: [term.value for term in terms] if terms else None for name, terms in only.items()}
    read = pd.DataFrame(
        records.readings(
            by=chosen["by"], about=chosen["about"], source=chosen["source"], value=chosen["value"]
        ),
        columns=[
            *("reading", "statement", "passage", "source", "speaker", "target"),
            *("stance", "evaluation", "earliest", "latest", "counts_by"),
        ],
        dtype=object,
    )
    read = read[read["source"].notna()]
    undated = read["earliest"].isna() | read["latest"].isna()
    read.loc[undated, ["earliest", "latest", "counts_by"]] = [None, None, "unknown"]
    terms = records.terms()
    wanted = None if chosen["value"] is None else set(chosen["value"])
    parts = []
    for scheme in ("stance", "evaluation"):
        part_of = read[read[scheme].notna()].rename(columns={scheme: "value"})
        if wanted is not None:
            part_of = part_of[part_of["value"].map(terms).isin(wanted)]
        parts.append(part_of.assign(scheme=scheme))
    frame = pd.concat(parts, ignore_index=True)
    for column in ("source", "speaker", "target"):
        frame[column] = _named(frame[column], terms)
    frame["value"] = _named(frame["value"], {number: notation(term) for number, term in terms.items()})
    return frame


def _named(numbers: pd.Series, terms: Mapping[int, str | None]) -> pd.Series:
    """Return a column of numbers of terms as a category of their names; two terms may have one name."""
    codes, unique = pd.factorize(numbers.astype("int64"))
    names = [str(terms[number]) for number in unique]
    place = {name: number for number, name in enumerate(sorted(set(names)))}
    places = np.array([place[name] for name in names], dtype=np.int64)[codes]
    return pd.Series(pd.Categorical.from_codes(places, categories=pd.Index(place)), index=numbers.index)


def _scale(store: Store, own: pd.Series) -> tuple[float, float]:
    """Return the lowest and highest possible score in the whole graph, regardless of the selection.

    Args:
        store: the graph.
        own: the scores that coders assigned to single readings.
    """
    if not len(own):
        return scale((), every=False)
    readings = int(rows(store, "count", {"class": [iri(WSW.Reading)]})["things"].iloc[0])
    return scale(own.tolist(), every=len(own) >= readings)


def rows(store: Store, name: str, params: Terms) -> pd.DataFrame:
    """Return the rows of one of the queries in ``parts/``: every column as text, None for a missing value.

    Columns with repeated values are categories, unless two of their texts differ only in language.
    """
    question = part(name)
    sparql = question.fill({key: terms for key, terms in params.items() if terms})
    frame = pd.read_csv(
        io.BytesIO(store.tsv(sparql, limit=store.limit)),
        sep="\t",
        quoting=csv.QUOTE_NONE,
        dtype=defaultdict(lambda: "object", {f"?{name}": "category" for name in _REPEATED}),
        keep_default_na=False,
        na_values=[""],
        skip_blank_lines=False,
    )
    frame.columns = frame.columns.str.removeprefix("?")
    for column in frame.columns:
        frame[column] = _values(frame[column])
    return frame


def _values(cells: pd.Series) -> pd.Series:
    """Return the values of a column of cells."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        # Two cells may have the same value, such as a text in two languages.
        values = [tsv.value(str(cell)) for cell in cells.cat.categories]  # numbers stay numbers
        if len(set(values)) == len(values):
            return cells.cat.rename_categories(values)
        return cells.astype(object).map(tsv.value, "ignore")
    found = [tsv.value(cell) if isinstance(cell, str) else cell for cell in cells.array]
    return pd.Series(found, dtype=object, index=cells.index)


_REPEATED = (
    *("target", "judging", "value", "speaker", "source", "earliest", "latest", "counts_by"),
    *("actor", "body"),
)


def _basis(column: pd.Series) -> pd.Series:
    """Return the basis of each reading's days; "unknown" if its statement has none."""
    known = column.astype("category").map(notation, na_action="ignore")
    return known.astype(object).fillna("unknown").astype("category")


def _background(found: Mapping[str, pd.DataFrame]) -> Background:
    called = found["called"].drop_duplicates(["entity", "class"]).sort_values(["entity", "class"])
    labels = _told_apart(dict(zip(called["entity"], called["label"], strict=True)))
    kinds = {entity: kind_of(entity) for entity in labels}
    for entity, cls in zip(called["entity"], called["class"], strict=True):
        if cls in ISSUE_KINDS:
            kinds[entity] = ISSUE_KINDS[cls]
    return Background(
        labels=labels,
        kinds=kinds,
        broader=_several(found["broader"]),
        directions=_directions(found["furthers"], found["works_against"]),
        affiliations=Affiliations(found["holding"], found["bodies"]) if "bodies" in found else None,
        behalf=_several(found["behalf"]) if "behalf" in found else {},
    )


def _told_apart(labels: dict[str, str]) -> dict[str, str]:
    """Return the labels; a label that several things share is followed by the id.

    >>> _told_apart({"urn:id/person/a": "Sam", "urn:id/person/b": "Sam"})["urn:id/person/b"]
    'Sam (person/b)'
    """
    often = Counter(labels.values())
    return {x: f"{label} ({short(x)})" if often[label] > 1 else label for x, label in labels.items()}


def _directions(furthers: pd.DataFrame, works_against: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return the next broader issues of each issue with the sign of the direction; 0 if both are coded."""
    found: dict[str, dict[str, int]] = {}
    for frame, side in ((furthers, FURTHERS), (works_against, WORKS_AGAINST)):
        for narrow, broad in zip(frame["node"], frame["value"].astype(str), strict=True):
            known = found.setdefault(str(narrow), {})
            known[broad] = side if known.get(broad, side) == side else 0
    return found


def _several(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the values of each node, sorted."""
    values: dict[str, set[str]] = {}
    for node, value in zip(frame["node"], frame["value"].astype(str), strict=True):
        values.setdefault(node, set()).add(value)
    return {node: tuple(sorted(found)) for node, found in sorted(values.items())}
