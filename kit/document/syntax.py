"""Turn what the YAML parser complains of into a fault at the place where it began, with a remedy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.errors import Fault, Mark

if TYPE_CHECKING:
    import yaml

QUOTE_IT = 'put the whole value in quotes: "…"'
_INDENT_IT = "bring it in line with its neighbours: the keys of one thing stand at one indentation"
#: What the parser says, in part, and what that tells a person: the fault and the remedy.
_COMPLAINTS = (
    ("found character '\\t'", "a tab stands here", "indent with spaces"),
    ("that cannot start any token", "a value can't start with {found}", QUOTE_IT),
    ("found undefined alias", "a value can't start with '*'", QUOTE_IT),
    ("alphabetic or numeric character", "a value can't start with '*' or '&'", QUOTE_IT),
    ("chomping or indentation indicators", "a value can't start with '|' or '>'", QUOTE_IT),
    ("a comment or a line break", "a value can't start with '|' or '>'", QUOTE_IT),
    ("sequence entries are not allowed", "a value can't start with '- '", QUOTE_IT),
    ("expected the node content", "a value can't start with {found}", QUOTE_IT),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it at the end of the value"),
    ("unknown escape character", "'\\' before {found} means nothing in double quotes", "write it twice: '\\\\'"),
    ("could not find expected ':'", "a key without ':'", "write 'key: value', with a space after the colon"),
    ("another document", "a second document begins here", "remove the line '---'"),
    ("<document start>", "this does not belong to what is above", _INDENT_IT),
)
HIDDEN = "'#' begins a comment, which hides the rest of the line"
#: A `#` that begins a comment, and the character it hides.
COMMENT = re.compile(r"(?:^|[\s\[{,])(#)\S")


def syntax_fault(error: yaml.MarkedYAMLError, file: str, lines: tuple[str, ...]) -> Fault:
    """Return the fault of an error of the parser."""
    problem = (error.problem or "unreadable").replace("\n", " ")
    at = error.problem_mark or error.context_mark
    # Where the parser stopped is often lines below what is wrong: the quote, bracket, key or alias that it was in.
    opened = error.context_mark if error.context_mark and _blames_context(problem, error.context or "") else at
    line, column = (opened.line + 1, opened.column + 1) if opened else (1, 1)
    mark = Mark(file, line, column, lines[line - 1] if line <= len(lines) else "")
    if "expected ',' or" in problem and "':'" in problem and at and at.line + 1 == line:
        return _second_colon(replace(mark, column=at.column + 1))
    if "expected ',' or" in problem:
        return _open_bracket(mark)
    if "mapping values are not allowed" in problem:
        return _second_colon(mark)
    if "<block end>" in problem:
        return _after_value(mark)
    quoted = re.findall(r"'[^']*'", problem)
    for said, fault, remedy in _COMPLAINTS:
        if said in problem:
            return Fault(fault.format(found=quoted[-1] if quoted else "this"), mark, remedy)
    return Fault(f"not YAML: {problem}", mark, QUOTE_IT)


def _blames_context(problem: str, context: str) -> bool:
    return (
        "unexpected end of stream" in problem
        or "could not find expected ':'" in problem
        or "alphabetic or numeric character" in problem
        or "a flow" in context
    )


def _open_bracket(mark: Mark) -> Fault:
    comment = COMMENT.search(mark.snippet, mark.column - 1)
    if comment:
        mark = replace(mark, column=comment.start(1) + 1)
        return Fault(HIDDEN, mark, f"to keep it, {QUOTE_IT}")
    bracket = mark.snippet[mark.column - 1 : mark.column] or "["
    close = {"{": "}"}.get(bracket, "]")
    return Fault(
        f"'{bracket}' is opened here and not closed", mark, f"write '{close}' where it ends, ',' between items"
    )


def _second_colon(mark: Mark) -> Fault:
    if ": " in mark.snippet[: mark.column - 1]:
        return Fault("a value with ': ' in it needs quotes", mark, QUOTE_IT)
    mark = replace(mark, column=len(mark.snippet) - len(mark.snippet.lstrip()) + 1)
    return Fault("this line is indented deeper than its neighbours", mark, _INDENT_IT)


def _after_value(mark: Mark) -> Fault:
    before = mark.snippet[: mark.column - 1].rstrip()
    if before.endswith(('"', "'")):
        remedy = f"{QUOTE_IT}; if it has them, a quote above is not closed"
        return Fault("words follow a closing quote", mark, remedy)
    if before.endswith(("}", "]")):
        return Fault(f"words follow a closing '{before[-1]}'", mark, QUOTE_IT)
    return Fault("the indentation does not match the lines above", mark, _INDENT_IT)
