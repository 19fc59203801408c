"""The list of rules is complete: a rule that is not in the list would never be applied."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Sequence

from kg.coding import rules
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.outline import Outline


def test_every_rule_of_every_module_is_in_the_list() -> None:
    found = set()
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                signature = inspect.signature(function, eval_str=True)
                kinds = [each.annotation for each in signature.parameters.values()]
                if signature.return_annotation is None and kinds in ([Corpus], [Corpus, Sequence[Outline]]):
                    found.add(function)
    listed = (*rules.SHEET_RULES, *rules.ENTITY_RULES, *rules.WORKSPACE_RULES)
    assert found == set(listed)
    assert len(listed) == len(found)


def test_the_docstring_lists_every_module() -> None:
    named = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert rules.__doc__ is not None
    assert named == {
        line.split()[0] for line in rules.__doc__.splitlines() if line[:1].isalpha() and "  " in line
    }
