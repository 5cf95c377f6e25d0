"""The page for words of one's own in three engines, from a folder and over HTTP: what it refuses, and what it saves."""

from __future__ import annotations

import json
import threading
import unicodedata
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from support.engines import ENGINES, tab_of
from support.maker_pages import filled, opened, page_of
from test_own_words_browser import GOOD, NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.browser import Tab

    from kit.model.project import Project

#: Writes a sentence and a name.
WRITE = """(([sentence, name]) => {
  document.getElementById("sentence").value = sentence;
  document.getElementById("group").value = name;
  document.getElementById("form").dispatchEvent(new Event("input", { bubbles: true }));
  return true;
})"""
#: Returns, for each of some sentences, the reason against it, and whether it can be saved all the same.
REASONS = """JSON.stringify((([texts, name]) => texts.map((text) => {
  %s([text, name]);
  return [document.getElementById("reason").textContent, !document.getElementById("save").disabled];
}))(%s))"""


WORDS = ["victim", "VICTIMS", "Victim’s", "porn", "antiporn", "unlawful", "lawfully", "Pornography"]


def hostile() -> Iterator[tuple[str, str]]:
    """Yield two hundred texts that no picture may have, each with a word of the reason."""
    digits = ["1", "82 million", "٣", "۴", "²", "①", "½", "７", "1\u20e3", "on 7 December", "a1b", "০", "५", "๙"]
    yield from ((f"{text} children", "digits") for text in digits)
    handles = [
        "@ncmec",
        "#ChildSafetyFirst",
        "＠name",
        "＃tag",
        "me@example",
        "a # b",
        "@",
        "#",
        "name @ place",
        "x＠y",
    ]
    yield from ((f"Follow {text} now", "hashtags") for text in handles)
    hosts = "change.org www.change.org https://change.org/x http://a.example bit.ly/x ftp://files WWW.EVIL evil．com"
    hosts += " evil。com petition.example.org change.org. (change.org) xn--abc.com sign.Here mailto://you"
    yield from ((f"Go to {host} today", "addresses") for host in hosts.split())
    hide = [
        "\u200b",
        "\u00ad",
        "\u200d",
        "\u2060",
        "\u034f",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\u180e",
        "\ufe0f",
        "\u200c",
    ]
    for word in WORDS:
        for mark in hide:
            yield f"They are {word[:3]}{mark}{word[3:]} here", "does not use"
        for form in (word, word.upper(), f"({word})", f"{word}!", unicodedata.normalize("NFD", word), f"-{word}"):
            yield f"They are {form} here", "does not use"
        yield (
            f"They are {''.join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in word)}",
            "does not use",
        )
    yield "v i c t i m", "without spaces"
    yield "We say v.i.c.t.i.m here", "without spaces"
    yield "We say p-o-r-n here", "without spaces"
    for letter in "жяΩאبक漢😀☂⚠♥✊🇪🇺🤝\u0336":
        yield f"We care {letter}", "typeface"
    yield "Stop the abuse until then", "misread"
    yield "share the abuse", "too close"
    yield "abuse of those who share", "too close"
    yield "x" * 190, "Too long"
    yield "WIDE " * 39, "Too long"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return opened(tmp_path_factory.mktemp("engines") / "tiny")


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page."""
    made = tmp_path_factory.mktemp("served")
    (made / "make.html").write_text(page_of(project), encoding="utf-8")
    return made


class _Noting(SimpleHTTPRequestHandler):
    """Serves a folder, and notes what is asked for."""

    asked: list[str]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Note a request and answer it."""
        self.asked.append(self.path)
        super().do_GET()


@pytest.fixture
def site(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a server of the folder, and what it was asked for."""
    asked: list[str] = []
    handler = type("Handler", (_Noting,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/make.html", asked
        server.shutdown()
        thread.join()


@pytest.fixture(params=ENGINES)
def tab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tab]:
    """A tab of an engine."""
    yield from tab_of(request, tmp_path)


def visit(tab: Tab, address: str) -> None:
    """Open the page, and wait until it can be used."""
    tab.visit(address)
    tab.until("document.documentElement.dataset.ready === 'yes'")


def test_two_hundred_hostile_texts_are_refused_with_a_reason(tab: Tab, folder: Path) -> None:
    visit(tab, (folder / "make.html").as_uri())
    texts = [*hostile()]
    assert len(texts) >= 200
    found = json.loads(tab.run(REASONS % (WRITE, json.dumps([[text for text, _ in texts], NAME]))))
    passed = [
        (text, said)
        for (text, reason), (said, is_saved) in zip(texts, found, strict=True)
        if reason not in said or is_saved
    ]
    assert passed == []


@pytest.mark.parametrize("place", ["file", "http"])
def test_what_is_saved_is_the_picture_of_the_kit_with_these_words(
    tab: Tab, folder: Path, site: tuple[str, list[str]], project: Project, place: str
) -> None:
    address, asked = site
    visit(tab, (folder / "make.html").as_uri() if place == "file" else address)
    for shape, size, form in (("square", (1080, 1080), "jpg"), ("landscape", (1600, 900), "png")):
        tab.run(f"(document.querySelector('[name=shape][value={shape}]').click(), true)")
        pictures = []
        for words in (GOOD, "Iiii"):
            tab.run(f"{WRITE}({json.dumps([words, NAME])})")
            tab.until("!document.getElementById('save').disabled")
            tab.click("#save")
            data = tab.saved(f"tiny-own-words-petition-{shape}.{form}")
            pictures.append(Image.open(BytesIO(data)).convert("RGB"))
            assert pictures[-1].size == size
            assert len(data) < 1_000_000
            assert f"Text: {words} Words: {NAME}.".replace("Iiii", "Iiii.").encode() in data
            assert data.count(b"made-by: volunteer") == 1
            assert [one.text for one in zxingcpp.read_barcodes(pictures[-1])] == [
                "https://www.change.org/childsafetyfirst"
            ]
        assert_differ_in_the_box_alone(pictures, project, shape)
    assert [path for path in asked if path != "/favicon.ico"] == (["/make.html"] if place == "http" else [])


def assert_differ_in_the_box_alone(pictures: list[Image.Image], project: Project, shape: str) -> None:
    """Require that two pictures differ inside the slots that people fill, and nowhere else."""
    one, other = (np.asarray(picture, np.int16) for picture in pictures)
    changed = np.argwhere(np.abs(one - other).max(axis=2) > 60)
    assert len(changed) > 1000
    inside = np.zeros(len(changed), bool)
    for slot in filled(project, shapes=[shape])[0].slots.values():
        box, (y, x) = slot.box.slot.box, (changed[:, 0], changed[:, 1])
        inside |= (x >= box.x0 - 2) & (x <= box.x1 + 2) & (y >= box.y0 - 2) & (y <= box.y1 + 2)
    assert inside.all(), changed[~inside][:5]
