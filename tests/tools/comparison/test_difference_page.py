"""The page of a comparison: what it holds, what it may do, and how it works in Chromium, opened from a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest
from PIL import Image
from playwright.sync_api import expect
from support.browser import until
from support.kits import LISTED

from kit.base.errors import Fault, Mark
from kit.tools.comparison.changes import (
    Cause,
    ChangeGroup,
    ComparedKit,
    Comparison,
    FieldChange,
    PictureChange,
    PixelChange,
)
from kit.tools.comparison.comparison_page import PAGE, PICTURES, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from kit.tools.comparison.changes import Aspect

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
HOSTILE = "</style><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
#: Sizes of a small phone and a laptop, in CSS px.
SIZES = [(320, 640), (1280, 800)]


def picture(number: int) -> PictureChange:
    """Return a picture of which pixels and words changed."""
    fields = (
        FieldChange("alt", "Text: Sign it.", f"Text: Sign it {HOSTILE}."),
        FieldChange("link", None, "https://a.b"),
    )
    pixels = PixelChange(1200, 4096, 90, (1, 2, 60, 50))
    aspects: frozenset[Aspect] = frozenset({"pixels", "alt", "link"})
    asset = replace(LISTED, alt=HOSTILE)
    return PictureChange(
        f"sign-{number} x/square", "changed", asset, asset, aspects, fields, pixels, None, f"{number:04d}"
    )


def comparison(pictures: int) -> Comparison:
    """Return a comparison in which everything occurs that a page can show."""
    many = tuple(map(picture, range(1, pictures + 1)))
    added = replace(many[0], name="new x/square", status="added", old=None, fields=(), pixels=None, stem="9001")
    bytes_only = replace(many[0], aspects=frozenset({"file"}), fields=(), pixels=None, stem="")
    unread = replace(many[0], fault=Fault("x is no image", code="a-b"), pixels=None, stem="")
    groups = (
        ChangeGroup(
            (Cause("value", "messages.sign.copy.headline", Mark("kit.yaml", 41, 9), HOSTILE, "new"),), many[:2]
        ),
        ChangeGroup((Cause("file", "templates/svg/lamp/square.svg"), Cause("generator", "kit 1 → 2")), many[2:]),
        ChangeGroup((Cause("manifest", "pictures of new", status="added"),), (added,)),
        ChangeGroup((Cause("unknown", "drawn from lamp/square.svg"),), (bytes_only, unread)),
    )
    failed = ComparedKit("HEAD", "tiny-1.1.0", pictures, (("far x/square", (Fault(HOSTILE, code="a-b"),)),))
    kits = (FieldChange("version", "1.0.0", "1.1.0"), FieldChange("site", None, "https://kit.example/"))
    unseen = (Cause("value", "kit.title", Mark("kit.yaml", 3, 1), "A B", "A\u00a0B"),)
    return Comparison(ComparedKit("v1.0.0", "tiny-1.0.0", pictures), failed, groups, kits, unseen)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page of 400 pictures, and a short one."""
    root = tmp_path_factory.mktemp("pages")
    for name, pictures in (("many", 400), ("few", 3)):
        (root / name / PICTURES).mkdir(parents=True)
        for number in [*range(1, pictures + 1), 9001]:
            for side in ("before", "after", "difference")[number == 9001 :][: 1 if number == 9001 else 3]:
                small = root / name / PICTURES / f"{number:04d}-{side}-small.webp"
                Image.new("RGB", (64, 64), "#204060").save(small)
                small.with_name(small.name.replace("-small", "")).touch()
        write_page(comparison(pictures), root / name)
    return root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a tab in which no page may run a script of its own."""
    context = browser.new_context(java_script_enabled=True)
    tab = context.new_page()
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    yield tab
    context.close()


def address(folder: Path, name: str) -> str:
    return (folder / name / PAGE).as_uri()


def test_nothing_differs_is_a_page_too(tmp_path: Path) -> None:
    kit = ComparedKit("a", "tiny-1.0.0", 4)
    write_page(Comparison(kit, kit, ()), tmp_path)
    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "No picture differs." in text
    assert "<section" not in text


def test_what_kits_say_reaches_the_page_as_text_only(folder: Path, page: Page) -> None:
    page.goto(address(folder, "few"))
    assert page.evaluate("window.harmed") is None
    assert page.locator("script").count() == 0
    assert page.locator("img[src=x]").count() == 0
    assert "<script>" in page.locator("h2 del").first.inner_text()


def test_a_no_break_space_can_be_told_from_a_space(folder: Path, page: Page) -> None:
    page.goto(address(folder, "few"))
    assert page.locator("main section:last-of-type ins").inner_text().endswith("A⍽B")


def test_the_policy_lets_nothing_run_and_nothing_be_loaded_from_elsewhere(folder: Path, page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(folder, "few"))
    page.wait_for_load_state("networkidle")
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert {url.partition(":")[0] for url in asked} == {"file"}
    assert page.evaluate("getComputedStyle(document.querySelector('.pictures')).display") == "grid", "its style counts"


def test_before_after_and_difference_stand_beside_each_other_and_open_in_full_size(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address(folder, "few"))
    figures = page.locator(".pictures > li").first.locator("figure")
    assert figures.locator("figcaption").all_inner_texts() == ["Before", "After", "Difference"]
    boxes = [figures.nth(index).bounding_box() for index in range(3)]
    assert len({box["y"] for box in boxes if box}) == 1
    links = figures.locator("a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert links == ["pictures/0001-before.png", "pictures/0001-after.png", "pictures/0001-difference.webp"]
    assert all(figures.locator("img").evaluate_all("(all) => all.map((one) => one.alt.length > 5)"))
    assert "1,200 pixels of 4,096 (29.30%), by up to 90 of 255 levels" in page.locator(".pictures p").first.inner_text()


def test_hundreds_of_pictures_load_as_they_come_into_view(folder: Path, page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(folder, "many"))
    page.wait_for_load_state("networkidle")
    assert page.locator("img").count() > 1000
    assert 0 < sum(url.endswith(".webp") for url in asked) < 40
    assert page.locator("details[open]").count() == 1
    assert page.locator("nav li").count() == 4


def test_the_keyboard_alone_opens_a_group_and_a_picture(folder: Path, page: Page) -> None:
    page.goto(address(folder, "many"))
    closed = page.locator("details:not([open])").first
    closed.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(2)
    link = page.locator("nav a").last
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address(folder, 'many')}#group-4")
    expect(page.locator("#group-4")).to_be_in_viewport()
    page.keyboard.press("Tab")
    reached = "['A', 'SUMMARY'].includes(document.activeElement.tagName) && !document.activeElement.closest('nav')"
    until(page, reached)


@pytest.mark.ci
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_any_size(folder: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found, wide = [], []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address(folder, "few"))
        page.add_script_tag(path=AXE)
        result = page.evaluate(
            "axe.run().then(({passes, violations}) =>"
            " [passes.length > 0, violations.map((v) => [v.id, v.nodes.map((n) => n.html)])])"
        )
        found.append(result)
        wide.append(page.evaluate("document.documentElement.scrollWidth") > width)
    context.close()
    assert found == [[True, []]] * len(SIZES)
    assert wide == [False] * len(SIZES)
