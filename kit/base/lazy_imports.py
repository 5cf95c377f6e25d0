"""Libraries that few commands need, imported on first use, and never interrupted by a signal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from threading import current_thread, main_thread
from types import FrameType, ModuleType

#: The signals that end a program; Windows has no SIGHUP.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold back the signals that end a program from this thread; those that arrive meanwhile are delivered afterwards.

    This is for imports: interrupting the import of a C++ module ends the process with SIGABRT, or prints a traceback.
    They are blocked, also for a process that is forked meanwhile. Where another thread takes them, Python runs their
    handlers in the main thread all the same, so that these only note them.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    noted: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    handlers = _noting(noted) if current_thread() is main_thread() else {}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number in noted:
            signal.raise_signal(number)


def _noting(noted: list[int]) -> dict[int, Callable[[int, FrameType | None], object]]:
    """Let the signals that functions handle be noted; return these functions."""
    found = {int(number): signal.getsignal(number) for number in _SIGNALS}
    handlers = {number: handler for number, handler in found.items() if callable(handler)}
    for number in handlers:
        signal.signal(number, lambda heard, _: noted.append(heard))
    return handlers


def on_demand(name: str) -> ModuleType:
    """Return a module that is imported when an attribute of it is first read. Raises ImportError if it does not exist.

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
    """Return the `__getattr__` of a package whose names, by module, are imported on first use, without interruption.

    (https://peps.python.org/pep-0562/)
    """
    modules = {name: module for module, own in names.items() for name in own.split()}

    def found(name: str) -> object:
        """Return the value of a name in a module of the package."""
        if name not in modules:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        with signals_held():
            return getattr(import_module(f"{package}.{modules[name]}"), name)

    return found


def _undisturbed(execute: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
    """Return a function that imports a module with signals blocked until it is done."""

    def run(module: ModuleType) -> None:
        """Import the module while signals are blocked."""
        with signals_held():
            execute(module)

    return run
