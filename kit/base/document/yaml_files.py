"""Read YAML files and texts; report every fault of a file at once."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from kit.base.document import pitfalls
from kit.base.document.document import Document
from kit.base.document.syntax_errors import syntax_fault
from kit.base.document.yaml_limits import MAX_BYTES, LimitedLoader, LimitError, quick_node
from kit.base.document.yaml_text import SourceText, mark_at
from kit.base.document.yaml_values import construct
from kit.base.errors import Fault, Mark, SpecError
from kit.base.system_errors import unreadable
from kit.base.whole_files import TooLargeError, read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.document.document import FindDisallowed


#: Line breaks in YAML that few editors show as such.
_UNSEEN_BREAK = re.compile("[\x85\u2028\u2029]")
#: How many documents are cached: those of a project, which are read repeatedly while some are edited.
_KEPT = 256


def read_yaml(
    path: Path, find_disallowed: FindDisallowed, *, name: str | None = None, real: Path | None = None
) -> Document:
    """Read a YAML file; `name` is its name in messages, by default the path.

    It is opened where it really is, at a path without links: by default the same. Raises SpecError if the file can't be
    read, is not UTF-8 or YAML, exceeds a limit, or contains a character that `find_disallowed` returns.
    """
    file = name or str(path)
    try:
        data = read_regular(real or path, MAX_BYTES, links=False)
    except TooLargeError as error:
        fault = Fault(f"{file} has {error.size:,} bytes; the limit is {MAX_BYTES:,}", code="too-many-bytes")
        raise SpecError(fault) from error
    except OSError as error:
        raise SpecError(unreadable(path, error)) from error
    return parse_yaml(_decode(data, file), file, find_disallowed)


@lru_cache(maxsize=_KEPT)
def parse_yaml(text: str, file: str, find_disallowed: FindDisallowed) -> Document:
    """Parse YAML text; see `read_yaml`. The same text gives the same document, which is never changed."""
    source = SourceText.of(text, file)
    _refuse_unseen_break(source, find_disallowed)
    node, anchors = quick_node(text), {}
    if node is None:
        loader, node = _compose(source)
        anchors = loader.unused_anchors
    built = construct(source, node, find_disallowed)
    faults = (*built.faults, *pitfalls.unused_anchors(source, anchors))
    if faults:
        raise SpecError(*dict.fromkeys(faults))
    return Document(file, source.lines, built.value, built.keys, built.values)


def _compose(source: SourceText) -> tuple[LimitedLoader, yaml.Node | None]:
    """Return the loader of a text and its root node; None for a text without values. Raises SpecError."""
    try:
        loader = LimitedLoader(source.text)
        return loader, loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SpecError(syntax_fault(error, source)) from error
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        raise SpecError(
            Fault(message, source.mark_at(error.position), "remove it", code="disallowed-character")
        ) from error
    except LimitError as error:
        raise SpecError(Fault(str(error), source.mark_at(error.index), error.remedy, code=error.code)) from error


def _refuse_unseen_break(source: SourceText, find_disallowed: FindDisallowed) -> None:
    unseen = _UNSEEN_BREAK.search(source.text)
    found = find_disallowed(unseen[0]) if unseen else ()
    if unseen and found:
        raise SpecError(
            Fault(found[0].message, source.mark_at(unseen.start()), found[0].remedy, code="disallowed-character")
        )


def _decode(data: bytes, file: str) -> str:
    """Return the text of a file without a byte order mark. Raises SpecError at the first byte that is not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        raise SpecError(Fault("the file is UTF-16 or UTF-32 text", Mark(file, 1), "save it as UTF-8", code="not-utf-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Everything before the fault is valid, so its length in characters is the index of the fault.
        text = data.decode("utf-8-sig", errors="replace")
        mark = mark_at(text, len(data[: error.start].decode("utf-8-sig")), file)
        raise SpecError(Fault("not UTF-8 text", mark, "save the file as UTF-8", code="not-utf-8")) from error
