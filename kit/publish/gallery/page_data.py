"""Put a kit into the form that the page's script reads.

Only pictures of the manifest are listed, and only https addresses are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from kit.model.asset import PDF, Asset
from kit.model.manifest import HTML, OF_MESSAGE, OF_PLATFORM, ZIPS, HelpEntry, KitSummary, Manifest, SourceEntry
from kit.project.catalogue import Words
from kit.publish.gallery.posting_plan import message_titles, plan_of, spoken_days
from kit.publish.gallery.text_order import direction_of, places_by_text


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


#: The placement that is laid around a photo of one's own.
_RING = "profile_frame/ring"


def listing(
    manifest: Manifest,
    *catalogues: Words,
    root: str = "",
    elsewhere: Mapping[str, str] | None = None,
    name: KitName | None = None,
) -> dict[str, Any]:
    """Return the data of the page, with its labels by the language of each catalogue, the default one first.

    `root` leads from the page to the folder of the kit, `elsewhere` to the page of each other language. `name` is the
    title of the kit in its own language, with that: a title that is the same is not translated. Days are YYYY-MM-DD, or
    empty. Captions and alternative texts are listed once, as `texts`; a picture has their indexes. `places` is what is
    ordered by itself in each text and title that has such parts.
    """
    kit = manifest.kit
    name = name or name_of(kit)
    pictures = sorted_pictures(manifest)
    spoken = list(dict.fromkeys(picture.language for picture in pictures))
    placed = dict.fromkeys(picture.message for picture in pictures)
    placements = {picture.placement: picture for picture in pictures}
    texts = {text: index for index, text in enumerate(dict.fromkeys(text for text, _ in _texts(pictures)))}
    link = _main_link(kit, pictures)
    languages = [kit.language, *sorted({*spoken} - {kit.language})]
    maker = next((f"{root}{entry.path}" for entry in manifest.more or () if entry.media_type == HTML), "")
    return {
        "root": root,
        "elsewhere": elsewhere or {},
        "kit": kit.name,
        "title": kit.title,
        "name": name,
        "site": kit.site or "",
        "language": kit.language,
        "date": kit.date,
        "link": link,
        "languages": spoken,
        "messages": _messages(manifest, catalogues[0], placed),
        "translated": {
            tag: _translated(manifest, tag, catalogues[0], placed) for tag in spoken if tag in kit.translations
        },
        "first": kit.first or "",
        "plan": _posts(manifest),
        "days": [{"day": day.isoformat(), "sentence": sentence} for day, sentence in spoken_days(kit)],
        "placements": [
            {"id": id_, "role": picture.role, "width": picture.width, "height": picture.height}
            for id_, picture in placements.items()
        ],
        "texts": list(texts),
        "pictures": _rows(manifest, texts, link),
        "places": places_by_text(chain(_texts(pictures), _titles(manifest, languages, catalogues[0], name))),
        "from_the_right": [tag for tag in dict.fromkeys((name.language, *languages)) if direction_of(tag) == "rtl"],
        "labels": catalogues[0]["lang"],
        "words": {words["lang"]: _labels(kit, words) for words in catalogues},
        "zips": _zips(manifest, root),
        "overview": manifest.overview or "",
        "maker": maker,
        "ring": _RING if maker and _RING in placements else "",
    }


def _posts(manifest: Manifest) -> list[dict[str, Any]]:
    """Return the posts of the plan; `number` is that of the picture in a countdown, or 0."""
    posts = plan_of(manifest)
    return [{"day": post.day.isoformat(), "message": post.message, "number": post.number or 0} for post in posts]


def _rows(manifest: Manifest, texts: Mapping[str, int], link: str) -> list[dict[str, Any]]:
    """Return what the page knows of each picture; one without an address of its own has the link of most."""
    pdfs = {asset.stem: asset.path for asset in manifest.assets if asset.media_type == PDF}
    return [
        {
            "path": asset.path,
            "message": asset.message,
            "placement": asset.placement,
            "language": asset.language,
            "number": asset.frame or 0,
            "caption": texts[asset.caption],
            "alt": texts[asset.alt],
            "thumbnail": asset.thumbnail or asset.path,
            "link": _https(asset.link) or link,
            "code": asset.qr is not None,
            "pdf": pdfs.get(asset.stem, ""),
        }
        for asset in sorted_pictures(manifest)
    ]


def _texts(pictures: Iterable[Asset]) -> Iterator[tuple[str, str]]:
    """Yield the captions and alternative texts of pictures, each with its language."""
    yield from ((text, picture.language) for picture in pictures for text in (picture.caption, picture.alt))


def _titles(manifest: Manifest, languages: Iterable[str], words: Words, name: KitName) -> Iterator[tuple[str, str]]:
    """Yield the titles of a kit and its messages, and its sentences on days, each with its language."""
    for tag in languages:
        kit = manifest.kit.in_language(tag)
        sentences = [sentence for _, sentence in spoken_days(kit)]
        titles = message_titles(replace(manifest, kit=kit), words).values()
        counted = [title for entry in kit.messages for title in entry.counted.values()]
        for title in (kit.title, *sentences, *titles, *counted):
            yield title, name.language_of(title, tag)


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
    source = next((source for source in kit.sources if source.id == about.source and _https(source.url)), None)
    return AboutPage(about.text, about.by, about.url, source)


def _labels(kit: KitSummary, words: Words) -> Words:
    """Return the labels of the page, without those of other pages, and the help line if the kit names no place."""
    left_out = {"not_kept"} if linked_help(kit) else {"not_kept", "help"}
    return {key: label for key, label in words.items() if key not in left_out}


def _messages(manifest: Manifest, words: Words, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return some messages by id: their titles, the last day on which each is true, the day that it counts down to."""
    entries, titles = {entry.id: entry for entry in manifest.kit.messages}, message_titles(manifest, words)
    return [
        {
            "id": id_,
            "title": titles[id_],
            "last_day": entries[id_].last_day or "",
            "counts_to": entries[id_].counts_to or "",
            "counted": entries[id_].counted,
        }
        for id_ in ids
    ]


def _translated(manifest: Manifest, tag: str, words: Words, ids: Iterable[str]) -> dict[str, Any]:
    """Return the title of a kit in another language, and the titles of some messages by id."""
    translated = replace(manifest, kit=manifest.kit.in_language(tag))
    messages = _messages(translated, words, ids)
    titles = {message["id"]: {"title": message["title"], "counted": message["counted"]} for message in messages}
    return {"title": translated.kit.title, "messages": titles}


def sorted_pictures(manifest: Manifest) -> list[Asset]:
    """Return the pictures in the order of the campaign, the recommended ones of a platform before its others."""
    pictures = (asset for asset in manifest.assets if asset.media_type.startswith("image/"))
    return sorted(pictures, key=_order(manifest.kit))


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


def _main_link(kit: KitSummary, assets: Iterable[Asset]) -> str:
    """Return the address that most pictures link to, or else the campaign's first: the one of the QR code."""
    used = Counter(_https(asset.link) for asset in assets if asset.link)
    return used.most_common(1)[0][0] if used else _https(next(iter(kit.links), None))


def placement_names(placement: str, words: Words) -> tuple[str, str]:
    """Return the names of a platform and a placement on it; `placement` is an id with a slash."""
    platform, _, name = placement.partition("/")
    return words["platforms"].get(platform, _spoken(platform)), words["placements"].get(name, _spoken(name))


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


def _https(address: str | None) -> str:
    return address if address and address.startswith("https://") else ""
