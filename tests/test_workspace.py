"""kg.toml: what is wrong in it is said at once, by name, before anything is built or asked."""

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
        ("[workspace]\nname = 5", "workspace.name is a text in quotes, not 5"),
        ("[coders.me]\nname = true", "coders.me.name is a text in quotes, not True"),
        ("coders = 3", "[coders] is a table, not int"),
        ('[coders]\nme = "x"', "[coders.me] is a table, not str"),
        ('[coders."Me X"]\nname = "x"', "coders.Me X is named by no slug"),
        ('[coders.me]\nname = "\\u200b"', "coders.me.name shows nothing"),
        ('[workspace]\nname = " \\u3164"', "workspace.name shows nothing"),
        ('[workspace]\nname = "a\\u202eb"', "workspace.name holds a character that turns its direction"),
        ('[build]\nfolder = "a\\u0000b"', "build.folder holds a control character"),
        ('[workspace]\nlanguage = "en_US"', "workspace.language 'en_US' is no language tag"),
        ('[workspace]\nlanguage = ""', "workspace.language '' is no language tag"),
        ('[workspace]\nlanguage = "EN"', "workspace.language 'EN' is no language tag"),
        ('[workspace]\nbase = "https://example.org/i d/"', "is no base IRI: an IRI has no ' '"),
        ('[workspace]\nbase = "https://example.org/%zz/"', "is no base IRI: '%' stands before two digits"),
        ('[workspace]\nbase = "https://example.org/{id}/"', "is no base IRI: an IRI has no '{'"),
        ('[workspace]\nbase = "https:///"', "is no base IRI: it names no host"),
        ('[workspace]\nbase = "https://example.org/#a#"', "is no base IRI: an IRI has one '#' at most"),
        ('[workspace]\nbase = "example.org/"', "is no base IRI: it begins with http://"),
        ('[workspace]\nbase = "https://example.org"', "is no base IRI: it begins with http://"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        read(tmp_path, text)
    assert says in caught.value.message
    assert caught.value.where == str(tmp_path / "kg.toml")


@pytest.mark.parametrize("base", [DATA, "urn:example:", "https://example.org/ns#", "http://[::1]:80/ü/"])
def test_a_base_that_is_one_is_taken(tmp_path: Path, base: str) -> None:
    assert read(tmp_path, f'[workspace]\nbase = "{base}"').base == base


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    found = read(tmp_path, "[coders.me]")
    assert (found.name, found.language, found.coders) == (tmp_path.name, "en", {"me": "me"})


def test_the_keys_of_an_endpoint_are_those_that_are_read() -> None:
    assert set(kg_toml._KEYS) == workspace.ENDPOINT_KEYS


SIGNS = st.sampled_from("aZ09./?#[]@:%|{}^`\\<>\"' é\u200b\ue000\x7f\x85\xa0-_~\u0301\u202e\ufffe")


@given(st.text(SIGNS, max_size=12))
def test_no_store_refuses_an_iri_that_we_take(end: str) -> None:
    if iri_flaw("https://" + end) is None:
        NamedNode("https://" + end)


@given(st.from_regex(LANGUAGE, fullmatch=True))
def test_no_store_refuses_a_language_that_we_take(language: str) -> None:
    Literal("x", language=language)
