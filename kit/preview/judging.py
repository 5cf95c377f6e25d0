"""Judge a campaign in a worker: what is found in `kit.yaml` as a whole, and not in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import rules_off
from kit.content import turned_off
from kit.content.pairs import pair_mark
from kit.model.review import RolePair
from kit.pipeline.reviewing import found_in_campaigns
from kit.preview.looking import hold

if TYPE_CHECKING:
    from kit.model.finding import Finding
    from kit.model.project import Project
    from kit.preview.values import CampaignTask, UsedPair


def judge_campaign(task: CampaignTask) -> tuple[Finding, ...]:
    """Return what `kit check` finds in a campaign, in whose pictures some pairs of roles must be told apart."""
    project = hold(task.held)
    pairs = [_pair(one, project) for one in task.pairs]
    return tuple(found_in_campaigns(project, rules_off(turned_off(project.campaign)), pairs=pairs))


def _pair(used: UsedPair, project: Project) -> RolePair:
    """Return a pair with the line that it is written in now: lines move where no picture looks otherwise."""
    mark = pair_mark(used.roles[0], used.theme, project.layouts[used.layout], project)
    return RolePair(used.roles, used.colours, mark)
