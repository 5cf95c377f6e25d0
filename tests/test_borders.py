"""Packages behind `content` ask nothing that it has answered: no emphasis marks, no YAML, no frames by their index."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = Path(__file__).parent.parent / "kit"
#: Where words are read before they are resolved, or resolved.
BEFORE = ("base/document/", "project/", "compose/content/", "model/", "tools/exchange/")
#: Roles of a palette by name; a drawing may have others.
ROLES = {"ink", "plate", "wall", "upright", "spread", "muted", "floor"}
_ROLE = f"({'|'.join(sorted(ROLES))})"
#: A role named within a sentence, and one anywhere in the page, where it would be a class or a variable.
QUOTED, WORD = re.compile(rf"(?<=['`]){_ROLE}(?=['`])"), re.compile(rf"\b{_ROLE}\b")
PAGE = sorted(path for path in (KIT / "publish" / "gallery").rglob("*") if path.suffix in {".css", ".j2", ".js"})
#: Modules of other packages that read files of projects, or keep them as they were read.
READERS = {
    "tools/comparison/change_scopes.py", "tools/comparison/project_changes.py", "run/pipeline/project_cache.py",
    "tools/scaffold/layout_drawings.py", "tools/scaffold/translation_draft.py",
}  # fmt: skip
BEHIND = sorted(
    path
    for path in KIT.rglob("*.py")
    if not (name := path.relative_to(KIT).as_posix()).startswith(BEFORE) and name not in READERS
)


def docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of the nodes that are docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, documented) and ast.get_docstring(node)]
    return {id(node.body[0].value) for node in nodes if isinstance(node.body[0], ast.Expr)}


def questions(source: str) -> Iterator[str]:
    """Yield what a module asks that was answered before it."""
    tree = ast.parse(source)
    passed_over = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            if "**" in node.value:
                yield f"line {node.lineno}: the emphasis mark '**'"
            if node.value.removeprefix("@") in ROLES and node.value[:1] == "@":
                yield f"line {node.lineno}: the colour role '{node.value[1:]}'"
            for role in QUOTED.findall(node.value):
                yield f"line {node.lineno}: the colour role '{role}'"
        elif isinstance(node, ast.Attribute) and node.attr == "document":
            yield f"line {node.lineno}: the document of kit.yaml"
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("frames"):
            yield f"line {node.lineno}: a frame by its index"
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value in ROLES:
            yield f"line {node.lineno}: the colour role '{node.slice.value}'"


def test_no_stage_behind_the_words_asks_what_they_are() -> None:
    found = {str(path): list(questions(path.read_text(encoding="utf-8"))) for path in BEHIND}
    assert len(found) > 200
    assert {path: asked for path, asked in found.items() if asked} == {}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('text.replace("**", "")', "line 1: the emphasis mark '**'"),
        ("campaign.document.mark('kit')", "line 1: the document of kit.yaml"),
        ("message.frames[number - 1]", "line 1: a frame by its index"),
        ("theme['ink']", "line 1: the colour role 'ink'"),
        ("fill = '@plate'", "line 1: the colour role 'plate'"),
        ("remedy = \"make 'ink' dark\"", "line 1: the colour role 'ink'"),
        ('remedy = f"make `plate` light on {where}"', "line 1: the colour role 'plate'"),
        ("what = 'upright'", None),
        ('def f() -> None:\n    """Write **words**."""', None),
    ],
)
def test_a_question_that_was_answered_is_noticed(source: str, said: str | None) -> None:
    assert list(questions(source)) == ([said] if said else [])


def test_the_page_names_nothing_after_the_palette_of_one_campaign() -> None:
    found = {path.name: WORD.findall(path.read_text(encoding="utf-8")) for path in PAGE}
    assert len(found) > 10
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("source", [".light .floor {}", "color: var(--muted);", '<i class="upright"></i>'])
def test_a_class_or_variable_named_after_a_role_is_noticed(source: str) -> None:
    assert len(WORD.findall(source)) == 1
