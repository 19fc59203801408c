"""``kg show``: all that is known of a thing, each line with the record behind it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest


def test_a_card_begins_with_name_classes_and_iri(call: Any) -> None:
    lines = call("show", "carney").out.splitlines()
    assert lines[0] == "Mark Carney"
    assert "person/mark-carney" in lines[1]
    assert lines[2].strip() == "https://w3id.org/wsw/id/person/mark-carney"


def test_every_relation_names_the_record_that_backs_it(call: Any) -> None:
    card = json.loads(call("show", "carney", "-f", "json").out)
    assert card["relations"]
    shown = call("show", "carney").out.replace("\n    ", " ")
    section = shown.partition("\nRelations\n")[2].partition("\n\n")[0].splitlines()
    assert len(section) == len(card["relations"])
    assert all(
        re.search(r"\((?:[^()]|\([^()]*\))*(claim|statement|embedded)/[a-z][0-9a-f]{12}\)$", line)
        for line in section
    )


def test_claims_of_reporters_are_marked_as_paraphrase(call: Any) -> None:
    shown = " ".join(call("show", "carney").out.split())
    assert "(the reporters: [paraphrase] " in shown
    assert not re.search(r"\(the reporters: (?!\[paraphrase\])", shown)


def test_a_direct_statement_is_headed_by_its_words_in_quotation_marks(call: Any) -> None:
    statement = json.loads(call("said", "--mode", "direct", "-f", "jsonl").out.splitlines()[0])
    name = "/".join(statement["id"].rsplit("/", 2)[-2:])
    assert call("show", name).out.splitlines()[0] == f"“{statement['text']}”"
    assert statement["text"] == json.loads(call("show", name, "-f", "json").out)["label"]


def test_a_claim_is_headed_by_its_words_as_a_paraphrase(call: Any) -> None:
    claim = json.loads(call("ask", "reporters-say", "-f", "json").out)[0]
    assert call("show", claim["record"]).out.startswith("[paraphrase] ")


def test_a_name_an_id_and_an_iri_show_the_same(call: Any) -> None:
    whole = call("show", "person/mark-carney").out
    assert call("show", "Mark Carney").out == whole
    assert call("show", "https://w3id.org/wsw/id/person/mark-carney").out == whole


@pytest.mark.parametrize(
    "name",
    ["tariffs", "measure/us-metals-tariff", "bbc", "ottawa", "agreement/usmca", "ipsos", "coder/wsw-coders"],
)
def test_each_kind_of_thing_has_a_card_within_its_width(call: Any, name: str) -> None:
    ran = call("show", name)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert max(len(line) for line in lines[1:] if " " in line.strip()) <= 80


def test_a_source_with_a_hundred_references_still_has_a_readable_card(call: Any) -> None:
    shown = " ".join(call("show", "source/bbc-carney-washington-2025-10").out.split())
    assert "more (-f json has all)" in shown


def test_json_has_the_fields_of_the_card(call: Any) -> None:
    card = json.loads(call("show", "carney", "-f", "json").out)
    assert {"iri", "id", "label", "classes", "roles", "relations", "positions", "records"} <= set(card)


@pytest.mark.parametrize("name", ["xyzzy", "person/nobody", "statement/s000000000000"])
def test_an_unknown_name_exits_2(call: Any, name: str) -> None:
    ran = call("show", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name!r}" in ran.err
