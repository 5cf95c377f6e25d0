"""Read YAML files and texts; all that is wrong with one is told at once."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import yaml

from kit.document.bounds import MAX_BYTES, BoundError, Loader
from kit.document.places import LINE_END, mark_at
from kit.document.syntax import syntax_fault
from kit.document.walk import Walk
from kit.errors import Fault, Mark, SpecError
from kit.model.document import Document
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from pathlib import Path

#: What ends a line for YAML and for few editors.
_UNSEEN_END = re.compile("[\x85\u2028\u2029]")


def read_yaml(path: Path, *, name: str | None = None) -> Document:
    """Read a YAML file; `name` is how messages call it, the path unless given.

    Raises SpecError when the file can't be read, is not UTF-8 or YAML, or passes a bound.
    """
    file = name or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SpecError(_unreadable(path, error)) from error
    if len(data) > MAX_BYTES:
        raise SpecError(Fault(f"{file} has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
    return parse_yaml(_decode(data, file), file)


def parse_yaml(text: str, file: str) -> Document:
    """Parse YAML text; see `read_yaml`."""
    lines = tuple(LINE_END.split(text))
    unseen = _UNSEEN_END.search(text)
    if unseen:
        [flaw] = disallowed_characters(unseen[0])
        raise SpecError(Fault(flaw.message, mark_at(text, unseen.start(), file), flaw.remedy))
    try:
        loader = Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SpecError(syntax_fault(error, file, lines)) from error
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        raise SpecError(Fault(message, mark_at(text, error.position, file), "remove it")) from error
    except BoundError as error:
        raise SpecError(Fault(str(error), mark_at(text, error.index, file), error.remedy)) from error
    walk = Walk(file, text, lines)
    value = walk.value(node, ()) if node else None
    walk.refuse_lost_words(loader)
    if walk.faults:
        raise SpecError(*dict.fromkeys(walk.faults))
    return Document(file, lines, value, walk.keys, walk.values)


def _unreadable(path: Path, error: OSError) -> Fault:
    if path.is_dir():
        return Fault(f"{path} is a folder", None, f"name the file in it, such as {path / 'kit.yaml'}")
    message = f"can't read {path}: {(error.strerror or str(error)).lower()}"
    return Fault(message, None, "go to the folder of the file, or name the file with --spec")


def _decode(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        raise SpecError(Fault("the file is UTF-16 or UTF-32 text", Mark(file, 1), "save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What came before the fault is sound, and as many characters long as the mark needs.
        text = data.decode("utf-8-sig", errors="replace")
        mark = mark_at(text, len(data[: error.start].decode("utf-8-sig")), file)
        raise SpecError(Fault("not UTF-8 text", mark, "save the file as UTF-8")) from error
