"""The layers of the package: imports point down, and each library is used only where it is listed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kit
from scripts import rooms

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = Path(__file__).parent.parent / "kit"
#: The packages of each layer and the libraries each may use. Imports point to lower layers only, so that packages of
#: one layer are independent of each other.
LAYERS: dict[int, dict[str, set[str]]] = {
    13: {"__main__": set()},
    12: {"cli": {"click"}},
    11: {"exchange": {"openpyxl", "polib"}},
    10: {
        "comparison": {"PIL", "numpy", "jinja2"},
        "preview": {"starlette", "uvicorn", "watchfiles", "PIL", "numpy", "anyio"},
        "scaffold": set(),
    },
    9: {"pipeline": set()},
    8: {
        "checks": {"ftfy", "zxingcpp", "PIL", "numpy", "packaging", "pypdfium2"},
        "extras": set(),
        "gallery": {"PIL", "icalendar", "jinja2"},
        "jobs": {"distributed", "pebble"},
        "maker": {"jinja2", "uharfbuzz"},
        "schema": {"pydantic", "pydantic_core"},
        "store": {"filelock", "obstore"},
    },
    7: {"compose": set()},
    6: {"content": set(), "project": {"pydantic", "pydantic_core"}, "layout": set()},
    5: {
        "cache": {"msgspec"},
        "svg": {"lxml", "tinycss2", "cssselect2", "fontTools", "PIL"},
        "text": {"uharfbuzz", "bidi", "fontTools", "icu4py", "emoji"},
        "qr": {"qrcode"},
        "colour": set(),
        "raster": {"cairosvg", "cairocffi", "fontTools", "PIL", "numpy", "resvg_py"},
        "repository": set(),
        "encode": {"PIL", "numpy", "pikepdf"},
    },
    4: {"languages": set(), "images": {"PIL"}},
    3: {"document": {"yaml"}},
    # Runs in the Python of Inkscape and knows nothing of the package.
    2: {"inkscape": {"inkex"}, "model": set()},
    1: {"chart": set()},
    0: {"base": {"jinja2", "numpy"}},
}
LAYER_OF = {package: layer for layer, packages in LAYERS.items() for package in packages}
#: What uses the generator as other programs do, through the names of `kit` alone.
CALLERS = {"__main__", "cli"}
#: Every module but the public face.
MODULES = sorted(path for path in KIT.rglob("*.py") if path != KIT / "__init__.py")
LIBRARIES = {package: libraries for packages in LAYERS.values() for package, libraries in packages.items()}


def package_of(path: Path) -> str:
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


def faults(package: str, source: str) -> Iterator[str]:
    """Yield a sentence for each import that the layers forbid a package."""
    for name in imports(source):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "kit" and package in CALLERS and other not in {"", "cli", *kit.__all__}:
            yield f"'{package}' imports '{name}', which is not of the public API"
        elif (
            top == "kit"
            and package not in CALLERS
            and other != package
            and LAYER_OF.get(other, 99) >= LAYER_OF[package]
        ):
            yield f"'{package}' in layer {LAYER_OF[package]} imports '{name}', which is not below it"
        elif top != "kit" and top not in sys.stdlib_module_names | LIBRARIES[package]:
            yield f"'{package}' imports the library '{top}', which belongs in another package"


def test_every_package_is_in_a_layer() -> None:
    assert {package_of(path) for path in MODULES} == LAYER_OF.keys()


def test_imports_only_point_down_and_libraries_stay_in_their_packages() -> None:
    found = {str(path): list(faults(package_of(path), path.read_text("utf-8"))) for path in MODULES}
    assert len(found) > 300
    assert {path: sentences for path, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize(
    ("package", "source", "said"),
    [
        ("project", "from kit.compose import Composer", "'project' in layer 6 imports 'kit.compose'"),
        ("qr", "from kit import colour", "'qr' in layer 5 imports 'kit.colour'"),
        ("store", "def f():\n    import PIL.Image", "'store' imports the library 'PIL'"),
        ("model", "import kit.nowhere", "'model' in layer 2 imports 'kit.nowhere'"),
        ("store", "import kit", "'store' in layer 8 imports 'kit', which is not below it"),
        ("store", "from kit import Finding", "'store' in layer 8 imports 'kit.Finding', which is not below it"),
        (
            "cli",
            "from kit.base.errors import KitError",
            "'cli' imports 'kit.base.errors', which is not of the public API",
        ),
        ("cli", "def f():\n    from kit import jobs", "'cli' imports 'kit.jobs', which is not of the public API"),
        ("base", "from .geometry import Box", "'base' imports the library 'geometry'"),
    ],
)
def test_an_import_against_the_layers_is_named(package: str, source: str, said: str) -> None:
    assert [fault.startswith(said) for fault in faults(package, source)] == [True]


def test_the_command_line_may_use_every_public_name() -> None:
    assert list(faults("cli", f"import kit\nfrom kit import {', '.join(kit.__all__)}\nfrom kit.cli import exit")) == []


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


def test_few_small_modules_have_a_single_user() -> None:
    assert len(rooms.small_with_one_user()) <= 10


def test_no_two_classes_of_the_package_have_one_name() -> None:
    modules: dict[str, list[str]] = {}
    for path in sorted(KIT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                modules.setdefault(node.name, []).append(str(path.relative_to(KIT)))
    assert {name: places for name, places in modules.items() if len(places) > 1} == {}
