"""Find mistakes in whole lines: characters that are not YAML's, list items between keys, wrong indentation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from kit.base.document.document import SourceText
from kit.base.errors import Fault, Mark

INDENT_IT = "align it with its neighbours: the keys of one mapping have the same indentation"
DEEPER = "this line is indented deeper than its neighbours"
_UNLIKE = "the indentation does not match the lines above"
_COLON = "write 'key: value', with a space after the colon"
_KEEP_ONE = "keep one of the versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"


class _Sign(NamedTuple):
    """A pattern whose first group is a mistake in a line, with its fault and remedy."""

    pattern: re.Pattern[str]
    message: str
    remedy: str
    code: str


#: The first that matches a line applies.
_SIGNS = (
    _Sign(
        re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)"),
        "two versions of the file are in conflict here",
        _KEEP_ONE,
        code="conflict-left",
    ),
    _Sign(
        re.compile(r"(\.\.\.$|%[A-Z]+\b)"),
        "'{sign}' is a YAML directive, which is not supported here",
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
    """Return the mistake in a line, or in the line before it; lines count from 0."""
    for line in (number, before(source, number)):
        if line is not None and (fault := _of_line(source, line)):
            return fault
    return None


def _of_line(source: SourceText, number: int) -> Fault | None:
    """Return the mistake in one line."""
    text = source.line(number)
    for pattern, message, remedy, code in _SIGNS:
        if found := pattern.match(text):
            sign = found[1]
            named = message.format(sign=sign, code=f"U+{ord(sign[0]):04X}", name=unicodedata.name(sign[0], "").lower())
            return Fault(named, _mark(source, number, found.start(1)), remedy, code=code)
    return None


def item_fault(source: SourceText, number: int) -> Fault | None:
    """Return the fault of a line between list items that is not one, of an item between keys, or of words below '|'."""
    above = before(source, number)
    if above is None:
        return None
    here, there = source.line(number).lstrip(), source.line(above).lstrip()
    level = indent(source, number) - indent(source, above)
    if block := _BLOCK.search(source.line(above)):
        message = f"the words below '{block[1]}' are not indented deeper than their key"
        return Fault(message, _mark(source, number), "indent them deeper", code="wrong-indentation")
    if level == 0 and there.startswith("- ") and not here.startswith("- "):
        return Fault(
            "this line is between list items but does not start with '-'",
            _mark(source, number),
            "begin it with '- '",
            code="item-without-dash",
        )
    if here.startswith("- ") and not there.startswith("- ") and level <= 0:
        remedy = "remove the '- ', or move the item below the key of its list"
        return Fault("a list item is between keys", _mark(source, number), remedy, code="item-among-keys")
    return None


def indentation_fault(source: SourceText, number: int, parent: int | None = None) -> Fault:
    """Return the fault of the wrongly indented line near where the parser stopped; `parent` is the level above.

    It is the line itself, unless that is one step deeper than the line above, and the lines before it are not.
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
    """Return the fault of a key below one with a value: this line, the value, or the line above is wrong."""
    above = before(source, number)
    if above is None:
        return Fault(DEEPER, _mark(source, number), INDENT_IT, code="wrong-indentation")
    key = re.match(r"[\s-]*\"?([\w-]+)\"?:\s", source.line(above))
    if key and indent(source, number) - indent(source, above) >= _step(source):
        message = f"'{key[1]}' has a value and keys below it"
        remedy = "remove one of the two; a value that continues in the next line and has ': ' in it needs quotes"
        return Fault(message, _mark(source, above, key.end() - 1), remedy, code="value-and-keys")
    levels = (indent(source, line) for line in range(above, -1, -1) if _has_content(source, line))
    parent = next((level for level in levels if level < indent(source, above)), None)
    if parent is not None and indent(source, number) == parent + _step(source):
        message = "this line is indented less than its neighbours"
        return Fault(message, _mark(source, above), INDENT_IT, code="wrong-indentation")
    return Fault(DEEPER, _mark(source, number), INDENT_IT, code="wrong-indentation")


def before(source: SourceText, number: int) -> int | None:
    """Return the closest line above that is neither empty nor a comment."""
    return next((line for line in range(number - 1, -1, -1) if _has_content(source, line)), None)


def indent(source: SourceText, number: int) -> int:
    """Return the number of spaces that a line begins with."""
    text = source.line(number)
    return len(text) - len(text.lstrip())


def _has_content(source: SourceText, number: int) -> bool:
    text = source.line(number).strip()
    return bool(text) and not text.startswith("#")


def _step(source: SourceText) -> int:
    """Return the most common indentation of one level, in spaces."""
    levels = [indent(source, line) for line in range(len(source.lines)) if _has_content(source, line)]
    steps = Counter(lower - upper for upper, lower in pairwise(levels) if lower > upper)
    return steps.most_common(1)[0][0] if steps else 2


def _mark(source: SourceText, number: int, column: int | None = None) -> Mark:
    """Return the mark of a column of a line, both from 0; by default that of its first character."""
    return Mark(
        source.file, number + 1, (indent(source, number) if column is None else column) + 1, source.line(number)
    )
