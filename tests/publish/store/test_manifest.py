"""The manifest: what is written is read back, also fields that this version does not know, and faults are named."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.kits import ASSET, PIXELS, SMALL_KIT, SUMMARY, seal, write_kit

from kit import __version__
from kit.model.asset import Thumbnail
from kit.model.manifest import HelpEntry, KitWords, MoreEntry
from kit.paint.encode.decoding import read_file
from kit.publish.store.manifest_file import format_manifest, manifest_of, parse_manifest, part_of, released
from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.placement import Format

FIELDS = [
    "path", "sha256", "pixels_sha256", "bytes", "width", "height", "media_type", "platform", "placement", "role",
    "message", "layout", "drawing", "theme", "frame", "language", "partner", "alt", "alt_long", "caption", "link", "qr",
    "thumbnail",
]  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> dict[str, Any]:
    """Return what a manifest holds, as JSON."""
    found: dict[str, Any] = json.loads(format_manifest(write_kit(tmp_path / SMALL_KIT)))
    return found


def as_json(content: object) -> bytes:
    return json.dumps(content).encode()


def test_the_manifest_has_the_fields_of_schema_2_in_their_order(content: dict[str, Any]) -> None:
    assert list(content) == ["schema", "kit", "engines", "assets", "thumbnails"]
    assert (content["schema"], content["engines"]["kit"]) == (2, __version__)
    assert [list(asset) for asset in content["assets"]] == [FIELDS]
    assert content["assets"][0]["drawing"] == "petition/square.svg"
    assert content["assets"][0]["partner"] is None


def test_every_field_is_documented(content: dict[str, Any]) -> None:
    text = (Path(__file__).parents[3] / "docs" / "manifest.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert set(re.findall("`([a-z0-9_]+)`", "".join(rows))) == {*FIELDS, "state"}, "which is there for drafts only"
    for record in (
        content["thumbnails"][0],
        content["kit"],
        *content["kit"]["messages"],
        *content["kit"]["figures"],
        *content["kit"]["sources"],
    ):
        assert all(f"`{name}`" in text for name in record)


def test_where_people_find_help_is_written_only_where_the_kit_says_it_and_read_back(tmp_path: Path) -> None:
    bare = write_kit(tmp_path / SMALL_KIT)
    assert b'"help"' not in format_manifest(bare)
    assert parse_manifest(format_manifest(bare)).kit.help is None
    place = HelpEntry("Help for survivors:", "https://example.org/help")
    own = KitWords("Klein", (), (), (), help=place)
    helping = replace(bare, kit=replace(bare.kit, help=place, translations={"de": own, "fr": replace(own, help=None)}))
    said = json.loads(format_manifest(helping))["kit"]
    assert said["help"] == {"text": "Help for survivors:", "url": "https://example.org/help"}
    assert [list(words)[-1] for words in said["translations"].values()] == ["help", "sources"]
    assert parse_manifest(format_manifest(helping)) == helping


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    manifest = write_kit(tmp_path / SMALL_KIT)
    assert parse_manifest(format_manifest(manifest)) == manifest


def test_fields_that_this_version_does_not_know_are_ignored_and_written_again(content: dict[str, Any]) -> None:
    later: dict[str, Any] = {"colour": ["red"], "unknown": {"more": 1}}
    rows = (content, content["kit"], content["assets"][0], content["kit"]["messages"][0], content["kit"]["sources"][0])
    for row in rows:
        row.update(later)
    read = parse_manifest(as_json(content))
    manifest = part_of(read, read.assets)
    assert json.loads(format_manifest(manifest)) == content
    assert parse_manifest(format_manifest(manifest)) == manifest


def test_a_kit_with_fields_of_a_later_version_is_whole(tmp_path: Path) -> None:
    manifest = write_kit(tmp_path / SMALL_KIT)
    content = json.loads(format_manifest(manifest))
    content["assets"][0]["mood"] = "hopeful"
    seal(tmp_path / SMALL_KIT, parse_manifest(as_json(content)))
    assert b"hopeful" in (tmp_path / SMALL_KIT / "manifest.json").read_bytes()
    found = verify(tmp_path / SMALL_KIT)
    assert (found, found.unknown_fields) == ((), 1)


def test_assets_and_thumbnails_are_sorted_by_path_and_limited_to_a_part() -> None:
    small = [Thumbnail(f"thumbnails/{name}.webp", "", 0, 1, 1, "image/webp") for name in ("2", "1", "2")]
    rows = [replace(ASSET, path=path, thumbnail=one.path) for path, one in zip(("b", "a"), small, strict=False)]
    manifest = manifest_of(SUMMARY, rows, small)
    assert [asset.path for asset in manifest.assets] == ["a", "b"]
    assert manifest.thumbnails == (small[1], small[0])
    part = part_of(manifest, manifest.assets[1:])
    assert (part.assets, part.thumbnails, part.kit) == (manifest.assets[1:], (small[0],), SUMMARY)


def change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    """Return what puts another value in a place of a manifest."""

    def apply(content: Any) -> None:  # noqa: ANN401  (whatever JSON holds)
        for part in path[:-1]:
            content = content[part]
        content[path[-1]] = to

    return apply


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (change("schema", to="2"), "it is not a kit's manifest"),
        (change("schema", to=True), "it is not a kit's manifest"),
        (change("schema", to=0), "it is not a kit's manifest"),
        (change("schema", to=3), "its schema is 3: it was made by a newer version of the generator than this one"),
        (change("kit", to=[]), "manifest.kit is a list, not an object"),
        (change("kit", "title", to=1), "manifest.kit.title is a whole number, not text"),
        (change("kit", "help", to="Ask"), "manifest.kit.help is text, not an object"),
        (change("kit", "help", to={"text": "Ask"}), "manifest.kit.help lacks 'url'"),
        (change("kit", "links", to="https://example.org"), "manifest.kit.links is text, not a list"),
        (change("kit", "links", to=[None]), "manifest.kit.links[0] is null, not text"),
        (change("kit", "messages", to=[{"id": "sign"}]), "manifest.kit.messages[0] lacks 'title'"),
        (change("engines", to=None), "manifest.engines is null, not an object"),
        (change("engines", "k\n", to=1), r"manifest.engines['k\n'] is a whole number, not text"),
        (change("assets", to={}), "manifest.assets is an object, not a list"),
        (change("assets", 0, to=None), "manifest.assets[0] is null, not an object"),
        (change("assets", 0, "bytes", to=True), "manifest.assets[0].bytes is another value, not a whole number"),
        (change("assets", 0, "bytes", to=1.5), "manifest.assets[0].bytes is another value, not a whole number"),
        (change("assets", 0, "frame", to="1"), "manifest.assets[0].frame is text, not a whole number"),
        (change("assets", 0, "message", to="x"), "is for the message 'x', which it does not list"),
        (change("assets", 0, "placement", to="x/y"), "is for 'x/y', which it does not list"),
        (
            change("assets", 0, "pixels_sha256", to=None),
            "should have a checksum of its pixels if it is a PNG, or else none",
        ),
        (
            change("assets", 0, "media_type", to="application/pdf"),
            "should have a checksum of its pixels if it is a PNG, or else none",
        ),
        (change("assets", 0, "thumbnail", to="t"), "has the thumbnail 't', which it does not list"),
        (change("assets", 0, "thumbnail", to=None), "belongs to no picture that it lists"),
        (change("kit", "sources", to=[]), "is from 'letter', which it does not list"),
        (change("kit", "first", to="x"), "the first message is 'x', which it does not list"),
        (change("kit", "date", to="20201201"), "'20201201' is not a date"),
        (change("kit", "messages", 0, "last_day", to="2020-02-30"), "'2020-02-30' is not a date"),
        (change("kit", "messages", 0, "counts_to", to="soon"), "'soon' is not a date"),
        (change("kit", "figures", 0, "day", to="2020"), "'2020' is not a date"),
        (
            change("kit", "credits", to=[{"credit": "A. B.", "messages": ["x"]}]),
            "is for a message that it does",
        ),
    ],
)
def test_a_manifest_that_is_not_as_it_should_be_is_refused_with_the_place(
    content: dict[str, Any], spoil: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    spoil(content)
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse_manifest(as_json(content))


@pytest.mark.parametrize("data", [b"", b"{", b"null", b"[" * 100_000, b"\xff"])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_manifest(data)


# Schema 1 ------------------------------------------------------------------------------------------------------------


def in_schema_1(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest as the first edition wrote it."""
    kit = {name: content["kit"][name] for name in ("name", "title", "version", "date")}
    assets = [
        {k: v for k, v in row.items() if k not in {"drawing", "partner", "thumbnail"}} for row in content["assets"]
    ]
    return {"schema": 1, "kit": kit, "engines": {}, "assets": assets}


@pytest.mark.parametrize(("media_type", "known"), [("image/png", True), ("image/jpeg", False), ("image/webp", False)])
def test_schema_1_says_no_drawing_and_only_of_a_png_what_it_decodes_to(
    content: dict[str, Any], media_type: str, *, known: bool
) -> None:
    content["assets"][0]["media_type"] = media_type
    manifest = parse_manifest(as_json(in_schema_1(content)))
    [asset] = manifest.assets
    assert (manifest.schema, manifest.kit.title, manifest.kit.messages) == (1, "Small", ())
    assert (asset.drawing, asset.partner, asset.thumbnail) == (None, None, None)
    assert asset.pixels_sha256 == (content["assets"][0]["pixels_sha256"] if known else None)


@pytest.mark.parametrize("spoilt", [{"kit": 1}, {"assets": None}, {"assets": [1]}, {"kit": {}}])
def test_schema_1_is_not_trusted_either(content: dict[str, Any], spoilt: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="manifest"):
        parse_manifest(as_json({**in_schema_1(content), **spoilt}))


# Pixels --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_the_sum_of_pixels_is_of_what_a_png_decodes_to(tmp_path: Path, form: Format) -> None:
    [asset] = write_kit(tmp_path / SMALL_KIT, form).assets
    pixels = read_file((tmp_path / SMALL_KIT / asset.path).read_bytes(), asset.media_type).pixels
    assert pixels is not None
    assert asset.pixels_sha256 == (pixels.digest if form == "png" else None)
    assert (pixels.digest == PIXELS.digest) == (form == "png")
    assert verify(tmp_path / SMALL_KIT) == ()


def test_other_pixels_are_named(tmp_path: Path) -> None:
    folder = tmp_path / SMALL_KIT
    content = json.loads(format_manifest(write_kit(folder, "png")))
    content["assets"][0]["pixels_sha256"] = PIXELS.digest[::-1]
    seal(folder, parse_manifest(as_json(content)))
    [finding] = verify(folder)
    assert (finding.severity, finding.fault.code) == ("error", "pixels-differ")


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_a_lossy_file_with_a_sum_of_pixels_is_refused(tmp_path: Path, form: Format) -> None:
    content = json.loads(format_manifest(write_kit(tmp_path / SMALL_KIT, form)))
    content["assets"][0]["pixels_sha256"] = PIXELS.digest
    with pytest.raises(ValueError, match="if it is a PNG, or else none"):
        parse_manifest(as_json(content))


def test_a_part_has_the_words_and_sentences_of_its_own_languages_alone() -> None:
    words, said = KitWords("Titel", (), (), ()), {"page": {"intro": "Choose."}}
    tags = ("de", "fr", "mt")
    kit = replace(
        SUMMARY, translations=dict.fromkeys(tags, words), sentences=dict.fromkeys((SUMMARY.language, *tags), said)
    )
    whole = manifest_of(kit, (ASSET, replace(ASSET, path="de/x.png", language="de")))
    for language, kept in ((ASSET.language, set()), ("de", {"de"})):
        part = part_of(whole, [asset for asset in whole.assets if asset.language == language]).kit
        assert part.translations.keys() == kept
        assert (part.sentences or {}).keys() == {SUMMARY.language, *kept}


def test_a_release_has_no_extra_whose_translation_nobody_has_reviewed() -> None:
    """One that is reviewed has no state, as what was never translated has none."""
    letter = MoreEntry("en/more/letter.html", "a", 1, "text/html", "en", "letter", "Letter")
    draft = replace(letter, path="de/more/letter.html", language="de", state="draft")
    german = replace(ASSET, path="de/x/sign.png", language="de")
    whole = manifest_of(SUMMARY, (ASSET, german), more=(letter, draft))
    assert released(whole).more == (letter, draft)
    assert released(whole, only_reviewed=True).more == (letter,)
