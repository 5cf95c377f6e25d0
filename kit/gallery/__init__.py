"""Show what was built: the page, the documents beside it, and contact sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.content.catalogue import sentences
from kit.gallery.calendar import PLAN_FILE, posting_plan
from kit.gallery.contact_sheet import write_contact_sheets
from kit.gallery.documents import licence, sources, start_here
from kit.gallery.feed import Post, write_feed
from kit.gallery.page import index_html
from kit.gallery.table import captions_csv

if TYPE_CHECKING:
    from kit.model.manifest import Manifest


def gallery_files(manifest: Manifest) -> dict[str, bytes]:
    """Return everything that people open in a kit besides its pictures, by name.

    It depends on nothing but the manifest and the sentences of its languages. Documents are in that of the pictures if
    all are in one, else in that of the kit; the page has the labels of each. The plan is there where a message of a
    feed names a day.
    """
    languages = sorted({asset.language for asset in manifest.assets})
    language = languages[0] if len(languages) == 1 else manifest.kit.language
    manifest = replace(manifest, kit=manifest.kit.in_language(language))
    kit, words = manifest.kit, sentences(language)
    calendar = posting_plan(manifest, words)
    return {
        "index.html": index_html(manifest, words["page"], *(sentences(tag)["page"] for tag in languages)),
        "captions.csv": captions_csv(manifest.assets, kit.site),
        "START-HERE.txt": start_here(kit, words["documents"]["start_here"]),
        "SOURCES.md": sources(kit, words["documents"]["sources"]),
        "LICENSE.txt": licence(kit, words["documents"]["licence"]),
        **({PLAN_FILE: calendar} if calendar else {}),
    }


__all__ = ["Post", "gallery_files", "write_contact_sheets", "write_feed"]
