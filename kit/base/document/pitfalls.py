"""Find what YAML would drop silently: words after `#`, `&` or `,`, and characters that are not allowed in words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

import yaml

from kit.base.document.document import FindDisallowed, SourceText
from kit.base.document.syntax_errors import COMMENT, HIDDEN, QUOTE_IT
from kit.base.errors import Fault, Mark

_COLON = re.compile(r"\s*:")
#: One character of a scalar in the source; in double quotes it may be an escape (YAML 1.1, 5.6).
_WRITTEN = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|.", re.DOTALL)


def scalar_faults(source: SourceText, node: yaml.ScalarNode, find_disallowed: FindDisallowed) -> Iterator[Fault]:
    """Yield the faults of a scalar: a hashtag that YAML reads as a comment, and disallowed characters."""
    yield from _hidden_hashtag(source, node)
    yield from disallowed_faults(source, node, find_disallowed)


def disallowed_faults(source: SourceText, node: yaml.ScalarNode, find_disallowed: FindDisallowed) -> Iterator[Fault]:
    """Yield a fault for each disallowed character of a key or value, at it or its escape."""
    for found in find_disallowed(node.value):
        yield Fault(
            found.message,
            source.mark_at(_index_in_source(source, node, found.offset)),
            found.remedy,
            code="disallowed-character",
        )


def cut_value(source: SourceText, mapping: yaml.MappingNode, key: yaml.ScalarNode) -> Iterator[Fault]:
    """Refuse `{short: Stop, please}`, which YAML reads as the value `Stop` and a key `please` without a value."""
    if mapping.flow_style and not _COLON.match(source.text, key.end_mark.index):
        message = f"the ',' before '{key.value}' ends the value"
        yield Fault(message, source.mark(key.start_mark), f"to keep it, {QUOTE_IT}", code="comma-cuts-value")


def unused_anchors(source: SourceText, anchors: Mapping[str, yaml.Mark]) -> Iterator[Fault]:
    """Refuse `&Parliament act`, which YAML reads as `act`, with an anchor that no alias refers to."""
    for name, position in anchors.items():
        message = f"'&{name}' begins a value, which hides the word"
        yield Fault(message, source.mark(position), f"to keep it, {QUOTE_IT}", code="anchor-hides-text")


def _hidden_hashtag(source: SourceText, node: yaml.ScalarNode) -> Iterator[Fault]:
    """Refuse `Sign now #ChildSafetyFirst`, which YAML reads as `Sign now` and a comment."""
    line, column = node.end_mark.line, node.end_mark.column
    text = source.line(line) if node.style is None else ""
    if node.value and COMMENT.match(text[column:].lstrip(" ,")):
        mark = Mark(source.file, line + 1, text.index("#", column) + 1, text)
        remedy = f"to keep it, {QUOTE_IT}; if it is a comment, write a space after '#'"
        yield Fault(HIDDEN, mark, remedy, code="comment-hides-text")


def _index_in_source(source: SourceText, node: yaml.ScalarNode, index: int) -> int:
    """Return the index in the source of a character of a scalar, written literally or as an escape."""
    start, character = node.start_mark.index, node.value[index]
    written = [
        match.start()
        for match in _WRITTEN.finditer(source.text, start, node.end_mark.index)
        if (_unescape(match) if node.style == '"' else match[0]) == character
    ]
    nth = node.value.count(character, 0, index)
    return written[nth] if nth < len(written) else int(start)


def _unescape(match: re.Match[str]) -> str:
    """Return the character of an escape, or the character itself if it is not one."""
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= sys.maxunicode else ""
    return yaml.SafeLoader.ESCAPE_REPLACEMENTS.get(match[4], match[4]) if match[4] else match[0]
