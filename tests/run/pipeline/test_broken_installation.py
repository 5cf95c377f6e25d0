"""An installed program that lacks one of its files says so, and blames no drawing, picture or language for it."""

from __future__ import annotations

import importlib
import os
import pickle
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from support.campaigns import SPEC, make_project
from support.clusters import Sum, doubled, running_cluster, same_everywhere
from support.commands import lies_in, run_kit_process

from kit.base.errors import KitError
from kit.project.folders import DRAWINGS, FONTS, SHIPPED
from kit.run.jobs.batches import do_batch, packed
from kit.run.jobs.cluster import Cluster
from kit.run.jobs.limits import LIMITS
from scripts.rooms import KIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The tiny project with a page for words of one's own.
OPENED = SPEC.replace("cover, message, petition]\n", "cover, message, petition]\n  sender: Tiny\n  maker: [petition]\n")
MAKER = "publish/maker/maker.css"
FONT = f"shipped/{FONTS}/source-serif-4/SourceSerif4Variable-Roman.ttf"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with the drawings and fonts inside it, as they are installed."""
    program = tmp_path_factory.mktemp("site-packages") / "kit"
    shutil.copytree(KIT, program, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (DRAWINGS, FONTS):
        shutil.copytree(SHIPPED / name, program / "shipped" / name)
    return program


@pytest.fixture
def without(program: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Take a file or a folder away for a test; return its name."""
    path, aside = program / request.param, program.parent / "aside"
    path.rename(aside)
    yield f"kit/{request.param}"
    aside.rename(path)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("without", "arguments"),
    [
        (MAKER, ("build", "--jobs", "0")),
        ("publish/maker/script/page.js", ("build", "--jobs", "2")),
        ("publish/maker/make.html.j2", ("build", "--jobs", "1", "--only", "sign *")),
        ("platforms.yaml", ("check",)),
        ("text/languages/sentences", ("build",)),
        (FONT, ("build",)),
        (f"shipped/{DRAWINGS}", ("check",)),
        ("publish/maker/open_slots.py", ("build",)),
    ],
    indirect=["without"],
)
def test_a_missing_file_of_the_program_is_a_broken_installation(
    without: str, arguments: tuple[str, ...], program: Path, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "tiny", OPENED)
    run = run_kit_process(*arguments, cwd=project, env={"PYTHONPATH": str(program.parent)})
    done = "checked" if arguments == ("check",) else "built"
    said = f"installation is broken: {without} is missing"
    if without.endswith(".py"):
        said = "installation is broken: No module named 'kit.publish.maker.open_slots'"
    assert run.returncode == 2
    assert run.stderr.endswith(f"{said}\n  install it again\n\n1 problem to fix; nothing was {done}\n"), run.stderr
    assert "simplify" not in run.stderr
    assert not (project / "dist").exists() or lies_in(project / "dist") == set()


@pytest.mark.ci
@pytest.mark.parametrize("without", [MAKER], indirect=True)
def test_a_worker_of_a_cluster_that_lacks_a_file_of_the_program_refuses_and_names_it(
    without: str, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.run.jobs.cluster._ALL_REFUSE", 1)
    # Without the current folder, which is the repository.
    env = {"PYTHONPATH": os.pathsep.join(map(str, (program.parent, TESTS))), "PYTHONSAFEPATH": "1"}
    with running_cluster(tmp_path, 1, env=env) as cluster, pytest.raises(KitError) as caught:
        list(Cluster(cluster.address).outcomes(doubled, [Sum(1)], ("",), same_everywhere))
    [fault] = caught.value.faults
    assert fault.code == "worker-refused"
    assert fault.message.endswith(f": installation is broken: these files are missing: {without}")


def test_a_worker_of_a_cluster_refuses_a_batch_for_lack_of_what_only_some_task_needs() -> None:
    result = do_batch(pickle.dumps([Sum(1)]), packed(_without_library, (), same_everywhere, LIMITS))
    assert result.outcomes == ()
    assert result.refusal.endswith(": installation is broken: No module named 'numqy'")


def _without_library(_: Sum) -> None:
    """Import what is not installed."""
    importlib.import_module("numqy")
