"""The namespaces of the elements and attributes of a drawing, as lxml writes them before a name."""

from __future__ import annotations

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
