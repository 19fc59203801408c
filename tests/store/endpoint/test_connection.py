"""A password goes to the host that it is for, and nowhere else; it is never shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from kg.errors import EndpointError, KgError, OutsideWorkspace, WorkspaceError
from kg.store import open_store
from kg.store.endpoint import Settings, kg_toml
from kg.store.endpoint.address import parse
from kg.store.endpoint.endpoint import connect
from kg.workspace import read
from tests.store.endpoint.faults import reply, results

LOCAL = "http://127.0.0.1:3030/ds/query"
FAR = "https://sparql.example.org/query"
SECRET = "hunter2"


def settings(url: str, environ: dict[str, str] | None = None, **given: Any) -> Settings:
    return Settings(**given).for_address(parse(url), environ or {})


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///query",
        "http://ann:hunter2@",
        "https://ann:hunter2@[::1/query",
        "https://ann:hunter2@host:port/query",
        "https://ann:hunter2@host:99999/",
        "https://ann:hunter2@ho st/",
        "ftp://ann:hunter2@example.org/",
        "https:\\\\ann:hunter2@example.org/",
    ],
)
def test_an_invalid_url_is_an_error_without_its_password(text: str) -> None:
    with pytest.raises(EndpointError) as caught:
        parse(text)
    assert SECRET not in str(caught.value) and "https://sparql.example.org/query" in str(caught.value.hint)


def test_a_password_in_the_url_is_sent_and_not_shown() -> None:
    address = parse(f"https://ann%40example.org:{SECRET}%21@sparql.example.org/query?key={SECRET}#x")
    assert (address.user, address.password) == ("ann@example.org", SECRET + "!")
    assert address.url == f"https://sparql.example.org/query?key={SECRET}"
    store = connect(f"https://ann:{SECRET}@sparql.example.org/query?key={SECRET}", environ={})
    for shown in (
        str(address),
        repr(address),
        store.label,
        repr(store),
        repr(vars(store)),
        repr(store._client.settings),
    ):
        assert SECRET not in shown
    store.close()


def test_a_password_is_only_sent_to_its_host() -> None:
    environ = {
        "KG_ENDPOINT_USER": "ann",
        "KG_ENDPOINT_PASSWORD": SECRET,
        "KG_ENDPOINT_HOST": "sparql.example.org",
    }
    assert settings(FAR, environ).password == SECRET
    assert settings("https://sparql.example.org:443/x", environ).password == SECRET
    assert settings("https://query.wikidata.org/sparql", environ).password is None
    assert settings("https://sparql.example.org:8443/x", environ).password is None
    assert settings("https://sparql.example.org.evil.example/x", environ).password is None
    assert settings(LOCAL, {**environ, "KG_ENDPOINT_HOST": "127.0.0.1:3030"}).password == SECRET


@pytest.mark.parametrize("name", ["PASSWORD", "TOKEN", "HEADERS"])
def test_a_secret_without_a_host_is_an_error(name: str) -> None:
    with pytest.raises(EndpointError, match="KG_ENDPOINT_HOST is missing") as caught:
        settings(FAR, {f"KG_ENDPOINT_{name}": SECRET, "KG_ENDPOINT_USER": "ann"})
    assert "KG_ENDPOINT_HOST=sparql.example.org" in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "secrets", [{"user": "ann", "password": SECRET}, {"token": SECRET}, {"headers": {"X-Api-Key": SECRET}}]
)
def test_secrets_are_sent_unencrypted_only_if_the_user_insists(secrets: dict[str, Any]) -> None:
    with pytest.raises(EndpointError, match="sent unencrypted") as caught:
        settings("http://sparql.example.org/query", **secrets)
    assert SECRET not in str(caught.value)
    assert settings("http://sparql.example.org/query", plain_http=True, **secrets).has_secrets
    assert settings(LOCAL, **secrets).has_secrets and settings(FAR, **secrets).has_secrets
    assert not settings("http://sparql.example.org/query").has_secrets
    environ = {"KG_ENDPOINT_TOKEN": SECRET, "KG_ENDPOINT_HOST": "sparql.example.org"}
    assert settings("http://sparql.example.org/", {**environ, "KG_ENDPOINT_PLAIN_HTTP": "1"}).token == SECRET


@pytest.mark.parametrize("kind", ["PASSWORD", "TOKEN", "HEADERS"])
def test_kg_toml_does_not_decide_how_secrets_of_the_environment_are_sent(kind: str) -> None:
    """A stranger's kg.toml may name the very host that the user has bound them to."""
    secret = f"X: {SECRET}" if kind == "HEADERS" else SECRET
    environ = {
        "KG_ENDPOINT_HOST": "sparql.example.org",
        "KG_ENDPOINT_USER": "ann",
        f"KG_ENDPOINT_{kind}": secret,
    }
    if kind != "PASSWORD":
        del environ["KG_ENDPOINT_USER"]
    with pytest.raises(EndpointError, match="sent unencrypted") as caught:
        settings("http://sparql.example.org/", environ, plain_http=True)
    assert "KG_ENDPOINT_PLAIN_HTTP=1" in str(caught.value) and SECRET not in str(caught.value)
    with pytest.raises(EndpointError, match="names certificates of its own") as caught:
        settings(FAR, environ, ca="their.pem")
    assert "KG_ENDPOINT_CA=their.pem" in str(caught.value) and SECRET not in str(caught.value)
    assert settings(FAR, {**environ, "KG_ENDPOINT_CA": "their.pem"}, ca="their.pem").has_secrets
    assert settings(FAR, {**environ, "KG_ENDPOINT_CA": "mine.pem"}).ca == "mine.pem"
    assert settings(FAR, {}, ca="their.pem").ca == "their.pem"


def test_the_url_precedes_kg_toml_and_kg_toml_the_environment() -> None:
    environ = {
        "KG_ENDPOINT_HOST": "sparql.example.org",
        "KG_ENDPOINT_USER": "from-environment",
        "KG_ENDPOINT_PASSWORD": "e",
        "KG_ENDPOINT_HEADERS": "X-A: environment\nX-B: environment\n",
    }
    found = settings(FAR, environ, user="from-table", password="t", headers={"X-A": "table"})
    assert (found.user, found.password) == ("from-table", "t")
    assert found.headers == {"X-A": "table", "X-B": "environment"}
    assert settings(FAR, environ, user="from-table").user == "from-table"
    assert settings(FAR, environ, user="from-table").password == "e"
    in_url = settings("https://me:u@sparql.example.org/query", environ, user="from-table", password="t")
    assert (in_url.user, in_url.password) == ("me", "u")


@pytest.mark.parametrize(
    "given",
    [
        {"user": "ann"},
        {"password": SECRET},
        {"token": SECRET, "user": "ann", "password": SECRET},
        {"token": f"{SECRET}\r\nX-Evil: 1"},
        {"headers": {"X-Key": f"{SECRET}\n"}},
        {"headers": {"X Key": SECRET}},
        {"headers": {"X-Key": SECRET + "é"}},
    ],
)
def test_an_invalid_header_or_token_is_an_error_and_not_shown(given: dict[str, Any]) -> None:
    with pytest.raises(EndpointError) as caught:
        settings(FAR, **given)
    assert SECRET not in str(caught.value) and caught.value.hint


def workspace(folder: Path, text: str) -> Path:
    (folder / "kg.toml").write_text(f'[workspace]\nname = "Talks"\n[endpoint]\n{text}', encoding="utf-8")
    return folder


def test_a_workspace_uses_its_endpoint(tmp_path: Path, server: Any) -> None:
    server.will(reply(200, results(2)))
    workspace(
        tmp_path,
        f'url = "{server.url}"\nuser = "ann"\npassword = "{SECRET}"\nheaders = {{ "X-Api-Key" = "k" }}\n'
        'rows = 0\ngraphs = ["http://e/g1", "http://e/g2"]\n',
    )
    with open_store(tmp_path) as store:
        assert store.label == f"Talks ({server.url})" and SECRET not in repr(read(tmp_path))
        assert len(store.select("SELECT ?n { ?s ?p ?n }").rows) == 2
    sent = server.requests[0]
    assert sent.headers["authorization"].startswith("Basic ") and sent.headers["x-api-key"] == "k"
    assert sent.headers["user-agent"].startswith("whosaidwhat/")
    assert sent.form["default-graph-uri"] == ["http://e/g1", "http://e/g2"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["../ca.pem", "link.pem", "~/ca.pem", "/etc/passwd"])
def test_certificates_must_be_in_the_workspace(tmp_path: Path, name: str) -> None:
    (tmp_path / "ca.pem").touch()
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "link.pem").symlink_to("../ca.pem")
    folder = workspace(tmp_path / "work", f'url = "{FAR}"\nca = "{name}"')
    if name.startswith("~"):  # a folder of that name
        assert kg_toml.read(read(folder))[1].ca == str((folder / name).resolve())
        return
    with pytest.raises(OutsideWorkspace, match="leads out of the workspace"):
        kg_toml.read(read(folder))


@pytest.mark.parametrize(
    "text, says",
    [
        ('user = "ann"', "missing key endpoint.url"),
        ('url = "https://e.org/"\npasword = "hunter2"', "unknown key endpoint.pasword"),
        ('url = "https://e.org/"\npassword = ["hunter2"]', "endpoint.password must be a string"),
        ('url = "https://e.org/"\nrows = -1', "endpoint.rows must be a whole number"),
        ('url = "https://e.org/"\ntries = 0', "endpoint.tries"),
        ('url = "https://e.org/"\nauth = "hunter2"', '"basic" or "digest"'),
        ('url = "https://e.org/"\nheaders = { a = 1 }', "endpoint.headers"),
        ('url = "https://e.org/"\ngraphs = "http://e/g"', "a list of IRIs"),
    ],
)
def test_an_error_in_kg_toml_does_not_show_the_value(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_store(workspace(tmp_path, text))
    assert says in str(caught.value) and SECRET not in str(caught.value) and "kg.toml" in str(caught.value)


def test_a_workspace_names_its_graph_store(tmp_path: Path) -> None:
    text = f'url = "{FAR}"\n'
    with pytest.raises(WorkspaceError, match=r"missing key endpoint\.graph-store"):
        kg_toml.graph_store(read(workspace(tmp_path, text)))
    text += 'graph-store = "https://{}/store"\nca = "own.pem"\n'
    with pytest.raises(WorkspaceError, match="another host"):
        kg_toml.graph_store(read(workspace(tmp_path, text.format("elsewhere.example.org"))))
    url, chosen = kg_toml.graph_store(read(workspace(tmp_path, text.format("sparql.example.org"))))
    assert url == "https://sparql.example.org/store" and chosen.ca == str(tmp_path / "own.pem")


def test_unreadable_certificates_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("none")
    for name in ("none.pem", "missing.pem"):
        with pytest.raises(KgError, match="certificates"):
            connect(FAR, environ={"KG_ENDPOINT_CA": str(tmp_path / name)})
