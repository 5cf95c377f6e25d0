"""What is read of an element of a drawing: the namespace before its name, its attributes as text, and its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element as plain text; names outside SVG keep their `{namespace}`."""
    return dict(element.items())  # type: ignore[arg-type]  # they are bytes to the stubs alone


def line_of(element: etree._Element) -> int:
    """Return the line an element starts in."""
    return element.sourceline or 1  # type: ignore[return-value,unreachable]  # the stubs forgot the number
