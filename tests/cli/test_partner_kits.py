"""Kits of partners on the command line: one, all of them, and which can't be built."""

from __future__ import annotations

import csv
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import HARBOUR, project_with
from support.forked_calls import run_kit

from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of which the kits of all partners were built; one of them lacks a field."""
    partners = HARBOUR + "pier: {name: Pier, languages: [en], messages: [share]}\nquay: {name: Quay}\n"
    root = project_with(tmp_path_factory.mktemp("partners"), partners)
    ran = run_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 1
    assert "'town' reads {partner.town}, which 'quay' does not have" in ran.stderr
    assert "\n2 of 3 kits built\n" in ran.stdout
    return root


def kit_of(root: Path, partner: str) -> Path:
    """Return the kit of a partner of a project."""
    return root / "dist" / "partners" / partner / f"tiny-1.0.0-{partner}"


def test_each_kit_is_one_of_its_own_with_its_partner_in_the_manifest(built: Path) -> None:
    assert sorted(path.name for path in (built / "dist").iterdir()) == ["partners", "partners.csv", "partners.html"]
    assert sorted(path.name for path in (built / "dist" / "partners").iterdir()) == ["harbour", "pier"]
    for partner, messages in (("harbour", {"sign", "share", "town"}), ("pier", {"share"})):
        folder = kit_of(built, partner)
        assets = json.loads((folder / "manifest.json").read_bytes())["assets"]
        assert {asset["partner"] for asset in assets} == {partner}
        assert {asset["message"] for asset in assets} == messages
        assert verify(folder) == ()


def test_the_code_leads_to_the_address_of_the_partner(built: Path) -> None:
    assets = json.loads((kit_of(built, "harbour") / "manifest.json").read_bytes())["assets"]
    codes = {asset["qr"] for asset in assets if asset["qr"]}
    assert codes == {"https://www.change.org/harbour-sailors"}


def test_page_and_documents_name_the_partner(built: Path) -> None:
    folder = kit_of(built, "harbour")
    assert "Tiny · Harbour Sailors" in (folder / "index.html").read_text("utf-8")
    assert "Tiny · Harbour Sailors" in (folder / "START-HERE.txt").read_text("utf-8")


def test_partners_are_listed_with_what_is_wrong(built: Path) -> None:
    lines = run_kit("list", "partners", cwd=built).stdout
    assert (
        "harbour                Harbour Sailors  https://www.change.org/harbour-sailors  1 language, 3 messages"
        in lines
    )
    rows = json.loads(run_kit("list", "partners", "--format", "json", cwd=built).stdout)["partners"]
    assert [row["id"] for row in rows if row["errors"]] == ["quay"]


def test_the_pictures_messages_and_languages_of_one_partner_are_listed(built: Path) -> None:
    def rows(what: str) -> list[dict[str, Any]]:
        ran = run_kit("list", what, "--partner", "pier", "--format", "json", cwd=built)
        found: list[dict[str, Any]] = json.loads(ran.stdout)[what]
        return found

    made = json.loads((kit_of(built, "pier") / "manifest.json").read_bytes())["assets"]
    assert sorted(row["path"] for row in rows("pictures")) == sorted(one["path"].rpartition(".")[0] for one in made)
    assert [row["id"] for row in rows("messages")] == ["share"]
    assert [(row["id"], row["messages"]) for row in rows("languages")] == [("en", 1)]


def test_what_is_the_same_for_all_kits_is_not_listed_for_a_partner(built: Path) -> None:
    ran = run_kit("list", "fonts", "--partner", "pier", cwd=built)
    assert ran.returncode == 2
    assert "--partner is about languages, messages or pictures, not fonts" in ran.stderr
    ran = run_kit("list", "pictures", "--partner", "peer", cwd=built)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "did you mean 'pier'?" in ran.stderr


@pytest.mark.ci
def test_what_differs_in_the_kit_of_a_partner_is_said_with_its_row(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "changed"
    shutil.copytree(built, root)
    rows = (root / "partners.yaml").read_text("utf-8")
    (root / "partners.yaml").write_text(rows.replace("Rotterdam", "Delft"), encoding="utf-8")
    ran = run_kit("diff", kit_of(built, "harbour"), "--partner", "harbour", cwd=root)
    assert ran.returncode == 1
    assert ran.stdout.endswith("2 pictures of 6: 2 changed\n")
    ran = run_kit("diff", built, "--partner", "harbour", cwd=root)
    assert ran.returncode == 1
    assert ran.stdout.startswith('\npartners.yaml:5:18 harbour.fields.town: "Rotterdam" → "Delft"\n')


def test_the_list_links_to_the_page_of_each_kit_and_says_what_is_wrong(built: Path) -> None:
    page = (built / "dist" / "partners.html").read_text("utf-8")
    assert '<a href="partners/harbour/tiny-1.0.0-harbour/index.html"><bdi>Harbour Sailors</bdi></a>' in page
    assert '<bdi>quay</bdi> <span class="meta">Not built yet</span>' in page
    assert "&#39;town&#39; reads {partner.town}" in page
    assert "<script" not in page


def test_the_list_is_a_table_too(built: Path) -> None:
    with (built / "dist" / "partners.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert [*rows] == ["harbour", "pier", "quay"]
    assert rows["harbour"]["link"] == "https://www.change.org/harbour-sailors"
    assert rows["pier"]["languages"] == "en"
    assert rows["quay"]["page"] == ""
    assert "which 'quay' does not have" in rows["quay"]["fault"]


def test_the_list_says_why_a_kit_was_not_published(tmp_path: Path) -> None:
    link = f"https://www.change.org/{'a' * 80}"
    root = project_with(tmp_path, f"harbour: {{name: Harbour, messages: [sign], link: {link}}}\n")
    ran = run_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 1
    assert "0 of 1 kit built" in ran.stdout
    with (root / "dist" / "partners.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["fault"].startswith("partners.yaml:1:")


def test_no_cell_of_the_table_is_a_formula(tmp_path: Path) -> None:
    root = project_with(tmp_path, 'harbour: {name: "=1+1", messages: [share]}\n')
    ran = run_kit("build", "--partner", "harbour", "--only", "*square*", cwd=root)
    assert ran.returncode == 0
    assert ",'=1+1," in (root / "dist" / "partners.csv").read_text("utf-8-sig")


@pytest.mark.ci
def test_the_kits_of_all_partners_are_packed_beside_each_other(built: Path) -> None:
    ran = run_kit("pack", "--partner", "all", cwd=built)
    assert ran.returncode == 1  # quay
    for partner in ("harbour", "pier"):
        folder = built / "dist" / "partners" / partner
        assert verify(folder / f"tiny-1.0.0-{partner}.zip") == ()
        assert f"tiny-1.0.0-{partner}.zip" in (folder / "SHA256SUMS").read_text("utf-8")
        zips = sorted(folder.glob("*.zip"))
        assert [path.name for path in zips if f"-{partner}" not in path.name] == []
        assert [verify(path) for path in zips] == [()] * len(zips)
    page = (built / "dist" / "partners.html").read_text("utf-8")
    assert '<a href="partners/pier/tiny-1.0.0-pier.zip"><bdi dir="ltr">tiny-1.0.0-pier.zip</bdi></a>' in page


def test_the_site_of_all_partners_is_refused_before_anything_is_checked(built: Path) -> None:
    ran = run_kit("pack", "--partner", "all", "--site-folder", "site", cwd=built)
    assert ran.returncode == 2
    assert "--site-folder takes the kit of one partner" in ran.stderr


@pytest.mark.ci
def test_a_partner_that_is_removed_is_named_with_its_folder_and_not_deleted(tmp_path: Path) -> None:
    root = project_with(
        tmp_path, "harbour: {name: Harbour, messages: [share]}\npier: {name: Pier, messages: [share]}\n"
    )
    assert run_kit("build", "--partner", "all", cwd=root).returncode == 0
    (root / "partners.yaml").write_text("pier: {name: Pier, messages: [share]}\n", encoding="utf-8")
    ran = run_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 0
    assert ran.stderr.endswith(
        "no partners any more; delete their kits if nobody uses them:\n  dist/partners/harbour\n"
    )
    assert kit_of(root, "harbour").is_dir()
    assert "harbour" not in (root / "dist" / "partners.html").read_text("utf-8")


@pytest.mark.ci
@pytest.mark.usefixtures("kept")
def test_a_changed_row_alone_is_built_anew(tmp_path: Path) -> None:
    towns = {"harbour": "Delft", "pier": "Breda"}
    rows = "".join(f"{id_}: {{name: Us, messages: [town], fields: {{town: {town}}}}}\n" for id_, town in towns.items())
    root = project_with(tmp_path, rows)
    assert run_kit("build", "--partner", "all", cwd=root).returncode == 0
    (root / "partners.yaml").write_text(rows.replace("Breda", "Goes"), encoding="utf-8")
    lines = run_kit("build", "--partner", "all", cwd=root).stdout
    _, harbour, pier = re.split(r"^(?:harbour|pier):$", lines, flags=re.MULTILINE)
    assert "nothing had changed" in harbour
    assert re.search(r"[1-9]\d* different pictures? painted", pier)


def test_the_own_kit_is_beside_those_of_partners(built: Path) -> None:
    assert run_kit("build", cwd=built).returncode == 0
    assert (built / "dist" / "tiny-1.0.0").is_dir()
    assert kit_of(built, "harbour").is_dir()


def test_a_project_without_partners_says_where_they_belong(tmp_path: Path) -> None:
    root = project_with(tmp_path, "")
    (root / "partners.yaml").unlink()
    ran = run_kit("build", "--partner", "all", cwd=root)
    assert ran.returncode == 2
    assert "add them to partners.yaml beside kit.yaml" in ran.stderr


def test_a_table_is_imported_on_the_command_line(tmp_path: Path) -> None:
    root = project_with(tmp_path, "")
    (root / "towns.csv").write_text("id,name,town,note\nharbour,Harbour,Delft,call them\n", encoding="utf-8")
    ran = run_kit("partners", "import", "towns.csv", cwd=root)
    without_link = "without a link of their own, so that the campaign's is used: harbour\n"
    assert (ran.returncode, ran.stderr) == (0, f"{without_link}not written, as no text reads them: note\n")
    assert ran.stdout == "wrote partners.yaml: 1 partner; next:\n  kit list partners\n  kit build --partner harbour\n"


def test_where_no_partner_can_be_read_each_is_named_and_the_list_says_why(tmp_path: Path) -> None:
    root = project_with(tmp_path, ".git: {name: Harbour}\n")
    ran = run_kit("build", "--partner", "all", cwd=root)
    assert (ran.returncode, ran.stderr.count("Traceback")) == (1, 0)
    assert "'.git' can't be the id of a partner" in ran.stderr
    assert "0 of 1 kit built" in ran.stdout
    assert "'.git' can't be the id of a partner" in (root / "dist" / "partners.csv").read_text("utf-8-sig")
