"""The file that a table of partners is written into: where it may be, and what was in it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import PARTNERED, make_project
from support.faults import refused

from kit.base.errors import KitError, SpecError
from kit.run.pipeline.loading import partners_of
from kit.tools.exchange.partner_table import import_partners

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "id,name,town\npier,Pier,Delft\n"
#: An entry with all that a table has no column for.
BY_HAND = """\
# Whom to ask: the office.

# The oldest group.
pier:
  name: Old pier
  # Their own purple.
  colours: {accent: "#551a8b"}
  handle: "@pier"
  # As they write it.
  fields: {town: Gouda, street: Quay}
  languages:
    # The first of them.
    - en
# The end.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a campaign with a theme."""
    root = make_project(tmp_path / "project", PARTNERED)
    (root / "t.csv").write_text(TABLE, encoding="utf-8")
    return root


def test_comments_and_what_the_table_has_no_column_for_stay(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.project.partners.partner_kit._colour_faults", lambda *_: ())  # there is no theme
    (project / "partners.yaml").write_text(BY_HAND, encoding="utf-8")
    import_partners(project, project / "t.csv")
    written = (project / "partners.yaml").read_text("utf-8")
    for line in (
        "# Whom to ask: the office.",
        "# The oldest group.",
        "# Their own purple.",
        "# As they write it.",
        "# The first of them.",
        "# The end.",
    ):
        assert line in written
    for words in ('accent: "#551a8b"', 'handle: "@pier"', "street: Quay", "name: Pier", "town: Delft"):
        assert words in written
    assert "Gouda" not in written
    assert "  # The first of them.\n  languages: [en]\n" in written
    import_partners(project, project / "t.csv")
    assert (project / "partners.yaml").read_text("utf-8") == written


def test_a_comment_of_a_key_that_is_gone_is_kept_at_the_end(project: Path) -> None:
    (project / "partners.yaml").write_text("pier:\n  name: Pier\n  # short\n  sender: P\n", encoding="utf-8")
    (project / "t.csv").write_text("id,name,town,sender\npier,Pier,Delft,\n", encoding="utf-8")
    import_partners(project, project / "t.csv")
    written = (project / "partners.yaml").read_text("utf-8")
    assert written.endswith("# short\n")
    assert "sender" not in written


def test_a_partner_that_is_not_in_the_table_is_not_lost(project: Path) -> None:
    before = "dock:\n  name: Dock\n\npier:\n  name: Pier\n"
    (project / "partners.yaml").write_text(before, encoding="utf-8")
    with refused(SpecError, "partner-not-in-table") as faults:
        import_partners(project, project / "t.csv")
    assert str(faults[0].mark) == "partners.yaml:1:1"
    assert (project / "partners.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("before", ["pier: {name: [\n", "- pier\n", "pier: &x {name: A}\n"])
def test_a_file_that_cannot_be_read_is_not_replaced(project: Path, before: str) -> None:
    (project / "partners.yaml").write_text(before, encoding="utf-8")
    with pytest.raises(SpecError):
        import_partners(project, project / "t.csv")
    assert (project / "partners.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    "name",
    ["kit.yaml", "t.csv", "x.yaml", "", ".", "partners", "partners/nl.yml", "partners/.nl.yaml", "partners/a/b.yaml",
     "../partners.yaml", "partners/../kit.yaml", "locales/de.yaml"],
)  # fmt: skip
def test_nothing_is_written_where_no_partners_are_read_from(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(project)
    with refused(SpecError, "partners-file-elsewhere"):
        import_partners(project, "t.csv", name)
    assert (project / "t.csv").read_text("utf-8") == TABLE
    assert sorted(path.name for path in project.iterdir()) == ["kit.yaml", "t.csv"]


def test_the_folder_of_partners_is_made(project: Path) -> None:
    import_partners(project, project / "t.csv", project / "partners" / "nl.yaml")
    assert [*partners_of(project)] == ["pier"]


def test_a_partner_of_another_file_is_refused_at_its_row(project: Path) -> None:
    import_partners(project, project / "t.csv", project / "partners" / "nl.yaml")
    with refused(SpecError, "duplicate-partner") as faults:
        import_partners(project, project / "t.csv")
    assert str(faults[0].mark) == "t.csv:2:1"
    import_partners(project, project / "t.csv", project / "partners" / "nl.yaml")


@pytest.mark.ci
def test_no_file_is_written_that_could_not_be_read_again(project: Path) -> None:
    rows = (f"t{n},T,S,https://www.change.org/{n},change.org/{n},@t,en,sign town,Delft\n" for n in range(2_000))
    titles = "id,name,sender,link,shown,handle,languages,messages,town\n"
    (project / "t.csv").write_text(titles + "".join(rows), encoding="utf-8")
    with refused(SpecError, "partner-table-too-large"):
        import_partners(project, project / "t.csv")
    assert not (project / "partners.yaml").exists()


def test_a_link_that_leads_nowhere_is_not_replaced(project: Path) -> None:
    (project / "partners.yaml").symlink_to("nowhere.yaml")
    with pytest.raises(KitError):
        import_partners(project, project / "t.csv")
    assert (project / "partners.yaml").is_symlink()
