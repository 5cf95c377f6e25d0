"""The parts of a kit: which there are, what they hold and are called, and what names their folders may have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_kit import ASSET, KIT

from kit.store.manifest import manifest_of
from kit.store.parts import files_of, folder_in_zip, names_of, parts_of

if TYPE_CHECKING:
    from kit.model.manifest import Manifest

PLACES = [("en", "x", "sign"), ("en", "x", "share"), ("en", "open_graph", "sign"), ("de-AT", "x", "sign")]


def manifest(*places: tuple[str, str, str]) -> Manifest:
    rows = [
        replace(
            ASSET,
            path=f"{language.lower()}/{platform}/{message}.png",
            language=language,
            platform=platform,
            message=message,
        )
        for language, platform, message in places
    ]
    return manifest_of(KIT, rows)


def test_each_language_and_of_it_each_platform_and_message_is_a_part_where_there_are_several() -> None:
    found = {part.name: [asset.path for asset in part.assets] for part in parts_of(manifest(*PLACES))}
    assert found == {
        "small-1.0.0-de-at": ["de-at/x/sign.png"],
        "small-1.0.0-en": ["en/open_graph/sign.png", "en/x/share.png", "en/x/sign.png"],
        "small-1.0.0-en-open_graph": ["en/open_graph/sign.png"],
        "small-1.0.0-en-x": ["en/x/share.png", "en/x/sign.png"],
        "small-1.0.0-en_share": ["en/x/share.png"],
        "small-1.0.0-en_sign": ["en/open_graph/sign.png", "en/x/sign.png"],
    }


def test_a_platform_and_a_message_of_one_name_have_two_zips() -> None:
    names = [part.name for part in parts_of(manifest(("en", "x", "x"), ("en", "y", "x"), ("en", "y", "z")))]
    assert len(names) == len(set(names)) == 5


@pytest.mark.parametrize(
    ("places", "names"),
    [
        (PLACES, []),
        (PLACES[:3], ["-en"]),
        (PLACES[:2], ["-en", "-en-x"]),
        ([PLACES[0], PLACES[2]], ["-en", "-en_sign"]),
        (PLACES[:1], ["-en", "-en-x", "-en_sign"]),
    ],
)
def test_a_folder_may_be_called_after_any_part_that_holds_these_files(
    places: list[tuple[str, str, str]], names: list[str]
) -> None:
    assert names_of(manifest(*places)) == [f"small-1.0.0{name}" for name in ("", *names)]


def test_a_part_holds_images_pages_words_and_thumbnails() -> None:
    page = replace(ASSET, path="en/print/sign.pdf")
    small = replace(ASSET, path="en/print/sign.png", thumbnail="thumbnails/1.webp")
    stem = "en/print/sign"
    assert files_of([page, small]) == {
        *(f"{stem}{ending}" for ending in (".pdf", ".png", ".caption.txt", ".alt.txt")),
        "thumbnails/1.webp",
    }


@pytest.mark.parametrize(("longest", "kept"), [(80, 38), (81, 37), (82, 36), (100, 18)])
def test_a_folder_is_cut_where_names_in_it_would_be_too_long(longest: int, kept: int) -> None:
    name = "child-safety-first-1.0.0-en_a-long-one"
    assert len(name) == 38
    cut = folder_in_zip(name, ["a", "b" * longest])
    assert cut == name[:kept].rstrip("-_.")
    assert len(f"{cut}/{'b' * longest}") < 120
