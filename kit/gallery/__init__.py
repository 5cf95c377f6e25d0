"""The page of a built kit, the documents beside it, and contact sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.gallery.contact_sheet import Post, write_contact_sheets, write_feed
from kit.gallery.gallery_page import index_html, languages_html
from kit.gallery.kit_documents import PLAN_FILE, captions_csv, licence, posting_plan, sources, start_here
from kit.model.manifest import PAGE, page_path
from kit.project.catalogue import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.manifest import Manifest
    from kit.project.catalogue import Words


def gallery_files(manifest: Manifest) -> dict[str, bytes]:
    """Return everything that people open in a kit besides its pictures, by name.

    It depends only on the manifest and the catalogues of its languages. Documents are in the language of the pictures
    if there is only one, otherwise in that of the kit; each language then has its page in its own folder, and the first
    page links to them. There is a plan if a message of a feed names a day.
    """
    languages = sorted({asset.language for asset in manifest.assets})
    language = languages[0] if len(languages) == 1 else manifest.kit.language
    manifest = replace(manifest, kit=manifest.kit.in_language(language))
    kit, words = manifest.kit, sentences(language)
    calendar = posting_plan(manifest, words)
    return {
        **_pages(manifest, languages, words["page"]),
        "captions.csv": captions_csv(manifest.assets, kit.site),
        "START-HERE.txt": start_here(kit, words["documents"]["start_here"]),
        "SOURCES.md": sources(kit, words["documents"]["sources"]),
        "LICENSE.txt": licence(kit, words["documents"]["licence"]),
        **({PLAN_FILE: calendar} if calendar else {}),
    }


def _pages(manifest: Manifest, languages: Sequence[str], words: Words) -> dict[str, bytes]:
    """Return the page of a kit in one language; for several, the page of each and the one that links to them."""
    if len(languages) < 2:  # noqa: PLR2004  (more than one language)
        return {PAGE: index_html(manifest, words)}
    pages = {PAGE: languages_html(manifest.kit, languages, words)}
    for tag in languages:
        elsewhere = {other: f"../{page_path(other)}" for other in languages if other != tag}
        own = tuple(asset for asset in manifest.assets if asset.language == tag)
        spoken = replace(manifest, kit=manifest.kit.in_language(tag), assets=own)
        pages[page_path(tag)] = index_html(spoken, sentences(tag)["page"], elsewhere=elsewhere)
    return pages


__all__ = ["Post", "gallery_files", "write_contact_sheets", "write_feed"]
