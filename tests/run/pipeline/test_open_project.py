"""Pictures of one project in a row: what is opened for the first serves the next, until a file has changed."""

from __future__ import annotations

import shutil
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, write_own_palette

import kit
from kit.project.folders import SHIPPED
from kit.run.pipeline.open_project import OpenProject, open_project

if TYPE_CHECKING:
    from pathlib import Path

SERIF = "fonts/source-serif-4/SourceSerif4Variable-"


@pytest.fixture(name="project")
def loaded(tmp_path: Path) -> kit.Project:
    return kit.load(write_own_palette(tmp_path / "meadow"))


def first(project: kit.Project) -> str:
    """Return the SVG of the first picture."""
    return kit.render(project, kit.pictures(project)[0].id).svg


def composer_of(project: kit.Project) -> object:
    """Return what composes the first picture."""
    artboards = open_project(project).artboards
    return open_project(project).composer_for(next(iter(artboards.values())))


def test_the_next_picture_of_a_project_is_composed_by_what_is_open(project: kit.Project) -> None:
    composer, svg = composer_of(project), first(project)
    assert composer_of(project) is composer
    assert first(project) == svg


def test_a_drawing_that_was_saved_meanwhile_is_read_anew(project: kit.Project) -> None:
    before = first(project)
    path = project.root / DRAWING
    path.write_text(path.read_text("utf-8").replace("</svg>", '<rect width="9" height="8"/></svg>'), "utf-8")
    after = first(project)
    assert '<rect width="9" height="8"' in after
    assert '<rect width="9" height="8"' not in before


def test_a_font_that_was_put_beside_a_project_meanwhile_is_set_in(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "meadow")
    (spec.parent / SERIF).parent.mkdir(parents=True)
    project = kit.load(spec)
    before = first(project)
    shutil.copyfile(SHIPPED / f"{SERIF}Italic.ttf", project.root / f"{SERIF}Roman.ttf")
    assert first(project) != before


def test_another_project_and_another_thread_have_what_they_opened_for_themselves(project: kit.Project) -> None:
    found: list[OpenProject] = []
    thread = Thread(target=lambda: found.append(open_project(project)))
    thread.start()
    thread.join()
    assert open_project(project) is open_project(project)
    assert open_project(project) is not found[0]
    assert open_project(project) is not open_project(project.in_language(project.campaign.kit.language))
