"""Kits of partners on the command line: one, all of them, and which can't be built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.forked_calls import run_forked_kit
from support.partner_campaign import HARBOUR, project_with

from kit.pipeline.packing import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of which the kits of all partners were built; one of them lacks a field."""
    partners = HARBOUR + "pier: {name: Pier, languages: [en], messages: [share]}\nquay: {name: Quay}\n"
    root = project_with(tmp_path_factory.mktemp("partners"), partners)
    ran = run_forked_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 1
    assert "'town' reads {partner.town}, which 'quay' does not have" in ran.stderr
    return root


def test_each_kit_is_one_of_its_own_with_its_partner_in_the_manifest(built: Path) -> None:
    assert sorted(path.name for path in (built / "dist").iterdir() if path.is_dir()) == [
        "tiny-1.0.0-harbour",
        "tiny-1.0.0-pier",
    ]
    for partner, messages in (("harbour", {"sign", "share", "town"}), ("pier", {"share"})):
        folder = built / "dist" / f"tiny-1.0.0-{partner}"
        assets = json.loads((folder / "manifest.json").read_bytes())["assets"]
        assert {asset["partner"] for asset in assets} == {partner}
        assert {asset["message"] for asset in assets} == messages
        assert verify(folder) == ()


def test_the_code_leads_to_the_address_of_the_partner(built: Path) -> None:
    assets = json.loads((built / "dist" / "tiny-1.0.0-harbour" / "manifest.json").read_bytes())["assets"]
    codes = {asset["qr"] for asset in assets if asset["qr"]}
    assert codes == {"https://www.change.org/harbour-sailors"}


def test_page_and_documents_name_the_partner(built: Path) -> None:
    folder = built / "dist" / "tiny-1.0.0-harbour"
    assert "Tiny · Harbour Sailors" in (folder / "index.html").read_text("utf-8")
    assert "Tiny · Harbour Sailors" in (folder / "START-HERE.txt").read_text("utf-8")


def test_partners_are_listed_with_what_is_wrong(built: Path) -> None:
    lines = run_forked_kit("list", "partners", cwd=built).stdout
    assert (
        "harbour                Harbour Sailors  https://www.change.org/harbour-sailors  1 language, 3 messages"
        in lines
    )
    rows = json.loads(run_forked_kit("list", "partners", "--format", "json", cwd=built).stdout)["partners"]
    assert [row["id"] for row in rows if row["errors"]] == ["quay"]


def test_the_own_kit_is_beside_those_of_partners(built: Path) -> None:
    assert run_forked_kit("build", cwd=built).returncode == 0
    assert (built / "dist" / "tiny-1.0.0").is_dir()
    assert (built / "dist" / "tiny-1.0.0-harbour").is_dir()


def test_a_project_without_partners_says_where_they_belong(tmp_path: Path) -> None:
    root = project_with(tmp_path, "")
    (root / "partners.yaml").unlink()
    ran = run_forked_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 2
    assert "add them to partners.yaml beside kit.yaml" in ran.stderr


def test_a_table_is_imported_on_the_command_line(tmp_path: Path) -> None:
    root = project_with(tmp_path, "")
    (root / "towns.csv").write_text("id,name,town,note\nharbour,Harbour,Delft,call them\n", encoding="utf-8")
    ran = run_forked_kit("partners", "import", "towns.csv", cwd=root)
    assert (ran.returncode, ran.stderr) == (0, "not written, as no text reads them: note\n")
    assert ran.stdout == "wrote partners.yaml: 1 partner; next:\n  kit list partners\n  kit build --partner harbour\n"
