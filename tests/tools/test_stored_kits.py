"""Kits in an object store: the same files and zips as from a folder, shared by partners, resumed after a kill."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import pytest
from support.campaigns import SPEC, make_project, project_with
from support.clusters import running_cluster
from support.commands import contents
from support.faults import refused
from support.forked_calls import forked, run_kit
from support.object_servers import nanio

import kit
from kit.publish.store.objects import LostObjectError, ObjectStore
from kit.tools.stores import check_stored, fetch_stored, stored_kits, stored_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.object_servers import ObjectServer

NAME = "tiny-1.0.0"


class Built(NamedTuple):
    """A project, its kit in a folder, and the zip of that."""

    root: Path
    folder: Path
    zip: Path

    @property
    def project(self) -> kit.Project:
        """The project, loaded."""
        return kit.load(self.root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build and pack the tiny project."""
    root, out = make_project(tmp_path_factory.mktemp("tiny") / "project"), tmp_path_factory.mktemp("built")
    project = kit.load(root)
    result = forked(kit.build, project, out, jobs=2)
    return Built(root, result.folder, forked(kit.pack, result.folder, out, project=project)[0])


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectServer]:
    """Yield a server of nanio, of which this process is a client."""
    with nanio(tmp_path / "server" / "data") as running:
        for name, value in running.env.items():
            monkeypatch.setenv(name, value)
        yield running


def stored(url: str, project: kit.Project, out: Path, jobs: int = 1) -> kit.BuildResult:
    """Build a project into a store, in a process of its own."""
    return forked(kit.build, project, out, store=url, jobs=jobs)


def test_a_stored_kit_has_the_same_files_and_the_same_zip(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    result = stored(server.url, built.project, tmp_path / "out", jobs=2)
    assert (result.published, result.stored) == (True, f"{server.url}/kits/{NAME}.json")
    assert not (tmp_path / "out").exists()
    assert stored_kits(server.url) == [NAME]
    assert contents(fetch_stored(server.url, NAME, tmp_path / "fetched")) == contents(built.folder)
    assert b"".join(stored_zip(server.url, NAME)) == built.zip.read_bytes()


@pytest.mark.ci
def test_workers_of_a_cluster_store_the_files_themselves(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    with running_cluster(tmp_path, 2) as cluster:
        result = kit.build(built.project, tmp_path / "out", store=server.url, cluster=kit.Cluster(cluster.address))
    assert result.published
    assert contents(fetch_stored(server.url, NAME, tmp_path / "fetched")) == contents(built.folder)


def test_one_process_can_use_its_memory_and_others_are_told_that_they_can_not(built: Built, tmp_path: Path) -> None:
    url = f"memory:///{tmp_path.name}"
    assert kit.build(built.project, tmp_path, store=url, jobs=0, only="*square*").stored == ""
    with pytest.raises(kit.OutputError) as caught:
        kit.build(built.project, tmp_path, store=url, jobs=2)
    assert [fault.code for fault in caught.value.faults] == ["store-not-shared"]


@pytest.mark.ci
def test_a_mistyped_folder_is_said_and_not_made(built: Built, tmp_path: Path) -> None:
    url = f"file://{tmp_path}/kits"
    for options in (("list", url), ("zip", url, NAME, "-o", "one.zip"), ("get", url, NAME, "here")):
        ran = run_kit("store", *options, cwd=tmp_path)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert f"there is no folder {tmp_path}/kits\n" in ran.stderr
        assert f"kit build --store {url}\n" in ran.stderr
    ran = run_kit("build", "--spec", built.root, "--store", f"{url}/of/one", cwd=tmp_path)
    assert ran.returncode == 2
    assert f"there is no folder {tmp_path}/kits/of for the store\n" in ran.stderr
    assert [*tmp_path.iterdir()] == []
    assert run_kit("build", "--spec", built.root, "--store", url, cwd=tmp_path).returncode == 0
    assert run_kit("store", "list", url, cwd=tmp_path).stdout == f"{NAME}\n"


@pytest.mark.ci
def test_a_second_build_makes_nothing_even_without_a_cache(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    first = stored(server.url, built.project, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in server.objects}
    second = stored(server.url, built.project, tmp_path)
    assert (first.painted > 0, second.painted, second.composed) == (True, 0, 0)
    assert first.assets == second.assets
    assert {path: path.stat().st_mtime_ns for path in server.objects} == before


@pytest.mark.ci
def test_a_lost_picture_is_named_by_the_zip_and_made_again_by_a_build(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    result = stored(server.url, built.project, tmp_path)
    lost = result.assets[0].sha256
    (server.folder / "kits" / "all" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(kit.OutputError, match=lost[2:]) as caught:
        b"".join(stored_zip(server.url, NAME))
    assert [fault.code for fault in caught.value.faults] == ["stored-object-missing"]
    assert 0 < stored(server.url, built.project, tmp_path).painted < result.painted
    assert b"".join(stored_zip(server.url, NAME)) == built.zip.read_bytes()


@pytest.mark.ci
@pytest.mark.parametrize("code", ["stored-object-missing", "stored-object-damaged"])
def test_a_kit_whose_manifest_is_lost_or_another_one_is_named_and_is_replaced_by_the_next(
    server: ObjectServer, built: Built, tmp_path: Path, code: str
) -> None:
    assert stored(server.url, built.project, tmp_path).published
    folder = server.folder / "kits" / "all"
    digest = json.loads((folder / "kits" / f"{NAME}.json").read_bytes())["documents"]["manifest.json"]
    manifest = folder / "objects" / digest[:2] / digest[2:]
    manifest.write_bytes(bytes(manifest.stat().st_size))
    if code == "stored-object-missing":
        manifest.unlink()
    with pytest.raises(kit.OutputError, match=digest[2:]) as caught:
        b"".join(stored_zip(server.url, NAME))
    assert [fault.code for fault in caught.value.faults] == [code]
    root = make_project(tmp_path / "project", SPEC.replace("Pass it on", "Hand it on"))
    assert stored(server.url, kit.load(root), tmp_path).published
    assert b"".join(stored_zip(server.url, NAME)) != built.zip.read_bytes()


@pytest.mark.ci
def test_a_picture_that_is_another_one_is_refused(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    result = stored(server.url, built.project, tmp_path)
    digest = result.assets[0].sha256
    one = server.folder / "kits" / "all" / "objects" / digest[:2] / digest[2:]
    one.write_bytes(bytes(one.stat().st_size))
    with pytest.raises(kit.OutputError) as caught:
        fetch_stored(server.url, NAME, tmp_path / "fetched")
    assert [fault.code for fault in caught.value.faults] == ["stored-object-damaged"]


def store_anew(server: ObjectServer, file: Path, data: bytes) -> None:
    """Put other content into the place of an object of a server, which has its size elsewhere than in its file too."""
    ObjectStore(server.url).put_record(file.relative_to(server.folder / "kits" / "all").as_posix(), data)


def stored_file(server: ObjectServer, digest: str) -> Path:
    """Return the file of a server that holds the content of a sha256."""
    return server.folder / "kits" / "all" / "objects" / digest[:2] / digest[2:]


@pytest.mark.ci
@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("left", [0, 10])
def test_what_was_emptied_or_cut_short_is_stored_again(
    server: ObjectServer, built: Built, tmp_path: Path, left: int
) -> None:
    """Damage all objects: pictures, which the records of tasks and the cache list as made, and documents."""
    assert stored(server.url, built.project, tmp_path).published
    for file in server.objects:
        store_anew(server, file, file.read_bytes()[:left])
    assert {finding.fault.code for finding in check_stored(server.url, NAME)} == {"stored-object-damaged"}
    assert stored(server.url, built.project, tmp_path).published
    assert check_stored(server.url, NAME) == ()
    fetched = fetch_stored(server.url, NAME, tmp_path / "fetched")
    assert contents(fetched) == contents(built.folder)


@pytest.mark.ci
def test_a_task_whose_record_ends_before_the_size_that_the_server_says_is_done_again(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    first = stored(server.url, built.project, tmp_path)
    record = next(path for path in (server.folder / "kits" / "all" / "batches").rglob("*") if path.is_file())
    record.write_bytes(record.read_bytes()[:10])
    again = stored(server.url, built.project, tmp_path)
    assert (again.published, again.painted > 0, again.assets) == (True, True, first.assets)


@pytest.mark.ci
def test_a_check_reads_everything_and_names_each_file_that_is_lost_or_differs(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    """Lose a picture, change one, let the server end one before the size that it says, and change the page."""
    lost, damaged, short, *_ = stored(server.url, built.project, tmp_path).assets
    assert check_stored(server.url, NAME) == ()
    stored_file(server, lost.sha256).unlink()
    file = stored_file(server, damaged.sha256)
    file.write_bytes(bytes(file.stat().st_size))
    stored_file(server, short.sha256).write_bytes(b"")
    page = stored_file(server, sha256((built.folder / "index.html").read_bytes()).hexdigest())
    page.write_bytes(bytes(page.stat().st_size))
    codes = {finding.where: finding.fault.code for finding in check_stored(server.url, NAME)}
    assert codes == {
        lost.path: "stored-object-missing",
        damaged.path: "stored-object-damaged",
        short.path: "stored-object-damaged",
        "index.html": "stored-object-damaged",
    }


@pytest.mark.ci
@pytest.mark.parametrize("document", ["manifest.json", "SHA256SUMS"])
def test_a_check_goes_on_without_one_of_the_two_lists(
    server: ObjectServer, built: Built, tmp_path: Path, document: str
) -> None:
    picture, *_ = stored(server.url, built.project, tmp_path).assets
    for digest in (picture.sha256, sha256((built.folder / document).read_bytes()).hexdigest()):
        stored_file(server, digest).unlink()
    assert {finding.where for finding in check_stored(server.url, NAME)} == {picture.path, document}


@pytest.mark.ci
def test_a_check_compares_the_list_of_checksums_with_the_manifest(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    """Put another caption into the manifest, and list that: all objects are right, and the caption is not."""
    assert stored(server.url, built.project, tmp_path).published
    change_record(server, "manifest.json", lambda data: data.replace(b"Please share", b"Please spare"))
    [*findings] = check_stored(server.url, NAME)
    assert {finding.fault.code for finding in findings} == {"digest-differs"}


def change_record(server: ObjectServer, document: str, change: Callable[[bytes], bytes]) -> None:
    """Change a document of the stored kit, and its sha256 in the record of the kit."""
    path = server.folder / "kits" / "all" / "kits" / f"{NAME}.json"
    record = json.loads(path.read_bytes())
    data = change(stored_file(server, record["documents"][document]).read_bytes())
    record["documents"][document] = ObjectStore(server.url).put(data)
    store_anew(server, path, json.dumps(record).encode())


@pytest.mark.ci
def test_a_store_can_name_no_file_outside_the_kit(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    assert stored(server.url, built.project, tmp_path).published
    change_record(server, "SHA256SUMS", lambda data: data.replace(b"  index.html", b"  ../../index.html"))
    with refused(kit.ArchiveError, "unsound-name"):
        fetch_stored(server.url, NAME, tmp_path / "a" / "b")
    with refused(kit.ArchiveError, "unsound-name"):
        b"".join(stored_zip(server.url, NAME))
    assert "unsound-name" in {finding.fault.code for finding in check_stored(server.url, NAME)}
    with refused(kit.ArchiveError, "stored-kit-missing"):
        fetch_stored(server.url, f"../kits/{NAME}", tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()


@pytest.mark.ci
@pytest.mark.parametrize("name", [f"inner/{NAME}", f".{NAME}"])
def test_a_kit_whose_name_is_a_path_or_hidden_is_not_fetched(
    server: ObjectServer, built: Built, tmp_path: Path, name: str
) -> None:
    assert stored(server.url, built.project, tmp_path).published
    records = server.folder / "kits" / "all" / "kits"
    store_anew(server, records / f"{name}.json", (records / f"{NAME}.json").read_bytes())
    with refused(kit.ArchiveError, "stored-kit-unreadable"):
        fetch_stored(server.url, name, tmp_path / "here")
    assert not (tmp_path / "here").exists()


@pytest.mark.ci
def test_a_record_that_was_emptied_is_named(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    assert stored(server.url, built.project, tmp_path).published
    store_anew(server, server.folder / "kits" / "all" / "kits" / f"{NAME}.json", b"")
    with refused(kit.ArchiveError, "stored-kit-unreadable"):
        check_stored(server.url, NAME)
    assert stored(server.url, built.project, tmp_path).published
    assert check_stored(server.url, NAME) == ()


@pytest.mark.ci
def test_what_can_not_be_fetched_whole_leaves_nothing_under_the_name_of_the_kit(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    last = stored(server.url, built.project, tmp_path).assets[-1]
    file = stored_file(server, last.sha256)
    data = file.read_bytes()
    file.write_bytes(bytes(len(data)))
    here = tmp_path / "here"
    with refused(LostObjectError, "stored-object-damaged"):
        fetch_stored(server.url, NAME, here)
    assert [path.name for path in here.iterdir()] == [".lock"]
    file.write_bytes(data)
    assert contents(fetch_stored(server.url, NAME, here)) == contents(built.folder)
    with refused(kit.OutputError, "fetched-kit-exists"):
        fetch_stored(server.url, NAME, here)
    (here / NAME).rename(here / "moved")
    (here / NAME).symlink_to("nowhere")
    with refused(kit.OutputError, "fetched-kit-exists"):
        fetch_stored(server.url, NAME, here)


@pytest.mark.ci
def test_partners_store_once_what_is_the_same(server: ObjectServer, tmp_path: Path) -> None:
    root = project_with(tmp_path, "".join(f"group-{n}: {{name: Group {n}, messages: [share]}}\n" for n in range(5)))
    for partner in kit.partners_of(root).values():
        assert isinstance(partner, kit.Project)
        assert stored(server.url, partner, tmp_path).published
    assert stored_kits(server.url) == [f"tiny-1.0.0-group-{n}" for n in range(5)]
    pictures = [path for path in server.objects if path.read_bytes()[:4] == b"\x89PNG"]
    assert len(pictures) == len({path.read_bytes() for path in pictures}) == 2


_BUILD = """
import os, sys, kit
def step(done, total, path):
    if done == int(sys.argv[4]):
        os._exit(9)
if __name__ == "__main__":
    result = kit.build(kit.load(sys.argv[1]), sys.argv[2], store=sys.argv[3], jobs=1, progress=step)
    print(result.painted)
"""


@pytest.mark.ci
def test_after_a_kill_at_half_a_build_goes_on_where_it_was(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    def build(stop: int) -> subprocess.CompletedProcess[str]:
        given = (built.root, tmp_path / "out", server.url, stop)
        return subprocess.run(
            [sys.executable, "-c", _BUILD, *map(str, given)], capture_output=True, text=True, check=False
        )

    assert build(2).returncode == 9
    assert stored_kits(server.url) == []
    finished = len([*(server.folder / "kits" / "all" / "batches").iterdir()])  # of one picture each
    assert 2 <= finished < 4
    assert int(build(-1).stdout) == 4 - finished
    assert b"".join(stored_zip(server.url, NAME)) == built.zip.read_bytes()


@pytest.mark.ci
def test_a_kit_with_a_failed_picture_is_not_listed_and_what_was_made_stays(
    server: ObjectServer, built: Built, tmp_path: Path
) -> None:
    copied = tmp_path / "project"
    subprocess.run(["cp", "-r", str(built.root), str(copied)], check=True)
    spec = copied / "kit.yaml"
    spec.write_text(spec.read_text("utf-8").replace("headline: ", f"headline: {'far too long ' * 40}", 1), "utf-8")
    result = stored(server.url, kit.load(copied), tmp_path)
    assert result.failures
    assert (result.published, result.stored, stored_kits(server.url)) == (False, "", [])
    assert server.objects


def test_a_store_that_goes_away_ends_the_build_with_one_error(
    server: ObjectServer, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.publish.store.objects._MOST_RETRIES", 0)
    monkeypatch.setattr(
        "kit.publish.store.objects.ObjectStore.names", lambda *_: iter(())
    )  # the first request goes well
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    project = built.project
    with pytest.raises(kit.OutputError) as caught:
        kit.build(project, tmp_path, store=server.url, jobs=0)
    assert [fault.code for fault in caught.value.faults] == ["store-unusable"]


@pytest.mark.ci
def test_the_commands_list_zip_and_fetch(server: ObjectServer, built: Built, tmp_path: Path) -> None:
    ran = run_kit("build", "--spec", built.root, "--store", server.url, cwd=tmp_path, env=server.env)
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, f"stored {server.url}/kits/{NAME}.json")
    assert run_kit("store", "list", server.url, cwd=tmp_path, env=server.env).stdout == f"{NAME}\n"
    ran = run_kit("store", "zip", server.url, NAME, "-o", "one.zip", cwd=tmp_path, env=server.env)
    assert (ran.returncode, (tmp_path / "one.zip").read_bytes()) == (0, built.zip.read_bytes())
    ran = run_kit("store", "zip", server.url, NAME, "--part", "en-y", "-o", "no.zip", cwd=tmp_path, env=server.env)
    assert ran.returncode == 2
    assert "did you mean 'en'?" in ran.stderr
    assert not (tmp_path / "no.zip").exists()
    ran = run_kit("store", "zip", server.url, NAME, "-o", "no/one.zip", cwd=tmp_path, env=server.env)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "there is no folder no\n  create it first, or name another file with -o\n" in ran.stderr
    assert not (tmp_path / "no").exists()
    ran = run_kit("store", "check", server.url, NAME, cwd=tmp_path, env=server.env)
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, f"{NAME} is in {server.url} as it was stored")
    server.objects[0].write_bytes(b"")
    ran = run_kit("store", "check", server.url, NAME, "--format", "json", cwd=tmp_path, env=server.env)
    codes = [finding["code"] for finding in json.loads(ran.stdout)["findings"]]
    assert (ran.returncode, codes) == (1, ["stored-object-damaged"])
    server.objects[0].unlink()
    run_kit("build", "--spec", built.root, "--store", server.url, cwd=tmp_path, env=server.env)
    ran = run_kit("store", "get", server.url, NAME, "here", cwd=tmp_path, env=server.env)
    assert ran.stdout == f"open here/{NAME}/index.html\n"
    ran = run_kit("store", "get", server.url, "tiny-2.0.0", "here", cwd=tmp_path, env=server.env)
    assert "did you mean 'tiny-1.0.0'?" in ran.stderr
    ran = run_kit("build", "--store", "dist", "--spec", built.root, cwd=tmp_path)
    assert "'dist' is not the address of a store" in ran.stderr
