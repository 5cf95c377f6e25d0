"""Parse the XML of a drawing without entities, network or surprise; every element knows its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from kit.errors import DrawingError, Fault, Mark, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
MAX_BYTES = 4_000_000


class SourceFile:
    """The text of one drawing, to point into."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises DrawingError when it is missing, too large or not UTF-8."""
        self.path = path
        self.name = "/".join(path.parts[-2:])
        try:
            data = path.read_bytes()
            if len(data) > MAX_BYTES:
                raise DrawingError(Fault(f"{self.name} has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
            self.data = data
            self.lines = data.decode("utf-8-sig").splitlines()
        except OSError as error:
            beside = [sibling.name for sibling in path.parent.glob("*.svg")]
            remedy = did_you_mean(path.name, beside)
            raise DrawingError(Fault(f"can't read the drawing {self.name}", None, remedy)) from error
        except UnicodeDecodeError as error:
            raise DrawingError(Fault(f"{self.name} is not UTF-8 text", None, "save it as plain SVG")) from error

    def mark(self, line: int) -> Mark:
        """Return the place of a line; an element's column is not known."""
        text = self.line(line)
        return Mark(self.name, line, len(text) - len(text.lstrip()) + 1, text)

    def line(self, line: int) -> str:
        """Return the text of a line, counted from 1; nothing beyond the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def fault(self, message: str, line: int, remedy: str = "") -> Fault:
        """Return a fault at a line of the drawing."""
        return Fault(message, self.mark(line), remedy)


def parse_drawing(file: SourceFile) -> etree._Element:
    """Return the root element. Raises DrawingError when the file is not SVG or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(file.data, parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(_syntax_fault(error, file)) from error
    if any(True for _ in root.iter(etree.Entity)):
        raise DrawingError(file.fault("the drawing uses XML entities", 1, "save it as plain SVG"))
    if root.tag != SVG + "svg":
        message = f"the outermost element is '{etree.QName(root).localname}', not an SVG drawing"
        raise DrawingError(file.fault(message, line_of(root), 'it must be <svg xmlns="http://www.w3.org/2000/svg">'))
    for element, line in zip(root.iter(etree.Element), _start_lines(file.data), strict=False):
        element.sourceline = line
    return root


def _start_lines(data: bytes) -> list[int]:
    """Return the line in which each start tag begins, in order; lxml tells only the line in which it ends."""
    lines: list[int] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _tag, _attributes: lines.append(parser.CurrentLineNumber)
    try:
        parser.Parse(data, True)  # noqa: FBT003  (expat takes no names)
    except expat.ExpatError:
        return []
    return lines


def _syntax_fault(error: etree.XMLSyntaxError, file: SourceFile) -> Fault:
    line, column = error.position
    message = re.sub(r", line \d+, column \d+$", "", error.msg or "unreadable").rstrip(".")
    text = file.line(line or 1)
    # The parser stops behind what it read; a caret beyond the line would point at nothing.
    mark = Mark(file.name, line or 1, max(1, min((column or 1) - 1, len(text))), text)
    return Fault(f"not XML: {message[:1].lower()}{message[1:]}", mark, "save the drawing again as plain SVG")


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element as plain text; names outside SVG keep their `{namespace}`."""
    return {str(key): str(value) for key, value in element.attrib.items()}


def line_of(element: etree._Element) -> int:
    """Return the line an element starts in."""
    return element.sourceline or 1  # type: ignore[return-value,unreachable]  # the stubs forgot the number
