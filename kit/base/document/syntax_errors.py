"""Translate a syntax error of the YAML parser into a fault at the start of the mistake, with a remedy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import yaml

from kit.base.document.document import SourceText
from kit.base.document.line_mistakes import INDENT_IT, deeper_fault, indentation_fault, item_fault, line_fault
from kit.base.errors import Fault, Mark

QUOTE_IT = 'put the whole value in quotes: "…"'
#: The same for the section in which people use `*` as a wildcard.
_IN_VOICE = "use '~' instead: '~porno' is found inside words too, 'porno' only at the beginning of words"
#: Parts of messages about mistakes in whole lines.
_OF_LINES = ("mapping values are not allowed", "expected ':'", "<block end>", "<document start>")


class _Explanation(NamedTuple):
    """A part of a message of the parser, and the fault and remedy that explain it."""

    part: str
    message: str
    remedy: str
    code: str


#: The first explanation that matches applies.
_EXPLANATIONS = (
    _Explanation("found character '\\t'", "there is a tab here", "write spaces instead", code="tab-in-yaml"),
    _Explanation(
        "that cannot start any token", "a value can't start with {found}", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation("found undefined alias", "a value can't start with '*'", QUOTE_IT, code="value-needs-quotes"),
    _Explanation(
        "alphabetic or numeric character", "a value can't start with {sign}", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation(
        "chomping or indentation indicators", "a value can't start with {sign}", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation("a comment or a line break", "a value can't start with {sign}", QUOTE_IT, code="value-needs-quotes"),
    _Explanation(
        "sequence entries are not allowed", "a value can't start with '- '", QUOTE_IT, code="value-needs-quotes"
    ),
    _Explanation("mapping keys are not allowed", "a value can't start with '?'", QUOTE_IT, code="value-needs-quotes"),
    _Explanation("expected the node content", "a value can't start with {found}", QUOTE_IT, code="value-needs-quotes"),
    _Explanation(
        "unexpected end of stream",
        "a quote is opened here and not closed",
        "close it at the end of the value",
        code="quote-not-closed",
    ),
    _Explanation(
        "unknown escape character",
        "'\\' before {found} has no meaning in double quotes",
        "write it twice: '\\\\'",
        code="unknown-escape",
    ),
    _Explanation(
        "could not find expected ':'",
        "a key without ':'",
        "write 'key: value', with a space after the colon; indent a continuation of the line above",
        code="key-without-colon",
    ),
    _Explanation("another document", "a second document begins here", "remove the line '---'", code="second-document"),
    _Explanation("<document start>", "this does not belong to the lines above", INDENT_IT, code="wrong-indentation"),
)
#: The message about a `#` that begins a comment by mistake.
HIDDEN = "'#' begins a comment, which hides the rest of the line"
#: A `#` that begins a comment, and the first character of the comment.
COMMENT = re.compile(r"(?:^|[\s\[{,])(#)\S")


def syntax_fault(error: yaml.MarkedYAMLError, source: SourceText) -> Fault:
    """Return the fault of an error of the parser."""
    problem = (error.problem or "unreadable").replace("\n", " ")
    stopped = error.problem_mark or error.context_mark
    # The parser often stops lines below the mistake, which is the quote, bracket, key or alias that it was in.
    began = error.context_mark if error.context_mark and _began_in_context(problem, error.context or "") else stopped
    mark = source.mark(began) if began else Mark(source.file, 1, 1, source.line(0))
    if "but found '<stream end>'" in problem and (bracket := _innermost_bracket(source)):
        return _open_bracket(bracket)
    quote = quote_fault(source, stopped) if stopped and "end of stream" not in problem else None
    if quote or "expected ',' or" in problem:
        return quote or _in_brackets(problem, mark, source.mark(stopped) if stopped else mark)
    parent = error.context_mark.column if error.context_mark else None
    return _of_lines(problem, mark, source, parent) or _explained(problem, mark, source)


def _of_lines(problem: str, mark: Mark, source: SourceText, parent: int | None) -> Fault | None:
    """Return the fault of a mistake in whole lines; `parent` is the column of the parser's context."""
    number = mark.line - 1
    if not any(part in problem for part in _OF_LINES):
        return None
    if fault := line_fault(source, number):
        return fault
    if "mapping values are not allowed" in problem:
        return _second_colon(mark, source)
    if "<block end>" in problem:
        return _after_value(mark) or item_fault(source, number) or indentation_fault(source, number, parent)
    return item_fault(source, number) if "expected ':'" in problem else None


def _section(source: SourceText, mark: Mark) -> str:
    """Return the key without indentation above a mark, or in its line."""
    lines = (source.line(number) for number in range(mark.line - 1, -1, -1))
    return next((found[1] for line in lines if (found := re.match(r"[\"']?([\w-]+)[\"']?\s*:", line))), "")


def _explained(problem: str, mark: Mark, source: SourceText) -> Fault:
    """Return the fault in the table for a message of the parser, or else the message itself."""
    quoted = re.findall(r"'[^']*'", problem)
    for explanation in _EXPLANATIONS:
        if explanation.part in problem:
            sign = re.findall(r"[*&|>](?=[^*&|>]*$)", mark.snippet[: mark.column]) or ["this"]
            message = explanation.message.format(found=quoted[-1] if quoted else "this", sign=f"'{sign[0]}'")
            remedy = (
                _IN_VOICE if "alias" in explanation.part and _section(source, mark) == "voice" else explanation.remedy
            )
            return Fault(message, mark, remedy, code=explanation.code)
    return Fault(f"not YAML: {problem}", mark, QUOTE_IT, code="not-yaml")


def _began_in_context(problem: str, context: str) -> bool:
    """Return whether the mistake is where the parser's context began, not where the parser stopped."""
    return (
        "unexpected end of stream" in problem
        or "could not find expected ':'" in problem
        or "alphabetic or numeric character" in problem
        or "a flow" in context
    )


def _in_brackets(problem: str, mark: Mark, stopped: Mark) -> Fault:
    """Return the fault in brackets that opened at one mark, in which the parser stopped at another."""
    if stopped.line != mark.line:
        return _open_bracket(mark)
    if "':'" in problem:
        remedy = f"{QUOTE_IT}; before a second key write ','"
        return Fault("a value with ': ' in it needs quotes", stopped, remedy, code="value-needs-quotes")
    found = stopped.snippet[stopped.column - 1 :]
    word = re.match(r"[\w\"'{\[-][\w-]*", found)
    if word:
        return Fault(f"there is no ',' before {word[0]}", stopped, "write one between items", code="comma-missing")
    return _open_bracket(mark)


def _innermost_bracket(source: SourceText) -> Mark | None:
    """Return the mark of the last bracket that a text does not close; None if all are closed."""
    opened: list[yaml.Mark] = []
    for token in yaml.scan(source.text):
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token.start_mark)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    return source.mark(opened[-1]) if opened else None


def _open_bracket(mark: Mark) -> Fault:
    """Return the fault of a bracket that is not closed, or is closed only in a comment."""
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


def _second_colon(mark: Mark, source: SourceText) -> Fault:
    """Return the fault of a second `: ` in a line, or of a line that is indented too deep."""
    if ": " in mark.snippet[: mark.column - 1]:
        curly = re.search(r":\s*[\u2018\u201c-\u201e\u00ab\u00bb]", mark.snippet)
        more = "curly quotes are not quotes in YAML" if curly else "a second key needs a line of its own"
        remedy = f"{QUOTE_IT}; {more}"
        return Fault("a value with ': ' in it needs quotes", mark, remedy, code="value-needs-quotes")
    return deeper_fault(source, mark.line - 1)


def _after_value(mark: Mark) -> Fault | None:
    """Return the fault of words after a quoted or bracketed value, if there are any."""
    before, rest = mark.snippet[: mark.column - 1].rstrip(), mark.snippet[mark.column - 1 :].rstrip()
    if not before.endswith(('"', "'", "}", "]")):
        return None
    if rest in {",", ";"}:
        return Fault(f"'{rest}' follows the value", mark, "remove it; the line ends the value", code="text-after-value")
    if before.endswith(("}", "]")) and rest and set(rest) <= set("}],"):
        return Fault(f"there is one '{rest[0]}' too many", mark, "remove it", code="text-after-value")
    if before.endswith(("}", "]")):
        return Fault(f"words follow a closing '{before[-1]}'", mark, QUOTE_IT, code="text-after-value")
    other = {'"': "'…'", "'": '"…"'}[before[-1]]
    remedy = f"put the whole value in quotes of the other kind: {other}"
    return Fault("words follow a closing quote", mark, remedy, code="text-after-value")


#: The beginning of a line that is not part of a quoted value: a key or a list item.
_NEXT_ENTRY = re.compile(r"\s*(?:- |\"?[\w-]+\"?:(?:\s|$))")
_CLOSE_IT = "close it at the end of the value"


def quote_fault(source: SourceText, stopped: yaml.Mark) -> Fault | None:
    """Return the fault of the last quoted value before the parser stopped, if that caused it."""
    token = _last_quoted(source, stopped.index)
    if token is None or stopped.line - token.end_mark.line > 1:
        return None
    written = source.text[token.start_mark.index : token.end_mark.index]
    after = source.text[token.end_mark.index : token.end_mark.index + 1]
    swallowed = any(_NEXT_ENTRY.match(line) for line in written.splitlines()[1:])
    if swallowed or (token.start_mark.column and _ends_in_next_item(written, after)):
        message = "a quote is opened here and not closed"
        return Fault(message, source.mark(token.start_mark), _CLOSE_IT, code="quote-not-closed")
    if token.end_mark.line != stopped.line or not after.strip():
        return None
    if token.style == "'" and written[-2:-1].isalpha() and after.isalpha():
        return _apostrophe(source, token)
    return None


def _ends_in_next_item(written: str, after: str) -> bool:
    """Return whether a value in brackets extends to the quote that opens the next: `"#one, "` of `["#one, "#two"]`."""
    return re.search(r",\s*.$", written) is not None and re.match(r"[\w#@]", after) is not None


def _apostrophe(source: SourceText, token: yaml.ScalarToken) -> Fault:
    """Return the fault of an apostrophe that closes single quotes."""
    mark = source.mark_at(token.end_mark.index - 1)
    before, behind = mark.snippet[: mark.column - 1], mark.snippet[mark.column :]
    head, tail = re.findall(r"\w+$", before)[0], re.findall(r"^\w+", behind)[0]
    message = f"the apostrophe of {head}'{tail} closes the quote before it"
    return Fault(message, mark, f"write \"{head}'{tail}\" or '{head}''{tail}'", code="apostrophe-closes-quote")


def _last_quoted(source: SourceText, index: int) -> yaml.ScalarToken | None:
    """Return the last quoted value that ends before a character of the text."""
    found = None
    try:
        for token in yaml.scan(source.text, Loader=yaml.SafeLoader):
            if token.start_mark.index >= index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}:
                found = token
    except yaml.YAMLError:
        return found
    return found
