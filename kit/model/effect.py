"""The effect of a group, for which it becomes a picture before it is painted."""

from __future__ import annotations

from typing import NamedTuple


class Effect(NamedTuple):
    """What is done to a group once it is painted by itself: the ids of its filter and its mask, and its blend mode.

    A group with none of the three is isolated: what blends in it blends with the rest of the group alone.
    """

    filter: str = ""
    mask: str = ""
    blend: str = "normal"

    @property
    def is_shaped(self) -> bool:
        """Whether it is measured in px of the group itself, so that the group can only be moved as one piece."""
        return bool(self.filter or self.mask)
