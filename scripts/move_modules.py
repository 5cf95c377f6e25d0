"""Move modules and packages of `kit/`, with the tests that mirror them and every place that names them.

    python scripts/move_modules.py kit/svg=kit/drawing/svg kit/qr.py=kit/drawing/qr.py ...

A module that is moved to where another is, is folded into it: its definitions come first, its docstring is left for
whoever folds to work into the other's, and its tests stay where they are.

Works on the files that git knows, in a clone without changes: imports, dotted names and paths in any text file are
written anew (`tests/mutants` among them), and `Path(__file__).parents[n]` where a file lies deeper or less deep than
before. The tests of a package `kit/svg` lie in `tests/svg`, those of a module `kit/qr.py` in `tests/test_qr.py`. Run
`ruff check --fix` and `ruff format` afterwards, which put imports in order.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
#: What keeps the names of its time.
UNTOUCHED = {"scripts/move_modules.py", "CHANGELOG.md"}


def main() -> None:
    """Move what the arguments name."""
    named = dict(argument.split("=") for argument in sys.argv[1:])
    folds = {old: new for old, new in named.items() if (ROOT / new).is_file()}
    tests = dict(chain.from_iterable(_tests_of(move) for move in named.items() if move[0] not in folds))
    moves = sorted({**named, **tests}.items(), key=lambda move: move[0] in named and move[0].startswith("tests/"))
    before = {old: new for old, new in moves if (ROOT / old).exists()}
    missing = [old for old in named if old not in before]
    if missing:
        sys.exit(f"there is no {', '.join(missing)}")
    depths = {new: len(PurePosixPath(new).parts) - len(PurePosixPath(old).parts) for old, new in before.items()}
    for old, new in before.items():
        (_fold if old in folds else _move)(old, new)
    for path in _text_files():
        text = path.read_text(encoding="utf-8")
        written = renamed(text, before, python=path.suffix == ".py")
        deeper = next((by for new, by in depths.items() if _is_in(path, new)), 0)
        if deeper and path.suffix == ".py":
            written = _with_parents(written, deeper)
        if written != text:
            path.write_text(written, encoding="utf-8")


def renamed(text: str, moves: Mapping[str, str], *, python: bool) -> str:
    """Return a text with the new paths and dotted names of what moves."""
    dotted = {_dotted(old): _dotted(new) for old, new in moves.items() if old.startswith("kit")}
    text = "".join(_imports_renamed(text, dotted)) if python else text
    for old, new in moves.items():
        text = re.sub(rf"(?<![\w/.-])((?:\.\./)*){re.escape(old)}(?![\w-])", rf"\1{new}", text)
    names = "|".join(map(re.escape, sorted(dotted, key=len, reverse=True)))
    return re.sub(rf"(?<![\w./-])({names})(?![\w-])", lambda found: dotted[found[1]], text)


def _imports_renamed(text: str, dotted: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a module; `from PACKAGE import MODULE` names the package where each module is now."""
    lines = text.splitlines(keepends=True)
    anew: dict[int, tuple[int, str]] = {}
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        moved = [alias for alias in node.names if f"{node.module}.{alias.name}" in dotted]
        if moved:
            stays = [alias for alias in node.names if alias not in moved]
            parts = [(node.module, alias) for alias in stays]
            parts += [_as_moved(dotted[f"{node.module}.{alias.name}"], alias) for alias in moved]
            indent = " " * node.col_offset
            written = [f"{indent}from {module} import {ast.unparse(alias)}\n" for module, alias in parts]
            anew[node.lineno] = (node.end_lineno or node.lineno, "".join(written))
    number = 1
    while number <= len(lines):
        last, line = anew.get(number, (number, lines[number - 1]))
        yield line
        number = last + 1


def _as_moved(dotted: str, alias: ast.alias) -> tuple[str, ast.alias]:
    package, _, name = dotted.rpartition(".")
    return package, ast.alias(name, alias.asname)


def _with_parents(text: str, deeper: int) -> str:
    """Return a module that lies deeper by some folders, with the same folders above it."""
    text = re.sub(r"Path\(__file__\)\.parent\.parent\b", "Path(__file__).parents[1]", text)
    return re.sub(
        r"(Path\(__file__\)(?:\.resolve\(\))?\.parents)\[(\d+)\]",
        lambda found: f"{found[1]}[{int(found[2]) + deeper}]",
        text,
    )


def _tests_of(move: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the move of the tests that mirror what moves."""
    old, new = (PurePosixPath(path) for path in move)
    if old.suffix:
        old, new = (path.with_name(f"test_{path.name}") for path in (old, new))
    tests = [PurePosixPath("tests", *path.parts[1:]).as_posix() for path in (old, new)]
    yield tests[0], tests[1]


def _move(old: str, new: str) -> None:
    (ROOT / new).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "mv", old, new], cwd=ROOT, check=True)  # noqa: S603, S607


def _fold(old: str, new: str) -> None:
    """Write the definitions of one module before those of another, below the imports of both."""
    folded, into = ((ROOT / path).read_text(encoding="utf-8") for path in (old, new))
    twice = _defined(folded) & _defined(into)
    if twice:
        sys.exit(f"{old} and {new} both define {', '.join(sorted(twice))}")
    name, into_name = (_dotted(path).rpartition(".")[2] for path in (old, new))
    head, body = _divided(into)
    runtime, for_types = _imports(folded)
    runtime_into, for_types_into = _imports(into)
    docstring = "".join(head.splitlines(keepends=True)[: _end_of_docstring(into)])
    types = [f"    {line}\n" for line in dict.fromkeys(for_types_into + for_types)]
    imports = [f"{line}\n" for line in dict.fromkeys(runtime_into + runtime)]
    guard = ["if TYPE_CHECKING:\n", *types] if types else []
    body = re.sub(rf"(?<![\w.]){name}\.(?=[a-zA-Z_])", "", body) if name in _modules_imported(into) else body
    text = "".join((docstring, "\n", *imports, *guard, "\n\n", _divided(folded)[1], "\n", body))
    (ROOT / new).write_text(text, encoding="utf-8")
    for path in _text_files():
        if path.suffix == ".py" and path != ROOT / new and path != ROOT / old:
            users = path.read_text(encoding="utf-8")
            if _dotted(old) in _module_names(users):
                users = re.sub(rf"(?<![\w.\"'/]){name}\.(?=[a-zA-Z_])", f"{into_name}.", users)
                path.write_text(users, encoding="utf-8")
    subprocess.run(["git", "rm", "-q", old], cwd=ROOT, check=True)  # noqa: S603, S607


def _defined(text: str) -> set[str]:
    """Return the names that the statements of a module define, imports apart."""
    names: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return names


def _divided(text: str) -> tuple[str, str]:
    """Return the head of a module, up to its last import, and what follows."""
    body = ast.parse(text).body
    heads = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom) or _is_for_types(node)]
    last = max((node.end_lineno or 0 for node in heads), default=body[0].end_lineno or 0)
    lines = text.splitlines(keepends=True)
    return "".join(lines[:last]), "".join(lines[last:])


def _imports(text: str) -> tuple[list[str], list[str]]:
    """Return the imports of a module, and those that only types need, each in one line."""
    body = ast.parse(text).body
    guarded = [node for guard in body if _is_for_types(guard) for node in guard.body]  # type: ignore[attr-defined]
    plain = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return [ast.unparse(node) for node in plain], [ast.unparse(node) for node in guarded]


def _module_names(text: str) -> set[str]:
    """Return the dotted names that a module imports with `from PACKAGE import NAME`."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}


def _modules_imported(text: str) -> set[str]:
    return {name.rpartition(".")[2] for name in _module_names(text)}


def _end_of_docstring(text: str) -> int:
    """Return the number of the line in which the docstring of a module ends; 0 without one."""
    tree = ast.parse(text)
    return tree.body[0].end_lineno or 0 if ast.get_docstring(tree) else 0


def _is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _text_files() -> Iterator[Path]:
    """Yield the files of the project in which a name can be written."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and not path.is_symlink() and name not in UNTOUCHED:
            try:
                path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            yield path


def _is_in(path: Path, place: str) -> bool:
    return path == ROOT / place or (ROOT / place) in path.parents


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


if __name__ == "__main__":
    main()
