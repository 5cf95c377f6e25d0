"""Picture + drawing → artwork: every slot is filled, and nothing in the result is left to decide."""

from kit.compose.composer import Composer, background, drawn_slots
from kit.compose.drawings import near_drawings
from kit.compose.stack import room_in

__all__ = ["Composer", "background", "drawn_slots", "near_drawings", "room_in"]
