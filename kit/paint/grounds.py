"""Grounds that pictures share: painted once, and kept in memory while pictures over them follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.memory_caches import BoundedCache
from kit.drawing.images import embedded
from kit.paint.raster import GroundOfKits, PaintedGround

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.model.image import ImagePart
    from kit.model.tree import Tree


#: The most bytes of the grounds that are kept of one kit, and where each is that of several kits.
_MOST_BYTES, _MOST_OF_SEVERAL = 24_000_000, 136_000_000
_GROUNDS: BoundedCache[str, PaintedGround] = BoundedCache(_MOST_BYTES, lambda _, ground: ground.most_bytes)


#: The ground of the last picture, where there are several kits: the next one may differ in a plate behind an address.
_LAST: list[PaintedGround] = []


def keep_for_several_kits() -> None:
    """Keep more grounds from now on, also that of a poster: several kits have the same ones."""
    _GROUNDS.most = _MOST_OF_SEVERAL


def ground_of(tree: Tree, parts: Sequence[ImagePart], without_effects: Callable[[Tree], Tree]) -> PaintedGround:
    """Return the ground of a picture by its tree, which refers to the parts of photos and logos.

    `without_effects` returns a tree with pictures for its effects. Raises ImageError as `embedded` does.
    """
    if _GROUNDS.most != _MOST_OF_SEVERAL:
        return _GROUNDS.get(tree.digest, lambda: PaintedGround(without_effects(embedded(tree, parts))))
    like = _LAST[0] if _LAST else None
    ground = _GROUNDS.get(tree.digest, lambda: GroundOfKits(without_effects(embedded(tree, parts)), like))
    _LAST[:] = [ground]
    return ground
