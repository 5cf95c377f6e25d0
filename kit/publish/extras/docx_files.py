"""An extra as a document of a word processor (ECMA-376, Part 1), which phones open and people change.

Gaps are marked, and addresses are links.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html import escape

from kit.model.extra import GAP, ExtraText
from kit.publish.extras.office_parts import content_types, core_properties, packed_parts, relations
from kit.text.languages.language_names import is_right_to_left

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: What is set apart in a paragraph: gaps, and addresses without the mark behind them.
_APART = re.compile(rf"{GAP.pattern}|https://\S*[^\s.,;:!?)]")
#: A4 with margins of 25 mm, in twentieths of a point, and the width between them.
_MARGINS = "".join(f' w:{side}="1418"' for side in ("top", "right", "bottom", "left"))
_PAGE = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar{_MARGINS} w:header="708" w:footer="708" w:gutter="0"/>'
_WIDTH = 9070
#: The shares of the columns of a table.
_COLUMNS = (0.28, 0.52, 0.20)
#: The name of each style, its size in half points, the space below it in twentieths of a point, and what else it has.
_STYLES = {
    "Normal": (22, 160, ""),
    "Subtitle": (22, 80, '<w:color w:val="5A5A5A"/>'),
    "Heading1": (30, 240, "<w:b/><w:bCs/>"),
    "Sources": (18, 0, '<w:color w:val="5A5A5A"/>'),
    "Cell": (20, 40, ""),
}
#: The form whose kind is written above its headline.
_NAMED = "press-release"


def write_docx(text: ExtraText, date: dt.datetime) -> bytes:
    """Return a document with the words of an extra; `date` is when it was made."""
    writer = _Writer(text)
    body = "".join(writer.blocks())
    section = f"<w:sectPr>{_PAGE}{'<w:bidi/>' if writer.is_rtl else ''}</w:sectPr>"
    types = {"/word/document.xml": f"{_MAIN}.document.main+xml", "/word/styles.xml": f"{_MAIN}.styles+xml"}
    parts = {
        "[Content_Types].xml": content_types(types, {}),
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml"), "rId2": ("", "docProps/core.xml")}),
        "docProps/core.xml": core_properties(text.headline, text.language, date),
        "word/_rels/document.xml.rels": relations({"rId0": ("styles", "styles.xml"), **writer.links}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": _styles(text.language, is_rtl=writer.is_rtl),
    }
    return packed_parts(parts)


class _Writer:
    """Writes the paragraphs of one document; `links` are the addresses that they lead to, by relation."""

    def __init__(self, text: ExtraText) -> None:
        """Take the words."""
        self.text = text
        self.is_rtl = is_right_to_left(text.language)
        self.links: dict[str, tuple[str, str]] = {}

    def blocks(self) -> Iterator[str]:
        """Yield the paragraphs and the table of the document."""
        text = self.text
        if text.form == _NAMED:
            yield self._paragraph(text.title, "Subtitle")
        yield self._paragraph(text.headline, "Heading1")
        yield from (self._paragraph(words, "Normal") for words in text.body)
        yield from self._table()
        yield from (self._paragraph(words, "Sources") for words in filter(None, (text.sources,)))

    def _table(self) -> Iterator[str]:
        """Yield the table of figures, whose first row is that of the names of its columns, and the space below it."""
        if not self.text.table:
            return
        widths = [round(share * _WIDTH) for share in _COLUMNS]
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        direction = "<w:bidiVisual/>" if self.is_rtl else ""
        yield f'<w:tbl><w:tblPr>{direction}<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        for number, row in enumerate(self.text.table):
            yield (
                "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                if number == 0
                else "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            )
            for cell, width in zip(row, widths, strict=True):
                words = self._paragraph(cell, "Cell", "<w:b/><w:bCs/>" if number == 0 else "")
                yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'
            yield "</w:tr>"
        yield "</w:tbl>"
        yield self._paragraph("", "Sources")

    def _paragraph(self, words: str, style: str, look: str = "") -> str:
        """Return a paragraph, whose lines stay lines."""
        direction = "<w:bidi/>" if self.is_rtl else ""
        runs = "".join(self._runs(words, look))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{runs}</w:p>'

    def _runs(self, words: str, look: str) -> Iterator[str]:
        """Yield the runs of a paragraph: words, gaps and links."""
        end = 0
        for match in _APART.finditer(words):
            yield from self._run(words[end : match.start()], look)
            if GAP.fullmatch(match[0]):
                yield from self._run(match[0], f'{look}<w:highlight w:val="yellow"/>')
            else:
                yield self._link(match[0], look)
            end = match.end()
        yield from self._run(words[end:], look)

    def _link(self, address: str, look: str) -> str:
        """Return an address that can be followed, which is read from left to right."""
        relation = f"rId{len(self.links) + 1}"
        self.links[relation] = ("hyperlink", address)
        looks = f'<w:rPr>{look}<w:color w:val="1F4E9E"/><w:u w:val="single"/></w:rPr>'
        return f'<w:hyperlink r:id="{relation}"><w:r>{looks}{_words(address)}</w:r></w:hyperlink>'

    def _run(self, words: str, look: str) -> Iterator[str]:
        """Yield words in one look, if there are any."""
        if words:
            direction = "<w:rtl/>" if self.is_rtl else ""
            looks = f"<w:rPr>{look}{direction}</w:rPr>" if look or direction else ""
            yield f"<w:r>{looks}{_words(words)}</w:r>"


def _words(words: str) -> str:
    """Return words as the content of a run."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return "<w:br/>".join(lines)


def _styles(language: str, *, is_rtl: bool) -> str:
    """Return the styles; no font is named that a phone may lack, but families of office programs."""
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
    spoken = f'<w:lang w:val="{"en-GB" if is_rtl else language}" w:bidi="{language}"/>'
    styles = "".join(_style(name, *values) for name, values in _STYLES.items())
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{spoken}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f"<w:styles {_NAMESPACES}>{defaults}{styles}</w:styles>"


def _style(name: str, size: int, below: int, look: str) -> str:
    """Return the style of paragraphs of a name; that of headings is in outlines, for those who hear a document."""
    default, outline = (
        ' w:default="1"' if name == "Normal" else "",
        '<w:outlineLvl w:val="0"/>' if name == "Heading1" else "",
    )
    called = {"Heading1": "heading 1"}.get(name, name)
    space = f'<w:pPr><w:spacing w:after="{below}" w:line="276" w:lineRule="auto"/>{outline}</w:pPr>'
    letters = f'<w:rPr>{look}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    named = f'w:styleId="{name}"><w:name w:val="{called}"/><w:qFormat/>'
    return f'<w:style w:type="paragraph"{default} {named}{space}{letters}</w:style>'
