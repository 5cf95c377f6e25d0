"""Check what a kit has beyond its pictures: each extra's form has what it needs and nothing else, and its names exist.

Also the layouts that volunteers may fill with words of their own: `maker` of the section `kit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kit.base.errors import Fault, did_you_mean, unknown_name
from kit.model.campaign import Campaign
from kit.model.extra import NEEDED_WORDS, OF_WORDS, Extra
from kit.model.layout import Layout
from kit.model.message_picture import FILLED_ROLES, first_with, pictures_of
from kit.model.placement import Placement
from kit.project.messages.entry_references import declared, platform_remedy, unknown_figures, unknown_link
from kit.project.remedies import add_key


def extra_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """Extras of words have a headline and a text, others pictures; links, figures and pictures that they name exist."""
    for extra in campaign.more.values():
        base = ("more", extra.id)
        yield from unknown_link(campaign, extra.link, base)
        yield from unknown_figures(campaign, extra.figures, (*base, "figures"))
        yield from _form_faults(extra, campaign)
        yield from _picture_faults(extra, campaign, placements)


def _form_faults(extra: Extra, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each key that the form of an extra needs and does not have, or has and does not use."""
    document, base = campaign.document, ("more", extra.id)
    needed = NEEDED_WORDS if extra.has_words else ("pictures",)
    unused = ("pictures",) if extra.has_words else OF_WORDS
    written = document.value["more"][extra.id]
    for key in needed:
        if key not in written:
            message = f"'{extra.id}' lacks '{key}', which the form '{extra.form}' needs"
            yield Fault(message, document.key_mark(*base), add_key((*base, key)), code="extra-incomplete")
    for key in unused:
        if key in written:
            message = f"the form '{extra.form}' has no use for '{key}'"
            yield Fault(
                message, document.key_mark(*base, key), "remove it, or choose another form", code="extra-unused"
            )


def _picture_faults(extra: Extra, campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """Yield a fault for each picture of an extra whose message or placement does not exist, and for a sheet on none."""
    for index, (message, placement) in enumerate(extra.chosen):
        mark = campaign.document.mark("more", extra.id, "pictures", index)
        if not message:
            sentence = f"'{extra.pictures[index]}' is no picture"
            remedy = "write a message and a placement: petition x/square"
            yield Fault(sentence, mark, remedy, code="unknown-picture-of-extra")
        elif message not in declared(campaign, "messages"):
            known = declared(campaign, "messages")
            yield unknown_name("message", message, mark, known, code="unknown-picture-of-extra")
        elif placement not in placements:
            remedy = platform_remedy(placement, placements)
            yield Fault(f"unknown placement '{placement}'", mark, remedy, code="unknown-picture-of-extra")
        elif extra.form == "sheets" and not placements[placement].sheet:
            sentence = f"'{placement}' is no sheet of paper"
            remedy = "name placements of print, or use the form 'pages'"
            yield Fault(sentence, mark, remedy, code="picture-without-sheet")


def maker_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault for each such layout that no message has for posts or stories, or that has no headline to fill.

    A translation may lack the messages that have it.
    """
    pictures = [picture for message in campaign.messages.values() for picture in pictures_of(message)]
    known = {picture.layout for picture in pictures if FILLED_ROLES & {*picture.image.on}}
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
