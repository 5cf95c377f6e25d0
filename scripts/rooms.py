"""Show how `kit/` is divided: `python scripts/rooms.py` prints its folders, and what makes one hard to find a way in.

That is: folders of too many modules, names that two modules have, circles of imports, and small modules that only one
other module uses.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

KIT = Path(__file__).parent.parent / "kit"
#: How many modules a folder holds at most, `__init__.py` among them.
MOST_IN_A_FOLDER = 20
#: Up to how many lines a module is small.
SMALL = 50


def modules() -> dict[str, Path]:
    """Return the file of every module by its full name; that of a package is its `__init__.py`."""
    names = {path: ".".join(path.relative_to(KIT.parent).with_suffix("").parts) for path in sorted(KIT.rglob("*.py"))}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def imported_modules(source: str, known: Collection[str]) -> Iterator[str]:
    """Yield every module among those known that some code imports, those for type checking and in functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in named if node.module in known)


def uses() -> dict[str, set[str]]:
    """Return which modules each module imports."""
    found = modules()
    return {name: {*imported_modules(path.read_text("utf-8"), found)} - {name} for name, path in found.items()}


def circles(imported: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the groups of modules that import each other, directly or through others of the group."""
    reached: dict[str, set[str]] = {}
    for name in imported:
        found, open_ = set[str](), [name]
        while open_:
            new = {*imported.get(open_.pop(), ())} - found
            found |= new
            open_ += new
        reached[name] = found
    groups = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in imported}
    return sorted([*group] for group in groups if group)


def crowded() -> dict[str, int]:
    """Return how many modules each folder holds that holds too many."""
    sizes = Counter(path.parent.relative_to(KIT.parent).as_posix() for path in modules().values())
    return {folder: size for folder, size in sorted(sizes.items()) if size > MOST_IN_A_FOLDER}


def names_twice() -> dict[str, list[str]]:
    """Return the modules that have a file name in common, by that name."""
    by_name: dict[str, list[str]] = {}
    for name, path in modules().items():
        by_name.setdefault(path.stem, []).append(name)
    return {stem: names for stem, names in by_name.items() if len(names) > 1 and not stem.startswith("__")}


def small_with_one_user() -> dict[str, str]:
    """Return the modules of few lines that exactly one other module names in an import, with that module."""
    users: dict[str, list[str]] = {}
    for name, imported in uses().items():
        for other in imported:
            users.setdefault(other, []).append(name)
    small = {
        name
        for name, path in modules().items()
        if path.stem != "__init__" and path.read_text("utf-8").count("\n") <= SMALL
    }
    return {name: users[name][0] for name in sorted(small) if len(users.get(name, ())) == 1}


def main() -> None:
    """Print the report."""
    sizes = Counter(path.parent.relative_to(KIT.parent).as_posix() for path in modules().values())
    for folder, size in sorted(sizes.items()):
        print(f"{size:4} {folder}")
    print(f"{sum(sizes.values()):4} modules in all")
    print(f"folders of more than {MOST_IN_A_FOLDER}: {crowded() or 'none'}")
    print(f"names of two modules: {names_twice() or 'none'}")
    print(f"circles: {circles(uses()) or 'none'}")
    small = small_with_one_user()
    print(f"modules of {SMALL} lines or less with one user: {len(small)}")
    for name, user in small.items():
        print(f"     {name} <- {user}")


if __name__ == "__main__":
    main()
