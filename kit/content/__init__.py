"""The words beside a picture, inside its file and instead of it: captions, descriptions and alt texts."""

from kit.content.alt_text import alt_texts
from kit.content.caption import caption_for
from kit.content.describe import describe

__all__ = ["alt_texts", "caption_for", "describe"]
