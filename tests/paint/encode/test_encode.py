"""Files from pixels: formats, qualities and bytes under a limit, and what a file says of itself."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from conftest import TESTS
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFile, ImageFont
from support.pictures import premultiplied, straight

import kit
from kit.base.errors import EncodeError
from kit.model.asset import (
    EXTENSIONS,
    FORMATS,
    IMAGE_FORMATS,
    PDF,
    Description,
    EncodedFile,
    EncodeRule,
    OutputFormat,
    PremultipliedPixels,
)
from kit.model.placement import Format
from kit.paint.encode import jpeg
from kit.paint.encode.decoding import is_whole_image, read_file
from kit.paint.encode.image_bytes import Form, encode, make_body
from kit.paint.encode.jpeg import QUALITIES, tables
from kit.paint.encode.pdf import engines
from kit.paint.encode.xmp import packet


def flat(width: int = 200, height: int = 100, alpha: int = 255) -> PremultipliedPixels:
    """Return one colour with a bar of another, which compresses well."""
    image = Image.new("RGBA", (width, height), (15, 42, 46, alpha))
    image.paste((245, 168, 60, 255), (width // 2, 0, width, height))
    return premultiplied(image)


def noise(width: int, height: int) -> PremultipliedPixels:
    """Return pixels that compress badly, the same every time."""
    colours = random.Random(7).randbytes(width * height * 3)  # noqa: S311
    return premultiplied(Image.frombytes("RGB", (width, height), colours))


def opened(file: EncodedFile) -> Image.Image:
    image = Image.open(BytesIO(file.data))
    image.load()
    return image


def sampling(jpeg: bytes) -> list[tuple[int, int]]:
    """Return the horizontal and vertical sampling factors of each component, from the frame header."""
    at = next(match.start() for match in re.finditer(rb"\xff[\xc0-\xc2]\x00\x11\x08", jpeg))
    return [(jpeg[at + 11 + 3 * n] >> 4, jpeg[at + 11 + 3 * n] & 15) for n in range(jpeg[at + 9])]


def quality(file: EncodedFile) -> int:
    """Return the quality whose quantisation tables a JPEG has."""
    found: dict[int, list[int]] = opened(file).quantization  # type: ignore[attr-defined]
    return next((each for each in range(70, 100) if found == dict(enumerate(tables(each)))), 0)


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG by type."""
    found, at = {}, 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += 12 + length
    return found


BOTH = ("png", "jpeg")
#: A font of the kit.
FONT = Path(__file__).parents[3] / "fonts" / "source-serif-4" / "SourceSerif4Variable-Roman.ttf"
ABOUT = Description(
    title="Kinder & <Eltern>",
    caption="Bitte unterschreiben.\n\nhttps://www.change.org/childsafetyfirst\n\n#Zuerst",
    alt="Text: „Schützt Kinder“ – “now”. 子供 first 👨\u200d👩\u200d👧.",
    alt_long="Text: „Schützt Kinder“ – “now”. A dark room & one tall opening of light.",
    creator="Die Mitwirkenden",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    language="de",
)


def test_the_table_of_types_holds_every_format_that_a_placement_may_name_and_pdf() -> None:
    assert sorted(IMAGE_FORMATS.values()) == sorted(get_args(Format))
    assert EXTENSIONS.keys() == {*IMAGE_FORMATS, PDF}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_the_table_of_formats_says_what_files_are_like(format_: OutputFormat) -> None:
    file = encode(flat(), EncodeRule((format_.name,), None), ABOUT)
    assert file.data.endswith(format_.end)
    assert format_.codec is None or format_.codec in engines()
    pixels = read_file(encode(noise(60, 60), EncodeRule((format_.name,), None), ABOUT).data, format_.media_type).pixels
    assert pixels
    assert (pixels.digest == sha256(straight(noise(60, 60)).tobytes()).hexdigest()) == format_.lossless


@pytest.mark.parametrize("media_type", IMAGE_FORMATS)
def test_a_file_that_was_cut_short_is_not_whole(media_type: str) -> None:
    data = encode(noise(60, 60), EncodeRule((IMAGE_FORMATS[media_type],), None), ABOUT).data
    assert is_whole_image(data, media_type)
    assert not is_whole_image(data[:-3], media_type)


@pytest.mark.parametrize("media_type", IMAGE_FORMATS)
def test_a_file_of_each_type_is_written_and_read_back_as_that_type(media_type: str) -> None:
    file = encode(flat(), EncodeRule((IMAGE_FORMATS[media_type],), None), ABOUT)
    assert (file.media_type, file.extension) == (media_type, EXTENSIONS[media_type])
    assert opened(file).format == IMAGE_FORMATS[media_type].upper()
    pixels = read_file(file.data, media_type).pixels
    assert pixels
    assert file.pixels_sha256 == (pixels.digest if media_type == "image/png" else None)


def test_a_small_picture_becomes_a_png_with_every_pixel_kept() -> None:
    file = encode(flat(), EncodeRule(BOTH, 100_000), ABOUT)
    assert (file.media_type, file.extension) == ("image/png", "png")
    assert opened(file).convert("RGBA").tobytes() == straight(flat()).tobytes()
    assert file.pixels_sha256 == sha256(straight(flat()).tobytes()).hexdigest()


def test_png_is_left_for_jpeg_at_60_percent_of_the_limit() -> None:
    pixels = noise(100, 100)
    size = len(encode(pixels, EncodeRule(("png",), None), ABOUT).data)
    for share, media_type in ((0.59, "image/png"), (0.61, "image/jpeg")):
        rule = EncodeRule(BOTH, int(size / share), full_colour=True)
        assert encode(pixels, rule, ABOUT).media_type == media_type


def test_png_is_left_for_jpeg_above_1_mb_whatever_the_limit() -> None:
    small, large = noise(500, 600), noise(600, 600)
    assert len(encode(small, EncodeRule(("png",), None), ABOUT).data) < 1_000_000
    assert len(encode(large, EncodeRule(("png",), None), ABOUT).data) > 1_000_000
    for limit in (8_000_000, None):
        rule = EncodeRule(BOTH, limit, full_colour=True)
        assert encode(small, rule, ABOUT).media_type == "image/png"
        assert encode(large, rule, ABOUT).media_type == "image/jpeg"


def test_a_picture_that_needs_more_colours_than_a_palette_has_is_a_png_only_if_nothing_else_is_allowed() -> None:
    pixels, rule = noise(150, 150), EncodeRule(BOTH, 8_000_000)
    assert encode(pixels, rule, ABOUT).media_type == "image/jpeg"
    assert encode(pixels, replace(rule, formats=("png",)), ABOUT).media_type == "image/png"
    assert encode(pixels, replace(rule, full_colour=True), ABOUT).media_type == "image/png"


def test_a_transparent_picture_stays_a_png() -> None:
    image = Image.new("RGBA", (250, 250), (15, 42, 46, 0))
    image.paste(straight(noise(240, 240)), (5, 5))
    pixels = premultiplied(image)
    assert encode(pixels, EncodeRule(BOTH, 8_000_000), ABOUT).media_type == "image/png"


def test_png_alone_may_be_as_large_as_the_limit() -> None:
    pixels = noise(600, 600)
    size = len(encode(pixels, EncodeRule(("png",), None), ABOUT).data)
    assert size > 1_000_000
    assert len(encode(pixels, EncodeRule(("png",), size), ABOUT).data) == size
    with pytest.raises(EncodeError):
        encode(pixels, EncodeRule(("png",), size - 1), ABOUT)


def test_png_alone_without_a_limit_may_have_any_size() -> None:
    """The previews of printed sheets: no platform recompresses them, and nothing else can be made instead."""
    file = encode(noise(1200, 1200), EncodeRule(("png",), None), ABOUT)
    assert file.media_type == "image/png"
    assert len(file.data) > 4_000_000


def lettered() -> PremultipliedPixels:
    """Return lines of letters in two colours on a flat ground."""
    image = Image.new("RGB", (600, 500), "#0f2a2e")
    draw = ImageDraw.Draw(image)
    for top in range(20, 480, 80):
        draw.text((20, top), "Keep the light on", "#fff4de", ImageFont.truetype(FONT, 40))
        draw.text((20, top + 40), "for every child.", "#f5a83c", ImageFont.truetype(FONT, 40))
    return premultiplied(image)


def off(file: EncodedFile, pixels: PremultipliedPixels) -> float:
    """Return how many levels of lightness all pixels but one of a thousand are off at most."""
    apart = ImageChops.difference(opened(file).convert("L"), straight(pixels).convert("L"))
    return float(np.quantile(np.asarray(apart), 1 - 1 / 1000))


def test_a_platform_without_png_gets_jpeg_in_the_quality_that_the_picture_needs() -> None:
    file = encode(lettered(), EncodeRule(("jpeg",), 100_000), ABOUT)
    assert (file.media_type, file.extension) == ("image/jpeg", "jpg")
    needs = quality(file)
    assert 80 < needs < 92
    assert off(file, lettered()) <= 14
    worse = make_body(lettered(), Form("jpeg", needs - 6)).described(b"")
    assert off(worse, lettered()) > 14


@pytest.mark.parametrize(("pixels", "needs"), [(flat(), 79), (noise(120, 120), 88), (noise(9, 5), 82)])
def test_a_flat_picture_needs_the_least_quality_and_a_rough_one_much_more(
    pixels: PremultipliedPixels, needs: int
) -> None:
    assert quality(encode(pixels, EncodeRule(("jpeg",), None), ABOUT)) == needs


def test_the_quality_is_found_once_for_all_pictures_over_a_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[int] = []

    def tables_used(each: int) -> list[list[int]]:
        used.append(each)
        return tables(each)

    monkeypatch.setattr(jpeg, "tables", tables_used)
    ground = noise(600, 500)
    for pixels in (ground, replace(lettered(), ground=ground), replace(flat(600, 500), ground=ground)):
        assert quality(encode(pixels, EncodeRule(("jpeg",), None), ABOUT)) == 88
    assert used == [79, 82, 85, 88, 88, 88, 88], "four that are tried, and three files"


def test_where_the_quality_that_a_picture_needs_is_too_large_the_next_below_is_tried() -> None:
    best = encode(lettered(), EncodeRule(("jpeg",), None), ABOUT)
    next_best = encode(lettered(), EncodeRule(("jpeg",), len(best.data) - 1), ABOUT)
    assert quality(next_best) == max(each for each in QUALITIES if each < quality(best))


def test_jpeg_quality_falls_only_as_far_as_the_limit_asks_and_never_below_78() -> None:
    pixels = noise(120, 120)
    assert (QUALITIES[0], QUALITIES[-1]) == (92, 78)
    limit, found = 10**9, []
    while True:
        try:
            file = encode(pixels, EncodeRule(("jpeg",), limit), ABOUT)
        except EncodeError as error:
            assert str(error).startswith(f"no file under {limit:,} bytes could be made: jpeg ")  # noqa: PT017
            break
        assert len(file.data) <= limit
        found.append(quality(file))
        limit = len(file.data) - 1
    assert found == [88, 86, 84, 82, 80, 78]
    assert all(one > other for one, other in pairwise(found))


def test_the_mean_of_a_block_is_coded_finely_in_every_quality_and_the_finest_detail_no_more_coarsely_than_most() -> (
    None
):
    assert QUALITIES
    for each in QUALITIES:
        light, colour = tables(each)
        assert (light[0], colour[0]) == (4, 8)
        assert (light[63], colour[63]) == (100 - each, round(1.8 * (100 - each)))
        assert light[36:] == [100 - each] * 28
        assert light[1] - light[0] <= 2, "a gradient within a block is coarser than its mean by little"


def with_usual_tables(quality: int) -> EncodedFile:
    file, options = BytesIO(), {"subsampling": 0, "optimize": True}
    straight(lettered()).convert("RGB").save(file, "JPEG", quality=quality, **options)
    return EncodedFile("image/jpeg", file.getvalue(), "")


def test_a_jpeg_of_a_drawing_is_smaller_than_one_as_near_to_it_with_the_tables_for_photos() -> None:
    body = make_body(lettered(), Form("jpeg"))
    most = off(body.described(b""), lettered())
    usual = next(file for file in map(with_usual_tables, range(60, 100)) if off(file, lettered()) <= most)
    assert len(body.data) < 0.95 * len(usual.data)


def test_a_jpeg_is_sequential_with_tables_of_its_own() -> None:
    image = opened(encode(lettered(), EncodeRule(("jpeg",), None), ABOUT))
    assert "progressive" not in image.info
    assert len(image.tobytes()) == 3 * image.width * image.height
    usual = BytesIO()
    straight(lettered()).convert("RGB").save(usual, "JPEG", qtables=tables(92), subsampling=0)
    assert len(make_body(lettered(), Form("jpeg", 92)).data) < 0.97 * len(usual.getvalue()), "Huffman tables"


def test_jpeg_keeps_the_colours_of_every_pixel() -> None:
    """4:4:4: every component is sampled once a pixel."""
    assert sampling(encode(flat(), EncodeRule(("jpeg",), None), ABOUT).data) == [(1, 1)] * 3


def test_webp_is_made_where_nothing_else_is_taken_or_fits_and_keeps_transparency() -> None:
    file = encode(flat(alpha=80), EncodeRule(("webp",), None), ABOUT)
    assert (file.media_type, opened(file).mode, opened(file).size) == ("image/webp", "RGBA", (200, 100))
    pixels = noise(120, 120)
    jpeg = len(encode(pixels, EncodeRule(("jpeg",), None), ABOUT).data)
    assert encode(pixels, EncodeRule(("jpeg", "webp"), jpeg), ABOUT).media_type == "image/jpeg"
    assert encode(pixels, EncodeRule(("jpeg", "webp"), jpeg * 6 // 10), ABOUT).media_type == "image/webp"


def test_png_says_that_it_is_srgb() -> None:
    assert chunks(encode(flat(), EncodeRule(BOTH, None), ABOUT).data)[b"sRGB"] == b"\x00"


def test_jpeg_says_that_it_is_srgb() -> None:
    data = opened(encode(flat(), EncodeRule(("jpeg",), None), ABOUT)).info["icc_profile"]
    profile = ImageCms.ImageCmsProfile(BytesIO(data))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert data[24:36] == bytes(12)


def test_transparency_is_kept_and_an_opaque_picture_has_no_alpha_channel() -> None:
    rule = EncodeRule(("png",), None)
    modes = [opened(encode(pixels, rule, ABOUT)).mode for pixels in (flat(), noise(200, 200), flat(alpha=80))]
    assert modes == ["P", "RGB", "RGBA"]
    assert opened(encode(flat(alpha=80), rule, ABOUT)).tobytes() == straight(flat(alpha=80)).tobytes()


@pytest.mark.parametrize("formats", [("png",), ("jpeg",), ("webp",)])
def test_the_same_pixels_make_the_same_bytes_in_every_process(formats: tuple[str, ...]) -> None:
    rule = EncodeRule(formats, None)
    data = encode(flat(), rule, ABOUT).data
    assert encode(flat(), rule, ABOUT).data == data
    command = (
        "import sys; from kit.paint.encode.image_bytes import encode; from kit.model.asset import *;"
        "pixels = PremultipliedPixels(200, 100, sys.stdin.buffer.read());"
        f"sys.stdout.buffer.write(encode(pixels, EncodeRule({formats}, None), {ABOUT}).data)"
    )
    run = subprocess.run([sys.executable, "-c", command], input=flat().bgra, capture_output=True, check=True)
    assert run.stdout == data


@pytest.mark.parametrize("block", [2**12, 2**22])
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_file_has_the_same_bytes_whatever_block_size_a_program_set(
    monkeypatch: pytest.MonkeyPatch, kind: str, block: int
) -> None:
    """A program that uses this library, and Pillow too, may have raised `ImageFile.MAXBLOCK` for its own files."""
    pixels, rule = noise(300, 300), EncodeRule((kind,), None)
    before = encode(pixels, rule, ABOUT).data
    monkeypatch.setattr(ImageFile, "MAXBLOCK", block)
    assert encode(pixels, rule, ABOUT).data == before
    assert block == ImageFile.MAXBLOCK, "and it stays as the program set it"


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [("image/png", "png"), ("image/jpeg", "jpg"), ("image/webp", "webp"), ("application/pdf", "pdf")],
)
def test_a_file_ends_as_its_kind_does(media_type: str, ending: str) -> None:
    assert EncodedFile(media_type, b"", None).extension == ending


def test_the_engines_that_decide_bytes_are_named() -> None:
    assert set(engines()) == {"pillow", "jpg", "webp", "deflate", "pikepdf", "qpdf"}
    assert all(version[0].isdigit() for version in engines().values())


# What a file says of itself


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what exiftool reads in a file of each format."""
    folder = tmp_path_factory.mktemp("said")
    for kind in ("png", "jpeg", "webp"):
        (folder / f"one.{kind}").write_bytes(encode(flat(), EncodeRule((kind,), None), ABOUT).data)
    command = ["exiftool", "-json", "-charset", "utf8", "-XMP:all", str(folder)]
    run = subprocess.run(command, capture_output=True, check=True)
    return {Path(entry["SourceFile"]).suffix[1:]: entry for entry in json.loads(run.stdout)}


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_other_programs_read_the_words_of_every_format(said: dict[str, dict[str, Any]], kind: str) -> None:
    texts = {
        "Title": ABOUT.title,
        "Description": ABOUT.caption,
        "AltTextAccessibility": ABOUT.alt,
        "ExtDescrAccessibility": ABOUT.alt_long,
        "UsageTerms": ABOUT.licence,
    }
    rest = {"Creator": ABOUT.creator, "Language": "de", "WebStatement": ABOUT.licence_url, "License": ABOUT.licence_url}
    found = {name: value for name, value in said[kind].items() if name != "SourceFile"}
    assert found == {**texts, **rest}, "and nothing else, such as a date or the name of a program"


def test_a_packet_is_xml_of_the_names_that_the_standards_give() -> None:
    """IPTC Photo Metadata 2021.1 and ISO 16684-1, whose names exiftool shortens; no text is in it twice, nor room."""
    data = packet(ABOUT)
    assert data.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><'.encode())
    assert data.endswith(b'</x:xmpmeta><?xpacket end="r"?>')
    node = ET.fromstring(data)[0][0]  # noqa: S314  (made here)
    core, rdf = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
    for name, text in (("AltTextAccessibility", ABOUT.alt), ("ExtDescrAccessibility", ABOUT.alt_long)):
        choices = node.findall(f"{core}{name}/{rdf}Alt/{rdf}li")
        assert [tuple(choice.attrib.values()) for choice in choices] == [("x-default",)]
        assert [choice.text for choice in choices] == [text]
    assert b"Kinder &amp; &lt;Eltern&gt;" in data


def test_what_is_not_known_is_not_said() -> None:
    names = (b"dc:description", b"WebStatement", b"cc:license")
    known, unknown = packet(ABOUT), packet(replace(ABOUT, caption="", licence_url=None))
    assert [name in known for name in names] == [True] * 3
    assert [name in unknown for name in names] == [False] * 3


def test_a_licence_without_an_address_is_stated_where_the_kit_is_published_but_is_no_such_licence() -> None:
    data = packet(replace(ABOUT, licence_url=None, site="https://kit.example.org/"))
    assert b"<xmpRights:WebStatement>https://kit.example.org/</xmpRights:WebStatement>" in data
    assert b"cc:license" not in data


def test_a_licence_with_an_address_is_stated_there_even_where_the_kit_is_published() -> None:
    data = packet(replace(ABOUT, site="https://kit.example.org/"))
    assert f"<xmpRights:WebStatement>{ABOUT.licence_url}</xmpRights:WebStatement>".encode() in data


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_other_words_make_another_file_of_the_same_pixels(kind: str) -> None:
    rule = EncodeRule((kind,), None)
    one, other = (encode(flat(), rule, about) for about in (ABOUT, replace(ABOUT, alt="Other.")))
    assert one.data != other.data
    assert one.pixels_sha256 == other.pixels_sha256
    assert opened(one).tobytes() == opened(other).tobytes()


def test_the_words_count_in_the_limit_of_bytes() -> None:
    wordy = replace(ABOUT, alt_long="A dark room. " * 200)
    size = len(encode(flat(), EncodeRule(("jpeg",), None), ABOUT).data)
    assert len(encode(flat(), EncodeRule(("jpeg",), size), ABOUT).data) == size
    with pytest.raises(EncodeError, match="no file under"):
        encode(flat(), EncodeRule(("jpeg",), size), wordy)


def test_words_that_no_file_can_hold_are_refused_with_their_size() -> None:
    said = r"the texts inside the file take 8\d,\d{3} bytes; the limit is 65,502"
    with pytest.raises(EncodeError, match=said) as caught:
        encode(flat(), EncodeRule(("jpeg",), None), replace(ABOUT, caption="a" * 80_000))
    assert caught.value.faults[0].remedy == "shorten 'caption' or 'shows' of the message"


def test_a_png_in_full_colour_has_no_palette_and_gives_way_to_a_jpeg_where_it_is_too_large() -> None:
    rule = EncodeRule(("png", "jpeg"), 5_000_000, full_colour=True)
    made = encode(lettered(), rule, ABOUT)
    assert (made.media_type, Image.open(BytesIO(made.data)).mode) == ("image/png", "RGB")
    assert encode(lettered(), replace(rule, full_colour=False), ABOUT).data != made.data
    large = len(encode(noise(60, 60), rule, ABOUT).data)
    assert encode(noise(60, 60), replace(rule, max_bytes=large), ABOUT).media_type == "image/jpeg"


def test_headers_and_backgrounds_are_in_full_colour() -> None:
    placements = kit.load(TESTS.parent).placements.values()
    assert {one.role for one in placements if one.full_colour} == {"header", "background"}
