"""Update the copies of shared parts in drawings after the SVG of a part has changed (`kit parts`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kit.base.errors import DrawingError, Fault, KitError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.drawing.svg.part_copies import old_copies, with_parts
from kit.drawing.svg.part_form import PART, read_part
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.model.finding import Finding
from kit.model.layout import Layout
from kit.model.project import Project


@reporting_os_errors("parts were copied")
def copy_parts(project: Project, *, write: bool = True) -> tuple[Finding, ...]:
    """Update the copies of parts in the drawings of a project; return a finding for each copy that differed.

    Drawings outside the folder of the project, such as shipped ones, are left alone; so are all if `write` is False.
    Raises DrawingError for every part that is missing or unreadable, and every such drawing; nothing is then written.
    """
    read = cache(read_part)
    found: list[Finding] = []
    faults: list[Fault] = []
    new: dict[Path, bytes] = {}
    for path, layout in _own_drawings(project):
        try:
            file = SourceFile(path)
            if PART.encode() not in file.data:
                continue
            old, wrong = old_copies(file, parse_drawing(file), layout.parts, read)
        except KitError as error:
            faults += error.faults
            continue
        faults += wrong
        found += [Finding("part", "warning", copy.fault, drawing=file.name) for copy in old]
        if old:
            new[path] = with_parts(file.data, old)
    if faults:
        raise DrawingError(*dict.fromkeys(faults))
    if write:
        for path, data in new.items():
            write_whole(path, data)
    return tuple(found)


def _own_drawings(project: Project) -> Iterator[tuple[Path, Layout]]:
    """Yield the drawings inside the folder of a project, each with its layout."""
    for layout in project.layouts.values():
        for path in layout.drawings.values():
            if path.resolve().is_relative_to(project.root):
                yield path, layout
