"""Dotted lines: dashes of no length with round or square ends.

The painter adds a dot where the line ends together with a gap, which browsers leave out. So the first dot is moved by
a length that nobody sees, and the others with it: the last would begin behind the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.svg.numbers import number, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How far the dots are moved, as a part of the dashes and gaps that are repeated.
_PART = 1e-4


def moved_dots(values: Mapping[str, str], plain: Mapping[str, str]) -> dict[str, str]:
    """Return where the dashes of an element begin, if all are dots and the element says anything of dashes.

    `values` are the properties that hold for the element, inherited ones too, `plain` are its own.
    """
    dashes = numbers(values.get("stroke-dasharray", ""))
    dashes *= 1 + len(dashes) % 2  # an odd number of them is repeated
    if not dashes or any(dashes[::2]) or not {"stroke-dasharray", "stroke-dashoffset"} & plain.keys():
        return {}
    return {"stroke-dashoffset": f"{number(values.get('stroke-dashoffset')) - _PART * sum(dashes):.8g}"}
