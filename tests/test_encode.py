from __future__ import annotations

import random
import re
import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageCms

from kit.encode import JPEG_QUALITIES, encode, engines
from kit.errors import EncodeError
from kit.model.asset import EncodedFile, EncodeRule, Pixels


def flat(width: int = 200, height: int = 100, alpha: int = 255) -> Pixels:
    """Return one colour with a bar of another, which compresses well."""
    row = bytes((15, 42, 46, alpha)) * (width // 2) + bytes((245, 168, 60, 255)) * (width - width // 2)
    return Pixels(width, height, row * height)


def noise(width: int, height: int) -> Pixels:
    """Return pixels that compress badly, the same every time."""
    colours = random.Random(7).randbytes(width * height * 3)  # noqa: S311
    rgba = b"".join(colours[at : at + 3] + b"\xff" for at in range(0, len(colours), 3))
    return Pixels(width, height, rgba)


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
    for candidate in range(70, 100):
        buffer = BytesIO()
        Image.new("RGB", (8, 8)).save(buffer, "JPEG", quality=candidate, subsampling=0)
        if opened(EncodedFile("image/jpeg", buffer.getvalue(), "")).quantization == opened(file).quantization:  # type: ignore[attr-defined]
            return candidate
    return 0


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG by type."""
    found, at = {}, 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += 12 + length
    return found


BOTH = ("png", "jpeg")


def test_a_small_picture_becomes_a_png_with_every_pixel_kept() -> None:
    file = encode(flat(), EncodeRule(BOTH, 100_000))
    assert (file.media_type, file.extension) == ("image/png", "png")
    assert opened(file).convert("RGBA").tobytes() == flat().rgba
    assert file.pixels_sha256 == flat().digest


def test_png_is_left_for_jpeg_at_60_percent_of_the_limit() -> None:
    pixels = noise(100, 100)
    size = len(encode(pixels, EncodeRule(("png",), None)).data)
    assert encode(pixels, EncodeRule(BOTH, int(size / 0.59))).media_type == "image/png"
    assert encode(pixels, EncodeRule(BOTH, int(size / 0.61))).media_type == "image/jpeg"


def test_png_is_left_for_jpeg_above_1_mb_whatever_the_limit() -> None:
    small, large = noise(500, 600), noise(600, 600)
    assert len(encode(small, EncodeRule(("png",), None)).data) < 1_000_000
    assert len(encode(large, EncodeRule(("png",), None)).data) > 1_000_000
    for limit in (8_000_000, None):
        assert encode(small, EncodeRule(BOTH, limit)).media_type == "image/png"
        assert encode(large, EncodeRule(BOTH, limit)).media_type == "image/jpeg"


def test_png_alone_may_be_as_large_as_the_limit() -> None:
    pixels = noise(600, 600)
    size = len(encode(pixels, EncodeRule(("png",), None)).data)
    assert size > 1_000_000
    assert len(encode(pixels, EncodeRule(("png",), size)).data) == size
    with pytest.raises(EncodeError):
        encode(pixels, EncodeRule(("png",), size - 1))


def test_png_alone_without_a_limit_may_have_any_size() -> None:
    """The previews of printed sheets: no platform recompresses them, and nothing else can be made instead."""
    file = encode(noise(1200, 1200), EncodeRule(("png",), None))
    assert file.media_type == "image/png"
    assert len(file.data) > 4_000_000


def test_a_platform_without_png_gets_jpeg_at_the_best_quality() -> None:
    file = encode(flat(), EncodeRule(("jpeg",), 100_000))
    assert (file.media_type, file.extension, quality(file)) == ("image/jpeg", "jpg", 92)


def test_jpeg_quality_falls_only_as_far_as_the_limit_asks_and_never_below_80() -> None:
    pixels = noise(120, 120)
    assert (JPEG_QUALITIES[0], JPEG_QUALITIES[-1]) == (92, 80)
    limit, found = 10**9, []
    while True:
        try:
            file = encode(pixels, EncodeRule(("jpeg",), limit))
        except EncodeError as error:
            assert str(error).startswith(f"no file under {limit:,} bytes could be made: jpeg ")  # noqa: PT017
            break
        assert len(file.data) <= limit
        found.append(quality(file))
        limit = len(file.data) - 1
    assert found == [92, 90, 88, 86, 84, 82, 80]
    assert all(one > other for one, other in pairwise(found))


def test_jpeg_keeps_the_colours_of_every_pixel() -> None:
    """4:4:4: every component is sampled once a pixel."""
    assert sampling(encode(flat(), EncodeRule(("jpeg",), None)).data) == [(1, 1)] * 3


def test_png_says_that_it_is_srgb() -> None:
    assert chunks(encode(flat(), EncodeRule(BOTH, None)).data)[b"sRGB"] == b"\x00"


def test_jpeg_says_that_it_is_srgb() -> None:
    data = opened(encode(flat(), EncodeRule(("jpeg",), None))).info["icc_profile"]
    profile = ImageCms.ImageCmsProfile(BytesIO(data))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert data[24:36] == bytes(12)


def test_transparency_is_kept_and_an_opaque_picture_has_no_alpha_channel() -> None:
    rule = EncodeRule(("png",), None)
    assert (opened(encode(flat(), rule)).mode, opened(encode(flat(alpha=80), rule)).mode) == ("RGB", "RGBA")
    assert opened(encode(flat(alpha=80), rule)).tobytes() == flat(alpha=80).rgba


@pytest.mark.parametrize("formats", [("png",), ("jpeg",)])
def test_the_same_pixels_make_the_same_bytes_in_every_process(formats: tuple[str, ...]) -> None:
    rule = EncodeRule(formats, None)
    data = encode(flat(), rule).data
    assert encode(flat(), rule).data == data
    command = (
        "import sys; from kit.encode import encode; from kit.model.asset import EncodeRule, Pixels;"
        f"sys.stdout.buffer.write(encode(Pixels(200, 100, sys.stdin.buffer.read()), EncodeRule({formats}, None)).data)"
    )
    run = subprocess.run([sys.executable, "-c", command], input=flat().rgba, capture_output=True, check=True)
    assert run.stdout == data


@pytest.mark.parametrize(
    ("media_type", "ending"), [("image/png", "png"), ("image/jpeg", "jpg"), ("application/pdf", "pdf")]
)
def test_a_file_ends_as_its_kind_does(media_type: str, ending: str) -> None:
    assert EncodedFile(media_type, b"", None).extension == ending


def test_the_engines_that_decide_bytes_are_named() -> None:
    assert set(engines()) == {"pillow", "jpg", "zlib", "pikepdf", "qpdf"}
    assert all(version[0].isdigit() for version in engines().values())
