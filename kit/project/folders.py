"""File and folder names of a project, and the paths of the folders that ship with the generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.digests import digest_if_read, files_in
from kit.base.system_errors import PACKAGE, require_own

if TYPE_CHECKING:
    from pathlib import Path

#: The file that says what a campaign is.
SPEC = "kit.yaml"
#: The folders of a project: of drawings, in a folder whose other folders are models to copy, fonts and translations.
TEMPLATES, FONTS, LOCALES = "templates", "fonts", "locales"
DRAWINGS = f"{TEMPLATES}/svg"
#: Where the drawings and fonts of the generator are: beside it in a checkout, inside it when it is installed.
SHIPPED = PACKAGE.parent if (PACKAGE.parent / DRAWINGS).is_dir() else PACKAGE / "shipped"
#: The file of the partners of a campaign, and the folder of several such files.
PARTNERS_FILE, PARTNERS = "partners.yaml", "partners"
#: The folder of the sentences of the generator that a project changes or brings; it is not a translation.
OWN_SENTENCES = f"{LOCALES}/generator"
#: How the files are named that say what a layout holds, and what a palette.
LAYOUT, PALETTE = "layout.yaml", "palette.yaml"
#: The folder of the parts that drawings hold copies of; no layout, unless it says that it is one.
PARTS = "parts"


def own_and_shipped(root: Path, name: str) -> tuple[Path, ...]:
    """Return where files of a folder are looked for: in that of a project, then in the shipped one, if there are.

    Raises InstallationError if the program is installed without it.
    """
    require_own(SHIPPED / name)
    return tuple(dict.fromkeys(folder.resolve() for folder in (root / name, SHIPPED / name) if folder.is_dir()))


def shipped_drawings() -> Path:
    """Return the folder of the layouts that come with the generator, which need not be there."""
    return (SHIPPED / DRAWINGS).resolve()


def read_from(spec: Path) -> list[str]:
    """Return what decides how a project is read, but its images, as text.

    That is the bytes of its `kit.yaml` and of the YAML files in its folders, and the names of all files there.
    """
    files = [file for folder in read_folders(spec.resolve().parent) for file in files_in(str(folder.resolve()))]
    named = [f"{file} {digest_if_read(file) if file.endswith('.yaml') else ''}" for file in files]
    return [f"{spec.resolve()} {digest_if_read(spec)}", *named]


def read_folders(root: Path) -> tuple[Path, ...]:
    """Return every folder that a project is read from, its own and the shipped ones, whether they exist."""
    return (root / DRAWINGS, root / FONTS, root / LOCALES, SHIPPED / DRAWINGS, SHIPPED / FONTS)


def is_of_layout(folder: Path) -> bool:
    """Return whether a folder is in the place of a layout of some project, which need not be there."""
    return folder.parent.parts[-2:] == (TEMPLATES, "svg")
