"""Libraries that few commands need, imported when something of them is first asked for."""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def on_demand(name: str) -> ModuleType:
    """Return a module that is imported when an attribute of it is first read. Raises ImportError when there is none.

    (https://docs.python.org/3/library/importlib.html#implementing-lazy-imports)
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no module '{name}'", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
