"""Read type families: from `families.yaml` beside the fonts and from `kit.yaml`, each with its font files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from kit.errors import Fault, did_you_mean
from kit.model.campaign import Family
from kit.project.documents import read_document
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.model.document import Document, YamlPath


class _Table(NamedTuple):
    """Families as they are written, in the file and at the path where they are."""

    document: Document
    path: YamlPath
    written: object


def read_families(document: Document, fonts: Sequence[Path]) -> tuple[dict[str, Family], list[Fault]]:
    """Return the valid families by id, and the faults; of two with one id, that of `kit.yaml` wins.

    `fonts` are the folders of font files, the first of them before the others.
    """
    tables = [*_tables_beside(fonts), _Table(document, ("families",), document.value.get("families"))]
    known = [id_ for table in tables if isinstance(table.written, dict) for id_ in table.written]
    families: dict[str, Family] = {}
    faults: list[Fault] = []
    for table in tables:
        found, wrong = entries(Family, table.written, table.document, table.path)
        faults += [*wrong, *_family_faults(found, known, table), *_font_faults(found, fonts, table)]
        families.update(found)
    return families, faults


def _tables_beside(fonts: Sequence[Path]) -> Iterator[_Table]:
    """Yield the table of each folder of fonts that has one, the folder that wins last."""
    for file in (folder / "families.yaml" for folder in reversed(fonts)):
        if file.is_file():
            document = read_document(file, name="fonts/families.yaml")
            yield _Table(document, (), document.value)


def _family_faults(families: Mapping[str, Family], known: Collection[str], table: _Table) -> Iterator[Fault]:
    """Yield a fault for a family without faces and for each fallback that is no known family."""
    for id_, family in families.items():
        if not family.faces:
            mark, remedy = (
                table.document.mark(*table.path, id_, "faces"),
                "write at least one: [{file: …, weight: 400}]",
            )
            yield Fault(f"the family '{id_}' has no faces", mark, remedy, code="family-without-faces")
        for index, other in enumerate(family.fallbacks):
            if other not in known:
                mark = table.document.mark(*table.path, id_, "fallbacks", index)
                yield Fault(f"unknown family '{other}'", mark, did_you_mean(other, known), code="unknown-family")


def _font_faults(families: Mapping[str, Family], fonts: Sequence[Path], table: _Table) -> Iterator[Fault]:
    """Yield a fault for each font file that is missing, or is not in a folder of fonts."""
    for id_, family in families.items():
        for index, face in enumerate(family.faces):
            mark, file = table.document.mark(*table.path, id_, "faces", index, "file"), PurePosixPath(face.file)
            if file.is_absolute() or ".." in file.parts or "\\" in face.file:
                message = f"the font '{face.file}' leads out of the folder 'fonts'"
                remedy = "put it into the folder 'fonts' beside kit.yaml, and write its path from there, with '/'"
                yield Fault(message, mark, remedy, code="font-outside-folder")
            elif not any(_is_file(folder / face.file) for folder in fonts):
                remedy = "put it into the folder 'fonts' beside kit.yaml, or correct its name"
                yield Fault(f"the font '{face.file}' is missing", mark, remedy, code="font-missing")


def _is_file(path: Path) -> bool:
    """Tell whether a path is a file's; one that is too long for the system is not."""
    try:
        return path.is_file()
    except OSError:
        return False
