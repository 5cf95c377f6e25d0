"""The name of a partner where it has room, and where it gives way to the sender of the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.campaigns import project_with
from support.commands import contents
from support.forked_calls import forked

import kit

if TYPE_CHECKING:
    from pathlib import Path

#: A name that has room on no picture of the tiny campaign.
LONG = "The Association of Parents and Teachers of Harbour Towns along the Northern Coast for Safe Networks"


def project_of(tmp_path: Path, name: str) -> kit.Project:
    """Load the project of a partner of some name."""
    return kit.load(project_with(tmp_path, f"harbour:\n  name: {name}\n  messages: [share, sign]\n"), partner="harbour")


def rendered(project: kit.Project) -> list[kit.Rendered]:
    """Compose all pictures of a project."""
    return [kit.render(project, id_) for id_ in kit.plan(project)]


def test_a_name_with_room_is_the_sender(tmp_path: Path) -> None:
    found = rendered(project_of(tmp_path, "Harbour"))
    assert not any(finding.rule == "partner-name" for one in found for finding in one.findings)
    assert any("Harbour" in one.alt for one in found)


def test_a_name_without_room_gives_way_to_the_campaigns_sender_and_is_found_at_its_row(tmp_path: Path) -> None:
    project = project_of(tmp_path, LONG)
    findings = [finding for one in rendered(project) for finding in one.findings if finding.rule == "partner-name"]
    assert findings
    assert {finding.severity for finding in findings} == {"warning"}
    marks = {(one.fault.mark.file, one.fault.mark.line) for one in findings if one.fault.mark}
    assert marks == {("partners.yaml", 2)}
    own = project.campaign.kit.sender or project.campaign.kit.creator
    for one in rendered(project):
        assert LONG not in one.alt
        assert not any(finding.severity == "error" for finding in one.findings)
    assert any(own in one.alt for one in rendered(project))


def test_a_kit_with_such_a_name_is_published_and_unchanged_when_it_is_built_again(tmp_path: Path, kept: Path) -> None:
    project = project_of(tmp_path, LONG)
    first = forked(kit.build, project, tmp_path / "out", jobs=1)
    assert first.published
    assert any(finding.rule == "partner-name" for finding in first.warnings)
    before = contents(first.folder)
    again = forked(kit.build, project, tmp_path / "out", jobs=1)
    assert (again.painted, again.warnings) == (0, first.warnings)
    assert contents(again.folder) == before
    assert kept.is_dir()
