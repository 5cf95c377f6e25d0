"""From `kit.yaml` to a Project: validated, cross-checked, every mistake reported at once with its line.

Reading one is imported when it is asked for: a project that was read before needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.project.load import load_project, published_at

__all__ = ["load_project", "published_at"]


if not TYPE_CHECKING:  # type checkers would take any name for one that this function knows

    def __getattr__(name: str) -> object:
        """Import a name of `__all__` when it is first asked for (https://peps.python.org/pep-0562/)."""
        if name not in __all__:
            raise AttributeError(f"module 'kit.project' has no attribute '{name}'")
        return getattr(import_module("kit.project.load"), name)
