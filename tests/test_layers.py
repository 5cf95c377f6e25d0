"""The rooms of the package: imports point down, and each library is used only where it is listed."""

from __future__ import annotations

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kit
from kit.tools import TOOLS
from scripts import rooms

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = Path(__file__).parent.parent / "kit"
#: The rooms of the package from the lowest to the highest, and the libraries that each may use. Imports point to lower
#: rooms only.
ROOMS: dict[str, set[str]] = {
    "base": {"jinja2", "msgspec", "numpy", "yaml"},
    "model": set(),
    "text": {"uharfbuzz", "bidi", "fontTools", "icu4py", "emoji"},
    "drawing": {"lxml", "tinycss2", "cssselect2", "fontTools", "PIL", "qrcode"},
    "paint": {"cairosvg", "cairocffi", "deflate", "fontTools", "PIL", "numpy", "resvg_py", "pikepdf"},
    "project": {"pydantic", "pydantic_core"},
    "compose": set(),
    "judge": {"ftfy", "zxingcpp", "PIL", "numpy", "packaging", "pypdfium2"},
    "publish": {"PIL", "icalendar", "jinja2", "uharfbuzz", "filelock", "obstore"},
    "run": {"distributed", "pebble"},
    "tools": {
        *("openpyxl", "polib", "PIL", "numpy", "jinja2", "starlette", "uvicorn", "watchfiles", "anyio"),
        *("pydantic", "pydantic_core", "inkex"),
    },
    "cli": {"click"},
    "__main__": set(),
}
#: The most modules and lines of each room. Whoever needs more raises a number in the same commit, and says why there.
BUDGETS = {
    "base": (29, 3868),
    "model": (23, 4122),
    "text": (23, 4235),
    "drawing": (54, 8957),
    "paint": (26, 4117),
    "project": (37, 6550),
    "compose": (29, 4579),
    "judge": (25, 4170),
    "publish": (37, 6230),
    "run": (29, 5652),
    "tools": (56, 8990),
    "cli": (15, 2412),
}
LAYER_OF = {room: layer for layer, room in enumerate(ROOMS)}
#: What uses the generator as other programs do, through the names of `kit` alone.
CALLERS = {"__main__", "cli"}
#: Every module but the public face.
MODULES = sorted(path for path in KIT.rglob("*.py") if path != KIT / "__init__.py")


def room_of(path: Path) -> str:
    return path.relative_to(KIT).parts[0].removesuffix(".py")


def imports(source: str) -> Iterator[str]:
    """Yield the full name of every module that some code imports, those for type checking and in functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "kit":
            yield from (f"kit.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "kit." + "." * node.level


def faults(room: str, source: str) -> Iterator[str]:
    """Yield a sentence for each import that the order of rooms forbids one."""
    for name in imports(source):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "kit" and room in CALLERS and other not in {"", "cli", *kit.__all__} and not _is_tool(name):
            yield f"'{room}' imports '{name}', which is not of the public API"
        elif top == "kit" and room not in CALLERS and other != room and LAYER_OF.get(other, 99) >= LAYER_OF[room]:
            yield f"'{room}' imports '{name}', which is not below it"
        elif top != "kit" and top not in sys.stdlib_module_names | ROOMS[room]:
            yield f"'{room}' imports the library '{top}', which belongs in another room"


def _is_tool(name: str) -> bool:
    """Return whether a name is that of all tools, or of one; what is inside one is not public."""
    return re.fullmatch(r"kit\.tools(\.\w+)?", name) is not None


def test_every_module_is_in_a_room() -> None:
    assert {room_of(path) for path in MODULES} == LAYER_OF.keys()


def test_the_package_holds_its_rooms_and_hardly_anything_else() -> None:
    entries = {path.name for path in KIT.iterdir() if path.name != "__pycache__"}
    assert {room for room in ROOMS if room != "__main__"} < entries
    assert len(entries) <= 16
    assert [room for room in ROOMS if not ast.get_docstring(ast.parse(_face_of(room)))] == []


def _face_of(room: str) -> str:
    """Return the code that says what a room is for."""
    path = KIT / f"{room}.py" if room == "__main__" else KIT / room / "__init__.py"
    return path.read_text(encoding="utf-8")


def test_imports_only_point_down_and_libraries_stay_in_their_rooms() -> None:
    found = {str(path): list(faults(room_of(path), path.read_text("utf-8"))) for path in MODULES}
    assert len(found) > 300
    assert {path: sentences for path, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize(
    ("room", "source", "said"),
    [
        ("project", "from kit.compose import Composer", "'project' imports 'kit.compose', which is not below it"),
        ("text", "from kit import drawing", "'text' imports 'kit.drawing', which is not below it"),
        ("run", "from kit.tools.schema import json_schema", "'run' imports 'kit.tools.schema', which is not below it"),
        ("model", "def f():\n    import PIL.Image", "'model' imports the library 'PIL'"),
        ("model", "import kit.nowhere", "'model' imports 'kit.nowhere'"),
        ("publish", "import kit", "'publish' imports 'kit', which is not below it"),
        ("publish", "from kit import Finding", "'publish' imports 'kit.Finding', which is not below it"),
        (
            "cli",
            "from kit.base.errors import KitError",
            "'cli' imports 'kit.base.errors', which is not of the public API",
        ),
        ("cli", "def f():\n    from kit import run", "'cli' imports 'kit.run', which is not of the public API"),
        (
            "cli",
            "from kit.tools.exchange.texts import texts_to_translate",
            "'cli' imports 'kit.tools.exchange.texts', which is not of the public API",
        ),
        ("base", "from .geometry import Box", "'base' imports the library 'geometry'"),
    ],
)
def test_an_import_against_the_order_of_rooms_is_named(room: str, source: str, said: str) -> None:
    assert [fault.startswith(said) for fault in faults(room, source)] == [True]


def test_the_command_line_may_use_every_public_name() -> None:
    assert list(faults("cli", f"import kit\nfrom kit import {', '.join(kit.__all__)}\nfrom kit.cli import exit")) == []
    assert list(faults("cli", "import kit.tools.stores\nfrom kit.tools.exchange import budget")) == []


def test_a_package_gives_every_name_that_it_lists() -> None:
    packages = [name for name, path in rooms.modules().items() if path.name == "__init__.py"]
    imported = {name: import_module(name) for name in packages}
    missing = [
        f"{name}.{listed}"
        for name, package in imported.items()
        for listed in getattr(package, "__all__", ())
        if not hasattr(package, listed)
    ]
    assert missing == []


def test_only_commands_of_tools_import_them() -> None:
    """Without `kit/tools` there are all other commands."""
    using = {path.stem for path in (KIT / "cli").glob("*.py") if "import kit.tools" in path.read_text("utf-8")}
    assert using == {tool.place.partition(" ")[0] for tool in TOOLS.values()}


def test_no_modules_import_each_other() -> None:
    assert rooms.circles(rooms.uses()) == []


@pytest.mark.parametrize(
    ("imported", "circle"),
    [
        ({"a": {"b"}, "b": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, [["b", "c"]]),
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, []),
    ],
)
def test_a_circle_is_found(imported: dict[str, set[str]], circle: list[list[str]]) -> None:
    assert rooms.circles(imported) == circle


def test_no_folder_is_crowded_and_no_two_modules_have_one_name() -> None:
    assert (rooms.crowded(), rooms.names_twice()) == ({}, {})


def test_no_room_has_more_modules_or_lines_than_its_budget() -> None:
    assert {*BUDGETS, "__main__"} == {*ROOMS}
    for room, (modules, lines) in BUDGETS.items():
        texts = [path.read_text("utf-8") for path in MODULES if room_of(path) == room]
        count = sum(len(text.splitlines()) for text in texts)
        assert (len(texts) <= modules, count <= lines) == (True, True), f"{room}: {len(texts)} modules, {count} lines"


def test_few_small_modules_have_a_single_user() -> None:
    assert len(rooms.small_with_one_user()) <= 10


def test_no_two_classes_of_the_package_have_one_name() -> None:
    modules: dict[str, list[str]] = {}
    for path in sorted(KIT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                modules.setdefault(node.name, []).append(str(path.relative_to(KIT)))
    assert {name: places for name, places in modules.items() if len(places) > 1} == {}
