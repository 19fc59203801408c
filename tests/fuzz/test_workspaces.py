"""What ``kg check`` passes ``kg build`` writes, and every command reads what has been written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kg.workspace import ENDPOINT_KEYS
from tests.fuzz.campaign import ended, fuzz
from tests.fuzz.commands import READING, call
from tests.fuzz.odd import CHANGES, VALUES, Kept, Raw, as_yaml, changed, spliced, splices

SHEET = "sources/gazette-2025-03-14.yaml"
FILES = ("actors.yaml", "issues.yaml", "places.yaml", "more.yaml", SHEET)
MORE = """
measures:
  ban: {name: A ban, kind: ban, by: town-council, against: shopkeepers, status: planned,
    outside: Made up.}
agreements:
  peace: {name: A peace, status: hoped-for, outside: Made up.}
events:
  meeting: {name: The meeting, when: 2025-03-13, place: millbrook, participants: [ada-brook], status: held,
    outside: Made up.}
populations:
  half: {name: Half of them, share: 50, fields: {Page: 3, Note: x, Share: 1.5, Who: {is: ada-brook}}}
"""
TOML = {
    "workspace": {"name": "Fuzz", "base": "https://example.org/id/", "language": "en"},
    "build": {"folder": "exports"},
    "coders": {"me": {"name": "Me"}},
}
_TOML_VALUES = st.one_of(
    VALUES.map(lambda value: value if isinstance(value, str | bool | int) else str(value)),
    st.sampled_from(["../x", "exports/../y", "store", "/tmp", "a\x00b", "sources", "texts", ".", ""]),
)
#: Section, key and value that take the place of what kg.toml has.
_SETTINGS = st.lists(
    st.tuples(
        st.sampled_from(["workspace", "build", "coders", "endpoint", "x"]),
        st.sampled_from(["name", "base", "language", "folder", "store", "me", "other", "url", "a.b"]),
        _TOML_VALUES,
    ),
    max_size=2,
)


@pytest.fixture(scope="session")
def topic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of ``kg init`` with its quotes found and a few things more."""
    folder = tmp_path_factory.mktemp("fuzz") / "topic"
    assert call("init", folder).code == 0
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    sheet = (folder / SHEET).read_text(encoding="utf-8")
    sheet = sheet.replace("kind: news-article", "kind: news-article\n  url: https://example.org/1").replace(
        "contrasts: []",
        "contrasts:\n  - {id: c, between: [hill-against, shopkeepers-fear], cue: but, text: x, "
        "find: Shopkeepers}",
    )
    sheet = sheet.replace(
        "annotations: []",
        "annotations:\n  - {id: a, kind: Story, find: The council, fields: {Strength: 2, Who: {is: half}}}",
    )
    (folder / SHEET).write_text(sheet, encoding="utf-8")
    anchored = call("anchor", folder / SHEET, "--text", folder / "texts/gazette-2025-03-14.txt")
    assert anchored.code == 0, anchored
    return folder


@pytest.fixture(scope="session")
def parts(topic: Path) -> dict[str, Any]:
    """Its files as data."""
    yaml = YAML(typ="safe", pure=True)
    return Kept({file: yaml.load((topic / file).read_text(encoding="utf-8")) for file in FILES})


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for one workspace at a time; nothing is written beside it."""
    folder = tmp_path_factory.mktemp("room")
    yield folder / "ws"
    assert [path.name for path in folder.iterdir()] in ([], ["ws"])


@fuzz(
    0.5,
    file=st.sampled_from((*FILES, SHEET, SHEET)),
    changes=st.lists(CHANGES, max_size=3),
    commands=st.lists(st.sampled_from(READING), min_size=1, max_size=4),
)
def test_sheets_and_registries(
    parts: dict[str, Any], room: Path, file: str, changes: Any, commands: Any
) -> None:
    _write(room, parts | {file: changed(parts[file], changes)})
    _hold(room, commands)


@fuzz(0.5, settings=_SETTINGS, commands=st.lists(st.sampled_from(READING), min_size=1, max_size=2))
def test_settings_of_a_workspace(parts: dict[str, Any], room: Path, settings: Any, commands: Any) -> None:
    table: dict[str, Any] = {section: dict(values) for section, values in TOML.items()}
    for section, key, value in settings:
        table.setdefault(section, {})[key] = value
    _write(room, parts)
    (room / "kg.toml").write_bytes(_toml(table).encode("utf-8", "surrogatepass"))
    _hold(room, () if "endpoint" in table else commands)


@fuzz(
    1.0,
    keys=st.dictionaries(
        st.sampled_from(sorted(ENDPOINT_KEYS)),
        st.one_of(
            _TOML_VALUES,
            st.sampled_from(
                ["http://127.0.0.1:9/query", "digest", "basic", "ca.pem", ["urn:a"], {"X-Y": "a"}]
            ),
            st.sampled_from([["a b"], {"a b": "c"}, {"x": "a\nb"}, {"x": 1}, 0xFFFF, Raw("0x" + "f" * 5000)]),
        ),
        max_size=4,
    ),
)
def test_settings_of_an_endpoint(topic: Path, room: Path, keys: Any) -> None:
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(topic, room)
    table = TOML | {"endpoint": {"url": "http://127.0.0.1:9/query"} | keys}
    (room / "kg.toml").write_bytes(_toml(table).encode("utf-8", "surrogatepass"))
    ran = call("query", "ASK {}", "--store", room, "--limit-time", "1")
    assert ran.code in (2, 124) and not ran.out
    ended("refused" if "kg.toml" in ran.err else "asked in vain")


@fuzz(
    0.4,
    file=st.sampled_from((*FILES, "kg.toml")),
    changes=splices(
        st.one_of(
            st.binary(max_size=3),
            st.sampled_from(
                [
                    b"\x00",
                    b"\xff",
                    b"\xef\xbb\xbf",
                    b"\r",
                    b"\t",
                    b": ",
                    b"\n- ",
                    b"{",
                    b"[",
                    b"? ",
                    b"%TAG\n",
                ]
            ),
            st.sampled_from(
                [b"\xc2\x85", b"\xe2\x80\xa8", b"---\n", b"...\n", b"|\n", b"'", b'"', b"#", b"&a ", b"*a"]
            ),
        )
    ),
)
def test_bytes_of_a_file(topic: Path, room: Path, file: str, changes: Any) -> None:
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(topic, room)
    (room / file).write_bytes(spliced((topic / file).read_bytes(), changes))
    _hold(room, READING[:1])


def _write(room: Path, parts: dict[str, Any]) -> None:
    shutil.rmtree(room, ignore_errors=True)
    (room / "sources").mkdir(parents=True)
    for name, data in parts.items():
        (room / name).write_bytes(as_yaml(data).encode("utf-8", "surrogatepass"))
    (room / "kg.toml").write_text(_toml(TOML), encoding="utf-8")


def _hold(room: Path, commands: Any) -> None:
    """``check`` and ``build`` agree; what is built can be read, and what is refused writes nothing."""
    before = sorted(room.rglob("*"))
    checked = call("check", room)
    assert sorted(room.rglob("*")) == before
    built = call("build", room)
    if checked.code != 0:
        assert checked.code in (1, 2) and built.code == 2, (checked, built)
        assert sorted(room.rglob("*")) == before
        ended("refused")
        return
    assert built.code == 0, (checked, built)
    for command in commands:
        ran = call(*command, "--store", room)
        assert ran.code == 0, (command, ran)
    assert call("build", room, "--check").code == 0
    ended("built", int(built.err.split()[0].replace(",", "")))


def _toml(table: dict[str, Any]) -> str:
    lines = []
    for section, values in table.items():
        lines.append(f"[{section}]")
        lines += [f"{_toml_key(key)} = {_toml_value(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


def _toml_key(key: str) -> str:
    return key if key.replace("-", "").replace(".", "").isalnum() else as_yaml(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml_key(key)} = {_toml_value(item)}" for key, item in value.items()) + "}"
    return as_yaml(value)
