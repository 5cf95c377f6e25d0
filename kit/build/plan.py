"""Multiply messages and placements into artboards, in a fixed order."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from kit.model.artwork import Artboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign
    from kit.model.placement import Placement
    from kit.model.project import Project


def plan(project: Project, only: str | None = None) -> list[Artboard]:
    """Return every artboard of a project in the order of its messages; `only` is a glob that keeps some of them."""
    artboards = [artboard for artboard in _all(project) if only is None or matches(artboard, only)]
    return sorted(artboards, key=lambda artboard: list(project.campaign.messages).index(artboard.message.id))


def matches(artboard: Artboard, glob: str) -> bool:
    """Tell whether a glob names an artboard: by path, message, placement, layout, or "message placement"."""
    names = (artboard.path, artboard.message.id, artboard.placement.id, artboard.layout, str(artboard))
    return any(fnmatchcase(name, glob) for name in names)


def chosen_placements(campaign: Campaign, placements: dict[str, Placement]) -> list[Placement]:
    """Return the placements that the kit builds, those that wait for artwork left out."""
    wanted = campaign.platforms
    return [
        placement
        for placement in placements.values()
        if placement.waits is None and (wanted == "all" or placement.id in wanted or placement.platform in wanted)
    ]


def _all(project: Project) -> Iterator[Artboard]:
    campaign = project.campaign
    theme = campaign.kit.theme or next(iter(campaign.themes))
    for message in campaign.messages.values():
        layouts = {role: use.layout for use in message.images for role in use.on}
        frames = range(1, len(message.frames) + 1) if message.frames else (None,)
        for placement in chosen_placements(campaign, dict(project.placements)):
            if placement.role in layouts:
                for frame in frames:
                    yield Artboard(
                        message,
                        layouts[placement.role],
                        placement,
                        campaign.kit.language,
                        message.theme or theme,
                        frame,
                    )
