"""Campaigns: takes `kit.yaml` and all beside it, gives a Project, or every mistake at once with its line.

The modules that read `kit.yaml` are imported on first use: a project taken from the cache needs none of them.
"""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.project.load import load_project
else:  # type checkers would take any name for one of these
    __getattr__ = names_on_demand("kit.project", {"load": "load_project"})

__all__ = ["load_project"]
