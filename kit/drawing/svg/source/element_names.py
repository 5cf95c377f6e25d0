"""The names that designers give to elements, in whatever form their editor saves them.

Names of slots and of `live` are compared without case, with spaces and underscores as hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kit.base.errors import Fault, closest
from kit.drawing.svg.source.numbers import read_count
from kit.drawing.svg.source.values import quoted
from kit.model.layout import Across, Down, Pin
from kit.model.slot import SLOTS

INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
SERIF = "{http://www.serif.com/}"

#: An escaped character, or a lone underscore, which stands for a space.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{2,4})_|_")
#: The prefixes of slots, of their followers and of `live`, and the beginning of their options.
_RESERVED = re.compile(r"(?:slot|live)(?![^\W\d_])|(?:hug|beam|clip)-", re.IGNORECASE)
_OPTION = re.compile(r"(?<=[\s_-])(?:(?:pin|frame)[\s_-]|no[\s_-]mirror(?![^\W_]))", re.IGNORECASE)
_OPTION_WORD = re.compile(r"(?:pin|frame)-|no-mirror$", re.IGNORECASE)
#: The option of elements that keep their form where drawings are mirrored, and its spellings in the name of a slot.
_NO_MIRROR = "no-mirror"
_NO_MIRROR_APART = re.compile(r"\bno[\s_-]mirror\b|(?<=[_-])no[\s_-]mirror")

#: The kinds of elements that follow the words of a slot: `hug-headline`, also written `Hug Headline`.
FOLLOWERS = ("hug", "beam", "clip")
_OF_SLOTS = ("slot", *FOLLOWERS)

#: Words for the horizontal pins; `start` and `end` are those of a line of words, in drawings that run left to right.
_ACROSS: dict[str, Across] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "stretch": "stretch",
}  # fmt: skip
_DOWN: dict[str, Down] = {"top": "top", "middle": "middle", "bottom": "bottom", "stretch": "stretch"}
#: Options that a second word of a pin may follow.
_HALF_PINS = frozenset(f"pin-{word}" for word in _ACROSS)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its options: `slot-headline pin-left-top frame-1 frame-2 no-mirror`.

    `word` says what the element is, `shown` is its name as written. An element with `frames` is shown only on those
    pictures of a numbered series; one with `no_mirror` keeps its form where the drawing is mirrored. `options` are the
    other words after the name, and those of `data-options`.
    """

    word: str
    shown: str = ""
    pin: Pin | None = None
    frames: tuple[int, ...] = ()
    bad_pin: str = ""
    bad_frame: str = ""
    options: tuple[str, ...] = ()
    no_mirror: bool = False

    @property
    def slot(self) -> str | None:
        """The name of the slot, if the element is one."""
        return self.word.removeprefix("slot-") if self.word.startswith("slot-") else None

    @property
    def follower(self) -> tuple[str, str] | None:
        """The kind of an element that follows the words of a slot, and the name of that slot: `("hug", "headline")`."""
        kind, _, slot = self.word.partition("-")
        return (kind, slot) if kind in FOLLOWERS and slot else None


def read_name(attributes: Mapping[str, str]) -> Name:
    """Return the name of an element: its `data-name`, or `inkscape:label` or `serif:id`, or else its unescaped id.

    Control characters count as spaces: messages quote names, and nothing in a file may control the terminal.
    """
    written = attributes.get("data-name") or attributes.get(INKSCAPE + "label") or attributes.get(SERIF + "id", "")
    id_, pin, frames, others = (attributes.get(key, "") for key in ("id", "data-pin", "data-frames", "data-options"))
    return _name((written, id_), pin, (frames, others), no_mirror="data-no-mirror" in attributes)


@lru_cache(maxsize=1024)
def _name(names: tuple[str, str], pin_text: str, written_options: tuple[str, str], *, no_mirror: bool) -> Name:
    """Return the name from an element's given name or its id, with the pin, frames and options of its attributes."""
    (written, id_), (own_frames, own_options) = names, written_options
    shown = "".join(c if c.isprintable() else " " for c in written or unescaped(id_))
    name, options = _split(shown)
    quotable = name if _is_reserved(name) or (not written and "_" in id_) else _before_options(shown)
    pins = [option.removeprefix("pin-") for option in options if option.startswith("pin-")]
    pin_text = pin_text or (pins[0].replace("-", " ") if pins else "")
    pin = _read_pin(pin_text) if pin_text else None
    frames = _frames(own_frames, options)
    bad_frame = next((frame for frame in frames if read_count(frame) is None), "")
    numbers = () if bad_frame else tuple(map(int, frames))
    others = [word for word in options if not _OPTION_WORD.match(word)]
    others += own_options.lower().split()
    return Name(
        word=_word(name),
        shown=quotable,
        pin=pin,
        frames=numbers,
        bad_pin=pin_text if pin_text and pin is None else "",
        bad_frame=bad_frame,
        options=tuple(others),
        no_mirror=_NO_MIRROR in options or no_mirror,
    )


def option_faults(name: Name) -> Iterator[Fault]:
    """Yield a fault, without its place, for every option of a name that can't be read."""
    if name.bad_pin:
        remedy = "pins are left, center, right, start, end or stretch, then top, middle, bottom or stretch"
        yield Fault(f"unknown pin '{quoted(name.bad_pin)}'", remedy=remedy, code="unknown-pin")
    if name.bad_frame:
        remedy = 'name the pictures of a series by number, from 1: data-frames="1 2", or the words frame-1 frame-2'
        yield Fault(f"unknown frame '{quoted(name.bad_frame)}'", remedy=remedy, code="unknown-frame")


def _split(text: str) -> tuple[str, list[str]]:
    """Return a name and its options, in lower case: `Slot_Support Pin Left` is `Slot Support` and `pin-left`.

    For a name that is neither a slot nor `live` only the first word counts, and options are written with hyphens.
    """
    words = text.split()
    if not words or not _is_reserved(text.lstrip()):
        return (words[0] if words else ""), [word.lower() for word in words[1:]]
    match = _OPTION.search(text)
    name, options = (text[: match.start() - 1], text[match.start() :]) if match else (text, "")
    parts = name.replace("_", " ").split()
    count = 2 if parts[0].lower() in _OF_SLOTS and len(parts) > 1 else 1
    options = _NO_MIRROR_APART.sub(_NO_MIRROR, options.lower())
    options = re.sub(f"-(?=(?:pin|frame)-|{_NO_MIRROR})|_", " ", options)
    return " ".join(parts[:count]), [*(part.lower() for part in parts[count:]), *_options(options.split())]


def _is_reserved(text: str) -> bool:
    """Return whether a text begins like the name of a slot, of a follower or of `live`.

    `Beam of light`, with a space and no name of a slot after it, is an ordinary name.
    """
    first, *others = text.replace("_", " ").lower().split(maxsplit=2) or [""]
    follows = first in FOLLOWERS and bool(others) and closest(others[0], SLOTS) is not None
    return follows or _RESERVED.match(text) is not None


def _before_options(text: str) -> str:
    """Return the words of a name before its options, for messages: `Note to self` for `Note to self pin-left`."""
    first, *others = text.split() or [""]
    end = next((index for index, word in enumerate(others) if _OPTION_WORD.match(word)), len(others))
    return " ".join([first, *others[:end]])


def _options(words: list[str]) -> list[str]:
    """Return options in the form with hyphens: `pin-left-top` for `pin left top`."""
    options: list[str] = []
    for word in words:
        last = options[-1] if options else ""
        if last in {"pin", "frame"} or (last in _HALF_PINS and word in _ACROSS.keys() | _DOWN.keys()):
            options[-1] = f"{last}-{word}"
        else:
            options.append(word)
    return options


def _word(name: str) -> str:
    """Return what a name makes of an element: `slot-support` for `Slot Support`, `live` for `Live`, or else the name.

    A name such as `Slot machine`, with a space and no similar slot, is an ordinary name.
    """
    first, _, second = name.lower().partition(" ")
    if first in _OF_SLOTS and second:
        return f"{first}-{second}" if closest(second, SLOTS) else name
    return first if _RESERVED.match(first) else name


def _frames(written: str, options: list[str]) -> list[str]:
    """Return the pictures of a series that show an element, from `frame-1` or `data-frames="1 2"`."""
    return [
        *written.split(),
        *(option.removeprefix("frame-") for option in options if option.startswith("frame-")),
    ]


def unescaped(id_: str) -> str:
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
