"""Write files for editors: JSON Schemas of the files of a project, and the Inkscape extension."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.base.errors import Fault, OutputError
from kit.base.programs import find_program, trusted_path, with_repositories_around
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import PACKAGE, reporting_os_errors
from kit.base.whole_files import read_own, write_whole
from kit.judge import RULES
from kit.model.slot import SLOTS
from kit.run.pipeline.loading import AnyPath
from kit.tools.schema import OF_CAMPAIGNS, SchemaName, schema_of

#: The folder of a project with the schemas that its files refer to.
FOLDER = "schemas"


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the JSON Schema of `kit.yaml` (`kit`), of a `layout`, a `palette`, `partners`, `placements` or `words`.

    `words` are the generator's own sentences in a language.

    The schema is of draft 7, and made from the validation itself. It can't check names from other files, such as those
    of layouts.
    """
    return schema_of(name, RULES)


@reporting_os_errors("schemas were written")
def write_schemas(folder: AnyPath) -> tuple[Path, ...]:
    """Write the schemas of a campaign's files into a folder, as `kit.json`, `layout.json` and so on, and return them.

    Raises OutputError if one can't be written.
    """
    place = chosen_folder(folder)
    for name in OF_CAMPAIGNS:
        write_whole(place.real / f"{name}.json", as_text(json_schema(name)).encode(), make=True)
    return tuple(place.shown / f"{name}.json" for name in OF_CAMPAIGNS)


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


#: The files of the extension, and its script; the others are menus.
_EXTENSION, _SCRIPT = ("kit_check.inx", "kit_drawing.py", "kit_slot.inx"), "kit_drawing.py"
#: The menu option that is replaced with one for each slot; it is the default.
_OPTION = '<option value="headline">headline</option>'
#: Paths of Inkscape where it is not on PATH.
_PROGRAMS = ("/Applications/Inkscape.app/Contents/MacOS/inkscape", r"C:\Program Files\Inkscape\bin\inkscape.exe")
#: The folders of Inkscape's settings, below the user's home: system package, Flatpak, Snap, macOS.
_SETTINGS = (
    ".config/inkscape",
    ".var/app/org.inkscape.Inkscape/config/inkscape",
    "snap/inkscape/current/.config/inkscape",
    "Library/Application Support/org.inkscape.Inkscape/config/inkscape",
)
#: The seconds on the clock after which Inkscape hangs; it takes a second or two to report the folder of its settings.
_TIMEOUT = 120


@reporting_os_errors("the extension was installed")
def install_inkscape_extension(folder: AnyPath | None = None) -> tuple[Path, ...]:
    """Copy the extension into a folder, by default Inkscape's folder of user extensions; return its files.

    Raises OutputError if Inkscape is not found and no folder is given.
    """
    target = chosen_folder(folder if folder is not None else _extensions())
    texts = {name: read_own(f"tools/inkscape/{name}").decode() for name in _EXTENSION}
    for name, text in texts.items():
        adapted = _with_kit(text) if name == _SCRIPT else _with_slots(text)
        write_whole(target.real / name, adapted.encode(), make=True)
    return tuple(target.shown / name for name in texts)


def _with_kit(script: str) -> str:
    """Return the script with the Python that is running, and the folder of this package."""
    samples = {name: kind.sample for name, kind in SLOTS.items() if kind.sample}
    values = {"KIT": [sys.executable, "-m", "kit"], "FOLDER": str(PACKAGE.parent), "SAMPLES": samples}
    for name, value in values.items():
        script = re.sub(rf"^{name} = .*$", lambda _: f"{name} = {value!r}", script, count=1, flags=re.MULTILINE)  # noqa: B023
    return script


def _with_slots(menu: str) -> str:
    """Return a menu with every slot, and its purpose, in place of its only option."""
    first = sorted(SLOTS.values(), key=lambda kind: kind.name != "headline")
    about = {kind.name: f"{kind.about[:1].lower()}{kind.about[1:]}" for kind in first}
    options = "\n    ".join(f'<option value="{name}">{name} ({words})</option>' for name, words in about.items())
    return menu.replace(_OPTION, options)


def _extensions() -> Path:
    """Return the folder of user extensions. Raises OutputError if there is none."""
    settings = next((path for path in (*_reported_by_inkscape(), *_usual()) if path.is_dir()), None)
    if settings is None:
        remedy = "start Inkscape once, or give --folder: Edit, Preferences, System names it under 'User extensions'"
        raise OutputError(Fault("Inkscape was not found on this computer", None, remedy, code="inkscape-not-found"))
    return settings / "extensions"


def _reported_by_inkscape() -> Iterator[Path]:
    """Yield the folder of Inkscape's settings as it reports it, if it can be started; make the folder if necessary."""
    searched = trusted_path(with_repositories_around(Path.cwd()))
    program = find_program("inkscape", searched) or next(filter(os.path.isfile, _PROGRAMS), None)
    if program is None:
        return
    command = [program, "--user-data-directory"]
    try:
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return
    lines = ran.stdout.strip().splitlines()
    if ran.returncode == 0 and lines:
        path = Path(lines[-1])
        path.mkdir(parents=True, exist_ok=True)
        yield path


def _usual() -> Iterator[Path]:
    """Yield the usual folders of Inkscape's settings."""
    yield from (Path.home() / folder for folder in _SETTINGS)
    if "APPDATA" in os.environ:
        yield Path(os.environ["APPDATA"]) / "inkscape"
