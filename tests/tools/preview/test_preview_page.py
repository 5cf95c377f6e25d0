"""The page of a preview in Chromium: what is saved is seen, in the right pictures, and nobody else sees it."""

from __future__ import annotations

import json
import re
import signal
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.browser import becomes
from support.previewed_project import (
    EVERY,
    ONE_SQUARE,
    ONE_WIDE,
    PALETTE,
    SPEC,
    TWO_SQUARE,
    TWO_WIDE,
    Preview,
    drawing,
    previewed,
    write_previewed,
)
from support.processes import descendants, is_alive, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

#: The version of the pixels on screen of every picture that is shown.
VERSIONS = """() => Object.fromEntries([...document.querySelectorAll('.card')].map(
    (card) => [card.dataset.id, card.querySelector('.picture').dataset.version]))"""
#: Whether the server has looked at every picture, and those that are shown are as it says.
SETTLED = """async () => {
    const state = await (await fetch('/state')).json();
    if (!state.entries.length || state.faults.length || state.looks.length < state.entries.length) return false;
    if (!document.getElementById('faults').hidden || !document.querySelector('.card')) return false;
    return state.looks.every(({ id, version }) => {
        const card = document.querySelector(`.card[data-id="${id}"]`);
        return !card || !version || card.querySelector('.picture').dataset.version === version;
    });
}"""
#: Whether something of a kind lies over a picture; a line has no height, so that it is not asked what is visible.
SHOWN = """([id, kind]) => [...document.querySelectorAll(`.card[data-id="${id}"] svg > .${kind}`)].some(
    (group) => getComputedStyle(group).display !== 'none')"""
#: One of the two messages in German.
GERMAN = """\
messages:
  one:
    copy: {headline: Lass es an}
    caption: {short: Lass es an., long: Lass es an.}
    shows: Drei Wörter auf glattem Grund.
"""
#: Three messages on every platform, each with words that have no room.
MANY = (
    SPEC.replace("platforms: [telegram/landscape, telegram/square]", "platforms: all")
    .replace("headline: Keep it on}", f"headline: Keep it {'on and ' * 60}on}}")
    .replace("headline: Hold the line}", f"headline: Hold {'on and ' * 60}on}}")
    + "  three: {like: one, copy: {headline: Go on}}\n"
)
#: Milliseconds that anything may take on a computer with much else to do.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(write_previewed(tmp_path_factory.mktemp("preview") / "project")) as preview:
        yield preview


@pytest.fixture(scope="module")
def opened(running: Preview, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(running.address)
    yield page
    page.close()
    gone = re.compile(r" 404 .*/(pictures|layers)/")  # asked for just before the project changed
    assert [text for text in said if not gone.search(text)] == []


@pytest.fixture
def page(opened: Page, running: Preview) -> Iterator[Page]:
    """The page as it is when it is opened, and the project as it was written."""
    yield opened
    write_previewed(running.project)
    (running.project / "templates/svg/board/palette.yaml").unlink(missing_ok=True)
    opened.keyboard.press("Escape")
    opened.keyboard.press("0")
    settled(opened)


def settled(page: Page) -> dict[str, str]:
    """Return the versions on screen once every picture that the server knows is there as it is now."""
    wait_until(lambda: bool(page.evaluate(SETTLED)), PATIENCE / 1000)
    found: dict[str, str] = page.evaluate(VERSIONS)
    return found


def changed(page: Page, before: dict[str, str], wanted: set[str]) -> None:
    """Wait until the pictures that are wanted show other pixels; then no others may."""
    page.wait_for_function(
        f"([before, wanted]) => {{ const now = ({VERSIONS})(); return wanted.every((id) => now[id] !== before[id]); }}",
        arg=[before, sorted(wanted)],
    )
    now = settled(page)
    assert {id_ for id_, version in now.items() if version != before[id_]} == wanted


def seen_in(request: Request) -> list[str]:
    """Return the pictures that a request says are on screen."""
    said = json.loads(request.post_data or "{}")
    return [id_ for id_, _ in said.get("visible", [])]


# What is saved is seen -----------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_every_picture_is_shown(page: Page) -> None:
    assert settled(page).keys() == EVERY
    widths = page.evaluate("[...document.querySelectorAll('.card img')].map((img) => img.naturalWidth)")
    assert sorted(widths) == [300, 300, 533, 533]
    assert page.title() == "Tiny: preview"


@pytest.mark.ci
def test_many_pictures_begin_with_their_messages_and_with_each_cause_once(tmp_path: Path, browser: Browser) -> None:
    project = write_previewed(tmp_path / "project")
    (project / "kit.yaml").write_text(MANY)
    with previewed(project) as preview:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE)
        page.goto(preview.address)
        becomes(page, lambda: page.locator(".card h2").all_inner_texts(), ["one", "two", "three"])
        wait_until(lambda: bool(page.evaluate(SETTLED)), PATIENCE / 1000)
        pictures = page.evaluate(
            "fetch('/state').then((answer) => answer.json()).then(({ entries }) => entries.length)"
        )
        assert pictures > 40
        of_each = f"{pictures // 3} pictures"
        assert page.locator(".card .about p:first-of-type").all_inner_texts() == [of_each] * 3
        assert page.locator("#status").inner_text().startswith(f"3 messages in {pictures} pictures")
        page.click("#causes summary")
        causes = page.locator("#causes li strong").all_inner_texts()
        places = page.locator("#causes li .place").all_inner_texts()
        assert len(causes) == len({*zip(causes, places, strict=False)}) > 0
        assert page.locator(".card .found li").count() == 0
        page.locator(".card").nth(1).focus()
        page.keyboard.press("Enter")
        becomes(page, lambda: page.locator(".card").count(), pictures // 3)
        page.locator("#causes").wait_for(state="hidden")
        full = page.locator(".card .found li:has(.message)").count()
        assert 0 < full < page.locator(".card .found li").count()
        assert " as at two " in page.locator(".card .found li:not(:has(.message))").first.inner_text()
        page.keyboard.press("0")
        becomes(page, lambda: page.locator(".card").count(), pictures)
        page.keyboard.press("m")
        becomes(page, lambda: page.locator(".card").count(), 3)
        page.close()


@pytest.mark.ci
def test_the_printed_address_opens_a_second_browser(running: Preview, browser: Browser) -> None:
    for _ in range(2):
        context = browser.new_context()
        page = context.new_page()
        page.goto(running.address)
        page.locator(".card").first.wait_for()
        context.close()


def test_a_drawing_that_is_saved_changes_its_pictures_and_no_others(page: Page, running: Preview) -> None:
    before = settled(page)
    shape = '<circle cx="540" cy="700" r="90" fill="#b4441c"/>'
    (running.project / "templates/svg/panel/square.svg").write_text(drawing(shape))
    changed(page, before, {ONE_SQUARE})


def test_a_drawing_that_an_editor_puts_in_the_place_of_the_old_one_is_seen(page: Page, running: Preview) -> None:
    before = settled(page)
    path = running.project / "templates/svg/board/square.svg"
    draft = path.with_suffix(".tmp")
    draft.write_text(drawing('<circle cx="540" cy="800" r="60" fill="#b4441c"/>'))
    draft.replace(path)
    changed(page, before, {TWO_SQUARE})


def test_a_palette_that_is_saved_changes_what_is_drawn_in_it(page: Page, running: Preview) -> None:
    before = settled(page)
    (running.project / "templates/svg/board/palette.yaml").write_text(PALETTE.replace("#fff4dd", "#ffe8c0"))
    changed(page, before, {TWO_SQUARE, TWO_WIDE})


def test_words_that_are_saved_change_their_message(page: Page, running: Preview) -> None:
    before = settled(page)
    (running.project / "kit.yaml").write_text(SPEC.replace("Hold the line", "Hold it"))
    changed(page, before, {TWO_SQUARE, TWO_WIDE})


# Languages ------------------------------------------------------------------------------------------------------------


def test_a_translation_that_is_saved_is_seen_beside_the_others_and_alone(page: Page, running: Preview) -> None:
    settled(page)
    german = running.project / "locales" / "de.yaml"
    german.parent.mkdir(exist_ok=True)
    german.write_text(GERMAN)
    try:
        expect(page.locator("select[name=language] option")).to_have_text(["de", "en"])
        assert len(page.locator(".card").all()) == 4, "another language is read when it is chosen"
        page.select_option("select[name=language]", "de")
        page.wait_for_function("() => document.querySelectorAll('.card').length === 2")
        now = settled(page)
        page.wait_for_function("() => document.querySelector('#campaign').innerText.includes(\"left out in 'de'\")")
        assert page.locator("#campaign").inner_text().count("left out in 'de'") == 1
        german.write_text(GERMAN.replace("Lass es an", "Lass sie an"))
        changed(page, now, {ONE_SQUARE.replace("en/", "de/"), ONE_WIDE.replace("en/", "de/")})
        page.locator(f'.card[data-id="{ONE_SQUARE.replace("en/", "de/")}"]').focus()
        names = page.locator(".side h2")
        page.keyboard.press("o")
        expect(names).to_have_text(["one telegram/square (de)", "one telegram/square"])
        page.keyboard.press("ArrowLeft")
        expect(names).to_have_text(["one telegram/landscape (de)", "one telegram/landscape"])
        page.keyboard.press("o")
        expect(names).to_have_text(["one telegram/landscape (de)"])
        page.keyboard.press("Escape")
        german.write_text(GERMAN.replace("headline:", "headlin:"))
        fault = page.locator("#faults pre")
        fault.wait_for()
        assert fault.inner_text().startswith("locales/de.yaml:3:")
        expect(page.locator(".card")).to_have_count(2)
        page.select_option("select[name=language]", "en")
        expect(page.locator(".card")).to_have_count(4)
        expect(fault).to_have_count(0)
        page.select_option("select[name=language]", "de")
        fault.wait_for()
    finally:
        german.unlink()
    page.wait_for_function("() => document.querySelectorAll('.card').length === 4")
    assert settled(page).keys() == EVERY


# What is wrong -------------------------------------------------------------------------------------------------------


def test_an_error_is_shown_with_its_line_and_a_caret_while_the_pictures_stay(page: Page, running: Preview) -> None:
    before = settled(page)
    (running.project / "kit.yaml").write_text(SPEC.replace("layout: board", "layout: bord"))
    faults = page.locator("#faults pre")
    faults.wait_for()
    line = 1 + SPEC[: SPEC.index("layout: board")].count("\n")
    said = faults.inner_text()
    assert said.startswith(f"kit.yaml:{line}:")
    assert "images: [{layout: bord" in said
    assert re.search(r"^ +\^$", said, re.MULTILINE)
    assert "did you mean 'board'" in said
    assert page.evaluate(VERSIONS) == before
    (running.project / "kit.yaml").write_text(SPEC)
    assert settled(page) == before


def test_a_faulty_drawing_is_told_beside_its_pictures_which_stay(page: Page, running: Preview) -> None:
    before = settled(page)
    path = running.project / "templates/svg/panel/square.svg"
    path.write_text(drawing("<foreignObject/>"))
    item = page.locator(f'.card[data-id="{ONE_SQUARE}"] .found .error')
    item.wait_for()
    expect(page.locator(".card .found .error", has_text="foreignObject")).to_have_count(1)
    assert page.evaluate(VERSIONS) == before
    shown = page.locator(f'.card[data-id="{ONE_SQUARE}"] img')
    assert shown.evaluate("(img) => img.naturalWidth > 200")


def test_findings_stand_beside_their_picture_and_choose_it(page: Page, running: Preview) -> None:
    settled(page)
    page.keyboard.press("f")
    page.wait_for_function("() => document.querySelectorAll('.card').length === 0")
    (running.project / "kit.yaml").write_text(SPEC.replace("Keep it on}", f"Keep it {'on and ' * 60}on}}"))
    page.locator(".card .found li", has_text="does not fit").first.wait_for()
    page.wait_for_function("() => document.querySelectorAll('.card').length === 2")
    expect(page.locator(".card:has(.found li)")).to_have_count(2)
    (running.project / "kit.yaml").write_text(SPEC)
    page.wait_for_function("() => document.querySelectorAll('.card').length === 0")


def test_what_is_found_in_the_whole_campaign_stands_on_top_until_it_is_mended(page: Page, running: Preview) -> None:
    settled(page)
    doubled = "short: Hold the the line., long: Hold the line until it is over."
    words = SPEC.replace("short: Hold it., long: Hold it.", doubled)
    (running.project / "kit.yaml").write_text(words)
    found = page.locator("#campaign")
    found.wait_for()
    said = found.inner_text()
    assert said.startswith("1 finding in the campaign as a whole")
    assert f"kit.yaml:{1 + words[: words.index('Hold the the')].count(chr(10))}" in said
    assert "write it once" in said
    (running.project / "kit.yaml").write_text(words.replace("layout: board", "layout: bord"))
    page.locator("#faults pre").wait_for()
    expect(found).to_be_hidden()  # its lines may be others
    (running.project / "kit.yaml").write_text(words)
    found.wait_for()
    (running.project / "kit.yaml").write_text(SPEC)
    found.wait_for(state="hidden")


# How it is looked at -------------------------------------------------------------------------------------------------


def test_areas_lie_over_the_pictures_at_their_keys(page: Page) -> None:
    settled(page)
    for key, kind in (("s", "slot"), ("l", "live"), ("a", "safe"), ("b", "baseline"), ("c", "contrast")):
        page.keyboard.press(key)
        page.wait_for_function(SHOWN, arg=[ONE_SQUARE, kind])
    expect(page.locator(f'.card[data-id="{ONE_SQUARE}"] .slot text').first).to_contain_text("headline · ")
    for key in "slabc":
        page.keyboard.press(key)
    becomes(page, lambda: page.evaluate(SHOWN, [ONE_SQUARE, "slot"]), wanted=False)


def test_filters_choose_and_the_address_keeps_them(page: Page) -> None:
    settled(page)
    page.select_option("select[name=message]", "two")
    becomes(page, lambda: set(page.evaluate(VERSIONS)), {TWO_SQUARE, TWO_WIDE})
    page.select_option("select[name=shape]", "wide")
    becomes(page, lambda: set(page.evaluate(VERSIONS)), {TWO_WIDE})
    page.reload()
    becomes(page, lambda: set(page.evaluate(VERSIONS)), {TWO_WIDE})
    page.locator("#help-button").focus()
    page.keyboard.press("0")
    becomes(page, lambda: set(page.evaluate(VERSIONS)), EVERY)


def test_test_strings_change_every_picture_and_back(page: Page) -> None:
    before = settled(page)
    page.keyboard.press("t")
    changed(page, before, EVERY)
    for _ in range(4):
        page.keyboard.press("t")
    page.wait_for_function(f"(before) => JSON.stringify(({VERSIONS})()) === JSON.stringify(before)", arg=before)


def test_two_pictures_lie_side_by_side(page: Page) -> None:
    settled(page)
    for id_ in (ONE_SQUARE, TWO_SQUARE):
        page.locator(f'.card[data-id="{id_}"]').focus()
        page.keyboard.press("x")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.side img')].filter((img) => img.naturalWidth > 300).length === 2"
    )
    page.keyboard.press("ArrowRight")
    expect(page.locator(".side h2").first).to_have_text("one telegram/square")
    page.keyboard.press("Escape")
    expect(page.locator(".card").first).to_be_visible()


def test_what_is_large_is_made_first_and_follows_what_is_saved(page: Page, running: Preview) -> None:
    settled(page)
    page.locator(f'.card[data-id="{TWO_SQUARE}"]').focus()
    with page.expect_request(lambda request: seen_in(request) == [TWO_SQUARE]):
        page.keyboard.press("Enter")
    before = page.locator(".side .picture[data-version]").get_attribute("data-version")
    page.wait_for_function("() => document.querySelector('.side img').naturalWidth > 600")
    path = running.project / "templates/svg/board/square.svg"
    path.write_text(drawing('<circle cx="540" cy="800" r="70" fill="#b4441c"/>'))
    page.wait_for_function(
        "(before) => document.querySelector('.side .picture').dataset.version !== before", arg=before
    )
    with page.expect_request(lambda request: set(seen_in(request)) == EVERY):
        page.keyboard.press("Escape")


def test_a_picture_is_shown_large_and_as_wide_as_on_a_phone(page: Page) -> None:
    settled(page)
    page.locator(f'.card[data-id="{ONE_SQUARE}"]').focus()
    page.keyboard.press("3")
    picture = page.locator(f'.card[data-id="{ONE_SQUARE}"] .picture')
    becomes(page, lambda: picture.evaluate("(box) => box.getBoundingClientRect().width"), 375)
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.wait_for_selector(".side img")
    page.keyboard.press("Escape")


def test_a_key_says_why_a_picture_looks_as_it_does(page: Page) -> None:
    settled(page)
    page.locator(f'.card[data-id="{ONE_SQUARE}"]').focus()
    page.keyboard.press("w")
    expect(page.locator("#why pre")).to_contain_text("one telegram/square\n  placement telegram/square: 1080 x 1080 px")
    expect(page.locator("#why pre")).to_contain_text(re.compile(r"slot-headline: \d+\.\d\d px"))
    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_selector(".side img")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("w")
    expect(page.locator("#why pre")).not_to_contain_text("one telegram/square")


def test_the_keys_are_told(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    expect(page.locator("#keys")).to_contain_text("Contact sheet")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_the_contact_sheet_has_cells_of_one_size_that_grow_and_shrink(page: Page) -> None:
    settled(page)
    page.keyboard.press("v")
    page.locator("#cards.sheet").wait_for()
    widths = {}
    for key in ("", "+", "-"):
        if key:
            page.keyboard.press(key)
        settled(page)
        boxes = [card.bounding_box() for card in page.locator(".card").all()]
        pictures = [picture.bounding_box() for picture in page.locator(".card .picture").all()]
        assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
        assert len({round(max(box["width"], box["height"])) for box in pictures if box}) == 1
        widths[key] = max(box["width"] for box in pictures if box)
    assert widths["+"] > widths[""] == widths["-"]
    page.locator("#cell input").fill("320")
    page.wait_for_function("() => document.querySelector('.card .picture').offsetWidth === 300")
    page.wait_for_function(f"() => document.querySelector('.card[data-id=\"{ONE_SQUARE}\"] img').naturalWidth === 300")
    page.keyboard.press("v")
    expect(page.locator("#cards.sheet")).to_have_count(0)
    expect(page.locator("#cell")).to_be_hidden()


# Who sees it, and how it ends ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("page")
def test_nobody_else_sees_it(running: Preview, browser: Browser) -> None:
    for request in (
        running.address,
        f"{running.base}/state",
        urllib.request.Request(f"{running.base}/state", headers={"Origin": "https://evil.example"}),  # noqa: S310
        urllib.request.Request(f"{running.base}/", headers={"Host": "evil.example"}),  # noqa: S310
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=60)  # noqa: S310  (the address of the preview)
        refused.value.close()
        assert refused.value.code in {403, 421}
    other = browser.new_page()
    answer = other.goto(f"{running.base}/")
    assert answer
    assert answer.status == 403
    other.close()


@pytest.mark.ci
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_all_of_it(tmp_path: Path, number: int, code: int) -> None:
    with previewed(write_previewed(tmp_path / "project")) as preview:
        below = set(descendants(preview.process.pid))
        assert preview.end(number) == code
        wait_until(lambda: not any(map(is_alive, below)))
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(preview.base, timeout=60)  # noqa: S310  (the same)
