"""The gallery page in Chromium, from a file and over HTTP: every button does what it says.

`test_engines.py` tries in three engines what may differ between them.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import zxingcpp
from filelock import FileLock
from PIL import Image
from playwright.sync_api import expect
from support.browser import PATIENCE, becomes, browser_program, until
from support.tiny_project import KIT, SPEC, make_project, run_kit

from kit.base.geometry import Box
from kit.content.pseudo_language import WRITERS
from kit.extras.media_types import DOCX
from kit.gallery import ICON_SIDES, gallery_files, site_files
from kit.gallery.gallery_page import index_html
from kit.gallery.kit_documents import posting_plan
from kit.gallery.page_data import name_of
from kit.model.manifest import (
    HTML,
    PLAN,
    AboutEntry,
    FigureEntry,
    KitWords,
    MessageEntry,
    MoreEntry,
    SourceEntry,
)
from kit.project.catalogue import sentences
from kit.store.manifest_file import parse_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from kit.model.asset import Asset
    from kit.model.manifest import Manifest

LINK = "https://www.change.org/childsafetyfirst"
#: The tiny kit on two places whose captions differ, with a sheet to print: a caption for X is short.
GALLERY_SPEC = (
    SPEC.replace("[telegram/landscape, telegram/square]", "[instagram/square, x/square, print/a5_flyer]")
    .replace("layout: petition, on: [feed]}", "layout: petition, on: [feed]}, {layout: poster, on: [print]}")
    .replace("shipped_layouts: [", "shipped_layouts: [poster, ")
    .replace("long: Please sign the petition.", f"long: {'Please sign the petition. ' * 11}")
)
SIGN, SHARE = (f"en/instagram/{message}-square-1080x1080.jpg" for message in ("sign", "share"))
SIGN_X, SHARE_X = (f"en/x/{message}-square-1080x1080.png" for message in ("sign", "share"))
SHEET = "en/print/sign-a5_flyer-1819x2551.png"
#: Sizes of a small phone, a phone, a tablet and a laptop, in CSS px.
SIZES = [(320, 640), (375, 812), (768, 1024), (1280, 800)]
#: Nothing that is said goes away by itself, however slow the machine is.
LASTING = "{ const later = setTimeout; window.setTimeout = (act, ms) => (ms < 5000 ? later(act, ms) : 0); }"
HOSTILE = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'> javascript:alert(1)"


# What is opened, and with what ---------------------------------------------------------------------------------------


def test_a_missing_browser_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    with pytest.raises(pytest.fail.Exception, match="there is no Chromium"):
        browser_program()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Build the tiny kit, once for all workers of a run, and write more pages of the same pictures beside its own."""
    base = tmp_path_factory.getbasetemp()
    project = (base.parent if hasattr(request.config, "workerinput") else base) / "gallery"
    kit = project / "dist" / KIT
    with FileLock(f"{project}.lock"):
        if not project.exists():
            make_project(project, GALLERY_SPEC)
            ran = run_kit("build", cwd=project)
            assert ran.returncode == 0, ran.stderr
            write_variants(kit)
    return kit


def write_variants(kit: Path) -> None:
    """Write a page in a right-to-left language, one whose words would do harm, and one of 5,000 pictures."""
    words = sentences("en")["page"]
    built = parse_manifest((kit / "manifest.json").read_bytes())

    def write(name: str, assets: Sequence[Asset], own: dict[str, Any] = words) -> None:
        (kit / name).write_bytes(index_html(replace(built, assets=tuple(assets)), own))

    assets = built.assets
    write("rtl.html", [in_arabic(asset) for asset in assets], {**arabic(words), "lang": "ar", "dir": "rtl"})
    write(
        "hostile.html", [replace(asset, caption=HOSTILE, alt=HOSTILE, link="javascript:alert(1)") for asset in assets]
    )
    pictures = [asset for asset in assets if asset.path in (SIGN, SHARE)]
    many = [replace(pictures[n % 2], path=f"{pictures[n % 2].path}?{n}", alt=f"{n}", frame=n + 1) for n in range(5000)]
    write("many.html", many)
    of_series = [replace(pictures[0], path=f"series-{n}.jpg", frame=n, alt=f"{n}") for n in (2, 1, 3)]
    for one in of_series:
        shutil.copy(kit / SHARE, kit / one.path)
    write("series.html", [*of_series, replace(pictures[-1], frame=None)])
    write("two.html", [*assets, *map(in_arabic, assets)])
    published = replace(built, kit=replace(built.kit, site="https://kit.example/"))
    (kit / "published.html").write_bytes(index_html(published, words))
    overview = replace(built, overview=f"{KIT}-en")
    (kit / "overview.html").write_bytes(index_html(overview, words))
    (kit / "published-overview.html").write_bytes(index_html(replace(overview, kit=published.kit), words))
    (kit / "zips").mkdir()
    (kit / "zips" / f"{KIT}-en-x.zip").write_bytes(bytes(2_340_000))
    both = [*assets, *(replace(in_arabic(asset), path=f"{asset.path}?ar") for asset in assets)]
    labels = index_html(replace(built, assets=tuple(both)), words, {**arabic(words), "lang": "ar", "dir": "rtl"})
    (kit / "labels.html").write_bytes(labels)
    translated = replace(in_december(built), assets=(*in_december(built).assets, *signed_in_arabic(built)))
    (kit / "translated.html").write_bytes(index_html(with_arabic_words(translated), words))
    write_arabic(built, kit)
    write_languages(built, kit)
    write_site(kit)
    (kit / PLAN).write_bytes(posting_plan(in_december(built), sentences("en")))
    (kit / "days.html").write_bytes(index_html(in_december(built), words))
    about = AboutEntry("Keep the tools on.", "NCMEC", LINK, "letter")
    source = SourceEntry("letter", "The letter", "NCMEC", "2020", LINK)
    told = replace(in_december(built).kit, about=about, outcome="Parliament said yes.", sources=(source,), figures=())
    (kit / "about.html").write_bytes(index_html(replace(in_december(built), kit=told), words))
    (kit / "german.html").write_bytes(index_html(in_december(built), sentences("de")["page"]))
    december = in_december(built)
    two_a_day = replace(december, kit=replace(december.kit, date="2020-12-05", first=None))
    (kit / "both.html").write_bytes(index_html(two_a_day, words))
    (kit / "chats.html").write_bytes(index_html(in_whatsapp(built), words))
    (kit / "places.html").write_bytes(index_html(in_places(built), words))
    write_own_words(built, kit)
    for role in ("story", "frame"):
        shutil.copy(kit / SHARE, kit / role_path(role))
    (kit / "posters.html").write_bytes(index_html(in_december(built, sign_until="2020-12-07"), words))


def write_own_words(built: Manifest, kit: Path) -> None:
    """Write pages that lead to one for own words, and one whose steps are in brackets, as in a pseudo-language."""
    words = sentences("en")["page"]
    page = MoreEntry("en/make.html", "0" * 64, 1, HTML, "en", "make", "In your words")
    (kit / "own-words.html").write_bytes(index_html(replace(in_places(built), more=(page,)), words))
    steps = {name: [WRITERS["marked"](line) for line in lines] for name, lines in words["steps"].items()}
    (kit / "marked.html").write_bytes(index_html(built, {**words, "steps": steps}))
    for language in ("en", "de"):
        said = sentences(language)
        own = replace(page, title=said["maker"]["title"])
        letter = MoreEntry("en/more/letter.docx", "0" * 64, 1, DOCX, "en", "letter", "A letter")
        december, [_, ring] = in_december(built), in_places(built).assets
        whole = replace(december, assets=(*december.assets, ring), more=(own, letter))
        (kit / f"tools-{language}.html").write_bytes(index_html(whole, said["page"]))
    beyond = replace(in_places(built, "more/table_card"), more=(letter,))
    (kit / "beyond.html").write_bytes(index_html(beyond, words))


def write_arabic(built: Manifest, kit: Path) -> None:
    """Write a page in Arabic, with its own sentences, titles and captions; the name of the kit is not translated."""
    titles = (MessageEntry("sign", ARABIC_TITLE), MessageEntry("share", "شاركوا العريضة."))
    own = KitWords(built.kit.title, titles, (), ())
    summary = replace(built.kit, translations={"ar": own}).in_language("ar")
    assets = [replace(asset, language="ar", caption=ARABIC, alt=ARABIC_ALT) for asset in built.assets]
    spoken = replace(built, kit=summary, assets=tuple(assets))
    (kit / "arabic.html").write_bytes(index_html(spoken, sentences("ar")["page"], name=name_of(built.kit)))


def in_december(built: Manifest, sign_until: str | None = None) -> Manifest:
    """Return a kit in which `share` holds until a vote on 7 December, `sign` comes first, and three days count down."""
    entries = (
        MessageEntry("days", "Days until the vote", "2020-12-06", "2020-12-07"),
        MessageEntry("share", "Pass it on", "2020-12-07"),
        MessageEntry("sign", "Sign it", sign_until),
    )
    vote = FigureEntry("7 December 2020", "is when Parliament votes", "letter", "2020", "2020-12-07")
    summary = replace(built.kit, messages=entries, first="sign", date="2020-12-01", figures=(vote,))
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    counted = [replace(shared, path=counted_path(n), message="days", frame=n, alt=f"{n}") for n in (1, 2, 3)]
    return replace(built, kit=summary, assets=(*built.assets, *counted))


def write_languages(built: Manifest, kit: Path) -> None:
    """Write a kit in two languages into the folder `languages`: each has its own page, beside its pictures."""
    whole = kit / "languages"
    for folder, source in (("en", "en"), ("ar", "en"), ("thumbnails", "thumbnails")):
        shutil.copytree(kit / source, whole / folder)
    others = [replace(in_arabic(one), path=one.path.replace("en/", "ar/", 1)) for one in built.assets]
    both = replace(built, assets=tuple(sorted((*built.assets, *others), key=lambda one: one.path)))
    for name, data in gallery_files(both).items():
        (whole / name).write_bytes(data)


def signed_in_arabic(built: Manifest) -> list[Asset]:
    """Return the pictures of `sign` in Arabic: the other messages are not translated."""
    return [replace(in_arabic(one), path=f"{one.path}?ar") for one in built.assets if one.message == "sign"]


def with_arabic_words(built: Manifest) -> Manifest:
    """Return a kit whose name, and the title of `sign`, are translated."""
    own = KitWords("كلمة", (MessageEntry("sign", "كلمة كلمة"),), (), ())
    return replace(built, kit=replace(built.kit, translations={"ar": own}))


def in_whatsapp(built: Manifest) -> Manifest:
    """Return a kit with a square to send in a chat and a picture for the status, and both for Instagram."""
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    kinds = {"whatsapp/square": "feed", "whatsapp/status": "story"}
    kinds |= {"instagram/square": "feed", "instagram/story": "story"}
    assets = [
        replace(shared, path=path, platform=place.partition("/")[0], placement=place, role=role)
        for (place, role), path in zip(kinds.items(), [f"{SHARE}?{n}" for n in ("feed", "story", 3, 4)], strict=True)
    ]
    return replace(built, kit=replace(built.kit, placements=tuple(kinds)), assets=tuple(assets))


def in_places(built: Manifest, other: str = "profile_frame/ring") -> Manifest:
    """Return a kit with one message as a story and in another place, by default as a ring for a profile."""
    [shared] = [asset for asset in built.assets if asset.path == SHARE]
    kinds = {"instagram/story": "story", other: "frame"}
    assets = [
        replace(shared, path=role_path(role), platform=place.partition("/")[0], placement=place, role=role, link=LINK)
        for place, role in kinds.items()
    ]
    return replace(built, kit=replace(built.kit, placements=tuple(kinds)), assets=tuple(assets))


def role_path(role: str) -> str:
    """Return the path of the picture in a role that is no post."""
    return SHARE.replace(".jpg", f"-{role}.jpg")


def counted_path(left: int) -> str:
    """Return the path of the picture for so many days before the vote."""
    return f"{SHARE}?{left}"


def in_arabic(asset: Asset) -> Asset:
    return replace(asset, language="ar", caption=arabic(asset.caption), alt=arabic(asset.alt))


def write_site(kit: Path) -> None:
    """Write the kit in two languages as a site into the folder `site`."""
    whole = shutil.copytree(kit / "languages", kit / "site")
    both = replace(parse_manifest((kit / "manifest.json").read_bytes()), overview=None)
    both = replace(both, assets=(*both.assets, *(replace(one, language="ar") for one in both.assets)))
    pages = {str(path.relative_to(whole)): path.read_bytes() for path in whole.rglob("*.html")}
    icons = dict.fromkeys(ICON_SIDES, (kit / SIGN_X).read_bytes())
    for name, data in site_files(both, pages, icons).items():
        (whole / name).write_bytes(data)


def arabic(words: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return words with every word in Arabic letters; what stands in braces and addresses stay."""
    if isinstance(words, dict):
        return {key: arabic(value) for key, value in words.items()}
    if isinstance(words, list):
        return [arabic(value) for value in words]
    return re.sub(r"(https?://\S+|\{\w+\})|[A-Za-z’]+", lambda match: match[1] or "كلمة", words)


#: Words in Arabic whose order depends on what is ordered by itself: names, an address, a citation and a hashtag.
ARABIC_TITLE = "CyberTipline (NCMEC): خط واحد."
ARABIC = f"""تلقى مركز NCMEC أكثر من 82 مليون بلاغ.

{LINK}

المصدر: NCMEC، «We Are in Danger»، 2020

#ChildSafetyFirst"""
ARABIC_ALT = "عبارة. change.org/childsafetyfirst. Child Safety First. رقم."


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, folder: Path, site: str) -> str:
    """Where the kit lies: a folder on this computer, or a website."""
    return folder.as_uri() if request.param == "file" else site


class Visit:
    """A page that is open, with what it asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        """Open an empty page; everything on the web answers with an empty page."""
        self.context = context
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if "favicon" not in str(line.location) else None
        )
        context.route(re.compile("^https://"), self._answer)

    @staticmethod
    def _answer(route: Route) -> None:
        route.fulfill(body="<title>elsewhere</title>", content_type="text/html")

    def pasted(self) -> str:
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text.replace("\r\n", "\n")

    def says(self, wanted: str) -> None:
        """Wait until the page says something of what was done."""
        becomes(self.page, "document.getElementById('status').textContent", wanted)

    def opened(self, act: Callable[[], None]) -> str:
        """Return the address of the page that something opens, which is closed again."""
        with self.page.expect_popup() as popup:
            act()
        address = popup.value.url
        popup.value.close()
        return address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page at an address; `now` is what the clock says in UTC, `settings` are those of a browser context."""
    contexts: list[BrowserContext] = []

    def at(address: str, script: str = "", now: str = "", **settings: Any) -> Visit:  # noqa: ANN401  (of Playwright)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        found = Visit(context)
        found.page.add_init_script(LASTING + script)
        if now:
            context.clock.set_fixed_time(dt.datetime.fromisoformat(f"{now}+00:00"))
        found.page.goto(address)
        return found

    yield at
    for context in contexts:
        context.close()


def picture(base: str, path: str = SIGN) -> str:
    return f"{base}/index.html#picture={path.replace('/', '%2F')}"


def caption(folder: Path, path: str = SIGN) -> str:
    return (folder / path).with_suffix(".caption.txt").read_text(encoding="utf-8")[:-1]


# Choosing ------------------------------------------------------------------------------------------------------------


def shown(page: Page) -> list[str]:
    """Return the files of the pictures that the cards show."""
    found: list[str] = page.eval_on_selector_all(".card .go", "all => all.map(link => link.hash)")
    return [parse_qs(hash_.removeprefix("#"))["picture"][0] for hash_ in found]


def shows(page: Page, paths: list[str]) -> None:
    """Wait until the cards show some pictures."""
    becomes(page, lambda: shown(page), paths)


def focus_is_on(page: Page, id_: str) -> None:
    """Wait until an element has the focus, by its id."""
    becomes(page, "document.activeElement.id", id_)


def reads(page: Page, selector: str, wanted: str) -> None:
    """Wait until the first element of a selector holds some words."""
    becomes(page, page.locator(selector).first.inner_text, wanted)


def all_read(page: Page, selector: str, wanted: list[str]) -> None:
    """Wait until the elements of a selector hold some words each."""
    becomes(page, page.locator(selector).all_inner_texts, wanted)


def test_the_choice_is_kept_in_the_address_and_found_again(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    shows(page, [SIGN, SHARE])
    page.select_option("#platform", label="X")
    page.select_option("#message", label="Pass it on")
    shows(page, [SHARE_X])
    address = f"{base}/index.html#language=en&platform=x&message=share&shape="
    expect(page).to_have_url(address)
    again = visit(address).page
    shows(again, [SHARE_X])
    reads(again, "#feed-title", "Messages: 1")
    again.select_option("#message", label="All messages")
    again.select_option("#platform", label="Everywhere")
    shows(again, [SIGN, SHARE])
    again.select_option("#shape", label="To print")
    shows(again, [SHEET])


def test_a_card_offers_the_shapes_of_its_message_the_one_to_take_first(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html#platform=").page
    card = page.locator(".card").first
    assert card.locator("label").all_inner_texts() == ["Instagram, Square", "X, Square", "Print, Flyer, A5"]
    card.locator("label", has_text="X, Square").click()
    becomes(page, lambda: shown(page)[0], SIGN_X)
    expect(card.locator(".go")).to_have_attribute("href", f"#picture={SIGN_X.replace('/', '%2F')}&at=steps")
    becomes(page, "document.activeElement.type", "radio")


@pytest.mark.parametrize("size", SIZES[:2])
def test_the_first_picture_is_on_the_first_screen(
    site: str, visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    page = visit(f"{site}/index.html", viewport={"width": size[0], "height": size[1]}).page
    box = page.locator(".card img").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= size[1]


def test_a_list_of_buttons_says_which_picture_each_is_for(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/index.html", SHARE_STAND_IN).page
    acts = page.locator(".card .buttons > *").all_inner_texts()
    assert acts == ["Share the picture", "Save the picture", "Copy the caption", "Copy the alt text"] * 2
    titles = ["Keep child safety first."] * 4 + ["Pass it on"] * 4
    for act, title in zip(acts, titles, strict=True):
        name = f"{act}: {title}, Instagram, Square"
        role: Literal["link", "button"] = "link" if act.startswith("Save") else "button"
        assert page.get_by_role(role, name=name, exact=True).count() == 1
    steps = "Post it, step by step: Pass it on, Instagram, Square"
    assert page.get_by_role("link", name=steps, exact=True).count() == 1


def test_an_arabic_caption_is_copied_without_invisible_characters(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/arabic.html#platform=instagram")
    there.page.locator(".card button").first.click()
    until(there.page, "document.getElementById('status').textContent")
    assert there.pasted() == ARABIC


def test_names_keep_their_language_and_sizes_their_place_on_an_arabic_page(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/arabic.html#platform=instagram").page
    assert page.get_attribute("#kit", "lang") == "en"
    title = page.locator(".card h3 bdi").first
    assert [title.get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
    assert page.locator(".card .meta").first.inner_text() == "Instagram، مربع · 1080 × 1080"
    assert page.evaluate("getComputedStyle(document.querySelector('.card h3')).lineHeight") == "28.5px"


def test_one_can_skip_to_the_pictures(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    page.keyboard.press("Tab")
    becomes(page, "document.activeElement.textContent", "Skip to the pictures")
    page.keyboard.press("Enter")
    focus_is_on(page, "feed-title")
    shows(page, [SIGN, SHARE])


def test_a_language_is_chosen_by_its_own_name(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/two.html").page
    all_read(page, "#language option", ["العربية", "English"])
    page.select_option("#language", label="العربية")
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    expect(page.locator("#only-language")).to_be_hidden()
    alone = visit(f"{site}/index.html").page
    expect(alone.locator("#language")).to_be_hidden()
    reads(alone, "#more-choices #only-language", "These pictures are in English only.")
    other = visit(f"{site}/index.html", locale="fr-FR", viewport={"width": 375, "height": 812}).page
    reads(other, "#choice > #only-language", "These pictures are in English only.")


def test_the_first_page_leads_to_that_of_a_language_and_that_to_the_others(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/languages/index.html").page
    page.click("text=العربية")
    page.wait_for_selector(".card img")
    expect(page).to_have_url(f"{site}/languages/ar/index.html")
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    until(page, "[...document.querySelectorAll('.card img')].every((one) => one.naturalWidth > 100)")
    page.select_option("#platform", "x")
    expect(page).to_have_url(re.compile("#.*platform=x"))
    page.locator(".card a.go").first.click()
    saved = page.locator("#picture a[download]").first.get_attribute("href") or ""
    assert (saved[:6], page.request.get(f"{site}/languages/ar/{saved}").status) == ("../ar/", 200)
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()
    page.select_option("#language", label="English")
    page.wait_for_url(f"{site}/languages/en/index.html#platform=x*")
    expect(page.locator(".card img").first).to_have_attribute("lang", "en")
    expect(page.locator("#only-language")).to_be_hidden()


@pytest.mark.parametrize(
    ("locale", "order", "wanted"),
    [
        ("en-GB", ["English", "العربية"], ["English"]),
        ("ar-EG", ["العربية", "English"], ["العربية"]),
        ("fr-FR", None, []),
    ],
)
def test_the_first_page_offers_the_languages_of_the_reader_first(
    site: str, visit: Callable[..., Visit], locale: str, order: list[str] | None, wanted: list[str]
) -> None:
    page = visit(f"{site}/languages/index.html", locale=locale).page
    all_read(page, ".languages a", order or ["العربية", "English"])
    all_read(page, ".languages .wanted a", wanted)


def test_a_language_shows_what_is_translated_under_its_own_titles(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/translated.html#language=ar&day=2020-12-01").page
    reads(page, "h1", "كلمة")
    assert page.locator("#message option").all_text_contents() == ["All messages", "كلمة كلمة"]
    planned = page.inner_text("#plan ol")
    assert ("كلمة كلمة" in planned, "Pass it on" in planned) == (True, False), planned
    page.select_option("#language", label="English")
    reads(page, "h1", "Tiny")
    plan = page.locator("#plan ol")
    expect(plan).to_contain_text("Sign it")
    expect(plan).to_contain_text("Pass it on")
    assert {"Sign it", "Pass it on"} < {*page.locator("#message option").all_text_contents()}


@pytest.mark.parametrize(("locale", "language"), [("ar-EG", "ar"), ("en-GB", "en"), ("fr-FR", "en")])
def test_a_kit_of_several_languages_opens_in_the_one_a_reader_prefers(
    site: str, visit: Callable[..., Visit], locale: str, language: str
) -> None:
    page = visit(f"{site}/two.html", locale=locale).page
    assert page.input_value("#language") == language
    expect(page.locator(".card img").first).to_have_attribute("lang", language)


def test_a_link_opens_one_picture_and_leads_back_to_where_one_was(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html", viewport={"width": 375, "height": 500}).page
    link = page.locator(".go").nth(1)
    link.click()
    reads(page, "#picture-title", "Pass it on")
    expect(page).to_have_url(f"{picture(base, SHARE)}&at=steps")
    assert page.title() == "Pass it on (Tiny: pictures to post)"
    until(page, "document.activeElement.id === 'steps-title'")
    until(page, "Math.abs(document.activeElement.getBoundingClientRect().top) < 1")
    page.go_back()
    expect(link).to_be_focused()
    becomes(page, lambda: link.evaluate("link => link.getBoundingClientRect().top < innerHeight"), wanted=True)
    alone = visit(picture(base, SHARE)).page
    reads(alone, "#picture-title", "Pass it on")
    focus_is_on(alone, "picture-title")


def test_the_way_back_leads_to_the_pictures_of_the_same_place(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(base, SIGN_X)).page
    page.click("text=Back to all pictures")
    shows(page, [SIGN_X, SHARE_X])


@pytest.mark.parametrize("path", ["en/none.png", "javascript:alert(1)", "https://example.org/x.png", "//example.org/x"])
def test_an_address_that_names_no_picture_of_the_kit_shows_the_feed(
    site: str, visit: Callable[..., Visit], path: str
) -> None:
    there = visit(f"{site}/index.html#picture={path}")
    there.says("That picture is not in this kit.")
    assert len(shown(there.page)) == 2
    assert all(url.startswith(site) for url in there.requests)


# The day -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "titles", "over"),
    [
        ("America/New_York", ["1: Days until the vote", "Sign it", "Pass it on"], ["Days until the vote"]),
        ("Europe/Brussels", ["Sign it", "Pass it on"], ["Days until the vote"]),
        ("Pacific/Kiritimati", ["Sign it", "Pass it on"], ["Days until the vote"]),
    ],
)
def test_the_day_is_that_of_the_reader_s_own_place(
    site: str, visit: Callable[..., Visit], zone: str, titles: list[str], over: list[str]
) -> None:
    """Half an hour before midnight in London it is the 6th in New York, and the 7th in Brussels and farther east."""
    page = visit(f"{site}/days.html", now="2020-12-06T23:30:00", timezone_id=zone).page
    all_read(page, ".card h3", titles)
    all_read(page, "#over a", over)


def test_only_the_picture_of_the_day_is_shown_and_what_ends_soon_says_so(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/days.html", now="2020-12-05T12:00:00").page
    shows(page, [counted_path(2), SIGN, SHARE])
    assert page.locator(".flag").all_inner_texts() == [
        "Post this today, 5\u00a0December\u00a02020. Tomorrow it will be wrong.",
        "Until 7\u00a0December\u00a02020",
    ]
    all_read(page, "#over a", ["Days until the vote"])
    planned = visit(f"{site}/days.html", now="2020-12-01T12:00:00").page
    all_read(planned, ".flag", ["Post this today"])
    shows(planned, [SHARE, SIGN])
    with_both = visit(f"{site}/both.html", now="2020-12-05T12:00:00").page
    assert with_both.locator(".flag").all_inner_texts() == [
        "Post this today, 5\u00a0December\u00a02020. Tomorrow it will be wrong.",
        "Also today",
    ]
    early = visit(f"{site}/days.html", now="2020-11-20T12:00:00").page
    shows(early, [SIGN, SHARE])
    all_read(early, ".flag", ["Start here"])
    expect(early.locator("#over")).to_be_hidden()
    expect(early.locator("#show-over")).to_be_hidden()


@pytest.mark.parametrize(("now", "message"), [("2020-12-05", "share"), ("2020-11-20", "sign"), ("2020-12-08", "sign")])
def test_the_picture_that_is_asked_for_first_is_that_of_the_card_on_top(
    site: str, visit: Callable[..., Visit], now: str, message: str
) -> None:
    path = {"share": SHARE, "sign": SIGN}[message]
    for address, clock in ((f"{site}/days.html", now), (f"{site}/days.html#day={now}", "2020-12-02")):
        there = visit(address, now=f"{clock}T12:00:00")
        shown = there.page.locator(".card img").first
        shown.wait_for()
        asked = [url for url in there.requests if url.endswith(("webp", "jpg"))]
        assert asked[0] == shown.evaluate("image => image.src")
        assert Path(path).stem in shown.evaluate("image => image.closest('a').href")


def test_what_is_over_stands_apart_with_what_to_take_down(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/days.html", now="2020-12-07T12:00:00").page
    shows(page, [SIGN, SHARE])
    page.click("text=Messages out of date: 1")
    focus_is_on(page, "over-title")
    assert "take down those that you have posted" in page.inner_text("#over")
    assert page.locator("#over li").all_inner_texts() == [
        "Days until the vote\n\nuntil 6\u00a0December\u00a02020",
    ]
    page.click("#over bdi:text-is('Days until the vote')")
    page.locator("#picture .note").wait_for()
    assert page.inner_text("#picture .note").startswith("The day that this speaks of, ")
    all_read(page, "#picture h3", ["Take it down"])
    all_read(page, "#picture .button, #picture button", ["See what to post today"])
    page.click("text=See what to post today")
    shows(page, [SIGN, SHARE])


def test_a_past_day_of_a_countdown_leads_to_the_picture_for_today(site: str, visit: Callable[..., Visit]) -> None:
    address = f"{site}/days.html#picture={quote(counted_path(3), safe='')}"
    page = visit(address, now="2020-12-05T12:00:00").page
    page.click("text=See the picture for today")
    reads(page, "#picture-title", "2: Days until the vote")
    expect(page.locator("text=Copy the caption").first).to_be_visible()


@pytest.mark.parametrize(
    ("left", "said"),
    [(1, "This is for 6\u00a0December\u00a02020. Post it on that day"), (2, "This is right today only")],
)
def test_a_picture_of_a_countdown_says_for_which_day_it_is(
    site: str, visit: Callable[..., Visit], left: int, said: str
) -> None:
    address = f"{site}/days.html#picture={quote(counted_path(left), safe='')}"
    page = visit(address, now="2020-12-05T12:00:00").page
    assert page.inner_text("#picture .note").startswith(said)


def test_the_plan_says_what_to_post_when_from_today_on(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/days.html", now="2020-12-05T12:00:00").page
    page.click("#show-plan")
    focus_is_on(page, "plan-title")
    assert [text.split("\n") for text in page.locator("#plan > ol > li").all_inner_texts()] == [
        ["Today, 5\u00a0December\u00a02020", "2: Days until the vote"],
        ["6\u00a0December\u00a02020", "1: Days until the vote"],
        ["7\u00a0December\u00a02020", "7 December 2020 is when Parliament votes"],
    ]
    assert page.locator("#plan a.button").get_attribute("href") == "posting-plan.ics"
    page.click("#plan bdi:text-is('1: Days until the vote')")
    reads(page, "#picture-title", "1: Days until the vote")
    expect(page.locator("#ended")).to_be_hidden()


def test_after_the_last_day_there_is_nothing_to_post_but_everything_to_see(
    base: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{base}/about.html", SHARE_STAND_IN, now="2021-01-05T12:00:00").page
    reads(
        page,
        "#ended",
        "The days of this campaign are over: the last was 7\u00a0December\u00a02020. There is nothing left to post.",
    )
    about = page.inner_text("#about").split("\n")
    assert about[:1] == ["What it asked for"]
    assert [line for line in about[1:] if line] == [
        "Keep the tools on.",
        "Led by NCMEC: change.org/childsafetyfirst",
        "Background: The letter (NCMEC, 2020)",
    ]
    assert page.inner_text("#outcome") == "What came of it\n\nParliament said yes."
    posted = "Share|Save|Copy|Start here|Post|Ask those|QR code|calendar|What to post"
    visible = "document.body.innerText"
    assert not re.findall(posted, page.evaluate(visible))
    days = [f"{left}: Days until the vote" for left in (3, 2, 1)]
    all_read(page, ".card h3 a", ["Sign it", "Pass it on", *days])
    page.locator(".card h3 a").nth(1).click()
    expect(page.locator("#picture")).to_be_visible()
    all_read(page, "#picture h3", ["Caption", "Alt text"])
    assert page.locator("#picture button, #picture .button").count() == 0
    assert page.inner_text("#picture .note").startswith("The day that this speaks of")
    page.click("text=Back to all pictures")
    page.click("text=See the page as it was on 1\u00a0December\u00a02020")
    until(page, "location.hash.includes('day=2020-12-01')")
    until(page, "document.getElementById('seen-on').innerText.includes('please do not post these pictures')")
    shows(page, [SHARE, SIGN])
    assert page.inner_text("#about summary") == "What is this?"
    assert page.get_attribute("#about", "open") is None


def test_what_the_campaign_is_can_be_read_without_a_script(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/about.html", java_script_enabled=False).page
    page.click("text=What is this?")
    assert "Keep the tools on." in page.inner_text("#about")
    assert page.get_attribute("meta[name=description]", "content") == "Keep the tools on."


def test_a_wide_window_shows_pictures_on_its_first_screen(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/about.html", now="2020-12-05T12:00:00").page
    page.locator(".card img").first.wait_for()
    assert page.locator(".card img").first.bounding_box()["y"] < 380  # type: ignore[index]


def test_what_was_seen_of_a_site_is_there_without_a_connection(site: str, visit: Callable[..., Visit]) -> None:
    found = visit(f"{site}/site/en/index.html")
    page = found.page
    page.locator(".card img").first.wait_for()
    kept = """caches.keys().then(async (names) => {
        const cache = await caches.open(names[0]);
        return (await cache.keys()).map(({ url }) => url.split("/site/")[1]);
    })"""
    until(page, "navigator.serviceWorker.controller")
    seen = page.evaluate("document.querySelector('.card img').src").split("/site/")[1]
    becomes(page, lambda: {"", "en/index.html", seen} <= set(page.evaluate(kept)), wanted=True)
    found.context.set_offline(True)
    page.reload()
    page.locator(".card img").first.wait_for()
    becomes(page, "document.querySelector('.card img').naturalWidth > 0", wanted=True)
    found.says("You are offline. What you have already seen is still here.")
    page.goto(f"{site}/site/ar/index.html")
    assert page.inner_text("p >> nth=0") == sentences("ar")["page"]["not_kept"]
    assert page.get_attribute("html", "dir") == "rtl"
    page.goto(f"{site}/site/en/index.html")
    page.locator(".card img").first.wait_for()
    assert not [one for one in page.evaluate(kept) if one.endswith(".zip")]


def test_words_are_searched_whatever_their_case_and_accents(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    shows(page, [SIGN, SHARE])
    page.fill("#search", "PÁSS ít")
    shows(page, [SHARE])
    assert "words=" in page.evaluate("location.hash")
    focus_is_on(page, "search")
    page.reload()
    shows(page, [SHARE])
    assert page.input_value("#search") == "PÁSS ít"
    page.fill("#search", "nowhere")
    page.click("text=Show all pictures")
    shows(page, [SIGN, SHARE])
    assert page.input_value("#search") == ""


def test_what_was_posted_is_marked_on_this_device_until_it_is_forgotten(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(base)).page
    page.check("text=I have posted this")
    assert "Kept on this device only." in page.inner_text(".posted")
    page.click("text=Back to all pictures")
    all_read(page, ".flag.done", ["Posted"])
    page.reload()
    all_read(page, ".flag.done", ["Posted"])
    page.click("#forget")
    all_read(page, ".flag.done", [])
    expect(page.locator("#forget")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_a_mark_that_can_not_be_kept_lasts_and_says_so(site: str, visit: Callable[..., Visit]) -> None:
    refused = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    found = visit(picture(site), refused)
    page = found.page
    page.check("text=I have posted this")
    assert "the mark lasts until the page is closed" in page.inner_text(".posted")
    page.click("text=Back to all pictures")
    all_read(page, ".flag.done", ["Posted"])
    assert found.complaints == []


def test_the_first_page_has_labels_in_the_language_of_the_reader(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/languages/index.html", locale="ar-EG").page
    own = sentences("ar")["page"]
    becomes(page, "[document.documentElement.lang, document.documentElement.dir]", ["ar", "rtl"])
    assert page.locator("main h2").first.inner_text() == own["language"]
    assert page.locator("footer a").all_inner_texts() == [own["sources"], own["licence"], own["table"]]
    other = visit(f"{base}/languages/index.html", locale="fr-FR").page
    assert other.evaluate("document.documentElement.lang") == "en"


def test_a_sheet_offers_to_print_first(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site, SHEET)).page
    assert page.locator("#picture .button").first.inner_text() == "Open the PDF to print"
    cards = visit(f"{site}/index.html#platform=print").page
    assert cards.locator(".card .button").first.inner_text() == "Open the PDF to print"


def test_one_can_see_the_page_as_it_is_on_another_day(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/days.html", now="2020-11-20T12:00:00").page
    page.fill("#day", "2020-12-06")
    until(page, "location.hash.includes('day=2020-12-06')")
    shows(page, [counted_path(1), SIGN, SHARE])
    reads(page, "#seen-on span", "You see the page as it is on 6\u00a0December\u00a02020.")
    page.click("text=Back to today")
    until(page, "!location.hash.includes('day=')")
    shows(page, [SIGN, SHARE])
    expect(page.locator("#seen-on")).to_be_hidden()


def test_a_page_that_stays_open_overnight_shows_the_next_day(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/days.html", now="2020-12-04T12:00:00")
    shows(there.page, [counted_path(3), SIGN, SHARE])
    there.context.clock.set_fixed_time(dt.datetime(2020, 12, 5, 12, tzinfo=dt.UTC))
    there.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows(there.page, [counted_path(2), SIGN, SHARE])


# Labels --------------------------------------------------------------------------------------------------------------


def test_labels_are_in_the_language_that_is_chosen(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/labels.html#language=en", SHARE_STAND_IN).page
    seen = "[...document.querySelectorAll('main *:not(bdi, option, [lang])')].filter(e => e.checkVisibility())"
    own = "[...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(' ')"
    words = f"{seen}.map(e => {own}).filter(text => /[A-Za-z]{{3}}/.test(text))"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert len(page.evaluate(words)) > 5
    page.select_option("#language", label="العربية")
    becomes(page, "[document.documentElement.lang, document.documentElement.dir]", ["ar", "rtl"])
    becomes(page, words, [])
    assert page.locator("#platform option").last.inner_text() == "كلمة"
    expect(page.locator("#untranslated")).to_be_hidden()
    page.locator(".go").first.click()
    expect(page.locator("#picture")).to_be_visible()
    becomes(page, words, [])
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()
    page.select_option("#language", label="English")
    reads(page, "#show-code", "Show the QR code")
    behind_the_script = visit(f"{site}/labels.html#language=ar").page.locator("footer a").first
    assert behind_the_script.inner_text() == "كلمة كلمة كلمة كلمة"


def test_labels_that_are_not_translated_are_in_one_language_which_is_named(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/two.html#language=ar").page
    reads(page, "#untranslated", "The labels of this page are in English. There are none in Arabic yet.")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    page.select_option("#language", label="English")
    expect(page.locator("#untranslated")).to_be_hidden()


# Saving and copying --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_saved_from_the_web(site: str, folder: Path, visit: Callable[..., Visit], where: str) -> None:
    there = visit(f"{site}/{where}")
    with there.page.expect_download() as download:
        there.page.locator("a:visible", has_text="Save the picture").first.click()
    assert download.value.suggested_filename == "sign-square-1080x1080.jpg"
    assert Path(download.value.path()).read_bytes() == (folder / SIGN).read_bytes()
    there.says("Look for the picture among your downloads.")


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_opened_from_a_folder_and_the_way_to_save_it_told(
    folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{folder.as_uri()}/{where}")
    opened = there.opened(there.page.locator("a:visible", has_text="Open the picture").first.click)
    assert opened == f"{folder.as_uri()}/{SIGN}"
    there.says("The picture opens by itself. Right-click it, then Save.")


@pytest.mark.parametrize("where", ["index.html#platform=print", f"index.html#picture={SHEET}"])
def test_a_sheet_is_saved_as_pdf(site: str, folder: Path, visit: Callable[..., Visit], where: str) -> None:
    page = visit(f"{site}/{where}", SHARE_STAND_IN).page
    with page.expect_download() as download:
        page.locator("a:visible", has_text="Save the PDF to print").first.click()
    assert Path(download.value.path()).read_bytes() == (folder / SHEET).with_suffix(".pdf").read_bytes()


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_the_caption_is_copied_as_it_lies_beside_the_picture(
    base: str, folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{base}/{where}")
    there.page.locator("button:visible", has_text="Copy the caption").first.click()
    there.says("The caption is copied. Paste it where you post.")
    assert there.pasted() == caption(folder)


def test_the_alt_text_is_copied_as_it_lies_beside_the_picture(
    base: str, folder: Path, visit: Callable[..., Visit]
) -> None:
    there = visit(picture(base))
    there.page.click("text=Copy the alt text")
    there.says("The alt text is copied. Paste it into the field for alt text.")
    assert there.pasted() == (folder / SIGN).with_suffix(".alt.txt").read_text(encoding="utf-8")[:-1]


# Sharing and posting -------------------------------------------------------------------------------------------------

#: Chromium on computers has no `navigator.share`; this stands in for it and keeps what it was given.
SHARE_STAND_IN = """
window.shared = [];
navigator.canShare = ({ files }) => files.length === 1 && files[0].type.startsWith("image/");
navigator.share = async (given) => {
  window.refused = Boolean(window.refusal);
  if (window.refusal) throw new DOMException("no", window.refusal);
  const [{ name, type, size }] = given.files;
  window.shared.push({ keys: Object.keys(given), name, type, size });
};
"""


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_shared_alone_and_its_caption_copied(
    site: str, folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{site}/{where}", SHARE_STAND_IN)
    there.page.locator("button:visible", has_text="Share the picture").first.click()
    until(there.page, "shared.length")
    name, size = "sign-square-1080x1080.jpg", (folder / SIGN).stat().st_size
    assert there.page.evaluate("shared") == [{"keys": ["files"], "name": name, "type": "image/jpeg", "size": size}]
    until(there.page, "document.getElementById('status').textContent.startsWith('Shared')")
    becomes(there.page, there.pasted, caption(folder))


@pytest.mark.parametrize(
    ("platform", "copied", "acts"),
    [
        ("instagram", LINK, ["Share the picture", "Save the picture", "Copy the address"]),
        ("profile_frame", None, ["Share the picture", "Save the picture"]),
    ],
)
def test_what_is_copied_when_a_picture_is_shared_is_what_its_steps_paste(
    site: str, visit: Callable[..., Visit], platform: str, copied: str | None, acts: list[str]
) -> None:
    there = visit(f"{site}/places.html#platform={platform}", SHARE_STAND_IN)
    assert there.page.locator(".card .buttons > *").all_inner_texts() == acts
    there.page.evaluate("navigator.clipboard.writeText('before')")
    there.page.locator("button:visible", has_text="Share the picture").click()
    until(there.page, "shared.length")
    until(there.page, "document.getElementById('status').textContent.startsWith('Shared')")
    assert there.pasted() == (copied or "before")


def test_a_button_says_that_a_picture_is_fetched_and_a_second_tap_does_nothing(
    site: str, visit: Callable[..., Visit]
) -> None:
    there = visit(picture(site), SHARE_STAND_IN)
    waiting: list[Route] = []
    there.page.route(f"**/{SIGN}", lambda route: waiting.append(route))  # noqa: PLW0108  (Playwright marks it)
    share = there.page.locator("#picture .buttons button").first
    share.click()
    expect(share).to_have_text("Fetching the picture…")
    share.click()
    waiting[0].continue_()
    expect(share).to_have_text("Share the picture")
    until(there.page, "shared.length")
    assert there.page.evaluate("shared.length") == 1
    assert len(waiting) == 1


def test_the_steps_begin_with_sharing_where_the_browser_can(site: str, visit: Callable[..., Visit]) -> None:
    first = visit(picture(site), SHARE_STAND_IN).page.locator("#picture ol li").first
    lines = [*filter(None, first.inner_text().splitlines())]
    assert lines[0] == "Press “Share the picture”. Choose Instagram. If it is not offered: Save the picture."
    assert lines[1:] == ["Share the picture", "Save the picture"]
    ring = visit(picture(site, role_path("frame")).replace("index", "places"), SHARE_STAND_IN).page
    assert ring.locator("#picture ol li p").first.inner_text().startswith("Save the picture. Its middle")


def steps_of(page: Page) -> list[str]:
    """Return the sentences of the steps of the picture that a page shows."""
    return page.locator("#picture ol li p").all_inner_texts()


def test_the_steps_after_sharing_ask_for_nothing_that_sharing_has_copied(
    site: str, visit: Callable[..., Visit]
) -> None:
    story = picture(site, role_path("story")).replace("index", "places")
    assert steps_of(visit(story, SHARE_STAND_IN).page)[1:] == [
        (
            "The address is copied. In your story, add a link sticker and paste the address. If the app offers no such"
            " sticker, leave this out."
        ),
        "Keep stickers off the words, then share.",
    ]
    post = visit(picture(site), SHARE_STAND_IN).page
    assert steps_of(post)[1:] == [
        "The caption is copied. Paste it: press and hold in the text field, then Paste.",
        "With the caption in your post, come back to this page and press “Copy the alt text”.",
        "Back in Instagram, find the alt text among the further settings and paste the alt text there.",
        "Tap Share.",
        (
            "If you can, press “Copy the address” and paste the address into your Instagram profile, as its link:"
            " nobody can tap one in a caption."
        ),
    ]
    brackets = steps_of(visit(picture(site).replace("index", "marked"), SHARE_STAND_IN).page)
    assert [line.strip("\u27e6\u27e7") for line in brackets] == steps_of(post)
    for address in (story, picture(site)):
        saved = steps_of(visit(address).page)
        assert saved[0] == "Save the picture."
        assert not [line for line in saved if "is copied" in line or "{" in line]


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_page_that_was_opened_alone_says_what_to_do(
    folder: Path, site: str, tmp_path: Path, visit: Callable[..., Visit], where: str
) -> None:
    for name in ("index.html", "published.html"):
        shutil.copy(folder / name, tmp_path / name)
    alone = visit(f"{tmp_path.as_uri()}/{where}").page
    expect(alone.locator("#alone")).to_contain_text("Unpack the whole zip, then open index.html in its folder.")
    expect(alone.locator("#alone")).to_contain_text(
        "If you have only this file, ask whoever sent it for the whole zip."
    )
    for offered in ("Open the picture", "Save all"):
        expect(alone.locator("main :visible", has_text=re.compile(f"^{offered}$"))).to_have_count(0)
    expect(alone.locator("#alone a")).to_have_count(0)
    link = visit(f"{tmp_path.as_uri()}/{where.replace('index', 'published')}").page.locator("#alone a")
    expect(link).to_have_attribute("href", "https://kit.example/")
    for whole in (folder.as_uri(), site):
        page = visit(f"{whole}/{where}").page
        until(page, "[...document.images].some((image) => image.complete && image.naturalWidth > 90)")
        expect(page.locator("#alone")).to_be_hidden()


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("NotAllowedError", "The picture is ready. Press once more to share it."),
        ("DataError", "Sharing did not work here. Save the picture and copy the caption."),
        ("AbortError", "The caption is copied. Paste it where you post."),
    ],
)
def test_a_share_that_fails_is_said_and_one_that_is_given_up_is_not(
    site: str, visit: Callable[..., Visit], refusal: str, said: str
) -> None:
    there = visit(picture(site), SHARE_STAND_IN)
    there.page.evaluate(f"window.refusal = '{refusal}'")
    there.page.locator("button:visible", has_text="Share the picture").first.click()
    until(there.page, "window.refused")
    there.page.evaluate("new Promise(requestAnimationFrame)")  # what is said is written in a frame of its own
    there.says(said)


def test_a_ring_leads_to_where_it_is_laid_around_a_photo(site: str, visit: Callable[..., Visit]) -> None:
    for where, path in (("own-words.html", "en/make.html#own-photo"), ("places.html", None)):
        for address in (
            f"{site}/{where}#platform=profile_frame",
            picture(site, role_path("frame")).replace("index", where[:-5]),
        ):
            page = visit(address, SHARE_STAND_IN).page
            page.locator("button:visible", has_text="Share the picture").first.wait_for()
            found = page.locator("a:visible", has_text="Your photo in the ring").all()
            assert {link.get_attribute("href") for link in found} == ({path} if path else set())
            first = page.locator(".buttons:visible").first.locator("a, button").first
            assert first.inner_text() == ("Your photo in the ring" if path else "Share the picture")
        steps = page.locator("#picture ol li")
        said = " ".join(steps.all_inner_texts())
        assert ("any picture editor" in said, "Choose your photo." in said) == (not path, bool(path))
        expect(steps.first.locator("a", has_text="Your photo in the ring")).to_have_count(1 if path else 0)


def test_words_of_ones_own_are_offered_above_the_pictures(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/own-words.html").page
    link = page.locator("#choice a", has_text="In your words")
    assert link.get_attribute("href") == "en/make.html"
    assert link.bounding_box()["y"] < page.locator(".card").first.bounding_box()["y"]  # type: ignore[index]


#: A phone that takes several pictures at once.
MANY_STAND_IN = """
window.shared = [];
navigator.canShare = ({ files }) => files.every(({ type }) => type.startsWith("image/"));
navigator.share = async ({ files }) => { window.shared.push(files.map(({ name, size }) => [name, size])); };
"""


def test_a_series_is_shared_whole_in_its_order_where_the_phone_can(
    site: str, folder: Path, visit: Callable[..., Visit]
) -> None:
    address = f"{site}/series.html#picture=series-2.jpg"
    there = visit(address, MANY_STAND_IN)
    there.page.locator("button:visible", has_text="Share the whole series").click()
    until(there.page, "shared.length")
    size = (folder / SHARE).stat().st_size
    assert there.page.evaluate("shared") == [[[f"series-{n}.jpg", size] for n in (1, 2, 3)]]
    becomes(there.page, there.pasted, caption(folder, SHARE))
    assert there.page.locator("button", has_text="Share the whole series").inner_text() == "Share the whole series"
    for elsewhere, stand_in in ((address, SHARE_STAND_IN), (f"{site}/series.html", MANY_STAND_IN)):
        page = visit(elsewhere, stand_in).page
        page.locator("button:visible", has_text="Share the picture").first.wait_for()
        expect(page.locator("button", has_text="Share the whole series")).to_have_count(0)


@pytest.mark.parametrize("stem", [SIGN, SIGN_X])
def test_the_picture_itself_is_copied_as_png(site: str, folder: Path, visit: Callable[..., Visit], stem: str) -> None:
    there = visit(picture(site, stem))
    there.page.click("text=Copy the picture")
    there.says("The picture is copied. Paste it where you post.")
    size = there.page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('image/png'))"
        ".then(createImageBitmap).then(({ width, height }) => [width, height])"
    )
    with Image.open(folder / stem) as own:
        assert size == list(own.size)


def test_sharing_is_hidden_where_it_can_not_be(site: str, folder: Path, visit: Callable[..., Visit]) -> None:
    for address, script in ((picture(site), ""), (picture(folder.as_uri()), SHARE_STAND_IN)):
        page = visit(address, script).page
        page.wait_for_load_state("networkidle")
        expect(page.locator("text=Share the picture").first).to_be_hidden()


def test_words_are_filled_in_where_a_place_takes_them(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    own, short = caption(folder), caption(folder, SIGN_X)
    assert own != short
    for place, host, expected in (
        ("X", "https://x.com/intent/post", {"text": [short]}),
        ("Bluesky", "https://bsky.app/intent/compose", {"text": [own]}),
        ("WhatsApp", "https://wa.me/", {"text": [own]}),
        ("Telegram", "https://t.me/share/url", {"url": [LINK], "text": [own.replace(LINK, "").strip()]}),
    ):
        address = there.opened(partial(there.page.click, f"a:text-is('Post to {place}')"))
        assert address.partition("?")[0] == host
        assert parse_qs(urlsplit(address).query) == expected
        there.says(f"{place} opens with the words. Now add the picture.")


def test_a_mail_has_the_title_and_the_words(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    link = there.page.locator("text=Send by e-mail")
    parts = urlsplit(link.get_attribute("href") or "")
    assert (parts.scheme, parts.path) == ("mailto", "")
    body = caption(folder).replace("\n", "\r\n")
    assert [unquote(pair.partition("=")[2]) for pair in parts.query.split("&")] == ["Tiny", body]
    link.click()
    there.says("E-mail opens with the words. Now add the picture.")


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={LINK}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={LINK}"),
    ],
)
def test_the_caption_is_copied_for_places_that_take_only_an_address(
    base: str, folder: Path, visit: Callable[..., Visit], place: str, address: str
) -> None:
    there = visit(picture(base))
    assert unquote(there.opened(partial(there.page.click, f"text=Post to {place}"))) == address
    there.says(f"The caption is copied. Paste it at {place}. Now add the picture.")
    there.page.bring_to_front()
    assert there.pasted() == caption(folder)


def test_mastodon_asks_for_the_server_and_remembers_it(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    page = there.page
    page.click("text=Post to Mastodon")
    focus_is_on(page, "server")
    for wrong in ("", "mastodon", "javascript:alert(1)", "a b.org", "mastodon.social?x"):
        page.evaluate("document.getElementById('status').textContent = ''")
        page.fill("#server", wrong)
        page.keyboard.press("Enter")
        there.says("Write the name of your server, such as mastodon.social.")
    page.fill("#server", " https://Mastodon.Social/@somebody ")
    address = there.opened(partial(page.click, "text=Open Mastodon"))
    assert address.startswith("https://mastodon.social/share?text=")
    assert parse_qs(urlsplit(address).query) == {"text": [caption(folder)]}
    there.says("Mastodon opens with the words. Now add the picture.")
    page.reload()
    page.click("text=Post to Mastodon")
    expect(page.locator("#server")).to_have_value("mastodon.social")


def test_a_picture_whose_place_can_not_be_opened_says_so_before_the_other_places(
    site: str, visit: Callable[..., Visit]
) -> None:
    begins = "Instagram can’t be opened from here: follow the steps above."
    page = visit(picture(site)).page
    post = page.locator("#picture section", has=page.locator("h3:text-is('Post')"))
    assert post.locator("p, h4, a").all_inner_texts()[:2] == [begins, "Or post it elsewhere"]
    assert post.locator(".button:not(.quiet)").count() == 0
    assert page.locator("#picture h3").all_inner_texts()[2:] == ["How to post this, step by step", "Post"]


def test_the_post_button_of_a_picture_s_own_place_comes_first(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site, SIGN_X)).page
    assert page.locator(".places a").first.inner_text() == "Post to X"
    expect(page.locator("text=Or post it elsewhere").first).to_be_hidden()


def test_places_that_take_the_words_and_places_that_do_not_are_told_apart(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(picture(site)).page
    said = page.eval_on_selector_all(
        ".places", "all => all.map(list => [list.previousElementSibling.textContent, list.innerText])"
    )
    assert [(hint.split(" ")[0], "Post to X" in names, "Post to Facebook" in names) for hint, names in said] == [
        ("These", True, False),
        ("Facebook", False, True),
    ]


def test_each_place_has_its_steps(base: str, visit: Callable[..., Visit]) -> None:
    words = sentences("en")["page"]
    saving = words["saving"]["file" if base.startswith("file:") else "web"]
    for stem, name, kind in (
        (SIGN, "instagram", "picture"),
        (SIGN_X, "x", "picture"),
        (SHEET, "print", "pdf"),
    ):
        page = visit(picture(base, stem)).page
        written = [line for line in words["steps"][name] if not line.startswith("{shared}")]
        steps = [re.sub(r"\{\w+\}", "", line.replace("{save}", saving[kind]["step"])) for line in written]
        assert page.locator("#picture ol p").all_inner_texts() == steps


def test_the_heading_the_button_and_the_first_step_say_alike_how_to_save(
    base: str, visit: Callable[..., Visit]
) -> None:
    page = visit(picture(base, SIGN)).page
    verb = "Open" if base.startswith("file:") else "Save"
    for said in ("#picture h3", "#picture .buttons a", "#picture ol li"):
        assert page.locator(said).first.inner_text().startswith(f"{verb} the ")


def test_a_sheet_is_opened_to_print_and_on_the_web_saved_for_a_print_shop(
    base: str, visit: Callable[..., Visit]
) -> None:
    page, is_file = visit(picture(base, SHEET)).page, base.startswith("file:")
    assert page.locator("#picture h3").first.inner_text() == "Open the PDF to print"
    acts = page.locator("#picture .buttons").first.locator("a").all_inner_texts()
    assert acts == ["Open the PDF to print", *([] if is_file else ["Save the PDF to print"])]
    assert page.locator("#picture ol li").first.inner_text().startswith("Open the " if is_file else "Save the ")


# The code, and paper -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "scheme"), [(SIZES[0], "light"), (SIZES[3], "dark"), ((320, 256), "light"), ((800, 304), "dark")]
)
def test_the_code_fills_the_screen_and_is_read(
    base: str, visit: Callable[..., Visit], scheme: str, size: tuple[int, int]
) -> None:
    page = visit(f"{base}/index.html", viewport={"width": size[0], "height": size[1]}, color_scheme=scheme).page
    page.click("text=Show the QR code")
    becomes(page, page.locator("dialog").bounding_box, {"x": 0, "y": 0, "width": size[0], "height": size[1]})
    with Image.open(BytesIO(page.screenshot())) as screen:
        grey = screen.convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(grey, try_invert=False)] == [LINK]
    parts = [page.locator(f"#code > {part}").bounding_box() for part in ("h2", "svg", "p", "form")]
    boxes = [Box(part["x"], part["y"], part["x"] + part["width"], part["y"] + part["height"]) for part in parts if part]
    assert len(boxes) == 4
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert all(box.x1 <= size[0] and box.y1 <= size[1] for box in boxes)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    focus_is_on(page, "show-code")


def test_the_pictures_print_as_a_contact_sheet(site: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    """A browser without a screen has no dialog to print from, and takes no other order while it waits for one."""
    page = visit(f"{site}/index.html").page
    page.evaluate("window.print = () => { document.body.dataset.asked = 'to print' }")
    page.select_option("#platform", label="Everywhere")
    page.click("text=Print an overview")
    until(page, "document.body.dataset.asked === 'to print'")
    until(page, "[...document.images].every((image) => image.complete && image.naturalWidth)")
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "sheet.pdf", "-"], capture_output=True, encoding="utf-8", check=True)
    words = " ".join(text.stdout.split())
    assert words.count("Pass it on") == 1
    for button in ("Copy", "Save", "Print", "Show", "best for a post"):
        assert button not in words
    shown_as = subprocess.run(
        ["pdfimages", "-list", tmp_path / "sheet.pdf"], capture_output=True, encoding="utf-8", check=True
    )
    assert len([line for line in shown_as.stdout.splitlines() if " image " in line]) == 2


def test_one_picture_prints_alone(site: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site)).page
    expect(page.locator("text=Print an overview").first).to_be_hidden()
    until(page, "document.querySelector('#picture img').complete")
    page.pdf(path=tmp_path / "one.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, encoding="utf-8", check=True)
    assert text.stdout.split() == []
    shown_as = subprocess.run(
        ["pdfimages", "-list", tmp_path / "one.pdf"], capture_output=True, encoding="utf-8", check=True
    )
    assert len([line for line in shown_as.stdout.splitlines() if " image " in line]) == 1


def test_a_sheet_is_opened_in_the_browser_to_print_it(site: str, visit: Callable[..., Visit]) -> None:
    link = visit(picture(site, SHEET)).page.locator("a", has_text="Open the PDF to print")
    assert (link.get_attribute("target"), link.get_attribute("download")) == ("_blank", None)
    assert link.get_attribute("href") == SHEET.replace(".png", ".pdf")


def test_who_shows_a_code_on_the_phone_is_told_of_the_link(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/index.html").page
    page.click("#show-code")
    expect(page.locator("#code")).to_be_visible()
    link = page.locator("#code a")
    assert (link.get_attribute("href"), link.inner_text()) == (LINK, LINK)
    assert page.inner_text("#code p").startswith("On this phone or computer, follow the link:")
    for stem, has_code in ((SIGN, True), (SHARE, False), (SHEET, False)):
        told = visit(picture(site, stem)).page.is_visible(
            "text=Whoever sees this picture on a phone can’t scan its code."
        )
        assert told == has_code, stem


# For everybody -------------------------------------------------------------------------------------------------------


def test_every_button_is_reached_by_tab_in_the_order_it_is_read(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site), SHARE_STAND_IN).page
    page.wait_for_selector("text=Share the picture")
    stops = page.locator("main a:visible, main button:visible, main input:visible").all_inner_texts()
    assert stops.count("") == 2  # the picture itself, and the mark that it was posted
    for reached in (*stops[1:], "Sources of the figures"):
        page.keyboard.press("Tab")
        becomes(page, "document.activeElement.innerText", reached)


@pytest.mark.parametrize("name", ["index.html", "rtl.html"])
@pytest.mark.parametrize(
    ("width", "text"), [(320, "100%"), (640, "100%"), (320, "200%"), (640, "200%"), (1280, "200%")]
)
def test_nothing_is_cut_off_on_a_narrow_page_or_with_large_letters(
    site: str, visit: Callable[..., Visit], name: str, width: int, text: str
) -> None:
    """A laptop of 1280 px at 200 % zoom is 640 px wide; `text` is the size of letters alone."""
    large = f"addEventListener('DOMContentLoaded', () => {{ document.documentElement.style.fontSize = '{text}'; }})"
    language = "ar" if name == "rtl.html" else "en"
    for address in (f"{site}/{name}", f"{site}/{name}#picture={SIGN}"):
        page = visit(address, large, viewport={"width": width, "height": 400}, locale=language).page
        if "#" in address:
            page.click("#picture button[aria-expanded]")
            focus_is_on(page, "server")
        else:
            assert (
                page.evaluate("(code => code.showModal() ?? code.scrollWidth)(document.getElementById('code'))")
                <= width
            )
            page.keyboard.press("Escape")
            expect(page.locator("#code")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.eval_on_selector_all(
            "button:not([hidden]), a, select, p, h1, h2, h3, li",
            "all => all.filter(e => e.offsetParent && getComputedStyle(e).display !== 'inline'"
            " && getComputedStyle(e).clipPath === 'none'"
            " && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)",
        )
        assert cut == []


def test_a_german_page_fits_a_small_phone_and_leaves_a_day_with_its_month(
    site: str, visit: Callable[..., Visit]
) -> None:
    for address in ("", f"#picture={SIGN}", f"#picture={SHEET}"):
        page = visit(
            f"{site}/german.html{address}",
            now="2020-12-05T12:00:00",
            viewport={"width": 320, "height": 640},
            locale="de",
        ).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        assert page.eval_on_selector_all("button:visible, .button:visible, .shapes label", cut) == []
        if not address:
            assert page.locator("#plan time").first.inner_text() == "Heute, 5.\u00a0Dezember\u00a02020"


def test_nothing_moves_for_those_who_asked_for_that(site: str, visit: Callable[..., Visit]) -> None:
    moving = (
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )
    assert visit(f"{site}/index.html", reduced_motion="reduce").page.evaluate(moving) == 0
    assert visit(f"{site}/index.html", reduced_motion="no-preference").page.evaluate(moving) > 0


# Safety, and speed ---------------------------------------------------------------------------------------------------


def test_the_page_asks_for_nothing_but_its_own_pictures_and_complains_of_nothing(
    base: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{base}/index.html")
    there.page.select_option("#platform", label="Everywhere")
    expect(there.page).to_have_url(re.compile("#.*platform=&"))
    there.page.locator(".go").first.click()
    until(there.page, "document.querySelector('#picture img')?.naturalWidth")
    there.page.wait_for_load_state("networkidle")
    assert len(there.requests) >= 3
    assert [url for url in there.requests if not url.startswith(base)] == []
    assert there.complaints == []


def test_no_script_runs_but_the_page_s_own_and_nothing_is_fetched_from_elsewhere(
    site: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{site}/index.html")
    there.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.harmed = 1';"
        " const image = document.createElement('img'); image.src = 'https://example.org/x.png';"
        " document.body.append(script, image); }"
    )
    assert there.page.evaluate("fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
    becomes(
        there.page,
        lambda: len([line for line in there.complaints if "Content Security Policy" in line]) >= 3,
        wanted=True,
    )
    assert there.page.evaluate("window.harmed") is None
    assert not [url for url in there.requests if url.startswith("https://example.org") and "x.png" not in url]


@pytest.mark.parametrize("where", ["", f"#picture={SIGN}"])
def test_words_that_would_do_harm_are_shown_as_words(base: str, visit: Callable[..., Visit], where: str) -> None:
    there = visit(f"{base}/hostile.html{where}")
    if where:
        assert there.page.locator("p[lang=en]:visible").first.text_content() == HOSTILE
    assert there.page.locator("img:visible").first.get_attribute("alt") == HOSTILE
    assert there.page.evaluate("window.harmed") is None
    assert there.page.locator("script").count() == 2
    links = there.page.eval_on_selector_all("a", "all => all.map(link => link.href)")
    assert {urlsplit(link).scheme for link in links} <= {"https", "mailto", urlsplit(base).scheme}
    assert not there.page.is_visible("text=Post to Facebook"), "there is no address to post there"
    assert there.complaints == []


def test_without_script_there_is_a_list_of_every_picture(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html", java_script_enabled=False).page
    links = [link.get_attribute("href") for link in page.locator("noscript a, main a").all() if link.is_visible()]
    assert sorted(filter(None, links)) == sorted((SIGN, SHARE, SIGN_X, SHARE_X, SHEET))
    expect(page.locator("#choice")).to_be_hidden()
    page.click(f"a[href='{SIGN}']")
    expect(page).to_have_url(f"{base}/{SIGN}")


def test_five_thousand_pictures_are_there_at_once_and_come_as_one_scrolls(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/many.html").page
    page.wait_for_selector(".card")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 20_000, "it takes 0.3 s; work for every pair of pictures would take minutes on any computer"
    reads(page, "#feed-title", "Messages: 5000")
    before = page.locator(".card").count()
    assert before < 100
    page.mouse.wheel(0, 100_000)
    until(page, f"document.querySelectorAll('.card').length > {before}")
    page.locator("#more").focus()
    count = page.locator(".card").count()
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.card').length > {count}")


# Few bytes -----------------------------------------------------------------------------------------------------------


def test_cards_show_thumbnails_and_the_whole_picture_is_loaded_when_it_is_opened(
    base: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{base}/index.html#platform=")
    until(there.page, "[...document.images].every((image) => image.complete && image.naturalWidth)")
    loaded = [url for url in there.requests if not url.endswith("index.html")]
    assert loaded
    assert all(url.startswith(f"{base}/thumbnails/") for url in loaded)
    there.page.locator(".go").first.click()
    until(there.page, "document.querySelector('#picture img')?.naturalWidth === 1080")
    assert there.requests[-1] == f"{base}/{SIGN}"


@pytest.mark.parametrize("event", ["contextmenu", "dragstart"])
def test_who_saves_a_picture_by_its_image_has_the_whole_one(base: str, visit: Callable[..., Visit], event: str) -> None:
    image = visit(f"{base}/index.html").page.locator(".card img").first
    assert "thumbnails/" in (image.get_attribute("src") or "")
    image.dispatch_event(event)
    expect(image).to_have_attribute("src", SIGN)


@pytest.mark.parametrize(("end", "whole"), [("", True), ("pointercancel", False), ("pointerup", False)])
def test_a_finger_that_holds_an_image_gets_the_whole_one_and_one_that_scrolls_does_not(
    site: str, visit: Callable[..., Visit], end: str, *, whole: bool
) -> None:
    """The finger is lifted at once, however slow the machine is; the page waits 250 ms for that, and we for longer."""
    image = visit(f"{site}/index.html").page.locator(".card img").first
    image.evaluate(
        """(image, names) => {
          for (const name of names) image.dispatchEvent(new PointerEvent(name, { pointerType: "touch" }));
          return new Promise((done) => { setTimeout(done, 300); });
        }""",
        ["pointerdown", end] if end else ["pointerdown"],
    )
    assert (image.get_attribute("src") == SIGN) == whole


def test_a_published_page_offers_the_zips_that_lie_beside_it(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/published.html#platform=x&message=sign").page
    links = page.locator("#together a")
    page.click("#together summary")
    links.wait_for()
    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == [
        ("All pictures for X (2.3 MB)", f"zips/{KIT}-en-x.zip")
    ]
    page.select_option("#platform", label="Instagram")
    page.locator("#together").wait_for(state="hidden")
    page.select_option("#platform", label="X")
    links.wait_for()
    with page.expect_download() as download:
        links.click()
    assert download.value.suggested_filename == f"{KIT}-en-x.zip"


def test_nothing_moves_when_the_server_answers_that_there_is_a_zip(site: str, visit: Callable[..., Visit]) -> None:
    """Whoever is about to press something must not press what has come in its place; so narrow, it takes a line."""
    later = "window.answer = () => done(asked(...all));"
    later = f"const asked = fetch; window.fetch = (...all) => new Promise((done) => {{ {later} }});"
    page = visit(f"{site}/published.html#platform=x", later, viewport={"width": 160, "height": 812}).page
    place = "JSON.stringify(document.querySelector('.card').getBoundingClientRect())"
    before = page.evaluate(place)
    expect(page.locator("#together")).to_be_hidden()
    page.evaluate("answer()")
    page.locator("#together").wait_for()
    assert page.evaluate(place) == before


def test_a_folder_says_where_all_pictures_of_a_platform_lie(folder: Path, visit: Callable[..., Visit]) -> None:
    page = visit(f"{folder.as_uri()}/index.html#platform=x").page
    page.click("#together summary")
    reads(page, "#together li", "All pictures for X lie beside this page, in the folder en/x.")
    assert (folder / "en" / "x").is_dir()


def test_an_overview_shows_small_images_and_says_in_which_zip_the_pictures_are(
    folder: Path, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{folder.as_uri()}/overview.html#platform=x").page
    where = f"The pictures for X, in full size, are in the zip {KIT}-en-x.zip."
    assert page.inner_text("#overview").startswith("These are small copies")
    assert {text.strip() for text in page.locator("#cards .buttons p").all_inner_texts()} == {where}
    page.click("#together summary")
    becomes(page, lambda: page.inner_text("#together li").strip(), where)
    page.goto(f"{folder.as_uri()}/overview.html#picture={quote(SIGN_X, safe='')}")
    page.locator("#picture h2").wait_for()
    assert (page.get_attribute("#picture .shot img", "src") or "").startswith("thumbnails/")
    assert page.locator(f'a[href*="{SIGN_X}"]').count() == 0, "nothing leads to a file that is not there"
    assert page.locator("#picture .doing > section").first.inner_text().endswith(where)
    assert page.locator("#picture").get_by_text("Copy the caption").count() > 0


def test_an_overview_that_is_published_leads_to_the_zips(folder: Path, visit: Callable[..., Visit]) -> None:
    page = visit(f"{folder.as_uri()}/published-overview.html#platform=x").page
    found = page.locator("#cards .buttons p a").first.get_attribute("href")
    assert found == f"https://kit.example/zips/{KIT}-en-x.zip"


def test_a_page_that_is_published_nowhere_asks_for_no_zips(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/index.html#platform=x")
    there.page.wait_for_load_state("networkidle")
    expect(there.page.locator("#together")).to_be_hidden()
    assert not [url for url in there.requests if "zips/" in url]
