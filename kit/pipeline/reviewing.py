"""Review the words of a campaign for a build: what refuses pictures before they are made, and what only warns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.checks import CAMPAIGN_RULES, REFUSING_RULES, judge
from kit.content import review
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kit.errors import Fault
    from kit.model.finding import Finding
    from kit.model.project import Project
    from kit.model.review import RolePair


def refused(project: Project, off: Collection[str]) -> defaultdict[str, list[Fault]]:
    """Return why pictures may not be made of the words of `kit.yaml`, by message; under "" that of all."""
    found: defaultdict[str, list[Fault]] = defaultdict(list)
    for finding in judge(review(project.campaign), off, REFUSING_RULES):
        found[finding.where].append(finding.fault)
    return found


def review_kit(project: Project, off: Collection[str], pairs: Iterable[RolePair]) -> list[Finding]:
    """Return what is wrong with a whole campaign, in whose pictures some pairs of roles must be told apart.

    A build judges pictures: here it is a warning, for which `kit check` fails.
    """
    whole = review(project.campaign, pairs=pairs, artboards=plan(project))
    return list(judge(whole, {*off, *REFUSING_RULES}, CAMPAIGN_RULES))
