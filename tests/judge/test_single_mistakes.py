"""Single mistakes of people who make a campaign of their own, each reported once with its cause, place and remedy.

Each is one small edit of the campaign that `kit new` writes, in which nothing is found as it is.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from support.campaigns import write_countdown

from kit.base.errors import SpecError
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

STARTER = SHIPPED / "templates" / "starter"
KIT = "kit.yaml"
#: Two placements suffice, and the words of the sample are those of the campaign here.
BASE = (
    ("checks: [", "platforms: [x/square, telegram/landscape]\nchecks: [{off: sample, reason: they are ours here}, "),
)


class Mistake(NamedTuple):
    """An edit of `kit.yaml`, the code of what is reported, the line from its place on, and words of the remedy."""

    old: str
    new: str
    code: str
    at: str
    remedy: str


MISTAKES = {
    "layout-one-letter-short": Mistake(
        "saturdays:\n    images: [{layout: notice", "saturdays:\n    images: [{layout: notic",
        "unknown-layout", "notic, on:", "did you mean 'notice'?",
    ),
    "layout-of-another-campaign": Mistake(
        "saturdays:\n    images: [{layout: notice", "saturdays:\n    images: [{layout: message",
        "shipped-layout-not-named", "message, on:", "shipped_layouts: [message]",
    ),
    "shipped-layout-misspelt": Mistake(
        "shipped_layouts: []", "shipped_layouts: [petitoin]", "unknown-layout", "petitoin]", "did you mean 'petition'?"
    ),
    "address-of-another-host-on-a-picture": Mistake(
        "open on Saturdays.**", "open.** See rivers.org", "address-elsewhere", "rivers.org", "write the address of one"
    ),
    "address-of-another-host-in-a-caption": Mistake(
        "short: The library should stay open on Saturdays.", "short: Sign at https://evil.example/x now.",
        "address-elsewhere", "https://evil.example/x now", "add its host to 'hosts' under 'kit'",
    ),
    "address-like-that-of-the-campaign": Mistake(
        "Tell the town council so.\n      long", "See libary.example.\n      long",
        "address-elsewhere", "libary.example.", "did you mean 'library.example'?",
    ),
    "address-of-another-host-in-an-alt-text": Mistake(
        "its door is ajar.\n  visitors", "its door says www.rivers.example.\n  visitors",
        "address-elsewhere", "www.rivers.example.", "write the address of one",
    ),
    "source-without-https": Mistake(
        "as_of: 2026-01-15}", "as_of: 2026-01-15, url: 'http://town.example/visits'}",
        "address-without-https", "'http:", "write it as https://town.example/visits",
    ),
    "source-on-one-machine": Mistake(
        "as_of: 2026-01-15}", "as_of: 2026-01-15, url: 'https://files.local/visits'}",
        "host-not-public", "'https:", "write a public name",
    ),
    "source-like-the-campaign": Mistake(
        "as_of: 2026-01-15}", "as_of: 2026-01-15, url: 'https://1ibrary.example/visits'}",
        "source-looks-like-host", "'https:", "did you mean 'library.example'?",
    ),
    "day-that-does-not-exist": Mistake(
        "Tell the town council so.\n      long", "Come on 31 February.\n      long",
        "impossible-date", "31 February", "correct the day or the month",
    ),
    "weekday-that-does-not-fit": Mistake(
        "Tell the town council so.\n      long", "Come on Monday, 3 February 2026.\n      long",
        "weekday-of-another-date", "Monday, 3", "write 'Tuesday', or correct the date",
    ),
    "placement-left-out-that-is-none": Mistake(
        "platforms: [x/square, telegram/landscape]", "platforms: {without: [instagram/reel_cove]}",
        "unknown-platform", "instagram/reel_cove]", "did you mean 'instagram/reel_cover'?",
    ),
    "nothing-to-leave-out": Mistake(
        "    theme: sky\n", "    theme: sky\n    not_at: [email]\n", "nothing-to-leave-out", "email", "remove it"
    ),
    "link-to-a-host-that-is-not-listed": Mistake(
        "    url: https://library.example/saturdays", "    url: https://libary.example/saturdays",
        "host-not-listed", "https://libary", "did you mean 'library.example'?",
    ),
    "platform-of-a-message-misspelt": Mistake(
        "    theme: sky\n", "    theme: sky\n    not_at: [instagrm]\n",
        "unknown-platform", "instagrm", "did you mean 'instagram'?",
    ),
    "key-of-platforms-misspelt": Mistake(
        "platforms: [x/square, telegram/landscape]", "platforms: {witout: [x/square]}",
        "unknown-key", "witout", "did you mean 'without'?",
    ),
    "leap-day-of-a-common-year": Mistake(
        "Tell the town council so.\n      long", "Come on 29 February 2026.\n      long",
        "impossible-date", "29 February 2026", "correct the day or the month",
    ),
    "day-that-does-not-exist-in-digits": Mistake(
        "Tell the town council so.\n      long", "Come on 2026-02-31.\n      long",
        "impossible-date", "2026-02-31", "correct the day or the month",
    ),
    "weekday-that-does-not-fit-in-an-alt-text": Mistake(
        "its door is ajar.\n  visitors", "its door is ajar on Sunday, February 3, 2026.\n  visitors",
        "weekday-of-another-date", "Sunday, February", "write 'Tuesday', or correct the date",
    ),
    "same-copy-twice": Mistake(
        """    statistic: people
    copy: {headline: "On a Saturday, **{people}** come in."}""",
        "    copy: {headline: Keep the library **open on Saturdays.**}",
        "message-doubled", "Keep the library", "write what sets them apart",
    ),
    "same-caption-twice": Mistake(
        '"{people} come in on a Saturday. The library should stay open for them."',
        "The library should stay open on Saturdays. Tell the town council so.",
        "message-doubled", "The library should", "write what sets them apart",
    ),
    "short-caption-longer-than-the-long-one": Mistake(
        ", when everybody has the time to come. Tell the town council so.", ".",
        "short-caption-longer", "The library should stay open on Saturdays. Tell", "swap them",
    ),
    "font-of-another-name": Mistake(
        "# Instagram's profile crops",
        "families: {poster: {names: [Poster Sans], faces: [{file: noto-sans-hebrew/NotoSansHebrew_700Bold.ttf,"
        " weight: 700}]}}\n\n# Instagram's profile crops",
        "font-of-another-name", "{file:", "add that name, or put the right file there",
    ),
    "font-of-another-weight": Mistake(
        "# Instagram's profile crops",
        "families: {poster: {names: [Noto Sans Hebrew], faces: [{file: noto-sans-hebrew/NotoSansHebrew_700Bold.ttf,"
        " weight: 900}]}}\n\n# Instagram's profile crops",
        "font-of-another-weight", "{file:", "write weight: 700",
    ),
    "font-of-another-slant": Mistake(
        "# Instagram's profile crops",
        "families: {poster: {names: [Noto Sans Hebrew], faces: [{file: noto-sans-hebrew/NotoSansHebrew_700Bold.ttf,"
        " weight: 700, italic: yes}]}}\n\n# Instagram's profile crops",
        "font-of-another-slant", "{file:", "remove italic: yes",
    ),
    "short-form-of-a-source-without-its-publisher": Mistake(
        "as_of: 2026-01-15}", "as_of: 2026-01-15, shown: A count}",
        "source-shown-incomplete", "A count", "name the publisher and the year under 'shown'",
    ),
    "verb-that-leaves-its-address-no-room": Mistake(
        "    shown: library.example/saturdays\n",
        "    shown: library.example/saturdays\n    verb: Unterschreiben Sie heute gemeinsam mit uns in der Stadt\n",
        "text-overflow", "Unterschreiben", "use a layout that says it on its button",
    ),
    "headline-that-does-not-fit": Mistake(
        "Keep the library **open on Saturdays.**",
        f"Keep the library **open on Saturdays.** {'And on every other day of the week as well. ' * 14}",
        "text-overflow", "Keep the library", "of its 651 characters",
    ),
    "advice-misspelt": Mistake(
        "checks: [{off: sample", "checks: [{advise: yes}, {off: sample",
        "unknown-key", "advise", "did you mean 'advice'?",
    ),
    "rule-misspelt": Mistake(
        "checks: [{off: sample", "checks: [{off: widows, reason: x}, {off: sample",
        "unknown-rule", "widows", "did you mean 'widow'?",
    ),
    "platform-by-its-former-name": Mistake(
        "telegram/landscape]", "twitter/square]", "unknown-platform", "twitter/square", "did you mean 'x/square'?"
    ),
    "theme-misspelt": Mistake("theme: sky\n", "theme: sk\n", "unknown-theme", "sk", "did you mean 'sky'?"),
    "statistic-misspelt": Mistake(
        "    statistic: people\n", "    statistic: peple\n", "unknown-statistic", "peple", "did you mean 'people'?"
    ),
    "source-misspelt": Mistake("source: count,", "source: cont,", "unknown-source", "cont", "did you mean 'count'?"),
    "link-misspelt": Mistake(
        "theme: sky\n    link: saturdays", "theme: sky\n    link: saturdys",
        "unknown-link", "saturdys", "did you mean 'saturdays'?",
    ),
    "role-misspelt": Mistake(
        "on: [feed, story, link, print]", "on: [fed, story, link, print]",
        "unknown-choice", "fed", "did you mean 'feed'?",
    ),
    "title-of-two-lines": Mistake(
        "title: The town library", "title: |\n    The town\n    library", "several-lines", "|", "write it on one line"
    ),
    "word-twice": Mistake(
        "Tell the town council so.\n      long", "Tell the the town council so.\n      long",
        "word-doubled", "the the", "write it once",
    ),
    "figure-typed-into-a-caption": Mistake(
        "Tell the town council so.\n      long", "Over 1,300 people say so.\n      long",
        "number-typed", "1,300", "add it to 'statistics'",
    ),
}  # fmt: skip
#: What may be written: addresses of the campaign and of the source that is cited, accounts, abbreviations, versions.
FINE = (
    ("Tell the town council so.\n      long", "See library.example/saturdays.\n      long"),
    ("Tell the town council so.\n      long", "See www.library.example, e.g. Node.JS, m.in. z.B. us.\n      long"),
    ("Tell the town council so.\n      long", "Come on Tuesday, 3 February, you may 40 times.\n      long"),
    ("Tell the town council so.\n      long", "Write to us@library.example or @us@town.example.\n      long"),
)  # fmt: skip


def reported(folder: Path, *edits: tuple[str, str]) -> list[Fault]:
    """Return what is reported of the campaign with some edits, each (old, new)."""
    if not folder.exists():
        shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("dist"))
    text = (STARTER / KIT).read_text(encoding="utf-8")
    for old, new in (*BASE, *edits):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / KIT).write_text(text, encoding="utf-8")
    try:
        return [finding.fault for finding in check_composed(load_project(folder / KIT))]
    except SpecError as error:
        return list(error.faults)


def test_there_are_forty() -> None:
    assert len(MISTAKES) >= 40


def test_nothing_is_reported_of_the_campaign_without_mistakes(tmp_path: Path) -> None:
    assert reported(tmp_path / "own") == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_single_mistake_is_reported_with_its_place_and_its_remedy(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    faults = reported(tmp_path / "own", (mistake.old, mistake.new))
    assert {fault.code for fault in faults} == {mistake.code}
    [(place, remedy), *_] = dict.fromkeys((fault.mark, fault.remedy) for fault in faults)
    assert place
    assert place.snippet[place.column - 1 :].startswith(mistake.at)
    assert mistake.remedy in remedy


def test_what_is_left_of_the_sample_is_an_error_once_some_of_it_is_replaced(tmp_path: Path) -> None:
    shutil.copytree(STARTER, tmp_path / "own", ignore=shutil.ignore_patterns("dist"))
    path = tmp_path / "own" / KIT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Keep the library **open on Saturdays.**", "Keep the pool **open.**"), "utf-8")
    found = [one for one in check_composed(load_project(path), ("*x/square",)) if one.fault.code == "sample-left"]
    assert {one.severity for one in found} == {"error"}
    assert [one.fault.message.removesuffix(" of the sample that `kit new` wrote") for one in found] == [
        "'kit.creator' has a text",
        "'links.saturdays' has 2 texts",
        "'sources.count' has 2 texts",
        "'statistics.people' has 2 texts",
        "'messages.saturdays' has 3 texts",
        "'messages.visitors' has 4 texts",
        "'kit.hosts' has a text",
    ]
    path.write_text(text.replace("title: The town library", "title: The pool"), encoding="utf-8")
    assert [one for one in check_composed(load_project(path), ("*x/square",)) if one.fault.code == "sample-left"] == []


@pytest.mark.parametrize("edit", FINE)
def test_what_only_looks_like_a_mistake_is_let_pass(edit: tuple[str, str], tmp_path: Path) -> None:
    assert reported(tmp_path / "own", edit) == []


def test_the_host_of_a_cited_source_may_be_named_by_its_message_and_no_other(tmp_path: Path) -> None:
    source = ("as_of: 2026-01-15}", "as_of: 2026-01-15, url: 'https://town.example/visits'}")
    cited = ("It should stay open for them. Tell the", "See town.example. Tell the")
    assert reported(tmp_path / "own", source, cited) == []
    not_cited = ("Tell the town council so.\n      long", "See town.example.\n      long")
    assert [fault.code for fault in reported(tmp_path / "own", source, not_cited)] == ["address-elsewhere"]
    link = ("    url: https://library.example/saturdays", "    url: https://town.example/saturdays")
    codes = [fault.code for fault in reported(tmp_path / "own", source, link)]
    assert "host-not-listed" in codes, "a source never widens where links may lead"


def test_a_date_unlike_that_of_its_countdown_or_its_figure_is_found_and_others_are_let_pass(tmp_path: Path) -> None:
    def found(name: str, words: str) -> list[tuple[str, str]]:
        """Return what is reported of words in the long caption of a countdown to 10 March 2026."""
        spec = write_countdown(
            tmp_path / name,
            (
                'the council votes on {vote}. Write to it today."\n        other',
                f'{words} Write to it today."\n        other',
            ),
        )
        faults = [finding.fault for finding in check_composed(load_project(spec), ("*x/square",))]
        return [(fault.code, fault.mark.snippet[fault.mark.column - 1 :]) for fault in faults if fault.mark]

    [(code, at)] = found("day", "it votes on 11 March.")
    assert (code, at.startswith("11 March")) == ("date-of-another-day", True)
    [(code, at)] = found("month", "it votes on 10 April 2026.")
    assert (code, at.startswith("10 April 2026")) == ("date-of-another-day", True)
    assert found("right", "it votes on 10 March 2026.") == []
    assert found("other", "it was founded on 3 May 1921.") == []
