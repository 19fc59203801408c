"""The arguments and results of the rules are immutable values."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields, is_dataclass

import pytest

import kg.model

VALUES = [
    thing
    for module in pkgutil.iter_modules(kg.model.__path__, "kg.model.")
    for name, thing in vars(importlib.import_module(module.name)).items()
    if isinstance(thing, type) and thing.__module__ == module.name
    if is_dataclass(thing) or issubclass(thing, tuple)
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_a_value_is_immutable(value: type) -> None:
    if issubclass(value, tuple):
        names = value._fields  # type: ignore[attr-defined]
        one: object = tuple.__new__(value, names)
    else:
        names = [field.name for field in fields(value)]
        one = object.__new__(value)
    first = names[0]
    with pytest.raises(AttributeError):
        setattr(one, first, None)
    assert not hasattr(one, "__dict__")


def test_the_model_package_has_values() -> None:
    assert {value.__name__ for value in VALUES} >= {
        "Counted",
        "Dated",
        "Run",
        "Stand",
        "Sides",
        "Record",
        "Tenure",
        "When",
    }
