"""What a campaign opens for words of volunteers: layouts, shapes and slots, and the texts beside the pictures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from base64 import b64decode
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from support.maker_pages import SPEC, filled, opened, page_of

import kit
from kit.base.geometry import Box
from kit.compose import Composer
from kit.model.placement import Placement, SafeArea
from kit.project.plan import chosen_placements
from kit.publish.maker import maker_page
from kit.publish.maker.own_words import open_pictures, shapes_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return opened(tmp_path_factory.mktemp("opened") / "tiny")


def data_of(page: str) -> dict[str, Any]:
    """Return the data of a page, with what is packed in it."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data | {"packed": json.loads(zlib.decompress(b64decode(data["packed"]), -15))}


def test_each_layout_is_open_in_the_shapes_in_which_its_message_has_it(project: Project) -> None:
    found = [(one.artboard.layout, one.shape) for one in open_pictures(project, Composer(project), "en")]
    shapes = ["square", "portrait", "story", "landscape"]
    assert found == [
        *(("petition", shape) for shape in shapes),
        ("cover", "square"),
        ("cover", "portrait"),
        ("cover", "landscape"),
    ]


def test_a_story_is_for_the_platforms_that_show_all_that_the_first_of_them_shows() -> None:
    first, wider, narrower = (
        Placement(
            id=f"{id_}/story",
            role="story",
            size=(1080, 1920),
            formats=("png",),
            sources={},
            safe=SafeArea(top=250, right=60, bottom=bottom, left=60),
        )
        for id_, bottom in (("one", 340), ("two", 300), ("three", 400))
    )
    assert shapes_of([first, wider, narrower]) == {"story": (first, wider)}
    assert shapes_of([narrower, first, wider]) == {"story": (narrower, first, wider)}


def test_a_post_has_its_words_where_every_platform_of_its_size_shows_them(project: Project) -> None:
    shapes = shapes_of(chosen_placements(project.campaign, project.placements))
    square = shapes["square"]
    assert [one.id for one in square] == ["instagram/square", "x/square", "bluesky/square"]
    assert square[0].safe_box == Box(135, 65, 945, 1015)
    for one in filled(project, shapes=["square"]):
        for slot in one.slots.values():
            assert square[0].safe_box.contains(slot.box.slot.box, 1.0), (one.layout, slot.box.slot.box)


def test_a_file_is_in_a_format_and_a_size_that_every_platform_of_its_shape_takes(project: Project) -> None:
    shapes = data_of(page_of(project))["shapes"]
    assert shapes["square"] == {"size": [1080, 1080], "format": "jpeg", "bytes": 1_000_000}
    assert shapes["landscape"]["format"] == "png"


def test_the_line_below_a_sentence_never_overlaps_it(project: Project) -> None:
    pictures = filled(project)
    assert pictures
    for one in pictures:
        sentence, signed = (one.slots[name].box.slot.box for name in ("sentence", "signed"))
        assert not sentence.overlaps(signed), (one.layout, one.shape)


def test_the_drawing_has_nothing_of_the_words_that_it_opens(project: Project) -> None:
    data = data_of(page_of(project))
    texts = [data["packed"]["drawings"][0]["alt"], data["packed"]["drawings"][0]["caption"]]
    assert all("child safety" not in text and "Please." not in text for text in texts)
    assert "\ue000" in texts[0]
    assert "\ue001" in texts[0]
    assert "Sign the petition" in texts[0]
    assert "https://www.change.org/childsafetyfirst" in texts[1]


def test_the_texts_inside_a_file_say_that_a_volunteer_made_it(project: Project) -> None:
    packets = data_of(page_of(project))["packed"]["xmp"]
    assert ["<dc:source>made-by: volunteer</dc:source>" in one for one in packets] == [True, True]
    assert ["<dc:creator>" in one for one in packets] == [False, True]


def test_files_credit_the_drawing_in_the_language_of_the_page(tmp_path: Path) -> None:
    packets = data_of(page_of(kit.load(in_bulgarian(tmp_path)), "bg"))["packed"]["xmp"]
    credit = "<photoshop:Credit>Рисунка: The contributors, CC BY 4.0, tiny 1.0.0</photoshop:Credit>"
    assert [credit in one for one in packets] == [True, True]


BULGARIAN = """\
kit: {sender: Малка}
messages:
  share:
    copy: {headline: Кажи на други, button: Подпиши петицията}
    caption: {short: Моля сподели., long: Моля сподели петицията.}
    shows: Кратък призив с големи букви.
"""
#: Prints the page of a project in Bulgarian.
_PRINT = "import kit, sys; from support.maker_pages import page_of; print(page_of(kit.load(sys.argv[1]), 'bg'))"


def in_bulgarian(folder: Path) -> Path:
    """Return the project of a campaign that opens layouts, with a translation."""
    opened(folder / "tiny")
    (folder / "tiny" / "locales").mkdir()
    (folder / "tiny" / "locales" / "bg.yaml").write_text(BULGARIAN, encoding="utf-8")
    return folder / "tiny"


@pytest.mark.ci
def test_a_page_is_the_same_whoever_makes_it(tmp_path: Path) -> None:
    project = in_bulgarian(tmp_path)
    pages = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", _PRINT, str(project)]
        pages.add(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    assert len(pages) == 1


def test_a_page_names_no_address_but_those_of_the_campaign_and_of_standards(project: Project) -> None:
    page = unescape(page_of(project))
    shown = page[: page.index('<script type="application/json"')] + page[page.rindex("<script>") :]
    addresses = set(re.findall(r"https?://[\w./-]+", re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://ns.adobe.com/xap/1.0/"}
    assert "connect-src" not in page
    assert "default-src 'none'" in page


def test_a_campaign_that_opens_nothing_has_no_page(tmp_path: Path) -> None:
    closed = opened(tmp_path / "tiny", SPEC.replace("  maker: [petition, cover]\n", ""))
    assert maker_page(closed, Composer(closed), "en", "../index.html") is None


def test_a_translation_without_the_message_of_a_layout_has_a_page_without_that_layout(tmp_path: Path) -> None:
    opened(tmp_path / "tiny")
    (tmp_path / "tiny" / "locales").mkdir()
    (tmp_path / "tiny" / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    project = kit.load(tmp_path / "tiny")
    assert project.broken == ()
    found = {one.artboard.layout for one in open_pictures(project, Composer(project), "de")}
    assert found == {"cover"}


GERMAN = """\
kit: {sender: Winzig}
messages:
  share:
    copy: {headline: Sag es weiter, button: Unterschreib die Petition}
    caption: {short: Bitte teil das., long: Bitte teil die Petition.}
    shows: Ein kurzer Aufruf in großen Buchstaben.
"""
