"""File and folder names of a project, and the paths of the folders that ship with the generator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kit.base.errors import SpecError
from kit.base.real_paths import LinkRefusedError, has_link, path_to_open, real_path
from kit.base.system_errors import PACKAGE, require_own, unreadable
from kit.base.whole_files import digest_if_read, files_in

#: The file that says what a campaign is.
SPEC = "kit.yaml"
#: The folders of a project: of drawings, in a folder whose other folders are models to copy, fonts and translations.
TEMPLATES, FONTS, LOCALES = "templates", "fonts", "locales"
DRAWINGS = f"{TEMPLATES}/svg"
#: Where the drawings and fonts of the generator are: beside it in a checkout, inside it when it is installed.
SHIPPED = PACKAGE.parent if (PACKAGE.parent / DRAWINGS).is_dir() else PACKAGE / "shipped"
#: The file of the partners of a campaign, and the folder of several such files.
PARTNERS_FILE, PARTNERS = "partners.yaml", "partners"
#: The file beside the translations with the state of each; no language is called so.
STATUS = "status.yaml"
#: The folder of the sentences of the generator that a project changes or brings; it is not a translation.
OWN_SENTENCES = f"{LOCALES}/generator"
#: How the files are named that say what a layout holds, and what a palette.
LAYOUT, PALETTE = "layout.yaml", "palette.yaml"
#: The folder of the parts that drawings hold copies of; no layout, unless it says that it is one.
PARTS = "parts"


def folder_of(root: Path, name: str) -> Path:
    """Return where a folder of a project really is. Raises SpecError if a link to it leads out of the project."""
    try:
        return real_path(root / name, root)
    except LinkRefusedError as error:
        raise SpecError(unreadable(root / name, error)) from error


def drawing_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of layouts that are there: that of a project, and the shipped one. Raises SpecError.

    Raises InstallationError if the program is installed without it.
    """
    require_own(SHIPPED / DRAWINGS)
    folders = (folder_of(root, DRAWINGS), shipped_drawings())
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def font_folders(root: Path) -> tuple[Path, ...]:
    """Return the folder of the fonts of a project, if it has one, and the shipped one. Raises SpecError.

    Raises InstallationError if the program is installed without it.
    """
    require_own(SHIPPED / FONTS)
    own = folder_of(root, FONTS)
    return (*([own] if own.is_dir() else []), (SHIPPED / FONTS).resolve())


def shipped_drawings() -> Path:
    """Return the folder of the layouts that come with the generator, which need not be there."""
    return (SHIPPED / DRAWINGS).resolve()


def read_from(spec: Path) -> list[str]:
    """Return what decides how a project is read without its translations, but its images, as text.

    That is the bytes of its `kit.yaml`, of the YAML files in its folders and of its own fonts, and the names of all
    files there; of what is not a file, such as a link or a pipe, also what it is. Of translations it is the names.
    """
    root = spec.parent.resolve()
    fonts = f"{path_to_open(root / FONTS, root)}{os.sep}"
    named = [f"{file} {digest_if_read(file) if _is_read(file, fonts) else ''}" for file in files_read(root)]
    names = sorted(path.name for path in path_to_open(root / LOCALES, root).glob("*"))
    return [f"{root / spec.name} {digest_if_read(root / spec.name)}", *named, *names]


def translation_read_from(root: Path, language: str) -> list[str]:
    """Return what else decides how a translation is read, as text: its bytes, and those of the states of all."""
    paths = (root / LOCALES / f"{language}.yaml", root / LOCALES / STATUS)
    return [f"{path} {digest_if_read(path_to_open(path, root))}" for path in paths]


def _is_read(path: str, fonts: str) -> bool:
    """Return whether more than the name of a file or folder decides how a project is read."""
    is_plain = not os.path.islink(path) and (os.path.isfile(path) or os.path.isdir(path))  # noqa: PTH112, PTH113, PTH114
    return path.endswith(".yaml") or path.startswith(fonts) or not is_plain


def files_read(root: Path) -> Iterator[str]:
    """Yield the paths of all that is in the folders that a project is read from, its own and the shipped ones.

    Translations are not among them.
    """
    locales = os.fspath(path_to_open(root / LOCALES, root))
    for folder in _own_folders(root):
        for path in files_in(str(folder), root):
            if not (path.endswith(".yaml") and os.path.dirname(path) == locales):  # noqa: PTH120  (each of hundreds)
                yield path
    for folder in (SHIPPED / DRAWINGS, SHIPPED / FONTS):
        yield from map(os.path.realpath, files_in(str(folder.resolve())))


def read_folders(root: Path) -> list[Path]:
    """Return every folder that a project is read from, its own and the shipped ones, whether they exist."""
    return [*_own_folders(root), SHIPPED / DRAWINGS, SHIPPED / FONTS]


def _own_folders(root: Path) -> list[Path]:
    """Return the folders of a project where they really are, but none that is a link that is not followed."""
    folders = [path_to_open(root / name, root) for name in (DRAWINGS, FONTS, LOCALES)]
    return [folder for folder in folders if not has_link(folder)]


def is_of_layout(folder: Path) -> bool:
    """Return whether a folder is in the place of a layout of some project, which need not be there."""
    return folder.parent.parts[-2:] == (TEMPLATES, "svg")
