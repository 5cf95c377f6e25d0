"""Review the words of a campaign for a build: errors refuse pictures before they are made, others only warn."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from kit.base.whole_files import read_regular
from kit.checks import CAMPAIGN_RULES, REFUSING_RULES, judge
from kit.checks.prose.spelling import spelling
from kit.content import review
from kit.project.plan import plan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from kit.base.errors import Fault
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.finding import Finding
    from kit.model.project import Project
    from kit.model.review import RolePair


class Refused:
    """Why pictures may not be made from the words of a project, by language and message."""

    def __init__(self, project: Project, off: Collection[str]) -> None:
        """Check a project with the rules that refuse pictures, except those that are turned off."""
        self._faults: defaultdict[tuple[str, str], list[Fault]] = defaultdict(list)
        for campaign in project.campaigns:
            for finding in judge(review(campaign), off, REFUSING_RULES):
                self._faults[campaign.kit.language, finding.where].append(finding.fault)

    def faults(self, artboard: Artboard) -> list[Fault]:
        """Return why a picture may not be made: faults of its message or of words that all share."""
        return self._faults[artboard.language, ""] + self._faults[artboard.language, artboard.message.id]


def review_kit(project: Project, off: Collection[str], pairs: Iterable[RolePair]) -> list[Finding]:
    """Return what is wrong with a whole campaign; `pairs` are roles that must be told apart in its pictures.

    A build is about pictures, so these are only warnings here; `kit check` treats them as errors.
    """
    return found_in_campaigns(project, {*off, *REFUSING_RULES}, pairs=pairs)


def found_in_campaigns(
    project: Project, off: Collection[str], day: dt.date | None = None, pairs: Iterable[RolePair] = ()
) -> list[Finding]:
    """Return the findings about whole campaigns of a project, in each language, on a day, by default its own.

    A finding in all languages is returned once; `pairs` are roles that must be told apart in its pictures.
    """
    artboards, used = plan(project), [*pairs]
    found: dict[Finding, None] = {}
    for campaign in project.campaigns:
        own = [artboard for artboard in artboards if artboard.language == campaign.kit.language]
        left_out, voiceless = (project.untranslated, project.voiceless) if campaign is project.campaign else ((), ())
        locate = project.font if campaign is project.campaign else None
        reviewed = review(
            campaign, day, used, own, untranslated=left_out, outdated=_outdated(project, campaign), voiceless=voiceless,
            locate=locate,
        )  # fmt: skip
        found |= dict.fromkeys(judge(reviewed, off, CAMPAIGN_RULES))
    return [*found]


def _outdated(project: Project, campaign: Campaign) -> tuple[Fault, ...]:
    """Return the faults of the outdated strings of a campaign in another language."""
    states = project.states.get(campaign.kit.language)
    return states.outdated if states else ()


#: The file beside `kit.yaml` with words that are right although no dictionary has them, one a line, and its most bytes.
OWN_WORDS, _MOST_BYTES = "spelling.txt", 1_000_000


def spelling_of(project: Project) -> list[Finding]:
    """Return the words of a project, in each language, that no dictionary has, and what is not installed."""
    path = project.root / OWN_WORDS
    own = read_regular(path, _MOST_BYTES).decode("utf-8", "replace").split() if path.is_file() else []
    found = [spelling(review(one), own, one.language_mark) for one in project.campaigns]
    return list(dict.fromkeys(chain.from_iterable(found)))
