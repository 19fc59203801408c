"""An impossible request is refused with exit code 2 and a hint, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

REFUSED = {
    "congruence --by nobody": "list names with: kg ask actors",
    "congruence --about nothing": "no thing named 'nothing'",
    "congruence --by Berg": "Matches: Ann Berg person/ann Bo Berg person/bo",
    "congruence --stance sup": "expected one of: mixed, negative, neutral",
    "congruence --since 2025-13": "expected YYYY-MM-DD, YYYY-MM or YYYY",
    "congruence --duplicates weeky": "is not one of 'all', 'statement', 'source'",
    "congruence --whose partys": "'organization', 'party'",
    "two-mode --normalization jaccard": "'activity', 'prominence'",
    "congruence --normalization activity": "'average', 'jaccard'",
    "congruence --level foo": "'foo' is not a valid level (expected top",
    "congruence --level 0": "expected top, or a number of 1",
    "congruence --include foo": "expected PROPERTY=VALUE, got 'foo'",
    "congruence --include foo=bar": "expected one of: actor, issue, source",
    "congruence --include reading.foo=bar": "expected a name of wsw:",
    "congruence --kernel gaussian": "need --window",
    "congruence --size 2": "need --window",
    "congruence --window months --size 0": "0 is not in the range",
    "congruence --window months --size 50 --slide": "use a smaller --size",
    "congruence --window statements --kernel gaussian": "a kernel needs windows of time",
    "congruence --window statements --size 500": "use a smaller --size",
    "congruence --window months -f graphml": "Use -f csv.",
    "congruence --draws 20": "40 or more, or 0 for none",
    "congruence --seed -1": "-1 is not in the range",
    "congruence --min-node 0": "0 is not in the range",
    "congruence -f xls": "'graphml'",
    "congruense": "Did you mean 'congruence'?",
    "scaling --anchor nobody": "list names with: kg ask actors",
    "scaling --about zoo --anchor ann": "expected one of: Eve Berg",
    "backbone --alpha 2": "expected more than 0 and at most 1",
    "backbone --method penalised --penalty -1": "expected 0 or more",
    "backbone --method fixed --issues 9": "expected 1 to 5",
    "phases --least 5 --most 3": "numbers of states: 5 to 3",
    "polarisation --groups 1": "2<=x<=6",
    "communities --resolution 0": "x>0",
    "explain ann": "Missing argument 'OTHER'",
    "explain ann ann": "expected two different names",
    "explain ann nobody": "list names with: kg ask actors",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_a_request_that_cannot_be_carried_out_says_what_to_do(
    call: Any, town: Path, tmp_path: Path, typed: str
) -> None:
    command, *options = typed.split()
    output = tmp_path / "out"
    ran = call("network", command, *options, "--store", town, "-o", output)
    assert (ran.code, ran.out) == (2, "")
    assert REFUSED[typed] in " ".join(ran.err.split())
    assert not output.exists()


@pytest.mark.parametrize(("name", "hint"), [("none", "no such file or folder"), ("empty", "kg init")])
def test_a_folder_that_is_not_a_store_is_refused(call: Any, tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / "empty").mkdir()
    ran = call("network", "congruence", "--store", tmp_path / name)
    assert ran.code == 2 and hint in ran.err


def test_a_missing_folder_is_named(call: Any, town: Path, tmp_path: Path) -> None:
    ran = call("network", "congruence", "--store", town, "-f", "dl", "-o", tmp_path / "no" / "town.dl")
    assert ran.code == 2 and "mkdir -p" in ran.err
