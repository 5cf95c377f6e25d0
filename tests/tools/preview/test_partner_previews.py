"""A preview of a partner's kit follows the rows of its partner, reads no others again, and says what is wrong."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from support.campaigns import HARBOUR, project_with
from support.previewed_project import answer_of, entered, previewed
from support.processes import wait_until

from kit.project.partners.partners_file import read_partners
from kit.tools.preview import project_reader
from kit.tools.preview.project_reader import read
from kit.tools.preview.protocol import ReadTask

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project
    from kit.project.partners.partners_file import Partners
    from kit.tools.preview.protocol import Read

#: Partners in numbers that a campaign may have.
MANY = "".join(f"town-{n}: {{name: Town {n}, fields: {{town: Town {n}}}}}\n" for n in range(300))


def project_in(found: Read) -> Project:
    """Return the project that was read."""
    assert found.reading is not None
    project: Project = pickle.loads(found.reading.sent.project)  # noqa: S301  (our own)
    return project


def key_in(found: Read) -> str:
    """Return the key of the project that was read."""
    assert found.reading is not None
    return found.reading.sent.key


def test_the_campaign_s_own_kit_is_previewed_without_messages_that_read_words_of_partners(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    found = read(ReadTask(root / "kit.yaml")).reading
    assert found is not None
    assert {entry.message for entry in found.entries} == {"sign", "share"}


def test_a_partner_is_previewed_with_its_name_and_messages(tmp_path: Path) -> None:
    found = read(ReadTask(project_with(tmp_path, HARBOUR) / "kit.yaml", partner="harbour"))
    assert found.reading is not None
    assert found.reading.title == "Tiny · Harbour Sailors"
    assert {entry.message for entry in found.reading.entries} == {"sign", "share", "town"}
    assert project_in(found).campaign.links["petition"].url == "https://www.change.org/harbour-sailors"


@pytest.mark.parametrize("file", ["partners.yaml", "partners/nl.yaml"])
def test_a_saved_row_is_read(tmp_path: Path, file: str) -> None:
    root = project_with(tmp_path, "")
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(HARBOUR, encoding="utf-8")
    task = ReadTask(root / "kit.yaml", partner="harbour")
    before = read(task)
    (root / file).write_text(HARBOUR.replace("Rotterdam", "Delft"), encoding="utf-8")
    after = read(task)
    assert before.snapshot != after.snapshot
    assert project_in(after).campaign.messages["town"].copy["headline"] == "Delft asks for more."


def test_a_row_of_another_partner_changes_nothing(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR + "pier: {name: Pier, messages: [share]}\n")
    task = ReadTask(root / "kit.yaml", partner="harbour")
    before = key_in(read(task))
    (root / "partners.yaml").write_text(HARBOUR + "pier: {name: Pier Nine, messages: [share]}\n", encoding="utf-8")
    assert key_in(read(task)) == before


def test_what_is_sent_to_workers_does_not_grow_with_the_number_of_partners(tmp_path: Path) -> None:
    sizes = []
    for name, rows in (("few", HARBOUR), ("many", HARBOUR + MANY)):
        found = read(ReadTask(project_with(tmp_path / name, rows) / "kit.yaml", partner="harbour"))
        assert found.reading is not None
        sizes.append(len(found.reading.sent.project))
    assert sizes[1] < sizes[0] + 3 * len(MANY.splitlines()) + 200  # what an empty line takes


def test_partners_are_not_read_again_as_kit_yaml_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, counted = project_with(tmp_path, HARBOUR), []

    def count(root: Path) -> Partners:
        """Read partners, and note that they were read."""
        counted.append(root)
        return read_partners(root)

    monkeypatch.setattr(project_reader, "read_partners", count)
    for title in ("Tiny", "Small", "Little"):
        spec = (root / "kit.yaml").read_text("utf-8")
        (root / "kit.yaml").write_text(spec.replace("title: Tiny", f"title: {title}"), encoding="utf-8")
        found = read(ReadTask(root / "kit.yaml", partner="harbour"))
        assert found.reading is not None
    assert len(counted) == 1
    (root / "partners.yaml").write_text(HARBOUR.replace("Delft", "Breda") + "\n", encoding="utf-8")
    read(ReadTask(root / "kit.yaml", partner="harbour"))
    assert len(counted) == 2


def test_a_partner_that_is_none_yet_is_said_until_its_row_is_saved(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    task = ReadTask(root / "kit.yaml", partner="pier")
    assert [fault.code for fault in read(task).faults] == ["unknown-partner"]
    (root / "partners.yaml").write_text(HARBOUR + "pier: {name: Pier, messages: [share]}\n", encoding="utf-8")
    assert read(task).faults == ()


@pytest.mark.ci
def test_the_page_follows_the_row_that_is_saved(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    with previewed(root, "--partner", "harbour") as preview:
        head = entered(preview)

        def state() -> str:
            return answer_of(preview, "/state", head)[1].decode()

        wait_until(lambda: "Harbour Sailors" in state(), 30)
        (root / "partners.yaml").write_text(HARBOUR.replace("Harbour Sailors", "Harbour Rowers"), encoding="utf-8")
        wait_until(lambda: "Harbour Rowers" in state(), 30)
        (root / "partners.yaml").write_text(HARBOUR.replace("harbour:", "haven:"), encoding="utf-8")
        wait_until(lambda: "no partner 'harbour'" in state(), 30)
