"""Drawings that are costly to read, compose or paint, by families of constructs, each in several sizes.

`hostile_drawings` has those that are refused for what they say; these say nothing that is refused by itself.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from support.hostile.files import HEAD, TAIL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: How many of a construct each drawing of a family has: up to what five megabytes hold.
COUNTS, _MOST_BYTES = (30, 300, 3_000, 30_000), 5_000_000
_STOPS = '<stop offset="0" stop-color="#0f2a2e"/><stop offset="1" stop-color="#fff4dc"/>'


def _nested(tag: str, count: int) -> str:
    return f"<{tag}>" * count + '<rect width="9" height="9"/>' + f"</{tag}>" * count


def _repeated(text: str) -> Callable[[int], str]:
    """Return what repeats a text, with `{n}` as its number and `{m}` as the one after it."""
    return lambda count: "".join(text.replace("{n}", str(n)).replace("{m}", str(n + 1)) for n in range(count))


def _in_defs(text: str, used: str) -> Callable[[int], str]:
    """Return what repeats a definition, and then uses the first, `{0}` being how many there are."""
    return lambda count: f"<defs>{_repeated(text)(count)}</defs>{used.format(count)}"


def _curves(count: int) -> str:
    chance = random.Random(count)  # noqa: S311  (the same in every run)
    return " ".join(f"{chance.randrange(1080)}" for _ in range(6 * count))


def _styles(count: int) -> str:
    rules = "".join(f".c{n}{{fill:#0f2a2e;stroke:#fff4dc;stroke-width:{n % 9}}}" for n in range(count))
    return f"<style>{rules}</style>" + '<rect class="c1 c2 c3" width="9" height="9"/>' * min(count, 9_000)


def _selectors(count: int) -> str:
    names = ", ".join(f".c{n}" for n in range(count))
    return f"<style>{names} {{fill:#0f2a2e}}</style>" + '<rect class="c1" width="9" height="9"/>' * min(count, 9_000)


#: The part of a drawing that each family makes for a count.
FAMILIES: dict[str, Callable[[int], str]] = {
    "groups": lambda count: _nested("g", count),
    "links": lambda count: _nested("a", count),
    "drawings in drawings": lambda count: _nested("svg", count),
    "rects": _repeated('<rect x="{n}" width="9" height="9" fill="#0f2a2e" opacity=".5"/>'),
    "turned rects": _repeated('<g transform="rotate({n})"><rect width="9" height="9" rx="3" stroke="#000"/></g>'),
    "circles": _repeated('<circle r="{n}" fill="none" stroke="#0f2a2e" stroke-dasharray="1 2"/>'),
    "gradients": _repeated(
        f'<linearGradient id="g{{n}}">{_STOPS}</linearGradient><rect width="9" height="9" fill="url(#g{{n}})"/>'
    ),
    "radial gradients": _repeated(
        f'<radialGradient id="g{{n}}" fx=".3" spreadMethod="repeat" r=".001">{_STOPS}</radialGradient>'
        '<rect width="1080" height="1080" fill="url(#g{n})"/>'
    ),
    "gradients of gradients": _in_defs(
        '<linearGradient id="g{n}" xlink:href="#g{m}"/>', '<rect width="9" height="9" fill="url(#g0)"/>'
    ),
    "shapes in one gradient": lambda count: (
        f'<linearGradient id="g">{_STOPS * min(count, 9_000)}</linearGradient>'
        + '<rect width="9" height="9" fill="url(#g)"/>' * min(count, 900)
    ),
    "clips": _repeated(
        '<clipPath id="c{n}"><rect width="9" height="9"/></clipPath><rect width="9" height="9" clip-path="url(#c{n})"/>'
    ),
    "clips of clips": _in_defs(
        '<clipPath id="c{n}" clip-path="url(#c{m})"><rect width="9" height="9"/></clipPath>',
        '<clipPath id="c{0}"><rect width="9" height="9"/></clipPath><rect width="9" height="9" clip-path="url(#c0)"/>',
    ),
    "clipped groups": lambda count: (
        '<clipPath id="c"><circle r="900"/></clipPath>'
        + '<g clip-path="url(#c)">' * min(count, 80)
        + '<rect width="9" height="9"/>' * count
        + "</g>" * min(count, 80)
    ),
    "masks of masks": _in_defs(
        '<mask id="m{n}"><rect width="999" height="999" fill="#fff" mask="url(#m{m})"/></mask>',
        '<rect width="9" height="9" mask="url(#m0)"/>',
    ),
    "markers": _repeated(
        '<marker id="k{n}"><path d="M0 0L9 9" marker-start="url(#k{m})"/></marker>'
        '<path d="M0 0L9 9L0 9" marker-mid="url(#k{n})"/>'
    ),
    "filters": _repeated(
        '<filter id="f{n}"><feGaussianBlur stdDeviation="999"/></filter>'
        '<rect width="999" height="9" filter="url(#f{n})"/>'
    ),
    "patterns": _repeated(
        '<pattern id="p{n}" width=".01" height=".01"><rect width="9" height="9" fill="url(#p{m})"/></pattern>'
        '<rect width="999" height="999" fill="url(#p{n})"/>'
    ),
    "small tiles": lambda count: (
        f'<pattern id="p" patternUnits="userSpaceOnUse" width="{900 / count}" height="{900 / count}">'
        '<rect width="1" height="1" fill="#0f2a2e"/></pattern><rect width="1080" height="1080" fill="url(#p)"/>'
    ),
    "symbols": _repeated('<symbol id="s{n}"><rect width="9" height="9"/></symbol><use xlink:href="#s{n}"/>'),
    "one symbol": lambda count: (
        '<symbol id="s">' + '<rect width="9" height="9"/>' * 99 + "</symbol>" + '<use xlink:href="#s"/>' * count
    ),
    "uses of uses": lambda count: (
        "".join(f'<g id="u{n}"><use xlink:href="#u{n + 1}"/><use xlink:href="#u{n + 1}"/></g>' for n in range(count))
        + f'<g id="u{count}"><rect width="9" height="9"/></g>'
    ),
    "long path": lambda count: f'<path d="M0 0C{_curves(count)}" fill="#0f2a2e"/>',
    "crossing path": lambda count: (
        f'<path d="M0 0C{_curves(count)}Z" fill-rule="evenodd" stroke="#000" stroke-width="9"/>'
    ),
    "dashed path": lambda count: f'<path d="M0 0C{_curves(count)}" fill="none" stroke="#000" stroke-dasharray=".01"/>',
    "arcs": lambda count: f'<path d="M0 0{"A9 9 30 1 1 9 99" * count}" fill="#0f2a2e"/>',
    "points": lambda count: f'<polygon points="{_curves(count)}" fill="#0f2a2e"/>',
    "transforms": lambda count: f'<rect width="9" height="9" transform="{"rotate(1) scale(.99)" * count}"/>',
    "styles": _styles,
    "selectors": _selectors,
    "inline styles": lambda count: f'<rect width="9" height="9" style="{"fill:#0f2a2e;" * count}"/>',
    "words": lambda count: (
        f'<g id="slot-support"><rect width="900" height="90"/><text font-size="20">{"Word " * count}</text></g>'
    ),
    "one word": lambda count: f'<g id="slot-support"><rect width="900" height="90"/><text>{"W" * count}</text></g>',
    "combined letters": lambda count: (
        f'<g id="slot-support"><rect width="900" height="90"/><text>a{"&#x301;" * count}</text></g>'
    ),
    "spans": lambda count: (
        f'<g id="slot-support"><rect width="900" height="90"/><text>{"<tspan>W</tspan>" * count}</text></g>'
    ),
    "slots": _repeated('<g id="slot-headline-{n}"><rect width="9" height="9"/><text>W</text></g>'),
    "followers": _repeated('<rect id="hug-headline {n}" width="9" height="9" fill="#000"/>'),
    "pins": _repeated('<rect data-pin="stretch stretch" width="{n}" height="9" fill="#000"/>'),
    "parts": _repeated('<g data-part="logo"><rect width="9" height="9"/></g>'),
    "comments": _repeated("<!-- {n} -->"),
    "titles": _repeated("<title>{n}</title><desc>{n}</desc>"),
    "attributes": lambda count: "<rect " + _repeated('data-a{n}="1" ')(count) + "/>",
    "ids": _repeated('<g id="i{n}"/>'),
    "ring of references": lambda count: (
        "".join(f'<linearGradient id="g{n}" xlink:href="#g{(n + 1) % count}"/>' for n in range(count))
        + '<rect width="9" height="9" fill="url(#g0)"/>'
    ),
    "miters": lambda count: (
        f'<path d="M0 0{"L999 1L0 2" * count}" stroke="#000" stroke-width="99" stroke-miterlimit="9999"/>'
    ),
    "far shapes": _repeated('<rect x="1e{n}" width="1e{n}" height="1e-{n}" fill="#000"/>'),
    "see-through groups": lambda count: (
        '<g opacity=".99">' * min(count, 80) + '<rect width="999" height="999"/>' * count + "</g>" * min(count, 80)
    ),
    "see-through groups beside each other": _repeated(
        '<g opacity=".5"><rect width="999" height="999"/><rect width="99" height="99"/></g>'
    ),
}


def drawing_of(family: str, count: int) -> bytes:
    """Return the drawing of a family with a count of its construct."""
    return (HEAD + '<rect width="1080" height="1080" fill="#fff4dc"/>' + FAMILIES[family](count) + TAIL).encode()


def drawings() -> Iterator[tuple[str, bytes]]:
    """Yield the drawings by name; those of more than five megabytes are left out."""
    for family in FAMILIES:
        for count in COUNTS:
            data = drawing_of(family, count)
            if len(data) < _MOST_BYTES:
                yield f"{family} {count}".replace(" ", "-"), data
