"""The names that designers give to elements, whatever their editor made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.layout import Across, Down, Pin
from kit.svg.numbers import read_count
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"

#: An escaped character, or a lone underscore, which was a space.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{2,4})_|_")

_ACROSS: dict[str, Across] = {"left": "left", "center": "center", "right": "right", "stretch": "stretch"}
_DOWN: dict[str, Down] = {"top": "top", "middle": "middle", "bottom": "bottom", "stretch": "stretch"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its options: `slot-headline pin-left-top frame-1 frame-2`.

    An element with `frames` is shown only on those pictures of a numbered series.
    """

    word: str
    pin: Pin | None = None
    frames: tuple[int, ...] = ()
    bad_pin: str = ""
    bad_frame: str = ""

    @property
    def slot(self) -> str | None:
        """The name of the slot, if the element is one."""
        return self.word.removeprefix("slot-") if self.word.startswith("slot-") else None


def read_name(attributes: Mapping[str, str]) -> Name:
    """Return the name of an element: its `data-name`, else `inkscape:label`, else its unescaped id.

    What can't be shown counts as a space: messages quote names, and nothing in a file may steer the terminal.
    """
    written = attributes.get("data-name") or attributes.get(INKSCAPE + "label")
    shown = "".join(c if c.isprintable() else " " for c in written or _unescape(attributes.get("id", "")))
    words = shown.split()
    pins = [word.removeprefix("pin-") for word in words[1:] if word.startswith("pin-")]
    asked = attributes.get("data-pin") or (pins[0].replace("-", " ") if pins else "")
    pin = _read_pin(asked) if asked else None
    frames = _frames(attributes, words)
    bad_frame = next((frame for frame in frames if read_count(frame) is None), "")
    numbers = () if bad_frame else tuple(map(int, frames))
    return Name(words[0] if words else "", pin, numbers, asked if asked and pin is None else "", bad_frame)


def option_faults(name: Name) -> Iterator[Fault]:
    """Yield a fault, without its place, for every option of a name that can't be read."""
    if name.bad_pin:
        remedy = "pins are left, center, right or stretch, then top, middle, bottom or stretch"
        yield Fault(f"unknown pin '{quoted(name.bad_pin)}'", remedy=remedy, code="unknown-pin")
    if name.bad_frame:
        remedy = 'name the pictures of a series by number, from 1: data-frames="1 2", or the words frame-1 frame-2'
        yield Fault(f"unknown frame '{quoted(name.bad_frame)}'", remedy=remedy, code="unknown-frame")


def _frames(attributes: Mapping[str, str], words: list[str]) -> list[str]:
    """Return the pictures of a series that show an element, as `frame-1` or `data-frames="1 2"` write them."""
    return [
        *attributes.get("data-frames", "").split(),
        *(word.removeprefix("frame-") for word in words[1:] if word.startswith("frame-")),
    ]


def _unescape(id_: str) -> str:
    """Undo what editors do to ids: `slot_x2D_qr_1_` and `slot-qr_2` were `slot-qr`; `_` was a space.

    The numbers that mark copies become words after the name, which mean nothing.
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", id_)


def _read_pin(text: str) -> Pin | None:
    words = text.lower().split()
    if words == ["stretch"]:
        return Pin("stretch", "stretch")
    if len(words) == 1 and words[0] in _ACROSS:
        return Pin(across=_ACROSS[words[0]])
    if len(words) == 1 and words[0] in _DOWN:
        return Pin(down=_DOWN[words[0]])
    if len(words) == 2 and words[0] in _ACROSS and words[1] in _DOWN:  # noqa: PLR2004
        return Pin(_ACROSS[words[0]], _DOWN[words[1]])
    return None
