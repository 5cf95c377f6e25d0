"""Hold the images of messages to layouts and placements that exist, one picture a placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.project.references import platform_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign, ImageUse, Message
    from kit.model.document import Document, YamlPath
    from kit.model.placement import Placement


def image_faults(campaign: Campaign, known: AbstractSet[str], placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message has images, each with a layout that is known and placements that no other of them has.

    `known` names every layout, those that can't be read among them, as what is wrong there is reported there.
    """
    for message in campaign.messages.values():
        path, document = ("messages", message.id), campaign.document
        if not message.images:
            remedy = "write at least one, such as [{layout: message, on: [feed]}]"
            mark = document.mark(*path, "images")
            yield Fault(f"the message '{message.id}' has no images", mark, remedy, code="message-without-images")
        for where, layout in _layouts(message):
            if layout not in known:
                mark, remedy = document.mark(*path, *where), did_you_mean(layout, known, "`kit list layouts`")
                yield Fault(f"unknown layout '{layout}'", mark, remedy, code="unknown-layout")
        for index, use in enumerate(message.images):
            yield from _placement_faults(use, (*path, "images", index), document, placements)
        yield from _duplicate_faults(message, document, placements)


def _layouts(message: Message) -> Iterator[tuple[YamlPath, str]]:
    """Yield every layout that a message names, with its path in the message."""
    yield from ((("images", index, "layout"), use.layout) for index, use in enumerate(message.images))
    for index, frame in enumerate(message.frames):
        if frame.layout:
            yield ("frames", index, "layout"), frame.layout


def _placement_faults(
    use: ImageUse, path: YamlPath, document: Document, placements: Mapping[str, Placement]
) -> Iterator[Fault]:
    """`on` names roles; `at` names placements and platforms, each with one of these roles."""
    if not use.on:
        mark, remedy = document.mark(*path, "on"), "write at least one, such as [feed]"
        yield Fault("'on' names no role", mark, remedy, code="image-without-role")
    for index, name in enumerate(use.at):
        mark = document.mark(*path, "at", index)
        roles = {placement.role for placement in placements.values() if name in {placement.id, placement.platform}}
        if not roles:
            yield Fault(f"unknown platform '{name}'", mark, platform_remedy(name, placements), code="unknown-platform")
        elif use.on and not roles & set(use.on):
            offered = " or ".join(f"'{role}'" for role in sorted(roles))
            message = f"'{name}' takes no {' or '.join(use.on)} picture"
            remedy = f"add {offered} to 'on', or take '{name}' out"
            yield Fault(message, mark, remedy, code="placement-of-another-role")


def _duplicate_faults(message: Message, document: Document, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message makes one picture a placement: a role is named once for each."""
    taken = set[str]()
    for i, use in enumerate(message.images):
        for j, role in enumerate(use.on):
            wanted = [id_ for id_, placement in placements.items() if placement.role == role and use.takes(placement)]
            again = next((id_ for id_ in wanted if id_ in taken), None)
            if again:
                mark = document.mark("messages", message.id, "images", i, "on", j)
                remedy = f"a message makes one picture a placement, and here two for {again}"
                yield Fault(f"the role '{role}' is named twice", mark, remedy, code="duplicate-role")
            taken.update(wanted)
