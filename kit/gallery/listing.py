"""Put what was built into the form that the page's script reads: every text once, pictures as rows of indexes.

Only pictures of the manifest are listed, and only https addresses are kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kit.model.asset import PDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kit.content.catalogue import Words
    from kit.model.asset import Asset
    from kit.model.manifest import KitSummary, Manifest, MessageEntry

#: The texts and names of the page by kind, each with its index.
Indexes = dict[str, dict[str, int]]


def listing(manifest: Manifest, words: Words) -> dict[str, Any]:
    """Return the data of the page.

    A row of `pictures` is path, language, message, placement, number in its series, caption, alt text, link and the
    path of its PDF; all but the paths and the number are indexes. Pictures are in the order of the campaign.
    """
    kit = manifest.kit
    pdfs = {_stem(asset): asset.path for asset in manifest.assets if asset.media_type == PDF}
    pictures = sorted((asset for asset in manifest.assets if asset.media_type.startswith("image/")), key=_order(kit))
    indexes: Indexes = {name: {} for name in ("languages", "messages", "placements", "texts", "links")}
    rows = [_row(asset, pdfs.get(_stem(asset), ""), indexes) for asset in pictures]
    entries = {message.id: message for message in kit.messages}
    titles = message_titles([entries[id_] for id_ in indexes["messages"]])
    by_placement = {asset.placement: asset for asset in pictures}
    return {
        "title": kit.title,
        "language": kit.language,
        "link": _main_link(kit, pictures),
        "languages": list(indexes["languages"]),
        "messages": list(zip(indexes["messages"], titles, strict=True)),
        "placements": [_placement(by_placement[id_], words) for id_ in indexes["placements"]],
        "texts": list(indexes["texts"]),
        "links": list(indexes["links"]),
        "pictures": rows,
        "words": words,
    }


def message_titles(messages: Sequence[MessageEntry]) -> list[str]:
    """Return what each message is called on the page: its title; two of one title add their ids."""
    count = Counter(message.title for message in messages)
    return [f"{one.title} ({one.id})" if count[one.title] > 1 else one.title for one in messages]


def _main_link(kit: KitSummary, assets: Iterable[Asset]) -> str:
    """Return the address that most pictures lead to, else the first of the campaign: the one of the QR code."""
    used = Counter(_https(asset.link) for asset in assets if asset.link)
    return used.most_common(1)[0][0] if used else _https(next(iter(kit.links), None))


def _row(asset: Asset, pdf: str, indexes: Indexes) -> list[str | int]:
    """Return the row of a picture, whose texts and names are added to the indexes; `pdf` is the path of its PDF."""

    def index(kind: str, text: str) -> int:
        return indexes[kind].setdefault(text, len(indexes[kind]))

    return [
        asset.path,
        index("languages", asset.language),
        index("messages", asset.message),
        index("placements", asset.placement),
        asset.frame or 0,
        index("texts", asset.caption),
        index("texts", asset.alt),
        index("links", _https(asset.link)),
        pdf,
    ]


def _placement(asset: Asset, words: Words) -> list[str | int]:
    """Return id, platform, both names, role and size in px of the placement of a picture."""
    name = asset.placement.partition("/")[2]
    platform_name = words["platforms"].get(asset.platform, _spoken(asset.platform))
    placement_name = words["placements"].get(name, _spoken(name))
    return [
        asset.placement,
        asset.platform,
        platform_name,
        placement_name,
        asset.role,
        asset.width,
        asset.height,
    ]


def _spoken(id_: str) -> str:
    return id_.replace("_", " ").capitalize()


def _order(kit: KitSummary) -> Callable[[Asset], tuple[str, int, int, int, str]]:
    """Return the key that puts pictures in the order of the campaign, then of the placements."""
    messages = {message.id: number for number, message in enumerate(kit.messages)}
    placements = {id_: number for number, id_ in enumerate(kit.placements)}
    return lambda asset: (
        asset.language,
        messages[asset.message],
        placements[asset.placement],
        asset.frame or 0,
        asset.path,
    )


def _stem(asset: Asset) -> str:
    return asset.path.rpartition(".")[0]


def _https(address: str | None) -> str:
    return address if address and address.startswith("https://") else ""
