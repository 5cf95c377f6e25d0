"""Libraries that few commands need, imported when something of them is first asked for, and without an interruption."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType


#: What asks a program to end; Windows has no SIGHUP.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold the signals that ask a program to end back from this thread; those that come meanwhile are heard afterwards.

    It is for imports: a module in C++ that is interrupted while it is imported ends the process with SIGABRT.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def on_demand(name: str) -> ModuleType:
    """Return a module that is imported when an attribute of it is first read. Raises ImportError when there is none.

    (https://docs.python.org/3/library/importlib.html#implementing-lazy-imports)
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no module '{name}'", name=name)
    spec.loader.exec_module = _undisturbed(spec.loader.exec_module)  # type: ignore[assignment, method-assign]
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    package, _, own = name.rpartition(".")
    if package:
        setattr(sys.modules[package], own, module)
    spec.loader.exec_module(module)
    return module


def names_on_demand(package: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package whose names, by module, are imported when they are first asked for.

    (https://peps.python.org/pep-0562/)
    """
    modules = {name: module for module, own in names.items() for name in own.split()}

    def found(name: str) -> object:
        """Return what a module of the package calls by a name."""
        if name not in modules:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return found


def _undisturbed(execute: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
    """Return a function that imports a module, and hears signals afterwards."""

    def run(module: ModuleType) -> None:
        """Import the module while signals are held."""
        with signals_held():
            execute(module)

    return run
