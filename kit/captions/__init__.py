"""The words beside a picture, inside its file and instead of it: captions, descriptions and alt texts."""

from kit.captions.alt import alt_texts
from kit.captions.caption import caption_for
from kit.captions.describe import describe

__all__ = ["alt_texts", "caption_for", "describe"]
