"""Layouts: reproducible, without overlaps, and with lines beside boxes of other nodes."""

from __future__ import annotations

import random
from functools import cache
from itertools import combinations
from typing import Any

import igraph
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.layout import spread as spreading
from kg.export.layout import untangle as untangling
from kg.export.layout.arrangement import SPREAD_LIMIT, Layout, arrange, arrangements, overlaps
from kg.export.layout.clutter import MARGIN, Box, Boxes, Diagram, clutter, cost, runs_under
from kg.export.layout.spacing import Frame, free, spaced
from kg.export.layout.untangle import costs_at, untangle
from kg.export.page.picture import SCREENS
from tests.profiles import examples

box = st.builds(Box, st.floats(20, 150), st.floats(8, 30), st.floats(8, 50))
pixels = st.integers(0, 300)


@cache
def laid_out(count: int) -> list[Layout]:
    """A made-up network on every screen."""
    return arrangements(*world(count), SCREENS)


@given(st.lists(box, min_size=1, max_size=25), st.randoms(use_true_random=False), st.sampled_from(SCREENS))
def test_no_two_boxes_overlap(sizes: list[Box], chance: random.Random, screen: tuple[float, float]) -> None:
    boxes = {f"n{i}": one for i, one in enumerate(sizes)}
    names = list(boxes)
    edges = [(chance.choice(names), chance.choice(names)) for _ in range(len(names))]
    layout = arrange(boxes, edges, aspect=screen[0], room=screen[1])
    assert overlaps(layout, boxes) == 0


def test_150_labelled_nodes_do_not_overlap_on_any_screen() -> None:
    boxes, _ = world(150)
    assert [overlaps(layout, boxes) for layout in laid_out(150)] == [0, 0, 0]


def test_boxes_do_not_overlap_in_a_frame_that_is_too_tight_for_them() -> None:
    boxes, edges = world(40)
    layout = arrange(boxes, edges, aspect=1.5, room=0.5)
    assert overlaps(layout, boxes) == 0


@pytest.mark.parametrize("count", [40, 200])
def test_the_layout_does_not_depend_on_earlier_layouts(count: int) -> None:
    boxes, edges = world(count)
    one = laid_out(count)
    random.seed(99)
    np.random.default_rng(99).random()
    arrange(*world(9), aspect=1.0)
    assert arrangements(boxes, edges, SCREENS) == one


@pytest.mark.parametrize("count", [40, 200])
def test_a_screen_gets_the_same_layout_whichever_others_are_asked_for(count: int) -> None:
    boxes, edges = world(count)
    alone = [arrange(boxes, edges, aspect=aspect, room=room) for aspect, room in SCREENS]
    assert laid_out(count) == alone


@pytest.mark.parametrize("count", [20, 200])
def test_which_way_a_line_goes_and_how_often_does_not_matter(count: int) -> None:
    boxes, edges = world(count)
    other = [(b, a) for a, b in reversed(edges)] + edges[:5] + [(name, name) for name in boxes]
    assert arrange(boxes, other, aspect=1.5) == arrange(boxes, edges, aspect=1.5)


def test_another_seed_gives_another_layout() -> None:
    boxes, edges = world(20)
    assert arrange(boxes, edges, aspect=1.5, seed=2) != arrange(boxes, edges, aspect=1.5, seed=1)


@pytest.mark.parametrize("count", [20, 200])
def test_layouts_do_not_change_the_global_random_state(count: int) -> None:
    random.seed(7)
    state, states = random.getstate(), str(np.random.get_state())
    arrange(*world(count), aspect=1.5)
    assert (random.getstate(), str(np.random.get_state())) == (state, states)


def test_igraph_draws_from_the_global_chance_again_afterwards() -> None:
    arrange(*world(20), aspect=1.5)
    random.seed(7)
    state = random.getstate()
    igraph.Graph.Erdos_Renyi(20, 0.5)
    assert random.getstate() != state


@pytest.mark.parametrize("count", [1, 2, 40, 150, 400])
def test_every_box_is_within_the_frame(count: int) -> None:
    boxes, _ = world(count)
    for layout in laid_out(count):
        assert all(
            x - boxes[name].width / 2 >= -1
            and x + boxes[name].width / 2 <= layout.width + 1
            and y - boxes[name].above >= -1
            and y + boxes[name].below <= layout.height + 1
            for name, (x, y) in layout.points.items()
        )


@pytest.mark.parametrize("count", [20, 400])
def test_points_and_sizes_are_whole_pixels_of_python(count: int) -> None:
    layout = arrange(*world(count), aspect=1.5)
    numbers = [layout.width, layout.height, *(n for point in layout.points.values() for n in point)]
    assert {type(number) for number in numbers} == {int}


def test_a_layout_has_about_the_shape_of_its_screen() -> None:
    layouts = laid_out(150)
    shapes = [layout.width / layout.height for layout in layouts]
    assert shapes == pytest.approx([aspect for aspect, _ in SCREENS], rel=0.15)


@pytest.mark.parametrize("count", [30, 60, 120])
def test_a_picture_does_not_outgrow_the_room_that_it_was_given(count: int) -> None:
    boxes, edges = world(count)
    frame = Frame.of(Boxes.of(boxes.values()), 1.9, 1.9)
    layout = arrange(boxes, edges, aspect=1.9, room=1.9)
    assert layout.width <= frame.width + 1
    assert layout.height <= frame.height + 1


def test_a_layout_ends_where_its_outermost_boxes_do() -> None:
    boxes, edges = world(12)
    layout = arrange(boxes, edges, aspect=1.5, room=9.0)
    assert min(x - boxes[name].width / 2 for name, (x, _) in layout.points.items()) <= 1
    assert max(y + boxes[name].below for name, (_, y) in layout.points.items()) >= layout.height - 1


def test_untangling_never_makes_a_picture_harder_to_follow() -> None:
    diagram, chance = diagram_of(25), np.random.default_rng(4)
    points = Frame(3000, 2000).inside(diagram.boxes, chance.random((25, 2)) * (3000, 2000))
    first = cost(diagram, points)
    for seed in range(5):
        after = untangle(diagram, points, Frame(3000, 2000), np.random.default_rng(seed))
        assert cost(diagram, after) <= cost(diagram, points) + 1e-6
        points = after
    assert cost(diagram, points) < first


def test_untangling_moves_no_box_onto_another() -> None:
    diagram = diagram_of(30)
    frame = Frame.of(diagram.boxes, 1.5, 2.5)
    start = frame.inside(diagram.boxes, np.random.default_rng(1).random((30, 2)) * frame.size)
    points, apart = spaced(diagram.boxes, start, frame, random.Random(1))
    after = untangle(diagram, points, frame, np.random.default_rng(1))
    assert apart
    assert not np.array_equal(after, points)
    assert all(free(diagram.boxes, after, i, after[[i]])[0] for i in range(30))


def test_untangling_leaves_the_points_that_it_was_given() -> None:
    diagram = diagram_of(12)
    points = np.random.default_rng(1).random((12, 2)) * 900
    before = points.copy()
    untangle(diagram, points, Frame(900, 900), np.random.default_rng(1))
    assert np.array_equal(points, before)


@given(st.integers(0, 9), st.integers(0, 2**31), pixels, pixels)
def test_what_a_move_changes_is_the_difference_of_the_whole(i: int, seed: int, x: int, y: int) -> None:
    diagram = diagram_of(10, lines=20)
    points = np.random.default_rng(seed).random((10, 2)) * 300
    moved = points.copy()
    moved[i] = x, y
    here, there = costs_at(diagram, points, i, np.array([points[i], moved[i]]))
    assert there - here == pytest.approx(cost(diagram, moved) - cost(diagram, points))


def test_to_untangle_a_dense_network_takes_no_more_work_than_another(monkeypatch: pytest.MonkeyPatch) -> None:
    work = 0

    def counted(lines: Any, node: Any, places: np.ndarray) -> np.ndarray:
        nonlocal work
        work += (len(places) - 1) * (1 + len(node.mine)) * (len(lines.x) + len(lines.one))
        return np.arange(len(places), dtype=float)

    monkeypatch.setattr(untangling, "_costs", counted)
    boxes = Boxes.of([Box(60, 12, 30)] * 150)
    diagram = Diagram.of(boxes, list(combinations(range(150), 2)))
    frame = Frame.of(boxes, 1.5, 3.0)
    untangle(diagram, np.random.default_rng(1).random((150, 2)) * frame.size, frame, np.random.default_rng(1))
    assert 0 < work < 100_000_000


def test_a_line_under_a_box_costs_5_a_crossing_1_and_length_a_little() -> None:
    boxes, lines = [Box(20, 8, 8)] * 5, [(0, 1), (2, 3)]
    apart = [(0, 0), (400, 0), (0, 200), (400, 200), (200, 100)]
    crossing = [(0, 0), (400, 200), (400, 0), (0, 200), (600, 100)]
    under = [(0, 0), (400, 0), (0, 200), (400, 200), (200, 5)]
    assert clutter(apart, boxes, lines) == pytest.approx(2)
    assert clutter(crossing, boxes, lines) == pytest.approx(1 + 2 * np.hypot(400, 200) / 400)
    assert clutter(under, boxes, lines) == pytest.approx(5 + 2)


def test_lines_that_share_an_end_do_not_cross() -> None:
    points = [(100, 100), (300, 100), (100, 300), (0, 0)]
    assert clutter(points, [Box(0, 0, 0)] * 4, [(0, 1), (0, 2), (3, 0)]) < 2


@examples(10)
@given(st.tuples(*[pixels] * 6), st.tuples(st.integers(1, 60), st.integers(1, 60)))
def test_a_line_runs_under_a_box_where_a_point_of_it_does(
    places: tuple[int, ...], size: tuple[int, int]
) -> None:
    (x, y, u, v, right, down), (wide, tall) = places, size
    line = np.linspace((x, y), (u, v), 5000)
    middle, half = np.array([right, down]), np.array([wide, tall]) + MARGIN
    inside = (np.abs(line - middle) < half - 0.1).all(axis=1).any()
    near = (np.abs(line - middle) < half + 0.1).all(axis=1).any()
    across, along, to_right, to_down, width, height = (
        np.array([float(n)]) for n in (u - x, v - y, right - x, down - y, wide, tall)
    )
    found = runs_under(across, along, to_right, to_down, width, height)[0]
    assert inside <= found <= near


def test_no_part_of_a_large_picture_is_empty() -> None:
    boxes, edges = symbols(1000)
    for layout in arrangements(boxes, edges, SCREENS):
        x, y = np.array(list(layout.points.values())).T
        columns = max(2, round((50 * layout.width / layout.height) ** 0.5))
        places = [columns, 50 // columns]
        seen, _, _ = np.histogram2d(x, y, places, [[0, layout.width], [0, layout.height]])
        assert seen.min() > 0


def test_hardly_a_symbol_of_a_large_picture_covers_another() -> None:
    boxes, edges = symbols(1000)
    radius = np.array([one.above for one in boxes.values()])
    for layout in arrangements(boxes, edges, SCREENS):
        points = np.array(list(layout.points.values()))
        far = np.hypot(*(points[:, None] - points).T)
        assert np.triu(far < radius[:, None] + radius - 1, 1).sum() <= 10


def test_components_are_separated_in_a_large_picture() -> None:
    boxes = {f"n{i}": Box(20, 10, 10) for i in range(200)}
    edges = [(f"n{i}", f"n{(i + 1) % 100}") for i in range(99)] + [(f"n{i}", "n199") for i in range(100, 199)]
    points = np.array(list(arrange(boxes, edges, aspect=1.9).points.values()))
    assert points[:100, 0].max() < points[100:, 0].min() or points[100:, 0].max() < points[:100, 0].min()


def test_a_large_network_is_drawn_once_for_all_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, drawn = [], spreading.drawn

    def counted(count: int, pairs: list[tuple[int, int]], seed: int) -> np.ndarray:
        counts.append(count)
        return drawn(count, pairs, seed)

    monkeypatch.setattr(spreading, "drawn", counted)
    boxes = {f"n{i}": Box(20, 10, 10) for i in range(SPREAD_LIMIT + 1)}
    arrangements(boxes, [(f"n{i}", "n0") for i in range(1, 100)], SCREENS)
    assert sorted(counts, reverse=True) == [100] + [1] * (SPREAD_LIMIT - 99)


def test_5000_nodes_are_laid_out_without_an_array_of_nodes_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Diagram, "of", None)
    assert len(arrange(*symbols(5000), aspect=1.5).points) == 5000


def test_nothing_gives_an_empty_layout_for_each_screen() -> None:
    assert arrangements({}, [], SCREENS) == [Layout(0, 0, {})] * 3


def world(count: int) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    chance = random.Random(count)
    boxes = {f"n{i}": Box(chance.uniform(50, 130), 12, chance.uniform(14, 40)) for i in range(count)}
    names = list(boxes)
    return boxes, [(names[i], chance.choice(names[: max(1, i // 2)])) for i in range(1, count)]


def symbols(count: int) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    chance = random.Random(count)
    boxes = {f"n{i}": Box(2 * r, r, r) for i in range(count) for r in [chance.uniform(9, 22)]}
    names = list(boxes)
    hubs = names[: count // 10]
    return boxes, [(name, chance.choice(hubs)) for name in names for _ in range(2)]


def diagram_of(count: int, lines: int = 0) -> Diagram:
    boxes, edges = world(count)
    index = {name: i for i, name in enumerate(boxes)}
    pairs = {(index[b], index[a]) for a, b in edges}
    chance = random.Random(lines)
    while len(pairs) < lines:
        a, b = sorted(chance.sample(range(count), 2))
        pairs.add((a, b))
    return Diagram.of(Boxes.of(boxes.values()), sorted(pairs))
