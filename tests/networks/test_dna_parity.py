"""Networks and measures equal those of Discourse Network Analyzer (DNA), or differ for a known cause.

What the numbers are, and where DNA's are not what their names say, stands in ``dna/README.md``.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from kg.networks.bipartite import TwoMode
from kg.networks.measures.distances import distances
from kg.networks.measures.losses import Project
from kg.networks.measures.nested_backbone import nested_backbone
from kg.networks.measures.polarisation import polarise
from kg.networks.measures.quality import quality
from kg.networks.measures.target_backbone import assess, fixed_backbone, penalised_backbone
from kg.networks.network import Network
from kg.networks.over_time import WindowNetwork, over_time
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.score_counts import counted
from kg.networks.settings import Settings
from kg.networks.weights import closeness, weights
from kg.networks.windows import Windowing

Matrix = npt.NDArray[np.float64]
Json = Mapping[str, Any]

GOLDEN = Path(__file__).parent / "dna"
SAMPLE = Path(__file__).parents[3] / "shared" / "dna" / "sample.dna"

#: DNA's words to ours.
ONE_MODE = {
    "congruence": "congruence",
    "conflict": "conflict",
    "subtract": "subtract",
    "ignore": "cooccurrence",
}
NORMALIZATION = {"no": "none", "cosine": "dna-cosine"}
DUPLICATES = {"include": "all", "document": "source", "acrossrange": "range"}
ISSUES = ("concept",)


@cache
def golden(name: str) -> Json:
    found: Json = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def once_in(settings: Json) -> str:
    """Our word for DNA's rule for duplicates."""
    word = str(settings.get("duplicates", "include"))
    return DUPLICATES.get(word, word)


# Statements.


def said(rows: Sequence[Sequence[Any]]) -> Readings:
    """Readings of statements: actor, issue, value, document, day; the scale is the range of values found."""
    stance = {1: "support", -1: "oppose", 0: "neutral"}
    values = [row[2] for row in rows]
    return Readings(
        table(
            [
                {
                    "reading": f"urn:reading:{number:04}",
                    "statement": f"urn:statement:{number:04}",
                    "actor": f"urn:{actor}",
                    "target": f"urn:{issue}",
                    "value": stance[int(math.copysign(1, value)) if value else 0],
                    "score": float(value),
                    "source": f"urn:document:{document}",
                    "earliest": day,
                    "latest": day,
                }
                for number, (actor, issue, value, document, day) in enumerate(rows)
            ]
        ),
        Background(labels={f"urn:{label}": label for row in rows for label in row[:2]}),
        scale=(min(values), max(values)),
    )


@cache
def readings_of(data: str, actor: str = "actor") -> Readings:
    return said(statements(data, actor))


def statements(data: str, actor: str) -> list[list[Any]]:
    """Of a world, or of the sample where it is at hand; boolean values as -1 and 1."""
    if data != "sample":
        world = WORLDS[data]
        boolean = world["qualifier"] == "boolean"
        return [[a, i, 2 * v - 1 if boolean else v, d, day] for a, i, v, d, day in world["statements"]]
    if not SAMPLE.exists():
        pytest.skip("DNA's sample database is not here")
    with closing(sqlite3.connect(f"{SAMPLE.as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute((GOLDEN / "sample.sql").read_text(encoding="utf-8"), {"actor": actor})
        return [
            [a, i, 2 * v - 1, d, date.fromordinal(719163 + s // 86400).isoformat()] for a, i, v, d, s in rows
        ]


WORLDS: dict[str, Json] = {world["name"]: world for world in golden("worlds")["worlds"]}


def labels(data: str, variable: str) -> list[str]:
    head: Json = golden("sample")["labels"] if data == "sample" else WORLDS[data]["labels"]
    found: list[str] = head[variable]
    return found


def actors_of(settings: Json) -> str:
    """The variable whose values are the actors."""
    first, second = settings["variable1"], settings["variable2"]
    return str(second if first in ISSUES else first)


# Our networks in DNA's words.


def chosen(settings: Json) -> Settings:
    """DNA's settings in our words."""
    name, aggregation = str(settings.get("normalization", "no")), settings["qualifierAggregation"]
    return Settings(
        kind="two-mode" if settings["networkType"] == "twomode" else ONE_MODE[aggregation],
        cells="count" if aggregation == "ignore" else "subtract",
        of="issues" if settings["variable1"] in ISSUES else "actors",
        normalization=NORMALIZATION.get(name, name),
        duplicates=once_in(settings),
        neutral="between",
        isolates=True,
    )


def arranged(network: Network | TwoMode, rows: Sequence[str], columns: Sequence[str]) -> Matrix:
    """The weights in the order of DNA's labels; 0 for a node that is not there."""
    row = {network.label(iri): number for number, iri in enumerate(network.rows)}
    column = {network.label(iri): number for number, iri in enumerate(network.columns)}
    found = np.zeros((len(rows), len(columns)))
    for i, one in enumerate(rows):
        for j, other in enumerate(columns):
            if one in row and other in column:
                found[i, j] = network.weights[row[one], column[other]]
    return found


def ours(readings: Readings, settings: Json, rows: Sequence[str], columns: Sequence[str]) -> Matrix:
    """The matrix that we compute under DNA's settings."""
    return arranged(project(readings, chosen(settings)), rows, columns)


def theirs(case: Json) -> Matrix:
    return np.array(case["matrix"], dtype=float)


def names(data: str, settings: Json) -> tuple[list[str], list[str]]:
    """The labels of rows and columns."""
    across = settings["variable2"] if settings["networkType"] == "twomode" else settings["variable1"]
    return labels(data, settings["variable1"]), labels(data, across)


def close(one: npt.ArrayLike, other: npt.ArrayLike) -> bool:
    return bool(np.allclose(one, other, rtol=0, atol=1e-9))


def differing(data: str, cases: Sequence[Json], ready: Callable[[Readings, Json], Readings]) -> list[Json]:
    """The settings of the networks that differ from DNA's."""
    found = []
    for case in cases:
        settings = case["settings"]
        readings = ready(readings_of(data, actors_of(settings)), settings)
        if not close(ours(readings, settings, *names(data, settings)), theirs(case)):
            found.append(settings)
    return found


# Where DNA counts in its own way.


def in_dnas_way(readings: Readings, settings: Json) -> Readings:
    """The readings changed so that DNA's rule for duplicates and ours come to the same.

    DNA takes the same month or week of two years for one, so all days are moved to one year (of 53 weeks).
    Where it is to ignore the qualifier, it takes statements of opposite values for duplicates.
    """
    frame, period = readings.frame, settings["duplicates"]
    if period == "month":
        frame = dated(frame, lambda day: day.replace(year=2020, day=1))
    if period == "week":
        frame = dated(frame, lambda day: date.fromisocalendar(2020, day.isocalendar().week, 1))
    if settings["qualifierAggregation"] == "ignore" and period != "include":
        frame = frame.assign(value=frame["value"].iloc[0], score=frame["score"].iloc[0])
    return replace(readings, frame=frame)


def dated(frame: pd.DataFrame, moved: Callable[[date], date]) -> pd.DataFrame:
    days = pd.to_datetime([moved(day.date()) for day in frame["earliest"]]).as_unit("s")
    return frame.assign(earliest=days, latest=days)


def unlike_by_name(settings: Json) -> bool:
    """Whether DNA normalises by levels of a qualifier that it is to ignore."""
    return (settings["qualifierAggregation"], settings["normalization"]) == ("ignore", "jaccard")


def plain_networks(data: str) -> list[Json]:
    cases: list[Json] = golden("sample")["networks"] if data == "sample" else WORLDS[data]["networks"]
    return [case for case in cases if not unlike_by_name(case["settings"])]


@pytest.mark.parametrize("data", [*WORLDS, "sample"])
def test_networks_equal_dnas(data: str) -> None:
    """Of all kinds, normalisations and duplicates, once days and values are as DNA compares them."""
    assert differing(data, plain_networks(data), in_dnas_way) == []


@pytest.mark.parametrize("data", WORLDS)
def test_as_many_statements_count_as_in_dna(data: str) -> None:
    for case in WORLDS[data]["networks"]:
        settings, readings = case["settings"], in_dnas_way(readings_of(data), case["settings"])
        kept = prepare(readings, Settings(kind="cooccurrence", duplicates=once_in(settings)))
        assert len(kept) == case["statements"], settings


@pytest.mark.parametrize("period", ["week", "month"])
def test_the_same_week_or_month_of_two_years_is_one_for_dna_and_two_for_us(period: str) -> None:
    cases = [case for case in WORLDS["b2"]["networks"] if case["settings"]["duplicates"] == period]
    assert differing("b2", cases, lambda readings, settings: readings)


@pytest.mark.parametrize("data", [*WORLDS, "sample"])
def test_where_the_qualifier_is_ignored_dnas_jaccard_is_that_of_congruence(data: str) -> None:
    """The weight is that of co-occurrence, what it is divided by knows who says the same."""
    cases = golden("sample")["networks"] if data == "sample" else WORLDS[data]["networks"]
    for case in cases:
        settings = case["settings"]
        if not unlike_by_name(settings):
            continue
        readings = in_dnas_way(
            readings_of(data, actors_of(settings)), {**settings, "qualifierAggregation": ""}
        )
        if settings["duplicates"] != "include":
            readings = first_only(readings, settings)
        both = names(data, settings)
        plain = {**settings, "normalization": "no", "duplicates": "include"}
        together = ours(readings, plain, *both)
        agree = ours(readings, {**plain, "qualifierAggregation": "congruence"}, *both)
        divided = {**plain, "qualifierAggregation": "congruence", "normalization": "jaccard"}
        under = np.divide(agree, ours(readings, divided, *both), where=agree > 0, out=np.ones_like(agree))
        found = together / under
        assert close(found[agree > 0], theirs(case)[agree > 0])


def first_only(readings: Readings, settings: Json) -> Readings:
    """What DNA keeps where it ignores the qualifier: the first of each actor, issue and period."""
    alike = in_dnas_way(readings, {**settings, "qualifierAggregation": "ignore"})
    kept = prepare(alike, Settings(kind="cooccurrence", duplicates=once_in(settings))).frame["reading"]
    return readings.having(readings.frame[readings.frame["reading"].isin(kept)].reset_index(drop=True))


# Published figures.


@pytest.mark.parametrize(
    ("kind", "shape", "total"),
    [("twomode", (7, 6), 40), ("onemode", (7, 7), 276)],
    ids=["two-mode", "one-mode"],
)
def test_the_sample_gives_the_figures_that_rdna_publishes(
    kind: str, shape: tuple[int, int], total: int
) -> None:
    settings = {"networkType": kind, "variable1": "organization", "variable2": "concept"}
    settings |= {"qualifierAggregation": "ignore"}
    found = ours(readings_of("sample", "organization"), settings, *names("sample", settings))
    assert (found.shape, found.sum(), bool((found == 10).any())) == (shape, total, True)


# Windows.


def windows_of(name: str) -> Iterator[tuple[Json, Json]]:
    """Every window of every series whose statements are at hand."""
    for series in golden("windows")[name]:
        if series["data"] == "sample" and not SAMPLE.exists():
            continue
        for window in series["windows"]:
            yield series, window


@cache
def series_of(name: str, number: int) -> list[WindowNetwork]:
    """Our windows for one of DNA's series."""
    series = golden("windows")[name][number]
    settings, data = series["settings"], series["data"]
    unit, size = settings["timeWindow"], settings["windowSize"]
    windowing = Windowing(
        unit="statements" if unit == "events" else unit,
        size=2 * (size // 2) + 1 if unit == "events" else size,
        slide=True,
        dna=True,
        kernel=settings.get("kernel"),
    )
    return over_time(readings_of(data, actors_of(settings)), chosen(settings), windowing)


@pytest.mark.parametrize("number", range(len(golden("windows")["windows"])))
def test_sliding_windows_give_the_networks_that_they_give_in_dna(number: int) -> None:
    """A window of an even number of statements has one more in DNA."""
    series = golden("windows")["windows"][number]
    found = series_of("windows", number)
    assert len(found) == series["count"]
    for window in series["windows"]:
        network = found[window["index"]].network
        assert close(arranged(network, *names(series["data"], series["settings"])), theirs(window))


# Kernels.

#: What DNA weighs a statement with, by its distance d from the middle: from 1 at the start of a window to -1.
KERNELS: dict[str, Callable[[Matrix], Matrix]] = {
    "uniform": lambda d: np.where(np.abs(d) <= 1, 0.5, 0.0),
    "gaussian": lambda d: np.exp(-0.5 * d**2) / math.sqrt(2 * math.pi),
    "triangular": lambda d: np.where(np.abs(d) <= 1, np.abs(1 - d), 0.0),
    "epanechnikov": lambda d: np.where(np.abs(d) <= 1, 0.75 * (1 - d) ** 2, 0.0),
}


def apart(days: pd.Series, middle: date, unit: str) -> Matrix:
    """Whole units from each day to the middle, cut off as DNA does."""
    found = []
    for day in days.dt.date:
        if unit in ("days", "weeks"):
            found.append(math.trunc((middle - day).days / (7 if unit == "weeks" else 1)))
            continue
        months = (middle.year - day.year) * 12 + middle.month - day.month
        over = middle.day - day.day
        months += (months < 0 < over) - (months > 0 > over)
        found.append(math.trunc(months / 12) if unit == "years" else months)
    return np.array(found, dtype=float)


def weighed(readings: Readings, settings: Json, window: Json) -> Readings:
    """Each reading with its weight under the kernel, the root of it in a one-mode network."""
    days = readings.frame["earliest"]
    size = settings["windowSize"] + settings["windowSize"] % 2
    units = apart(days, date.fromisoformat(window["middle"]), settings["timeWindow"])
    weight = KERNELS[settings["kernel"]](2 * units / size)
    if settings["kernel"] != "gaussian":
        weight = np.where((days >= window["start"]) & (days <= window["stop"]), weight, 0.0)
    root = np.sqrt(weight) if settings["networkType"] == "onemode" else weight
    return readings.having(readings.frame.assign(weight=root))


def numbered(readings: Readings) -> Readings:
    """Integer values as DNA has them under a kernel: numbers from 0 in the order of their texts."""
    values = sorted({str(int(score)) for score in readings.frame["score"]})
    scores = [float(values.index(str(int(score)))) for score in readings.frame["score"]]
    frame = readings.frame.assign(score=scores, value="support")
    return replace(readings, frame=frame, scale=(0.0, len(values) - 1.0))


SMOOTHED = sorted(
    {(w["settings"]["kernel"], w["settings"]["timeWindow"]) for w in golden("windows")["kernels"]}
)


@pytest.mark.parametrize(("name", "unit"), SMOOTHED)
def test_a_network_under_a_kernel_equals_dnas_off_the_diagonal(name: str, unit: str) -> None:
    """With statements weighed as DNA weighs them; its one-mode networks have a diagonal."""
    for series, window in windows_of("kernels"):
        settings, data = series["settings"], series["data"]
        if (settings["kernel"], settings["timeWindow"]) != (name, unit) or "normalization" in settings:
            continue
        readings = readings_of(data, actors_of(settings))
        if data.startswith("i"):
            readings = numbered(readings)
        found = ours(weighed(readings, settings, window), settings, *names(data, settings))
        expected = theirs(window)
        if settings["networkType"] == "onemode":
            np.fill_diagonal(expected, 0)
        assert close(found, expected), (settings, window["index"])


def smooth_in_days() -> list[int]:
    """The series under a kernel that is the same in DNA, by a unit that it does not cut off."""
    return [
        number
        for number, series in enumerate(golden("windows")["kernels"])
        if series["settings"]["kernel"] in ("uniform", "gaussian")
        and series["settings"]["timeWindow"] == "days"
        and "normalization" not in series["settings"]
        and not series["data"].startswith("i")
    ]


@pytest.mark.parametrize("number", smooth_in_days())
def test_smoothed_windows_give_the_networks_that_they_give_in_dna(number: int) -> None:
    """All but the diagonal of a one-mode network; with indentation DNA has fewer middles."""
    series = golden("windows")["kernels"][number]
    found = {str(each.middle.date()): each.network for each in series_of("kernels", number)}
    for window in series["windows"]:
        network, expected = found[window["middle"]], theirs(window)
        if series["settings"]["networkType"] == "onemode":
            np.fill_diagonal(expected, 0)
        assert close(arranged(network, *names(series["data"], series["settings"])), expected)


@pytest.mark.parametrize("name", ["triangular", "epanechnikov"])
def test_the_kernel_of_this_name_is_another_in_dna(name: str) -> None:
    for number, series in enumerate(golden("windows")["kernels"]):
        settings = series["settings"]
        if settings["kernel"] == name and settings["networkType"] == "twomode":
            found = {str(each.middle.date()): each.network for each in series_of("kernels", number)}
            both = names(series["data"], settings)
            assert not all(
                close(arranged(found[window["middle"]], *both), theirs(window))
                for window in series["windows"]
            )


# Backbones.


def projecting(data: str, settings: Json) -> tuple[Project, list[str]]:
    """A function from indices of issues to the network of only these, and the issues."""
    wanted = chosen({**settings, "networkType": "onemode"})
    readings = prepare(readings_of(data, actors_of(settings)), wanted)
    low, high = readings.scale
    counts = counted(readings)
    issues = [readings.background.label(iri) for iri in counts.items]

    def projected(kept: Sequence[int]) -> Matrix:
        there = np.isin(counts.item, list(kept)).astype(float)
        return weights(counts, wanted.kind, high - low, wanted.normalization, weight=there)

    return projected, issues


@pytest.mark.parametrize(
    "case",
    golden("backbone")["nested"],
    ids=lambda case: f"{case['data']}-{case['settings']['normalization']}",
)
def test_a_nested_backbone_drops_what_dna_drops_until_two_lose_the_same(case: Json) -> None:
    """From there on DNA drops several at once."""
    projected, issues = projecting(case["data"], case["settings"])
    steps = nested_backbone(projected, issues, spectrum="dna").steps
    tied = steps.index[steps["tied"] > 0]
    alone = int(tied[0]) if len(tied) else len(steps)
    theirs = case["table"]
    assert steps["target"].tolist()[:alone] == theirs["entity"][:alone]
    assert close(steps["loss"][:alone], theirs["backboneLoss"][:alone])
    assert close(steps["redundant_loss"][:alone], theirs["redundantLoss"][:alone])


def sample_backbone() -> tuple[Project, list[str]]:
    return projecting("sample", golden("backbone")["subsets"]["settings"])


def test_every_subset_of_the_sample_loses_what_it_loses_in_dna() -> None:
    projected, issues = sample_backbone()
    for case in golden("backbone")["subsets"]["losses"]:
        kept = [labels("sample", "concept")[position] for position in case["backbone"]]
        rest = [issue for issue in issues if issue not in kept]
        found = [assess(projected, issues, part, penalty=case["p"], spectrum="dna") for part in (kept, rest)]
        assert close([each.penalised_loss for each in found], case["loss"]), case


def test_no_backbone_of_the_sample_is_worse_than_the_one_dna_finds() -> None:
    projected, issues = sample_backbone()
    penalised, fixed = golden("backbone")["annealed"]
    best = penalised_backbone(projected, issues, penalty=penalised["settings"]["p"], spectrum="dna")
    assert list(best.kept) == penalised["backbone"]
    assert (
        fixed_backbone(projected, issues, 4, spectrum="dna").loss <= fixed["unpenalizedBackboneLoss"] + 1e-9
    )


# Distances between windows.


@pytest.mark.parametrize(
    "number", [n for n, case in enumerate(golden("distances")["distances"]) if "matrices" in case]
)
def test_networks_of_windows_are_as_far_apart_as_in_dna(number: int) -> None:
    case = golden("distances")["distances"][number]
    method = {"absdiff": "absdiff", "spectral": "dna-spectral"}[case["settings"]["distanceMethod"]]
    found = distances([np.array(each, dtype=float) for each in case["matrices"]], method)
    assert close(found[np.triu_indices(len(found), 1)], case["distances"])


def with_diagonal(network: Network | TwoMode, data: str, settings: Json) -> Matrix:
    """The matrix of a window; of a one-mode network with what DNA gives a node with itself."""
    rows, columns = names(data, settings)
    found = arranged(network, rows, columns)
    if isinstance(network, Network):
        counts, (low, high) = network.counts, network.readings.scale
        cube = counts.matrix().reshape(len(counts.nodes), len(counts.scores), -1)
        near = closeness(counts.scores, network.settings.kind, high - low)
        for iri, own in zip(counts.nodes, np.einsum("nkj,kl,nlj->n", cube, near, cube), strict=True):
            at = rows.index(network.label(iri))
            found[at, at] = own
    return found


@pytest.mark.parametrize("method", ["absdiff", "spectral"])
def test_windows_of_the_sample_are_as_far_apart_as_in_dna(method: str) -> None:
    """From the statements to the distances of the 22 days, as rDNA looks for phase transitions."""
    (case,) = (
        case
        for case in golden("distances")["distances"]
        if (case["data"], case["settings"]["distanceMethod"]) == ("sample", method)
    )
    settings = case["settings"]
    windowing = Windowing(unit="days", size=settings["windowSize"], kernel=settings["kernel"])
    series = over_time(readings_of("sample", "organization"), chosen(settings), windowing)
    networks = [with_diagonal(each.network, "sample", settings) for each in series]
    if settings.get("normalizeToOne"):
        networks = [each / (each.sum() or 1.0) for each in networks]
    found = distances(networks, {"spectral": "dna-spectral"}.get(method, method))
    assert [str(each.middle.date()) for each in series] == case["middles"]
    assert close(found[np.triu_indices(len(found), 1)], case["distances"])


# Polarisation.

POLARIZATION: list[Json] = [case for case in golden("polarization")["polarization"] if "solutions" in case]


@pytest.mark.parametrize("case", POLARIZATION, ids=lambda case: case["data"])
def test_the_networks_behind_polarisation_equal_dnas(case: Json) -> None:
    settings = {**case["settings"], "networkType": "onemode", "normalization": "average"}
    readings = readings_of(case["data"], actors_of(settings))
    for kind in ("congruence", "conflict"):
        found = ours(readings, {**settings, "qualifierAggregation": kind}, *names(case["data"], settings))
        assert close(found, case[kind])


@pytest.mark.parametrize("case", POLARIZATION, ids=lambda case: case["data"])
def test_a_division_scores_as_in_dna(case: Json) -> None:
    for solution in case["solutions"]:
        for each in solution["qualities"]:
            for name, normalise in (("absdiff", False), ("normalized", True)):
                if each[name] is not None:
                    found = quality(
                        each["memberships"], case["congruence"], case["conflict"], normalise=normalise
                    )
                    assert found == pytest.approx(each[name], abs=1e-9), each


def test_the_sample_is_as_polarised_as_rdna_publishes() -> None:
    case = POLARIZATION[0]
    found = polarise(case["congruence"], case["conflict"], measure="dna", balanced=True, isolates=True)
    assert (case["data"], round(found.score, 7)) == ("sample", 0.5342493)


def test_with_windows_dna_scores_the_subtract_network_as_agreement_and_as_conflict() -> None:
    for case in golden("polarization")["polarization"]:
        for step in case.get("series", ()):
            for each in step["qualities"] if "network" in step else ():
                found = quality(each["memberships"], step["network"], step["network"], normalise=False)
                assert found == pytest.approx(each["absdiff"], abs=1e-9)


@pytest.mark.parametrize("case", POLARIZATION, ids=lambda case: case["data"])
def test_the_best_division_scores_as_the_best_of_all_in_dna(case: Json) -> None:
    for solution in case["solutions"]:
        if "best" in solution:
            found = polarise(
                case["congruence"],
                case["conflict"],
                groups=solution["numClusters"],
                measure="dna",
                normalise=False,
                isolates=True,
            )
            assert found.score == pytest.approx(solution["best"]["absdiff"], abs=1e-9)


@pytest.mark.parametrize("case", POLARIZATION, ids=lambda case: case["data"])
def test_the_best_division_into_equal_groups_is_no_worse_than_the_one_dna_finds(case: Json) -> None:
    for solution in case["solutions"]:
        if "found" in solution:
            found = polarise(
                case["congruence"],
                case["conflict"],
                groups=solution["numClusters"],
                measure="dna",
                balanced=True,
                normalise=solution is POLARIZATION[0]["solutions"][0],
                isolates=True,
            )
            assert found.score >= solution["found"]["finalMaxQ"] - 1e-9
