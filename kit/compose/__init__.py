"""Drawing + artboard → artwork: every slot is filled, and nothing in the result is left to decide."""

from kit.compose.composer import Composer

__all__ = ["Composer"]
