"""The page on stores calls only such commands run in our tests as the tests run."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "stores.md"
#: Of Jena's section, the line that the page says is not run.
NOT_RUN = ("fuseki-server",)


def commands() -> list[str]:
    """Lines of the sections whose headings say that they are run."""
    sections = re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    run = [section for section in sections if "(run in our tests)" in section.splitlines()[0]]
    assert len(run) == 3
    lines = [line.strip() for section in run for line in section.splitlines() if line.startswith("    ")]
    return [line for line in lines if not line.startswith(("kg ", *NOT_RUN))]


def test_the_tests_run_every_program_and_option_of_these_commands() -> None:
    folders = (HERE, HERE.parent / "export")
    source = "".join(
        path.read_text()
        for folder in folders
        for path in folder.glob("*.py")
        if path.name != Path(__file__).name
    )
    found = [
        re.findall(r"(?<![\w./-])[-+]{1,2}[a-z][a-z-]*|^[\w.-]+|DB\.DBA\.\w+", line) for line in commands()
    ]
    assert len(found) >= 6
    for words in found:
        for word in words:
            name = word if word != "oxigraph" else '"oxigraph"'
            assert name in source or word in ("riot",), (word, words)
    assert "riotcmd.riot" in source
