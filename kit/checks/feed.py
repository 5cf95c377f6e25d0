"""The rule on pictures beside each other: what one after another looks alike is passed over."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Feed, FeedPost, Review


#: The fewest posts whose order is judged: three rows of a profile with three pictures each.
_FEWEST = 9


def feed(review: Review) -> Iterator[Finding]:
    """Of two messages that follow each other in a feed, each has a layout of its own, where any order allows it."""
    alike = (pair for feed_ in review.feeds if _can_be_apart(feed_) for pair in pairwise(feed_.posts))
    for one, other in dict.fromkeys(alike):
        if one.layout == other.layout:
            yield Finding("feed", "warning", _fault(one, other), other.message)


def _can_be_apart(feed_: Feed) -> bool:
    """Tell whether an order exists in which no layout follows itself: none has more than half of several posts."""
    most, count = max(Counter(post.layout for post in feed_.posts).values()), len(feed_.posts)
    return count >= _FEWEST and 2 * most <= count + 1


def _fault(one: FeedPost, other: FeedPost) -> Fault:
    said = f"'{other.message}' follows '{one.message}' in feeds, and both have the layout '{other.layout}'"
    remedy = "move one of them between messages of other layouts"
    return Fault(said, other.mark, remedy, code="layout-twice-in-feed")
