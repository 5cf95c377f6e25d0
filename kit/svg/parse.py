"""Parse the XML of a drawing without entities or network; every element knows its line.

The file is scanned before a tree is built: what reaches the tree is UTF-8 text of bounded depth, size and count,
without declarations or style sheets of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from kit.errors import DrawingError, Fault, Mark, did_you_mean
from kit.svg.elements import SVG, line_of
from kit.svg.remedies import PLAIN, editor_of, in_terms_of
from kit.svg.scanner import MAX_BYTES, Scanner
from kit.svg.signatures import other_kind
from kit.system_errors import reason_of

if TYPE_CHECKING:
    from pathlib import Path

#: How many characters of a message are shown.
_LONGEST_MESSAGE = 300
_EXPORT = "export the drawing again as SVG"
_SAVE_AGAIN = "save the drawing again as plain SVG"


class SourceFile:
    """The text of one drawing, to point into."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises DrawingError when it is missing, too large, compressed or not UTF-8."""
        self.path = path
        self.name = "/".join(path.parts[-2:])
        try:
            with path.open("rb") as opened:
                self.data = opened.read(MAX_BYTES + 1)
        except OSError as error:
            beside = [sibling.name for sibling in path.parent.glob("*.svg")]
            remedy = (
                did_you_mean(path.name, beside) if isinstance(error, FileNotFoundError) else reason_of(error).remedy
            )
            raise DrawingError(
                Fault(
                    f"can't read the drawing {self.name}: {reason_of(error).words}",
                    None,
                    remedy,
                    code="file-unreadable",
                )
            ) from error
        text = self._text()
        self.lines, self.editor = text.splitlines(), editor_of(text)

    def _text(self) -> str:
        if len(self.data) > MAX_BYTES:
            remedy = "simplify its paths, or make the pictures in it smaller"
            raise DrawingError(
                Fault(f"{self.name} has more than {MAX_BYTES:,} bytes", None, remedy, code="too-many-bytes")
            )
        if self.data.startswith(b"\x1f\x8b"):
            raise DrawingError(
                Fault(
                    f"{self.name} is compressed", None, "save it as plain SVG, not as .svgz", code="compressed-drawing"
                )
            )
        if not self.data.strip():
            raise DrawingError(Fault(f"{self.name} is empty", None, _EXPORT, code="empty-file"))
        kind = other_kind(self.data)
        if kind:
            remedy = f"{_EXPORT}; another name makes no SVG of it"
            raise DrawingError(Fault(f"{self.name} is {kind} not SVG", None, remedy, code="not-svg"))
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DrawingError(Fault(f"{self.name} is not UTF-8 text", None, PLAIN, code="not-utf-8")) from error
        if "\0" in text:
            raise DrawingError(
                Fault(f"{self.name} is not UTF-8 text: it holds null characters", None, PLAIN, code="not-utf-8")
            )
        return text

    def mark(self, line: int) -> Mark:
        """Return the place of a line; an element's column is not known."""
        text = self.line(line)
        return Mark(self.name, line, len(text) - len(text.lstrip()) + 1, text)

    def line(self, line: int) -> str:
        """Return the text of a line, counted from 1; nothing beyond the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def located(self, fault: Fault, line: int) -> Fault:
        """Return a fault with a line of the drawing, and its remedy in the words of the editor that wrote it.

        What it quotes can neither steer the terminal nor fill it.
        """
        quoted = fault.message[:_LONGEST_MESSAGE]
        shown = "".join(character if character.isprintable() else " " for character in quoted)
        return replace(fault, message=shown, mark=self.mark(line), remedy=in_terms_of(self.editor, fault.remedy))


def parse_drawing(file: SourceFile) -> etree._Element:
    """Return the root element. Raises DrawingError when the file is not SVG or a file that `Scanner` refuses."""
    scan = Scanner(file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(file.data, parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(_syntax_fault(error, file)) from error
    if scan.error:  # two readers that disagree would not see the same drawing
        fault = Fault(f"not XML: {scan.error}", remedy=_SAVE_AGAIN, code="not-xml")
        raise DrawingError(file.located(fault, scan.line))
    if root.tag != SVG + "svg":
        name = etree.QName(root).localname
        message = f"the outermost element is '{name}', not an SVG drawing"
        message = "the outermost <svg> lacks the namespace of SVG" if root.tag == "svg" else message
        fault = Fault(message, remedy='it must be <svg xmlns="http://www.w3.org/2000/svg">', code="not-svg")
        raise DrawingError(file.located(fault, line_of(root)))
    for element, line in zip(root.iter(etree.Element), scan.starts, strict=False):
        element.sourceline = line
    return root


def _syntax_fault(error: etree.XMLSyntaxError, file: SourceFile) -> Fault:
    line, column = error.position
    message = re.sub(r", line \d+, column \d+$", "", error.msg or "unreadable").rstrip(".")
    text = file.line(line or 1)
    # The parser stops behind what it read; a caret beyond the line would point at nothing.
    mark = Mark(file.name, line or 1, max(1, min((column or 1) - 1, len(text))), text)
    return Fault(f"not XML: {message[:1].lower()}{message[1:]}", mark, _SAVE_AGAIN, code="not-xml")
