"""What several test modules share: drawings read from a few lines of SVG, and pictures compared with a trace."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from PIL import Image, ImageChops
from support import browser
from xdist.scheduler import LoadFileScheduling

from kit.drawing.svg.drawing_reader import read_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

#: Modules of assertions that say as much as those of a test.
pytest.register_assert_rewrite("support.picture_checks", "support.faults", "support.yaml_texts")
#: One Chromium for all modules that drive it.
BROWSER = pytest.fixture(scope="session", name="browser")(browser.chromium)
TESTS = Path(__file__).parent
#: Made examples are the same in every run, and as slow as the machine, so that no run fails by chance.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
#: Tests keep nothing for others, in commands that they run neither; those of a warm build ask for `kept`.
os.environ["KIT_CACHE"] = ""
#: A palette for drawings in tests; `text` and `ink` differ from `upright` and `wall` by one step.
PALETTE = {"wall": "#0f2a2e", "upright": "#fff4dd", "spread": "#f5a83c", "plate": "#fff4de", "text": "#fff4dc"}
#: A live box for drawings that name none, and a headline for those that hold no words.
LIVE = '<rect id="live" x="100" y="100" width="800" height="800"/>'


#: Modules that take longest, and run first: workers take whole modules, and one that came last would keep the others
#: waiting.
FIRST = (
    "test_kit", "test_release", "test_package", "test_engines", "test_drawings", "test_build", "test_cli",
    "test_own_words", "test_own_words_browser", "test_verification", "test_board", "test_comparing",
)  # fmt: skip
#: The tiers of tests, by the marker of each; a test without one is in `make test`.
TIERS = ("ci", "slow", "mutant")
#: The tiers that the cases of each test that was collected are marked with, by its name without parameters; those that
#: `few` leaves out are not told apart.
COLLECTED = pytest.StashKey[dict[str, set[str]]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave only some cases of a test marked `few` to `make test`, and put modules in order, those of `FIRST` first."""
    collected = config.stash.setdefault(COLLECTED, {})
    for item in items:
        collected.setdefault(item.nodeid.partition("[")[0], set()).add(_tier_of(item))
    for cases in _cases_of_few(items).values():
        most = cases[0].get_closest_marker("few").args[0]  # type: ignore[union-attr]  # all of them have it
        kept = {round(step * (len(cases) - 1) / max(1, most - 1)) for step in range(most)}
        for index, item in enumerate(cases):
            if index not in kept:
                item.add_marker("slow")
    items.sort(key=lambda item: FIRST.index(item.path.stem) if item.path.stem in FIRST else len(FIRST))


class ByModule(LoadFileScheduling):  # type: ignore[misc]  # it has no types
    """Gives each module to one worker, and all modules of the campaign to the same one: its pictures are made once."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "tests/campaign" if path.startswith("tests/campaign/") else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByModule:
    """Return what shares the tests out among workers."""
    return ByModule(config, log)


def _cases_of_few(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Return the cases of each test of which `make test` tries some, in order."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("few"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return cases


def _tier_of(item: pytest.Item) -> str:
    """Return the last tier that a test is marked with, or `test`."""
    return next((tier for tier in reversed(TIERS) if item.get_closest_marker(tier)), "test")


def pytest_collection_finish() -> None:
    """Look for garbage only among what tests make: going through all that was collected, too, costs a few per cent."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--update-golden`, which writes goldens anew and fails all the same, so that nobody does it unseen."""
    parser.addoption("--update-golden", action="store_true", help="write goldens anew; the tests still fail")


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is made for the next build or command, in a folder of the test's own, which is returned."""
    folder = tmp_path_factory.mktemp("kept")
    monkeypatch.setenv("KIT_CACHE", str(folder))
    return folder


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Drawing]:
    """Read a drawing of 1000 x 1000 px from what stands between its `<svg>` tags; `live` is added if there is none."""

    def read(body: str, canvas: str = 'viewBox="0 0 1000 1000"') -> Drawing:
        path = tmp_path / "plain" / "square.svg"
        path.parent.mkdir(exist_ok=True)
        live = "" if "live" in body else LIVE
        path.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
            f' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" {canvas}>{body}{live}</svg>',
            encoding="utf-8",
        )
        return read_drawing(path, PALETTE)

    return read


@pytest.fixture
def draw_file(tmp_path: Path) -> Callable[[str], Drawing]:
    """Read a drawing from the text of a whole file."""

    def read(svg: str) -> Drawing:
        path = tmp_path / "plain" / "square.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(svg, encoding="utf-8")
        return read_drawing(path, PALETTE)

    return read


@pytest.fixture
def compare() -> Callable[[str, Image.Image, Image.Image, int], None]:
    """Compare two pictures; where they differ, `tests/diffs/NAME.png` shows expected | difference | actual."""

    def check(name: str, expected: Image.Image, actual: Image.Image, tolerance: int) -> None:
        """`tolerance` is how many levels a channel may differ by."""
        assert actual.size == expected.size
        expected, actual = expected.convert("RGB"), actual.convert("RGB")
        difference = ImageChops.difference(expected, actual)
        grey = max(difference.tobytes(), default=0)
        if grey > tolerance:
            width, height = expected.size
            sheet = Image.new("RGB", (3 * width, height))
            marked = difference.point(lambda level: 255 if level > tolerance else 0)
            for column, picture in enumerate((expected, marked, actual)):
                sheet.paste(picture, (column * width, 0))
            path = TESTS / "diffs" / f"{name}.png"
            path.parent.mkdir(exist_ok=True)
            sheet.save(path)
            pytest.fail(f"{name} differs by up to {grey} levels; see {path.relative_to(TESTS.parent)}")

    return check


@pytest.fixture
def studio(tmp_path: Path) -> Callable[[str, dict[str, str]], Path]:
    """Write a project with drawings of its own, by their path in `templates/svg`; return that of its `kit.yaml`."""

    def write(spec: str, files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "templates" / "svg" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        path = tmp_path / "kit.yaml"
        path.write_text(spec, encoding="utf-8")
        return path

    return write
