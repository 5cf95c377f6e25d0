"""The codes of faults: every fault has one, no two kinds of fault share one unseen, and `docs/faults.md` lists them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
KIT = ROOT / "kit"
LIST = ROOT / "docs" / "faults.md"
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
#: Codes of one kind of fault that several modules find.
SHARED = {
    "asset-file-missing",
    "comment-hides-text",
    "custom-property",
    "disallowed-character",
    "duplicate-key",
    "duplicate-partner",
    "empty-file",
    "empty-text",
    "file-is-a-folder",
    "file-size-differs",
    "file-unreadable",
    "folder-missing",
    "installation-broken",
    "invalid-attribute",
    "key-without-colon",
    "kit-missing",
    "manifest-unreadable",
    "media-type-differs",
    "missing-key",
    "nested-too-deep",
    "not-utf-8",
    "outside-reference",
    "pixel-size-differs",
    "second-document",
    "several-lines",
    "text-too-long",
    "too-many-bytes",
    "too-many-values",
    "unknown-ending",
    "unknown-family",
    "unknown-key",
    "unknown-locale",
    "unknown-message",
    "unknown-slot",
    "unknown-source",
    "unknown-statistic",
    "unpaintable-colour",
    "unpaintable-element",
    "unpaintable-property",
    "unsound-path",
    "value-needs-quotes",
    "wrong-indentation",
    "wrong-type",
    "zip-too-large",
}
#: Codes of one word, where the field has only this one.
ONE_WORD = {"widow"}


@dataclass(frozen=True)
class Codes:
    """What some source writes as codes, and what is wrong with how it does."""

    written: tuple[str, ...]
    wrong: tuple[str, ...]


def codes_in(source: str) -> Codes:
    """Read the codes of a module; a fault passes on the code of another, or has its own as a literal."""
    written: list[str] = []
    wrong: list[str] = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        given = next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)
        is_fault = name_of(call.func) == "Fault"
        if given is None and is_fault:
            wrong.append(f"line {call.lineno}: a fault without a code")
        for value in alternatives(given) if given else ():
            if isinstance(value, ast.Constant):
                written.append(str(value.value))
            elif is_fault and not isinstance(value, ast.Name | ast.Attribute):
                wrong.append(f"line {call.lineno}: '{ast.unparse(value)}' is put together, so nobody can look it up")
    wrong += [f"'{code}' is not kebab case" for code in written if not KEBAB.fullmatch(code) and code not in ONE_WORD]
    return Codes(tuple(written), tuple(wrong))


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def alternatives(value: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression may come to, both sides of an `if`."""
    if isinstance(value, ast.IfExp):
        yield from alternatives(value.body)
        yield from alternatives(value.orelse)
    else:
        yield value


@cache
def codes_by_module() -> dict[Path, Codes]:
    return {path.relative_to(ROOT): codes_in(path.read_text("utf-8")) for path in sorted(KIT.rglob("*.py"))}


def modules_by_code() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path, codes in codes_by_module().items():
        for code in codes.written:
            found[code].add(str(path))
    return found


def listed() -> list[tuple[str, str]]:
    """Return the rows of the list: code and meaning."""
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", LIST.read_text("utf-8"), re.MULTILINE)


def test_every_fault_has_a_code_of_its_own() -> None:
    wrong = {str(path): codes.wrong for path, codes in codes_by_module().items()}
    assert len(wrong) > 300
    assert {path: sentences for path, sentences in wrong.items() if sentences} == {}


def test_a_code_that_several_modules_use_is_known_to_be_shared() -> None:
    assert {code for code, modules in modules_by_code().items() if len(modules) > 1} == SHARED


def test_the_list_holds_every_code_once_in_order_and_no_other() -> None:
    assert [code for code, _ in listed()] == sorted(modules_by_code())


def test_the_list_says_what_each_code_means_in_one_line() -> None:
    assert len(listed()) > 100
    assert [code for code, meaning in listed() if not 10 <= len(meaning) <= 110 or meaning.endswith(".")] == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('Fault("m", mark, "r")', "line 1: a fault without a code"),
        ('errors.Fault("m")', "line 1: a fault without a code"),
        ('Fault("m", code="Unknown")', "'Unknown' is not kebab case"),
        ('Fault("m", code="unknown_key")', "'unknown_key' is not kebab case"),
        ('Fault("m", code="" if found else "a-b")', "'' is not kebab case"),
        ('Fault("m", code=f"unknown-{key}")', "line 1: 'f'unknown-{key}'' is put together, so nobody can look it up"),
    ],
)
def test_a_fault_without_a_sound_code_is_found(source: str, wrong: str) -> None:
    assert codes_in(source).wrong == (wrong,)


def test_a_code_may_be_chosen_and_passed_on() -> None:
    source = 'Fault("m", code="a-b" if found else "c-d")\nFault("m", code=other.code)\n_finding(code="e-f")'
    assert codes_in(source) == Codes(("a-b", "c-d", "e-f"), ())
