"""The documentation: every link holds, nothing is loaded from elsewhere, and what the generator makes is as it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click
import pytest
from conftest import TESTS

import kit
from docs.generated import pages
from kit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ROOT = TESTS.parent
#: A link of Markdown to a file, not to an address.
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")
#: Places of the website that hosts a repository, not files.
OF_HOSTS = {"../../deployments/github-pages", "../../releases/latest"}
#: The pages that the generator makes of itself, by name.
MADE = pages()
PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if path.relative_to(ROOT / "docs").parts[0] not in {"pictures", "judged"}
)
#: What a browser loads by itself.
LOADED = re.compile(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"([^\"]*)\"|<link[^>]*\shref=\"([^\"]*)\"")


@pytest.mark.parametrize("name", sorted(MADE))
def test_the_reference_is_as_the_generator_is(name: str) -> None:
    """To write it anew: `python -m docs.generated`."""
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == MADE[name]


def test_the_reference_has_every_command_every_option_and_every_rule() -> None:
    commands = MADE["commands.md"]
    for name, command in main.commands.items():
        assert f"\n## kit {name}\n" in commands
        written = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]
        assert [option for option in written if option not in commands] == []
    assert [rule.name for rule in kit.rules() if f"| `{rule.name}` |" not in MADE["rules.md"]] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if link not in OF_HOSTS]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 80


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    ran = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")
    return folder


def test_the_site_has_every_page_and_loads_nothing_from_elsewhere(site: Path) -> None:
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in PAGES} <= built
    for path in site.rglob("*.html"):
        loaded = ["".join(found) for found in LOADED.findall(path.read_text(encoding="utf-8"))]
        assert [one for one in loaded if one.startswith(("http:", "https:", "//"))] == [], path.name
    for path in site.rglob("*.css"):
        assert re.findall(r"url\([\"']?(?:https?:)?//", path.read_text(encoding="utf-8")) == [], path.name


def test_files_of_the_repository_that_pages_name_are_on_the_site(site: Path) -> None:
    page = (site / "how-to" / "placement.html").read_text(encoding="utf-8")
    assert 'href="../repository/CONTRIBUTING.md.txt"' in page
    published = (site / "repository" / "CONTRIBUTING.md.txt").read_bytes()
    assert published == (ROOT / "CONTRIBUTING.md").read_bytes()


def test_every_link_of_the_site_leads_to_a_file_on_it(site: Path) -> None:
    """But for the page of an address that does not exist, which is shown at any depth and so begins at the host."""
    lost = []
    for page in site.rglob("*.html"):
        targets = re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8"))
        local = [unquote(unescape(one)) for one in targets if not re.match(r"(?:https?|mailto|data):", one)]
        lost += [(page.name, one) for one in local if page.name != "404.html" and not (page.parent / one).exists()]
    assert lost == []


def test_every_page_says_its_version_and_where_to_ask(site: Path) -> None:
    pages = {page.name: page.read_text(encoding="utf-8") for page in site.rglob("*.html")}
    assert "index.html" in pages
    assert [name for name, text in pages.items() if f"Version {kit.__version__} ·" not in text] == []
    assert [name for name, text in pages.items() if "Ask" not in text] == []


def test_the_site_is_searched_from_a_folder(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "how-to" / "post.html").as_uri())
    # With keys, after which the page searches; it reads what was pasted only a moment after the focus.
    page.locator("input[name=query]").press_sequentially("partner")
    page.locator(".md-search-result__link").first.wait_for(state="attached")
    found = page.locator(".md-search-result__link").first.get_attribute("href") or ""
    page.close()
    assert found.split("#")[0].split("?")[0].endswith("how-to/partner.html")
    assert [url for url in asked if not url.startswith("file:")] == []
