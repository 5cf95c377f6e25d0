"""The page as a file: what it asks for, and that words stay words in it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from support.kits import listed_pictures

from gallery.page_files import GALLERY, HOSTILE, Page, asset, files_of, manifest, page_of
from kit.model.manifest import AboutEntry, HelpEntry, MessageEntry
from kit.publish.gallery import gallery_files

if TYPE_CHECKING:
    from kit.model.project import Project


def test_the_page_asks_for_nothing_from_elsewhere(project: Project) -> None:
    _, page = page_of(project, asset())
    assert len(page.inside["style"]) == 1
    assert len(page.inside["script"]) == 2
    assert page.all("iframe") == page.all("img") == page.all("base") == []
    assert [link["rel"] for link in page.all("link")] == ["icon"]
    assert all((link["href"] or "").startswith("data:image/svg+xml,") for link in page.all("link"))
    assert all("src" not in attributes for _, attributes in page.elements)
    assert "url(" not in page.inside["style"][0]
    assert "@import" not in page.inside["style"][0]


def test_the_policy_names_the_one_style_and_the_one_script_and_allows_no_other(project: Project) -> None:
    _, page = page_of(project, asset())
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for kind, text in (("style-src", page.inside["style"][0]), ("script-src", page.inside["script"][1])):
        assert rules.pop(kind) == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert rules == {
        "default-src": "'none'",
        "img-src": "'self' file: data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_picture_of_the_first_card_is_asked_for_before_the_page_is_there(project: Project) -> None:
    made = manifest(project, asset(), asset(path="en/x/hotline-square-1080x1080.png", message="hotline"))
    page = Page(gallery_files(replace(made, kit=replace(made.kit, first="hotline")))["index.html"].decode())
    early = page.inside["script"][0]
    addresses = json.loads(re.findall(r"const addresses = (.*);", early)[0])
    assert addresses == {"": "en/x/hotline-square-1080x1080.png"}
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert b64encode(sha256(early.encode()).digest()).decode() in (policy or "")


def test_an_address_of_who_leads_the_campaign_that_is_not_https_is_not_on_the_page(project: Project) -> None:
    made = manifest(project, asset())
    about = AboutEntry("Keep <b>it</b> on.", "A & B", "https://www.change.org/a")
    text = gallery_files(replace(made, kit=replace(made.kit, about=about)))["index.html"].decode()
    assert "<p><span>Keep &lt;b&gt;it&lt;/b&gt; on.</span></p>" in text
    assert '<meta name="description" content="Keep &lt;b&gt;it&lt;/b&gt; on.">' in text
    for url in ("javascript:alert(1)", "http://www.change.org/a"):
        forged = replace(made, kit=replace(made.kit, about=replace(about, url=url)))
        text = gallery_files(forged)["index.html"].decode()
        assert 'id="about"' not in text
        assert url not in text


def test_no_element_has_a_style_or_a_handler_of_its_own(project: Project) -> None:
    _, page = page_of(project, asset())
    named = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in named if name == "style" or name.startswith("on")}


def test_words_stay_words_wherever_they_stand(project: Project) -> None:
    kit = replace(project.campaign.kit, title=HOSTILE, creator=HOSTILE)
    message = replace(project.campaign.messages["reports"], copy={"headline": HOSTILE})
    campaign = replace(project.campaign, kit=kit, messages={"reports": message})
    text, page = page_of(replace(project, campaign=campaign), asset(caption=HOSTILE, alt=HOSTILE))
    plain = page_of(project, asset())[1]
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert text.count("<script") == 2
    [listed] = listed_pictures(page.data)
    assert (listed.caption, listed.alt) == (HOSTILE, HOSTILE)
    assert page.data["title"] == HOSTILE


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "http://www.change.org/x", " https://x.org"]
)
def test_an_address_that_is_not_https_is_not_handed_to_the_page(project: Project, link: str) -> None:
    text, page = page_of(project, asset(link=link))
    assert [row["link"] for row in page.data["pictures"]] == [""]
    assert page.data["link"] == ""
    assert link not in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://www.change.org/help", " https://x.org"])
def test_an_address_of_help_that_is_not_https_is_not_on_the_page(project: Project, url: str) -> None:
    """A kit that somebody else made may name any; nothing is left of the line then."""
    made = manifest(project, asset(), asset("de/x/reports.png", language="de"))
    place = HelpEntry("Help:", url)
    forged = gallery_files(replace(made, kit=replace(made.kit, help=place)))
    differing = {name for name, data in forged.items() if data != gallery_files(made)[name]}
    assert differing == {"START-HERE.txt", "de/START-HERE.txt", "en/START-HERE.txt"}


def test_the_line_of_help_has_words_that_stay_words(project: Project) -> None:
    made = manifest(project, asset())
    place = HelpEntry(HOSTILE, f"https://x.org/{HOSTILE}")
    page = Page(gallery_files(replace(made, kit=replace(made.kit, help=place)))["index.html"].decode())
    [link] = [link for link in page.all("a") if (link["href"] or "").startswith("https://x.org/")]
    assert link["href"] == f"https://x.org/{HOSTILE}"
    assert len(page.all("script")) == 2
    assert page.all("img") == []


def test_without_the_script_every_picture_can_be_reached(project: Project) -> None:
    _, page = page_of(project, asset(), asset("en/x/tools-square.png", message="tools"))
    links = [attributes["href"] or "" for attributes in page.all("a")]
    assert [link for link in links if link.startswith("en/")] == [
        "en/x/tools-square.png",
        "en/x/reports-square-1080x1080.png",
    ]


def test_without_the_script_what_has_a_day_stands_with_it(project: Project) -> None:
    entries = (
        MessageEntry("reports", "Days until the vote", last_day="2020-12-06", counts_to="2020-12-07"),
        MessageEntry("tools", "Keep the tools", last_day="2020-12-21"),
    )
    rows = [asset("en/x/a.png", frame=2), asset("en/x/b.png", message="tools"), asset("en/x/d.png", frame=1)]
    rows.append(asset("en/x/c.png", message="tools", placement="x/portrait"))
    built = manifest(project, *rows)
    built = replace(built, kit=replace(built.kit, messages=entries, first="tools"))
    text = gallery_files(built)["index.html"].decode()
    listed = re.findall("<li>(.*<a href=.*)\n", text[text.index("<noscript>") : text.index("</noscript>")])
    links = {name: f'<a href="en/x/{name}.png">{"Portrait" if name == "c" else "Square"}</a>' for name in "abcd"}
    assert listed[:3] == [
        f'<bdi dir="ltr">Keep the tools</bdi> (until 21\u00a0December\u00a02020)<br>{links["b"]} · {links["c"]}',
        f'<bdi dir="ltr">2: Days until the vote</bdi> (for 5\u00a0December\u00a02020)<br>{links["a"]}',
        f'<bdi dir="ltr">1: Days until the vote</bdi> (for 6\u00a0December\u00a02020)<br>{links["d"]}',
    ]
    assert ">5\u00a0December\u00a02020</time>\n<ul>\n<li>2: Days until the vote\n" in text
    assert '<a href="posting-plan.ics">Put it into your calendar</a>' in text


def test_no_name_of_the_script_is_given_twice() -> None:
    """Its parts share one scope, in which the later of two functions would take the place of the other."""
    names = []
    for path in sorted((GALLERY / "script").glob("*.js")):
        names += re.findall(r"^(?:async )?(?:function|const|let) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 80
    assert [name for name in names if names.count(name) > 1] == []


def test_a_kit_without_pictures_still_has_a_page(project: Project) -> None:
    _, page = page_of(project)
    assert page.data["pictures"] == []


def test_all_of_it_is_the_same_again(project: Project) -> None:
    rows = [asset(), asset("en/x/tools-square.png", message="tools")]
    assert files_of(project, *rows[::-1]) == files_of(project, *rows)
