"""Photos and logos become pixels: upright, in sRGB, cut and scaled, with nothing of what their files say."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from PIL import Image
from support.faults import refused
from support.photos import exchanged_profile, gradient, quarters, saved, with_secrets

from kit.base.errors import ImageError
from kit.base.geometry import Box
from kit.drawing.images.image_file import form_of, size_of
from kit.drawing.images.preparing import embedded_in_text, prepare, require_whole
from kit.model.image import FoundImage, ImagePart

if TYPE_CHECKING:
    from pathlib import Path


def found(path: Path) -> FoundImage:
    data = path.read_bytes()
    form = form_of(data, path.name)
    return FoundImage(path, sha256(data).hexdigest(), form, size_of(data, form, path.name))


def written(path: Path, data: bytes) -> FoundImage:
    path.write_bytes(data)
    return found(path)


def painted(image: FoundImage, size: tuple[int, int], area: Box | None = None) -> Image.Image:
    """Return a part of an image, by default all of it, as it is painted."""
    part = ImagePart(image, area or Box(0, 0, *image.size), size)
    return Image.open(io.BytesIO(prepare(part)))


def colour(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at a place in parts of a picture."""
    pixel = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(pixel, tuple)
    return pixel


def assert_near(one: tuple[int, ...], other: tuple[int, ...], levels: int = 4) -> None:
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= levels, (one, other)


@pytest.mark.parametrize(("form", "options"), [("JPEG", {"quality": 95}), ("PNG", {}), ("WEBP", {"lossless": True})])
def test_a_photo_of_each_form_is_cut_and_scaled(form: str, options: dict[str, Any], tmp_path: Path) -> None:
    image = written(tmp_path / "no-ending", saved(gradient(800, 600), form, **options))
    assert (image.form, tuple(image.size)) == (form.lower(), (800, 600))
    picture = painted(image, (100, 100), Box(200, 0, 800, 600))
    assert (picture.size, picture.mode) == ((100, 100), "RGB")
    assert_near(colour(picture, 0.005, 0.005), (64, 1, 191))
    assert_near(colour(picture, 0.995, 0.995), (254, 254, 1))


@pytest.mark.few(3)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation: int, tmp_path: Path) -> None:
    turns = [
        None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_90, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_270,
    ]  # fmt: skip
    turn, upright = turns[orientation - 1], quarters(640, 400)
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(upright.transpose(turn) if turn is not None else upright, "JPEG", quality=95))
    image = found(with_secrets(path, orientation))
    assert tuple(image.size) == (640, 400)
    picture = painted(image, (64, 40))
    seen = [colour(picture, x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    for one, other in zip(seen, [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)], strict=True):
        assert_near(one, other)
    assert_near(colour(painted(image, (32, 20), Box(340, 20, 620, 180)), 0.5, 0.5), (0, 255, 0))
    assert_near(colour(painted(image, (32, 20), Box(20, 220, 300, 380)), 0.5, 0.5), (0, 0, 255))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_colours_are_converted_by_the_profile_of_the_file(form: str, tmp_path: Path) -> None:
    data = saved(Image.new("RGB", (64, 64), (200, 40, 40)), form, icc_profile=exchanged_profile(), quality=95)
    picture = painted(written(tmp_path / "photo", data), (8, 8))
    assert_near(colour(picture, 0.5, 0.5), (40, 200, 40))
    assert picture.info == {}


def test_see_through_pixels_stay_so_and_their_colours_are_converted(tmp_path: Path) -> None:
    logo = Image.new("RGBA", (64, 64), (200, 40, 40, 0))
    logo.paste((200, 40, 40, 255), (32, 0, 64, 64))
    picture = painted(written(tmp_path / "logo", saved(logo, "PNG", icc_profile=exchanged_profile())), (16, 16))
    assert picture.mode == "RGBA"
    assert colour(picture, 0.1, 0.5)[3] == 0
    assert_near(colour(picture, 0.9, 0.5), (40, 200, 40, 255))


def indexed() -> Image.Image:
    """Return a picture of two indexed colours, of which one is transparent."""
    picture = Image.new("P", (64, 64), 0)
    picture.putpalette([0, 0, 0, 10, 200, 30])
    picture.paste(1, (32, 0, 64, 64))
    picture.info["transparency"] = 0
    return picture


@pytest.mark.parametrize(
    ("picture", "mode", "expected"),
    [
        (indexed(), "RGBA", (10, 200, 30, 255)),
        (Image.new("L", (64, 64), 90), "RGB", (90, 90, 90)),
        (Image.new("LA", (64, 64), (90, 255)), "RGB", (90, 90, 90, 255)),
        (Image.new("1", (64, 64), 1), "RGB", (255, 255, 255)),
        (Image.new("I;16", (64, 64), 257 * 90), "RGB", (90, 90, 90)),
    ],
    ids=lambda value: getattr(value, "mode", None),
)
def test_every_kind_of_pixel_becomes_8_bits_of_srgb(
    picture: Image.Image, mode: str, expected: tuple[int, ...], tmp_path: Path
) -> None:
    result = painted(written(tmp_path / "picture", saved(picture, "PNG")), (16, 16))
    assert result.mode == mode or len(expected) == 4
    assert_near(colour(result, 0.9, 0.5), expected, 1)


def test_a_jpeg_in_which_a_phone_keeps_several_pictures_is_its_first(tmp_path: Path) -> None:
    data = saved(quarters(640, 480), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), "black")])
    image = written(tmp_path / "photo.jpg", data)
    assert (image.form, tuple(image.size)) == ("jpeg", (640, 480))
    assert_near(colour(painted(image, (64, 48)), 0.75, 0.25), (0, 255, 0))


def test_no_byte_of_what_a_phone_wrote_is_in_a_part(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(gradient(640, 480), "JPEG", icc_profile=exchanged_profile()))
    data = prepare(ImagePart(found(with_secrets(path, 6)), Box(0, 0, 480, 640), (48, 64)))
    chunks = []
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append(data[at + 4 : at + 8])
        at += length + 12
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}


def test_a_photo_of_50_megapixels_is_taken_and_scaled(tmp_path: Path) -> None:
    picture = gradient(818, 613).resize((8180, 6130), Image.Resampling.BILINEAR)
    image = written(tmp_path / "photo.jpg", saved(picture, "JPEG", quality=70))
    require_whole(image, "photo.jpg")
    assert_near(colour(painted(image, (1080, 1080), Box(0, 0, 6130, 6130)), 0.999, 0.999), (191, 255, 64))


def head_of_png(width: int, height: int) -> bytes:
    """Return a PNG of a pixel whose head names another size."""
    data = saved(Image.new("RGB", (1, 1)), "PNG")
    head = data[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[24:29]
    return head + crc32(head[12:]).to_bytes(4, "big") + data[33:]


MOVING = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image-empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image-of-another-kind"),
        (saved(MOVING[0], "GIF"), "image-of-another-kind"),
        (saved(MOVING[0], "TIFF"), "image-of-another-kind"),
        (b"words, not a picture", "image-of-another-kind"),
        (b"\xff\xd8\xff\xe0no more", "image-damaged"),
        (saved(MOVING[0], "PNG")[:20], "image-damaged"),
        (saved(gradient(64, 64, noise=20), "WEBP")[:600], "image-damaged"),
        (head_of_png(20_000, 20_000), "image-with-too-many-pixels"),
        (b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0" * 2, "image-with-too-many-pixels"),
        (saved(MOVING[0], "PNG", save_all=True, append_images=MOVING[1:]), "image-moves"),
        (saved(MOVING[0], "WEBP", save_all=True, append_images=MOVING[1:]), "image-moves"),
        (saved(Image.new("CMYK", (8, 8)), "JPEG"), "image-colours-unknown"),
    ],
    ids=[
        "empty",
        "heic",
        "gif",
        "tiff",
        "text",
        "jpeg",
        "png",
        "webp",
        "large",
        "large-webp",
        "apng",
        "moving-webp",
        "cmyk",
    ],
)
def test_what_is_no_photo_is_refused_by_name(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "bus.jpg"
    path.write_bytes(data)
    with refused(ImageError, code) as faults:
        found(path)
    assert faults[0].message.startswith("'bus.jpg' ")
    assert faults[0].remedy


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_that_is_cut_off_is_refused(form: str, tmp_path: Path) -> None:
    data = saved(gradient(640, 480, noise=20), form)
    image = written(tmp_path / "photo", data[: len(data) * 3 // 4])
    with refused(ImageError, "image-damaged"):
        require_whole(image, "photo")
    with refused(ImageError, "image-damaged"):
        painted(image, (64, 48))


def test_a_file_that_changed_since_it_was_found_is_not_painted(tmp_path: Path) -> None:
    image = written(tmp_path / "photo.png", saved(Image.new("RGB", (8, 8), "red"), "PNG"))
    (tmp_path / "photo.png").write_bytes(saved(Image.new("RGB", (8, 8), "blue"), "PNG"))
    with refused(ImageError, "image-changed"):
        painted(image, (8, 8))


def test_only_what_an_svg_refers_to_is_embedded_in_it(tmp_path: Path) -> None:
    image = written(tmp_path / "photo.png", saved(Image.new("RGB", (8, 8), "red"), "PNG"))
    part = ImagePart(image, Box(0, 0, 8, 8), (8, 8))
    other = ImagePart(image, Box(0, 0, 4, 4), (8, 8))
    assert part.href != other.href
    assert embedded_in_text(f'<image href="{part.href}"/>', (part, other)).startswith(
        '<image href="data:image/png;base64,iVB'
    )
    assert embedded_in_text("<g/>", (part,)) == "<g/>"
