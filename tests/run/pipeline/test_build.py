"""Building: what is painted again, what one failure costs, and what makes no difference to the bytes."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from support.campaigns import DOCUMENTS, KIT, SPEC, make_project, make_slow_project
from support.commands import (
    assert_whole,
    contents,
    lies_in,
    run_kit_process,
    run_without_privileges,
    start_kit,
    wait_for_line,
)
from support.forked_calls import forked, run_kit
from support.processes import cpu_seconds, descendants, is_alive, wait_until, workers

from kit.base.errors import OutputError, SpecError
from kit.project import load_project
from kit.publish.store.manifest_file import parse_manifest
from kit.run.pipeline.building import build

if TYPE_CHECKING:
    from pathlib import Path

    from kit.run.pipeline.build_result import BuildResult

TOO_LONG = SPEC.replace("headline: Pass it on", f"headline: {'Pass it on to everyone you know. ' * 20}")


def make(project: Path, *only: str, jobs: int = 2) -> BuildResult:
    return forked(build, load_project(project / "kit.yaml"), project / "dist", only=only, jobs=jobs)


@pytest.fixture
def project(tmp_path: Path, kept: Path) -> Path:
    """Write a project of which what is made is kept for the next build."""
    assert kept.is_dir()
    return make_project(tmp_path / "project")


def test_a_kit_holds_pictures_with_their_words_beside_them_and_its_documents(project: Path) -> None:
    result = make(project)
    names = [
        f"en/telegram/{message}-{placement}"
        for message in ("sign", "share")
        for placement in ("landscape-1280x720", "square-1080x1080")
    ]
    expected = {f"{name}{end}" for name in names for end in (".png", ".caption.txt", ".alt.txt")}
    thumbnails = {
        thumbnail.path for thumbnail in parse_manifest((result.folder / "manifest.json").read_bytes()).thumbnails
    }
    assert len(thumbnails) == 4
    assert set(contents(result.folder)) == expected | DOCUMENTS | thumbnails
    assert result.folder == project / "dist" / KIT
    assert (result.published, result.failures, result.composed, result.painted) == (True, (), 4, 4)
    assert lies_in(project / "dist") == {KIT}
    assert_whole(result.folder)


@pytest.mark.ci
def test_a_second_build_paints_nothing_and_gives_the_same_bytes(project: Path) -> None:
    folder = make(project).folder
    first, pictures = contents(folder), list(folder.rglob("*.png"))
    written = [picture.stat().st_ino for picture in pictures]
    again = make(project)
    assert [picture.stat().st_ino for picture in pictures] == written, "pictures are not written again"
    assert again.painted == 0
    assert again.composed == len({warning.where for warning in again.warnings}), "more than what warnings are found in"
    assert contents(again.folder) == first


def test_a_changed_word_repaints_only_its_pictures(project: Path) -> None:
    first = contents(make(project).folder)
    spec = project / "kit.yaml"
    spec.write_text(spec.read_text().replace("headline: Pass it on", "headline: Pass this on"))
    again = make(project)
    assert again.painted == 2
    made = contents(again.folder)
    changed = {name for name, data in made.items() if data != first.get(name)}
    thumbnails = {name for name in changed if name.startswith("thumbnails/")}
    assert len(thumbnails) == len(first.keys() - made.keys()) == 2
    pictures = {f"en/telegram/share-{size}" for size in ("landscape-1280x720", "square-1080x1080")}
    texts = {f"{picture}.alt.txt" for picture in pictures}
    documents = {"index.html", "captions.csv", "manifest.json", "SHA256SUMS"}
    assert changed == {f"{picture}.png" for picture in pictures} | texts | documents | thumbnails


@pytest.mark.ci
def test_a_changed_caption_repaints_nothing(project: Path) -> None:
    make(project)
    spec = project / "kit.yaml"
    spec.write_text(spec.read_text().replace("Please share the petition.", "Please pass the petition on."))
    again = make(project)
    assert again.painted == 0
    caption = again.folder / "en/telegram/share-square-1080x1080.caption.txt"
    assert caption.read_text() == "Please pass the petition on.\n"


@pytest.mark.ci
def test_a_damaged_cache_heals(project: Path, kept: Path) -> None:
    first = contents(make(project).folder)
    entries = [path for path in kept.rglob("*") if path.is_file() and path.stat().st_size]
    kinds = Counter(path.parts[-3] for path in entries)
    assert (kinds["bodies"], kinds["measures"], kinds["thumbnails"]) == (4, 4, 4)
    for number, entry in enumerate(entries):
        data = bytearray(entry.read_bytes())
        data[(0, len(data) // 2, -1)[number % 3]] ^= 0xFF
        entry.write_bytes(data)
    healed = make(project)
    assert (healed.composed, healed.painted) == (4, 4)
    assert contents(healed.folder) == first
    assert make(project).painted == 0


@pytest.mark.ci
def test_only_writes_beside_the_kit_and_leaves_it_alone(project: Path) -> None:
    kit = make(project).folder
    before = contents(kit)
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass this on"))
    part = make(project, "share*square*")
    assert part.folder == project / "dist" / "partial"
    assert not part.published
    assert [asset.path for asset in part.assets] == ["en/telegram/share-square-1080x1080.png"]
    assert contents(kit) == before
    assert_whole(part.folder)


def test_a_failing_picture_that_was_chosen_is_reported_in_the_folder_of_incomplete_kits(project: Path) -> None:
    (project / "kit.yaml").write_text(TOO_LONG)
    result = make(project, "share*square*", jobs=1)
    assert [failure.where for failure in result.failures] == ["share telegram/square"]
    assert (result.published, result.folder) == (False, project / "dist" / "incomplete")
    assert lies_in(project / "dist") == {"incomplete"}


def test_only_that_matches_nothing_is_refused_before_anything_is_written(project: Path) -> None:
    with pytest.raises(SpecError, match="no picture matches 'shore'"):
        make(project, "shore")
    assert not (project / "dist").exists()


@pytest.mark.ci
def test_one_failing_picture_leaves_the_kit_alone_and_the_rest_is_made(project: Path) -> None:
    kit = make(project).folder
    before = contents(kit)
    (project / "kit.yaml").write_text(TOO_LONG.replace("Sign the petition", "Sign it now"))
    ran = run_kit("build", cwd=project)
    assert ran.returncode == 1
    assert contents(kit) == before
    incomplete = project / "dist" / "incomplete"
    assert_whole(incomplete)
    assert {path.name for path in incomplete.rglob("*.png")} == {
        "sign-landscape-1280x720.png",
        "sign-square-1080x1080.png",
    }
    failures = json.loads((incomplete / "report.json").read_text())["failures"]
    assert [failure["picture"] for failure in failures] == ["share telegram/landscape", "share telegram/square"]
    assert [failure["drawing"] for failure in failures] == ["cover/wide.svg", "cover/square.svg"]
    assert all("the headline does not fit" in failure["reasons"][0] for failure in failures)

    (project / "kit.yaml").write_text(SPEC)
    assert run_kit("build", cwd=project).returncode == 0
    assert contents(kit) == before


def test_one_worker_or_two_give_the_same_kit(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other")
    assert contents(make(project, jobs=1).folder) == contents(make(other, jobs=2).folder)


@pytest.mark.ci
def test_folder_time_zone_locale_umask_and_hash_seed_make_no_difference(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "another place" / "höher")
    here = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "20201207"}
    one = run_kit_process("build", "--jobs", "1", cwd=project, env=here, umask=0o022)
    two = run_kit_process("build", "--spec", other / "kit.yaml", cwd=tmp_path, env=there, umask=0o077)
    assert (one.returncode, two.returncode) == (0, 0)
    assert contents(project / "dist" / KIT) == contents(other / "dist" / KIT)


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Return a project whose fifth picture, the first of two slow ones, takes seconds to paint."""
    return make_slow_project(tmp_path / "slow")


@pytest.mark.ci
def test_a_killed_worker_costs_its_own_picture_only(slow: Path) -> None:
    process = start_kit("build", "--jobs", "1", cwd=slow)
    wait_for_line(process, "4 of 6 pictures")
    (worker,) = workers(process.pid)
    used = cpu_seconds(worker)
    wait_until(lambda: cpu_seconds(worker) > used + 0.2)
    os.kill(worker, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    failures = json.loads((slow / "dist" / "incomplete" / "report.json").read_text())["failures"]
    assert [failure["picture"] for failure in failures] == ["slow telegram/landscape"]
    assert "was killed (signal 9), as systems do when memory runs out: 1,024 MiB (the limit of one picture)" in said
    assert len(list((slow / "dist" / "incomplete").rglob("*.png"))) == 5


@pytest.mark.ci
def test_workers_that_die_before_they_begin_end_the_build_with_a_reason(slow: Path) -> None:
    process = start_kit("build", "--jobs", "1", cwd=slow, anew=True)
    wait_until(lambda: bool(workers(process.pid)))
    (worker,) = workers(process.pid)
    os.kill(worker, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    before = "ended before they began" in said  # on a busy computer it has begun a picture, which is lost
    assert process.returncode == (2 if before else 1)
    assert before or "was killed (signal 9)" in said
    assert "Traceback" not in said
    assert KIT not in lies_in(slow / "dist")


def test_workers_end_with_their_parent_even_while_they_paint(tmp_path: Path) -> None:
    slow = make_slow_project(tmp_path / "slow", shapes=2400)
    process = start_kit("build", "--only", "slow*square*", "--jobs", "1", cwd=slow)
    wait_until(lambda: any(cpu_seconds(worker) > 0.5 for worker in workers(process.pid)))
    used = {pid: cpu_seconds(pid) for pid in descendants(process.pid)}
    process.kill()
    process.wait()

    def have_ended() -> bool:
        assert all(cpu_seconds(pid) < before + 1 for pid, before in used.items()), "it paints on; the picture takes 2 s"
        return not any(map(is_alive, used))

    wait_until(have_ended)
    process.communicate()


@pytest.mark.ci
def test_the_output_folder_may_be_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (project / "dist").symlink_to(tmp_path / "disk")
    assert make(project).folder == project / "dist" / KIT
    assert make(project).painted == 0
    assert (project / "dist").is_symlink()
    assert_whole(tmp_path / "disk" / KIT)


@pytest.mark.ci
def test_the_folder_above_the_output_folder_may_be_read_only(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "above" / "out"
    out.mkdir(parents=True)
    out.parent.chmod(0o555)
    ran = run_without_privileges(project, "build", "--out", out)
    out.parent.chmod(0o755)
    assert ran.returncode == 0
    assert_whole(out / KIT)


@pytest.mark.ci
@pytest.mark.parametrize("name", ["above", "above/out"])
def test_an_output_folder_that_cannot_be_written_is_said_at_once(project: Path, tmp_path: Path, name: str) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(0o555)
    ran = run_without_privileges(project, "build", "--out", tmp_path / name)
    above.chmod(0o755)
    assert ran.returncode == 2
    assert f"can't write to {tmp_path / name}: permission denied" in ran.stderr
    assert "--out" in ran.stderr
    assert list(above.iterdir()) == []


@pytest.mark.ci
def test_a_kit_in_a_folder_that_became_read_only_stays_and_can_be_checked(project: Path) -> None:
    kit = make(project).folder
    before = contents(kit)
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass this on"))
    kit.parent.chmod(0o555)
    built = run_without_privileges(project, "build")
    (project / "kit.yaml").write_text(SPEC)
    checked = run_without_privileges(project, "check", "--built")
    kit.parent.chmod(0o755)
    assert built.returncode == 2
    assert f"can't write to {kit.parent}: permission denied" in built.stderr
    assert checked.returncode == 0
    assert contents(kit) == before
    assert lies_in(kit.parent) == {KIT}


def test_an_output_folder_that_is_a_file_is_said(project: Path) -> None:
    (project / "dist").write_text("notes")
    with pytest.raises(OutputError, match=r"can't write to .*dist"):
        make(project)
    assert (project / "dist").read_text() == "notes"


@pytest.mark.ci
def test_progress_begins_before_anything_is_composed_and_counts_every_picture(project: Path) -> None:
    steps: list[tuple[int, int]] = []
    loaded = load_project(project / "kit.yaml")
    build(loaded, project / "dist", progress=lambda done, total, _: steps.append((done, total)))
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_time_of_each_stage_is_told(project: Path) -> None:
    began = time.perf_counter()
    result = make(project, jobs=1)
    took = time.perf_counter() - began
    stages = {stage: result.seconds[stage] for stage in ("compose", "paint", "encode", "publish")}
    assert all(seconds > 0 for seconds in stages.values())
    assert sum(stages.values()) < took
