"""How something follows words, by the options behind its name, such as `hug-headline emphasis lines`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.geometry import Insets
from kit.model.layout import Beam, Clip, Follows, Hug
from kit.svg.numbers import NUMBER
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.svg.node import Node

#: The words that may stand behind the name of each kind, besides what editors put behind copies.
_WORDS: Mapping[str, tuple[str, ...]] = {"hug": ("emphasis", "lines"), "beam": (), "clip": ("blind",)}
_COPIED = ("copy",)
#: How options with a value begin, of each kind.
_PADDING, _BEYOND = "padding-", "beyond-"
_PREFIXES = {"hug": (_PADDING,), "beam": (), "clip": (_BEYOND,)}
_NUMBER = re.compile(NUMBER)


def follows_of(node: Node, palette: Mapping[str, str]) -> Follows:
    """Return how an element that has no faults follows the words of the slot in its name."""
    (kind, slot), options = node.name.follower or ("", ""), node.name.options
    if kind == "beam":
        return Beam(slot)
    if kind == "clip":
        return Clip(slot, _role(_written(node, _BEYOND), palette), "blind" in options)
    return Hug(slot, "emphasis" in options, "lines" in options, _padding(node))


def faults_of_options(node: Node, palette: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what can't be read behind the name of an element that follows words, without its place."""
    kind, word = (node.name.follower or ("", ""))[0], node.name.word
    for option in node.name.options:
        if not (option in _WORDS[kind] + _COPIED or option.isdigit() or option.startswith(_PREFIXES[kind])):
            remedy = did_you_mean(option, [*_WORDS[kind], *(f"{prefix}…" for prefix in _PREFIXES[kind])])
            yield Fault(f"unknown option '{quoted(option)}' of '{word}'", remedy=remedy, code="unknown-option")
    padding, beyond = _written(node, _PADDING), _written(node, _BEYOND)
    if kind == "hug" and padding and _padding(node) is None:
        message = f"the padding of '{word}' is {quoted(padding)}"
        yield Fault(message, remedy='write one, two or four numbers: data-padding="12 20"', code="invalid-padding")
    if kind == "clip" and beyond and _role(beyond, palette) is None:
        message = f"'{word}' names the colour '{quoted(beyond)}', which is no role of the palette"
        yield Fault(message, remedy=did_you_mean(beyond, palette), code="clip-colour-unknown")


def _written(node: Node, prefix: str) -> str:
    """Return the value of an option as `data-…` or the word behind the name writes it, or nothing."""
    word = next((word for word in node.name.options if word.startswith(prefix)), "")
    return str(node.element.get(f"data-{prefix[:-1]}") or word.removeprefix(prefix))


def _role(written: str, palette: Mapping[str, str]) -> str | None:
    """Return the role that is written, whatever the case of its letters; None when it is none of the palette's."""
    return next((role for role in palette if role.lower() == written.strip().lower()), None)


def _padding(node: Node) -> Insets | None:
    """Return the distances that `data-padding="12 20"` or the word `padding-12-20` asks for, as CSS orders them.

    None where neither is written, or is not one, two or four numbers.
    """
    parts = _written(node, _PADDING).replace(",", " ").replace("-", " ").split()
    if not all(map(_NUMBER.fullmatch, parts)):
        return None
    match list(map(float, parts)):
        case [all_sides]:
            return Insets(all_sides, all_sides, all_sides, all_sides)
        case [down, across]:
            return Insets(down, across, down, across)
        case [top, right, bottom, left]:
            return Insets(top, right, bottom, left)
    return None
