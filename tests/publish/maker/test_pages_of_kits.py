"""Pages for words of one's own in builds: workers make them, they are kept, and a language left out takes its away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HARBOUR
from support.commands import contents
from support.forked_calls import forked
from support.maker_pages import opened

import kit
from kit.base.errors import Fault, KitError
from kit.publish.store.contents import SUMS
from kit.run.pipeline import build_tasks
from kit.run.pipeline.build_tasks import PageTask, SharedPages
from kit.tools.stores import fetch_stored

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project

GERMAN = """\
kit: {{sender: Winzig}}
messages:
  sign:
    copy: {{headline: {headline}, support: Bitte., button: Unterschreib die Petition}}
    caption: {{short: Bitte unterschreib., long: Bitte unterschreib die Petition.}}
    shows: Ein Raum mit einer Öffnung aus Licht, in der ein QR-Code steht.
"""


def in_german(folder: Path, headline: str = "Kinderschutz **zuerst.**") -> Project:
    """Return the campaign with a translation of the message that has a page."""
    opened(folder)
    (folder / "locales").mkdir()
    (folder / "locales" / "de.yaml").write_text(GERMAN.format(headline=headline), encoding="utf-8")
    return kit.load(folder)


def no_page(*_args: object) -> bytes:
    raise KitError(Fault("the page was made", None, code="drawing-unreadable"))


@pytest.mark.ci
def test_a_second_build_makes_no_page(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.is_dir()
    project = in_german(tmp_path / "tiny")
    first = contents(kit.build(project, tmp_path / "first", jobs=0).folder)
    assert {"en/make.html", "de/make.html"} <= first.keys()
    monkeypatch.setattr(build_tasks, "page_in", no_page)
    assert contents(kit.build(project, tmp_path / "second", jobs=0).folder) == first


def test_a_page_that_can_not_be_made_ends_the_build_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_tasks, "page_in", no_page)
    with pytest.raises(KitError, match="the page was made"):
        kit.build(opened(tmp_path / "tiny"), tmp_path / "out", jobs=0)
    assert not [*(tmp_path / "out").glob("*/index.html")]


def test_a_process_that_ends_in_a_page_fails_the_pages_of_its_task() -> None:
    fault = Fault("the process that painted it ended with code 1", None, code="worker-ended")
    pages = SharedPages((PageTask("de", 0), PageTask("de", 3)))
    assert [(part.kit, page.language, page.faults) for part, page in pages.outcomes(fault)] == [
        (0, "de", (fault,)),
        (3, "de", (fault,)),
    ]


@pytest.mark.ci
@pytest.mark.parametrize("is_stored", [False, True])
def test_a_language_that_is_left_out_takes_its_page_away(tmp_path: Path, *, is_stored: bool) -> None:
    project = in_german(tmp_path / "tiny", f"Kinderschutz **{'zuerst und ' * 40}.**")
    store = f"file://{tmp_path / 'store'}" if is_stored else None
    result = forked(kit.build, project, tmp_path / "out", jobs=1, store=store)
    assert [one.language for one in result.left_out] == ["de"]
    folder = fetch_stored(store, result.folder.name, tmp_path / "fetched") if store else result.folder
    files = contents(folder)
    assert "en/make.html" in files
    assert not [name for name in files if name.startswith("de/")]
    assert "de/" not in files[SUMS].decode()


@pytest.mark.ci
def test_pages_of_partners_made_in_one_run_have_the_bytes_of_those_made_alone(tmp_path: Path) -> None:
    in_german(tmp_path / "tiny")
    partners = f"{HARBOUR}pier: {{name: Pier}}\nlock: {{name: The Lock, languages: [en]}}\n"
    (tmp_path / "tiny" / "partners.yaml").write_text(partners, encoding="utf-8")
    projects = {id_: one for id_, one in kit.partners_of(tmp_path / "tiny").items() if isinstance(one, kit.Project)}
    results = forked(together, projects, tmp_path / "together")
    assert {*results} == {"harbour", "pier", "lock"}
    pages = set[bytes]()
    for id_, project in projects.items():
        alone = contents(forked(kit.build, project, tmp_path / id_, jobs=1).folder)
        found = contents(results[id_])
        made = {name: found[name] for name in found if name.endswith("make.html")}
        assert made == {name: alone[name] for name in alone if name.endswith("make.html")}
        assert ("de/make.html" in made) == (id_ != "lock")
        pages |= {*made.values()}
    assert len(pages) == 5


def together(projects: dict[str, Project], out: Path) -> dict[str, Path]:
    """Build the kits of some partners in one run."""
    built = dict(kit.build_partners(projects, out, jobs=2))
    return {id_: one.folder for id_, one in built.items() if isinstance(one, kit.BuildResult)}
