"""The page of a built kit, the documents beside it, and contact sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from kit.model.manifest import CAPTIONS, LICENCE, PAGE, PLAN, SOURCES, START, Manifest, page_path
from kit.project.catalogue import Words, sentences_of
from kit.publish.gallery.gallery_page import PartnerRow, index_html, languages_html
from kit.publish.gallery.kit_documents import captions_csv, licence, partner_list, posting_plan, sources, start_here
from kit.publish.gallery.page_data import name_of, sorted_pictures
from kit.publish.gallery.site_files import ICON_SIDES, site_files


class Kept(Protocol):
    """Returns documents in a language, or of all languages if it is empty; what was `made_of` the same is the same."""

    def __call__(self, language: str, made_of: object, make: Callable[[], dict[str, bytes]], /) -> dict[str, bytes]:
        """Return what `make` returns now, or returned before."""


def _made_now(_language: str, _made_of: object, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Return documents without looking for them."""
    return make()


def gallery_files(manifest: Manifest, kept: Kept = _made_now) -> dict[str, bytes]:
    """Return everything that people open in a kit besides its pictures, by name.

    It depends only on the manifest and the generator's catalogues of its languages. Page and documents are in the
    language of the pictures. If there are several, each has its own in its own folder; those in the folder of the kit
    are in its language, and its page links to the others. There is a plan if a message of a feed names a day. Raises
    ValueError for a forged manifest. Documents may be `kept` from before.
    """
    languages = sorted({asset.language for asset in manifest.assets})
    language = languages[0] if len(languages) == 1 else manifest.kit.language
    own = {tag: sentences_of(manifest.kit, tag) for tag in {language, *languages}}
    files = dict(kept("", manifest, partial(_of_all, manifest, languages, language, own)))
    for tag in languages if len(languages) > 1 else ():
        files |= {page_path(tag, name): data for name, data in _of_language(manifest, tag, own[tag], kept).items()}
    return files


def _of_all(manifest: Manifest, languages: Sequence[str], language: str, own: Mapping[str, Words]) -> dict[str, bytes]:
    """Return the page and the documents in the folder of a kit, which are in its language; `own` are words by tag."""
    spoken, words, name = _in_language(manifest, language), own[language], name_of(manifest.kit)
    if len(languages) > 1:
        catalogues = {tag: own[tag]["page"] for tag in languages}
        page = languages_html(spoken, catalogues, words["page"], name)
    else:
        page = index_html(spoken, words["page"], name=name)
    return {PAGE: page, CAPTIONS: captions_csv(manifest), **_documents(spoken, words)}


def _of_language(manifest: Manifest, tag: str, words: Words, kept: Kept) -> dict[str, bytes]:
    """Return the page and the documents of one language of several, by their names in its folder."""
    others = {asset.language for asset in manifest.assets} - {tag}
    elsewhere = {other: f"../{page_path(other)}" for other in sorted(others)}
    assets = tuple(asset for asset in manifest.assets if asset.language == tag)
    more = tuple(entry for entry in manifest.more or () if entry.language == tag)
    spoken = replace(_in_language(manifest, tag), assets=assets, thumbnails=(), more=more or None)
    name = name_of(manifest.kit)

    def make() -> dict[str, bytes]:
        """Return them made now."""
        page = index_html(spoken, words["page"], elsewhere=elsewhere, name=name)
        return {PAGE: page, **_documents(spoken, words, page_path(tag))}

    return kept(tag, (spoken, elsewhere, name), make)


def _in_language(manifest: Manifest, tag: str) -> Manifest:
    """Return a manifest with the words of a language, which is that of its kit even if nothing is translated."""
    return replace(manifest, kit=replace(manifest.kit.in_language(tag), language=tag))


def _documents(manifest: Manifest, words: Words, page: str = "") -> dict[str, bytes]:
    """Return the documents of a kit in its language, by name; `page` is the path of its page, if there are several."""
    said, spoken, calendar = words["documents"], words["page"]["lang"], posting_plan(manifest, words, page)
    is_draft = any(asset.state for asset in manifest.assets if asset.language == manifest.kit.language)
    elsewhere = f"{manifest.overview}-{sorted_pictures(manifest)[0].platform}.zip" if manifest.overview else ""
    return {
        START: start_here(manifest.kit, said["start_here"], spoken, is_draft=is_draft, elsewhere=elsewhere),
        SOURCES: sources(manifest.kit, said["sources"], spoken),
        LICENCE: licence(manifest.kit, said["licence"], spoken),
        **({PLAN: calendar} if calendar else {}),
    }


__all__ = [
    "ICON_SIDES",
    "PartnerRow",
    "gallery_files",
    "partner_list",
    "site_files",
]
