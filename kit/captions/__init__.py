"""The words beside a picture and instead of it: captions within each platform's limit, and alt texts."""

from kit.captions.alt import alt_texts
from kit.captions.caption import caption_for

__all__ = ["alt_texts", "caption_for"]
