"""Layouts: the same twice, nothing on top of anything else, lines beside boxes that are not theirs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.page.layout import Layout, arrange, overlaps
from kg.export.page.picture import SCREENS
from kg.export.page.tangle import Box, tangle, untangle

box = st.builds(Box, st.floats(20, 150), st.floats(8, 30), st.floats(8, 50))


@settings(max_examples=25, deadline=None)
@given(st.lists(box, min_size=1, max_size=25), st.randoms(use_true_random=False), st.sampled_from(SCREENS))
def test_no_two_boxes_overlap(sizes: list[Box], chance: random.Random, screen: tuple[float, float]) -> None:
    boxes = {f"n{i}": one for i, one in enumerate(sizes)}
    names = list(boxes)
    edges = [(chance.choice(names), chance.choice(names)) for _ in range(len(names))]
    layout = arrange(boxes, edges, aspect=screen[0], room=screen[1])
    assert overlaps(layout, boxes) == 0


@pytest.mark.parametrize("aspect", [screen[0] for screen in SCREENS])
def test_150_labelled_nodes_do_not_overlap(aspect: float) -> None:
    boxes, edges = world(150)
    assert overlaps(arrange(boxes, edges, aspect=aspect), boxes) == 0


def test_the_same_network_gets_the_same_layout_whatever_was_drawn_before() -> None:
    boxes, edges = world(40)
    one = arrange(boxes, edges, aspect=1.5)
    random.seed(99)
    assert arrange(boxes, edges, aspect=1.5) == one


def test_laying_out_leaves_the_global_chance_alone() -> None:
    random.seed(7)
    expected = random.random()
    random.seed(7)
    arrange(*world(20), aspect=1.5)
    assert random.random() == expected


def test_every_box_lies_in_the_frame() -> None:
    boxes, edges = world(60)
    layout = arrange(boxes, edges, aspect=1.0)
    assert all(
        x - boxes[name].width / 2 >= -1
        and x + boxes[name].width / 2 <= layout.width + 1
        and y - boxes[name].above >= -1
        and y + boxes[name].below <= layout.height + 1
        for name, (x, y) in layout.points.items()
    )


def test_untangling_never_makes_a_picture_harder_to_follow() -> None:
    boxes, edges = world(25)
    names = {name: i for i, name in enumerate(boxes)}
    pairs = sorted({(names[a], names[b]) for a, b in edges})
    chance = random.Random(4)
    points = [[chance.uniform(100, 2900), chance.uniform(60, 1900)] for _ in names]
    before = tangle(points, list(boxes.values()), pairs)
    untangle(points, list(boxes.values()), pairs, 3000, 2000, random.Random(1))
    assert tangle(points, list(boxes.values()), pairs) < before


def test_a_thousand_nodes_are_laid_out_without_pushing() -> None:
    boxes, edges = world(1000)
    assert len(arrange(boxes, edges, aspect=1.5).points) == 1000


def test_nothing_gives_an_empty_layout() -> None:
    assert arrange({}, [], aspect=1.5) == Layout(0, 0, {})


def world(count: int) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    chance = random.Random(count)
    boxes = {f"n{i}": Box(chance.uniform(50, 130), 12, chance.uniform(14, 40)) for i in range(count)}
    names = list(boxes)
    return boxes, [(names[i], chance.choice(names[: max(1, i // 2)])) for i in range(1, count)]
