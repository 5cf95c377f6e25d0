"""The kits of a partner that are compared: of two revisions, of a built kit with the project, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HARBOUR, project_with
from support.faults import refused
from support.forked_calls import forked
from support.git_projects import commit, git
from support.photos import SVG_LOGO

import kit
import kit.tools.comparison

if TYPE_CHECKING:
    from pathlib import Path

    from kit.tools.comparison import ChangeGroup

#: A file of partners that one of them is alone in.
PIER = "pier: {name: Pier, messages: [share], logo: logos/pier.svg}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with two partners in a repository, where both are committed."""
    root = project_with(tmp_path, HARBOUR)
    for name, text in {"partners/nl.yaml": PIER, "logos/pier.svg": SVG_LOGO, ".gitignore": "dist/\n"}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "init", "--quiet")
    commit(root, "first")
    return root


def change(path: Path, old: str, new: str) -> None:
    """Write one text for another in a file."""
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def said(groups: tuple[ChangeGroup, ...]) -> dict[str, list[str]]:
    """Return the messages whose pictures differ, by the place and the name of each cause."""
    return {
        f"{cause.mark} {cause.name}": sorted({one.name.split()[0] for one in group.pictures})
        for group in groups
        for cause in group.causes
    }


@pytest.mark.ci
def test_a_changed_row_is_the_cause_of_its_pictures(project: Path) -> None:
    change(project / "partners.yaml", "town: Rotterdam", "town: Delft")
    found = kit.tools.comparison.diff("HEAD", project, spec=project, partner="harbour", jobs=1)
    assert said(found.groups) == {"partners.yaml:5:18 harbour.fields.town": ["town"]}
    assert found.new.pictures == 6
    other = kit.tools.comparison.diff("HEAD", project, spec=project, partner="pier", jobs=1)
    assert (other.differs, other.new.pictures) == (False, 2)


@pytest.mark.ci
def test_a_link_and_a_logo_of_a_partner_are_causes_too(project: Path) -> None:
    change(project / "partners.yaml", "harbour-sailors", "harbour-sailing")
    found = kit.tools.comparison.diff("HEAD", project, spec=project, partner="harbour", jobs=1)
    assert "sign" in said(found.groups)["partners.yaml:4:9 harbour.link"]
    change(project / "logos/pier.svg", "<svg", "<!-- another --><svg")
    unseen = kit.tools.comparison.diff("HEAD", project, spec=project, partner="pier", only="*square", jobs=1).unseen
    assert [cause.name for cause in unseen] == ["logos/pier.svg"]  # the layout has no place for it


def test_the_campaign_s_own_kit_is_compared_without_messages_that_read_words_of_partners(project: Path) -> None:
    found = kit.tools.comparison.diff("HEAD", project, spec=project, jobs=1)
    assert (found.differs, found.old.pictures, found.new.pictures) == (False, 4, 4)


@pytest.mark.ci
def test_a_built_kit_is_compared_with_what_the_project_makes_now(project: Path) -> None:
    built = forked(kit.build, kit.load(project, partner="harbour"), project / "dist", jobs=1).folder
    assert not kit.tools.comparison.diff(built, project, spec=project, partner="harbour", jobs=1).differs
    with refused(kit.SpecError, "partner-of-built-kits"):
        kit.tools.comparison.diff(built, built, spec=project, partner="harbour", jobs=1)


def test_a_partner_that_was_none_at_a_revision_is_named_with_it(project: Path) -> None:
    with (project / "partners.yaml").open("a", encoding="utf-8") as file:
        file.write("quay: {name: Quay, messages: [share]}\n")
    with pytest.raises(kit.SpecError, match="the project has no partner 'quay' at 'HEAD'") as caught:
        kit.tools.comparison.diff("HEAD", project, spec=project, partner="quay", jobs=1)
    assert [fault.code for fault in caught.value.faults] == ["unknown-partner"]


def test_a_partner_with_a_fault_at_a_revision_is_named_with_its_place_there(project: Path) -> None:
    change(project / "partners.yaml", '"@harbour"', "harbour")
    commit(project, "broken")
    change(project / "partners.yaml", "handle: harbour", 'handle: "@harbour"')
    with pytest.raises(kit.SpecError, match=r"broken:partners\.yaml:3:11: 'harbour' is not a handle"):
        kit.tools.comparison.diff("broken", project, spec=project, partner="harbour", jobs=1)


def test_a_link_in_the_place_of_a_file_of_partners_is_refused(project: Path) -> None:
    (project / "partners.yaml").rename(project / "elsewhere.yaml")
    (project / "partners.yaml").symlink_to("elsewhere.yaml")
    commit(project, "link")
    with refused(kit.SpecError, "no-file"):
        kit.tools.comparison.diff("link", project, spec=project, partner="harbour", jobs=1)
