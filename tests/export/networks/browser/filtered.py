"""The filters that the tests of a page of a network set."""

from __future__ import annotations

from typing import Any

#: Filter to a change of the state, and what it is in the address of the crowd's page.
FILTERS: dict[str, tuple[dict[str, Any], str]] = {
    "weight": ({"weight": 2}, "#weight=2"),
    "kind": ({"kind": ["person", "country"]}, "#kind=person%2Ccountry"),
    "min": ({"min": 4}, "#min=4"),
    "stance": ({"stance": ["oppose"]}, "#stance=oppose"),
    "all": (
        {"stance": ["support"], "kind": ["person", "organization"], "min": 3, "weight": 1},
        "#stance=support&kind=person%2Corganization&min=3&weight=1",
    ),
}
