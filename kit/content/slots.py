"""What stands in each slot of a picture: copy as the message writes it, and what follows from figures and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.campaign import COPY_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.errors import Mark
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign, Statistic

#: A figure that begins with digits, and the word of magnitude or unit behind it.
_FIGURE = re.compile(r"([\d.,\u00a0\u202f]*\d)\s+(\D.*)")


@dataclass(frozen=True, slots=True)
class Content:
    """Words for a slot, or an address for a code; `mark` is the line of `kit.yaml` that they come from."""

    text: str
    mark: Mark


def contents(artboard: Artboard, campaign: Campaign, slots: Iterable[str]) -> dict[str, Content]:
    """Return what fills the slots of a drawing, by slot; a slot without data is absent."""
    names = set(slots)
    found = {**dict(_copy(artboard, campaign)), **dict(_derived(artboard, campaign, names))}
    return {name: content for name, content in found.items() if name in names}


def _copy(artboard: Artboard, campaign: Campaign) -> Iterator[tuple[str, Content]]:
    message, mark = artboard.message, campaign.document.mark
    for slot in COPY_SLOTS:
        if slot in message.copy:
            yield slot, Content(message.copy[slot], mark("messages", message.id, "copy", slot))
    if artboard.frame is not None:
        for slot, text in message.frames[artboard.frame - 1].copy.items():
            yield slot, Content(text, mark("messages", message.id, "frames", artboard.frame - 1, "copy", slot))


def _derived(artboard: Artboard, campaign: Campaign, slots: set[str]) -> Iterator[tuple[str, Content]]:
    message, mark = artboard.message, campaign.document.mark
    part = message.frames[artboard.frame - 1] if artboard.frame else message
    statistic_id = part.statistic or message.statistic
    if statistic_id:
        statistic = campaign.statistics[statistic_id]
        for slot, text in _figure(statistic, slots):
            yield slot, Content(text, mark("statistics", statistic.id, "qualifier" if slot == "qualifier" else "text"))
        if statistic.value is not None and not (statistic.people and isinstance(statistic.value, int)):
            yield "chart", Content(statistic.id, mark("statistics", statistic.id, "value"))
        yield "counts", Content(statistic.counts, mark("statistics", statistic.id, "counts"))
    if part.figures:
        yield "source", Content(source_line(campaign, part.figures), mark("statistics", part.figures[0], "source"))
    if message.link:
        link = campaign.links[message.link]
        yield "address", Content(link.shown, mark("links", link.id, "shown"))
        if artboard.placement.qr:
            yield "qr", Content(link.url, mark("links", link.id, "url"))
    if artboard.frame is not None:
        yield "page", Content(f"{artboard.frame} / {len(message.frames)}", mark("messages", message.id, "frames"))


def _figure(statistic: Statistic, slots: set[str]) -> Iterator[tuple[str, str]]:
    """Share a figure among `qualifier`, `number` and `unit`; what has no box of its own stands in `number`."""
    text, match = statistic.text, _FIGURE.fullmatch(statistic.text)
    if match and "unit" in slots:
        text = match[1]
        yield "unit", match[2]
    qualifier = statistic.qualifier[:1].upper() + statistic.qualifier[1:]
    if qualifier and "qualifier" in slots:
        yield "qualifier", qualifier
    elif qualifier:
        text = f"{qualifier} {text}"
    yield "number", text


def source_line(campaign: Campaign, figures: Iterable[str]) -> str:
    """Return how the sources of some figures are cited: publisher, title and year, each source once."""
    sources = dict.fromkeys(campaign.statistics[figure].source for figure in figures)
    cited = [campaign.sources[id_] for id_ in sources]
    return "Source: " + "; ".join(f"{source.publisher}, “{source.title}”, {source.as_of[:4]}" for source in cited)
