"""Write a new campaign: a copy of `templates/starter` with its own name."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import unicodedata
from pathlib import Path

from kit.base.errors import Fault, OutputError, SpecError
from kit.base.real_folders import open_folder
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.project import Project
from kit.project.folders import SHIPPED, SPEC, TEMPLATES
from kit.project.names import path_part_faults
from kit.run.pipeline.loading import AnyPath, load
from kit.tools.scaffold.editor_files import FOLDER, write_schemas

_STARTER = SHIPPED / TEMPLATES / "starter"
#: Files that are renamed when copied: names that begin with a dot would not be in the package.
_NAMED = {"gitignore": ".gitignore"}
#: Folders that a build in a checkout leaves in the starter.
_NOT_COPIED = {"dist"}


@reporting_os_errors("a campaign was made")
def new(folder: AnyPath, *, title: str | None = None) -> Project:
    """Write a small but complete campaign into a new folder, and return it; the kit is named after the folder.

    The title is made from the name unless given. Raises SpecError for an invalid name or title, and OutputError for a
    folder that is not empty; in both cases nothing is written.
    """
    place = Path(folder)
    name = Path(os.path.abspath(place)).name  # noqa: PTH100  (a link to a folder keeps its own name)
    _require_fit(name, title)
    _require_free(place)
    fields = {"name": name, "title": json.dumps(title or _titled(name), ensure_ascii=False)}
    made = not place.exists()
    place.mkdir(parents=True, exist_ok=True)
    real = chosen_folder(place).real
    try:
        _write(real, {**fields, "date": dt.datetime.now(tz=dt.UTC).date().isoformat()})
        write_schemas(real / FOLDER)
        return load(place)
    except BaseException:
        _clear(real, remove=made)
        raise


def _require_fit(name: str, title: str | None) -> None:
    """Raise SpecError for an invalid name, and for a title without words."""
    faults = name_faults(name)
    if title is not None and not title.strip():
        faults.append(Fault("the title has no words", None, "write some, or leave it out", code="title-without-words"))
    if faults:
        raise SpecError(*faults)


def name_faults(name: str) -> list[Fault]:
    """Return what is wrong with the name of a new campaign or layout; the remedy suggests a similar one that fits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    fitting = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    example = None if any(path_part_faults("name", fitting, None)) else fitting
    return [*path_part_faults("name", name, None, example)]


def _titled(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _require_free(place: Path) -> None:
    """Raise OutputError if a path is a file, or a folder with anything in it, even a hidden file."""
    if place.is_dir() and any(place.iterdir()):
        raise OutputError(
            Fault(f"the folder '{place}' is not empty", None, "choose another name", code="folder-not-empty")
        )
    if place.exists() and not place.is_dir():
        raise OutputError(Fault(f"'{place}' is a file", None, "choose another name", code="folder-is-file"))


def _write(place: Path, fields: dict[str, str]) -> None:
    """Copy the starter without its builds, and set some values of `kit`."""
    for path in sorted(_STARTER.rglob("*")):
        within = path.relative_to(_STARTER)
        if within.parts[0] in _NOT_COPIED:
            continue
        if path.is_file():
            data = path.read_bytes()
            write_whole((place / within).with_name(_NAMED.get(path.name, path.name)), data, make=True)
    text = (_STARTER / SPEC).read_text(encoding="utf-8")
    for key, value in fields.items():
        line = f"  {key}: {value}".replace("\\", r"\\")
        text = re.sub(rf"^  {key}: .*$", line, text, count=1, flags=re.MULTILINE)
    write_whole(place / SPEC, text.encode())


def _clear(place: Path, *, remove: bool) -> None:
    """Remove everything written into an empty folder, and the folder itself if it was new."""
    with open_folder(place.parent) as above:
        with above.folder(place.name) as folder:
            for name, is_real in folder.entries():
                (folder.remove_tree if is_real else folder.remove)(name)
        if remove:
            above.remove_folder(place.name)
