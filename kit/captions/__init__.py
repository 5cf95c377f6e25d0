"""The words beside a picture, inside its file and instead of it: captions, descriptions and alt texts."""

from kit.captions.alt import alt_findings, alt_texts
from kit.captions.caption import caption_findings, caption_for
from kit.captions.describe import describe

__all__ = ["alt_findings", "alt_texts", "caption_findings", "caption_for", "describe"]
