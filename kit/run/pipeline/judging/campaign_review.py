"""Review the words of a campaign for a build: errors refuse pictures before they are made, others only warn."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Protocol

from kit.base.errors import Fault, KitError
from kit.base.real_paths import path_to_open
from kit.base.whole_files import read_regular
from kit.compose import to_edges
from kit.compose.content import review, turned_off
from kit.drawing.layout.place import lay_out
from kit.drawing.qr import make_symbol
from kit.judge import CAMPAIGN_RULES, REFUSING_RULES, judge
from kit.judge.prose.spelling import spelling
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign
from kit.model.finding import Finding
from kit.model.project import Project
from kit.model.review import CodeBox, Review, RolePair
from kit.project.plan import plan
from kit.run.pipeline.open_project import composer_of


class Refused:
    """Why pictures may not be made from the words of a project, by language and message."""

    def __init__(self, project: Project, off: Collection[str]) -> None:
        """Take a project, and the rules that are turned off; each language is checked when it is asked for."""
        self._campaigns = {campaign.kit.language: campaign for campaign in project.campaigns}
        self._off = off
        self._faults: dict[str, defaultdict[str, list[Fault]]] = {}

    def faults(self, artboard: Artboard) -> list[Fault]:
        """Return why a picture may not be made: faults of its message or of words that all share."""
        by_message = self._of_language(artboard.language)
        return by_message[""] + by_message[artboard.message.id]

    def _of_language(self, tag: str) -> defaultdict[str, list[Fault]]:
        """Return the faults in a language by message."""
        if tag not in self._faults:
            by_message = self._faults[tag] = defaultdict(list)
            for finding in judge(review(self._campaigns[tag]), self._off, REFUSING_RULES):
                by_message[finding.where].append(finding.fault)
        return self._faults[tag]


class _Kept(Protocol):
    """Returns the findings in a language; where it and what is `beside` it are the same, they are the same."""

    def __call__(
        self, language: str, beside: object, make: Callable[[], tuple[Finding, ...]], /
    ) -> tuple[Finding, ...]:
        """Return what `make` returns now, or returned before."""


def _made_now(_language: str, _beside: object, make: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Return findings without looking for them."""
    return make()


def review_kit(
    project: Project, off: Collection[str], pairs: Iterable[RolePair], kept: _Kept = _made_now
) -> list[Finding]:
    """Return what is wrong with a whole campaign; `pairs` are roles that must be told apart in its pictures.

    A build is about pictures, so these are only warnings here; `kit check` treats them as errors. Findings may be
    `kept` from before.
    """
    return found_in_campaigns(project, {*off, *REFUSING_RULES}, pairs=pairs, kept=kept)


def found_in_campaigns(
    project: Project,
    off: Collection[str],
    day: dt.date | None = None,
    pairs: Iterable[RolePair] = (),
    kept: _Kept = _made_now,
) -> list[Finding]:
    """Return the findings about whole campaigns of a project, in each language, on a day, by default its own.

    A finding in all languages is returned once; `pairs` are roles that must be told apart in its pictures. Findings may
    be `kept` from before.
    """
    artboards, used, codes = plan(project), tuple(dict.fromkeys(pairs)), _smallest_codes(project)
    findings: dict[Finding, None] = {}
    for campaign in project.campaigns:
        language, is_main = campaign.kit.language, campaign is project.campaign
        left_out, voiceless = (project.untranslated, project.voiceless) if is_main else ((), ())
        outdated, locate = _outdated(project, campaign), project.font if is_main else None
        without_voice = [(silent.kit.language, silent.language_mark) for silent in voiceless]
        reviewed = partial(
            review, campaign, day, used, [board for board in artboards if board.language == language],
            untranslated=left_out, outdated=outdated, voiceless=voiceless, locate=locate,
            code_boxes=codes if is_main else (),
        )  # fmt: skip
        beside = day, used, left_out, without_voice, outdated, sorted(off), codes
        findings |= dict.fromkeys(kept(language, beside, partial(_judged, reviewed, off)))
    return [*findings]


def _smallest_codes(project: Project) -> tuple[CodeBox, ...]:
    """Return the smallest boxes of a code, on a screen and in print, where the link of a partner makes codes finer."""
    campaign = project.campaign
    replaced = campaign.replaced_link
    if replaced is None or make_symbol(campaign.links[replaced.id].url).side <= make_symbol(replaced.url).side:
        return ()
    boxes = [*dict.fromkeys(_code_boxes(project))]
    by_unit = [[box for box in boxes if box.unit == unit] for unit in ("px", "mm")]
    return tuple(min(some, key=lambda box: box.shown) for some in by_unit if some)


def _code_boxes(project: Project) -> Iterator[CodeBox]:
    """Yield the boxes of the codes in the pictures of a project, in its own language; none of a broken drawing."""
    composer, language = composer_of(project), project.campaign.kit.language
    for artboard in plan(project):
        placement = artboard.placement
        if artboard.language != language or placement.qr == "no":
            continue
        with suppress(KitError):
            drawing = composer.drawing_for(artboard)
            edges = to_edges(project.layouts[artboard.layout])
            slot = lay_out(drawing, placement.canvas, placement.safe_box, edges).slots.get("qr")
            if slot:
                side = min(slot.box.width, slot.box.height)
                yield CodeBox(placement.id, side, side * placement.shown_px, "mm" if placement.sheet else "px")


def differing_facts(campaign: Campaign) -> list[Fault]:
    """Return where the facts of a translated campaign certainly differ from those of `kit.yaml`."""
    off = {turned.rule for turned in turned_off(campaign)}
    findings = judge(review(campaign), off, {"translated-facts": CAMPAIGN_RULES["translated-facts"]})
    return [finding.fault for finding in findings if finding.severity == "error"]


def _judged(reviewed: Callable[[], Review], off: Collection[str]) -> tuple[Finding, ...]:
    """Return the findings in a campaign, which is reviewed now."""
    return tuple(judge(reviewed(), off, CAMPAIGN_RULES))


def _outdated(project: Project, campaign: Campaign) -> tuple[Fault, ...]:
    """Return the faults of the outdated strings of a campaign in another language."""
    states = project.states.get(campaign.kit.language)
    return states.outdated if states else ()


#: The file beside `kit.yaml` with words that are right although no dictionary has them, one a line, and its most bytes.
OWN_WORDS, _MOST_BYTES = "spelling.txt", 1_000_000


def spelling_of(project: Project) -> list[Finding]:
    """Return the words of a project, in each language, that no dictionary has, and what is not installed."""
    path = path_to_open(project.root / OWN_WORDS, project.root)
    data = read_regular(path, _MOST_BYTES, links=False) if path.is_file() else b""
    known = data.decode("utf-8", "replace").split()
    findings = (spelling(review(read), known, read.language_mark, project.root) for read in project.campaigns)
    return list(dict.fromkeys(chain.from_iterable(findings)))
