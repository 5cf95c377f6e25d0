"""Whether a text says some words: their case, spaces and punctuation do not count."""

from __future__ import annotations

import re
from functools import lru_cache

_NO_WORD = re.compile(r"[\W_]+")
_SOFT_HYPHEN = "\u00ad"


def says(text: str, phrase: str) -> bool:
    """Tell whether the words of a phrase follow each other in a text."""
    return _folded(phrase) in _folded(text)


@lru_cache(maxsize=4096)  # rules look for many phrases in the same lines
def _folded(text: str) -> str:
    """Return a text without case and punctuation, a space around each word."""
    return f" {_NO_WORD.sub(' ', text.replace(_SOFT_HYPHEN, '').casefold()).strip()} "
