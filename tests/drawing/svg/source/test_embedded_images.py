"""Pictures inside a drawing have the colours that browsers show, in both engines."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms
from support.photos import exchanged_profile, saved

from kit.drawing.svg.engine_input import Original
from kit.drawing.svg.source.embedded_images import in_srgb, without_metadata
from kit.judge.engine_agreement import difference

if TYPE_CHECKING:
    from pathlib import Path

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def as_href(data: bytes, form: str) -> str:
    return f"data:image/{form.lower()};base64,{b64encode(data).decode()}"


def decoded(href: str) -> Image.Image:
    return Image.open(BytesIO(b64decode(href.partition(",")[2])))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_with_a_profile_is_converted_to_srgb(form: str) -> None:
    """Its colours were painted as if they were those of sRGB."""
    data = saved(Image.new("RGB", (8, 8), (200, 40, 40)), form, icc_profile=exchanged_profile(), quality=95)
    plain = decoded(in_srgb(as_href(data, form)))
    red, green, blue = plain.convert("RGB").crop((4, 4, 5, 5)).tobytes()
    assert (abs(red - 40) < 6, abs(green - 200) < 6, abs(blue - 40) < 6) == (True, True, True)
    assert "icc_profile" not in plain.info


def test_transparency_stays() -> None:
    image = Image.new("RGBA", (2, 1), (200, 40, 40, 255))
    image.putpixel((1, 0), (200, 40, 40, 90))
    plain = decoded(in_srgb(as_href(saved(image, "PNG", icc_profile=exchanged_profile()), "PNG")))
    assert [*plain.convert("RGBA").getchannel("A").tobytes()] == [255, 90]
    indexed = Image.new("P", (2, 1))
    indexed.putpalette([200, 40, 40, 0, 0, 0])
    indexed.putpixel((1, 0), 1)
    data = saved(indexed, "PNG", icc_profile=exchanged_profile(), transparency=1)
    plain = decoded(in_srgb(as_href(data, "PNG")))
    assert [*plain.convert("RGBA").getchannel("A").tobytes()] == [255, 0]


@pytest.mark.parametrize("options", [{}, {"icc_profile": SRGB}, {"icc_profile": b"no profile"}])
def test_a_picture_in_srgb_stays_as_it_is(options: dict[str, bytes]) -> None:
    href = as_href(saved(Image.new("RGB", (2, 2), "#a14"), "PNG", **options), "PNG")
    assert in_srgb(href) == href
    assert decoded(without_metadata(href)).getpixel((0, 0)) == (0xAA, 0x11, 0x44)


@pytest.mark.parametrize("href", ["data:image/png;base64,iVBORw0KGgo=", "photo.png", "data:image/png;base64,?"])
def test_what_is_refused_elsewhere_stays_as_it_is(href: str) -> None:
    assert in_srgb(href) == href


def test_both_engines_paint_the_colours_of_a_profile(tmp_path: Path) -> None:
    href = as_href(saved(Image.new("RGB", (40, 40), (200, 40, 40)), "PNG", icc_profile=exchanged_profile()), "PNG")
    path = tmp_path / "square.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect id="live" width="100" height="100"/>'
        f'<image width="100" height="100" href="{href}"/></svg>',
        encoding="utf-8",
    )
    original = Original(path)
    assert original.reading()[0].children[0].attributes["href"] != href
    assert not difference(original).is_visible
