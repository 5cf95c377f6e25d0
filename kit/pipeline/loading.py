"""Read the project that everything else starts from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Fault, SpecError
from kit.project import load_project
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    import os

    from kit.model.project import Project

    #: A path as callers of the public API may write it.
    AnyPath = str | os.PathLike[str]

SPEC = "kit.yaml"


@system_errors_told("the project was read")
def load(path: AnyPath, *, locale: str | None = None, partner: str | None = None) -> Project:
    """Read a project by its `kit.yaml`, or by the folder that this lies in.

    Raises SpecError with every fault found; also for any `locale` or `partner`, as neither exists yet.
    """
    asked = {"locale": (locale, "in other languages"), "partner": (partner, "for partners")}
    faults = [
        Fault(f"kits {what} can't be made yet: '{value}'", None, f"leave '{name}' out", code="not-supported-yet")
        for name, (value, what) in asked.items()
        if value is not None
    ]
    if faults:
        raise SpecError(*faults)
    given = Path(path)
    return load_project(given / SPEC if given.is_dir() else given)
