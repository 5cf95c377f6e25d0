"""Grounds that pictures share: painted once, and kept in memory while pictures over them follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.memory_caches import BoundedCache
from kit.images import embedded
from kit.raster import PaintedGround

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.model.image import ImagePart
    from kit.model.tree import Tree


#: The most bytes of the grounds that are kept.
_MOST_BYTES = 24_000_000
_GROUNDS: BoundedCache[str, PaintedGround] = BoundedCache(_MOST_BYTES, lambda _, ground: ground.most_bytes)


def ground_of(tree: Tree, parts: Sequence[ImagePart], without_effects: Callable[[Tree], Tree]) -> PaintedGround:
    """Return the ground of a picture by its tree, which refers to the parts of photos and logos.

    `without_effects` returns a tree with pictures for its effects. Raises ImageError as `embedded` does.
    """
    return _GROUNDS.get(tree.digest, lambda: PaintedGround(without_effects(embedded(tree, parts))))
