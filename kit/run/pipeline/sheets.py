"""Contact sheets of a built kit and of its feed, for people to look at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.base.geometry import Box
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.publish.gallery import Post, write_contact_sheets, write_feed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.asset import Asset
    from kit.model.placement import Placement
    from kit.model.project import Project
    from kit.run.pipeline.build_result import BuildResult
    from kit.run.pipeline.loading import AnyPath


#: The family of labels, unless the project lacks it or its characters; then any other that has them.
_LABELS = "source-sans"
#: The name that placements give to the crop in their platform's profile, and its proportions.
_PROFILE, _PROFILE_ASPECT = "profile", 3 / 4


@reporting_os_errors("the contact sheets were written")
def contact_sheets(project: Project, result: BuildResult, out: AnyPath) -> tuple[Path, ...]:
    """Write one labelled PNG a layout, with every picture of a build, into a folder; then the feed.

    Returns the paths in this order.
    """
    if not result.assets:
        return ()
    families = sorted(project.campaign.families.values(), key=lambda family: family.id != _LABELS)
    fonts = [project.font(family.faces[0].file) for family in families]
    place = chosen_folder(out)
    sheets = write_contact_sheets(result.folder, result.assets, place.real, fonts)
    sheets += write_feed(result.folder, _posts(project, result.assets), place.real)
    return tuple(place.shown / path.name for path in sheets)


def _posts(project: Project, assets: Sequence[Asset]) -> list[Post]:
    """Return a post for each message, in the order of `kit.yaml`, on platforms whose profile crop is known.

    Of a message's feed pictures, the one closest to the profile's crop is posted; of a series, the first; of a
    countdown, that of each day.
    """
    placements, messages = project.placements, project.campaign.messages
    with_profile = {
        placement.platform
        for placement in placements.values()
        if any(crop.name == _PROFILE for crop in placement.crops)
    }
    chosen: dict[tuple[str, int], Asset] = {}
    for asset in sorted(assets, key=lambda asset: (asset.frame or 0, _off_profile(asset), asset.path)):
        if asset.platform in with_profile and asset.role == "feed" and asset.media_type.startswith("image/"):
            days_left = asset.frame or 0 if messages[asset.message].countdown else 0
            chosen.setdefault((asset.message, days_left), asset)
    order = {message: index for index, message in enumerate(messages)}
    posted = sorted(chosen.items(), key=lambda item: (order[item[0][0]], -item[0][1]))
    return [Post(asset, _shown(placements[asset.placement])) for _, asset in posted]


def _off_profile(asset: Asset) -> float:
    return abs(math.log(asset.width / asset.height / _PROFILE_ASPECT))


def _shown(placement: Placement) -> Box:
    """Return the part of a picture on a placement that a profile shows, if known."""
    crops = (crop.box for crop in placement.crops if crop.name == _PROFILE)
    return Box(*next(crops, (0, 0, *placement.size)))
