"""Verifying page and documents: a forged one is named though all sums are right, another version's is not judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.kits import SMALL_KIT, SUMMARY, seal, write_documents, write_kit

from kit import __version__
from kit.run.pipeline.packing import verify

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.asset import Asset
    from kit.model.finding import Finding
    from kit.model.manifest import KitSummary, Manifest

DOCUMENTS = ("index.html", "captions.csv", "START-HERE.txt", "SOURCES.md", "LICENSE.txt")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return tmp_path / SMALL_KIT


@pytest.fixture
def manifest(kit: Path) -> Manifest:
    return write_kit(kit)


def assert_found(findings: tuple[Finding, ...], code: str, name: str) -> None:
    """Assert that one error about documents was found, of the code, which names a file first."""
    [finding] = findings
    assert (finding.severity, finding.rule, finding.fault.code) == ("error", "documents", code)
    assert finding.fault.message.partition(" ")[0] == name


def test_a_kit_with_what_is_made_of_its_manifest_is_whole(kit: Path, manifest: Manifest) -> None:
    assert manifest.engines["kit"] == __version__
    assert verify(kit) == ()


@pytest.mark.parametrize("name", ["index.html", "START-HERE.txt", "SOURCES.md", "LICENSE.txt"])
@pytest.mark.parametrize("forged", [b"", b"Send me money.\n"])
def test_a_forged_document_is_named_though_all_sums_are_right(
    kit: Path, manifest: Manifest, name: str, forged: bytes
) -> None:
    (kit / name).write_bytes(forged)
    seal(kit, manifest)
    assert_found(verify(kit), "document-differs", name)


def test_one_letter_of_the_page_is_enough(kit: Path, manifest: Manifest) -> None:
    page = kit / "index.html"
    page.write_bytes(page.read_bytes().replace(b"example.org/sign", b"example.net/sign", 1))
    seal(kit, manifest)
    assert [finding.rule for finding in verify(kit)] == ["documents"]


@pytest.mark.parametrize(
    ("table", "code", "named"),
    [
        (b"file\r\n", "captions-row-missing", "'en/x/sign-square-64x64.png'"),
        (b"\xff", "captions-table-unreadable", "captions.csv"),
        (b"columns in another order\r\n", "captions-row-missing", "'en/x/sign-square-64x64.png'"),
    ],
)
def test_a_table_with_other_words_is_named_by_its_rows(
    kit: Path, manifest: Manifest, table: bytes, code: str, named: str
) -> None:
    (kit / "captions.csv").write_bytes(table)
    seal(kit, manifest)
    [finding] = verify(kit)
    assert (finding.rule, finding.fault.code) == ("caption", code)
    assert named in finding.fault.message


def test_a_table_with_the_same_words_in_other_bytes_is_another_table(kit: Path, manifest: Manifest) -> None:
    (kit / "captions.csv").write_bytes((kit / "captions.csv").read_bytes().replace(b"alt_text", b"description"))
    seal(kit, manifest)
    assert_found(verify(kit), "document-differs", "captions.csv")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_gone_is_named(kit: Path, manifest: Manifest, name: str) -> None:
    (kit / name).unlink()
    seal(kit, manifest)
    assert_found(verify(kit), "document-missing", name)


def test_a_document_that_the_generator_does_not_make_is_named(kit: Path, manifest: Manifest) -> None:
    (kit / "READ-ME-FIRST.html").write_bytes(b"<script>")
    seal(kit, manifest)
    assert_found(verify(kit), "document-unknown", "READ-ME-FIRST.html")


def test_a_report_of_failures_is_allowed_and_not_compared(kit: Path, manifest: Manifest) -> None:
    (kit / "report.json").write_bytes(b"{}")
    seal(kit, manifest)
    [finding] = verify(kit)
    assert (finding.severity, finding.fault.code) == ("warning", "report-not-compared")


@pytest.mark.parametrize("version", ["0.9.0", "99.0.0"])
def test_documents_of_another_version_are_not_compared_and_a_warning_says_so(
    kit: Path, manifest: Manifest, version: str
) -> None:
    (kit / "index.html").write_bytes(b"as another version makes it")
    seal(kit, replace(manifest, engines={**manifest.engines, "kit": version}))
    [finding] = verify(kit)
    assert (finding.severity, finding.rule, finding.fault.code) == ("warning", "documents", "documents-not-compared")
    assert f"'{version}'" in finding.fault.message
    assert f"'{__version__}'" in finding.fault.message


@pytest.mark.parametrize(
    "summary",
    [
        replace(SUMMARY, title="Smaller", site="https://example.org/kit"),
        replace(SUMMARY, figures=(), sources=()),
    ],
)
def test_documents_follow_the_manifest_alone(kit: Path, manifest: Manifest, summary: KitSummary) -> None:
    changed = replace(manifest, kit=summary)
    seal(kit, changed)
    assert {finding.rule for finding in verify(kit)} == {"documents"}
    write_documents(kit, changed)
    assert verify(kit) == ()


def test_what_a_forged_manifest_leads_to_is_a_finding_and_no_crash(kit: Path, manifest: Manifest) -> None:
    long = "https://example.org/" + "a" * 5000
    for summary, assets in (
        (replace(SUMMARY, title="\ud800"), manifest.assets),
        (SUMMARY, tuple(linked(asset, long) for asset in manifest.assets)),
    ):
        seal(kit, replace(manifest, kit=summary, assets=assets))
        codes = [finding.fault.code for finding in verify(kit)]
        assert "documents-not-made" in codes
        assert set(codes) <= {"documents-not-made", "entry-contradicts-itself"}


def linked(asset: Asset, link: str) -> Asset:
    return replace(asset, link=link)
