"""Check the layouts that volunteers may fill with words of their own: `maker` of the section `kit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault, did_you_mean
from kit.model.message_picture import FILLED_ROLES, first_with, pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.campaign import Campaign
    from kit.model.layout import Layout


def maker_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault for each such layout that no message has for posts or stories, or that has no headline to fill.

    A translation may lack the messages that have it.
    """
    pictures = [one for message in campaign.messages.values() for one in pictures_of(message)]
    known = {one.layout for one in pictures if FILLED_ROLES & {*one.image.on}}
    for index, name in enumerate(campaign.kit.maker):
        mark, layout = campaign.document.mark("kit", "maker", index), layouts.get(name)
        if first_with(campaign, name) is None:
            if campaign.document.translated:
                continue
            message = (
                f"no message has the layout '{name}' for posts or stories, so that it has no address and no sender"
            )
            remedy = did_you_mean(name, known) or "remove it from the list"
            yield Fault(message, mark, remedy, code="maker-layout-unused")
        elif layout and not {"headline", "button"} <= layout.slots.keys():
            message = f"the layout '{name}' has no slots 'headline' and 'button', of which volunteers fill the first"
            yield Fault(message, mark, "name another layout", code="maker-layout-without-slots")
