"""The floor plan: imports point down, and every library stays in its room."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = Path(__file__).parent.parent / "kit"
#: The rooms of each floor and the libraries each may use. Imports point to lower floors only, so that rooms of one
#: floor are strangers to each other.
FLOORS: dict[int, dict[str, set[str]]] = {
    9: {"__main__": set()},
    8: {"cli": {"click"}},
    7: {"preview": set()},
    6: {"build": {"pebble", "filelock"}},
    5: {"checks": {"zxingcpp", "PIL", "numpy"}, "captions": set(), "gallery": {"PIL", "jinja2"}, "archive": set()},
    4: {"compose": set()},
    3: {"spec": {"pydantic", "pydantic_core", "fontTools"}, "copyfit": {"icu4py"}},
    2: {
        "source": {"yaml"},
        "template": {"lxml", "tinycss2", "fontTools", "PIL"},
        "shape": {"uharfbuzz", "bidi", "fontTools"},
        "qr": {"qrcode"},
        "colour": set(),
        "chart": set(),
        "count": {"emoji", "icu4py"},
        "raster": {"cairosvg", "cairocffi", "PIL"},
        "encode": {"PIL", "cairosvg", "pikepdf"},
        "cache": set(),
    },
    1: {"model": set()},
    0: {"geometry": set(), "errors": set(), "characters": set()},
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
LIBRARIES = {room: libraries for rooms in FLOORS.values() for room, libraries in rooms.items()}


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
    """Yield a sentence for each import that the floor plan forbids a room."""
    for name in imports(source):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "kit" and other not in {"", room} and FLOOR_OF.get(other, 99) >= FLOOR_OF[room]:
            yield f"'{room}' on floor {FLOOR_OF[room]} imports '{name}', which is not below it"
        elif top != "kit" and top not in sys.stdlib_module_names | LIBRARIES[room]:
            yield f"'{room}' imports the library '{top}', which belongs in another room"


@pytest.mark.parametrize("path", sorted(KIT.rglob("*.py")), ids=lambda path: str(path.relative_to(KIT)))
def test_imports_only_point_down_and_libraries_stay_in_their_rooms(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR_OF or path == KIT / "__init__.py", f"'{room}' stands on no floor: give it one in FLOORS"
    found = list(faults(room, path.read_text("utf-8"))) if room in FLOOR_OF else []
    assert not found, "; ".join(found)


@pytest.mark.parametrize(
    ("room", "source", "said"),
    [
        ("spec", "from kit.compose import Composer", "'spec' on floor 3 imports 'kit.compose'"),
        ("qr", "from kit import colour", "'qr' on floor 2 imports 'kit.colour'"),
        ("cache", "def f():\n    import PIL.Image", "'cache' imports the library 'PIL'"),
        ("model", "import kit.nowhere", "'model' on floor 1 imports 'kit.nowhere'"),
        ("errors", "from .geometry import Box", "'errors' imports the library 'geometry'"),
    ],
)
def test_an_import_against_the_floor_plan_is_named(room: str, source: str, said: str) -> None:
    assert [fault.startswith(said) for fault in faults(room, source)] == [True]


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports((KIT / "__init__.py").read_text("utf-8"))) == []
