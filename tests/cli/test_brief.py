"""``kg brief`` from end to end: a page or Markdown, to a file or a pipe, and errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import bundled

#: Message about a name that is not written as in the graph.
MEANT = "51st state: Canada as the 51st state (issue/fifty-first-state)\n"
ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / "51st-state.md"

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


def test_the_text_is_as_it_was_read_and_approved(call: Any) -> None:
    """Write the file again after reviewing the difference: kg brief --about "51st state" -f md."""
    ran = call("brief", "--about", "51st state", "-f", "md")
    assert (ran.code, ran.err) == (0, MEANT)
    assert ran.out == GOLDEN.read_text(encoding="utf-8")


def test_a_page_is_written_to_a_file_and_the_file_is_named(call: Any, tmp_path: Path) -> None:
    ran = call("brief", "--about", "51st state", "-o", "brief.html")
    assert (ran.code, ran.out, ran.err) == (0, "", MEANT + "Wrote brief.html\n")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "Who said what about Canada as the 51st state" in page


@pytest.mark.parametrize("target", [(), ("-o", "-")], ids=["pipe", "-o -"])
def test_a_page_can_be_written_to_a_pipe(call: Any, target: tuple[str, ...]) -> None:
    ran = call("brief", "--about", "51st state", *target)
    assert (ran.code, ran.err) == (0, MEANT) and ran.out.startswith("<!doctype html>")


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_same_command_gives_the_same_bytes(call: Any, form: str) -> None:
    assert call("brief", "-f", form).out == call("brief", "-f", form).out


@pytest.mark.parametrize("form", ["html", "md"])
def test_both_formats_have_the_title_the_note_and_the_conditions(
    call: Any, form: str, tmp_path: Path
) -> None:
    (tmp_path / "note.md").write_text("\ufeffWhy *now*?\n", encoding="utf-8")
    ran = call(
        *("brief", "--about", "tariffs", "--title", "For the minister", "--note", "note.md"),
        *("--by", "trump", "--since", "2025-10", "--mode", "direct", "-f", form),
    )
    assert ran.code == 0
    assert "For the minister" in ran.out
    assert ("Why <em>now</em>?" if form == "html" else "Why *now*?") in ran.out
    assert "Only statements by Donald Trump, of mode direct, since 2025-10 are shown." in ran.out


@pytest.mark.parametrize("form", ["html", "md"])
def test_both_formats_say_that_only_stated_dates_count(call: Any, form: str) -> None:
    ran = call("brief", "--about", "51st state", "--dates", "stated", "-f", form)
    assert "Only statements with a date given by the source are shown." in ran.out
    assert "<b>1</b> statement" in ran.out or "\n1 statement; " in ran.out


def test_without_conditions_a_briefing_covers_everything(call: Any) -> None:
    ran = call("brief", "-f", "md")
    assert ran.out.startswith("# Who said what\n") and ran.out.count("\n[^") == bundled.statements()


def test_a_briefing_on_an_actor_has_statements_by_and_about_them(call: Any) -> None:
    ran = call("brief", "--about", "trump", "-f", "md")
    assert ran.out.startswith("# What was said by and about Donald Trump\n")
    assert "### Donald Trump, " in ran.out and "### Mark Carney, " in ran.out


@pytest.mark.parametrize("form", ["html", "md"])
def test_nobody_is_a_valid_answer(call: Any, form: str) -> None:
    ran = call("brief", "--about", "51st state", "--by", "carney", "-f", form)
    assert ran.code == 0
    assert f"No matching statements found; {bundled.looked_at()}." in ran.out
    assert "The graph may be incomplete: no record does not mean that nothing was said." in ran.out


def test_an_unknown_name_lists_the_nearest_and_writes_nothing(call: Any, tmp_path: Path) -> None:
    ran = call("brief", "--about", "carnye", "-o", "brief.html")
    assert ran.code == 2 and "Nearest names:\n    Mark Carney" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_is_not_utf8_names_the_byte_and_the_line(call: Any, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(b"one\n\xff")
    ran = call("brief", "--note", "note.md", "-o", "brief.html")
    assert ran.code == 2
    assert ran.err.startswith(
        "Error: note.md:2: byte 0xff at position 4 is not UTF-8\n  save the note as UTF-8"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["note.md"]


@pytest.mark.parametrize("note, problem", [("none.md", "No such file"), (".", "Is a directory")])
def test_a_note_that_cannot_be_read_says_so(call: Any, note: str, problem: str) -> None:
    ran = call("brief", "--note", note, "-f", "md")
    assert (ran.code, ran.out) == (2, "") and problem in ran.err and "expected a text file" in ran.err


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_target_in_a_missing_folder_gets_a_hint_to_create_it(call: Any, form: str) -> None:
    ran = call("brief", "-f", form, "-o", "/no/such/x")
    assert ran.code == 2 and ran.err.startswith("Error: /no/such/x: cannot be written:")
    assert "mkdir -p /no/such" in ran.err


@needs_full
@pytest.mark.parametrize("form", ["html", "md"])
def test_a_full_target_is_an_error(call: Any, form: str) -> None:
    ran = call("brief", "-f", form, "-o", "/dev/full")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: /dev/full: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "options, problem",
    [
        (["--since", "soon"], "soon"),
        (["--stance", "yes"], "yes"),
        (["--mode", "loud"], "loud"),
        (["--dates", "none"], "'counted', 'stated'"),
        (["-f", "pdf"], "'html', 'md'"),
        (["--store", "nowhere"], "nowhere"),
    ],
)
def test_an_unreadable_file_is_named(call: Any, options: list[str], problem: str) -> None:
    ran = call("brief", *options, "-o", "x")
    assert ran.code == 2 and problem in ran.err


def test_a_workspace_gives_its_name_and_its_statements(call: Any, built: Path) -> None:
    ran = call("brief", "--store", built, "-f", "md")
    assert ran.code == 0 and "Ada Brook" in ran.out.split("## Who stands where")[1]


def test_a_page_is_not_written_to_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "brief"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, stdout=follower, stderr=subprocess.PIPE, text=True, timeout=60
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2 and "give -o FILE, for example -o brief.html" in done.stderr


def test_the_text_imports_no_library_that_only_the_page_uses(tmp_path: Path) -> None:
    code = (
        "import sys; from kg.cli.main import run; run(['brief', '-f', 'md', '-o', 'x.md']); "
        "print(sorted({'pyvis', 'jinja2', 'pydantic', 'rich', 'pyshacl'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
