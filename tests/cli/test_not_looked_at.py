"""The end of the summary of a check: what it did not look at, and what a build will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.faults import write_breakable

import kit
from kit.cli.findings import not_looked_at

if TYPE_CHECKING:
    from pathlib import Path

#: One message of the small project in German.
GERMAN = """\
links: {petition: {url: https://www.change.org/eine, shown: change.org/eine}}
statistics:
  reports: {qualifier: mehr als, text: 82 Millionen, counts: davon}
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
messages:
  sign:
    copy: {headline: "**Unterschreib** für {reports}", support: Bitte}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib sie.}
    shows: Eine Wand.
"""


def test_pictures_whose_contrast_only_a_build_measures_are_counted_with_their_languages(tmp_path: Path) -> None:
    spec = write_breakable(tmp_path)
    own = len(kit.plan(kit.load(spec)))
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    project = kit.load(spec)
    planned = len(kit.plan(project))
    assert planned > own
    first = next(iter(not_looked_at(project, built=False, advice=True)))
    assert first == f"the contrast of {planned} pictures in 2 languages, which `kit build` measures and may refuse"
    one = [*not_looked_at(project, built=False, only=("de/*x/*square*",), advice=True)]
    assert "the contrast of 1 picture, which `kit build` measures and may refuse" in one
    assert not [what for what in not_looked_at(project, built=True) if "contrast" in what]
