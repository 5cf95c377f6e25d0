"""The feed of each platform as `kit.yaml` orders it: its messages, and the layout in which each is seen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.review import Feed, FeedPost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.artwork import Artboard
    from kit.model.document import Document


def feeds_of(artboards: Iterable[Artboard], document: Document) -> tuple[Feed, ...]:
    """Return the feed of each platform that has one, in the order of some artboards.

    A message is one post, and of a series the first picture is what the feed shows.
    """
    platforms: dict[str, dict[str, FeedPost]] = {}
    for artboard in artboards:
        if artboard.placement.role == "feed":
            id_ = artboard.message.id
            post = FeedPost(id_, artboard.layout, document.key_mark("messages", id_))
            platforms.setdefault(artboard.placement.platform, {}).setdefault(id_, post)
    return tuple(Feed(platform, tuple(posts.values())) for platform, posts in platforms.items())
