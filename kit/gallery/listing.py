"""Put what was built into the form that the gallery's script reads: every text once, pictures as rows of indexes.

Only pictures of the assets that are given are listed, and only https addresses are kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kit.content.catalogue import Words
    from kit.model.asset import Asset
    from kit.model.campaign import Campaign, Message
    from kit.model.placement import Placement


def listing(
    campaign: Campaign, placements: Mapping[str, Placement], assets: Sequence[Asset], words: Words
) -> dict[str, Any]:
    """Return the data of the page.

    A row of `pictures` is path, language, message, placement, number in its series, caption, alt text, link and the
    path of its PDF; all but the paths and the number are indexes. Pictures stand in the order of the campaign.
    """
    pages = {_stem(asset): asset.path for asset in assets if asset.media_type == "application/pdf"}
    pictures = sorted(
        (asset for asset in assets if asset.media_type.startswith("image/")),
        key=_order(list(campaign.messages), list(placements)),
    )
    shelves: dict[str, dict[str, int]] = {
        name: {} for name in ("languages", "messages", "placements", "texts", "links")
    }
    rows = [_row(asset, pages.get(_stem(asset), ""), shelves) for asset in pictures]
    messages = [campaign.messages[id_] for id_ in shelves["messages"]]
    return {
        "title": campaign.kit.title,
        "language": campaign.kit.language,
        "link": main_link(campaign, pictures),
        "languages": list(shelves["languages"]),
        "messages": list(zip(shelves["messages"], message_titles(messages, campaign), strict=True)),
        "placements": [_placement(placements[id_], words) for id_ in shelves["placements"]],
        "texts": list(shelves["texts"]),
        "links": list(shelves["links"]),
        "pictures": rows,
        "words": words,
    }


def main_link(campaign: Campaign, assets: Iterable[Asset]) -> str:
    """Return the address that most pictures lead to, else the first of the campaign: the one of the QR code."""
    used = Counter(_https(asset.link) for asset in assets if asset.link)
    first = next((link.url for link in campaign.links.values()), None)
    return used.most_common(1)[0][0] if used else _https(first)


def message_titles(messages: Sequence[Message], campaign: Campaign) -> list[str]:
    """Return what each message is called on the page: its headline, else its figure; two of a name add their ids."""
    titles = [_title(message, campaign) for message in messages]
    count = Counter(titles)
    return [
        f"{title} ({message.id})" if count[title] > 1 else title
        for message, title in zip(messages, titles, strict=True)
    ]


def _row(asset: Asset, page: str, shelves: dict[str, dict[str, int]]) -> list[str | int]:
    """Return the row of a picture, whose texts and names are put on their shelves; `page` is the path of its PDF."""

    def index(shelf: str, text: str) -> int:
        return shelves[shelf].setdefault(text, len(shelves[shelf]))

    return [
        asset.path,
        index("languages", asset.language),
        index("messages", asset.message),
        index("placements", asset.placement),
        asset.frame or 0,
        index("texts", asset.caption),
        index("texts", asset.alt),
        index("links", _https(asset.link)),
        page,
    ]


def _title(message: Message, campaign: Campaign) -> str:
    figure = campaign.statistics[message.statistic].words if message.statistic else ""
    first = message.frames[0].copy.get("headline", "") if message.frames else ""
    words = message.copy.get("headline") or figure or first or message.copy.get("button") or message.id
    plain = " ".join(words.replace("**", "").split())
    return plain[:1].upper() + plain[1:]


def _placement(placement: Placement, words: Words) -> list[str | int]:
    """Return id, platform, both names, role and size of a placement."""
    platform = words["platforms"].get(placement.platform, _spoken(placement.platform))
    name = words["placements"].get(placement.name, _spoken(placement.name))
    return [placement.id, placement.platform, platform, name, placement.role, *placement.size]


def _spoken(id_: str) -> str:
    return id_.replace("_", " ").capitalize()


def _order(messages: Sequence[str], placements: Sequence[str]) -> Callable[[Asset], tuple[str, int, int, int, str]]:
    """Return the key that puts pictures in the order of the campaign, then of the placements."""
    messages_at = {id_: number for number, id_ in enumerate(messages)}
    placements_at = {id_: number for number, id_ in enumerate(placements)}
    return lambda asset: (
        asset.language,
        messages_at[asset.message],
        placements_at[asset.placement],
        asset.frame or 0,
        asset.path,
    )


def _stem(asset: Asset) -> str:
    return asset.path.rpartition(".")[0]


def _https(address: str | None) -> str:
    return address if address and address.startswith("https://") else ""
