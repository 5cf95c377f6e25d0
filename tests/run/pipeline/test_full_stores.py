"""Builds into a store that is full or slow: they end with what to do, the last kit stays, and the next one goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import TESTS
from support.campaigns import make_project
from support.commands import contents
from support.forked_calls import forked, run_kit
from support.object_servers import between, nanio
from support.processes import small_disk

import kit
from kit.tools.stores import fetch_stored, stored_kits, stored_zip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.object_servers import Between, ObjectServer

NAME = "tiny-1.0.0"
#: Other words in two of the four pictures of the tiny project, and in all captions, so that all is made anew.
CHANGES = ("headline: Pass it on", "headline: Hand it on"), ("title: Tiny", "title: Small")


class Served(NamedTuple):
    """A server of nanio, and what stands before it."""

    server: ObjectServer
    between: Between


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Yield a server of which this process is a client, through what can be full or slow."""
    with nanio(tmp_path / "server" / "data") as server, between(server) as state:
        for name, value in state.env.items():
            monkeypatch.setenv(name, value)
        yield Served(server, state)


def change(root: Path) -> kit.Project:
    """Change words of a project; return it."""
    spec = root / "kit.yaml"
    for old, new in CHANGES:
        assert old in spec.read_text("utf-8")
        spec.write_text(spec.read_text("utf-8").replace(old, new), encoding="utf-8")
    return kit.load(root)


def zipped(url: str) -> bytes:
    """Return the zip of the kit in a store."""
    return b"".join(stored_zip(url, NAME))


@pytest.mark.ci
@pytest.mark.parametrize("jobs", ["0", "2"])
def test_a_store_that_is_full_keeps_the_last_kit_and_a_build_goes_on_when_there_is_room(
    served: Served, tmp_path: Path, jobs: str
) -> None:
    url, root = served.server.url, make_project(tmp_path / "project")
    build = ("build", "--spec", root, "--store", url, "--jobs", jobs)
    assert run_kit(*build, cwd=tmp_path).returncode == 0
    before, there = zipped(url), {*served.server.objects}
    change(root)
    served.between.room = 80_000  # of some 200,000
    ran = run_kit(*build, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert served.between.refused
    assert f"the store {url} is full: " in ran.stderr
    assert "make room, then build again: what was stored is kept, and the last kit is as it was\n" in ran.stderr
    assert "1 problem to fix; nothing was built" in ran.stderr
    assert stored_kits(url) == [NAME]
    assert zipped(url) == before
    kept = {*served.server.objects}
    assert kept > there

    served.between.room = None
    ran = run_kit(*build, cwd=tmp_path)
    assert ran.returncode == 0
    assert {*served.server.objects} > kept
    assert zipped(url) != before


#: Builds into a folder on a small disk: whole, changed while it is full, and again when there is room.
ON_A_SMALL_DISK = """
import json, sys
from hashlib import sha256
from pathlib import Path
import kit
from kit.tools.stores import fetch_stored, stored_kits
from run.pipeline.test_full_stores import change, zipped
from support.commands import contents
from support.processes import leave_room
if __name__ == "__main__":
    root, disk = Path(sys.argv[1]), Path(sys.argv[2])
    url, said = f"file://{disk}/kits", {}
    def build():
        return kit.build(kit.load(root), root / "dist", store=url, jobs=2)
    said["whole"] = build().painted
    before, there = sha256(zipped(url)).hexdigest(), {*contents(disk)}
    change(root)
    leave_room(disk, int(sys.argv[3]))
    try:
        build()
    except kit.OutputError as error:
        said["error"] = [[fault.code, fault.message, fault.remedy] for fault in error.faults]
    (disk / "ballast").unlink()
    said["kits"] = stored_kits(url)
    said["same"] = before == sha256(zipped(url)).hexdigest()
    said["kept"] = sorted({*contents(disk)} - there)
    result = build()
    said["resumed"], said["published"] = result.painted, result.published
    said["damaged"] = [name for name, data in contents(disk).items()
                       if "/objects/" in name and name.replace("/", "")[-64:] != sha256(data).hexdigest()]
    fetched = fetch_stored(url, "tiny-1.0.0", root / "fetched")
    said["differs"] = list(kit.verify(fetched))
    print(json.dumps(said))
"""


@pytest.mark.ci
def test_a_folder_on_a_disk_that_is_full_keeps_the_last_kit_and_what_was_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "another", 4096) as another:
        if another is None:
            pytest.skip("the system grants no mount")
    root, disk = make_project(tmp_path / "project"), tmp_path / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=4m tmpfs "$1" && shift && exec "$@"'
    inside = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(disk)]
    command = [*inside, sys.executable, "-c", ON_A_SMALL_DISK, str(root), str(disk), "150000"]
    paths = f"{TESTS.parent}:{TESTS}"
    ran = subprocess.run(
        command, env={"PYTHONPATH": paths, "KIT_CACHE": ""}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    [[code, message, remedy]] = said["error"]
    assert (code, message) == ("store-full", f"the store file://{disk}/kits is full: the disk is full")
    assert remedy.endswith("what was stored is kept, and the last kit is as it was")
    assert (said["kits"], said["same"]) == ([NAME], True)
    assert any("/batches/" in name for name in said["kept"])
    assert 0 < said["resumed"] < said["whole"]
    assert said["published"]
    assert said["damaged"] == said["differs"] == []


@pytest.mark.ci
def test_a_slow_store_gets_the_same_kit(served: Served, tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    result = forked(kit.build, kit.load(root), tmp_path / "out", jobs=2)
    served.between.delay = 0.2
    slow = forked(kit.build, kit.load(root), tmp_path, store=served.server.url, jobs=2)
    served.between.delay = 0.0
    assert (slow.published, slow.assets) == (True, result.assets)
    fetched = fetch_stored(served.server.url, NAME, tmp_path / "fetched")
    assert contents(fetched) == contents(result.folder)
