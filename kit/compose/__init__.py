"""Picture + drawing → artwork: every slot is filled, and nothing in the result is left to decide."""

from kit.compose.composer import Composer, background, compose, drawn_slots

__all__ = ["Composer", "background", "compose", "drawn_slots"]
