"""Rows of an answer as a pandas data frame: labels, typed dates and numbers, lists as lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\S*")
#: How the names of columns with days end; where a column is empty, nothing else shows its type.
_DAYS: Final = ("earliest", "latest", "counts_from", "counts_until", "since", "until", "from", "to")


def data_frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return ``rows`` as a data frame.

    A thing has its label in the column of its name, and its IRI in ``<name>_iri`` at the end. Days are
    ``datetime64[s]``, times ``datetime64[us, UTC]``, whole numbers with gaps ``Int64``, truth values with
    gaps ``boolean``. Lists stay lists, and what is missing in them stays None.

    Args:
        columns: the keys of each row, in order.
        rows: plain values.

    >>> rows = [{"speaker": "urn:a", "speaker_label": "Ann", "counts_from": "2025-10-07", "n": 1},
    ...         {"speaker": "urn:b", "speaker_label": "Bob", "counts_from": None, "n": None}]
    >>> frame = data_frame(["speaker", "speaker_label", "counts_from", "n"], rows)
    >>> list(frame), frame["speaker"].tolist()
    (['speaker', 'counts_from', 'n', 'speaker_iri'], ['Ann', 'Bob'])
    >>> [str(kind) for kind in frame[["counts_from", "n"]].dtypes]
    ['datetime64[s]', 'Int64']
    """
    listed = list(rows)
    labelled = labels(columns)
    data: dict[str, pd.Series] = {}
    for column in columns:
        if column not in labelled.values():
            data[column] = _series(column, [row.get(labelled.get(column, column)) for row in listed])
    for column in labelled:
        ending = "_iris" if labelled[column].endswith("_labels") else "_iri"
        data[column + ending] = _series(column + ending, [row.get(column) for row in listed])
    return pd.DataFrame(data, index=pd.RangeIndex(len(listed)))


def labels(columns: Iterable[str]) -> dict[str, str]:
    """The column with the labels of each column that holds things.

    >>> labels(["speaker", "speaker_label", "on_behalf_of", "on_behalf_of_labels", "text", "side_label"])
    {'speaker': 'speaker_label', 'on_behalf_of': 'on_behalf_of_labels'}
    """
    known = list(columns)
    return {
        column: column + ending
        for column in known
        for ending in ("_label", "_labels")
        if column + ending in known
    }


def _series(name: str, values: list[Any]) -> pd.Series:
    """A column of the type that its values share; of objects where they share none."""
    given = [value for value in values if value is not None]
    if _all(given, _DAY) or (not given and name.endswith(_DAYS)):
        try:
            days = np.array(["NaT" if value is None else value for value in values], "datetime64[s]")
        except ValueError:  # 2025-13-40
            return _objects(values)
        return pd.Series(days)
    if _all(given, _TIME):
        times = pd.to_datetime(pd.Series(values, dtype=object), utc=True, errors="coerce", format="ISO8601")
        return times.astype("datetime64[us, UTC]") if times.notna().sum() == len(given) else _objects(values)
    kinds = {type(value) for value in given}
    if kinds == {bool}:
        return pd.Series(values, dtype="bool" if len(given) == len(values) else "boolean")
    if kinds == {int}:
        try:
            return pd.Series(values, dtype="int64" if len(given) == len(values) else "Int64")
        except OverflowError:
            return _objects(values)
    if kinds and kinds <= {int, float}:
        return pd.Series(values, dtype="float64")
    return _objects(values)


def _objects(values: list[Any]) -> pd.Series:
    """A column of values as they are: without a type pandas 3 makes strings of them, and NaN of None."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return pd.Series(column, dtype=object)


def _all(values: list[Any], form: re.Pattern[str]) -> bool:
    return bool(values) and all(isinstance(value, str) and form.fullmatch(value) for value in values)
