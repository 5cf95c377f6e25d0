"""The page in three engines, from a folder and over HTTP: Chromium in every run, the others in that of all tests."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

import axe_playwright_python
import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image
from support.browser import ChromiumTab, Settings, Tab, quietly_removed, require
from support.campaigns import KIT
from support.engines import Firefox, FirefoxTab, WebKit, WebKitTab

from gallery.open_page import SHARE_STAND_IN, SIZES, caption, picture
from gallery.page_variants import ARABIC, ARABIC_ALT, ARABIC_TITLE, LINK, SHARE, SHARE_X, SIGN, SIGN_X
from kit.text.bidi_levels import visual_order
from kit.text.isolated_words import levels_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: The page as it is on a day of the campaign.
DAY = "day=2020-12-05"
#: A laptop of 1280 x 1024 px at 400 %.
MAGNIFIED = (320, 256)
ENGINES = ["chromium", *(pytest.param(name, marks=pytest.mark.slow) for name in ("firefox", "webkit"))]
#: Chromium is tried on a website by the modules beside this one, the others in both places.
_LATER = [*((engine, place) for engine in ("firefox", "webkit") for place in ("file", "http")), ("chromium", "http")]


def in_places(*before_it_lands: tuple[str, str]) -> pytest.MarkDecorator:
    """Let a test be tried by Chromium in a folder, and in some other engines and places before a change lands."""
    later = (pytest.param(*one, marks=pytest.mark.ci if one in before_it_lands else pytest.mark.slow) for one in _LATER)
    return pytest.mark.parametrize(("engine", "place"), [("chromium", "file"), *later], indirect=True)


everywhere = in_places()


class Open(Protocol):
    """Opens an empty tab of the engine that a test is for."""

    def __call__(self, *, size: tuple[int, int] = (1280, 800), scheme: str = "light") -> Any:  # noqa: ANN401  (of any engine)
        """Return the tab."""


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Firefox | WebKit]]:
    """Start Firefox or WebKit in a scheme of colours, once for all tests of a process."""
    running: dict[tuple[str, str], Firefox | WebKit] = {}

    def start(engine: str, scheme: str) -> Firefox | WebKit:
        if (engine, scheme) not in running:
            place = tmp_path_factory.mktemp(engine) / scheme
            running[engine, scheme] = Firefox(place, scheme) if engine == "firefox" else WebKit(place, scheme)
        return running[engine, scheme]

    yield start
    for browser in running.values():
        browser.end()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def place(request: pytest.FixtureRequest, folder: Path, site: str) -> str:
    """Where the kit lies: a folder on this computer, or a website."""
    return folder.as_uri() if request.param == "file" else site


@pytest.fixture
def tab(
    engine: str, started: Callable[[str, str], Any], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Open]:
    tabs: list[Tab] = []

    def opened(*, size: tuple[int, int] = (1280, 800), scheme: str = "light") -> Tab:
        settings = Settings(size, scheme)
        if engine == "chromium":
            browser: Browser = request.getfixturevalue("browser")
            tabs.append(ChromiumTab(browser, settings, tmp_path))
        elif engine == "firefox":
            tabs.append(FirefoxTab(started(engine, scheme), settings))
        else:
            tabs.append(WebKitTab(started(engine, scheme), settings))
        return tabs[-1]

    yield opened
    for one in tabs:
        quietly_removed(one)


def show(tab: Tab, path: str) -> None:
    """Show a picture as its link does, on a page that is open."""
    tab.run(f"location.hash = 'picture={path.replace('/', '%2F')}'")
    tab.until("!document.getElementById('picture').hidden")


# What is needed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [Firefox, WebKit])
def test_a_missing_browser_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start: Callable[[Path, str], object]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(pytest.fail.Exception, match="install it, or run `make test-ci`"):
        start(tmp_path / "new", "light")
    assert require("/a", "a") == "/a"


# Buttons -------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
@in_places(("firefox", "http"), ("webkit", "http"))
def test_a_picture_is_saved_from_the_web_and_opened_from_a_folder(tab: Open, place: str, folder: Path) -> None:
    page = tab()
    page.visit(f"{place}/index.html")
    assert (folder / SIGN).is_file()
    if place.startswith("http"):
        page.click(".card a", "Save the picture")
        assert page.said() == "Look for the picture among your downloads."
        assert page.saved(Path(SIGN).name) == (folder / SIGN).read_bytes()
    else:
        page.click(".card a", "Open the picture")
        assert page.said() == "The picture opens by itself. Right-click it, then Save."
        page.until_tabs(2)


@everywhere
def test_caption_and_alt_text_are_copied_as_they_lie_beside_the_picture(tab: Open, place: str, folder: Path) -> None:
    page = tab()
    page.visit(f"{place}/index.html")
    page.click(".card button", "Copy the caption")
    page.until("document.getElementById('status').textContent.startsWith('The caption is copied')")
    assert page.pasted() == caption(folder)
    page.click(".card button", "Copy the alt text")
    page.until("document.getElementById('status').textContent.startsWith('The alt text is copied')")
    assert page.pasted() == (folder / SIGN).with_suffix(".alt.txt").read_text(encoding="utf-8")[:-1]


def test_a_picture_is_shared_alone_and_its_caption_copied(tab: Open, site: str, folder: Path) -> None:
    page = tab()
    page.visit(f"{site}/index.html")
    page.run(f"(() => {{ {SHARE_STAND_IN} }})()")
    show(page, SIGN)
    page.click("#picture button", "Share the picture")
    page.until("shared.length")
    size = (folder / SIGN).stat().st_size
    assert page.run("shared") == [{"keys": ["files"], "name": Path(SIGN).name, "type": "image/jpeg", "size": size}]
    page.until("document.getElementById('status').textContent.startsWith('Shared')")
    assert page.pasted() == caption(folder)


def test_from_a_folder_nothing_is_shared(tab: Open, folder: Path) -> None:
    page = tab()
    page.visit(f"{folder.as_uri()}/index.html")
    page.run(f"(() => {{ {SHARE_STAND_IN} }})()")
    show(page, SIGN)
    assert page.sees("#picture a", "Open the picture")
    assert not page.sees("button", "Share the picture")


def test_each_place_is_opened_in_a_tab_of_its_own(tab: Open, site: str) -> None:
    page = tab()
    page.visit(picture(site))
    # Another site would be asked: the address is tried elsewhere, that it is opened here.
    page.run(f"document.querySelectorAll('.places a').forEach((a) => {{ a.href = '{site}/LICENSE.txt'; }})")
    for number, name in enumerate(("X", "Bluesky", "WhatsApp", "Telegram", "Facebook", "LinkedIn"), start=2):
        page.click(".places a", f"Post to {name}")
        page.until(f"document.getElementById('status').textContent.includes('{name}')")
        page.until_tabs(number)


@everywhere
def test_the_choice_is_kept_in_the_address(tab: Open, place: str) -> None:
    page = tab()
    page.visit(f"{place}/index.html#platform=x&message=share")
    page.until("document.querySelectorAll('.card').length === 1")
    assert page.run("document.querySelector('.card .go').hash") == f"#picture={SHARE_X.replace('/', '%2F')}&at=steps"
    page.click(".go")
    page.until("document.getElementById('picture-title')?.textContent === 'Pass it on'")
    page.run("history.back()")
    page.until("document.getElementById('picture').hidden")
    assert page.run("document.getElementById('platform').value") == "x"


@everywhere
def test_thumbnails_are_shown_on_cards_and_the_whole_picture_when_it_is_opened(tab: Open, place: str) -> None:
    page = tab()
    page.visit(f"{place}/index.html")
    page.until("document.querySelector('.card img').naturalWidth === 540")
    page.click(".go")
    page.until("document.querySelector('#picture img')?.naturalWidth === 1080")


def test_all_pictures_of_a_platform_are_saved_as_a_zip(tab: Open, site: str, folder: Path) -> None:
    page = tab()
    page.visit(f"{site}/published.html#platform=x")
    page.until("document.querySelector('#together a')")
    page.run("document.getElementById('together').open = true")
    page.click("#together a", "All pictures for X (2.3")
    assert page.saved(f"{KIT}-en-x.zip") == (folder / "zips" / f"{KIT}-en-x.zip").read_bytes()


def test_the_calendar_is_saved_from_the_day_on(tab: Open, site: str) -> None:
    page = tab()
    page.visit(f"{site}/days.html#day=2020-12-06")
    page.until("document.querySelector('#plan li')")
    page.click("#plan-file")
    events = Calendar.from_ical(page.saved("posting-plan.ics")).walk("VEVENT")
    assert [event.decoded("dtstart").day for event in events] == [6, 7]


@everywhere
def test_after_the_last_day_everything_is_seen_and_nothing_is_posted(tab: Open, place: str) -> None:
    page = tab()
    page.visit(f"{place}/about.html")
    page.until("document.querySelectorAll('.card').length === 5")
    assert page.sees("#ended", "There is nothing left to post.")
    assert page.sees("#about", "Keep the tools on.")
    assert page.sees("#outcome", "Parliament said yes.")
    for hidden in (".card button", ".card .button", "#show-code", "#plan", "#more-choices", "#intro"):
        assert not page.sees(hidden), hidden
    page.click("#as-it-was")
    page.until("location.hash.includes('day=2020-12-01') && document.querySelectorAll('.card .button').length > 1")
    assert page.sees("#seen-on", "please do not post these pictures")
    assert not page.run("document.getElementById('about').open")


@everywhere
def test_words_are_searched_and_what_was_posted_is_marked(tab: Open, place: str) -> None:
    page = tab()
    page.visit(f"{place}/index.html")
    page.until("document.querySelectorAll('.card').length === 2")
    page.run("document.getElementById('search').focus()")
    for letter in "pass":
        page.press(letter)
    page.until("document.querySelectorAll('.card').length === 1 && location.hash.includes('words=pass')")
    show(page, SIGN)
    page.click(".posted input")
    page.until("document.querySelector('.posted input').checked")
    page.visit(f"{place}/index.html#platform=instagram")
    page.until("document.querySelector('.flag.done')")
    page.click("#forget")
    page.until("!document.querySelector('.flag.done')")


# The code, and paper -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SIZES[1], MAGNIFIED])
@everywhere
def test_the_code_fills_the_screen_and_is_read(tab: Open, place: str, size: tuple[int, int]) -> None:
    page = tab(size=size)
    page.visit(f"{place}/index.html")
    page.click("button", "Show the QR code")
    page.until("document.getElementById('code').open")
    box = page.run("(({ width, height }) => [width, height])(document.getElementById('code').getBoundingClientRect())")
    assert [round(side) for side in box] == page.run("[innerWidth, innerHeight]")
    with Image.open(BytesIO(page.png())) as screen:
        grey = screen.convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(grey, try_invert=False)] == [LINK]
    page.press("Escape")
    page.until("!document.getElementById('code').open")
    page.until("document.activeElement.id === 'show-code'")


@pytest.mark.parametrize("engine", ENGINES[:2], indirect=True)
def test_the_pictures_print_as_a_contact_sheet(tab: Open, site: str, tmp_path: Path) -> None:
    """WebKit has no command to print; what it lays out is tried below."""
    page = tab()
    page.visit(f"{site}/index.html#platform=")
    page.run("window.print = () => { document.body.dataset.asked = 'to print'; }")
    page.click("button", "Print an overview")
    page.until("document.body.dataset.asked === 'to print'")
    assert page.run(
        "[...document.querySelectorAll('.card img')].every((image) => image.complete && image.naturalWidth)"
    )
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(page.pdf())
    text = subprocess.run(["pdftotext", sheet, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    words = " ".join(text.split())
    assert words.count("Pass it on") == 1
    assert not [button for button in ("Copy", "Save", "Print", "Show", "best for a post") if button in words]


@pytest.mark.parametrize("engine", ENGINES[2:], indirect=True)
def test_the_rules_of_paper_hold_where_nothing_can_be_printed(tab: Open, site: str) -> None:
    """WebKit's driver prints nothing, so that its rules for paper are put on the screen."""
    page = tab()
    page.visit(f"{site}/index.html#platform=")
    page.until("document.querySelectorAll('.card').length === 2")
    rules = "[...document.styleSheets[0].cssRules].filter((rule) => rule.media?.mediaText === 'print')"
    assert page.run(f"{rules}.map((rule) => {{ rule.media.mediaText = 'all'; }}).length") == 1
    assert page.run("getComputedStyle(document.getElementById('cards')).gridTemplateColumns.split(' ').length") == 4
    assert page.sees(".card h3", "Pass it on")
    for hidden in ("button", "select", ".button", ".go", "footer", "#plan"):
        assert not page.sees(hidden), hidden
    show(page, SIGN)
    assert page.sees("#picture img")
    for hidden in ("header", "h2", ".back", ".doing"):
        assert not page.sees(hidden), hidden


# For everybody -------------------------------------------------------------------------------------------------------


def tab_to(page: Tab, words: str) -> None:
    """Press Tab until what has the focus is called by some words; it must show that it has it."""
    for _ in range(60):
        page.press("Tab")
        page.run("new Promise(requestAnimationFrame)")  # a press is heard before the next frame
        name, outline = page.run(
            "(e => [e === document.body ? '' : e.labels?.[0]?.textContent ?? e.textContent,"
            " getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        if words in name:
            assert outline != "none", f"'{words}' does not show that it has the focus"
            return
    pytest.fail(f"'{words}' is not reached")


@everywhere
def test_the_keyboard_alone_is_enough(tab: Open, engine: str, place: str, folder: Path) -> None:
    page = tab()
    page.visit(f"{place}/index.html")
    page.press("Tab")
    page.until("document.activeElement.textContent === 'Skip to the pictures'")
    tab_to(page, "Where will you post?")
    if engine == "webkit":  # there a list opens in a window of the desktop
        page.run("location.hash = 'platform=x'")
    else:
        page.press("X")
    page.until("location.hash.includes('platform=x')")
    tab_to(page, "Copy the caption")
    page.press("Space")
    assert page.said() == "The caption is copied. Paste it where you post."
    assert page.pasted() == caption(folder, SIGN_X)
    page.run("document.querySelector('.go').focus()")
    page.press("Enter")
    page.until("document.activeElement.id === 'steps-title'")
    tab_to(page, "Copy the alt text")
    page.press("Enter")
    page.until("document.getElementById('status').textContent.startsWith('The alt text')")
    tab_to(page, "Post to Mastodon")
    page.press("Enter")
    page.until("document.activeElement.id === 'server'")
    tab_to(page, "Show the QR code")
    page.press("Enter")
    page.until("document.getElementById('code').open")
    page.press("Escape")
    page.until("!document.getElementById('code').open")


@pytest.mark.parametrize("name", ["index.html", "rtl.html"])
def test_nothing_is_cut_off_at_400_percent(tab: Open, site: str, name: str) -> None:
    page = tab(size=MAGNIFIED)
    page.visit(f"{site}/{name}#language={'ar' if name == 'rtl.html' else 'en'}&platform=")
    for path in ("", SIGN):
        if path:
            show(page, path)
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        cut = page.run(
            "[...document.querySelectorAll('button, a, select, p, h1, h2, h3, li')].filter((e) => e.checkVisibility()"
            " && getComputedStyle(e).display !== 'inline' && !e.matches('.unseen, .skip, #status')"
            " && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
        )
        assert cut == []


@everywhere
def test_a_right_to_left_page_begins_at_the_right(tab: Open, place: str) -> None:
    page = tab()
    page.visit(f"{place}/rtl.html#language=ar")
    page.until("document.querySelectorAll('.card').length >= 2")
    first, second = page.run(
        "[...document.querySelectorAll('.card')].slice(0, 2).map((e) => e.getBoundingClientRect().x)"
    )
    assert first > second
    for title in ("h1 bdi", ".card h3 bdi"):
        assert page.run(f"document.querySelector('{title}').getBoundingClientRect().right") > 1000


#: Return each line of an element as its characters stand from left to right, blanks left out.
_LINES = """((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let index = 0; index < node.length; index += 1) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const { left, bottom } = range.getBoundingClientRect();
      if (node.data[index].trim()) found.push([Math.round(bottom / 8), left, node.data[index]]);
    }
  }
  const lines = Map.groupBy(found.sort((a, b) => a[0] - b[0] || a[1] - b[1]), ([line]) => line);
  return [...lines.values()].map((line) => line.map(([, , character]) => character).join(""));
})"""


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        (".words", ARABIC.split("\n\n")),
        ("h4 ~ h4 ~ .words", [ARABIC_ALT]),
        ("h2", [ARABIC_TITLE]),
    ],
    ids=["caption", "alt", "title"],
)
def test_arabic_is_painted_in_the_order_in_which_pictures_have_it(
    tab: Open, site: str, place: str, texts: list[str]
) -> None:
    page = tab()
    page.visit(f"{site}/arabic.html")
    show(page, SIGN)
    lines = page.run(f"{_LINES}(document.querySelector('#picture {place}'))")
    expected = ["".join(text[index] for index in visual_order(levels_in(text, "ar"))) for text in texts]
    assert lines == ["".join(line.split()) for line in expected]


def resize(page: Tab, address: str, size: tuple[int, int]) -> None:
    """Visit a page in another size; in WebKit, a page is narrow when it is next visited."""
    page.resize(*size)
    page.visit(address)
    page.until(f"innerWidth === {size[0]}")


def judge(page: Tab, scheme: str, within: str = "html") -> None:
    """Let axe look at what is shown; in forced colours, which a reader chose, it would compare those of the page."""
    page.restyle()
    if not page.run("'axe' in window"):
        page.run(f"(() => {{ {AXE} }})()")
    rules = '{ "color-contrast": { enabled: false } }' if scheme == "forced" else "{}"
    options = f"{{ rules: {rules}, resultTypes: ['violations'], preload: false }}"  # nothing is played or fetched
    found = page.run(
        f"axe.run('{within}', {options}).then(({{ violations }}) => violations.map(({{ id, nodes }}) =>"
        " [id, nodes.map(({ html, any }) => [html, any.map(({ message }) => message)])]))"
    )
    assert found == []


#: WebKitGTK has no forced colours: in each theme, HighContrast among them, it answers `(forced-colors: none)`.
#: Chromium is tried at all sizes in one scheme, in the others at the smallest and the largest, and later at the rest.
SCHEMES = [
    ("chromium", "light", SIZES),
    *(("chromium", scheme, SIZES[::3]) for scheme in ("dark", "forced")),
    *(pytest.param("chromium", scheme, SIZES[1:3], marks=pytest.mark.slow) for scheme in ("dark", "forced")),
    *(pytest.param("firefox", scheme, SIZES, marks=pytest.mark.slow) for scheme in ("light", "dark", "forced")),
    *(pytest.param("webkit", scheme, SIZES, marks=pytest.mark.slow) for scheme in ("light", "dark")),
]


@pytest.mark.ci
@pytest.mark.parametrize(("engine", "scheme", "sizes"), SCHEMES, indirect=["engine"])
@pytest.mark.parametrize("name", ["index.html", "arabic.html"])
def test_axe_finds_nothing_at_any_size(
    tab: Open, site: str, scheme: str, sizes: list[tuple[int, int]], name: str
) -> None:
    page = tab(scheme=scheme)
    media = {
        "light": "(prefers-color-scheme: light)",
        "dark": "(prefers-color-scheme: dark)",
        "forced": "(forced-colors: active)",
    }
    for size in sizes:
        resize(page, f"{site}/{name}", size)
        page.until(f"matchMedia('{media[scheme]}').matches")
        page.run(f"(() => {{ {SHARE_STAND_IN} }})()")
        page.click(".card button")
        page.until("document.getElementById('status').textContent")
        judge(page, scheme)
        show(page, SIGN)
        page.click("#picture button[aria-expanded]")
        page.until("document.activeElement.id === 'server'")
        judge(page, scheme)
        page.click("#show-code")
        page.until("document.getElementById('code').open")
        judge(page, scheme, "#code")


@pytest.mark.ci
@pytest.mark.parametrize(("engine", "scheme", "sizes"), SCHEMES, indirect=["engine"])
def test_axe_finds_nothing_after_the_last_day_nor_before(
    tab: Open, site: str, scheme: str, sizes: list[tuple[int, int]]
) -> None:
    page = tab(scheme=scheme)
    seen = {
        "about.html": {"": "#ended", DAY: ".flag", f"picture={quote(SHARE, '')}&{DAY}": ".posted"},
        "site/": {"": ".languages"},
    }
    for name, parts in seen.items():
        for size in sizes:
            resize(page, f"{site}/{name}", size)
            for part, there in parts.items():
                page.run(f"location.hash = '{part}'")
                page.until(f"document.querySelector('{there}')?.checkVisibility()")
                page.run("document.getElementById('about')?.setAttribute('open', '')")
                judge(page, scheme)


@pytest.mark.parametrize("engine", ENGINES[2:], indirect=True)
def test_every_button_of_a_card_has_its_name_in_webkit(tab: Open, site: str) -> None:
    page = tab(size=SIZES[1])
    page.visit(f"{site}/index.html")
    page.until("document.querySelectorAll('.card').length === 2")
    acts = page.driver.find_elements("css selector", ".card .buttons > *, .card .go")
    assert [act.accessible_name for act in acts[:4]] == [
        f"{act}: Keep child safety first., Instagram, Square"
        for act in ("Save the picture", "Copy the caption", "Copy the alt text", "Post it, step by step")
    ]
    assert len({act.accessible_name for act in acts}) == len(acts) == 8


@pytest.mark.slow
def test_every_heading_and_button_has_its_name_in_the_tree_of_firefox(
    started: Callable[[str, str], Any],
    site: str,
) -> None:
    """Also of cards that are off the screen."""
    page = FirefoxTab(started("firefox", "light"), Settings((375, 400)))
    page.visit(f"{site}/many.html")
    page.until("document.querySelectorAll('.card').length === 24")
    name = "e.getAttribute('aria-label') ?? e.textContent"
    names = f"[...new Set([...document.querySelectorAll('{{}}')].map((e) => {name}))]"
    assert page.run("[...document.querySelectorAll('.card')].at(-1).getBoundingClientRect().top > 2 * innerHeight")
    headings = page.run(names.format(".card h3"))
    buttons = page.run(names.format(".card button"))
    assert (len(headings), len(buttons)) == (24, 48)
    for role, called in (("heading", headings), ("button", buttons)):
        assert [name for name in called if page.named(role, name) != 1] == []
        assert page.named(role, "") == 0
    page.close()
