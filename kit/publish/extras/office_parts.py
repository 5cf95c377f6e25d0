"""What documents of office programs have in common (ECMA-376, Part 2): parts, their types, and what they lead to.

Parts are stored, as deflate's bytes differ between libraries, and none has a date but the one that is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from io import BytesIO
from zipfile import ZipFile, ZipInfo

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = "application/vnd.openxmlformats-package"


def packed_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a document of parts by their names, which are markup without its first line, or other data."""
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(ZipInfo(name), content if isinstance(content, bytes) else f"{_HEAD}{content}")
    return file.getvalue()


def content_types(overrides: Mapping[str, str], endings: Mapping[str, str]) -> str:
    """Return the part with the media types: of parts by their names, and of others by the endings of theirs."""
    known = {"rels": f"{_CORE}.relationships+xml", "xml": "application/xml", **endings}
    named = {**overrides, "/docProps/core.xml": f"{_CORE}.core-properties+xml"}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in known.items())
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in named.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{listed}</Types>'


def relations(leading_to: Mapping[str, tuple[str, str]]) -> str:
    """Return what a part leads to: by relation its kind, empty for the properties, and the part or the address."""
    rows = []
    for name, (kind, target) in leading_to.items():
        is_of = f"{_OFFICE}/{kind}" if kind else f"{_PACKAGE}/relationships/metadata/core-properties"
        mode = ' TargetMode="External"' if kind == "hyperlink" else ""
        rows.append(f'<Relationship Id="{name}" Type="{is_of}" Target="{escape(target)}"{mode}/>')
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def core_properties(title: str, language: str, date: dt.datetime) -> str:
    """Return the title, the language and the date of a document."""
    made = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{language}</dc:language>{dates}</cp:coreProperties>"
    )
