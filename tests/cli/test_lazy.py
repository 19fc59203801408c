"""A group imports a command when it is called and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from kg.cli.lazy import LazyGroup
from kg.cli.network import SECTIONS


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazyGroup:
    """A package of commands with one module missing and one broken."""
    package = tmp_path / "lazily"
    package.mkdir()
    (package / "__init__.py").write_text("")
    command = "import click\n\n@click.command()\ndef command():\n    click.echo('done')\n"
    (package / "two_words.py").write_text(command)
    (package / "importing.py").write_text(command)
    (package / "broken.py").write_text("import no_such_library\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.split(".")[0] == "lazily"]:
        monkeypatch.delitem(sys.modules, name)
    names = {"two-words": "Does it.", "import": "Takes it in.", "absent": "Is not.", "broken": "Breaks."}
    return LazyGroup("some", sections={"Some": names}, package="lazily", modules={"import": "importing"})


def outcome(group: LazyGroup, *arguments: str) -> Any:
    from click.testing import CliRunner

    return CliRunner().invoke(group, arguments)


def test_a_dash_is_an_underscore_in_the_module(group: LazyGroup) -> None:
    assert outcome(group, "two-words").output == "done\n"


def test_a_command_may_have_a_module_of_another_name(group: LazyGroup) -> None:
    assert outcome(group, "import").output == "done\n"


def test_help_lists_the_commands_that_are_there_without_importing_them(group: LazyGroup) -> None:
    text = outcome(group, "--help").output
    assert "two-words" in text and "Takes it in." in text and "broken" in text
    assert "absent" not in text
    assert "lazily.two_words" not in sys.modules


def test_a_misspelt_command_gets_the_nearest(group: LazyGroup) -> None:
    found = outcome(group, "two-word")
    assert found.exit_code == 2 and "Did you mean 'two-words'?" in found.output


def test_a_command_unlike_any_other_gets_no_suggestion(group: LazyGroup) -> None:
    assert "Did you mean" not in outcome(group, "zzz").output


def test_a_library_that_is_missing_is_not_taken_for_a_missing_command(group: LazyGroup) -> None:
    found = outcome(group, "broken")
    assert isinstance(found.exception, ModuleNotFoundError) and found.exception.name == "no_such_library"


@pytest.mark.parametrize("name", [name for section in SECTIONS.values() for name in section])
def test_every_network_command_is_there_and_says_what_it_does(name: str) -> None:
    from kg.cli.network import command as network

    assert isinstance(network, click.Group)
    found = network.get_command(click.Context(network), name)
    assert found is not None and found.short_help and found.help


def test_the_list_of_networks_imports_no_library() -> None:
    code = (
        "import sys; from kg.cli.main import run; run(['network', '--help']); "
        "heavy = {'numpy', 'pandas', 'networkx', 'scipy', 'igraph'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_table_of_ties_imports_only_the_libraries_that_it_uses(tmp_path: Path) -> None:
    code = (
        "import sys; from kg.cli.main import run; "
        f"assert run(['network', 'congruence', '-o', {str(tmp_path / 'ties.txt')!r}]) == 0; "
        "heavy = {'matplotlib', 'igraph', 'pyvis', 'rdflib', 'pydantic', 'playwright'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
