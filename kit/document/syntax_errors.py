"""Translate a syntax error of the YAML parser into a fault where the mistake began, with a remedy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kit.errors import Fault, Mark

if TYPE_CHECKING:
    import yaml

    from kit.document.source import SourceText

QUOTE_IT = 'put the whole value in quotes: "…"'
_INDENT_IT = "bring it in line with its neighbours: the keys of one thing have one indentation"


class _Explanation(NamedTuple):
    """A part of a message of the parser, and the fault and remedy that explain it."""

    part: str
    message: str
    remedy: str
    code: str


#: The first explanation that matches counts.
_EXPLANATIONS = (
    _Explanation("found character '\\t'", "there is a tab here", "indent with spaces", code="tab-in-yaml"),
    _Explanation(
        "that cannot start any token", "a value can't start with {found}", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation("found undefined alias", "a value can't start with '*'", QUOTE_IT, code="value-needs-quotes"),
    _Explanation(
        "alphabetic or numeric character", "a value can't start with '*' or '&'", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation(
        "chomping or indentation indicators", "a value can't start with '|' or '>'", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation(
        "a comment or a line break", "a value can't start with '|' or '>'", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation(
        "sequence entries are not allowed", "a value can't start with '- '", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation("expected the node content", "a value can't start with {found}", QUOTE_IT, code="value-needs-quotes"),
    _Explanation(
        "unexpected end of stream",
        "a quote is opened here and never closed",
        "close it at the end of the value",
        code="quote-not-closed",
    ),
    _Explanation(
        "unknown escape character",
        "'\\' before {found} means nothing in double quotes",
        "write it twice: '\\\\'",
        code="unknown-escape",
    ),
    _Explanation(
        "could not find expected ':'",
        "a key without ':'",
        "write 'key: value', with a space after the colon",
        code="key-without-colon",
    ),
    _Explanation("another document", "a second document begins here", "remove the line '---'", code="second-document"),
    _Explanation("<document start>", "this does not belong to what is above", _INDENT_IT, code="wrong-indentation"),
)
#: The message about a `#` that begins a comment by mistake.
HIDDEN = "'#' begins a comment, which hides the rest of the line"
#: A `#` that begins a comment, and the first character of the comment.
COMMENT = re.compile(r"(?:^|[\s\[{,])(#)\S")


def syntax_fault(error: yaml.MarkedYAMLError, source: SourceText) -> Fault:
    """Return the fault of an error of the parser."""
    problem = (error.problem or "unreadable").replace("\n", " ")
    stopped = error.problem_mark or error.context_mark
    # The parser often stops lines below the mistake: the quote, bracket, key or alias that it was in.
    began = error.context_mark if error.context_mark and _began_in_context(problem, error.context or "") else stopped
    mark = source.mark(began) if began else Mark(source.file, 1, 1, source.line(0))
    if "expected ',' or" in problem and "':'" in problem and stopped and stopped.line + 1 == mark.line:
        return _second_colon(replace(mark, column=stopped.column + 1))
    if "expected ',' or" in problem:
        return _open_bracket(mark)
    if "mapping values are not allowed" in problem:
        return _second_colon(mark)
    if "<block end>" in problem:
        return _after_value(mark)
    return _explained(problem, mark)


def _explained(problem: str, mark: Mark) -> Fault:
    """Return the fault that the table has for a message of the parser, else the message itself."""
    quoted = re.findall(r"'[^']*'", problem)
    for explanation in _EXPLANATIONS:
        if explanation.part in problem:
            message = explanation.message.format(found=quoted[-1] if quoted else "this")
            return Fault(message, mark, explanation.remedy, code=explanation.code)
    return Fault(f"not YAML: {problem}", mark, QUOTE_IT, code="not-yaml")


def _began_in_context(problem: str, context: str) -> bool:
    """Tell whether the mistake is where the parser's context began rather than where the parser stopped."""
    return (
        "unexpected end of stream" in problem
        or "could not find expected ':'" in problem
        or "alphabetic or numeric character" in problem
        or "a flow" in context
    )


def _open_bracket(mark: Mark) -> Fault:
    """Return the fault of a bracket that is not closed, or is closed in what became a comment."""
    comment = COMMENT.search(mark.snippet, mark.column - 1)
    if comment:
        mark = replace(mark, column=comment.start(1) + 1)
        return Fault(HIDDEN, mark, f"to keep it, {QUOTE_IT}", code="comment-hides-text")
    bracket = mark.snippet[mark.column - 1 : mark.column] or "["
    close = {"{": "}"}.get(bracket, "]")
    return Fault(
        f"'{bracket}' is opened here and not closed",
        mark,
        f"write '{close}' where it ends, ',' between items",
        code="bracket-not-closed",
    )


def _second_colon(mark: Mark) -> Fault:
    """Return the fault of a second `: ` in a line, or of a line that is indented too deep."""
    if ": " in mark.snippet[: mark.column - 1]:
        return Fault("a value with ': ' in it needs quotes", mark, QUOTE_IT, code="value-needs-quotes")
    mark = replace(mark, column=len(mark.snippet) - len(mark.snippet.lstrip()) + 1)
    return Fault("this line is indented deeper than its neighbours", mark, _INDENT_IT, code="wrong-indentation")


def _after_value(mark: Mark) -> Fault:
    """Return the fault of words behind a quoted or bracketed value, or of a wrong indentation."""
    before = mark.snippet[: mark.column - 1].rstrip()
    if before.endswith(('"', "'")):
        remedy = f"{QUOTE_IT}; if it has them, a quote above is not closed"
        return Fault("words follow a closing quote", mark, remedy, code="text-after-value")
    if before.endswith(("}", "]")):
        return Fault(f"words follow a closing '{before[-1]}'", mark, QUOTE_IT, code="text-after-value")
    return Fault("the indentation does not match the lines above", mark, _INDENT_IT, code="wrong-indentation")
