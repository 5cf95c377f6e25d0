"""The tiny kit with its pages, where it lies, and how its pages are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from support.campaigns import KIT, golden_folder, make_project
from support.forked_calls import run_kit

from gallery.open_page import NOON, PHONE, Visit, go_to, opened, served
from gallery.page_variants import GALLERY_SPEC, write_variants
from kit.project import load_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kit.model.project import Project


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Build the tiny kit, once for all workers of a run, and write more pages of the same pictures beside its own."""
    base = tmp_path_factory.getbasetemp()
    project = (base.parent if hasattr(request.config, "workerinput") else base) / "gallery"
    kit = project / "dist" / KIT
    with FileLock(f"{project}.lock"):
        if not project.exists():
            make_project(project, GALLERY_SPEC)
            ran = run_kit("build", cwd=project)
            assert ran.returncode == 0, ran.stderr
            write_variants(kit)
    return kit


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, folder: Path, site: str) -> str:
    """Where the kit lies: a folder on this computer, or a website."""
    return folder.as_uri() if request.param == "file" else site


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page at an address; `now` is what the clock says in UTC, `settings` are those of a browser context."""
    visits: list[Visit] = []

    def at(address: str, script: str = "", now: str = "", **settings: Any) -> Visit:  # noqa: ANN401  (of Playwright)
        visits.append(opened(browser, address, script, now, settings))
        return visits[-1]

    yield at
    for found in visits:
        found.context.close()


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a page at an address, for tests that change nothing: each page is loaded once, and its parts gone to."""
    loaded: dict[str, Visit] = {}

    def at(address: str, script: str = "", now: str = "", **settings: Any) -> Page:  # noqa: ANN401  (of Playwright)
        file, _, part = address.partition("#")
        key = repr((file, script, now, settings))
        if key not in loaded:
            loaded[key] = opened(browser, file, script, now, settings)
        go_to(loaded[key].page, part)
        return loaded[key].page

    yield at
    for found in loaded.values():
        found.context.close()


@pytest.fixture
def phone(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open a page as a phone shows it, on a day of the campaign."""

    def at(address: str, script: str = "", **settings: Any) -> Visit:  # noqa: ANN401  (of Playwright)
        return visit(address, script, **{"viewport": PHONE, "now": NOON, **settings})

    return at


@pytest.fixture(scope="session")
def project() -> Project:
    """Load messages of the golden campaign, once for all tests of a process."""
    return load_project(golden_folder() / "kit.yaml")
