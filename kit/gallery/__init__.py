"""Show what was built: the gallery page, the papers beside it, and contact sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.content.catalogue import sentences
from kit.gallery.contact_sheet import write_contact_sheets
from kit.gallery.documents import licence, sources, start_here
from kit.gallery.page import index_html
from kit.gallery.table import captions_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.model.asset import Asset
    from kit.model.campaign import Campaign
    from kit.model.placement import Placement


def gallery_files(campaign: Campaign, placements: Mapping[str, Placement], assets: Sequence[Asset]) -> dict[str, bytes]:
    """Return everything that people open in a kit besides its pictures, by name."""
    words = sentences(campaign.kit.language)["page"]
    return {
        "index.html": index_html(campaign, placements, assets, words),
        "captions.csv": captions_csv(assets, campaign.kit.site),
        "START-HERE.txt": start_here(campaign),
        "SOURCES.md": sources(campaign),
        "LICENSE.txt": licence(campaign),
    }


__all__ = ["gallery_files", "write_contact_sheets"]
