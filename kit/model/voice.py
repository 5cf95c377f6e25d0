"""What a campaign never says: words anywhere, words on pictures, lines, words too near each other, and emphasis.

A stem finds words that begin with it, after `~` also those that hold it; `kit.text.stems` finds them.
"""

from __future__ import annotations

from kit.model.record import record

#: How many other words may be asked for between two that are kept apart.
FEWEST_BETWEEN, MOST_BETWEEN = 1, 50


@record
class Apart:
    """Words that are kept apart, by their stems: `by` other words at least between one of `words` and one of `from_`.

    The second list is written as `from`.
    """

    words: tuple[str, ...]
    from_: tuple[str, ...]
    by: int = 6


@record
class Voice:
    """The section `voice`, in the words of one language; `never_in_a_line` holds phrases, all others hold stems."""

    never: tuple[str, ...] = ()
    never_on_pictures: tuple[str, ...] = ()
    never_in_a_line: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    never_emphasised: tuple[str, ...] = ()


#: What rules nothing out: of a campaign that says nothing of it, and of a language without words of its own.
NO_VOICE = Voice()
