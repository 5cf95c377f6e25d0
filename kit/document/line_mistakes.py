"""Find mistakes that whole lines show: signs that are not YAML's, list items among keys, the one line out of line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import Fault, Mark

if TYPE_CHECKING:
    from kit.document.yaml_text import SourceText


INDENT_IT = "bring it in line with its neighbours: the keys of one thing have one indentation"
DEEPER = "this line is indented deeper than its neighbours"
_UNLIKE = "the indentation does not match the lines above"
_COLON = "write 'key: value', with a space after the colon"
_KEEP_ONE = "keep one of the versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"


class _Sign(NamedTuple):
    """A sign by which a line shows a mistake, in the first group of a pattern, and the fault and remedy of it."""

    pattern: re.Pattern[str]
    message: str
    remedy: str
    code: str


#: The first that matches a line counts.
_SIGNS = (
    _Sign(
        re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)"),
        "two versions of the file are in conflict here",
        _KEEP_ONE,
        code="conflict-left",
    ),
    _Sign(
        re.compile(r"(\.\.\.$|%[A-Z]+\b)"),
        "'{sign}' is an instruction to YAML, which is not read here",
        "remove the line",
        code="second-document",
    ),
    _Sign(
        re.compile(r" *([^\S \t\r\n])"),
        "{code} ({name}) is in the indentation",
        "write spaces",
        code="wrong-indentation",
    ),
    _Sign(
        re.compile(r"\s*(//|/\*|<!--|;|--(?=\s))"), "'{sign}' begins no comment", "write '# '", code="key-without-colon"
    ),
    _Sign(
        re.compile(r"\s*([\u2022\u2023\u25aa\u00b7\u2013\u2014*])\s+\S"),
        "'{sign}' begins no list item",
        "write '- '",
        code="item-without-dash",
    ),
    _Sign(re.compile(r"\s+(-)(?=[^\s-])"), "there is no space after '-'", "write '- '", code="item-without-dash"),
    _Sign(
        re.compile(r"\s*\"?([\w-]+\"?:)(?=\S|\u00a0)(?!//)(?!.*: )"),
        "there is no space after '{sign}'",
        _COLON,
        code="key-without-colon",
    ),
    _Sign(
        re.compile(r"\s*[\w-]+\s*([\uff1a\ufe55\ua789\u2236=])"),
        "'{sign}' is not the colon that ends a key",
        _COLON,
        code="key-without-colon",
    ),
)
_BLOCK = re.compile(r":\s*([|>])[-+\d]*\s*$")


def line_fault(source: SourceText, number: int) -> Fault | None:
    """Return the mistake that a line shows by itself, or the line before it does; lines count from 0."""
    for line in (number, before(source, number)):
        if line is not None and (fault := _of_line(source, line)):
            return fault
    return None


def _of_line(source: SourceText, number: int) -> Fault | None:
    """Return the mistake that one line shows."""
    text = source.line(number)
    for pattern, message, remedy, code in _SIGNS:
        if found := pattern.match(text):
            sign = found[1]
            named = message.format(sign=sign, code=f"U+{ord(sign[0]):04X}", name=unicodedata.name(sign[0], "").lower())
            return Fault(named, _mark(source, number, found.start(1)), remedy, code=code)
    return None


def item_fault(source: SourceText, number: int) -> Fault | None:
    """Return the fault of a line among list items that is none, of an item among keys, or of words below '|'."""
    above = before(source, number)
    if above is None:
        return None
    here, there = source.line(number).lstrip(), source.line(above).lstrip()
    level = indent(source, number) - indent(source, above)
    if block := _BLOCK.search(source.line(above)):
        message = f"the words below '{block[1]}' begin no deeper than their key"
        return Fault(message, _mark(source, number), "indent them deeper", code="wrong-indentation")
    if level == 0 and there.startswith("- ") and not here.startswith("- "):
        return Fault(
            "this line is among list items and is none",
            _mark(source, number),
            "begin it with '- '",
            code="item-without-dash",
        )
    if here.startswith("- ") and not there.startswith("- ") and level <= 0:
        remedy = "take the '- ' out, or move the item below the key of its list"
        return Fault("a list item is among keys", _mark(source, number), remedy, code="item-among-keys")
    return None


def indentation_fault(source: SourceText, number: int, parent: int | None = None) -> Fault:
    """Return the fault of the line that is out of line where the parser stopped at one; `parent` is the level above.

    The line itself is, unless it is one step deeper than what is above it, and the lines before it are not.
    """
    step = _step(source)
    above = before(source, number)
    if parent is not None and above is not None and indent(source, number) == parent + step:
        first = number
        while (line := before(source, first)) is not None and indent(source, line) > parent:
            first = line
        if indent(source, first) > parent + step:
            return Fault(DEEPER, _mark(source, first), INDENT_IT, code="wrong-indentation")
    return Fault(_UNLIKE, _mark(source, number), INDENT_IT, code="wrong-indentation")


def deeper_fault(source: SourceText, number: int) -> Fault:
    """Return the fault of a line with a key below one that has a value: it, the value, or the line above is wrong."""
    above = before(source, number)
    if above is None:
        return Fault(DEEPER, _mark(source, number), INDENT_IT, code="wrong-indentation")
    key = re.match(r"[\s-]*\"?([\w-]+)\"?:\s", source.line(above))
    if key and indent(source, number) - indent(source, above) >= _step(source):
        message = f"'{key[1]}' has a value and keys below it"
        remedy = "remove one of the two; a value that goes on in the next line and has ': ' in it needs quotes"
        return Fault(message, _mark(source, above, key.end() - 1), remedy, code="value-and-keys")
    levels = (indent(source, line) for line in range(above, -1, -1) if _has_content(source, line))
    parent = next((level for level in levels if level < indent(source, above)), None)
    if parent is not None and indent(source, number) == parent + _step(source):
        message = "this line is indented less than its neighbours"
        return Fault(message, _mark(source, above), INDENT_IT, code="wrong-indentation")
    return Fault(DEEPER, _mark(source, number), INDENT_IT, code="wrong-indentation")


def before(source: SourceText, number: int) -> int | None:
    """Return the nearest line above one that is neither empty nor a comment."""
    return next((line for line in range(number - 1, -1, -1) if _has_content(source, line)), None)


def indent(source: SourceText, number: int) -> int:
    """Return how many blanks a line begins with."""
    text = source.line(number)
    return len(text) - len(text.lstrip())


def _has_content(source: SourceText, number: int) -> bool:
    text = source.line(number).strip()
    return bool(text) and not text.startswith("#")


def _step(source: SourceText) -> int:
    """Return by how many blanks the file goes one level deeper, mostly."""
    levels = [indent(source, line) for line in range(len(source.lines)) if _has_content(source, line)]
    steps = Counter(lower - upper for upper, lower in pairwise(levels) if lower > upper)
    return steps.most_common(1)[0][0] if steps else 2


def _mark(source: SourceText, number: int, column: int | None = None) -> Mark:
    """Return the mark of a column of a line, both from 0; by default that of its first character."""
    return Mark(
        source.file, number + 1, (indent(source, number) if column is None else column) + 1, source.line(number)
    )
