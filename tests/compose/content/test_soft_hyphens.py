"""Soft hyphens divide words on pictures; nothing that people read or paste elsewhere has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.campaigns import SPEC, make_project

from kit.compose.content.caption import caption_for
from kit.compose.content.emphasis import without_soft_hyphens
from kit.model.asset import Description
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.building import build

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign

S = "\u00ad"
HEAD = SPEC[: SPEC.index("links:")].replace("title: Tiny", f"title: Kinder{S}schutz")
GERMAN = HEAD.replace("language: en", "language: de").replace("The contributors", f"Die Mit{S}wirkenden")
PROJECT = f"""\
{GERMAN}links:
  petition: {{url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}}
sources:
  letter: {{title: Kinder{S}schutz, publisher: NCMEC, as_of: "2020"}}
statistics:
  reports: {{text: 82 Millionen Mel{S}dungen, counts: Kinder{S}schutz, source: letter, as_of: "2020"}}
platforms: [telegram/landscape]
messages:
  share:
    images: [{{layout: message, on: [feed]}}]
    link: petition
    copy: {{button: Los, headline: "Kinder{S}schutz{S}organisationen: {{reports}}"}}
    caption: {{short: "Teilen Sie: {{reports}}.", long: "Bitte tei{S}len: {{reports}}."}}
    shows: Große Buch{S}staben.
"""


def test_no_file_that_is_read_has_a_soft_hyphen(tmp_path: Path) -> None:
    project = load_project(make_project(tmp_path / "project", PROJECT) / "kit.yaml")
    result = build(project, tmp_path / "dist", jobs=1)
    [asset] = result.assets
    assert asset.caption.startswith("Bitte teilen: 82 Millionen Meldungen.")
    assert "Kinderschutzorganisationen: 82 Millionen Meldungen" in asset.alt
    assert "Große Buchstaben." in asset.alt
    read = [
        path for path in result.folder.rglob("*") if path.suffix in {".txt", ".csv", ".html", ".md", ".json", ".ics"}
    ]
    assert len(read) > 5
    assert [path.name for path in read if S in path.read_text(encoding="utf-8")] == []


def test_soft_hyphens_do_not_count_against_the_limit_of_a_caption(tmp_path: Path) -> None:
    def artboard_of(words: str, folder: str) -> tuple[Artboard, Campaign]:
        """Return the one artboard of a project whose long caption is some words."""
        spec = PROJECT.replace(f"Bitte tei{S}len: {{reports}}.", words)
        project = load_project(make_project(tmp_path / folder, spec) / "kit.yaml")
        return plan(project)[0], project.campaign

    limit = artboard_of("Kinder", "first")[0].placement.caption
    assert limit
    words = f"Ki{S}nd{S}er " * ((limit.max - 150) // len("Kinder "))
    assert len(words) > limit.max
    assert caption_for(*artboard_of(words.strip(), "second")).form == "long"


def test_captions_have_the_spaces_of_french(tmp_path: Path) -> None:
    spec = PROJECT.replace("language: de", "language: fr").replace("Bitte tei", "Vraiment ? Dites « oui » : tei")
    project = load_project(make_project(tmp_path / "project", spec) / "kit.yaml")
    [artboard] = plan(project)
    assert caption_for(artboard, project.campaign).text.startswith(
        "Vraiment\u00a0? Dites «\u00a0oui\u00a0»\u00a0: teilen"
    )


def test_every_text_of_a_record_is_without_them() -> None:
    written = Description(f"a{S}b", f"c{S}d", "e", f"f{S}g", "h", "i", None, "de", f"j{S}k")
    assert without_soft_hyphens(written) == Description("ab", "cd", "e", "fg", "h", "i", None, "de", "jk")
    assert without_soft_hyphens({"x": (f"a{S}b", 1)}) == {"x": ("ab", 1)}
