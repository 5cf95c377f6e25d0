"""Find the quote that a syntax error comes from, which may be lines above the place where the parser stopped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kit.errors import Fault

if TYPE_CHECKING:
    from kit.document.source import SourceText

#: How a line begins that is no part of a quoted value: with a key or a list item.
_NEXT_ENTRY = re.compile(r"\s*(?:- |\"?[\w-]+\"?:(?:\s|$))")
_CLOSE_IT = "close it at the end of the value"


def quote_fault(source: SourceText, stopped: yaml.Mark) -> Fault | None:
    """Return the fault of the last quoted value before the parser stopped, if it is what stopped it."""
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
    """Tell whether a value in brackets goes on to the quote that opens the next: `"#one, "` of `["#one, "#two"]`."""
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
