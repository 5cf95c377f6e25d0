"""Photos in a kit that is built: the same bytes from any number of jobs, and nothing of what their files say."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.commands import contents
from support.forked_calls import forked
from support.photos import composed, exchanged_profile, gradient, quarters, saved, with_secrets, write_pictured

import kit
from kit.base.cache.entries import Cache
from kit.base.errors import Fault
from kit.model.asset import EncodeRule
from kit.run.jobs.render_task import EncodeRequest, RenderTask, render

if TYPE_CHECKING:
    from pathlib import Path

    from kit.run.pipeline.build_result import BuildResult

#: What a phone writes into a photo and nobody means to publish.
SECRETS = ("52.37", "4.89", "Fairphone", "FP-SECRET-4711", "Jane Roe")
PRINTED = (("[x/square]", "[x/square, print/a5_flyer]"), ("on: [feed]", "on: [feed, print]"))
JPEG = ("images/bus.png,", "images/bus.jpg, focus: 40% 60%,")


def phone_photo(path: Path, width: int = 4000, height: int = 3000) -> None:
    """Write a photo as a phone makes it: 12 megapixels, lying on its side, in other colours, with all it knows."""
    path.write_bytes(saved(gradient(width, height), "JPEG", quality=80, icc_profile=exchanged_profile()))
    with_secrets(path, 6)


def build(spec: Path, jobs: int = 1, out: str = "dist") -> BuildResult:
    return forked(kit.build, kit.load(spec), spec.parent / out, jobs=jobs)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a kit with a phone's photo, for a screen and for paper; return its `kit.yaml`."""
    spec = write_pictured(tmp_path_factory.mktemp("photos") / "project", JPEG, *PRINTED)
    phone_photo(spec.parent / "images" / "bus.jpg")
    result = build(spec)
    assert (result.failures, result.warnings, result.published) == ((), (), True)
    return spec


@pytest.mark.ci
def test_any_number_of_jobs_makes_the_same_bytes(built: Path) -> None:
    again = build(built, jobs=2, out="again")
    assert contents(again.folder) == contents(built.parent / "dist" / "tiny-1.0.0")


@pytest.mark.ci
def test_the_manifest_names_the_engine_of_photos(built: Path) -> None:
    manifest = json.loads((built.parent / "dist" / "tiny-1.0.0" / "manifest.json").read_bytes())
    assert "cairosvg" in manifest["engines"]
    assert "resvg_py" not in manifest["engines"]


@pytest.mark.ci
def test_a_kit_with_photos_is_sound_as_it_was_built(built: Path) -> None:
    assert forked(kit.check, kit.load(built), built=built.parent / "dist" / "tiny-1.0.0") == ()


@pytest.mark.ci
def test_nothing_that_a_phone_wrote_leaves(built: Path, tmp_path: Path) -> None:
    folder = built.parent / "dist" / "tiny-1.0.0"
    zips = forked(kit.pack, folder, tmp_path)
    project = kit.load(built)
    for picture in kit.plan(project):
        (tmp_path / f"{picture.placement.replace('/', '-')}.svg").write_text(kit.render(project, picture).svg, "utf-8")
    pictures = [path for path in folder.rglob("*") if path.suffix in {".png", ".jpg", ".webp", ".pdf"}]
    assert len([path for path in pictures if path.parent.name != "thumbnails"]) == 3
    for path in [*folder.rglob("*"), *zips, *tmp_path.glob("*.svg")]:
        if path.is_file():
            data = path.read_bytes()
            assert [secret for secret in SECRETS[2:] if secret.encode() in data] == []
    read = subprocess.run(
        ["exiftool", "-a", "-G1", "-j", "-n", *map(str, pictures)], check=True, capture_output=True, encoding="utf-8"
    )
    for file in json.loads(read.stdout):
        groups = {name.partition(":")[0] for name in file}
        assert not groups & {"GPS", "IFD0", "ExifIFD", "IPTC", "MakerNotes", "XMP-exif", "XMP-tiff"}, groups
        assert [value for value in file.values() if str(value) in SECRETS] == []


@pytest.mark.ci
@pytest.mark.usefixtures("kept")
def test_a_photo_that_changes_is_painted_again_and_no_other_picture(tmp_path: Path) -> None:
    other = "  other:\n    images: [{layout: card, on: [feed]}]\n    photo: images/other.png\n"
    words = "    copy: {headline: Keep it on}\n    caption: {short: On., long: On.}\n    shows: A dark street.\n"
    spec = write_pictured(tmp_path, ("messages:\n", f"messages:\n{other}{words}"))
    (tmp_path / "images" / "other.png").write_bytes(saved(gradient(2000, 2000), "PNG"))
    assert build(spec).painted == 2
    assert build(spec).painted == 0
    before = contents(tmp_path / "dist" / "tiny-1.0.0")
    (tmp_path / "images" / "other.png").write_bytes(saved(gradient(2000, 2000).rotate(90), "PNG"))
    assert build(spec).painted == 1
    after = contents(tmp_path / "dist" / "tiny-1.0.0")
    changed = {name for name in after if after[name] != before.get(name)}
    pictures = {name for name in changed if name.startswith("en/")}
    assert {name.rpartition(".")[0] for name in pictures} == {"en/x/other-square-1080x1080"}
    assert len([name for name in changed if name.startswith("thumbnails/")]) == 1
    assert {name for name in changed if "/" not in name} == {"index.html", "manifest.json", "SHA256SUMS"}


def test_a_photo_that_changes_while_a_kit_is_built_costs_its_pictures(tmp_path: Path) -> None:
    unseen = saved(quarters(2222, 1111), "PNG")  # what was embedded once is kept, by its sum
    artwork = composed(write_pictured(tmp_path, photo=unseen))
    (tmp_path / "images" / "bus.png").write_bytes(saved(gradient(2400, 1200), "PNG"))
    request = EncodeRequest(EncodeRule(("png",), None), artwork.picture.description)
    cache = Cache(tmp_path / "cache")
    task = RenderTask(artwork.tree, artwork.ground, "", artwork.digest, (request,), cache, parts=artwork.parts)
    (fault,) = render(task).files
    assert isinstance(fault, Fault)
    assert fault.code == "image-changed"
