"""pyvis's network, imported without IPython.

pyvis imports ``IPython.display`` for one method that only notebooks use, which takes a tenth of a second.
During the import of pyvis, a function takes its place that imports it when called.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_DISPLAY = "IPython.display"


def _frame(*given: Any, **options: Any) -> Any:
    """Return IPython's frame for a notebook."""
    from IPython.display import IFrame

    return IFrame(*given, **options)


def pyvis_network() -> type[Any]:
    """Return the class ``pyvis.network.Network``.

    >>> pyvis_network().__name__
    'Network'
    """
    if "IPython" in sys.modules or "pyvis.network" in sys.modules:
        from pyvis.network import Network

        return Network  # type: ignore[no-any-return]
    package, display = ModuleType("IPython"), ModuleType(_DISPLAY)
    display.IFrame = _frame  # type: ignore[attr-defined]
    sys.modules |= {"IPython": package, _DISPLAY: display}
    try:
        from pyvis.network import Network
    finally:
        for name in ("IPython", _DISPLAY):
            del sys.modules[name]
    return Network  # type: ignore[no-any-return]
