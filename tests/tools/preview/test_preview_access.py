"""The page of a preview is for everybody: nothing that axe finds, in any colours, and the keyboard alone is enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest
from playwright.sync_api import expect
from support.browser import becomes
from support.previewed_project import ONE_SQUARE, ONE_WIDE, SPEC, TWO_WIDE, previewed, write_previewed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
VIOLATIONS = "axe.run().then(({violations}) => violations.map((one) => [one.id, one.nodes.map((node) => node.html)]))"
#: A project in which something is found, in a picture and in the campaign, and what is wrong with its `kit.yaml`.
FOUND = SPEC.replace("Keep it on}", f"Keep it {'on and ' * 60}on}}").replace(
    "Hold it., long", "Hold the the line., long"
)
FAULTY = SPEC.replace("layout: board", "layout: bord" + "x" * 300)
#: What is looked at: the keys that lead there from the page as it opens, and what is there then.
STATES = {
    "cards": ([], ".card"),
    "layers": (["s", "p", "b"], ".show-platforms .picture svg"),
    "the contact sheet": (["v"], "#cards.sheet"),
    "the keys": (["?"], "#help[open]"),
    "one": (["Enter"], ".side img[src]"),
    "two": (["x", "x"], ".side + .side img[src]"),
}
#: Wait until colours have turned: what is set in a frame begins to turn in it.
TURNED = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(
        () => Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => done())));
})"""
#: Colours and widths that people have.
MEDIA = [("light", "none", 1200), ("light", "none", 360), ("dark", "none", 1200), ("dark", "active", 1200)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Page, Path]]:
    project = write_previewed(tmp_path_factory.mktemp("access") / "project")
    (project / "kit.yaml").write_text(FOUND)
    with previewed(project) as preview:
        context = browser.new_context(bypass_csp=True, viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(preview.address)
        page.add_script_tag(path=AXE)
        yield page, project
        context.close()


@pytest.fixture
def page(opened: tuple[Page, Path]) -> Iterator[Page]:
    """The page with what is found on it, as it opens."""
    shown, project = opened
    (project / "kit.yaml").write_text(FOUND)
    shown.wait_for_selector("#campaign li")
    shown.wait_for_selector(".card .found li")
    yield shown
    shown.emulate_media(color_scheme="light", forced_colors="none")
    shown.set_viewport_size({"width": 1200, "height": 900})


def found_in(page: Page) -> list[object]:
    """Return what axe finds in each colours and width, and where the page is wider than its window."""
    found: list[object] = []
    for scheme, forced, width in MEDIA:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(TURNED)
        found += page.evaluate(VIOLATIONS)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width} px")
    return found


@pytest.mark.ci
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_colours(page: Page, state: str) -> None:
    keys, there = STATES[state]
    for key, id_ in zip(keys, (ONE_SQUARE, ONE_WIDE, ONE_WIDE), strict=False):
        page.locator(f'.card[data-id="{id_}"]').focus()
        page.keyboard.press(key)
    page.wait_for_selector(there)
    assert found_in(page) == []
    page.keyboard.press("Escape")
    for key in set(keys) & set("spbv"):
        page.keyboard.press(key)


@pytest.mark.ci
def test_axe_finds_nothing_where_a_project_can_not_be_read(page: Page, opened: tuple[Page, Path]) -> None:
    (opened[1] / "kit.yaml").write_text(FAULTY)
    page.wait_for_selector("#faults pre")
    assert found_in(page) == []
    (opened[1] / "kit.yaml").write_text(FOUND)
    page.wait_for_selector("#faults", state="hidden")


def test_the_keyboard_alone_opens_a_picture_steps_and_comes_back(page: Page) -> None:
    page.locator("#help-button").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('card')"):
            break
    becomes(page, "document.activeElement.dataset.id", ONE_WIDE)
    page.keyboard.press("Enter")
    page.wait_for_selector(".side img[src]")
    becomes(page, "document.activeElement.textContent", "Back to all")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    becomes(page, lambda: page.locator(".side h2").all_inner_texts(), ["two telegram/landscape"])
    becomes(page, "document.activeElement.textContent", "Back to all")
    page.keyboard.press("Enter")
    becomes(page, "document.activeElement.dataset.id", TWO_WIDE)
    page.keyboard.press("?")
    becomes(page, "document.activeElement.closest('dialog')?.id", "help")
    page.keyboard.press("Escape")
    becomes(page, "document.activeElement.dataset.id", TWO_WIDE)


def test_keys_do_what_they_do_wherever_the_focus_is_but_in_a_choice(page: Page) -> None:
    for place in ("input[name=found]", "#help-button", "#campaign summary"):
        page.locator(place).focus()
        page.keyboard.press("v")
        expect(page.locator("#cards.sheet"), place).to_have_count(1)
        page.locator("#cell input").focus()
        page.keyboard.press("v")
        expect(page.locator("#cards.sheet"), place).to_have_count(0)
    page.locator("select[name=message]").focus()
    page.keyboard.press("t")
    expect(page.locator("select[name=message]")).to_have_value("two")
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    expect(page.locator("select[name=message]")).to_have_value("")


def test_what_is_pressed_is_seen_in_forced_colours(page: Page) -> None:
    page.emulate_media(color_scheme="dark", forced_colors="active")
    button = page.get_by_role("button", name="Baselines")
    colour = "(button) => getComputedStyle(button).backgroundColor"
    before = button.evaluate(colour)
    page.keyboard.press("b")
    page.wait_for_function(
        f"(before) => ({colour})(document.querySelector('[aria-pressed=true]')) !== before", arg=before
    )
    page.keyboard.press("b")
