"""Parse the XML of a drawing without entities or network, after checking its depth, count and lengths.

Everything that reaches the tree is UTF-8 text of limited depth, size and count, without its own declarations or style
sheets.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from kit.base.errors import DrawingError, Fault, Mark, did_you_mean
from kit.base.system_errors import reason_of
from kit.base.whole_files import TooLargeError, read_regular
from kit.drawing.svg.source.editor_remedies import PLAIN, editor_of, in_terms_of
from kit.drawing.svg.source.references import SVG, line_of
from kit.drawing.svg.source.values import quoted
from kit.model.image import kind_of

#: How many characters of a message are shown, and of a line are kept, of which a tenth is shown.
_LONGEST_MESSAGE, _LONGEST_LINE = 300, 1_000
_EXPORT = "export the drawing again as SVG"
_SAVE_AGAIN = "save the drawing again as plain SVG"


class SourceFile:
    """The text of one drawing, with marks for its lines."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises DrawingError if it is missing, behind a link, too large, compressed or not UTF-8."""
        self.path = path
        self.name = "/".join(path.parts[-2:])
        try:
            self.data = read_regular(path, MAX_BYTES, links=False)
        except TooLargeError as error:
            remedy = "simplify its paths, or make the pictures in it smaller"
            fault = Fault(f"{self.name} has more than {MAX_BYTES:,} bytes", None, remedy, code="too-many-bytes")
            raise DrawingError(fault) from error
        except OSError as error:
            beside = [sibling.name for sibling in path.parent.glob("*.svg")]
            remedy = (
                did_you_mean(path.name, beside) if isinstance(error, FileNotFoundError) else reason_of(error).remedy
            )
            message = f"can't read the drawing {self.name}: {reason_of(error).words}"
            raise DrawingError(Fault(message, None, remedy, code="file-unreadable")) from error
        text = self._text()
        self.lines, self.editor = text.splitlines(), editor_of(text)

    def _text(self) -> str:
        if self.data.startswith(b"\x1f\x8b"):
            remedy = "save it as plain SVG, not as .svgz"
            raise DrawingError(Fault(f"{self.name} is compressed", None, remedy, code="compressed-drawing"))
        if not self.data.strip():
            raise DrawingError(Fault(f"{self.name} is empty", None, _EXPORT, code="empty-file"))
        kind = _other_kind(self.data)
        if kind:
            remedy = f"{_EXPORT}; renaming it does not make it SVG"
            raise DrawingError(Fault(f"{self.name} is {kind} not SVG", None, remedy, code="not-svg"))
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DrawingError(Fault(f"{self.name} is not UTF-8 text", None, PLAIN, code="not-utf-8")) from error
        if "\0" in text:
            message = f"{self.name} is not UTF-8 text: it contains null characters"
            raise DrawingError(Fault(message, None, PLAIN, code="not-utf-8"))
        return text

    def mark(self, line: int) -> Mark:
        """Return the mark of a line; the column of an element is not known.

        Of a long line it has only the part that is shown: thousands of marks in a drawing of one line are kept.
        """
        text = self.line(line)
        start = len(text) - len(text.lstrip())
        return Mark(self.name, line, start + 1, text if len(text) <= _LONGEST_LINE else text[: start + _LONGEST_LINE])

    def line(self, line: int) -> str:
        """Return the text of a line, counted from 1, or '' beyond the end of the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def located(self, fault: Fault, line: int) -> Fault:
        """Return a fault with a line of the drawing, and its remedy in the terms of the editor that wrote it.

        Text that it quotes can neither control nor flood the terminal.
        """
        quoted = fault.message[:_LONGEST_MESSAGE]
        shown = "".join(character if character.isprintable() else " " for character in quoted)
        return replace(fault, message=shown, mark=self.mark(line), remedy=in_terms_of(self.editor, fault.remedy))


def parse_drawing(file: SourceFile) -> etree._Element:
    """Return the root element. Raises DrawingError if the file isn't SVG or `Scanner` refuses it."""
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
    if scan.error:  # parsers that disagree would see different drawings
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
    # The parser stops after its last input; a caret beyond the line would point at nothing.
    mark = Mark(file.name, line or 1, max(1, min((column or 1) - 1, len(text))), text)
    return Fault(f"not XML: {message[:1].lower()}{message[1:]}", mark, _SAVE_AGAIN, code="not-xml")


MAX_BYTES = 4_000_000
#: How deep elements may be nested, and how many there may be; editors write a tenth of this.
MOST_DEPTH, MOST_ELEMENTS = 64, 10_000
#: The most attributes of one element; editors write a tenth of this.
_MOST_ATTRIBUTES = 400
#: The most characters of one attribute; embedded pictures may have as many as the file.
MOST_CHARACTERS = {"d": 200_000, "points": 100_000, "href": MAX_BYTES, "xlink:href": MAX_BYTES}
MOST_CHARACTERS_ELSE = 10_000
#: How many brackets may be inside each other in an attribute or in CSS; editors write four.
MOST_BRACKETS = 32
_BRACKET = re.compile(r"[(\[{}\])]")
#: Declared encodings with the same basic letters as UTF-8, which every drawing is read as.
_ENCODINGS = frozenset(("utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"))
#: The attributes that name an element, as they are written, in order of precedence.
_NAMES = ("data-name", "inkscape:label", "serif:id", "id")


def is_nested_deep(text: str) -> bool:
    """Return whether a text has more brackets inside each other than are read, those in strings included."""
    if sum(map(text.count, "([{")) <= MOST_BRACKETS:
        return False
    steps = (1 if bracket in "([{" else -1 for bracket in _BRACKET.findall(text))
    return max(accumulate(steps)) > MOST_BRACKETS


class Scanner:
    """Reads a file once without building a tree, and raises DrawingError at the first thing that is refused.

    `starts` are the lines in which start tags begin, in order: lxml only has the lines in which they end.
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
        """The line that the scan has reached."""
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
        if len(attributes) > _MOST_ATTRIBUTES:
            message = f"<{tag[:40]}> has more than {_MOST_ATTRIBUTES} attributes"
            self._refuse(message, "remove those that do not draw anything", code="too-many-attributes")
        for key, value in attributes.items():
            most = MOST_CHARACTERS.get(key, MOST_CHARACTERS_ELSE)
            if len(value) > most:
                name = next(filter(None, map(attributes.get, _NAMES)), "")
                what = f"'{quoted(name)}'" if name else f"<{tag[:40]}>"
                message = f"'{key[:40]}' of {what} has {len(value):,} characters; at most {most:,} are read"
                self._refuse(message, "simplify the path, or split the shape", code="attribute-too-long")
            if is_nested_deep(value):
                message = f"'{key[:40]}' of <{tag[:40]}> has more than {MOST_BRACKETS} brackets inside each other"
                self._refuse(message, "write the value itself", code="nested-too-deep")

    def _end(self, _tag: str) -> None:
        self._depth -= 1

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_own: bool) -> None:  # noqa: FBT001  (expat's)
        if has_own:
            self._refuse("the drawing declares XML entities, or may, in a DTD of its own", code="xml-entities")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._refuse("the drawing refers to a style sheet: <?xml-stylesheet?>", code="outside-style-sheet")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            self._refuse(f"the drawing is written in {encoding[:40]}, not UTF-8", "save it as UTF-8", code="not-utf-8")


#: The programs that files of some kinds may come from.
_WHERE_FROM = {"pdf": ", as Illustrator's .ai files are,", "zip": ", as the files of Figma and Affinity are,"}


def _other_kind(data: bytes) -> str:
    """Return the kind of a file from its first bytes, for a message, or '' if it may be SVG."""
    kind = kind_of(data)
    return "" if kind is None or kind.name == "svg" else f"{kind.what}{_WHERE_FROM.get(kind.name, ',')}"
