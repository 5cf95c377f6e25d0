"""A photo or a logo as SVG: guarded as drawings are, with its own colours, and ids that collide with no other."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.faults import refused
from support.photos import saved

from kit.base.errors import DrawingError
from kit.drawing.svg.drawing_reader import read_graphic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.image import Graphic
    from kit.model.layout import Element


def read(folder: Path, body: str, head: str = 'viewBox="0 0 100 50"') -> Graphic:
    path = folder / "logo.svg"
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    path.write_text(f"<svg {namespaces} {head}>{body}</svg>", encoding="utf-8")
    return read_graphic(path, "x-")


def every(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from every(child)


def test_colours_stay_as_they_are_written(tmp_path: Path) -> None:
    graphic = read(tmp_path, '<g id="pin-left frame-2" class="wall"><rect width="9" height="9" fill="#0F2A2E"/></g>')
    assert tuple(graphic.size) == (100, 50)
    elements = [element for top in graphic.elements for element in every(top)]
    assert [element.attributes["fill"] for element in elements if element.tag == "rect"] == ["#0f2a2e"]
    assert {(element.name, element.pin, element.frames) for element in elements} == {("", None, ())}


def test_ids_and_references_get_a_prefix(tmp_path: Path) -> None:
    body = (
        '<defs><linearGradient id="a"><stop stop-color="red"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a"/><clipPath id="c"><rect width="5" height="5"/></clipPath></defs>'
        '<circle id="d" r="5" fill="url(#b)" clip-path="url(#c)"/>'
    )
    elements = [element for top in read(tmp_path, body).elements for element in every(top)]
    written = {key: value for element in elements for key, value in element.attributes.items()}
    assert {element.attributes["id"] for element in elements if "id" in element.attributes} == {
        "x-a",
        "x-b",
        "x-c",
        "x-d",
    }
    assert (written["href"], written["clip-path"]) == ("#x-a", "url(#x-c)")
    assert "url(#x-b)" in {element.attributes.get("fill") for element in elements}


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_picture_in_a_logo_is_pixels_and_nothing_else(form: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Fairphone", 6
    data = b64encode(saved(Image.new("RGB", (20, 10), "red"), form, exif=exif.tobytes())).decode()
    body = f'<image width="20" height="10" href="data:image/{form.lower()};base64,{data}"/>'
    elements = [element for top in read(tmp_path, body).elements for element in every(top)]
    (href,) = [element.attributes["href"] for element in elements if element.tag == "image"]
    plain = b64decode(href.partition(",")[2])
    assert b"Fairphone" in b64decode(data)
    assert b"Fairphone" not in plain
    with Image.open(BytesIO(plain)) as picture:
        assert (picture.info, picture.size) == ({}, (10, 20) if form == "JPEG" else (20, 10))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>alert(1)</script>", "unpaintable-element"),
        ('<image href="https://example.org/a.png" width="9" height="9"/>', "outside-reference"),
        ('<rect width="9" height="9" fill="red" onclick="f()"/>', "program-in-drawing"),
        ("<text>Name</text>", "unpaintable-element"),
        ('<g id="slot-qr"><rect width="9" height="9"/></g>', "slot-in-image"),
    ],
)
def test_what_has_no_place_in_a_logo_is_refused(body: str, code: str, tmp_path: Path) -> None:
    with refused(DrawingError, code) as faults:
        read(tmp_path, body)
    assert faults[0].mark
    assert faults[0].mark.file.endswith("/logo.svg")


def test_a_logo_without_a_size_is_refused(tmp_path: Path) -> None:
    with refused(DrawingError, "drawing-without-view-box"):
        read(tmp_path, '<rect width="9" height="9"/>', "")
