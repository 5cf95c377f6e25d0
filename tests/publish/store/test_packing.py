"""Packing: the same bytes in every environment, zips that every unzip opens, and kits that are not packed."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import zipfile
import zlib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from support.campaigns import DOCUMENTS, KIT, SPEC, make_project
from support.commands import command, contents, run_kit_process
from support.faults import refused
from support.forked_calls import run_kit
from support.kits import ENGLISH, SIGN, WHOLE, build_and_pack, canonical_zip, redraw, seal

from kit.base.errors import ArchiveError, OutputError
from kit.publish.gallery import gallery_files
from kit.publish.store import zip_files
from kit.publish.store.manifest_file import parse_manifest
from kit.publish.store.opening import open_kit, require_listed
from kit.publish.store.staging import staging_folder
from kit.publish.store.zip_files import dos_time, zip_parts
from kit.run.pipeline.loading import load
from kit.run.pipeline.packing import pack, verify

if TYPE_CHECKING:
    from collections.abc import Callable

#: Each message of the tiny kit, which has one platform.
SHARE_ALONE, SIGN_ALONE = f"{KIT}-en_share.zip", f"{KIT}-en_sign.zip"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of a tiny kit that is built and packed once, for tests that only look."""
    return build_and_pack(tmp_path_factory.mktemp("packed"))


@pytest.fixture
def project(packed: Path, tmp_path: Path) -> Path:
    """Return a project with the tiny kit and its zips, to spoil."""
    return shutil.copytree(packed, tmp_path / "project")


# Packing -------------------------------------------------------------------------------------------------------------


ZIPS = (WHOLE, ENGLISH, SHARE_ALONE, SIGN_ALONE)


@pytest.mark.ci
def test_a_kit_is_packed_whole_and_in_parts_with_sums_beside(packed: Path) -> None:
    dist = packed / "dist"
    assert {path.name for path in dist.iterdir() if path.is_file()} == {*ZIPS, "SHA256SUMS", ".lock"}
    listed = sorted(f"{sha256((dist / name).read_bytes()).hexdigest()}  {name}\n" for name in ZIPS)
    assert sorted((dist / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)) == listed
    ran = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=dist, check=False, capture_output=True)
    assert ran.returncode == 0


@pytest.mark.parametrize("name", [WHOLE, ENGLISH, SIGN_ALONE])
def test_files_are_in_order_with_one_date_and_mode_and_texts_deflated(packed: Path, name: str) -> None:
    with zipfile.ZipFile(packed / "dist" / name) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    for info in infos:
        assert info.filename.startswith(f"{name.removesuffix('.zip')}/")
        is_picture = info.filename.endswith((".png", ".jpg", ".webp"))
        assert info.compress_type == (zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED)
        assert (info.create_system, info.flag_bits) == (3, 0)
        assert info.date_time == (2020, 12, 1, 0, 0, 0)
        assert info.external_attr >> 16 == stat.S_IFREG | 0o644
        assert info.extra == info.comment == b""


@pytest.mark.parametrize("name", [WHOLE, ENGLISH, SIGN_ALONE])
def test_every_unzip_opens_a_zip_and_finds_the_kit_in_it(packed: Path, tmp_path: Path, name: str) -> None:
    path = packed / "dist" / name
    ran = subprocess.run(["unzip", "-q", path, "-d", tmp_path], check=False, capture_output=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    if shutil.which("7z"):
        assert subprocess.run(["7z", "t", path], check=False, capture_output=True).returncode == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    unpacked = contents(tmp_path / name.removesuffix(".zip"))
    if name == WHOLE:
        assert unpacked == contents(packed / "dist" / KIT)
    assert verify(tmp_path / name.removesuffix(".zip")) == ()


@pytest.mark.parametrize("level", [None, 1, 9])
def test_a_zip_whose_texts_are_stored_or_deflated_by_another_library_is_as_good(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: int | None
) -> None:
    def other(data: bytes) -> bytes:
        return data if level is None else zlib.compress(data, level)[2:-4]

    with zipfile.ZipFile(packed / "dist" / WHOLE) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    monkeypatch.setattr(zip_files, "raw_deflated", other)
    if level is None:
        monkeypatch.setattr(zip_files, "_is_compressed", lambda _: True)
    (tmp_path / WHOLE).write_bytes(canonical_zip(members))
    monkeypatch.undo()
    assert (tmp_path / WHOLE).read_bytes() != (packed / "dist" / WHOLE).read_bytes()
    assert verify(tmp_path / WHOLE) == ()


def test_a_text_that_would_be_less_than_a_hundredth_is_stored() -> None:
    data = canonical_zip([(f"{KIT}/a.txt", bytes(10_000_000))])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.getinfo(f"{KIT}/a.txt").compress_type == zipfile.ZIP_STORED


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory, packed: Path) -> dict[str, Path]:
    """Return the zips of the tiny kit in two languages by their names, and the site with them by "site"."""
    folder = tmp_path_factory.mktemp("two")
    project = shutil.copytree(packed, folder / "project")
    kit = project / "dist" / KIT
    austrian = make_project(folder / "austrian", SPEC.replace("language: en", "language: de-AT"))
    run_kit("build", cwd=austrian)
    shutil.copytree(austrian / "dist" / KIT / "de-at", kit / "de-at")
    german = json.loads((austrian / "dist" / KIT / "manifest.json").read_bytes())["assets"]
    manifest = json.loads((kit / "manifest.json").read_bytes())
    manifest["assets"] = german + manifest["assets"]
    manifest["languages"] = {"declared": ["de-AT", "en"], "built": ["de-AT", "en"]}
    for name, data in gallery_files(parse_manifest(json.dumps(manifest).encode())).items():
        (kit / name).write_bytes(data)
    seal(kit, manifest)
    off = "checks: [{off: manifest, reason: this kit.yaml has one language}]\n"
    (project / "kit.yaml").write_text(SPEC + off, encoding="utf-8")
    zips = pack(kit, folder / "zips", project=load(project), site_folder=folder / "site")
    return {path.name: path for path in (*zips, folder / "site")}


def names_in(path: Path) -> list[str]:
    """Return the names of the files in a zip, below its folder."""
    with zipfile.ZipFile(path) as archive:
        return [name.partition("/")[2] for name in archive.namelist()]


@pytest.mark.ci
def test_of_several_languages_each_has_an_overview_and_a_zip_of_each_platform(of_two: dict[str, Path]) -> None:
    parts = [f"{KIT}-{part}.zip" for part in ("de-at", "de-at-telegram", "en", "en-telegram")]
    assert [*of_two] == [*parts, "site"], "and there is none of all"
    assert [finding for name in parts for finding in verify(of_two[name])] == []
    overview, pictures = (set(names_in(of_two[f"{KIT}-en{part}.zip"])) for part in ("", "-telegram"))
    assert {name.partition("/")[0] for name in overview if "/" in name} == {"thumbnails"}
    assert {name.partition("/")[0] for name in pictures if "/" in name} == {"en"}
    assert {name for name in overview if "/" not in name} == {*DOCUMENTS}
    assert {name for name in pictures if "/" not in name} == {*DOCUMENTS}


def test_the_overview_has_every_word_and_says_where_the_pictures_are(of_two: dict[str, Path]) -> None:
    path = of_two[f"{KIT}-en.zip"]
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(f"{path.stem}/{name}").decode("utf-8-sig") for name in DOCUMENTS}
    manifest = json.loads(texts["manifest.json"])
    assert manifest["overview"] == f"{KIT}-en"
    assert all(asset["path"] in texts["captions.csv"] for asset in manifest["assets"])
    assert f"such as {KIT}-en-telegram.zip" in texts["START-HERE.txt"].splitlines()[1]
    assert 'id="overview"' in texts["index.html"]
    assert f'"overview":"{KIT}-en"' in texts["index.html"]
    assert '<a href="en/' not in texts["index.html"], "no link to a picture that is elsewhere"


def test_a_kit_is_read_from_its_overview_where_the_zips_of_its_platforms_lie_beside_it(
    of_two: dict[str, Path], tmp_path: Path
) -> None:
    overview, pictures = of_two[f"{KIT}-en.zip"], of_two[f"{KIT}-en-telegram.zip"]
    opened = open_kit(overview)
    assert {name: file.path for name, file in opened.files.items() if name.startswith("en/")} == {
        name: pictures for name in names_in(pictures) if name.startswith("en/")
    }
    require_listed(opened, overview)
    alone = Path(shutil.copy(overview, tmp_path))
    with refused(ArchiveError, "asset-file-missing") as faults:
        open_kit(alone)
    assert faults[0].remedy == f"put the zips of its platforms, '{KIT}-en'-PLATFORM.zip, beside its own"


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(overview=f"../{KIT}-en"),
        lambda manifest: manifest.update(overview=f"{KIT}-de"),
        lambda manifest: manifest.update(
            thumbnails=[], assets=[one | {"thumbnail": None} for one in manifest["assets"]]
        ),
    ],
)
def test_an_overview_that_names_another_kit_or_hides_a_picture_is_no_kit(
    of_two: dict[str, Path], change: Callable[[dict[str, Any]], None]
) -> None:
    with zipfile.ZipFile(of_two[f"{KIT}-en.zip"]) as archive:
        manifest = json.loads(archive.read(f"{KIT}-en/manifest.json"))
    parse_manifest(json.dumps(manifest).encode())
    change(manifest)
    with pytest.raises(ValueError, match="overview"):
        parse_manifest(json.dumps(manifest).encode())


def test_a_site_is_what_is_packed_with_the_zips_that_its_page_offers(of_two: dict[str, Path]) -> None:
    site = of_two["site"]
    zips = {name: path for name, path in of_two.items() if name != "site"}
    assert {path.name: path.read_bytes() for path in (site / "zips").iterdir()} == {
        name: path.read_bytes() for name, path in zips.items()
    }
    shutil.rmtree(site / "zips")
    lines = (line.split("  ") for line in (site / "SHA256SUMS").read_text().splitlines())
    sums = {name: digest for digest, name in lines}
    files = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert sums == {name: sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"}
    kit = parse_manifest(files["manifest.json"])
    assert {name for name, data in gallery_files(kit).items() if files[name] != data} == PAGES_OF_TWO


PAGES_OF_TWO = {"index.html", "de-at/index.html", "en/index.html"}
OF_A_SITE = {"sw.js", "site.webmanifest", "icon-192.png", "icon-512.png"}


def test_the_pages_of_a_site_alone_can_be_installed_and_keep_what_was_seen(of_two: dict[str, Path]) -> None:
    site = of_two["site"]
    assert {path.name for path in site.iterdir()} >= OF_A_SITE
    for name in PAGES_OF_TWO:
        page, root = (site / name).read_text(encoding="utf-8"), "../" * name.count("/")
        [policy] = map(unescape, re.findall(r'Content-Security-Policy" content="([^"]+)"', page))
        assert "; worker-src 'self'; manifest-src 'self'; base-uri" in policy
        assert f'<link rel="manifest" href="{root}site.webmanifest">' in page
        assert f'register("{root}sw.js")' in page
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        digests = {b64encode(sha256(script.encode()).digest()).decode() for script in scripts}
        assert digests <= set(re.findall(r"'sha256-([^']+)'", policy))
    app = json.loads((site / "site.webmanifest").read_text(encoding="utf-8"))
    assert (app["start_url"], app["scope"], app["display"]) == ("./", "./", "standalone")
    for icon in app["icons"]:
        with Image.open(site / icon["src"]) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    for name in (name for name in of_two if name != "site"):
        held = names_in(of_two[name])
        assert not OF_A_SITE & set(held)
        with zipfile.ZipFile(of_two[name]) as archive:
            page = archive.read(next(one for one in archive.namelist() if one.endswith("index.html"))).decode()
        assert "webmanifest" not in page
        assert "serviceWorker.ready" not in page


@pytest.mark.ci
def test_a_site_is_written_into_a_new_folder_only(project: Path) -> None:
    (project / "site").mkdir()
    pack(project / "dist" / KIT, project / "dist", site_folder=project / "site")
    before = contents(project / "site")
    assert {"index.html", f"zips/{WHOLE}"} <= before.keys()
    with refused(OutputError, "site-folder-not-empty"):
        pack(project / "dist" / KIT, project / "dist", site_folder=project / "site")
    assert contents(project / "site") == before


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (dt.datetime(1979, 12, 31, 23, 59, 59, tzinfo=dt.UTC), (1980, 1, 1, 0, 0, 0)),
        (dt.datetime(2020, 12, 1, 13, 14, 15, tzinfo=dt.UTC), (2020, 12, 1, 13, 14, 14)),
        (dt.datetime(2020, 12, 1, 1, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))), (2020, 11, 30, 23, 0, 0)),
        (dt.datetime(2300, 1, 1, tzinfo=dt.UTC), (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_dates_are_written_in_utc_within_the_years_that_zips_know(date: dt.datetime, written: tuple[int, ...]) -> None:
    data = b"".join(part for _, part in zip_parts([("a", b"")], dos_time(date)))
    assert zipfile.ZipFile(BytesIO(data)).infolist()[0].date_time == written


@pytest.mark.ci
def test_the_date_of_the_files_may_be_set_from_outside(project: Path) -> None:
    day = str(int(dt.datetime(2021, 3, 4, tzinfo=dt.UTC).timestamp()))
    assert run_kit("pack", cwd=project, env={"SOURCE_DATE_EPOCH": day}).returncode == 0
    with zipfile.ZipFile(project / "dist" / WHOLE) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2021, 3, 4, 0, 0, 0)}
    assert verify(project / "dist" / WHOLE) == ()


# The same bytes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Environment:
    """Where and how a kit is built and packed: what may differ without any byte of its zips differing.

    `variables` are added to those of this process, `user` counts only where this process may choose it, and `change`
    is done to the kit between building and packing.
    """

    variables: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    jobs: int = 1
    folder: str = "project"
    user: int | None = None
    change: Callable[[Path], None] | None = None


def in_another_order(kit: Path) -> None:
    """Write the files of a kit anew, the last first, in folders that are made as they come."""
    files = contents(kit)
    shutil.rmtree(kit)
    for name in sorted(files, reverse=True):
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        (kit / name).write_bytes(files[name])


def at_another_time(kit: Path) -> None:
    """Date the files of a kit back to the second day of 1970."""
    for path in kit.rglob("*"):
        os.utime(path, (86_400, 86_400))


def for_owners_only(kit: Path) -> None:
    """Leave the files of a kit other rights than they had."""
    for path in kit.rglob("*"):
        path.chmod(0o700)


EPOCH = str(int(dt.datetime(2020, 12, 1, tzinfo=dt.UTC).timestamp()))
ENVIRONMENTS = [
    Environment(),
    Environment(jobs=2, variables={"PYTHONHASHSEED": "1"}),
    Environment(variables={"TZ": "Pacific/Kiritimati"}),
    Environment(variables={"LC_ALL": "C", "LANG": "tr_TR.UTF-8"}, umask=0o077, change=for_owners_only),
    Environment(folder="another folder, ö"),
    Environment(user=65534, umask=0o002),
    Environment(variables={"SOURCE_DATE_EPOCH": EPOCH, "TZ": "America/Caracas"}, change=at_another_time),
    Environment(change=in_another_order, jobs=2),
]


def build_and_pack_in(environment: Environment, root: Path) -> dict[str, bytes]:
    """Build and pack in processes of their own; return the zips and their sums by name."""
    root.chmod(0o755)
    project = make_project(root / environment.folder)
    user = environment.user if os.getuid() == 0 else None
    if user is not None:
        os.chown(project, user, user)

    def run(*arguments: str) -> None:
        ran = subprocess.run(
            command(*arguments),
            cwd=project,
            env={**os.environ, **environment.variables, "HOME": str(root)},
            umask=environment.umask,
            user=user,
            group=user,
            extra_groups=[] if user is not None else None,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stderr

    run("build", "--jobs", str(environment.jobs))
    if environment.change:
        environment.change(project / "dist" / KIT)
    run("pack")
    return {name: (project / "dist" / name).read_bytes() for name in (*ZIPS, "SHA256SUMS")}


@pytest.mark.slow
def test_packing_in_eight_environments_gives_the_same_bytes() -> None:
    # Other users may not look into the folders that pytest makes.
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        Path(folder).chmod(0o755)
        roots = [Path(folder, str(number)) for number in range(len(ENVIRONMENTS))]
        for root in roots:
            root.mkdir()
        first, *others = pool.map(build_and_pack_in, ENVIRONMENTS, roots)
    assert [first == other for other in others] == [True] * 7


@pytest.mark.ci
def test_packing_again_elsewhere_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    before = {name: (project / "dist" / name).read_bytes() for name in (*ZIPS, "SHA256SUMS")}
    elsewhere = project.rename(tmp_path / "another folder")
    in_another_order(elsewhere / "dist" / KIT)
    at_another_time(elsewhere / "dist" / KIT)
    env = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    assert run_kit_process("pack", cwd=elsewhere, env=env, umask=0o077).returncode == 0
    assert {name: (elsewhere / "dist" / name).read_bytes() for name in before} == before


# Refusals ------------------------------------------------------------------------------------------------------------


def damage(project: Path) -> None:
    (project / "dist" / KIT / f"{SIGN}.caption.txt").write_text("Other words", encoding="utf-8")


def add_a_note(project: Path) -> None:
    (project / "dist" / KIT / "en" / "note.txt").write_text("Mine", encoding="utf-8")


def write_too_much(project: Path) -> None:
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass it on to everyone. " * 30), encoding="utf-8")


def shrink_the_code(project: Path) -> None:
    """Put a code into a picture that is read as it is, and no more when the picture is shown on a phone."""
    kit = project / "dist" / KIT
    manifest = json.loads((kit / "manifest.json").read_bytes())
    asset = next(asset for asset in manifest["assets"] if asset["path"] == f"{SIGN}.png")
    redraw(kit, manifest, asset, 2)
    seal(kit, manifest)
    assert verify(kit) == ()


@pytest.mark.ci
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damage, f"{SIGN}.caption.txt has changed: its checksum is not the one in SHA256SUMS"),
        (add_a_note, "en/note.txt is not listed in SHA256SUMS"),
        (write_too_much, "cut about"),
        (shrink_the_code, "at 375 px and q40 its code reads nothing"),
    ],
)
def test_a_kit_that_does_not_pass_every_check_is_not_packed(
    project: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(project)
    before = {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")}
    ran = run_kit("pack", cwd=project)
    assert ran.returncode == 1
    assert sentence in ran.stderr
    assert "nothing was packed, and the existing zips are unchanged" in ran.stderr
    assert ran.stderr.splitlines()[-1] == "then run `kit build` and `kit pack` again"
    assert {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")} == before


def test_without_a_kit_there_is_nothing_to_pack(tmp_path: Path) -> None:
    ran = run_kit("pack", cwd=make_project(tmp_path / "project"))
    assert ran.returncode == 2
    assert "there is no kit in" in ran.stderr
    assert "run `kit build` first" in ran.stderr


@pytest.mark.ci
def test_a_zip_of_a_message_that_no_phone_takes_is_refused_but_a_language_may_be_large(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.run.pipeline.packing.MOST_BYTES", 1000)
    before = contents(project / "dist")
    with refused(OutputError, "zip-too-large", "zip-too-large") as faults:
        pack(project / "dist" / KIT, project / "dist")
    assert [SHARE_ALONE in faults[0].message, SIGN_ALONE in faults[1].message] == [True, True]
    assert contents(project / "dist") == before
    parts = [path.stat().st_size for path in (project / "dist").glob("*-en_*.zip")]
    assert max(parts) < (project / "dist" / ENGLISH).stat().st_size
    monkeypatch.setattr("kit.run.pipeline.packing.MOST_BYTES", max(parts) + 1)
    assert len(pack(project / "dist" / KIT, project / "dist")) == len(ZIPS)


def test_while_a_build_is_at_work_nothing_is_packed(project: Path) -> None:
    with staging_folder(project / "dist"):
        ran = run_kit("pack", cwd=project)
    assert ran.returncode == 2
    assert "another build is using" in ran.stderr


def test_more_than_a_plain_zip_can_hold_is_refused() -> None:
    with refused(ArchiveError, "zip-too-large"):
        canonical_zip((f"{number:05}", b"") for number in range(65_535))


def test_a_new_build_leaves_zips_where_they_are(project: Path) -> None:
    before = {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")}
    assert run_kit("build", cwd=project).returncode == 0
    assert {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")} == before


@pytest.mark.ci
def test_what_file_managers_leave_is_not_packed(project: Path) -> None:
    before = (project / "dist" / WHOLE).read_bytes()
    (project / "dist" / KIT / "en" / ".DS_Store").write_bytes(b"a view")
    assert run_kit("pack", cwd=project).returncode == 0
    assert (project / "dist" / WHOLE).read_bytes() == before
