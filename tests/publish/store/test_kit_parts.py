"""The parts of a kit: which there are, what they hold and are called, and what names their folders may have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from support.kits import ASSET, SMALL_KIT, STAMP, SUMMARY, write_documents, write_kit

from kit.model.manifest import MessageEntry
from kit.publish.store.contents import folder_contents
from kit.publish.store.manifest_file import manifest_of, parse_manifest
from kit.publish.store.opening import drafts_of, files_in, files_of, folder_in_zip, names_of, parts_of
from kit.run.pipeline.packing import _archives, _packed, _write_zips, verify

if TYPE_CHECKING:
    from pathlib import Path

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
    return manifest_of(SUMMARY, rows)


def parts(*places: tuple[str, str, str]) -> dict[str, tuple[str, list[str]]]:
    """Return what each part holds, and the paths of its pictures, by its name."""
    kinds = {(True, True): "all", (True, False): "pictures", (False, True): "overview"}
    return {
        part.name: (kinds[part.pictures, part.thumbnails], [asset.path for asset in part.assets])
        for part in parts_of(manifest(*places))
    }


def test_of_one_language_there_are_the_whole_and_each_platform_and_message_where_there_are_several() -> None:
    assert parts(*PLACES[:3]) == {
        "small-1.0.0-en": ("all", ["en/open_graph/sign.png", "en/x/share.png", "en/x/sign.png"]),
        "small-1.0.0-en-open_graph": ("pictures", ["en/open_graph/sign.png"]),
        "small-1.0.0-en-x": ("pictures", ["en/x/share.png", "en/x/sign.png"]),
        "small-1.0.0-en_share": ("pictures", ["en/x/share.png"]),
        "small-1.0.0-en_sign": ("pictures", ["en/open_graph/sign.png", "en/x/sign.png"]),
    }


def test_of_several_languages_each_has_an_overview_and_its_platforms_and_no_picture_is_in_two() -> None:
    assert parts(*PLACES) == {
        "small-1.0.0-de-at": ("overview", ["de-at/x/sign.png"]),
        "small-1.0.0-de-at-x": ("pictures", ["de-at/x/sign.png"]),
        "small-1.0.0-en": ("overview", ["en/open_graph/sign.png", "en/x/share.png", "en/x/sign.png"]),
        "small-1.0.0-en-open_graph": ("pictures", ["en/open_graph/sign.png"]),
        "small-1.0.0-en-x": ("pictures", ["en/x/share.png", "en/x/sign.png"]),
    }


def test_a_kit_of_one_language_with_drafts_in_another_is_packed_as_one_of_several() -> None:
    with_drafts = replace(manifest(*PLACES[:2]), drafts={"de": ("sign",)})
    assert [part.name for part in parts_of(with_drafts)] == ["small-1.0.0-en", "small-1.0.0-en-x"]
    drafts = manifest_of(SUMMARY, [replace(asset, state="draft") for asset in manifest(*PLACES[:3]).assets])
    assert [(part.name, part.pictures) for part in drafts_of(drafts)] == [
        ("small-1.0.0-DRAFT-en", False),
        ("small-1.0.0-DRAFT-en-open_graph", True),
        ("small-1.0.0-DRAFT-en-x", True),
    ]
    assert names_of(manifest_of(SUMMARY, drafts.assets[:1])) == [
        f"small-1.0.0{name}" for name in ("", "-en", "-en-open_graph", "-en_sign", "-DRAFT-en", "-DRAFT-en-open_graph")
    ]


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
    overview = replace(manifest_of(SUMMARY, [page, small]), overview="small-1.0.0-en")
    assert files_in(overview) == {"thumbnails/1.webp"}


def test_a_part_holds_the_documents_that_are_made_of_it_and_no_others(tmp_path: Path) -> None:
    """The whole kit has a plan of what to post when, for one of its messages names a day; the other has none."""
    folder = tmp_path / SMALL_KIT
    [sign] = write_kit(folder).assets
    share = replace(sign, path="en/x/share-square-64x64.png", message="share")
    for ending in ("png", "caption.txt", "alt.txt"):
        written = (folder / f"en/x/sign-square-64x64.{ending}").read_bytes()
        (folder / f"en/x/share-square-64x64.{ending}").write_bytes(written)
    entries = (MessageEntry("sign", "Sign it"), MessageEntry("share", "Pass it on", "2020-12-07"))
    [thumbnail] = parse_manifest((folder / "manifest.json").read_bytes()).thumbnails
    write_documents(folder, manifest_of(replace(SUMMARY, messages=entries), [share, sign], [thumbnail]))
    assert (folder / "posting-plan.ics").is_file()
    assert verify(folder) == ()
    archives = [*_archives(_packed(SMALL_KIT, folder_contents(folder)[0], (), release=False))]
    zips = [tmp_path / name for name in _write_zips(archives, tmp_path, STAMP)]
    assert [path.stem for path in zips] == [
        SMALL_KIT,
        f"{SMALL_KIT}-en",
        f"{SMALL_KIT}-en_share",
        f"{SMALL_KIT}-en_sign",
    ]
    assert [verify(path) for path in zips] == [()] * 4
    for path, has_plan in zip(zips, (True, True, True, False), strict=True):
        with ZipFile(path) as archive:
            assert (f"{path.stem}/posting-plan.ics" in archive.namelist()) == has_plan


@pytest.mark.parametrize(("longest", "kept"), [(80, 38), (81, 37), (82, 36), (100, 18)])
def test_a_folder_is_cut_where_names_in_it_would_be_too_long(longest: int, kept: int) -> None:
    name = "child-safety-first-1.0.0-en_a-long-one"
    assert len(name) == 38
    cut = folder_in_zip(name, ["a", "b" * longest])
    assert cut == name[:kept].rstrip("-_.")
    assert len(f"{cut}/{'b' * longest}") < 120
