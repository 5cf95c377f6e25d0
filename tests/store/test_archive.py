"""Packing and verifying: the same bytes every way, every unzip opens them, and every difference is named."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import stat
import struct
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from workbench import DOCUMENTS, KIT, SPEC, command, contents, make_project, run_kit

from kit.checks.scan import codes_in
from kit.cli.exit import EXIT_NOTHING
from kit.encode import encode, read_file
from kit.errors import ArchiveError, OutputError
from kit.gallery import gallery_files
from kit.model.asset import Description, EncodeRule, Pixels
from kit.pipeline.packing import pack, verify
from kit.qr import make_symbol
from kit.store import dos_time, folder_contents, zip_parts
from kit.store.manifest import parse_manifest
from kit.store.staging import staging_folder
from kit.store.sums import sums_of_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WHOLE, ENGLISH = f"{KIT}.zip", f"{KIT}-en.zip"
SIGN = "en/telegram/sign-square-1080x1080"
#: What is said of a picture that was saved by a program which drops what is inside.
UNSAID = f"{SIGN}.png does not hold its alt text"
PETITION = "https://www.change.org/childsafetyfirst"
STAMP = dos_time(dt.datetime(2020, 12, 1, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build and pack the tiny kit once, for tests that only look; return its project."""
    project = make_project(tmp_path_factory.mktemp("archive") / "project")
    assert run_kit("build", cwd=project).returncode == 0
    assert run_kit("pack", cwd=project).returncode == 0
    return project


@pytest.fixture
def project(packed: Path, tmp_path: Path) -> Path:
    """Return a project with the tiny kit and its zips, to spoil."""
    return shutil.copytree(packed, tmp_path / "project")


@pytest.fixture
def small(packed: Path, tmp_path: Path) -> Path:
    """Return the tiny kit with one picture only, that has a code, so that it is soon verified.

    It has no documents, and says that another version made it, so that none are compared.
    """
    kit = tmp_path / KIT
    for path in (packed / "dist" / KIT / "en" / "telegram").glob("sign-square-*"):
        (kit / "en" / "telegram").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kit / "en" / "telegram")
    manifest = json.loads((packed / "dist" / KIT / "manifest.json").read_bytes())
    manifest["assets"] = [asset for asset in manifest["assets"] if asset["path"] == f"{SIGN}.png"]
    manifest["engines"]["kit"] = "0.9.0"
    seal(kit, manifest)
    return kit


def seal(kit: Path, manifest: object) -> None:
    """Write manifest and sums of a kit anew, as one would who wants a change not to be seen."""
    (kit / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (kit / "SHA256SUMS").write_bytes(sums_of_folder(kit))


def zipped(kit: Path, path: Path, top: str = KIT) -> Path:
    """Write the canonical zip of a folder."""
    held, _ = folder_contents(kit)
    path.write_bytes(made((f"{top}/{name}", held.read(name)) for name in held.names))
    return path


def made(members: Iterable[tuple[str, bytes]]) -> bytes:
    return b"".join(part for _, part in zip_parts(members, STAMP))


def said(path: Path) -> list[str]:
    """Return the sentences of the errors that a verification finds."""
    return [finding.fault.message for finding in verify(path) if finding.severity == "error"]


# Packing -------------------------------------------------------------------------------------------------------------


def test_a_kit_is_packed_whole_and_by_language_with_sums_beside(packed: Path) -> None:
    dist = packed / "dist"
    assert {path.name for path in dist.iterdir() if path.is_file()} == {WHOLE, ENGLISH, "SHA256SUMS", ".lock"}
    listed = sorted(f"{sha256((dist / name).read_bytes()).hexdigest()}  {name}\n" for name in (WHOLE, ENGLISH))
    assert sorted((dist / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)) == listed
    ran = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=dist, check=False, capture_output=True)
    assert ran.returncode == 0


@pytest.mark.parametrize("name", [WHOLE, ENGLISH])
def test_files_are_stored_in_order_with_one_date_and_mode(packed: Path, name: str) -> None:
    with zipfile.ZipFile(packed / "dist" / name) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    for info in infos:
        assert info.filename.startswith(f"{name.removesuffix('.zip')}/")
        assert (info.compress_type, info.create_system, info.flag_bits) == (zipfile.ZIP_STORED, 3, 0)
        assert info.date_time == (2020, 12, 1, 0, 0, 0)
        assert info.external_attr >> 16 == stat.S_IFREG | 0o644
        assert info.extra == info.comment == b""


@pytest.mark.parametrize("name", [WHOLE, ENGLISH])
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


def test_a_zip_of_one_language_is_a_kit_by_itself(project: Path, tmp_path: Path) -> None:
    kit = project / "dist" / KIT
    austrian = make_project(tmp_path / "austrian", SPEC.replace("language: en", "language: de-AT"))
    run_kit("build", cwd=austrian)
    shutil.copytree(austrian / "dist" / KIT / "de-at", kit / "de-at")
    german = json.loads((austrian / "dist" / KIT / "manifest.json").read_bytes())["assets"]
    manifest = json.loads((kit / "manifest.json").read_bytes())
    manifest["assets"] = german + manifest["assets"]
    for name, data in gallery_files(parse_manifest(json.dumps(manifest).encode())).items():
        (kit / name).write_bytes(data)
    seal(kit, manifest)
    off = "checks: [{off: manifest, reason: this kit.yaml has one language}]\n"
    (project / "kit.yaml").write_text(SPEC + off, encoding="utf-8")
    zips = pack(kit, project / "dist")
    assert [path.name for path in zips] == [WHOLE, f"{KIT}-de-at.zip", ENGLISH]
    assert [verify(path) for path in zips] == [(), (), ()]
    for path, languages in zip(zips, ({"en", "de-at"}, {"de-at"}, {"en"}), strict=True):
        with zipfile.ZipFile(path) as archive:
            names = [name.split("/")[1:] for name in archive.namelist()]
            table = archive.read(f"{path.stem}/captions.csv").decode()
        assert {name[0] for name in names if len(name) > 1} == languages
        assert {name[0] for name in names if len(name) == 1} == set(DOCUMENTS)
        assert {line.partition(",")[0].lower() for line in table.splitlines()[1:] if ",telegram," in line} == languages


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


def test_the_date_of_the_files_may_be_set_from_outside(project: Path) -> None:
    day = str(int(dt.datetime(2021, 3, 4, tzinfo=dt.UTC).timestamp()))
    assert run_kit("pack", cwd=project, env={"SOURCE_DATE_EPOCH": day}).returncode == 0
    with zipfile.ZipFile(project / "dist" / WHOLE) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2021, 3, 4, 0, 0, 0)}
    assert verify(project / "dist" / WHOLE) == ()


# The same bytes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build and pack a kit. `user` counts only where this process may choose it."""

    env: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    jobs: int = 1
    folder: str = "project"
    user: int | None = None
    spoil: Callable[[Path], None] | None = None


def in_another_order(kit: Path) -> None:
    """Write the files of a kit anew, the last first, in folders that are made as they come."""
    files = contents(kit)
    shutil.rmtree(kit)
    for name in sorted(files, reverse=True):
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        (kit / name).write_bytes(files[name])


def at_another_time(kit: Path) -> None:
    """Make the files of a kit as old as the hills."""
    for path in kit.rglob("*"):
        os.utime(path, (86_400, 86_400))


def for_owners_only(kit: Path) -> None:
    """Leave the files of a kit other rights than they had."""
    for path in kit.rglob("*"):
        path.chmod(0o700)


EPOCH = str(int(dt.datetime(2020, 12, 1, tzinfo=dt.UTC).timestamp()))
WAYS = [
    Way(),
    Way(jobs=2, env={"PYTHONHASHSEED": "1"}),
    Way(env={"TZ": "Pacific/Kiritimati"}),
    Way(env={"LC_ALL": "C", "LANG": "tr_TR.UTF-8"}, umask=0o077, spoil=for_owners_only),
    Way(folder="another folder, ö"),
    Way(user=65534, umask=0o002),
    Way(env={"SOURCE_DATE_EPOCH": EPOCH, "TZ": "America/Caracas"}, spoil=at_another_time),
    Way(spoil=in_another_order, jobs=2),
]


def zips_made(way: Way, root: Path) -> dict[str, bytes]:
    """Build and pack in one way, in processes of their own."""
    root.chmod(0o755)
    project = make_project(root / way.folder)
    user = way.user if os.getuid() == 0 else None
    if user is not None:
        os.chown(project, user, user)

    def run(*arguments: str) -> None:
        ran = subprocess.run(
            command(*arguments),
            cwd=project,
            env={**os.environ, **way.env, "HOME": str(root)},
            umask=way.umask,
            user=user,
            group=user,
            extra_groups=[] if user is not None else None,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stderr

    run("build", "--jobs", str(way.jobs))
    if way.spoil:
        way.spoil(project / "dist" / KIT)
    run("pack")
    return {name: (project / "dist" / name).read_bytes() for name in (WHOLE, ENGLISH, "SHA256SUMS")}


@pytest.mark.slow
def test_eight_ways_to_pack_a_kit_give_the_same_bytes() -> None:
    # Other users may not look into the folders that pytest makes.
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        Path(folder).chmod(0o755)
        roots = [Path(folder, str(number)) for number in range(len(WAYS))]
        for root in roots:
            root.mkdir()
        first, *others = pool.map(zips_made, WAYS, roots)
    assert [first == other for other in others] == [True] * 7


def test_packing_again_elsewhere_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    before = {name: (project / "dist" / name).read_bytes() for name in (WHOLE, ENGLISH, "SHA256SUMS")}
    elsewhere = project.rename(tmp_path / "another folder")
    in_another_order(elsewhere / "dist" / KIT)
    at_another_time(elsewhere / "dist" / KIT)
    env = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    assert run_kit("pack", cwd=elsewhere, env=env, umask=0o077).returncode == 0
    assert {name: (elsewhere / "dist" / name).read_bytes() for name in before} == before


# Refusals ------------------------------------------------------------------------------------------------------------


def damage(project: Path) -> None:
    (project / "dist" / KIT / f"{SIGN}.caption.txt").write_text("Other words", encoding="utf-8")


def add_a_note(project: Path) -> None:
    (project / "dist" / KIT / "en" / "note.txt").write_text("Mine", encoding="utf-8")


def write_too_much(project: Path) -> None:
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass it on to everyone. " * 30), encoding="utf-8")


def redraw(kit: Path, asset: dict[str, Any], module: int) -> None:
    """Put a picture in the place of another: its code with modules of some px, and inside it the words of its entry."""
    says = (asset["caption"], asset["alt"], asset["alt_long"])
    about = Description("Tiny", *says, "The contributors", "CC BY 4.0", None, asset["language"])
    replace_file(kit, asset, encode(picture(make_code(asset["qr"], module)), EncodeRule(("png",), None), about).data)


def shrink_the_code(project: Path) -> None:
    """Put a code into a picture that is read as it is, and no more when the picture is shown on a phone."""
    kit = project / "dist" / KIT
    manifest = json.loads((kit / "manifest.json").read_bytes())
    asset = next(asset for asset in manifest["assets"] if asset["path"] == f"{SIGN}.png")
    redraw(kit, asset, 2)
    seal(kit, manifest)
    assert verify(kit) == ()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damage, f"{SIGN}.caption.txt is changed: its sum is not the one in SHA256SUMS"),
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
    assert ran.stderr.splitlines()[-1] == "nothing was packed; the zips in their place were not changed"
    assert {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")} == before


def test_without_a_kit_there_is_nothing_to_pack(tmp_path: Path) -> None:
    ran = run_kit("pack", cwd=make_project(tmp_path / "project"))
    assert ran.returncode == 2
    assert "there is no kit in" in ran.stderr
    assert "run `kit build` first" in ran.stderr


def test_a_zip_of_a_language_that_no_phone_takes_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.pipeline.packing.MOST_BYTES", 1000)
    before = contents(project / "dist")
    with pytest.raises(OutputError, match=rf"{ENGLISH} would have [\d,]+ bytes; it must have less than 1,000\n"):
        pack(project / "dist" / KIT, project / "dist")
    assert contents(project / "dist") == before


def test_while_a_build_is_at_work_nothing_is_packed(project: Path) -> None:
    with staging_folder(project / "dist"):
        ran = run_kit("pack", cwd=project)
    assert ran.returncode == 2
    assert "another build is at work" in ran.stderr


def test_more_than_a_plain_zip_can_hold_is_refused() -> None:
    with pytest.raises(ArchiveError, match="a zip can't hold more"):
        made((f"{number:05}", b"") for number in range(65_535))


def test_a_new_build_leaves_zips_where_they_are(project: Path) -> None:
    before = {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")}
    assert run_kit("build", cwd=project).returncode == 0
    assert {path.name: path.read_bytes() for path in (project / "dist").glob("*.zip")} == before


def test_what_file_managers_leave_is_not_packed(project: Path) -> None:
    before = (project / "dist" / WHOLE).read_bytes()
    (project / "dist" / KIT / "en" / ".DS_Store").write_bytes(b"a view")
    assert run_kit("pack", cwd=project).returncode == 0
    assert (project / "dist" / WHOLE).read_bytes() == before


# Verifying -----------------------------------------------------------------------------------------------------------


def test_verify_needs_only_the_zip_or_the_folder(packed: Path, tmp_path: Path) -> None:
    for name in (WHOLE, ENGLISH, KIT):
        ran = run_kit("verify", packed / "dist" / name, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.splitlines()[-1].endswith(f"{name} is whole")


def test_verify_tells_a_difference_from_what_can_not_be_read(packed: Path, tmp_path: Path) -> None:
    data = bytearray((packed / "dist" / WHOLE).read_bytes())
    data[len(data) // 2] ^= 1
    for name, content, code in (("changed.zip", data, 1), ("words.zip", b"words", 2), ("empty.zip", b"", 2)):
        (tmp_path / name).write_bytes(content)
        ran = run_kit("verify", name, cwd=tmp_path)
        assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    ran = run_kit("verify", packed, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (EXIT_NOTHING, "")
    assert ran.stderr.startswith("there is no manifest.json, so this is no kit")


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the headers, the directory and the end of a zip lie."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            yield info.header_offset, info.header_offset + 30 + len(info.filename)
        yield archive.start_dir, len(data)


def is_found(data: bytes, path: Path) -> bool:
    path.write_bytes(data)
    with suppress(ArchiveError):
        return bool(verify(path))
    return True


def test_a_thousand_flipped_bits_are_found(packed: Path, tmp_path: Path) -> None:
    data = (packed / "dist" / WHOLE).read_bytes()
    chance = random.Random(2020)  # noqa: S311  (a sample, the same in every run)
    headers = [position for start, end in spans(data) for position in range(start, end)]
    first, last = headers[:60], headers[-22:]
    positions = [*first, *last, *chance.sample(headers, 418), *(chance.randrange(len(data)) for _ in range(500))]
    assert len(positions) == 1000
    missed = []
    for position in positions:
        flipped = bytearray(data)
        flipped[position] ^= 1 << chance.randrange(8)
        if not is_found(bytes(flipped), tmp_path / "flipped.zip"):
            missed.append(position)
    assert missed == []


def test_a_flipped_bit_is_named_by_its_file(packed: Path, tmp_path: Path) -> None:
    data = bytearray((packed / "dist" / WHOLE).read_bytes())
    with zipfile.ZipFile(packed / "dist" / WHOLE) as archive:
        start = archive.getinfo(f"{KIT}/{SIGN}.png").header_offset
    data[start + 5000] ^= 4
    (tmp_path / WHOLE).write_bytes(data)
    assert f"{SIGN}.png is changed: its sum is not the one in SHA256SUMS" in said(tmp_path / WHOLE)


# Differences that the sums do not show -------------------------------------------------------------------------------


def make_code(address: str, module: int) -> Image.Image:
    """Return a light picture of 1080 px with a code in its middle."""
    symbol = make_symbol(address)
    image = Image.new("RGB", (1080, 1080), "#fff4de")
    for y, row in enumerate(symbol.rows):
        for x, dark in enumerate(row):
            if dark:
                left, top = 400 + x * module, 400 + y * module
                image.paste("#0f2a2e", (left, top, left + module, top + module))
    return image


def picture(image: Image.Image) -> Pixels:
    return Pixels(*image.size, image.convert("RGBA").tobytes())


def replace_file(kit: Path, asset: dict[str, Any], data: bytes) -> None:
    """Put other bytes in the place of a picture, with all sums right."""
    (kit / asset["path"]).write_bytes(data)
    asset.update(sha256=sha256(data).hexdigest(), bytes=len(data))
    with suppress(OSError), Image.open(BytesIO(data)) as image:
        asset["pixels_sha256"] = picture(image).digest


def saved(image: Image.Image, name: str, **options: Any) -> bytes:  # noqa: ANN401  (as Pillow takes them)
    file = BytesIO()
    image.save(file, name, **options)
    return file.getvalue()


def edit(**fields: object) -> Callable[[Path, dict[str, Any]], None]:
    return lambda _, asset: asset.update(fields)


def disguise(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(make_code(asset["qr"], 8), "JPEG"))


def truncate(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, (kit / asset["path"]).read_bytes()[:20_000])


def repaint(kit: Path, asset: dict[str, Any]) -> None:
    kept = asset["pixels_sha256"]
    replace_file(kit, asset, saved(make_code(asset["qr"], 8), "PNG"))
    asset["pixels_sha256"] = kept


def lead_elsewhere(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(make_code("https://example.org/", 8), "PNG"))


def take_the_code_away(kit: Path, asset: dict[str, Any]) -> None:
    replace_file(kit, asset, saved(Image.new("RGB", (1080, 1080), "#fff4de"), "PNG"))


def describe(alt: str, caption: str) -> str:
    """Return an XMP packet, as programs write them."""

    def text(name: str, words: str) -> str:
        items = "".join(f'<rdf:li xml:lang="{tag}">{words}</rdf:li>' for tag in ("x-default", "en"))
        return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"

    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{text('Iptc4xmpCore:AltTextAccessibility', alt)}{text('dc:description', caption)}"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def misdescribe(kit: Path, asset: dict[str, Any]) -> None:
    asset.update(alt="A room.", caption="Sign.")
    (kit / f"{SIGN}.alt.txt").write_text("A room.\n", encoding="utf-8")
    (kit / f"{SIGN}.caption.txt").write_text("Sign.\n", encoding="utf-8")
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", describe("A house.", "Sign."))
    replace_file(kit, asset, saved(make_code(asset["qr"], 8), "PNG", pnginfo=info))


def table(caption: str) -> Callable[[Path, dict[str, Any]], None]:
    def write(kit: Path, asset: dict[str, Any]) -> None:
        rows = f'language,file,caption,alt_text\r\nen,{asset["path"]},"{caption}","{asset["alt"]}"\r\n'
        (kit / "captions.csv").write_text(rows, encoding="utf-8", newline="")

    return write


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (lambda kit, _: (kit / "en" / "extra.png").write_bytes(b"1"), ["en/extra.png is not in manifest.json"]),
        (
            lambda kit, _: (kit / f"{SIGN}.alt.txt").unlink(),
            [f"'{SIGN}.alt.txt' is missing, though manifest.json calls for it"],
        ),
        (edit(sha256="0" * 64), [f"{SIGN}.png is changed: its sum is not the one in manifest.json"]),
        (edit(bytes=7), [f"{SIGN}.png has "]),
        (edit(width=1200), [f"{SIGN}.png is 1080x1080 pixels large; manifest.json says 1200x1080"]),
        (edit(media_type="image/tiff"), [f"{SIGN}.png is 'image/tiff' by manifest.json, which no kit holds"]),
        (disguise, [f"{SIGN}.png can't be opened as image/png: "]),
        (truncate, [f"{SIGN}.png can't be opened as image/png: "]),
        (repaint, [UNSAID, f"{SIGN}.png has other pixels than those with the sum in manifest.json"]),
        (
            lead_elsewhere,
            [UNSAID, f"the QR code in {SIGN}.png reads 'https://example.org/'; manifest.json says '{PETITION}'"],
        ),
        (
            take_the_code_away,
            [UNSAID, f"the QR code in {SIGN}.png reads nothing; manifest.json says '{PETITION}'"],
        ),
        (
            edit(qr=None),
            [f"the QR code in {SIGN}.png reads '{PETITION}'; manifest.json says nothing"],
        ),
        (misdescribe, [f"'alt' inside {SIGN}.png is not that of manifest.json: 'A house.'"]),
        (
            edit(caption="Other"),
            [f"'caption' inside {SIGN}.png is not", f"{SIGN}.caption.txt holds other words than manifest.json"],
        ),
        (
            edit(alt="Other"),
            [f"'alt' inside {SIGN}.png is not", f"{SIGN}.alt.txt holds other words than manifest.json"],
        ),
        (table("Other"), [f"captions.csv has other words for '{SIGN}.png' than manifest.json"]),
        (
            lambda kit, _: (kit / "captions.csv").write_text("file\n", encoding="utf-8"),
            [f"captions.csv has no row for '{SIGN}.png'"],
        ),
        (edit(frame="one"), ["manifest.json can't be read: manifest.assets[0].frame is text, not a whole number"]),
        (lambda _, asset: asset.pop("qr"), ["manifest.json can't be read: manifest.assets[0] lacks 'qr'"]),
    ],
)
def test_a_change_is_named_though_all_sums_are_right(
    small: Path, tmp_path: Path, change: Callable[[Path, dict[str, Any]], None], sentences: list[str]
) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    change(small, manifest["assets"][0])
    seal(small, manifest)
    for path in (small, zipped(small, tmp_path / WHOLE)):
        found = said(path)
        assert len(found) == len(sentences), found
        assert all(map(str.startswith, found, sentences)), found


def test_a_table_of_captions_that_agrees_is_no_difference(small: Path) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    manifest["assets"][0].update(caption='=1 \u2028 line\nand "another"')
    (small / f"{SIGN}.caption.txt").write_text('=1 \u2028 line\nand "another"\n', encoding="utf-8", newline="")
    table('\'=1 \u2028 line\nand ""another""')(small, manifest["assets"][0])
    redraw(small, manifest["assets"][0], 8)
    seal(small, manifest)
    assert said(small) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "manifest.json can't be read: Expecting"),
        ("[]", "manifest.json can't be read: it is no manifest of a kit"),
        ("[" * 100_000, "manifest.json can't be read: it is nested too deeply"),
        ('{"schema": 0}', "manifest.json can't be read: it is no manifest of a kit"),
        ('{"schema": 2}', "manifest.json can't be read: manifest lacks 'kit'"),
        (
            '{"schema": 3}',
            "manifest.json can't be read: its schema is 3: it was made by a newer version of the generator",
        ),
    ],
)
def test_a_manifest_that_can_not_be_read_is_named(small: Path, text: str, sentence: str) -> None:
    (small / "manifest.json").write_text(text, encoding="utf-8")
    (small / "SHA256SUMS").write_bytes(sums_of_folder(small))
    assert [message[: len(sentence)] for message in said(small)] == [sentence]


def pdf(alt: str, language: str) -> bytes:
    """Return a page with one tagged figure."""
    with pikepdf.new() as file:
        file.add_blank_page()
        figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(alt))
        document = pikepdf.Dictionary(S=pikepdf.Name.Document, K=pikepdf.Array([figure]))
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([document]))
        file.Root.Lang = pikepdf.String(language)
        data = BytesIO()
        file.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (pdf("A poster.", "en"), []),
        (pdf("A house.", "en"), [f"'alt_long' inside {SIGN}.pdf is not that of manifest.json: 'A house.'"]),
        (pdf("A poster.", "de"), [f"'language' inside {SIGN}.pdf is not that of manifest.json: 'de'"]),
        (b"%PDF-1.7\nno more", [f"{SIGN}.pdf can't be opened as application/pdf: "]),
    ],
)
def test_a_page_is_verified_by_what_it_states(small: Path, data: bytes, sentences: list[str]) -> None:
    manifest = json.loads((small / "manifest.json").read_bytes())
    page = {
        **manifest["assets"][0],
        "path": f"{SIGN}.pdf",
        "media_type": "application/pdf",
        "pixels_sha256": None,
        "alt_long": "A poster.",
    }
    replace_file(small, page, data)
    seal(small, {**manifest, "assets": [page, *manifest["assets"]]})
    assert [message[: len(start)] for message, start in zip(said(small), sentences, strict=True)] == sentences


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"words\n", "line 5 of SHA256SUMS is no sum and name: 'words'"),
        (b"0" * 64 + b"  en/gone.png\n", "'en/gone.png' is missing, though SHA256SUMS lists it"),
    ],
)
def test_a_line_too_many_in_the_sums_is_named(small: Path, line: bytes, sentence: str) -> None:
    with (small / "SHA256SUMS").open("ab") as file:
        file.write(line)
    assert sentence in said(small)


def test_sums_that_are_gone_or_in_another_order_are_named(small: Path) -> None:
    lines = (small / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    (small / "SHA256SUMS").write_bytes(b"".join(reversed(lines)))
    assert said(small) == ["SHA256SUMS has the right sums, but is not written as the kit writes it"]
    (small / "SHA256SUMS").unlink()
    assert said(small) == ["SHA256SUMS is missing or empty"]


def test_the_folder_in_a_zip_is_called_after_its_kit(small: Path, tmp_path: Path) -> None:
    assert said(zipped(small, tmp_path / WHOLE, f"{KIT}-en")) == []
    assert said(zipped(small, tmp_path / WHOLE, "other")) == [
        "the folder in the zip is called other, not tiny-1.0.0 or tiny-1.0.0-en"
    ]


def test_links_and_names_that_no_unzip_takes_are_named_in_folders(small: Path) -> None:
    (small / "en" / "link.png").symlink_to("/etc/passwd")
    (small / "en" / "PÖSTER.png").write_bytes(b"")
    (small / "EN").mkdir()
    (small / "EN" / "a.png").write_bytes(b"")
    assert sorted(said(small)) == [
        "'EN' and 'en' differ only in capitals",
        "'en/P\\xd6STER.png' holds other characters than ASCII letters, digits, '_', '-' and '.'",
        "'en/link.png' is a link or a device, not a file",
    ]


# Zips that were not made here ----------------------------------------------------------------------------------------


class Pipe(BytesIO):
    """A file that can't be gone back in, so that sizes are written behind contents."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


def foreign(
    *members: tuple[str, bytes], file: BytesIO | None = None, mode: Literal["w", "a"] = "w", **fields: object
) -> bytes:
    """Return a zip with a manifest and other members, each with some fields of its entry set, by another program."""
    file = file or BytesIO()
    with zipfile.ZipFile(file, mode) as archive:
        for name, data in (*members, (f"{KIT}/manifest.json", b"{}")):
            info = zipfile.ZipInfo(name, (2020, 12, 1, 0, 0, 0))
            for key, value in fields.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return file.getvalue()


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """Return a zip with some bytes behind the last of a mark replaced."""
    at = data.rindex(mark) + offset
    return data[:at] + value + data[at + len(value) :]


A = (f"{KIT}/a.png", b"a")
PLAIN = made([A, (f"{KIT}/manifest.json", b"{}")])
HOSTILE = {
    "'../a.png' leads out of its folder": made([("../a.png", b"a"), A]),
    "'tiny-1.0.0/../../a.png' leads out of its folder": made([(f"{KIT}/../../a.png", b"a"), A]),
    "'/etc/a.png' leads out of its folder": made([("/etc/a.png", b"a"), A]),
    "'C:\\\\a.png' holds other characters": made([("C:\\a.png", b"a"), A]),
    "'tiny-1.0.0/a\\x1b[2J.png' holds other characters": made([(f"{KIT}/a\x1b[2J.png", b"a"), A]),
    "'tiny-1.0.0/.hidden' holds other characters": made([(f"{KIT}/.hidden", b"a"), A]),
    "'tiny-1.0.0/-rf' holds other characters": made([(f"{KIT}/-rf", b"a"), A]),
    "'tiny-1.0.0/a.png' is there twice": made([A, A]),
    "'tiny-1.0.0/A.png' and 'tiny-1.0.0/a.png' differ only in capitals": made([(f"{KIT}/A.png", b"a"), A]),
    "'tiny-1.0.0/a.png' is both a file and a folder": made([A, (f"{KIT}/a.png/b.png", b"b")]),
    "it must be under 120": made([(f"{KIT}/{'a' * 109}", b"a")]),
    "...' is 60,002 characters long": made([(f"{'a/' * 30_000}aa", b"a")]),
    "'other/a.png' lies outside the folder 'tiny-1.0.0'": made([A, (f"{KIT}/b.png", b"b"), ("other/a.png", b"a")]),
    "the files in the zip are not in the order of their names": made([(f"{KIT}/b.png", b"b"), A]),
    "'tiny-1.0.0/a\\\\xc3\\\\xa4.png' holds": foreign((f"{KIT}/aä.png", b"a")),
    "'tiny-1.0.0/a.png' is a link, not a file": foreign(A, external_attr=(stat.S_IFLNK | 0o777) << 16, create_system=3),
    "'tiny-1.0.0/en/' is a folder": foreign((f"{KIT}/en/", b"")),
    "'tiny-1.0.0/a.png' is compressed": foreign((A[0], bytes(10_000_000)), compress_type=zipfile.ZIP_DEFLATED),
    "'tiny-1.0.0/a.png' has its sizes behind its contents": foreign(A, file=Pipe()),
    "'tiny-1.0.0/a.png' has extra fields or a comment": foreign(A, extra=struct.pack("<HHL", 0x7875, 4, 0)),
    "'tiny-1.0.0/manifest.json' has extra fields or a comment": foreign(A, comment=b"words"),
    "the header of tiny-1.0.0/a.png is not as the kit writes it": foreign(A),
    "'tiny-1.0.0/manifest.json' is encrypted": patched(PLAIN, b"PK\1\2", 8, b"\1"),
    "'tiny-1.0.0/manifest.json' has the flags 0x0800": patched(PLAIN, b"PK\1\2", 8, b"\0\x08"),
    "'tiny-1.0.0/manifest.json' uses zip64": patched(PLAIN, b"PK\1\2", 20, b"\xff" * 8),
    "'tiny-1.0.0/manifest.json' has 2 bytes by one count and 3 by the other": patched(PLAIN, b"PK\1\2", 24, b"\3"),
    "the directory of the zip begins at byte": patched(PLAIN, b"PK\1\2", 20, b"\3\0\0\0\3"),
    "'tiny-1.0.0/manifest.json' begins at byte 0 of the zip": patched(PLAIN, b"PK\1\2", 42, b"\0\0\0\0"),
    "the zip uses zip64": patched(PLAIN, b"PK\5\6", 8, b"\xff" * 12),
    "'tiny-1.0.0/a.png' begins at byte 5 of the zip": foreign(A, file=BytesIO(b"begin"), mode="a"),
    "a comment or other data follows the end of the zip": PLAIN + b"more",
    f"the zip has {len(PLAIN) + 22} bytes instead of {len(PLAIN)}": PLAIN + PLAIN[-22:],
}  # fmt: skip


@pytest.mark.parametrize("sentence", HOSTILE)
def test_a_zip_that_was_not_made_here_is_refused_with_its_fault(tmp_path: Path, sentence: str) -> None:
    (tmp_path / WHOLE).write_bytes(HOSTILE[sentence])
    found = said(tmp_path / WHOLE)
    assert any(sentence in message for message in found), found
    assert all(message.isprintable() for message in found)
    assert list(tmp_path.iterdir()) == [tmp_path / WHOLE]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"words", "this is no zip, or its end is missing"),
        (PLAIN[:-1], "this is no zip, or its end is missing"),
        (b"begin" + PLAIN, "entry 1 in the directory of the zip is damaged"),
        (patched(PLAIN, b"PK\5\6", 10, b"\3"), "entry 3 in the directory of the zip is damaged"),
        (made([]), "there is no manifest.json"),
        (made([A]), "there is no manifest.json"),
    ],
)
def test_what_is_no_zip_or_no_kit_can_not_be_read(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / WHOLE).write_bytes(data)
    with pytest.raises(ArchiveError, match=sentence):
        verify(tmp_path / WHOLE)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP"])
def test_what_a_picture_states_is_read_in_every_format(name: str) -> None:
    words = {"alt": "A house.", "caption": "Sign."}
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", describe(*words.values()))
    options = {"pnginfo": info} if name == "PNG" else {"xmp": describe(*words.values()).encode()}
    data = saved(Image.new("RGB", (8, 8)), name, **options)
    assert read_file(data, f"image/{name.lower()}").stated == words
    for other in {"PNG", "JPEG", "WEBP"} - {name}:
        with pytest.raises(ValueError, match="cannot identify"):
            read_file(data, f"image/{other.lower()}")


def test_a_picture_too_large_to_decode_is_refused() -> None:
    data = saved(Image.new("1", (8000, 8000)), "PNG")
    with pytest.raises(ValueError, match="it has 8,000 by 8,000 pixels"):
        read_file(data, "image/png")


def test_codes_are_read_from_pixels() -> None:
    assert codes_in(picture(make_code("https://example.org/", 8))) == ["https://example.org/"]
