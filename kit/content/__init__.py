"""Words resolved: emphasis into spans, figures into numbers and units, themes into colours, sentences into words.

No later stage sees an emphasis mark, a path in a YAML file, a frame by its index, or a sentence of the generator's own.
"""

from kit.content.catalogue import sentences
from kit.content.pairs import role_pairs
from kit.content.resolve import resolve
from kit.content.review import review, turned_off

__all__ = ["resolve", "review", "role_pairs", "sentences", "turned_off"]
