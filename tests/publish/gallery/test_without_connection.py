"""A published site with the network off, in Chromium: each page is itself, or says that it is not kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect
from support.browser import PATIENCE, becomes, until
from support.campaigns import make_project
from support.forked_calls import forked
from support.maker_pages import SPEC

import kit
from gallery.open_page import Quiet, Shortening, served
from kit.project.catalogue import sentences
from kit.publish.gallery import site_files
from kit.publish.store.manifest_file import parse_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from gallery.open_page import Visit

#: The campaign of the page for own words in two places, which is over after 7 December, and is for German, too.
WITH_END = (
    re.sub(r"platforms:\n.*\n", "platforms: [instagram/square, profile_frame/ring]\n", SPEC)
    .replace("[feed, story]", "[feed]")
    .replace("long: Please sign the petition.", 'long: "Please sign until {vote}."')
    + """\
sources:
  agenda: {title: The agenda, publisher: European Parliament, as_of: 2020-12-01}
statistics:
  vote: {text: "**7 December 2020**", counts: the vote, value: 2020-12-07, source: agenda, as_of: 2020-12-01}
"""
)
GERMAN = """\
kit: {title: Winzig, sender: Winzig}
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, support: Bitte., button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: "Bitte unterschreib bis {vote}."}
    shows: Ein Raum mit einer Öffnung aus Licht, in der ein QR-Code steht.
statistics:
  vote: {text: "**7. Dezember 2020**", counts: die Abstimmung}
sources:
  agenda: {title: Die Tagesordnung, publisher: Europäisches Parlament}
"""
NOT_KEPT = {
    "en": "This page is not kept for offline use: open it once with a connection.",
    "de": "Diese Seite ist nicht für offline gespeichert: Öffne sie einmal mit Internetverbindung.",
}
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
#: A page that is never idle, on which what may wait for some seconds at most is done at once, as after those seconds.
BUSY = "globalThis.requestIdleCallback = (act, { timeout } = {}) => (timeout ? setTimeout(act) : 0);"
#: The files that the worker keeps, below the folder of the site.
KEPT = """caches.keys().then(async (names) => {
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname.slice(1));
})"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site in two languages, as `kit pack --site-folder` writes it."""
    root = make_project(tmp_path_factory.mktemp("site") / "tiny", WITH_END)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    project = kit.load(root)
    assert [one.kit.language for one in project.campaigns] == ["en", "de"]
    built = forked(kit.build, project, root / "dist", jobs=1).folder
    forked(kit.pack, built, root / "dist", project=project, site_folder=root / "site")
    return root / "site"


@pytest.fixture
def address(published: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the site, whose server is one of its own: nothing of another test is kept."""
    with served(published, getattr(request, "param", Quiet)) as served_at:
        yield served_at


class Reader(NamedTuple):
    """Somebody who reads the site at an address."""

    context: BrowserContext
    page: Page
    site: str

    def opens(self, path: str) -> None:
        """Open a page of the site, anew."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.site}/{path}")

    def keeps(self, *paths: str) -> None:
        """Wait until the worker keeps some files."""
        becomes(self.page, lambda: {*paths} <= {*self.page.evaluate(KEPT)}, wanted=True)

    def loses_the_connection(self) -> None:
        """Switch the network off, for the page and its worker."""
        until(self.page, "navigator.serviceWorker.controller")
        self.context.set_offline(True)

    def sees_that_it_is_not_kept(self, path: str, language: str, back: str, label: str) -> None:
        """Require that a page is answered by that for a page that is not kept, at its own address, with a link back."""
        self.opens(path)
        assert self.page.url == f"{self.site}/{path}"
        assert self.page.inner_text("p >> nth=0") == NOT_KEPT[language]
        assert self.page.get_attribute("html", "lang") == language
        assert self.page.locator("img, script, form").count() == 0
        link = self.page.locator("a")
        assert (link.get_attribute("href"), link.inner_text()) == (f"{self.site}/{back}", label)
        colour = "getComputedStyle(document.body).backgroundColor"
        assert self.page.evaluate(colour) == "rgb(253, 249, 240)", "its policy lets its own style through"

    def can_write(self, path: str) -> None:
        """Require that the page for own words is itself."""
        self.opens(path)
        until(self.page, "document.documentElement.dataset.ready === 'yes'")
        expect(self.page.locator("#form")).to_be_visible()
        until(self.page, "document.getElementById('picture').dataset.painted")


@pytest.fixture
def read(browser: Browser, address: str) -> Iterator[Callable[..., Reader]]:
    """Open the site as somebody with a device of their own; `script` runs in each page first."""
    contexts: list[BrowserContext] = []

    def at(path: str, script: str = "", language: str = "en") -> Reader:
        context = browser.new_context(viewport={"width": 375, "height": 667}, locale=language)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(BUSY + script)
        reader = Reader(context, context.new_page(), address)
        reader.opens(path)
        return reader

    yield at
    for context in contexts:
        context.close()


DAY = "day=2020-12-01"


def test_the_page_for_own_words_of_the_language_that_was_opened_is_there(read: Callable[..., Reader]) -> None:
    reader = read(f"en/index.html?from=mail#{DAY}")
    reader.keeps("", "en/index.html", "en/make.html")
    reader.loses_the_connection()
    reader.page.click("#own-words")
    until(reader.page, "document.documentElement.dataset.ready === 'yes'")
    expect(reader.page.locator("#form")).to_be_visible()
    reader.can_write(f"en/make.html#own-photo&{DAY}")
    expect(reader.page.locator("#photo-title")).to_be_in_viewport()
    reader.can_write(f"en/make.html?from=elsewhere#{DAY}")
    reader.sees_that_it_is_not_kept("de/make.html", "de", "en/index.html", "Zurück zu allen Bildern")
    reader.page.click("a")
    reader.page.locator(".card img").first.wait_for()


@pytest.mark.ci
def test_each_language_that_was_opened_has_its_own(read: Callable[..., Reader]) -> None:
    reader = read(f"en/index.html#{DAY}")
    reader.keeps("en/make.html")
    reader.opens(f"de/#{DAY}")
    reader.keeps("de/", "de/make.html")
    reader.loses_the_connection()
    for path, title in (("de/make.html", "In deinen Worten"), ("en/make.html", "In your words")):
        reader.can_write(f"{path}#{DAY}")
        assert reader.page.inner_text("h1") == title
    reader.opens("de/index.html")  # another name of the page that was opened
    reader.page.locator(".card img").first.wait_for()
    reader.opens("index.html")
    assert reader.page.locator("ul.languages a").count() == 2
    reader.sees_that_it_is_not_kept("de/LICENSE.txt", "de", "de/", "Zurück zu allen Bildern")
    reader.sees_that_it_is_not_kept("en/nothing", "en", "en/index.html", "Back to all pictures")


@pytest.mark.ci
@pytest.mark.parametrize("language", ["en", "de"])
def test_from_the_list_of_languages_alone_no_page_for_own_words_is_kept(
    read: Callable[..., Reader], language: str
) -> None:
    reader = read("", language=language)
    reader.keeps("")
    reader.loses_the_connection()
    label = {"en": "Language", "de": "Sprache"}
    for path, spoken in (
        ("en/make.html", "en"),
        ("de/make.html#own-photo", "de"),
        ("en/index.html", "en"),
        ("captions.csv", language),
    ):
        reader.sees_that_it_is_not_kept(path, spoken, "", label[spoken])
    assert "en/make.html" not in reader.page.evaluate(KEPT)


def test_nothing_is_fetched_ahead_for_who_saves_data(read: Callable[..., Reader]) -> None:
    reader = read(f"en/index.html#{DAY}", SAVES_DATA)
    reader.keeps("en/index.html")
    reader.page.evaluate("new Promise((done) => { requestIdleCallback(done, { timeout: 1 }); })")
    reader.page.evaluate("navigator.serviceWorker.controller.postMessage({ seen: [], ahead: ['captions.csv'] })")
    reader.keeps("captions.csv")
    reader.loses_the_connection()
    reader.sees_that_it_is_not_kept("en/make.html#own-photo", "en", "en/index.html", "Back to all pictures")


@pytest.mark.parametrize("address", [Shortening], indirect=True)
def test_a_page_that_the_host_gives_under_another_name_is_kept_without_the_mark_of_that(
    read: Callable[..., Reader],
) -> None:
    """This Chromium shows it nevertheless; the Fetch standard has an answer with the mark refused for a page."""
    reader = read(f"en/#{DAY}")
    reader.keeps("en/make.html")
    kept = "caches.match(new URL('make.html', location)).then(({ status, redirected }) => [status, redirected])"
    assert reader.page.evaluate(kept) == [200, False]


@pytest.mark.ci
def test_another_version_of_the_page_for_own_words_replaces_the_one_that_was_kept(
    read: Callable[..., Reader], published: Path
) -> None:
    reader = read(f"en/index.html#{DAY}")
    reader.keeps("en/make.html")
    before = {name: (published / name).read_bytes() for name in ("sw.js", "en/make.html")}
    try:
        (published / "en/make.html").write_bytes(before["en/make.html"].replace(b"In your words", b"In other words"))
        (published / "sw.js").write_bytes(before["sw.js"].replace(b'"tiny-1.0.0:', b'"tiny-1.0.0:other'))
        reader.page.reload()
        becomes(
            reader.page, "caches.keys().then((names) => names.map((name) => name.slice(0, 16)))", ["tiny-1.0.0:other"]
        )
        reader.keeps("en/make.html")
        reader.loses_the_connection()
        reader.can_write(f"en/make.html#{DAY}")
        assert reader.page.inner_text("h1") == "In other words"
    finally:
        for name, data in before.items():
            (published / name).write_bytes(data)


def test_a_file_beyond_the_pictures_that_changes_gives_the_store_another_name(published: Path) -> None:
    manifest = parse_manifest((published / "manifest.json").read_bytes())
    assert manifest.more
    other = replace(manifest, more=(replace(manifest.more[0], sha256="0" * 64), *manifest.more[1:]))
    pages = {path.relative_to(published).as_posix(): path.read_bytes() for path in published.rglob("*.html")}
    assert site_files(manifest, pages, {})["sw.js"] == (published / "sw.js").read_bytes()
    assert site_files(other, pages, {})["sw.js"] != (published / "sw.js").read_bytes()


@pytest.mark.ci
def test_the_page_as_it_was_leads_to_pages_as_they_were(read: Callable[..., Reader]) -> None:
    reader = read("en/index.html")
    expect(reader.page.locator("#ended")).to_be_visible()
    reader.page.click("#as-it-was")
    for link, first in (("#your-photo", "own-photo"), ("#own-words", "form")):
        reader.page.click(link)
        until(reader.page, "document.documentElement.dataset.ready === 'yes'")
        shown = reader.page.eval_on_selector_all(
            "#form, #own-photo", "all => all.map(({ id, hidden }) => [id, hidden])"
        )
        assert (shown[0][0], {hidden for _, hidden in shown}) == (first, {False})
        reader.page.click("#back")
        reader.page.click("a[lang=en]")
        expect(reader.page.locator("#seen-on")).to_be_visible()
    reader.page.click("#back-to-today")
    becomes(reader.page, "document.getElementById('own-words').getAttribute('href')", "../en/make.html")
    reader.opens("en/make.html#own-photo")
    expect(reader.page.locator("#ended")).to_be_visible()


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
