"""What a campaign never says: words anywhere, and what no line of a picture may read."""

from __future__ import annotations

from kit.model.record import record


@record
class Voice:
    """The section `voice`: the beginnings of words that are never used, and phrases that no line of a picture reads."""

    never: tuple[str, ...] = ()
    never_in_a_line: tuple[str, ...] = ()
