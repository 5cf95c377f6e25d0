"""What an editor makes of a new campaign: the YAML language server completes, explains and judges `kit.yaml`."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from language_server import LanguageServer, install

import kit
import kit.tools.scaffold
from kit.tools.scaffold import new_layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
#: Each text is opened as a file of its own, so that what is said of it can't be about another.
NUMBERS = count()
FEED = "on: [feed, story, link, print]"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "harbour"
    new_layout(kit.tools.scaffold.new(folder), "open-day")
    return folder


@pytest.fixture(scope="module")
def server(campaign: Path) -> Iterator[LanguageServer]:
    install()
    with LanguageServer(campaign) as started:
        yield started


def test_a_new_campaign_has_no_fault_in_an_editor(campaign: Path, server: LanguageServer) -> None:
    files = [campaign / "kit.yaml", *campaign.glob("templates/**/*.yaml")]
    assert {path.parent.name for path in files} == {"harbour", "svg", "notice", "open-day"}
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=")
        assert server.open(path, text) == []


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        (FEED, "on: [fed]", '"feed", "story"'),
        ("  creator:", "  creater:", "creater"),
        ("date: ", "date: the first of ", "date"),
        ("hosts: [library.example]", "hosts: ['https://library.example']", "write the host alone"),
    ],
)
def test_what_is_wrong_is_said_in_its_line(
    written: str, instead: str, said: str, campaign: Path, server: LanguageServer
) -> None:
    text = (campaign / "kit.yaml").read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(written)) + 1
    found = server.open(campaign / f"{next(NUMBERS)}.yaml", text.replace(written, instead))
    assert any(fault.startswith(f"{line}: ") and said in fault for fault in found), found


def test_what_is_wrong_with_a_palette_is_said_in_its_line(campaign: Path, server: LanguageServer) -> None:
    path = campaign / "templates" / "svg" / "palette.yaml"
    wrong = path.read_text(encoding="utf-8") + "night: dark blue\ndusk: {mix: [ink, cloth]}\ndistinct: [[ink]]\n"
    found = server.open(path.with_name(f"{next(NUMBERS)}.yaml"), wrong)
    lines = wrong.splitlines()
    assert {lines[int(fault.partition(":")[0]) - 1].partition(":")[0] for fault in found} == {
        "night",
        "dusk",
        "distinct",
    }


def test_a_key_is_explained(campaign: Path, server: LanguageServer) -> None:
    path, text = campaign / f"{next(NUMBERS)}.yaml", (campaign / "kit.yaml").read_text(encoding="utf-8")
    server.open(path, text)
    assert "Where links and QR codes may lead" in server.hover(path, text, "hosts")
    assert "becomes part of the alternative text" in server.hover(path, text, "shows")


@pytest.mark.parametrize(
    ("written", "before", "behind", "offered"),
    [
        ("  creator:", "  ", "\n  creator:", {"hashtags", "theme", "sender"}),
        (FEED, "on: [", "]", {"feed", "story", "header"}),
        ("off: crop", "off: ", "", {"crop", "widow", "overflow"}),
    ],
)
def test_keys_roles_and_rules_are_offered(  # noqa: PLR0913, PLR0917  (two fixtures, and a row of four)
    written: str, before: str, behind: str, offered: set[str], campaign: Path, server: LanguageServer
) -> None:
    path, text = campaign / f"{next(NUMBERS)}.yaml", (campaign / "kit.yaml").read_text(encoding="utf-8")
    index = text.index(written) + len(before)
    text = text.replace(written, before + behind)
    server.open(path, text)
    assert offered <= server.complete(path, text, index)


GERMAN = """\
# yaml-language-server: $schema=../schemas/locale.json
messages:
  quiet:
    copy:
      headline: Eine Stunde **Stille.**
    caption: {short: Eine Stunde Stille.}
"""


def test_a_translation_is_completed_explained_and_judged(campaign: Path, server: LanguageServer) -> None:
    path = campaign / "locales" / "de.yaml"
    assert server.open(path, GERMAN) == []
    assert "What fits every platform" in server.hover(path, GERMAN, "short")
    path, start = path.with_name(f"{next(NUMBERS)}.yaml"), GERMAN.partition("headline:")[0]
    server.open(path, f"{start}\n    shows:\n")
    assert {"headline", "support", "button"} <= server.complete(path, f"{start}\n    shows:\n", len(start))
    wrong = GERMAN.replace("    caption:", "    theme: night\n    caption:").replace("**Stille.**", "[Stille]")
    found = server.open(path.with_name(f"{next(NUMBERS)}.yaml"), wrong)
    assert [fault for fault in found if fault.startswith("6: ") and "theme" in fault], found
