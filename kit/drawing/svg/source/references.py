"""References by one grammar, `#id` and `url(#id)` and other addresses, and the attributes of elements as text.

https://www.w3.org/TR/SVG11/linking.html#IRIReference and https://www.w3.org/TR/css-values-4/#urls; only references to
what the drawing itself contains are followed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from kit.base.lazy_imports import on_demand

if TYPE_CHECKING:
    import tinycss2
else:
    tinycss2 = on_demand("tinycss2")


#: The id in a reference: the painter drops quotes, blanks and `url()`, and could find a different one.
_ID = r"""[^\s"'()#%\\]+"""
_HREF = re.compile(f"#({_ID})")
_URL = re.compile(rf"""url\(\s*["']?#({_ID})["']?\s*\)""")
#: The functions of CSS whose argument is an address.
_OF_ADDRESSES = frozenset(("url", "src", "image", "image-set"))


def href_of(element: etree._Element) -> str:
    """Return the reference of an element, in either spelling, or ''."""
    return (element.get("href") or element.get(XLINK + "href") or "").strip()


def href_target(href: str) -> str | None:
    """Return the id in an `href` such as `#id`; None if it leads elsewhere or the painter reads it differently."""
    match = _HREF.fullmatch(href)
    return match[1] if match else None


def url_target(value: str) -> str | None:
    """Return the id of a paint server or clip path in `url(#id)`; None for any other value.

    Anything after it is the fallback for a reference that leads nowhere (https://www.w3.org/TR/SVG11/painting.html).
    """
    match = _URL.match(value) if value.startswith("url(") else None
    return match[1] if match else None


def url_of(id_: str) -> str:
    """Return the reference to a paint server or clip path in the painter's form."""
    return f"url(#{id_})"


def elements_by_id(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the elements of a drawing, including hidden ones, by id, which several may share."""
    by_id: dict[str, list[etree._Element]] = defaultdict(list)
    for element in root.iter(f"{SVG}*"):
        if "id" in element.attrib:
            by_id[str(element.attrib["id"])].append(element)
    return by_id


def outside_reference(css: str) -> str:
    """Return the first address in a CSS value that isn't of the form `#id`, or ''."""
    return next((address for address in _addresses(tinycss2.parse_component_value_list(css)) if address[:1] != "#"), "")


def _addresses(tokens: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value.strip()
        elif token.type == "function":
            if token.lower_name in _OF_ADDRESSES:
                yield next((part.value.strip() for part in token.arguments if part.type == "string"), "?")
            yield from _addresses(token.arguments)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _addresses(token.content)


SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
#: Elements that a fill or a stroke may be painted with.
SERVERS = frozenset(SVG + tag for tag in ("linearGradient", "radialGradient", "pattern"))


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element as plain text; names outside SVG keep their `{namespace}`."""
    return dict(element.items())  # type: ignore[arg-type]  # bytes only in the stubs


def tag_of(element: etree._Element) -> str:
    """Return the tag of an element without the namespace of SVG."""
    return str(element.tag).removeprefix(SVG)


def line_of(element: etree._Element) -> int:
    """Return the line in which an element starts."""
    return element.sourceline or 1  # type: ignore[return-value,unreachable]  # the stubs forgot the number
