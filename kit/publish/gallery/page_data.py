"""Put a kit into the form that the page's script reads: every sentence once, pictures as rows of indexes.

Only pictures of the manifest are listed, and only https addresses are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.model.asset import PDF
from kit.model.manifest import HTML, OF_MESSAGE, OF_PLATFORM, ZIPS
from kit.publish.gallery.posting_plan import message_titles, plan_of, spoken_days
from kit.publish.gallery.text_order import Place, direction_of, places_by_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kit.model.asset import Asset
    from kit.model.manifest import HelpEntry, KitSummary, Manifest, MessageEntry, SourceEntry
    from kit.project.catalogue import Words


class KitName(NamedTuple):
    """The title of a kit in its own language, and that language."""

    title: str
    language: str

    def language_of(self, title: str, tag: str) -> str:
        """Return the language of a title among words of one: the kit's own if it is the kit's title as it is there."""
        return self.language if title == self.title else tag


def name_of(kit: KitSummary) -> KitName:
    """Return the title of a kit, with the language that it is in."""
    return KitName(kit.title, kit.language)


#: The texts and names of the page by kind, each with its index.
Indexes = dict[str, dict[str, int]]
#: A sentence with the space after it, or a paragraph with the empty line: what captions and alt texts share.
_PART = re.compile(r".+?(?:\. |\n\n|\Z)", re.DOTALL)
#: The placement that is laid around a photo of one's own.
_RING = "profile_frame/ring"
_INDEXED = ("ends", "messages", "placements", "texts", "parts", "thumbnails", "links", "languages")


def listing(
    manifest: Manifest,
    *catalogues: Words,
    root: str = "",
    elsewhere: Mapping[str, str] | None = None,
    name: KitName | None = None,
) -> dict[str, Any]:
    """Return the data of the page, with its labels by the language of each catalogue, the default one first.

    `root` leads from the page to the folder of the kit, `elsewhere` to the page of each other language.

    A row of `pictures` has the indexes of the end of its path, message, placement, caption, alt text, thumbnail, link
    and language, then its number in a series, whether it has a QR code and whether it has a PDF; trailing zeros are
    left out. A path begins with language, platform and message, or its end begins with a slash and is the whole path. A
    row of `texts` has the indexes of `parts` that make the text. Pictures are in the order of the campaign, the
    recommended ones of a platform before its others. A row of `messages` is id, title, the last day on which it is
    true, the day that it counts down to and its titles by the days left; one of `plan` is a day, the index of a message
    and a number or 0; one of `days` is a day and a sentence. Days are YYYY-MM-DD, or empty. `translated` has, by
    language, the title of the kit and, for each message in order, its title and its titles by the days left. `name` is
    the title of the kit in its own language, with that: a title that is the same is not translated. `places` and
    `title_places` are what is ordered by itself, by the indexes of the texts that have such parts and by titles, and
    `from_the_right` the languages with that direction. `ring` is the placement that goes around one's own photo, or
    empty.
    """
    kit = manifest.kit
    name = name or name_of(kit)
    pdfs = {_stem(asset) for asset in manifest.assets if asset.media_type == PDF}
    pictures = sorted_pictures(manifest)
    languages = [kit.language, *sorted({picture.language for picture in pictures} - {kit.language})]
    indexes: Indexes = {name: {} for name in _INDEXED}
    rows = [_row(asset, indexes, has_pdf=_stem(asset) in pdfs) for asset in pictures]
    entries = {message.id: message for message in kit.messages}
    titles = message_titles(manifest, catalogues[0])
    placed = indexes["messages"]
    spoken = [tag for tag in kit.translations if tag in indexes["languages"]]
    by_placement = {asset.placement: asset for asset in pictures}
    maker = next((f"{root}{one.path}" for one in manifest.more or () if one.media_type == HTML), "")
    return {
        "root": root,
        "elsewhere": elsewhere or {},
        "kit": kit.name,
        "title": kit.title,
        "name": name,
        "site": kit.site or "",
        "language": kit.language,
        "date": kit.date,
        "link": _main_link(kit, pictures),
        "languages": list(indexes["languages"]),
        "messages": [_message(entries[id_], titles[id_]) for id_ in placed],
        "translated": {tag: _translated(manifest, tag, catalogues[0], placed) for tag in spoken},
        "first": kit.first or "",
        "plan": [(post.day.isoformat(), placed[post.message], post.number or 0) for post in plan_of(manifest)],
        "days": [(day.isoformat(), sentence) for day, sentence in spoken_days(kit)],
        "placements": [_placement(by_placement[id_]) for id_ in indexes["placements"]],
        "ends": list(indexes["ends"]),
        "texts": [[_index(indexes["parts"], part) for part in _PART.findall(text)] for text in indexes["texts"]],
        "parts": list(indexes["parts"]),
        "links": list(indexes["links"]),
        "places": _places(indexes["texts"], pictures),
        **_in_order(name, languages, _titles(manifest, languages, catalogues[0])),
        "thumbnails": _without_what_all_share(list(indexes["thumbnails"])),
        "pictures": rows,
        "labels": catalogues[0]["lang"],
        "words": {words["lang"]: _labels(kit, words) for words in catalogues},
        "zips": _zips(manifest, root),
        "overview": manifest.overview or "",
        "maker": maker,
        "ring": _RING if maker and _RING in by_placement else "",
    }


def _places(indexes: Mapping[str, int], pictures: Iterable[Asset]) -> dict[int, list[Place]]:
    """Return what is ordered by itself in captions and alt texts, by their indexes."""
    texts = ((text, picture.language) for picture in pictures for text in (picture.caption, picture.alt))
    return {indexes[text]: places for text, places in places_by_text(texts).items()}


def _in_order(name: KitName, languages: Iterable[str], titles: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what is ordered by itself in titles, each given with its language, and what runs from right to left."""
    return {
        "title_places": places_by_text((title, name.language_of(title, tag)) for title, tag in titles),
        "from_the_right": [tag for tag in dict.fromkeys((name.language, *languages)) if direction_of(tag) == "rtl"],
    }


def _titles(manifest: Manifest, languages: Iterable[str], words: Words) -> Iterator[tuple[str, str]]:
    """Yield the titles of a kit and its messages, and its sentences on days, each with its language."""
    for tag in languages:
        own = manifest.kit.in_language(tag)
        yield own.title, tag
        yield from ((sentence, tag) for _, sentence in spoken_days(own))
        yield from ((title, tag) for title in message_titles(replace(manifest, kit=own), words).values())
        yield from ((title, tag) for entry in own.messages for title in entry.counted.values())


def linked_help(kit: KitSummary) -> HelpEntry | None:
    """Return the place where people find help, if the kit names one and its address is https."""
    return kit.help if kit.help and _https(kit.help.url) else None


class AboutPage(NamedTuple):
    """What a campaign asks and why, who leads it, their address, and the source to read, if there is one."""

    text: str
    by: str
    url: str
    source: SourceEntry | None


def about_page(kit: KitSummary) -> AboutPage | None:
    """Return what the page says about a campaign, if its kit has it and every address of it is https."""
    about = kit.about
    if about is None or not _https(about.url):
        return None
    source = next((one for one in kit.sources if one.id == about.source and _https(one.url)), None)
    return AboutPage(about.text, about.by, about.url, source)


def _labels(kit: KitSummary, words: Words) -> Words:
    """Return the labels of the page, without those of other pages, and the help line if the kit names no place."""
    left_out = {"not_kept"} if linked_help(kit) else {"not_kept", "help"}
    return {key: label for key, label in words.items() if key not in left_out}


def _translated(manifest: Manifest, tag: str, words: Words, placed: Iterable[str]) -> tuple[str, list[object]]:
    """Return the title of a kit in another language, and the titles of some messages by id."""
    own = replace(manifest, kit=manifest.kit.in_language(tag))
    entries, titles = {entry.id: entry for entry in own.kit.messages}, message_titles(own, words)
    return own.kit.title, [(titles[id_], entries[id_].counted) for id_ in placed]


def sorted_pictures(manifest: Manifest) -> list[Asset]:
    """Return the pictures in the order of the campaign, the recommended ones of a platform before its others."""
    return sorted((one for one in manifest.assets if one.media_type.startswith("image/")), key=_order(manifest.kit))


def _zips(manifest: Manifest, root: str) -> dict[str, str] | None:
    """Return the path templates of the zips of platforms, and messages if there are any, beside a published page."""
    kit = manifest.kit
    if kit.site is None:
        return None
    forms = {"platform": OF_PLATFORM, **({} if manifest.has_several_languages else {"message": OF_MESSAGE})}
    values = {
        "kit": f"{kit.name}-{kit.version}",
        "language": "{language}",
        "platform": "{platform}",
        "message": "{message}",
    }
    return {kind: f"{root}{ZIPS}/{form.format(**values)}.zip" for kind, form in forms.items()}


def _message(entry: MessageEntry, title: str) -> tuple[str | Mapping[str, str], ...]:
    return entry.id, title, entry.last_day or "", entry.counts_to or "", entry.counted


def _main_link(kit: KitSummary, assets: Iterable[Asset]) -> str:
    """Return the address that most pictures link to, or else the campaign's first: the one of the QR code."""
    used = Counter(_https(asset.link) for asset in assets if asset.link)
    return used.most_common(1)[0][0] if used else _https(next(iter(kit.links), None))


def _row(asset: Asset, indexes: Indexes, *, has_pdf: bool) -> list[int]:
    """Return the row of a picture, whose texts and names are added to the indexes."""
    row = [
        _index(indexes["ends"], _end_of_path(asset)),
        _index(indexes["messages"], asset.message),
        _index(indexes["placements"], asset.placement),
        _index(indexes["texts"], asset.caption),
        _index(indexes["texts"], asset.alt),
        _index(indexes["thumbnails"], asset.thumbnail or asset.path),
        _index(indexes["links"], _https(asset.link)),
        _index(indexes["languages"], asset.language),
        asset.frame or 0,
        int(asset.qr is not None),
        int(has_pdf),
    ]
    while row and not row[-1]:
        row.pop()
    return row


def _index(known: dict[str, int], text: str) -> int:
    """Return the index of a text or name, which is added if it is new."""
    return known.setdefault(text, len(known))


def _end_of_path(asset: Asset) -> str:
    """Return the part of a path that does not follow from language, platform and message; else all, after a slash."""
    begin = f"{asset.language.lower()}/{asset.platform}/{asset.message}"
    return asset.path.removeprefix(begin) if asset.path.startswith(f"{begin}-") else f"/{asset.path}"


def _without_what_all_share(names: list[str]) -> tuple[str, str, list[str]]:
    """Return the common beginning and end of all names, and the middle of each."""
    begin = _shared_begin(names)
    rest = [name.removeprefix(begin) for name in names]
    end = _shared_begin([name[::-1] for name in rest])[::-1]
    return begin, end, [name.removesuffix(end) for name in rest]


def _shared_begin(names: list[str]) -> str:
    pairs = zip(min(names, default=""), max(names, default=""), strict=False)
    return "".join(first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def placement_names(placement: str, words: Words) -> tuple[str, str]:
    """Return the names of a platform and a placement on it; `placement` is an id with a slash."""
    platform, _, name = placement.partition("/")
    return words["platforms"].get(platform, _spoken(platform)), words["placements"].get(name, _spoken(name))


def _placement(asset: Asset) -> list[str | int]:
    """Return id, role and size in px of the placement of a picture."""
    return [asset.placement, asset.role, asset.width, asset.height]


def _spoken(id_: str) -> str:
    return id_.replace("_", " ").capitalize()


def _order(kit: KitSummary) -> Callable[[Asset], tuple[str, int, int, bool, int, int, str]]:
    """Return the key that sorts pictures by the order of the campaign, then of the placements."""
    messages = {message.id: number for number, message in enumerate(kit.messages)}
    placements = {id_: number for number, id_ in enumerate(kit.placements)}
    ids = dict.fromkeys(id_.partition("/")[0] for id_ in kit.placements)
    platforms = {platform: number for number, platform in enumerate(ids)}
    return lambda asset: (
        asset.language,
        messages[asset.message],
        platforms[asset.placement.partition("/")[0]],
        asset.placement not in kit.advised,
        placements[asset.placement],
        asset.frame or 0,
        asset.path,
    )


def _stem(asset: Asset) -> str:
    return asset.path.rpartition(".")[0]


def _https(address: str | None) -> str:
    return address if address and address.startswith("https://") else ""
