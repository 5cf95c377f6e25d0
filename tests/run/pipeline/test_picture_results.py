"""Results of pictures that are packed until their kit is finished."""

from __future__ import annotations

import gc

import pytest

from kit.base.errors import Fault, Mark
from kit.model.asset import Asset, Thumbnail
from kit.model.finding import Finding
from kit.run.pipeline.picture_results import MadePicture, PackedPictures, PictureResult

CAPTION = "Ask the European Parliament to keep lawful the tools that find abuse, by 7 December 2020."


def made(index: int) -> MadePicture:
    """Return the result of a picture with everything that a result may have."""
    path, digest, alt = f"en/x/sign-{index}.png", f"{index:064x}", f"{CAPTION} {index % 2}"
    place = ("image/png", "x", "x/square", "post", "sign", "notice", "square.svg", "night", None, "en", None)
    entry = Asset(path, digest, digest, 1, 2, 3, *place, alt, "", CAPTION, None, None)
    finding = Finding("contrast", "warning", Fault("low", Mark("square.svg", 3), "raise it", code="x"), entry.path)
    small = Thumbnail(f"thumbnails/{index:016x}.webp", "0" * 64, 1, 2, 3, "image/webp")
    result = PictureResult("square.svg", (finding,), assets=(entry,), thumbnail=small)
    return MadePicture(index, result, attempted=True, seconds={"paint": 0.5}, peak_bytes=9)


def test_pictures_are_as_they_were_in_the_order_of_the_plan() -> None:
    packed, pictures = PackedPictures(), {index: made(index) for index in range(6)}
    for indices in ((4, 5), (0,), (), (3, 1, 2)):
        packed.add([pictures[index] for index in indices])
    assert [index in packed for index in (0, 5, 6)] == [True, True, False]
    taken = packed.take()
    assert [*taken.items()] == [*pictures.items()]
    assert (0 in packed, packed.take()) == (False, {})


@pytest.mark.ci
def test_pictures_are_packed_without_their_objects() -> None:
    packed = PackedPictures()
    packed.add([made(index) for index in range(60)])
    packed.add([made(index) for index in range(60, 150)])
    packed.add([made(150)])
    gc.collect()
    assert sum(type(one) is MadePicture for one in gc.get_objects()) == 1
    assert [*packed.take().values()] == [made(index) for index in range(151)]


def test_texts_that_pictures_share_are_in_memory_once() -> None:
    packed = PackedPictures()
    for index in range(4):
        packed.add([made(index)])
    assets = [one.result.assets[0] for one in packed.take().values()]
    assert len({id(one.caption) for one in assets}) == 1
    assert len({id(one.alt) for one in assets}) == 2
    assert len({id(one.media_type) for one in assets}) == 1
