"""Compiled sheets in the cache: as bytes, and valid only as long as they follow from the same things.

A sheet is found by its content, its place and kg.toml. It is used if the entities with the slugs that it
looked up are still the same. One with problems or notes, which name files, is used only if the workspace is
named by the same path; one with problems, which suggest entities, only if no other entity came or went.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.coding.cache import digest, program
from kg.coding.graph.derive import Held
from kg.coding.graph.parts import Directory, Remark, SheetPart
from kg.coding.sheets.outline import Outline, Tenure
from kg.workspace import Workspace

_DAYS = ("since", "until", "reported_from", "reported_until")


@dataclass(frozen=True, slots=True)
class Present:
    """What the sheets of a workspace are compiled with now.

    Attributes:
        settings: hash of the program and of kg.toml as far as sheets depend on it.
        slugs: each slug with its entities, as one text to compare.
        all_slugs: hash of all of them.
        shown: the path by which the workspace is named.
    """

    settings: bytes
    slugs: Mapping[str, str]
    all_slugs: str
    shown: str

    @classmethod
    def of(cls, directory: Directory) -> Present:
        """What sheets are compiled with in a workspace."""
        workspace, slugs = directory.workspace, directory.slugs()
        coders = sorted(workspace.coders)
        settings = digest(program(), workspace.base, workspace.language, *coders)
        listed = json.dumps([sorted(slugs.items()), directory.incomplete])
        return cls(settings, slugs, digest(listed).hex(), str(workspace.folder))

    def key(self, workspace: Workspace, path: Path, raw: bytes) -> bytes:
        """The key of a sheet with this content."""
        return digest(self.settings, path.relative_to(workspace.folder).as_posix(), raw)

    def state(self, key: bytes, part: SheetPart) -> bytes:
        """The key of what follows from a sheet and the entities that it names: triples and their checks."""
        return digest(key, json.dumps([self.slugs.get(slug, "") for slug in part.slugs]))

    def packed(self, part: SheetPart) -> bytes:
        """A part as bytes, without its triples."""
        content = {
            "slugs": {slug: self.slugs.get(slug, "") for slug in part.slugs},
            "problems": part.problems,
            "notes": part.notes,
            "statements": part.statements,
            "anchors": part.anchors,
            "complete": part.complete,
            "used": part.used,
            "held": part.held,
            "places": part.places,
            "size": part.size,
            "shared": part.shared,
            "clean": part.clean,
            "outline": None if part.outline is None else asdict(part.outline),
        }
        if part.problems or part.notes:
            content["shown"] = self.shown
        if part.problems:
            content["all_slugs"] = self.all_slugs
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode(
            "utf-8", "surrogatepass"
        )

    def unpacked(self, raw: bytes, path: Path) -> SheetPart | None:
        """The part that was packed, without its triples; None if it follows from other things."""
        content: dict[str, Any] = json.loads(raw)
        if content.get("shown", self.shown) != self.shown:
            return None
        if content.get("all_slugs", self.all_slugs) != self.all_slugs:
            return None
        if any(self.slugs.get(slug, "") != then for slug, then in content["slugs"].items()):
            return None
        return SheetPart(
            outline=None if content["outline"] is None else _outline(content["outline"], path),
            problems=[Remark(*remark) for remark in content["problems"]],
            notes=[Remark(*remark) for remark in content["notes"]],
            statements=content["statements"],
            anchors=content["anchors"],
            complete=content["complete"],
            slugs=list(content["slugs"]),
            used=content["used"],
            held=[Held(*each) for each in content["held"]],
            places=content["places"],
            size=content["size"],
            shared=content["shared"],
            clean=content["clean"],
        )


def _outline(content: dict[str, Any], path: Path) -> Outline:
    return Outline(
        slug=content["slug"],
        file=str(path),
        text=content["text"],
        text_line=content["text_line"],
        attested=tuple(content["attested"]),
        tenures=tuple(_tenure(each) for each in content["tenures"]),
    )


def _tenure(content: dict[str, Any]) -> Tenure:
    days = {key: None if content[key] is None else date.fromisoformat(content[key]) for key in _DAYS}
    return Tenure(**{**content, **days})
