"""Run the Python examples of docs/python.md and of the notebook, and put their real output in.

``python docs/refresh.py`` (``make docs``) runs it, and a test finds outputs that are stale. The blocks of a
page that are marked ``pycon`` run one after the other, and so do the cells of the notebook, each in an empty
folder.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import json
import os
import re
import tempfile
import textwrap
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KgError

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"
NOTEBOOK = ROOT / "docs" / "whosaidwhat.ipynb"
_BLOCK = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


def refreshed_page(page: str) -> str:
    """The text of a page with the output that its examples have now."""
    known: dict[str, Any] = {"__name__": "__main__"}
    with _empty_folder():
        return _BLOCK.sub(lambda block: f"```pycon\n{_refreshed(block[1], known)}```", page)


def _refreshed(block: str, known: dict[str, Any]) -> str:
    parts = []
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, str):
            parts.append(part)
            continue
        first, *rest = part.source.splitlines()
        parts.append("".join([f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest)]))
        parts.append(_printed(part.source, known))
    return "".join(parts)


def _printed(source: str, known: dict[str, Any]) -> str:
    """What an interactive interpreter prints; of an error of the program its last lines."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<example>", "single"), known)
        except KgError as error:
            lines = traceback.format_exception_only(error)
            out.write("Traceback (most recent call last):\n" + "".join(lines))
    return out.getvalue()


def refreshed_notebook(text: str) -> str:
    """The JSON of a notebook with the outputs that its cells have now."""
    notebook = json.loads(text)
    known: dict[str, Any] = {"__name__": "__main__"}
    number = 0
    with _empty_folder():
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                number += 1
                cell["execution_count"] = number
                cell["outputs"] = list(_outputs("".join(cell["source"]), known, number))
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _outputs(source: str, known: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    """What a cell prints, and the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out, value = io.StringIO(), None
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "<cell>", "exec"), known)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), known)
    if out.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": _lines(out.getvalue())}
    if value is None:
        return
    data = {"text/plain": _lines(repr(value))}
    html = getattr(value, "_repr_html_", lambda: None)()
    if html is not None:
        data = {"text/html": _lines(textwrap.dedent(html)), **data}
    yield {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@contextlib.contextmanager
def _empty_folder() -> Iterator[None]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


#: Each file, and what gives its text with the outputs that its examples have now.
FILES: dict[Path, Callable[[str], str]] = {PAGE: refreshed_page, NOTEBOOK: refreshed_notebook}
