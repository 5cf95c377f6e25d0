"""The page for words of one's own in Chromium: what it refuses, what it paints, and what it saves."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from support.browser import becomes, until
from support.maker_pages import SPEC, filled, opened, page_of, same_lines, setting, within_reach

from kit.compose import Composer
from kit.publish.maker.own_words import open_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kit.model.project import Project

GOOD = "Every child deserves a world that looks."
NAME = "Early Swifts, Lund"
#: Sentences that are set in one line, in many, with quotation marks, with accents, and with letters that reach far.
SENTENCES = [
    GOOD,
    "Look.",
    "We ask the European Parliament to keep the tools on that find what nobody should have to see.",
    "“Some lights you never switch off,” we say.",
    "Où que l’on soit, l’enfance compte: Ångström, Čapek, Łódź, Ġgantija.",
    "A fluffy official office offers difficult waffles.",
    "Child-protection is a well-known, long-term, state-of-the-art thing to do.",
    "I",
    "Jeg sier: «Se etter, hver eneste dag».",
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return opened(tmp_path_factory.mktemp("words") / "tiny")


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page as it is, and one whose functions are within reach."""
    made = tmp_path_factory.mktemp("pages")
    (made / "make.html").write_text(page_of(project), encoding="utf-8")
    (made / "reach.html").write_text(within_reach(page_of(project)), encoding="utf-8")
    return made


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page as people open it, from a folder; it asks for nothing, and nothing in it fails."""
    tab = browser.new_page(accept_downloads=True)
    asked, wrong = list[str](), list[str]()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text))
    tab.goto((folder / "make.html").as_uri())
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    yield tab
    tab.close()
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [(folder / "make.html").as_uri()]
    assert wrong == []


def write(page: Page, sentence: str, name: str = NAME) -> None:
    """Write a sentence and a name, and wait until both were judged."""
    page.evaluate(
        """([sentence, name]) => {
          document.getElementById("sentence").value = sentence;
          document.getElementById("group").value = name;
          document.getElementById("form").dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        [sentence, name],
    )


def choose(page: Page, field: str, value: str) -> None:
    """Choose a shape or a layout."""
    page.evaluate(
        "([field, value]) => document.querySelector(`[name=${field}][value=${value}]`).click()", [field, value]
    )


def saved(page: Page) -> tuple[str, bytes]:
    """Save the picture; return the name and the content of its file."""
    with page.expect_download() as download:
        page.click("#save")
    return download.value.suggested_filename, download.value.path().read_bytes()


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.few(3)
@pytest.mark.parametrize("name", ["Scouts 1", "@swifts", "#swifts", "swifts.org", "Victims of Lund", "жяж", "W" * 60])
def test_a_name_is_refused_like_a_sentence(page: Page, name: str) -> None:
    write(page, GOOD, name)
    assert page.text_content("#reason")
    assert page.is_disabled("#save")
    assert page.get_attribute("#group", "aria-invalid") == "true"


def test_what_a_line_and_the_call_below_it_read_together_is_refused(page: Page) -> None:
    write(page, "No more abuse", "")
    assert "misread" in (page.text_content("#reason") or "")


@pytest.mark.parametrize(("sentence", "name"), [("", NAME), (GOOD, ""), (" \u200b ", NAME)])
def test_nothing_is_saved_without_a_sentence_and_a_name(page: Page, sentence: str, name: str) -> None:
    write(page, sentence, name)
    assert page.text_content("#reason") == ""
    assert page.is_disabled("#save")


# What is over --------------------------------------------------------------------------------------------------------


def test_another_day_and_the_photo_are_asked_for_together(browser: Browser, project: Project, tmp_path: Path) -> None:
    with_end = page_of(project).replace('"last":""', '"last":"2020-12-07"')
    (tmp_path / "make.html").write_text(with_end, encoding="utf-8")
    place = "document.getElementById('own-photo').compareDocumentPosition(document.getElementById('form'))"
    for fragment, is_first in (
        ("own-photo&day=2020-12-01", True),
        ("day=2020-12-01&own-photo", True),
        ("day=2020-12-01", False),
    ):
        tab = browser.new_page()
        tab.goto(f"{(tmp_path / 'make.html').as_uri()}#{fragment}")
        until(tab, "document.documentElement.dataset.ready === 'yes'")
        expect(tab.locator("#form")).to_be_visible()
        expect(tab.locator("#own-photo")).to_be_visible()
        assert bool(tab.evaluate(place) & 4) == is_first, "the form follows the photo"
        assert (tab.get_attribute("#back", "href") or "").endswith("/index.html#day=2020-12-01")
        tab.close()


def test_what_is_asked_for_of_the_page_that_is_open_is_shown(browser: Browser, folder: Path) -> None:
    tab = browser.new_page(viewport={"width": 375, "height": 667})
    tab.goto((folder / "make.html").as_uri())
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    expect(tab.locator("#photo-title")).not_to_be_in_viewport()
    tab.evaluate("location.hash = 'own-photo&day=2020-12-01'")
    expect(tab.locator("#photo-title")).to_be_in_viewport()
    tab.close()


def test_after_the_last_day_of_the_campaign_nothing_is_made(browser: Browser, project: Project, tmp_path: Path) -> None:
    with_end = page_of(project).replace('"last":""', '"last":"2020-12-07"')
    (tmp_path / "make.html").write_text(with_end, encoding="utf-8")
    for day, is_over in (("2020-12-07", False), ("2020-12-08", True)):
        tab = browser.new_page()
        tab.goto(f"{(tmp_path / 'make.html').as_uri()}#day={day}")
        until(tab, "document.documentElement.dataset.ready === 'yes'")
        assert tab.is_visible("#form") != is_over
        assert tab.is_visible("#own-photo") != is_over
        said = (
            "The days of this campaign are over: the last was 7\u00a0December\u00a02020. There is nothing left to post."
        )
        assert tab.text_content("#ended") == (said if is_over else "")
        tab.close()


# What is painted -----------------------------------------------------------------------------------------------------


def test_lines_are_those_of_the_kit(browser: Browser, folder: Path, project: Project) -> None:
    tab = browser.new_page()
    tab.goto((folder / "reach.html").as_uri())
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    alike = of = 0
    for one in filled(project):
        for slot in ("sentence", "signed"):
            alike += same_lines(json.loads(tab.evaluate(setting(SENTENCES, one, slot))), one, slot, SENTENCES)
            of += len(SENTENCES)
    tab.close()
    assert alike >= 0.95 * of


def test_the_page_says_what_is_one_s_own_and_what_the_campaign_s(page: Page) -> None:
    says = (
        "The picture names you as the author of these words. The figure, the address and the sender are the campaign’s."
    )
    assert page.locator("#act > .meta:not(.rights)").inner_text() == says


#: Whose drawing it is, as the licence of the campaign asks.
CREDIT = "Drawing: The contributors, CC BY 4.0, tiny 1.0.0"


@pytest.mark.ci
@pytest.mark.parametrize(
    ("licence", "credit", "asks"),
    [
        ("CC BY 4.0", CREDIT, False),
        ("By arrangement", "Drawing: The contributors, By arrangement, tiny 1.0.0", False),
        ("CC BY-ND 4.0", "Drawing: The contributors, CC BY-ND 4.0, tiny 1.0.0", True),
        ("all rights reserved", "Drawing: The contributors, All rights reserved, tiny 1.0.0", True),
    ],
)
def test_the_page_says_beside_save_whose_what_is(
    browser: Browser, tmp_path: Path, licence: str, credit: str, *, asks: bool
) -> None:
    project = opened(tmp_path / "tiny", SPEC.replace("licence: CC BY 4.0", f"licence: {licence}"))
    (tmp_path / "make.html").write_text(page_of(project), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "make.html").as_uri())
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    said = f"What you add stays yours: the file states no licence for it. {credit}."
    may = " You may post this picture as it is. For any other use, ask The contributors." if asks else ""
    for of in ("#act", "#ring-view"):
        assert tab.inner_text(f"{of} .buttons + .meta, {of} .meta.rights >> nth=-1") == said + may
    tab.close()


#: What states a licence or an owner for a whole file.
STATEMENTS = ("UsageTerms", "WebStatement", "License", "Marked", "Rights", "Owner", "Copyright", "creativecommons.org")


def metadata(path: Path) -> dict[str, Any]:
    """Return what exiftool reads in a file, which Pillow opens; nothing in it states a licence or an owner."""
    run = subprocess.run(["exiftool", "-json", path], capture_output=True, check=True)
    [said] = json.loads(run.stdout)
    with Image.open(path) as picture:
        packet = picture.getxmp()["xmpmeta"]["RDF"]["Description"]
    assert packet["Credit"] == said["Credit"]
    assert ("creator" in packet) == ("Creator" in said)
    assert not [one for one in STATEMENTS if one in str(said) or one.encode() in path.read_bytes()]
    return dict(said)


@pytest.mark.ci
@pytest.mark.parametrize("name", [NAME, "Käthe & Co.", "A$&B"])
def test_own_words_are_by_who_is_named_and_the_drawing_is_credited(page: Page, tmp_path: Path, name: str) -> None:
    write(page, GOOD, name)
    becomes(page, "document.getElementById('reason').textContent", "")
    for shape in ("square", "landscape"):
        choose(page, "shape", shape)
        file, data = saved(page)
        (tmp_path / file).write_bytes(data)
        said = metadata(tmp_path / file)
        assert (said["Creator"], said["Credit"]) == (name, CREDIT)


@pytest.mark.ci
def test_a_photo_in_the_ring_is_by_nobody_that_the_kit_knows(page: Page, photo: Path, tmp_path: Path) -> None:
    page.set_input_files("#photo", photo)
    page.fill("#signer", "Anna")
    until(page, "document.getElementById('ring').dataset.painted === 'I signed, Anna'")
    with page.expect_download() as download:
        page.click("#save-photo")
    download.value.save_as(tmp_path / "ring.jpg")
    said = metadata(tmp_path / "ring.jpg")
    assert "Creator" not in said
    assert said["Credit"] == CREDIT
    assert not [name for name in said if "GPS" in name or name in {"Make", "Model", "Orientation", "Artist"}]


@pytest.mark.ci
def test_a_file_holds_its_alternative_text_and_who_made_it(page: Page) -> None:
    write(page, GOOD)
    alt = page.text_content("#alt") or ""
    assert alt.startswith(f"Text: {GOOD} Words: {NAME}. Sign the petition.")
    assert alt.endswith("Made by a volunteer.")
    assert page.text_content("#caption") == f"{GOOD} Words: {NAME}\n\nhttps://www.change.org/childsafetyfirst"
    for shape in ("square", "landscape"):
        choose(page, "shape", shape)
        _, data = saved(page)
        assert data.count(b"<dc:source>made-by: volunteer</dc:source>") == 1
        assert data.count(alt.encode()) == 2


@pytest.mark.ci
@pytest.mark.parametrize(
    ("shape", "copied", "said"),
    [
        ("square", f"{GOOD} Words: {NAME}\n\nhttps://www.change.org/childsafetyfirst", "Now paste the caption"),
        ("story", "https://www.change.org/childsafetyfirst", "The address is copied. Paste it where a link is asked"),
    ],
)
def test_sharing_copies_what_is_pasted_there(
    browser: Browser, folder: Path, shape: str, copied: str, said: str
) -> None:
    tab = browser.new_page()
    tab.add_init_script("navigator.canShare = () => true; navigator.share = async () => { window.shared = true; };")
    tab.goto((folder / "make.html").as_uri())
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    tab.evaluate("addEventListener('copy', () => { window.copied = document.activeElement.value; }, true)")
    choose(tab, "shape", shape)
    write(tab, GOOD)
    until(tab, "!document.getElementById('share').disabled")
    tab.click("#share")
    until(tab, "window.shared")
    becomes(tab, "window.copied", copied)
    until(tab, f"document.getElementById('status').textContent.includes({said!r})")
    tab.close()


def test_markup_is_only_words(page: Page) -> None:
    write(page, '<b>Look</b> & "see" </script>')
    becomes(page, "document.getElementById('reason').textContent", "")
    _, data = saved(page)
    assert b"&lt;b&gt;Look&lt;/b&gt; &amp;" in data


# The ring ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of 12 megapixels that a phone has turned, with its place."""
    across, down = np.meshgrid(np.linspace(0, 255, 4000), np.linspace(0, 255, 3000))
    image = Image.fromarray(np.dstack([across, down, np.full_like(across, 90)]).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "PhoneMaker", "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(tmp_path / "photo.jpg", exif=exif)
    return tmp_path / "photo.jpg"


@pytest.mark.ci
def test_a_photo_in_the_ring_is_upright_and_says_nothing_of_place_and_phone(page: Page, photo: Path) -> None:
    page.set_input_files("#photo", photo)
    page.fill("#signer", "Anna")
    until(page, "document.getElementById('ring').dataset.painted === 'I signed, Anna'")
    with page.expect_download() as download:
        page.click("#save-photo")
    data = download.value.path().read_bytes()
    picture = Image.open(BytesIO(data))
    assert picture.size == (1080, 1080)
    assert not picture.getexif()
    assert b"PhoneMaker" not in data
    assert b"GPS" not in data
    top, bottom = (picture.convert("RGB").getpixel((540, y)) for y in (200, 700))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] + 60 < bottom[0]


def test_the_address_of_the_ring_leads_to_it(browser: Browser, folder: Path, tmp_path: Path) -> None:
    tab = browser.new_page(viewport={"width": 375, "height": 667})
    tab.goto(f"{(folder / 'make.html').as_uri()}#own-photo")
    until(tab, "document.documentElement.dataset.ready === 'yes'")
    until(tab, "document.getElementById('photo-title').getBoundingClientRect().top < 100")
    seen = "document.getElementById('ring').getContext('2d', { willReadFrequently: true }).getImageData(540, 60, 1, 1)"
    until(tab, f"{seen}.data[3] === 255")  # the ring and its words, before there is a photo
    expect(tab.locator("#save-photo")).to_be_disabled()
    Image.new("RGB", (300, 200), "#606060").save(tmp_path / "photo.png")
    tab.set_input_files("#photo", tmp_path / "photo.png")
    expect(tab.locator("#save-photo")).to_be_in_viewport()
    tab.close()


def test_a_reason_is_below_the_field_that_it_is_about(page: Page) -> None:
    write(page, "82 million children")
    top = "document.getElementById('{}').getBoundingClientRect().top"
    assert page.evaluate(f"{top.format('reason')} < {top.format('group')}")
    write(page, GOOD, "Scouts 1")
    assert page.evaluate(f"{top.format('reason')} > {top.format('group')}")


@pytest.mark.ci
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("across.jpg", (4000, 3000)),
        ("panorama.jpg", (6000, 900)),
        ("small.png", (90, 120)),
        ("grey.jpg", (1200, 1600)),
        ("photo.webp", (1080, 1080)),
    ],
)
def test_a_photo_of_any_shape_fills_the_ring_around_its_middle(
    page: Page, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    image = Image.new("L" if name == "grey.jpg" else "RGB", size, "#606060")
    side = min(size) // 4
    x, y = size[0] // 2, size[1] // 2
    image.paste("#d0d0d0", (x - side // 2, y - side // 2, x + side // 2, y + side // 2))
    image.save(tmp_path / name)
    page.set_input_files("#photo", tmp_path / name)
    until(page, "document.getElementById('ring').dataset.painted === 'I signed'")
    with page.expect_download() as download:
        page.click("#save-photo")
    picture = Image.open(download.value.path()).convert("L")
    assert picture.size == (1080, 1080)
    pixels = np.asarray(picture, np.int16)
    levels = [int(pixels[y, x]) for x, y in ((540, 540), (440, 640), (370, 540), (540, 370))]
    assert np.abs(np.subtract(levels, (0xD0, 0xD0, 0x60, 0x60))).max() < 10, levels


def test_a_photo_that_the_browser_cannot_open_is_refused_with_what_to_do(page: Page, tmp_path: Path) -> None:
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    page.set_input_files("#photo", tmp_path / "photo.heic")
    until(page, "document.getElementById('photo-reason').textContent")
    assert page.text_content("#photo-reason") == (
        "This browser can’t open photo.heic. Save or export it as JPEG in your photo app, and choose that file."
    )
    assert page.is_disabled("#save-photo")


def test_every_layout_is_offered_in_each_of_its_shapes(page: Page, project: Project) -> None:
    offered = [(one.artboard.layout, one.shape) for one in open_pictures(project, Composer(project), "en")]
    found = []
    for shape in ("square", "portrait", "story", "landscape"):
        choose(page, "shape", shape)
        layouts = page.eval_on_selector_all("[name=layout]", "found => found.map((one) => one.value)")
        found += [(layout, shape) for layout in layouts]
    assert sorted(found) == sorted(offered)
