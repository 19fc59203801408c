"""What the notebook and the page on Python show is what the program gives."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
assert _spec is not None and _spec.loader is not None
examples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(examples)

#: Bytes of a notebook with its outputs; more is slow to open and to compare.
LARGEST = 40_000


@pytest.mark.parametrize("path", examples.FILES, ids=lambda path: path.name)
def test_every_output_of_an_example_is_what_python_gives(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert examples.FILES[path](text) == text, "make docs"


def test_a_stale_output_is_found() -> None:
    assert "2\n" in examples.refreshed_page("```pycon\n>>> 1 + 1\n3\n```")
    page = "```pycon\n>>> for n in range(2):\n...     n\n0\n1\n>>> None\n\n>>> 'a'\n'a'\n```"
    assert examples.refreshed_page(page) == page


def test_an_example_that_fails_is_not_taken_for_its_output() -> None:
    """Errors of the program can be examples; any other is a mistake in the example."""
    with pytest.raises(NameError):
        examples.refreshed_page("```pycon\n>>> unknown\n```")


def test_the_notebook_is_small_and_plain() -> None:
    text = examples.NOTEBOOK.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert len(text) < LARGEST
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert not {"image/png", "application/javascript"} & {
        kind
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        for kind in output.get("data", ())
    }
