"""Errors in kg.toml are reported by key before anything is built or queried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg import workspace
from kg.errors import WorkspaceError
from kg.lexical import LANGUAGE, iri_flaw
from kg.namespaces import DATA
from kg.store.endpoint import kg_toml


def read(folder: Path, text: str) -> workspace.Workspace:
    (folder / "kg.toml").write_text(text, encoding="utf-8")
    return workspace.read(folder)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("naem = 1", "unknown key naem"),
        ('[workspace]\nnaem = "x"', "unknown key workspace.naem"),
        ('[build]\nfodler = "x"', "unknown key build.fodler"),
        ('[coders.me]\nnaem = "x"', "unknown key coders.me.naem"),
        ('[coders.me]\nname = "x"\n[coders.me.more]\na = 1', "unknown key coders.me.more"),
        ('[endpoint]\nurll = "x"', "unknown key endpoint.urll"),
        ("[workspace]\nname = 5", "workspace.name: expected a text in quotes, got 5"),
        ("[coders.me]\nname = true", "coders.me.name: expected a text in quotes, got true"),
        ("[coders.me]\nname = 2025-01-01", "coders.me.name: expected a text in quotes, got 2025-01-01"),
        ("coders = 3", "[coders]: expected a table, got int"),
        ('[coders]\nme = "x"', "[coders.me]: expected a table, got str"),
        ("[coders.me]\nname = " + "9" * 10_000, "a number is too large"),
        (
            "[coders.me]\nname = 0x" + "f" * 10_000,
            "expected a text in quotes, got a number that is too large",
        ),
        ("[coders.me]\nname = " + "[" * 10_000, "nested too deeply"),
        ('[coders."Me X"]\nname = "x"', "coders.Me X: 'Me X' is not a valid slug"),
        ('[coders.me]\nname = "\\u200b"', "coders.me.name has no visible character"),
        ('[workspace]\nname = " \\u3164"', "workspace.name has no visible character"),
        ('[workspace]\nname = "a\\u202eb"', "workspace.name contains a text-direction override"),
        ('[build]\nfolder = "a\\u0000b"', "build.folder contains a control character"),
        ('[workspace]\nlanguage = "en_US"', "workspace.language: 'en_US' is not a valid language tag"),
        ('[workspace]\nlanguage = ""', "workspace.language: '' is not a valid language tag"),
        ('[workspace]\nlanguage = "EN"', "workspace.language: 'EN' is not a valid language tag"),
        (
            '[workspace]\nbase = "https://example.org/i d/"',
            "is not a valid base IRI: ' ' is not allowed in an IRI",
        ),
        (
            '[workspace]\nbase = "https://example.org/%zz/"',
            "is not a valid base IRI: '%' must be followed by two",
        ),
        (
            '[workspace]\nbase = "https://example.org/{id}/"',
            "is not a valid base IRI: '{' is not allowed in an IRI",
        ),
        ('[workspace]\nbase = "https:///"', "is not a valid base IRI: the host is missing"),
        (
            '[workspace]\nbase = "https://example.org/#a#"',
            "is not a valid base IRI: an IRI can have only one '#'",
        ),
        ('[workspace]\nbase = "example.org/"', "is not a valid base IRI: it must begin with http://"),
        ('[workspace]\nbase = "https://example.org"', "is not a valid base IRI: it must begin with http://"),
    ],
)
def test_an_error_names_the_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        read(tmp_path, text)
    assert says in caught.value.message
    assert caught.value.where == str(tmp_path / "kg.toml")


def test_a_file_that_is_not_utf8_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes('[workspace]\nname = "Jér"'.encode("latin-1"))
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        workspace.read(tmp_path)


@pytest.mark.parametrize("base", [DATA, "urn:example:", "https://example.org/ns#", "http://[::1]:80/ü/"])
def test_a_valid_base_is_accepted(tmp_path: Path, base: str) -> None:
    assert read(tmp_path, f'[workspace]\nbase = "{base}"').base == base


def test_a_missing_key_has_its_default(tmp_path: Path) -> None:
    found = read(tmp_path, "[coders.me]")
    assert (found.name, found.language, found.coders) == (tmp_path.name, "en", {"me": "me"})


def test_the_keys_of_an_endpoint_are_the_ones_that_are_read() -> None:
    assert set(kg_toml._KEYS) == workspace.ENDPOINT_KEYS


SIGNS = st.sampled_from("aZ09./?#[]@:%|{}^`\\<>\"' é\u200b\ue000\x7f\x85\xa0-_~\u0301\u202e\ufffe")


@given(st.text(SIGNS, max_size=12))
def test_stores_accept_every_iri_that_is_valid_here(end: str) -> None:
    if iri_flaw("https://" + end) is None:
        NamedNode("https://" + end)


@given(st.from_regex(LANGUAGE, fullmatch=True))
def test_stores_accept_every_language_tag_that_is_valid_here(language: str) -> None:
    Literal("x", language=language)
