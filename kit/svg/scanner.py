"""Scan the XML of a drawing before a tree is built: what is too deep, too many, too long or declared is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from kit.errors import DrawingError, Fault
from kit.svg.remedies import PLAIN
from kit.svg.values import quoted

if TYPE_CHECKING:
    from kit.svg.parse import SourceFile

MAX_BYTES = 4_000_000
#: How deep elements may be nested, and how many there may be; editors write a tenth of it.
MOST_DEPTH, MOST_ELEMENTS = 64, 10_000
#: Characters of one attribute; embedded pictures may have as many as the file.
MOST_CHARACTERS = {"d": 200_000, "points": 100_000, "href": MAX_BYTES, "xlink:href": MAX_BYTES}
MOST_CHARACTERS_ELSE = 10_000
#: Declared encodings whose plain letters are those of UTF-8, as which every drawing is read.
_ENCODINGS = frozenset(("utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"))
#: The attributes that name an element, as they are written, the first before the others.
_NAMES = ("data-name", "inkscape:label", "serif:id", "id")


class Scanner:
    """Reads a file once without building anything, and raises DrawingError at the first thing that is refused.

    `starts` are the lines in which start tags begin, in order: lxml knows only the lines in which they end.
    """

    def __init__(self, file: SourceFile) -> None:
        """Read the file."""
        self.file = file
        self.starts: list[int] = []
        self.error = ""
        self._depth = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.XmlDeclHandler = self._declaration
        try:
            self._parser.Parse(file.data, True)  # noqa: FBT003  (expat takes no names)
        except expat.ExpatError as error:
            self.error = expat.errors.messages.get(error.code, "unreadable")

    @property
    def line(self) -> int:
        """The line that the scan has come to."""
        return self._parser.CurrentLineNumber

    def _refuse(self, message: str, remedy: str = PLAIN, *, code: str) -> None:
        raise DrawingError(self.file.located(Fault(message, remedy=remedy, code=code), self.line))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.starts.append(self.line)
        self._depth += 1
        if self._depth > MOST_DEPTH:
            self._refuse(
                f"<{tag[:40]}> is inside more than {MOST_DEPTH} elements",
                "ungroup what is in it",
                code="nested-too-deep",
            )
        if len(self.starts) > MOST_ELEMENTS:
            remedy = "simplify it, or flatten its background into an embedded picture"
            self._refuse(f"the drawing has more than {MOST_ELEMENTS:,} elements", remedy, code="too-many-elements")
        for key, value in attributes.items():
            most = MOST_CHARACTERS.get(key, MOST_CHARACTERS_ELSE)
            if len(value) > most:
                name = next(filter(None, map(attributes.get, _NAMES)), "")
                what = f"'{quoted(name)}'" if name else f"<{tag[:40]}>"
                message = f"'{key[:40]}' of {what} has {len(value):,} characters; at most {most:,} are read"
                self._refuse(message, "simplify the path, or split the shape", code="attribute-too-long")

    def _end(self, _tag: str) -> None:
        self._depth -= 1

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_own: bool) -> None:  # noqa: FBT001  (expat's)
        if has_own:
            self._refuse("the drawing declares XML entities, or may, in a DTD of its own", code="xml-entities")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._refuse("the drawing asks for a style sheet: <?xml-stylesheet?>", code="outside-style-sheet")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            self._refuse(f"the drawing is written in {encoding[:40]}, not UTF-8", "save it as UTF-8", code="not-utf-8")
