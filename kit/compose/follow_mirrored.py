"""Put what follows words where they are in a mirrored drawing: it is placed as it is drawn, and then mirrored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.follow import place_followers
from kit.layout.mirror import mirrored_scene
from kit.model.artwork import PlacedWords

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.artwork import Placed
    from kit.model.layout import Element, Layout, Scene
    from kit.model.slot import Slot
    from kit.text import FontBook


def has_followers(root: Element) -> bool:
    """Tell whether anything in a tree follows words."""
    return root.follows is not None or any(map(has_followers, root.children))


def follow_mirrored(scene: Scene, placed: Iterable[Placed], layout: Layout, book: FontBook) -> Element:
    """Return the tree of a mirrored scene, as `place_followers` does that of a drawing that is not."""
    drawn, width = mirrored_scene(scene), scene.artboard.width
    seen = [_mirrored(item, drawn.slots[item.slot.name], width) for item in placed if isinstance(item, PlacedWords)]
    root = place_followers(drawn.root, seen, (drawn.drawing, layout), book)
    return mirrored_scene(replace(drawn, root=root)).root


def _mirrored(words: PlacedWords, slot: Slot, width: float) -> PlacedWords:
    """Return words with their lines where they are in a mirror of an artboard of some width, and their slot there."""
    rows = (
        replace(row, ink=row.ink.mirrored(width), emphasised=tuple(box.mirrored(width) for box in row.emphasised))
        for row in words.rows
    )
    return replace(words, slot=slot, rows=tuple(rows))
