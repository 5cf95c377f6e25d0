"""Resolve the words of a picture for the slots of its drawing: figures, source line, caption, alt text, colours.

No later stage sees an emphasis mark, a path in a YAML file, a frame by its index, or a sentence of a catalogue.
"""

from kit.compose.content.campaign_texts import review, turned_off
from kit.compose.content.resolve import resolve
from kit.compose.content.theme import role_pairs

__all__ = ["resolve", "review", "role_pairs", "turned_off"]
